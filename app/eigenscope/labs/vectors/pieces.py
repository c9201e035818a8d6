"""Pieces of these pictures, all made of a few shapes that only matrices put in their places.

So no set of vectors needs geometry of its own, and a frame uploads nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from eigenscope.exact.vectors import Vector, unit
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.lines import line_fade, line_through_origin, stretch
from eigenscope.labs.kit.tip_labels import line_label
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.geometry import Arrows, Points, Polyline, Segments
from eigenscope.scene.roles import BASIS, Role

Floats = npt.NDArray[np.float64]

NAMED = BASIS
"""The roles of the vectors a, b and c."""
ORIGIN = np.zeros(3)

_ARROW = Arrows([[(0, 0, 0), (1, 0, 0)]])
_SEGMENT = Segments([[(0, 0, 0), (1, 0, 0)]])
_LINE = line_through_origin((1, 0, 0))
_POINT = Points([(0, 0, 0)])
_CORNER = Polyline([(1, 0, 0), (1, 1, 0), (0, 1, 0)])
_NOTHING = 1e-7  # of the largest thing in sight: an arrow shorter than that has no direction
_CORNER_SIZE, _ARC_SIZE = 0.03, 0.085  # of the view's height


def _ahead(vector: Floats) -> Floats:
    """Return a place's direction (3,), of length 1 even if the place is next to the origin."""
    return unit(Vector(vector))


def arrow(
    name: str,
    vector: Floats,
    role: Role,
    tail: Floats = ORIGIN,
    width: float = 3.4,
    opacity: float = 1.0,
) -> Iterator[Draw]:
    """Yield an arrow (3,) from a tail (3,); a dot if it has no length."""
    if not vector.any():
        yield dot(name, tail, role, width * 2.4, opacity)
        return
    if np.abs(vector).max() < _NOTHING * np.abs(tail).max(initial=0.0):
        return
    yield Draw(_ARROW, Style(role, width, opacity), affine(vector[:, None], tail), name=name)


def segment(
    name: str, start: Floats, end: Floats, role: Role, width: float = 1.8, opacity: float = 1.0
) -> Iterator[Draw]:
    """Yield a line between two places (3,)."""
    along = end - start
    if along.any():
        yield Draw(_SEGMENT, Style(role, width, opacity), affine(along[:, None], start), name=name)


def line(
    name: str, direction: Floats, view: View, role: Role, through: Floats = ORIGIN
) -> Iterator[Draw]:
    """Yield a line that goes through the whole view."""
    reach = stretch(view)[0, 0] + float(np.linalg.norm(through))
    style = Style(role, 1.6, 0.75, line_fade(view))
    yield Draw(_LINE, style, affine((_ahead(direction) * reach)[:, None], through), name=name)


def dot(name: str, place: Floats, role: Role, size: float = 9.0, opacity: float = 1.0) -> Draw:
    """Return a round mark at a place (3,)."""
    return Draw(_POINT, Style(role, size, opacity), affine(np.eye(3), place), name=name)


def parallelogram(
    name: str, first: Floats, second: Floats, role: Role, opacity: float = 0.26
) -> Iterator[Draw]:
    """Yield the parallelogram that two vectors (3,) span, and its border."""
    matrix = affine(np.stack([first, second], axis=1))
    yield Draw(shapes.unit_square(), Style(role, opacity=opacity), matrix, name=name)
    yield Draw(shapes.unit_square_outline(), Style(role, 1.6), matrix, name=f"{name} border")


def right_angle(
    name: str, corner: Floats, first: Floats, second: Floats, view: View
) -> Draw | None:
    """Return the mark of a right angle between two directions (3,), None if one is missing."""
    lengths = float(np.linalg.norm(first)), float(np.linalg.norm(second))
    if min(lengths) <= _NOTHING * view.camera.height:
        return None
    size = min(_CORNER_SIZE * view.camera.height, min(lengths) / 3)
    legs = np.stack([first / lengths[0], second / lengths[1]], axis=1) * size
    return Draw(_CORNER, Style(Role.TEXT, 1.6), affine(legs, corner), name=name)


def across(first: Floats, second: Floats) -> Floats | None:
    """Return the unit vector (3,) at a right angle to the first, towards the second, if any."""
    ahead, towards = _ahead(first), _ahead(second)
    rest = towards - (towards @ ahead) * ahead
    length = float(np.linalg.norm(rest))
    return None if length <= 1e-9 or not ahead.any() else np.asarray(rest / length)


def angle_arc(
    name: str, first: Floats, second: Floats, angle: float, view: View, role: Role
) -> tuple[Draw, Floats] | None:
    """Return the arc from one vector (3,) to another and the place for its label, or None."""
    towards = across(first, second)
    if towards is None:
        return None
    ahead = _ahead(first)
    least = min(float(np.linalg.norm(first)), float(np.linalg.norm(second)))
    radius = min(_ARC_SIZE * view.camera.height, 0.5 * least)
    legs = np.stack([ahead, towards], axis=1) * radius
    portion = angle / (2 * math.pi)
    arc = Draw(shapes.circle(), Style(role, 2.2), affine(legs), portion, name)
    halfway = math.cos(angle / 2) * ahead + math.sin(angle / 2) * towards
    return arc, halfway * (radius + 0.05 * view.camera.height)


def middle_label(
    text: str,
    vector: Floats,
    role: Role,
    view: View,
    tail: Floats = ORIGIN,
    away: Floats | None = None,
    share: float = 0.55,
    priority: int = 5,
) -> Label:
    """Return a label beside an arrow, on the side that a place ``away`` (3,) is not on."""
    x, y, z = (float(value) for value in tail)
    return line_label(text, tail + share * vector, role, view, priority, (x, y, z), away)


def corner_label(text: str, place: Floats, role: Role) -> Label:
    """Return a label whose end is to the lower left of a place (3,)."""
    x, y, z = (float(value) for value in place)
    offset = (-10.0 - 4.1 * len(text), -12.0)
    return Label(text, (x, y, z), role, offset, 14, bold=True, priority=6)


def names(vectors: Floats, letters: str, view: View) -> Iterator[Label]:
    """Yield the letters of vectors (k, 3) beside them, away from each other."""
    for index, (vector, letter) in enumerate(zip(vectors, letters, strict=False)):
        others = np.delete(vectors, index, axis=0)
        away = others.sum(axis=0) if len(others) else None
        if vector.any():
            yield middle_label(letter, vector, NAMED[index], view, away=away)
        else:
            text = f"{letter} = 0"
            offset = (-26.0, -18.0 - 18.0 * index)
            yield Label(text, (0.0, 0.0, 0.0), NAMED[index], offset, 14, bold=True, priority=5)
