"""Data that a network learns, as inputs of a lab: well-known sets, points by clicks, a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.training.data import (
    CLASSES,
    REGRESSIONS,
    VALUES,
    DataChoice,
    Kind,
    TrainingData,
)
from eigenscope.engine.optimise.training.errors import TrainingError
from eigenscope.engine.optimise.training.setup import CROSS_ENTROPY, SQUARED_ERROR
from eigenscope.labs.contract.specs import (
    ChoiceSpec,
    DataSpec,
    OutlineSpec,
    ScalarSpec,
    WholeSpec,
    spec,
)
from eigenscope.labs.kit.networks.layer_specs import WIDEST, WIDEST_INPUT
from eigenscope.labs.kit.networks.training_program import drawn_lines, point_lines, table_lines
from eigenscope.language.evaluating.entry import Matrix, matrix, scalar
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.wording.words import Words

BLOBS, CURVE, SURFACE, CLICKED, TABLE = "blobs", "curve", "surface", "clicks", "table"
MOST_POINTS = 5000  # of a table
_DATA = (
    ("moons", "Two moons"),
    ("circles", "Circles"),
    ("spirals", "Spirals"),
    ("xor", "XOR"),
    (BLOBS, "Three blobs"),
    (CURVE, "Regression in x"),
    (SURFACE, "Regression in x and y"),
    (CLICKED, "Your own points"),
    (TABLE, "Table or file"),
)
FLOWERS = matrix(
    "1.4 0.2 0",
    "1.3 0.2 0",
    "1.5 0.4 0",
    "1.6 0.2 0",
    "1.4 0.3 0",
    "4.7 1.4 1",
    "4.5 1.5 1",
    "4.0 1.3 1",
    "4.6 1.5 1",
    "3.9 1.1 1",
    "6.0 2.5 2",
    "5.9 2.1 2",
    "5.6 1.8 2",
    "5.8 2.2 2",
    "5.1 1.9 2",
)


def _is_drawn(inputs: Any) -> bool:
    return inputs.data not in (CLICKED, TABLE)


_NOISE = {"moons": "0.2", "circles": "0.1", "spirals": "0.05", BLOBS: "0.7"}
"""That leaves a set hard enough to be worth learning; the others have 0.1."""


def _brought(inputs: Any) -> Mapping[str, object]:
    """Return the loss and the noise that go with data."""
    loss = SQUARED_ERROR if inputs.data in REGRESSIONS else CROSS_ENTROPY
    return {"loss": loss, "noise": scalar(_NOISE.get(inputs.data, "0.1"))}


@dataclass(frozen=True)
class DataInputs:
    """Inputs that say what is learnt, for those of a lab to inherit; they have a ``loss`` too."""

    data: str = spec(
        ChoiceSpec(
            "Data", "Data", "The data that the network learns from.", _DATA, brings=_brought
        ),
        "moons",
    )
    count: int = spec(
        WholeSpec("Points", "Data", "The number of points.", 4, lambda _: 500, relevant=_is_drawn),
        200,
    )
    noise: Matrix = spec(
        ScalarSpec(
            "Noise",
            "Data",
            "Standard deviation of the noise in every coordinate.",
            0.0,
            1.0,
            least=0.0,
            most=10.0,
            relevant=_is_drawn,
        ),
        scalar("0.2"),
    )
    seed: int = spec(
        WholeSpec(
            "Seed",
            "Data",
            "Of the data, the random weights and the batches: the same seed gives the same run.",
            0,
            lambda _: 999,
        ),
        0,
    )
    first: tuple[tuple[float, float], ...] = spec(
        OutlineSpec(
            "Class 0",
            "Data",
            "Click points of class 0 in the view.",
            points=True,
            selects=(("topic", "training"), ("data", CLICKED)),
            relevant=lambda inputs: inputs.data == CLICKED,
        ),
        ((-1.5, -0.5), (-1.0, 0.5), (-0.5, -1.0)),
    )
    second: tuple[tuple[float, float], ...] = spec(
        OutlineSpec(
            "Class 1",
            "Data",
            "Click points of class 1 in the view.",
            points=True,
            selects=(("topic", "training"), ("data", CLICKED)),
            relevant=lambda inputs: inputs.data == CLICKED,
        ),
        ((0.5, 1.0), (1.0, -0.5), (1.5, 0.5)),
    )
    table: Matrix | LoadedMatrix = spec(
        DataSpec(
            "Table",
            "Data",
            "One row per point, the target in the last column: texts are names of classes, whole "
            "numbers from 0 are classes with cross entropy. The other columns are standardised.",
            selects=(("data", TABLE),),
            relevant=lambda inputs: inputs.data == TABLE,
        ),
        FLOWERS,
    )


def sizes_of(inputs: Any) -> tuple[int, int]:
    """Return how many columns the data have, and how many classes; 0 of values."""
    if inputs.data in REGRESSIONS:
        return (1 if inputs.data == CURVE else 2), 0
    if inputs.data != TABLE:
        return 2, 3 if inputs.data == BLOBS else 2
    values, names = table_values(inputs), class_names(inputs)
    columns = max(values.shape[1] - 1, 1)
    if inputs.loss == SQUARED_ERROR and not names:
        return columns, 0
    largest = float(np.nan_to_num(values[:, -1]).max())
    return columns, int(min(max(largest + 1, 2), WIDEST))


def table_values(inputs: Any) -> Floats:
    """Return the table's numbers, the target in the last column; of texts it is the class."""
    table, names = inputs.table, class_names(inputs)
    values = table.to_array() if isinstance(table, Matrix) else table.values
    if names:
        classes = {name: number for number, name in enumerate(names)}
        values = np.column_stack([values, [classes[label] for label in table.labels]])
    return np.asarray(values, dtype=np.float64)


