"""Arrows, segments and dots: a few shapes that only matrices put in their places.

So no set of vectors needs geometry of its own, and a frame uploads nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.colours import BASIS
from eigenscope.scene.frame import Draw, Style, affine
from eigenscope.scene.geometry import Arrows, Points, Segments
from eigenscope.scene.slots import Slot

ORIGIN = np.zeros(3)
ORIGIN.setflags(write=False)

_UNITS = tuple(Arrows([[(0, 0, 0), tuple(float(i == k) for i in range(3))]]) for k in range(3))
_SEGMENT = Segments([[(0, 0, 0), (1, 0, 0)]])
_POINT = Points([(0, 0, 0)])
_NOTHING = 1e-7  # of how far its tail is from the origin: a shorter arrow has no direction
_DOT = 2.4  # widths of an arrow: the dot that stands for it if it has no length


def basis_arrows(
    matrix: Floats, count: int, width: float = 4.0, opacity: float = 1.0
) -> Iterator[Draw]:
    """Yield the basis vectors carried along by a 4×4 matrix, in their colours."""
    for axis in range(count):
        style = Style(BASIS[axis], width, opacity)
        yield Draw(_UNITS[axis], style, matrix, name=f"basis {axis}")


def arrow_to(vector: Floats) -> Arrows:
    """Return the geometry of the arrow from the origin to a place (3,), for maps to carry."""
    return Arrows(np.stack([np.zeros(3), vector])[None])


def arrow(
    name: str,
    vector: Floats,
    slot: Slot,
    tail: Floats = ORIGIN,
    width: float = 3.4,
    opacity: float = 1.0,
) -> Iterator[Draw]:
    """Yield an arrow (3,) from a tail (3,); a dot if it has no length."""
    if not vector.any():
        yield dot(name, tail, slot, width * _DOT, opacity)
        return
    if np.abs(vector).max() < _NOTHING * np.abs(tail).max(initial=0.0):
        return
    style = Style(slot, width, opacity)
    yield Draw(_UNITS[0], style, affine(vector[:, None], tail), name=name)


def segment(
    name: str, start: Floats, end: Floats, slot: Slot, width: float = 1.8, opacity: float = 1.0
) -> Iterator[Draw]:
    """Yield the line between two places (3,); nothing if they are the same."""
    along = end - start
    if along.any():
        yield Draw(_SEGMENT, Style(slot, width, opacity), affine(along[:, None], start), name=name)


def dot(name: str, place: Floats, slot: Slot, size: float = 9.0, opacity: float = 1.0) -> Draw:
    """Return a round mark at a place (3,)."""
    return Draw(_POINT, Style(slot, size, opacity), affine(np.eye(3), place), name=name)


def is_dot(draw: Draw) -> bool:
    """Tell whether a draw is a round mark."""
    return draw.geometry is _POINT
