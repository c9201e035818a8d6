"""Angles between two directions: their arcs, and the marks of right ones."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.exact.vectors import Vector, unit
from eigenscope.labs.contract.lab import View
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Style, affine
from eigenscope.scene.geometry import Polyline
from eigenscope.scene.slots import Slot

_CORNER = Polyline([(1, 0, 0), (1, 1, 0), (0, 1, 0)])
_NOTHING = 1e-7  # of the view's height: a shorter arrow has no direction
_CORNER_SIZE, _ARC_SIZE = 0.03, 0.085  # of the view's height


def right_angle(
    name: str,
    corner: Floats,
    first: Floats,
    second: Floats,
    view: View,
    size: float = _CORNER_SIZE,
    opacity: float = 1.0,
) -> Iterator[Draw]:
    """Yield the mark of a right angle between two directions (3,); nothing if one is missing.

    It is a square, ``size`` of the view's height wide, and at most a third of the shorter arrow.
    """
    lengths = float(np.linalg.norm(first)), float(np.linalg.norm(second))
    if min(lengths) <= _NOTHING * view.camera.height or opacity <= 0:
        return
    side = min(size * view.camera.height, min(lengths) / 3)
    legs = np.stack([first / lengths[0], second / lengths[1]], axis=1) * side
    yield Draw(_CORNER, Style(Slot.INK, 1.6, opacity), affine(legs, corner), name=name)


def _across(first: Floats, second: Floats) -> Floats | None:
    """Return the unit vector (3,) at a right angle to the first, towards the second, if any."""
    ahead, towards = unit(Vector(first)), unit(Vector(second))
    rest = towards - (towards @ ahead) * ahead
    length = float(np.linalg.norm(rest))
    return None if length <= 1e-9 or not ahead.any() else np.asarray(rest / length)


def angle_arc(
    name: str, first: Floats, second: Floats, angle: float, view: View, slot: Slot
) -> tuple[Draw, Floats] | None:
    """Return the arc from one vector (3,) to another and the place for its label, or None."""
    towards = _across(first, second)
    if towards is None:
        return None
    ahead = unit(Vector(first))
    least = min(float(np.linalg.norm(first)), float(np.linalg.norm(second)))
    radius = min(_ARC_SIZE * view.camera.height, 0.5 * least)
    legs = np.stack([ahead, towards], axis=1) * radius
    portion = angle / (2 * math.pi)
    arc = Draw(shapes.circle(), Style(slot, 2.2), affine(legs), portion, name)
    halfway = math.cos(angle / 2) * ahead + math.sin(angle / 2) * towards
    return arc, halfway * (radius + 0.05 * view.camera.height)
