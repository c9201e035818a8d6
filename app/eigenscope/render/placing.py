"""Where labels go, so that each can be read and none covers what it is about.

A label stands where its lab wants it if nothing is in the way there, else at the best place near:
where it covers least and has not gone far. All follows from the frame alone, so the window, films
and figures agree, and as costs change little from one frame to the next, so do the places.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import accumulate, compress
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from eigenscope.render.clearing import beside, off_axes
from eigenscope.render.obstacles import Obstacles, obstacles_of
from eigenscope.render.sight import (
    MARGIN,
    Measure,
    Place,
    Placed,
    Wanted,
    in_sight,
    meeting,
    numbers_in_sight,
)
from eigenscope.render.spots import FAR, NEAR, Wishes, spots, within
from eigenscope.scene.camera import Camera
from eigenscope.scene.frame import Frame

Floats = npt.NDArray[np.float64]

_APART = 1.0  # pixels between one ground and another
_FAR_LEAST = 12.0  # nothing that stands far off costs less
_LEAD_ENDS = 3.0  # pixels before what is named


def place(frame: Frame, measure: Measure, size: tuple[float, float]) -> list[Placed]:
    """Choose which labels are drawn and where: the important first, the rest where there is room.

    Parameters
    ----------
    frame
        Whose labels are placed, and whose draws they leave free.
    measure
        Tells how large they are.
    size
        The view's width and height in logical pixels.

    Returns
    -------
    list of Placed
        Without those that are out of sight or find no room.
    """
    numbers = numbers_in_sight([x for x in frame.labels if x.yields], measure, frame.camera, size)
    names = in_sight(
        [x for x in frame.labels if x.text and not x.yields], measure, frame.camera, size
    )
    obstacles = obstacles_of(frame.draws, frame.camera, size, numbers.boxes)
    room = _Room(frame.camera, size, obstacles)
    placed = room.put(names)
    return [*placed, *compress(numbers.placed, room.free(numbers.boxes))]


class _Spot(NamedTuple):
    """A place for a label: the middle of its ground, what it names if a line leads there, cost."""

    middle: Place
    lead: Place | None
    cost: float


class _Room:
    """A view that fills with labels."""

    def __init__(self, camera: Camera, size: tuple[float, float], obstacles: Obstacles) -> None:
        self._camera, self._size, self._obstacles = camera, size, obstacles
        self._grounds: list[tuple[float, float, float, float]] = []  # middles and half sizes
        self._leads: list[tuple[Place, Place]] = []
        self._covered = np.zeros((0, 0))  # costs of what each label covers where it is wanted

    def put(self, names: list[Wanted]) -> list[Placed]:
        """Place labels, each where it costs least among those before it."""
        if not names:
            return []
        halves = np.array([one.half for one in names]) + MARGIN
        places = np.array([(one.anchor, one.offset) for one in names])
        wanted = self._aims(places[:, 0], places[:, 1], halves)
        fixed = [one.label.fixed for one in names]
        wanted[fixed] = within(places.sum(axis=1), halves, self._size)[fixed]
        self._covered = self._obstacles.covered(wanted[:, None], halves)[:, 0]
        costs = self._obstacles.cost(self._covered).tolist()
        moved = [k for k, one in enumerate(names) if costs[k] > 0 and not one.label.fixed]
        near = self._spots(names, halves, moved, NEAR) if moved else {}
        placed = []
        for k, (one, middle, half) in enumerate(
            zip(names, wanted.tolist(), halves.tolist(), strict=True)
        ):
            spot = self._best(near.get(k, [_Spot((middle[0], middle[1]), None, 0.0)]), half)
            for gaps in (NEAR, FAR):
                if one.label.fixed or (spot is not None and spot.cost <= _FAR_LEAST):
                    break
                if gaps is FAR or k not in near:
                    spot = self._best(self._spots(names, halves, [k], gaps)[k], half, spot)
            if spot is not None:
                self._grounds.append((*spot.middle, *half))
                if spot.lead is not None:
                    self._leads.append((spot.middle, spot.lead))
                placed.append(_placed(one, spot))
        return placed

    def free(self, boxes: Floats) -> list[bool]:
        """Tell which boxes (n, 2, 2) no label covers, and cover no mark themselves."""
        if not len(boxes):
            return []
        grounds = np.array(self._grounds).reshape(-1, 2, 2)
        met = meeting(boxes, np.concatenate([self._obstacles.marks, grounds]))
        free: list[bool] = np.logical_not(met.any(axis=1)).tolist()
        return free

    def _cost(self, middles: Floats, halves: Floats) -> Floats:
        """Return what it costs to have grounds there, (r, k)."""
        return self._obstacles.cost(self._obstacles.covered(middles, halves))

    def _aims(self, anchors: Floats, offsets: Floats, halves: Floats) -> Floats:
        """Return where the middles of grounds are wanted: in the view and off the axes, (r, 2)."""
        aims = within(anchors + offsets, halves, self._size)
        return off_axes(self._obstacles, anchors, aims, halves)

    def _spots(
        self, names: list[Wanted], halves: Floats, which: list[int], gaps: tuple[float, ...]
    ) -> dict[int, Iterator[_Spot]]:
        """Return the places where some labels may be, the cheapest first."""
        anchors = [self._named(names[k]) for k in which]
        counts = [len(places) for places in anchors]
        rows = [k for k, count in zip(which, counts, strict=True) for _ in range(count)]
        named = np.array([place for places in anchors for place in places])
        aims = self._aims(named, np.array([names[k].offset for k in rows]), halves[rows])
        ranks = np.array([rank for count in counts for rank in range(count)])
        wishes = Wishes(named, aims - named, halves[rows], ranks)
        nearest = None
        if gaps is NEAR:
            costs = self._covered[rows] * self._obstacles.costs * (ranks == 0)[:, None]
            clear = beside(self._obstacles, aims, wishes.halves, costs)
            nearest = np.concatenate([aims[:, None], clear], axis=1)
            if len(rows) == 1:
                aside = self._aside(aims[0].tolist(), wishes.halves[0].tolist())
                nearest = np.concatenate([nearest, aside], axis=1)
        found = spots(wishes, gaps, nearest, self._size)
        costs = found.costs + self._cost(found.middles, wishes.halves)
        parts = [
            slice(end - count, end) for end, count in zip(accumulate(counts), counts, strict=True)
        ]
        return {
            k: _cheapest(found.middles[rows], places, found.led[rows], costs[rows])
            for k, rows, places in zip(which, parts, anchors, strict=True)
        }

    def _aside(self, middle: list[float], half: list[float]) -> Floats:
        """Return places just off the labels that one would cover, (1, m, 2)."""
        (x, y), (wide, high) = middle, half
        found = []
        for a, b, width, height in self._grounds:
            across, down = wide + width + 2 * _APART, high + height + 2 * _APART
            if abs(a - x) < across and abs(b - y) < down:
                found += [(x, b - down), (x, b + down), (a - across, y), (a + across, y)]
        return np.array(found).reshape(1, -1, 2)

    def _named(self, one: Wanted) -> list[Place]:
        """Return the places that a label may name, the best first, as far as they are in view."""
        places = [one.anchor]
        if one.label.elsewhere:
            for x, y, _ in self._camera.project(one.label.elsewhere, self._size).tolist():
                if 0 <= x <= self._size[0] and 0 <= y <= self._size[1]:
                    places.append((x, y))
        return places

    def _best(self, found: Iterable[_Spot], half: Place, best: _Spot | None = None) -> _Spot | None:
        """Return the first of some places, the cheapest first, that is free; or a cheaper one."""
        for spot in found:
            if best is not None and best.cost <= spot.cost:
                break
            if self._is_free(spot, half):
                return spot
        return best

    def _is_free(self, spot: _Spot, half: Place) -> bool:
        """Tell whether a label there, and a line from it, keep clear of the others and theirs."""
        (x, y), (wide, high) = spot.middle, half
        for a, b, width, height in self._grounds:
            if abs(a - x) < wide + width + _APART and abs(b - y) < high + height + _APART:
                return False
        if any(_meets(start, end, (x, y, wide, high)) for start, end in self._leads):
            return False
        if spot.lead is None:
            return True
        return not any(_meets(spot.middle, spot.lead, box) for box in self._grounds)


def _cheapest(
    middles: Floats, anchors: list[Place], led: npt.NDArray[np.bool_], costs: Floats
) -> Iterator[_Spot]:
    """Yield places (a, k, 2) for naming each of the anchors, the cheapest first."""
    columns = costs.shape[1]
    for index in costs.ravel().argsort(kind="stable").tolist():
        row, column = divmod(index, columns)
        x, y = middles[row, column].tolist()
        yield _Spot((x, y), anchors[row] if led[row, column] else None, float(costs[row, column]))


def _placed(one: Wanted, spot: _Spot) -> Placed:
    x, y = spot.middle[0] - one.shift[0], spot.middle[1] - one.shift[1]
    if spot.lead is None:
        return Placed(one.label, (x, y))
    across, down = spot.lead[0] - spot.middle[0], spot.lead[1] - spot.middle[1]
    wide, high = one.half[0] + MARGIN[0], one.half[1] + MARGIN[1]
    begin = min(wide / max(abs(across), 1e-9), high / max(abs(down), 1e-9), 1.0)
    end = max(1.0 - _LEAD_ENDS / math.hypot(across, down), begin)
    ends = [(part * across + one.shift[0], part * down + one.shift[1]) for part in (begin, end)]
    return Placed(one.label, (x, y), (ends[0], ends[1]))


def _meets(start: Place, end: Place, box: tuple[float, float, float, float]) -> bool:
    """Tell whether a line meets a box, given by its middle and half its size."""
    enters, leaves = 0.0, 1.0
    for a, b, middle, half in zip(start, end, box[:2], box[2:], strict=True):
        step = b - a if abs(b - a) > 1e-9 else 1e-9
        low, high = sorted(((middle - half - a) / step, (middle + half - a) / step))
        enters, leaves = max(enters, low), min(leaves, high)
    return enters < leaves
