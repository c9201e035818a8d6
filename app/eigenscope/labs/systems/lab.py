"""The lab itself: its topics, each with the picture that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.kit.topics import Solver, TopicLab
from eigenscope.labs.systems import inputs as given
from eigenscope.labs.systems.approach import Approach
from eigenscope.labs.systems.columns import ColumnPicture
from eigenscope.labs.systems.description import DESCRIPTION
from eigenscope.labs.systems.dragging import dragged
from eigenscope.labs.systems.experiments import EXPERIMENTS
from eigenscope.labs.systems.inputs import Inputs, fit
from eigenscope.labs.systems.projection import ProjectionPicture
from eigenscope.labs.systems.regression import RegressionPicture, table_of
from eigenscope.labs.systems.rows import RowPicture
from eigenscope.labs.systems.stepping import EliminationPicture
from eigenscope.labs.systems.story import SystemStory
from eigenscope.labs.systems.subspaces import SubspacePicture
from eigenscope.labs.systems.system import System, system_of


def _solver(picture: Callable[[System], SystemStory], size: Callable[[int, int], int]) -> Solver:
    """Return how a system is shown in a space whose size follows from A's rows and columns."""
    return Solver(
        lambda inputs: picture(system_of(inputs)),
        dimensions=lambda inputs: 3 if size(*inputs.matrix.shape) >= 3 else 2,
    )


def _columns(_rows: int, columns: int) -> int:
    return columns


def _rows(rows: int, _columns: int) -> int:
    return rows


class LinearSystems(TopicLab):
    """The lab *Linear systems*."""

    description = DESCRIPTION
    inputs_type = Inputs
    solvers: ClassVar[Mapping[str, Solver]] = {
        given.ROWS: _solver(RowPicture, _columns),
        given.COLUMNS: _solver(ColumnPicture, _rows),
        given.ELIMINATION: _solver(EliminationPicture, _columns),
        given.SUBSPACES: _solver(SubspacePicture, max),
        given.LEAST_SQUARES: _solver(lambda system: ProjectionPicture(Approach(system)), _rows),
        given.REGRESSION: Solver(
            lambda inputs: RegressionPicture(inputs, table_of(inputs)),
            dimensions=lambda inputs: 3 if inputs.explanation == given.TWO_COLUMNS else 2,
        ),
    }

    def check(self, inputs: Inputs) -> Inputs:
        """Return the inputs with as many right-hand sides as equations."""
        return fit(inputs)

    def dragged(
        self, inputs: Inputs, key: str, position: tuple[float, float, float]
    ) -> tuple[Inputs, bool]:
        """Return the inputs with b, a column or the solution at a new place."""
        return dragged(inputs, key, position)

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what to try."""
        return EXPERIMENTS


LAB = LinearSystems()
