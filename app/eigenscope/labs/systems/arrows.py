"""The arrows of the column picture and of projections, and the space that columns span."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.embedding import Embedding, orthonormal
from eigenscope.labs.kit.tip_labels import line_label, tip_label
from eigenscope.labs.systems.flats import DOT, LINE
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.geometry import Arrows, Segments, place_of
from eigenscope.scene.roles import BASIS, Role
from eigenscope.wording.number_texts import subscript

Floats = npt.NDArray[np.float64]
_ARROW = Arrows([[(0.0, 0.0, 0.0), (1.0, 0.0, 0.0)]])
_HALF = Segments([[(0.0, 0.0, 0.0), (1.0, 0.0, 0.0)]])
_ORIGIN = np.zeros(3)


def arrow(vector: Floats, style: Style, name: str, tail: Floats = _ORIGIN) -> Draw:
    """Return an arrow (3,) from a tail (3,); one of no length is a dot."""
    if not np.any(vector):
        return Draw(DOT, Style(style.role, 7.0, style.opacity), affine(np.eye(3), tail), name=name)
    return Draw(_ARROW, style, affine(vector[:, None], tail), name=name)


def stick(start: Floats, end: Floats, style: Style, name: str) -> Draw:
    """Return the straight line between two places (3,)."""
    return Draw(_HALF, style, affine((end - start)[:, None], start), name=name)


def dot(where: Floats, style: Style, name: str) -> Draw:
    """Return a dot at a place (3,)."""
    return Draw(DOT, style, affine(np.eye(3), where), name=name)


def column_name(index: int) -> str:
    """Return a column's name, such as a₁."""
    return f"a{subscript(index + 1)}"


def still_columns(columns: Floats, opacity: float, view: View) -> tuple[list[Draw], list[Label]]:
    """Return the columns (n, 3) at the origin with their names."""
    draws, labels = [], []
    for index, column in enumerate(columns):
        name, role = column_name(index), BASIS[index]
        draws.append(arrow(column, Style(role, 2.6, opacity), f"columns {index + 1}"))
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
        yield Draw(shapes.disc(), Style(Role.COLUMN_SPACE, opacity=0.16), matrix, name=name)
        yield Draw(shapes.circle(), Style(Role.COLUMN_SPACE, 1.4, 0.7), matrix, name=f"{name} rim")


def right_angle(
    corner: Floats, one: Floats, other: Floats, size: float, opacity: float
) -> Iterator[Draw]:
    """Yield the two strokes of the mark of a right angle between two directions (3,)."""
    lengths = [float(np.linalg.norm(vector)) for vector in (one, other)]
    if min(lengths) <= 0 or opacity <= 0:
        return
    first, second = (
        vector / length * min(size, 0.45 * length)
        for vector, length in zip((one, other), lengths, strict=True)
    )
    style = Style(Role.TEXT, 1.6, opacity)
    middle = corner + first + second
    yield stick(corner + first, middle, style, "right angle")
    yield stick(middle, corner + second, style, "right angle")


def middle_label(text: str, start: Floats, end: Floats, role: Role, view: View) -> Label:
    """Return a label beside the middle of the line between two places (3,)."""
    return line_label(text, (start + end) / 2, role, view, 7, place_of(start))
