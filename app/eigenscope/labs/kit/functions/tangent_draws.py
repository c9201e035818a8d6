"""What touches a landscape at a point: lines, a plane, circles, and lines that bend with it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.arrows import segment
from eigenscope.labs.kit.faces import filled
from eigenscope.labs.kit.functions.lift import Lift
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Style, affine
from eigenscope.scene.geometry import Polyline
from eigenscope.scene.slots import Slot

_ROUND = 96  # corners of a circle
_BENT = 32  # parts of a line that bends


def tangent_line(
    name: str, lift: Lift, step: Floats, slot: Slot, opacity: float = 1.0
) -> Iterator[Draw]:
    """Yield the tangent from one step (2,) before the point to one after it."""
    along = lift.rise(step)
    yield from segment(name, lift.place - along, lift.place + along, slot, 2.0, opacity)


def tangent_plane(name: str, lift: Lift, half: float, slot: Slot) -> Iterator[Draw]:
    """Yield the tangent plane as a square seen from above, with half its side."""
    sides = lift.rise(2 * half * np.eye(2))
    corner = lift.place - sides.sum(axis=0) / 2
    matrix = affine(np.column_stack([*sides, np.zeros(3)]), corner)
    yield from filled(name, "unit square", matrix, slot, 0.35, 1.4)


def circle(
    name: str, lift: Lift, radius: float, middle: Floats, slot: Slot, opacity: float = 1.0
) -> Draw:
    """Return a circle, lifted to the tangent plane, about a step (2,) from the point."""
    columns = lift.rise(radius * np.eye(2)).T
    matrix = affine(np.column_stack([columns, np.zeros(3)]), lift.place + lift.rise(middle))
    return Draw(shapes.circle(_ROUND), Style(slot, 1.3, opacity), matrix, name=name)


def bent_line(lift: Lift, step: Floats, curvature: float) -> Polyline:
    """Return the parabola of second order over the steps ± (2,), by f″ along a unit of length."""
    shares = np.linspace(-1, 1, _BENT + 1)
    lengths = shares * float(np.linalg.norm(step))
    return Polyline(lift.place + lift.bent(shares[:, None] * step, curvature * lengths**2))
