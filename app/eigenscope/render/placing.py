"""Where labels go, so that each can be read and none covers what it is about.

A label stands where its lab wants it if nothing is in the way there, else at the best place near:
where it covers least and has not gone far. All follows from the frame alone, so the window, films
and figures agree, and as costs change little from one frame to the next, so do the places.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import compress, groupby
from typing import NamedTuple

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.render.candidates import APART, Candidates, Spot
from eigenscope.render.obstacles import obstacles_of
from eigenscope.render.sight import (
    MARGIN,
    Box,
    Measure,
    Numbers,
    Place,
    Placed,
    Wanted,
    in_sight,
    meeting,
    numbers_in_sight,
)
from eigenscope.render.spots import FAR, NEAR
from eigenscope.render.traits import Traits, traits_of
from eigenscope.scene.camera import Size
from eigenscope.scene.frame import Frame, Label

_FAR_LEAST = 12.0  # nothing that stands far off costs less
_LEAD_ENDS = 3.0  # pixels before what is named


def place(frame: Frame, measure: Measure, size: Size) -> list[Placed]:
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
    return place_all([frame], measure, size)[0]


def place_all(frames: Sequence[Frame], measure: Measure, size: Size) -> list[list[Placed]]:
    """Place the labels of several frames, each as `place` does.

    Those whose draws only move are looked at together: a step of array arithmetic takes as long
    for one of them as for all.
    """
    placed: list[list[Placed]] = []
    views = [_view(frame, measure, size) for frame in frames]
    for _, some in groupby(views, lambda view: (id(view.traits), id(view.numbers))):
        alike = [*some]
        camera, numbers = alike[0].frame.camera, alike[0].numbers
        obstacles = obstacles_of([view.frame.draws for view in alike], camera, size, numbers.boxes)
        candidates = Candidates([view.names for view in alike], size, obstacles)
        for picture, view in enumerate(alike):
            room = _Room(candidates, obstacles.marks[picture])
            names = room.put(view.names, candidates.first[picture])
            placed.append([*names, *compress(numbers.placed, room.free(numbers.boxes))])
    return placed


class _View(NamedTuple):
    """A frame with its labels in sight, and what stays the same of its draws when they move."""

    frame: Frame
    names: list[Wanted]
    numbers: Numbers
    traits: Traits


def _view(frame: Frame, measure: Measure, size: Size) -> _View:
    numbers, names = list[Label](), list[Label]()
    for label in frame.labels:
        if label.yields:
            numbers.append(label)
        elif label.text:
            names.append(label)
    return _View(
        frame,
        in_sight(names, measure, frame.camera, size),
        numbers_in_sight(numbers, measure, frame.camera, size),
        traits_of(frame.draws),
    )


class _Room:
    """A view that fills with labels.

    Parameters
    ----------
    candidates
        Where they may be.
    marks
        Middles and half sizes of what nothing covers, (m, 2, 2).
    """

    def __init__(self, candidates: Candidates, marks: Floats) -> None:
        self._candidates, self._marks = candidates, marks
        self._grounds: list[Box] = []  # middles and half sizes
        self._leads: list[tuple[Place, Place]] = []

    def put(self, names: list[Wanted], first: int) -> list[Placed]:
        """Place labels, numbered from ``first``, each where it costs least among those before."""
        placed = []
        for k, one in enumerate(names, start=first):
            half = self._candidates.halves[k]
            near = self._candidates.near.get(k)
            spot = self._best(near or [Spot(self._candidates.middles[k], None, 0.0)], half)
            for gaps in (NEAR, FAR):
                if one.label.fixed or (spot is not None and spot.cost <= _FAR_LEAST):
                    break
                if gaps is FAR or near is None:
                    spot = self._best(self._candidates.of(k, gaps, self._grounds), half, spot)
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
        met = meeting(boxes, np.concatenate([self._marks, grounds]))
        free: list[bool] = np.logical_not(met.any(axis=1)).tolist()
        return free

    def _best(self, spots: Iterable[Spot], half: Place, best: Spot | None = None) -> Spot | None:
        """Return the first of some places, the cheapest first, that is free; or a cheaper one."""
        for spot in spots:
            if best is not None and best.cost <= spot.cost:
                break
            if self._is_free(spot, half):
                return spot
        return best

    def _is_free(self, spot: Spot, half: Place) -> bool:
        """Tell whether a label there, and a line from it, keep clear of the others and theirs."""
        (x, y), (wide, high) = spot.middle, half
        for a, b, width, height in self._grounds:
            if abs(a - x) < wide + width + APART and abs(b - y) < high + height + APART:
                return False
        if any(_meets(start, end, (x, y, wide, high)) for start, end in self._leads):
            return False
        if spot.lead is None:
            return True
        return not any(_meets(spot.middle, spot.lead, box) for box in self._grounds)


def _placed(one: Wanted, spot: Spot) -> Placed:
    x, y = spot.middle[0] - one.shift[0], spot.middle[1] - one.shift[1]
    if spot.lead is None:
        return Placed(one.label, (x, y))
    across, down = spot.lead[0] - spot.middle[0], spot.lead[1] - spot.middle[1]
    wide, high = one.half[0] + MARGIN[0], one.half[1] + MARGIN[1]
    begin = min(wide / max(abs(across), 1e-9), high / max(abs(down), 1e-9), 1.0)
    end = max(1.0 - _LEAD_ENDS / math.hypot(across, down), begin)
    ends = [(part * across + one.shift[0], part * down + one.shift[1]) for part in (begin, end)]
    return Placed(one.label, (x, y), (ends[0], ends[1]))


def _meets(start: Place, end: Place, box: Box) -> bool:
    """Tell whether a line meets a box, given by its middle and half its size."""
    enters, leaves = 0.0, 1.0
    for a, b, middle, half in zip(start, end, box[:2], box[2:], strict=True):
        step = b - a if abs(b - a) > 1e-9 else 1e-9
        low, high = sorted(((middle - half - a) / step, (middle + half - a) / step))
        enters, leaves = max(enters, low), min(leaves, high)
    return enters < leaves
