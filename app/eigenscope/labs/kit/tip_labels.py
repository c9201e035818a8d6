"""Names at the tips of arrows, and beside lines or where those leave the view."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import ORIGIN
from eigenscope.scene.frame import Label
from eigenscope.scene.geometry import Place, place_of
from eigenscope.scene.measures import SIDE_STEEPNESS
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width

_ROOM = 5.0  # pixels from an arrow's tip, or a line, to the ground of its label
_BESIDE = 7.0  # pixels from a place to what stands on one side of it
_HEAD_ROOM = 9.0  # pixels from a tip to what stands beside the head
_ON, _OFF = 0.5, 0.866  # of the way on along a line, and off it
_OF_LINES, _OF_TIPS = 14, 15  # pixels to the em of bold names
_HALF_HEIGHT = 8.5  # pixels of a ground
_AWAY = 14.0  # pixels of a point's name from the point
_EDGE = 14.0  # pixels of a name from the view's edge


def tip_label(
    text: str,
    tip: Floats,
    slot: Slot,
    view: View,
    priority: int = 5,
    *,
    start: Floats = ORIGIN,
    on_line: bool = False,
) -> Label:
    """Return a label just beyond the tip of an arrow from a start, or beside its line there."""
    (x, y, _), (a, b, _) = view.camera.project(np.array([start, tip]), view.size).tolist()
    length = math.hypot(a - x, b - y)
    side = (0.7, 0.7)
    if 1e-9 < length < math.inf:
        side = ((a - x) / length, (y - b) / length)
    if on_line:  # to the right, as seen along the arrow
        side = (side[0] * _ON + side[1] * _OFF, side[1] * _ON - side[0] * _OFF)
    room = _HEAD_ROOM if on_line else _ROOM
    offset = (room * side[0], room * side[1])
    return Label(
        text, place_of(tip), slot, offset, _OF_TIPS, bold=True, priority=priority, side=side
    )


def named(text: str, place: Place, slot: Slot, side: tuple[float, float]) -> Label:
    """Return a name beside a place, in the direction of a side, such as (0, 1) for above."""
    offset = (_BESIDE * side[0], _BESIDE * side[1])
    return Label(text, place, slot, offset, _OF_LINES, bold=True, priority=5, side=side)


def line_label(
    text: str,
    place: Floats,
    slot: Slot,
    view: View,
    priority: int = 4,
    start: tuple[float, float, float] = (0.0, 0.0, 0.0),
    away: Floats | None = None,
) -> Label:
    """Return a label beside the line from a start to a place, which must not strike it through.

    It stands above the line or, with a world point ``away`` (3,), on the side where that is not.
    """
    other = start if away is None else away
    ends = view.camera.project(np.array([start, place, other]), view.size)
    across, down = ends[1, :2] - ends[0, :2]
    length = float(np.hypot(across, down))
    if not np.isfinite(length) or length < 1e-9:
        return Label(
            text, place_of(place), slot, (0, _ROOM), _OF_LINES, True, priority, side=(0.0, 1.0)
        )
    aside = np.array([-down, across]) / length  # at a right angle to the line, on the screen
    side = float(aside @ (ends[2, :2] - ends[0, :2]))
    if abs(side) < 1e-6 or not np.isfinite(side):
        side = float(aside[1])  # up on the screen
    if side > 0:
        aside = -aside
    way = (float(aside[0]), float(-aside[1]))
    half = np.array([text_width(text, _OF_LINES, bold=True) / 2, _HALF_HEIGHT])
    steep = np.abs(aside)  # where the line is aslant, it would cut off a corner of the label
    room = _ROOM + float(steep @ (half * (1.0 - np.minimum(SIDE_STEEPNESS * steep, 1.0))))
    offset = (room * way[0], room * way[1])
    return Label(text, place_of(place), slot, offset, _OF_LINES, True, priority, side=way)


def middle_label(
    text: str,
    vector: Floats,
    slot: Slot,
    view: View,
    tail: Floats = ORIGIN,
    away: Floats | None = None,
    share: float = 0.55,
    priority: int = 5,
) -> Label:
    """Return a label beside an arrow, on the side that a place ``away`` (3,) is not on."""
    return line_label(text, tail + share * vector, slot, view, priority, place_of(tail), away)


def end_label(text: str, direction: Floats, slot: Slot, view: View) -> Label:
    """Return the name of a line through the origin, where it leaves the view.

    There it is at rest, for what moves is in the middle. It may stand at either end, and is wanted
    at the right one.
    """
    shares = np.linspace(0.1, 1.0, 46) * view.camera.height * max(1.0, view.size[0] / view.size[1])
    ends = []
    for way in (direction, -direction):
        places = shares[:, None] * way
        pixels = view.camera.project(places, view.size)
        room = np.minimum(
            (text_width(text, _OF_LINES, bold=True) / 2 + _EDGE, 2 * _EDGE), np.array(view.size) / 3
        )
        inside = (pixels[:, :2] > room) & (pixels[:, :2] < view.size - room)
        last = int(np.append(~inside.all(axis=1), True).argmax()) - 1
        ends.append((float(pixels[last, 0]) if last >= 0 else -np.inf, places[max(last, 0)]))
    ends.sort(key=lambda end: -end[0])
    (_, place), (_, other) = ends
    label = line_label(text, place, slot, view)
    return replace(label, elsewhere=(place_of(other),))


def clear_label(
    text: str, where: Floats, lines: Floats, slot: Slot, gaps: Floats | float = 0.0
) -> Label:
    """Return a point's label on the side where lines near it leave most room.

    ``lines`` (k, 2) are unit normals, ``gaps`` (k,) how far along them, in pixels, the lines are.
    """
    turns = np.linspace(0.0, 2 * np.pi, 24, endpoint=False) - np.pi / 2
    sides = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    half = text_width(text, _OF_TIPS, bold=True) / 2
    reach = np.array([half + _AWAY / 2, 0.9 * _AWAY])
    corners = np.array([(0, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)]) * reach * 0.9
    probes = sides[:, None] * (reach + _AWAY / 2) + corners
    rooms = np.ones(len(sides))
    if len(lines):  # all corners on the same side of each line, and far from it
        away = probes @ lines.T - gaps
        rooms = np.maximum(away.min(axis=1), (-away).min(axis=1)).min(axis=1)
    best = sides[int(np.argmax(np.round(rooms, 1)))] * (reach + _AWAY / 2)
    offset = (float(best[0]), float(best[1]))
    return Label(text, place_of(where), slot, offset, _OF_TIPS, bold=True, priority=9)
