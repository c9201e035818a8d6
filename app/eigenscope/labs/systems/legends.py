"""What the colours of each view mean, for legends."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.labs.kit.colours import COLUMN_SPACE, NULL_SPACE
from eigenscope.labs.systems import colours
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words

_COLUMN_NAMES: Mapping[Slot, Text] = {
    slot: Words("column {number} of A", {"number": str(k)})
    for k, slot in enumerate(colours.COLUMNS, 1)
}

ROWS: Mapping[Slot, Text] = {
    **{
        slot: Words("equation {number}", {"number": str(k)})
        for k, slot in enumerate(colours.EQUATIONS[:3], 1)
    },
    colours.SOLUTIONS: "solutions",
    colours.NEAREST: "x̂, the least-squares solution",
}
COLUMNS: Mapping[Slot, Text] = {**_COLUMN_NAMES, colours.RIGHT: "b"}
SUBSPACES: Mapping[Slot, Text] = {
    colours.ROW_SPACE: "row space",
    NULL_SPACE: "null space",
    COLUMN_SPACE: "column space and Ax",
    colours.LEFT_NULL_SPACE: "left null space",
    colours.X: "x",
    colours.RIGHT: "b",
}
LEAST_SQUARES: Mapping[Slot, Text] = {
    COLUMN_SPACE: "column space and Ax",
    **_COLUMN_NAMES,
    colours.RIGHT: "b",
    colours.RESIDUAL: "residual b − Ax",
    colours.RIDGE: "Ax as the ridge grows",
}
REGRESSION: Mapping[Slot, Text] = {
    colours.DATA: "data",
    colours.FIT: "fitted values",
    colours.RESIDUAL: "residuals",
}
