"""How long a box's sides are, and where it stands in a view, with lines of text above and below."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.cells import cell_width
from eigenscope.labs.kit.tensors.box.box_layout import BoxLayout, Side, box_layout
from eigenscope.labs.kit.tensors.box.box_steps import BoxSteps
from eigenscope.labs.kit.tensors.box.sheet import Sheet
from eigenscope.labs.kit.tensors.step_layout import StepLayout
from eigenscope.scene.camera import PLANE, SPACE

_WIDEST = 2.2  # heights of a cell that a cell is wide, at most
_THINNEST = 0.25  # of the longest side, the shortest one
_WIDE, _HIGH = 0.93, 0.9  # share of the view that is used
_HEADINGS = 2.2  # of the height of a name of a face: the code, a name and tokens
_NAME, _TITLE = 0.12, 0.1  # of a standing box's size, for a name beside it and the code above
_ABOVE, _BELOW, _BESIDE = 1.35, 0.85, 0.6  # world units around a net
_FITTINGS = 4
_CODE, _FORMULA, _NOTE = 3.55, -3.55, -3.85  # where lines stand in a view of the plane's height


@dataclass(frozen=True)
class Sides:
    """The sides of a box, or of two that share a wall."""

    rows: Side
    shared: Side
    columns: Side
    further: Side | None = None


def sides_of(steps: BoxSteps) -> Sides:
    """Return sides whose cells hold their numbers, none much shorter than the longest."""
    last = len(steps.all) - 1
    walls = [steps.result(stage) for stage in range(1 + len(steps.between))]
    left, top = (steps.sheet(operand) for operand in steps.first.operands[:2])
    rows, shared = left.shape
    sides = [Side(rows, 1.0), Side(shared, _width([left, top])), Side(top.shape[1], _width(walls))]
    if steps.second is not None:
        floor, right = steps.sheet(steps.second.operands[1]), steps.result(last)
        sides.append(Side(floor.shape[1], _width([floor, right])))
    least = _THINNEST * max(side.length for side in sides)
    sides = [
        replace(side, cell=max(side.cell, least / max(side.count, 1))) if many else side
        for many in [any(sheet.many for sheet in (*walls, left, top))]
        for side in sides
    ]
    return Sides(*sides)


def _width(sheets: list[Sheet]) -> float:
    """Return how wide cells are that hold the numbers of some sheets."""
    few = [sheet for sheet in sheets if not sheet.many]
    if len(few) < len(sheets):
        return 1.0
    texts = tuple(tuple(map(sheet.text, range(sheet.numbers.size))) for sheet in few)
    return min(cell_width(texts), _WIDEST)


def standing_box(sides: Sides) -> tuple[BoxLayout, StepLayout]:
    """Return a box in space, and where lines of text stand, which keep their place in the view."""
    layout = box_layout(sides.rows, sides.shared, sides.columns, sides.further)
    return layout, _lines(PLANE.height * 16 / 9, layout.faces[0].scale, standing=True)


def as_first_seen(places: Floats, *, beside: bool = False) -> Floats:
    """Return where places (n, 3) are seen in the first view of space, all equally far away.

    There is one more above, where the code is; with ``beside`` another at the right, where the
    name of a face is.
    """
    size = (16.0, 9.0)
    camera = SPACE.fitted(places, size)
    pixels = camera.project(places, size)[:, :2]
    flattened = (camera.unproject((x, y), size, camera.target) for x, y in pixels.tolist())
    facing = np.array([place for place in flattened if place is not None])
    beyond = []
    for axis, share in zip(camera.axes(), (_NAME if beside else 0.0, _TITLE), strict=False):
        along = facing @ axis
        beyond.append(facing[along.argmax()] + share * float(np.ptp(along)) * axis)
    return np.concatenate([facing, beyond])


@lru_cache(maxsize=64)
def net_in_view(sides: Sides, aspect: float, heading: float) -> tuple[BoxLayout, StepLayout]:
    """Return a box's net as it fills a view of some width by its height.

    ``heading`` is how much of the height the name of a face takes.
    """
    height = PLANE.height / min(aspect, 1.0)  # as much as a view fitted to a square shows
    wide, high = height * aspect * _WIDE, height * _HIGH
    above = max(_ABOVE, _HEADINGS * heading * height)
    room = np.array([wide - 2 * _BESIDE, high - above - _BELOW])
    scale = math.inf
    for _ in range(_FITTINGS):  # the smaller the net, the more of its cells a heading is high
        net = box_layout(
            sides.rows, sides.shared, sides.columns, sides.further, flat=True,
            gap=heading * height / scale,
        )  # fmt: skip
        low, top = net.corners.min(axis=0), net.corners.max(axis=0)
        scale = float((room / (top - low)[:2]).min())
    layout = net.moved(scale, np.array([0.0, (_BELOW - above) / 2, 0.0]))
    return layout, _lines(wide, layout.faces[0].scale, standing=False)


def _lines(room: float, cell: float, *, standing: bool) -> StepLayout:
    spots = (0.0, _CODE), (0.0, _FORMULA), (0.0, _NOTE)
    nothing = (0.0, 0.0, 0.0, 0.0)
    return StepLayout((), (), cell, *spots, room, nothing, below=False, standing=standing)
