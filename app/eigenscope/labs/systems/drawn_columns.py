"""Columns at the origin with their names, and the line or plane that they span."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import arrow
from eigenscope.labs.kit.embedding import Embedding, orthonormal
from eigenscope.labs.kit.faces import filled
from eigenscope.labs.kit.lines import LINE
from eigenscope.labs.kit.tip_labels import tip_label
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.roles import BASIS, Role
from eigenscope.wording.number_texts import subscript

Floats = npt.NDArray[np.float64]


def column_name(index: int) -> str:
    """Return a column's name, such as a₁."""
    return f"a{subscript(index + 1)}"


def still_columns(columns: Floats, opacity: float, view: View) -> tuple[list[Draw], list[Label]]:
    """Return the columns (n, 3) at the origin with their names."""
    draws: list[Draw] = []
    labels: list[Label] = []
    for index, column in enumerate(columns):
        name, role = column_name(index), BASIS[index]
        draws += arrow(f"columns {index + 1}", column, role, width=2.6, opacity=opacity)
        labels.append(tip_label(name, column, role, view, priority=4))
    return draws, labels


def column_space(columns: Floats, embedding: Embedding, view: View, size: float) -> Iterator[Draw]:
    """Yield the line or plane that columns (n, 3) span, unless it is the whole picture."""
    basis = orthonormal(columns)
    count = basis.shape[1]
    name = "column space"
    if count == 1:
        matrix = basis * 2 * view.camera.height if view.camera.flat else basis * size
        yield Draw(LINE, Style(Role.COLUMN_SPACE, 2.2, 0.7), affine(matrix), name=name)
    elif count == 2 and embedding.dimensions == 3:
        matrix = affine(basis * size)
        yield from filled(name, "disc", matrix, Role.COLUMN_SPACE, 0.16, 1.4, 0.7)
