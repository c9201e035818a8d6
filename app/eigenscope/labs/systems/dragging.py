"""What follows when a handle is dragged in the view."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from eigenscope.labs.systems.inputs import Inputs
from eigenscope.language.evaluating.entry import Matrix


def dragged(inputs: Inputs, key: str, position: tuple[float, float, float]) -> tuple[Inputs, bool]:
    """Return the inputs with b, a column of A or the solution at a world position.

    A solution stays a solution: b becomes A times it.
    """
    rows, columns = inputs.matrix.shape
    kind, _, number = key.partition("-")
    if kind == "right":
        return replace(inputs, right=Matrix.from_array(np.array(position[:rows])[:, None])), False
    if kind == "column":
        matrix = inputs.matrix.with_column(int(number), position[:rows])
        return replace(inputs, matrix=matrix), False
    moved = inputs.matrix.to_array() @ np.array(position[:columns])
    return replace(inputs, right=Matrix.from_array(np.round(moved, 12)[:, None])), True
