"""What the colours of each view mean, for legends."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.scene.roles import BASIS, EIGEN, Role

_GIVEN = {role: f"column {k} of A" for k, role in enumerate(BASIS, 1)}

ROWS: Mapping[Role, str] = {
    **{role: f"equation {k}" for k, role in enumerate(BASIS, 1)},
    Role.OUTPUT: "solutions",
    Role.COLUMN_SPACE: "x̂, the least-squares solution",
}
COLUMNS: Mapping[Role, str] = {**_GIVEN, Role.OUTPUT: "b"}
SUBSPACES: Mapping[Role, str] = {
    EIGEN[1]: "row space",
    Role.NULL_SPACE: "null space",
    Role.COLUMN_SPACE: "column space and Ax",
    EIGEN[0]: "left null space",
    Role.INPUT: "x",
    Role.OUTPUT: "b",
}
LEAST_SQUARES: Mapping[Role, str] = {
    Role.COLUMN_SPACE: "column space and Ax",
    **_GIVEN,
    Role.OUTPUT: "b",
    Role.NEGATIVE_AREA: "residual b − Ax",
    Role.PATH: "Ax as the ridge grows",
}
REGRESSION: Mapping[Role, str] = {
    Role.OUTPUT: "data",
    Role.COLUMN_SPACE: "fitted values",
    Role.NEGATIVE_AREA: "residuals",
}
