"""Where labels go, so that each can be read and none covers what it is about.

A label stands where its lab wants it if nothing is in the way there, else at the best place near:
where it covers least and has not gone far. All follows from the frame alone, so the window, films
and figures agree, and as costs change little from one frame to the next, so do the places.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import compress
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
from eigenscope.render.spots import FAR, NEAR, Spots, Wishes, spots, within
from eigenscope.scene.frame import Frame, Label

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
    numbers, names = list[Label](), list[Label]()
    for label in frame.labels:
        (numbers if label.yields else names).append(label)
    kept = numbers_in_sight(numbers, measure, frame.camera, size)
    wanted = in_sight([name for name in names if name.text], measure, frame.camera, size)
    obstacles = obstacles_of(frame.draws, frame.camera, size, kept.boxes)
    room = _Room(size, obstacles)
    placed = room.put(wanted)
    return [*placed, *compress(kept.placed, room.free(kept.boxes))]


class _Spot(NamedTuple):
    """A place for a label: the middle of its ground, what it names if a line leads there, cost."""

    middle: Place
    lead: Place | None
    cost: float


class _Room:
    """A view that fills with labels."""

    def __init__(self, size: tuple[float, float], obstacles: Obstacles) -> None:
        self._size, self._obstacles = size, obstacles
        self._grounds: list[tuple[float, float, float, float]] = []  # middles and half sizes
        self._leads: list[tuple[Place, Place]] = []

    def put(self, names: list[Wanted]) -> list[Placed]:
        """Place labels, each where it costs least among those before it."""
        if not names:
            return []
        wishes = self._wishes(names)
        first = wishes.ranks == 0
        middles, halves = wishes.aims[first], wishes.halves[first]
        covered = self._obstacles.pieces.covered(middles[:, None], halves)[:, 0]
        costs = self._obstacles.cost(covered).tolist()
        moved = [k for k, one in enumerate(names) if costs[k] > 0 and not one.label.fixed]
        near = self._spots(wishes, covered, moved, NEAR) if moved else {}
        placed = []
        for k, (one, middle, half) in enumerate(
            zip(names, middles.tolist(), halves.tolist(), strict=True)
        ):
            spot = self._best(near.get(k, [_Spot((middle[0], middle[1]), None, 0.0)]), half)
            for gaps in (NEAR, FAR):
                if one.label.fixed or (spot is not None and spot.cost <= _FAR_LEAST):
                    break
                if gaps is FAR or k not in near:
                    found = self._spots(wishes, covered, [k], gaps)
                    spot = self._best(found[k], half, spot)
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

    def _wishes(self, names: list[Wanted]) -> Wishes:
        """Return where labels are wanted: in the view and, but for fixed ones, off the axes."""
        counts = [1 + len(one.others) for one in names]
        owners = np.repeat(np.arange(len(names)), counts)
        halves = (np.array([one.half for one in names]) + MARGIN)[owners]
        named = np.array([place for one in names for place in (one.anchor, *one.others)])
        offsets = np.array([one.offset for one in names])[owners]
        inside = within(named + offsets, halves, self._size)
        aims = off_axes(self._obstacles.axes, named, inside, halves)
        fixed = np.array([one.label.fixed for one in names])[owners]
        if fixed.any():
            aims = np.where(fixed[:, None], inside, aims)
        ranks = np.array([rank for count in counts for rank in range(count)])
        return Wishes(owners, named, halves, ranks, aims)

    def _spots(
        self, wishes: Wishes, covered: Floats, which: list[int], gaps: tuple[float, ...]
    ) -> dict[int, Iterator[_Spot]]:
        """Return the places where some labels may be, the cheapest first.

        ``covered`` (l, n) are the parts of pieces that each label covers where it is wanted.
        """
        wishes = wishes.of(which)
        nearest = None
        if gaps is NEAR:
            costs = covered[wishes.owners] * self._obstacles.costs * (wishes.ranks == 0)[:, None]
            clear = beside(self._obstacles.pieces, wishes.aims, wishes.halves, costs)
            nearest = np.concatenate([wishes.aims[:, None], clear], axis=1)
            if len(wishes.ranks) == 1:
                aside = self._aside(wishes.aims[0].tolist(), wishes.halves[0].tolist())
                nearest = np.concatenate([nearest, aside], axis=1)
        found = spots(wishes, gaps, nearest, self._size)
        under = self._obstacles.pieces.covered(found.middles, wishes.halves)
        costs = found.costs + self._obstacles.cost(under)
        return {k: _cheapest(found, wishes, costs, k) for k in which}

    def _aside(self, middle: list[float], half: list[float]) -> Floats:
        """Return places just off the labels that one would cover, (1, m, 2)."""
        (x, y), (wide, high) = middle, half
        found = []
        for a, b, width, height in self._grounds:
            across, down = wide + width + 2 * _APART, high + height + 2 * _APART
            if abs(a - x) < across and abs(b - y) < down:
                found += [(x, b - down), (x, b + down), (a - across, y), (a + across, y)]
        return np.array(found).reshape(1, -1, 2)

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


def _cheapest(found: Spots, wishes: Wishes, costs: Floats, which: int) -> Iterator[_Spot]:
    """Yield the places of one label, the cheapest first; ``costs`` are those of all, (r, k)."""
    rows = slice(*wishes.owners.searchsorted([which, which + 1]))
    costs = costs[rows]
    middles, led, named = found.middles[rows], found.led[rows], wishes.named[rows]
    for index in costs.ravel().argsort(kind="stable").tolist():
        row, column = divmod(index, costs.shape[1])
        x, y = middles[row, column].tolist()
        a, b = named[row].tolist()
        yield _Spot((x, y), (a, b) if led[row, column] else None, float(costs[row, column]))


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
