"""From inputs to the story that is told of them."""

from __future__ import annotations

from eigenscope.labs.systems import inputs as given
from eigenscope.labs.systems.approach import Approach
from eigenscope.labs.systems.columns import ColumnPicture
from eigenscope.labs.systems.inputs import Inputs
from eigenscope.labs.systems.projection import ProjectionPicture
from eigenscope.labs.systems.regression import RegressionPicture, table_of
from eigenscope.labs.systems.rows import RowPicture
from eigenscope.labs.systems.stepping import EliminationPicture
from eigenscope.labs.systems.story import Story
from eigenscope.labs.systems.subspaces import SubspacePicture
from eigenscope.labs.systems.system import system_of

_SPACE = 3


def story_of(inputs: Inputs) -> Story:
    """Return the chosen picture, solved."""
    if inputs.topic == given.REGRESSION:
        return RegressionPicture(inputs, table_of(inputs))
    system = system_of(inputs)
    match inputs.topic:
        case given.COLUMNS:
            return ColumnPicture(system)
        case given.ELIMINATION:
            return EliminationPicture(system)
        case given.SUBSPACES:
            return SubspacePicture(system)
        case given.LEAST_SQUARES:
            return ProjectionPicture(Approach(system))
    return RowPicture(system)


def dimensions(inputs: Inputs) -> int:
    """Return 2 or 3 for the chosen picture, from the sizes of the inputs alone."""
    rows, columns = inputs.matrix.shape
    match inputs.topic:
        case given.REGRESSION:
            return 3 if inputs.explanation == given.TWO_COLUMNS else 2
        case given.COLUMNS | given.LEAST_SQUARES:
            return 3 if rows >= _SPACE else 2
        case given.SUBSPACES:
            return 3 if max(rows, columns) >= _SPACE else 2
    return 3 if columns == _SPACE else 2