def class_names(inputs: Any) -> tuple[str, ...]:
    """Return the texts in the table's last column, in order; none where it holds numbers."""
    table = inputs.table
    return () if isinstance(table, Matrix) else tuple(sorted(set(table.labels)))


def data_of(inputs: Any) -> TrainingData:
    """Return the data.

    Raises
    ------
    TrainingError
        If there are none, or a network cannot learn them.
    """
    if inputs.data == CLICKED:
        points = np.array([*inputs.first, *inputs.second], dtype=np.float64).reshape(-1, 2)
        return TrainingData(points, np.repeat([0.0, 1.0], [len(inputs.first), len(inputs.second)]))
    if inputs.data == TABLE:
        return _of_table(inputs)
    return _choice(inputs).drawn()


def _choice(inputs: Any) -> DataChoice:
    classes = 3 if inputs.data == BLOBS else 2
    noise = inputs.noise.scalar.value
    return DataChoice(inputs.data, inputs.count, noise, inputs.seed, classes)


def data_lines(inputs: Any, data: TrainingData) -> str:
    """Return the lines of the program that make the data."""
    if inputs.data == CLICKED:
        return point_lines(data)
    return table_lines(inputs.table) if inputs.data == TABLE else drawn_lines(_choice(inputs))


def _of_table(inputs: Any) -> TrainingData:
    values = table_values(inputs)
    if values.shape[1] < 2 or values.shape[1] - 1 > WIDEST_INPUT or len(values) > MOST_POINTS:
        raise TrainingError(
            Words(
                "A table has 2 to {columns} columns, the target in the last, and up to {rows} "
                "rows; this one has {n} columns and {m} rows.",
                {
                    "columns": WIDEST_INPUT + 1,
                    "rows": MOST_POINTS,
                    "m": len(values),
                    "n": values.shape[1],
                },
            )
        )
    names = class_names(inputs)
    if "" in names:
        row = {"row": inputs.table.labels.index("") + 1}
        raise TrainingError(Words("Row {row} of the data has no class: name it.", row))
    kind: Kind = CLASSES if names or inputs.loss == CROSS_ENTROPY else VALUES
    data = TrainingData(values[:, :-1], values[:, -1], kind, names)  # refuses what is not finite
    if data.classes > WIDEST:
        classes = {"classes": data.classes, "most": WIDEST}
        words = (
            "The table has {classes} classes, and at most {most} are possible. Leave some "
            "out, or choose squared error to learn their numbers."
        )
        raise TrainingError(Words(words, classes))
    with np.errstate(over="ignore"):
        spread = data.inputs.std(axis=0)
    lost = ~np.isfinite(spread) | ((spread == 0) & (np.ptp(data.inputs, axis=0) > 0))
    if lost.any():
        column = {"column": int(np.argmax(lost)) + 1}
        words = "Column {column} has numbers too large or too small to standardise: scale them."
        raise TrainingError(Words(words, column))
    scaled = (data.inputs - data.inputs.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    return replace(data, inputs=scaled)
