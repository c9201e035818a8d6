"""Which labels are in sight, and where they are wanted; numbers along axes are kept meanwhile."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from itertools import compress, islice
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.render.spots import within
from eigenscope.scene.camera import Camera
from eigenscope.scene.frame import Label
from eigenscope.scene.measures import SIDE_STEEPNESS

Place: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom in logical pixels, y down."""
Measure: TypeAlias = Callable[[Label], Box]
"""Tells what the letters of a label cover if the middle of its text is at the origin."""

MARGIN: Final = (4.0, 2.5)
"""How far a label's ground reaches beyond its letters, across and up, in logical pixels."""

BARE: Final = (1.0, 0.0)
"""How far from the letters of a label without a ground others stay."""

_EDGE = 3.0  # pixels of numbers from the view's edge
_MOST_KEPT = 8  # views whose numbers are kept


class Placed(NamedTuple):
    """A label that is drawn.

    ``middle`` is where the middle of its text goes. If it stands off, a line leads from its ground
    to what it names: ``lead`` are both ends of it, from the middle.
    """

    label: Label
    middle: Place
    lead: tuple[Place, Place] | None = None


class Wanted(NamedTuple):
    """A label in sight, in pixels: what it names, and from there to the middle of its letters.

    ``anchor`` is where it is wanted, ``others`` are further places in view that it may name, the
    best first. ``half`` is half the letters' width and height, ``shift`` leads from the middle of
    the text to theirs.
    """

    label: Label
    anchor: Place
    others: list[Place]
    offset: Place
    half: Place
    shift: Place


def in_sight(
    labels: list[Label], measure: Measure, camera: Camera, size: tuple[float, float]
) -> list[Wanted]:
    """Return the labels in sight, those that cannot move first, and in falling priority."""
    labels.sort(key=lambda label: (not label.fixed, -label.priority))
    wishes = []
    places = [label.position for label in labels]
    places += [place for label in labels for place in label.elsewhere]
    pixels = iter(camera.project(places, size).tolist())
    for label, (x, y, depth) in zip(labels, [*islice(pixels, len(labels))], strict=True):
        elsewhere = [*islice(pixels, len(label.elsewhere))]
        left, top, right, bottom = measure(label)
        half = (right - left) / 2, (bottom - top) / 2
        shift = (left + right) / 2, (top + bottom) / 2
        offset = label.offset[0] + shift[0], shift[1] - label.offset[1]
        if label.side != (0.0, 0.0):
            offset = _beside(label.side, offset, half)
        a, b = x + offset[0], y + offset[1]
        inside = 0 <= x <= size[0] and 0 <= y <= size[1]
        meets = -half[0] < a < size[0] + half[0] and -half[1] < b < size[1] + half[1]
        if (inside or meets) and abs(depth) <= 1:  # behind the eye all is NaN
            others = [(a, b) for a, b, _ in elsewhere if 0 <= a <= size[0] and 0 <= b <= size[1]]
            wishes.append(Wanted(label, (x, y), others, offset, half, shift))
    return wishes


def _beside(side: Place, offset: Place, half: Place) -> Place:
    """Return an offset to the middle of letters whose ground is on that side of ``offset``."""
    across, down = (
        SIDE_STEEPNESS * way if abs(SIDE_STEEPNESS * way) < 1 else math.copysign(1.0, way)
        for way in (side[0], -side[1])
    )
    return (
        offset[0] + across * (half[0] + MARGIN[0]),
        offset[1] + down * (half[1] + MARGIN[1]),
    )


class Numbers(NamedTuple):
    """Numbers in sight that do not meet, and their letters' middles and half sizes (n, 2, 2)."""

    placed: list[Placed]
    boxes: Floats


_recent: OrderedDict[tuple[object, ...], tuple[list[Label], Numbers]] = OrderedDict()


def numbers_in_sight(
    labels: list[Label], measure: Measure, camera: Camera, size: tuple[float, float]
) -> Numbers:
    """Return where numbers stand, which is looked up while they, and the view, stay the same."""
    key = (*map(id, labels), measure, camera, size)  # the labels are kept, so no other has its id
    if key not in _recent:
        _recent[key] = labels, _worked_out(in_sight([*labels], measure, camera, size), size)
        if len(_recent) > _MOST_KEPT:
            _recent.popitem(last=False)
    return _recent[key][1]


def _worked_out(wanted: list[Wanted], size: tuple[float, float]) -> Numbers:
    boxes = np.array([(one.anchor, one.half) for one in wanted]).reshape(-1, 2, 2)
    boxes[:, 0] += np.array([one.offset for one in wanted]).reshape(-1, 2)
    boxes[:, 0] = within(boxes[:, 0], boxes[:, 1] + _EDGE, size)
    apart = np.ones(len(boxes), dtype=bool)
    for one, other in np.argwhere(np.triu(meeting(boxes, boxes), 1)).tolist():
        apart[other] &= not apart[one]
    placed = [
        Placed(one.label, (x - one.shift[0], y - one.shift[1]))
        for one, (x, y) in zip(wanted, boxes[:, 0].tolist(), strict=True)
    ]
    return Numbers([*compress(placed, apart.tolist())], boxes[apart])


def meeting(boxes: Floats, others: Floats) -> npt.NDArray[np.bool_]:
    """Tell which of some boxes (k, 2, 2) meet which of others (m, 2, 2), as (k, m)."""
    near = np.abs(boxes[:, :1] - others[:, 0]) < boxes[:, 1:] + others[:, 1]
    meets: npt.NDArray[np.bool_] = near[:, :, 0] & near[:, :, 1]
    return meets
