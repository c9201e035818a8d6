"""Faces with their borders, put in their places by matrices: discs, balls, squares and cubes.

A plane without an end is drawn as a disc: it may turn in any way without corners that wander.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.lines import LINE
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Style, affine
from eigenscope.scene.geometry import Geometry, Triangles
from eigenscope.scene.slots import Slot

Shape = Literal["disc", "ball", "unit square", "square", "unit cube"]
"""A disc and a ball have the radius 1; a unit square is 0…1 along each axis, a square −1…1."""

_SHAPES: dict[Shape, tuple[Callable[[], Triangles], Callable[[], Geometry]]] = {
    "disc": (shapes.disc, shapes.circle),
    "ball": (shapes.sphere, shapes.sphere_lines),
    "unit square": (shapes.unit_square, shapes.unit_square_outline),
    "square": (shapes.square, shapes.square_outline),
    "unit cube": (shapes.unit_cube, shapes.unit_cube_edges),
}
_SOLIDS = ("ball", "unit cube")


def filled(
    name: str,
    shape: Shape,
    matrix: Floats,
    slot: Slot,
    opacity: float,
    width: float = 0.0,
    strength: float = 1.0,
) -> Iterator[Draw]:
    """Yield a shape carried by a 4×4 matrix, and its border.

    Parameters
    ----------
    name
        Of the face; the border is called "``name`` border".
    opacity
        Of the face; with 0 there is none.
    width, strength
        Of the border in pixels, and its opacity; with a width of 0 there is none.
    """
    face, border = _SHAPES[shape]
    if opacity > 0:
        style = Style(slot, opacity=opacity, shaded=shape in _SOLIDS)
        yield Draw(face(), style, matrix, name=name)
    if width > 0:
        yield Draw(border(), Style(slot, width, strength), matrix, name=f"{name} border")


def unit_ball(
    name: str,
    dimensions: int,
    matrix: Floats,
    slot: Slot,
    opacity: float,
    width: float,
    strength: float = 1.0,
) -> Iterator[Draw]:
    """Yield what a 4×4 matrix makes of the unit ball of 1, 2 or 3 dimensions; see `filled`."""
    if dimensions == 1:
        yield Draw(LINE, Style(slot, width, strength), matrix, name=name)
    else:
        shape: Shape = "disc" if dimensions == 2 else "ball"
        yield from filled(name, shape, matrix, slot, opacity, width, strength)


def parallelogram(
    name: str, first: Floats, second: Floats, slot: Slot, opacity: float = 0.26
) -> Iterator[Draw]:
    """Yield the parallelogram that two vectors (3,) span, and its border."""
    matrix = affine(np.stack([first, second], axis=1))
    yield from filled(name, "unit square", matrix, slot, opacity, 1.6)
