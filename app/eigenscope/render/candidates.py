"""Where labels of pictures are wanted and where else they may be, and what each place costs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.render.clearing import beside, off_axes
from eigenscope.render.obstacles import Obstacles
from eigenscope.render.sight import BARE, MARGIN, Box, Place, Wanted
from eigenscope.render.spots import NEAR, Spots, Wishes, spots, within
from eigenscope.scene.camera import Size

APART: Final = 1.0
"""Pixels between one ground and another."""


class Spot(NamedTuple):
    """A place for a label: the middle of its ground, what it names if a line leads there, cost."""

    middle: Place
    lead: Place | None
    cost: float


class Candidates:
    """The places for labels of pictures that have the same obstacles, but elsewhere.

    Parameters
    ----------
    pictures
        The labels of each. They are numbered on from one picture to the next.
    size
        The view's width and height in logical pixels.
    obstacles
        What they leave free.

    Attributes
    ----------
    first
        The number of each picture's first label.
    middles, halves
        Of the ground of each label where it is wanted.
    near
        Places near, the cheapest first, of those that cover something there and may move.
    """

    def __init__(self, pictures: list[list[Wanted]], size: Size, obstacles: Obstacles) -> None:
        self._size, self._obstacles = size, obstacles
        self.first = [0, *accumulate(map(len, pictures))]
        self.middles: list[Place] = []
        self.halves: list[Place] = []
        self.near: dict[int, Iterator[Spot]] = {}
        names = [one for each in pictures for one in each]
        if not names:
            return
        numbers = np.repeat(np.arange(len(pictures)), [len(each) for each in pictures])
        self._wishes = self._wanted(names, numbers)
        best = self._wishes.ranks == 0
        middles, halves = self._wishes.aims[best], self._wishes.halves[best]
        self.middles = [(x, y) for x, y in middles.tolist()]
        self.halves = [(wide, high) for wide, high in halves.tolist()]
        covered = obstacles.pieces.covered(middles[:, None], halves, numbers)
        costs = obstacles.cost(covered, numbers)[:, 0].tolist()
        self._covered = covered[:, 0] * obstacles.costs[numbers]
        moved = [k for k, one in enumerate(names) if costs[k] > 0 and not one.label.fixed]
        if moved:
            self.near = self._spots(moved, NEAR, [])

    def of(self, number: int, gaps: tuple[float, ...], grounds: list[Box]) -> Iterator[Spot]:
        """Return the places of one label, the cheapest first.

        Parameters
        ----------
        number
            Of the label.
        gaps
            How far off they are, `NEAR` or `FAR`.
        grounds
            Of labels, given by middles and half sizes: among places near are those just off them.
        """
        return self._spots([number], gaps, grounds)[number]

    def _wanted(self, names: list[Wanted], numbers: npt.NDArray[np.intp]) -> Wishes:
        """Return where labels are wanted: in the view and, but for fixed ones, off the axes."""
        counts = [1 + len(one.others) for one in names]
        owners = np.repeat(np.arange(len(names)), counts)
        pictures = numbers[owners]
        offsets = np.array([one.offset for one in names])[owners]
        margins = [MARGIN if one.label.ground else BARE for one in names]
        halves = (np.array([one.half for one in names]) + margins)[owners]
        named = np.array([place for one in names for place in (one.anchor, *one.others)])
        inside = within(named + offsets, halves, self._size)
        aims = off_axes(self._obstacles.axes, named, inside, halves, pictures, self._size)
        fixed = np.array([one.label.fixed for one in names])[owners]
        if fixed.any():
            aims = np.where(fixed[:, None], inside, aims)
        ranks = np.array([rank for count in counts for rank in range(count)])
        return Wishes(owners, pictures, named, halves, ranks, aims)

    def _spots(
        self, which: list[int], gaps: tuple[float, ...], grounds: list[Box]
    ) -> dict[int, Iterator[Spot]]:
        """Return the places where some labels may be, the cheapest first."""
        wishes, obstacles = self._wishes.of(which), self._obstacles
        nearest = None
        if gaps is NEAR:
            costs = self._covered[wishes.owners] * (wishes.ranks == 0)[:, None]
            clear = beside(obstacles.pieces, wishes.aims, wishes.halves, costs, wishes.pictures)
            nearest = np.concatenate([wishes.aims[:, None], clear], axis=1)
            if grounds and len(wishes.ranks) == 1:
                aside = _aside(wishes.aims[0].tolist(), wishes.halves[0].tolist(), grounds)
                nearest = np.concatenate([nearest, aside], axis=1)
        offered = spots(wishes, gaps, nearest, self._size)
        covered = obstacles.pieces.covered(offered.middles, wishes.halves, wishes.pictures)
        costs = offered.costs + obstacles.cost(covered, wishes.pictures)
        return {k: _cheapest(offered, wishes, costs, k) for k in which}


def _aside(middle: list[float], half: list[float], grounds: list[Box]) -> Floats:
    """Return places just off the labels that one would cover, (1, m, 2)."""
    (x, y), (wide, high) = middle, half
    middles = []
    for a, b, width, height in grounds:
        across, down = wide + width + 2 * APART, high + height + 2 * APART
        if abs(a - x) < across and abs(b - y) < down:
            middles += [(x, b - down), (x, b + down), (a - across, y), (a + across, y)]
    return np.array(middles).reshape(1, -1, 2)


def _cheapest(offered: Spots, wishes: Wishes, costs: Floats, which: int) -> Iterator[Spot]:
    """Yield the places of one label, the cheapest first; ``costs`` are those of all, (r, k)."""
    rows = slice(*wishes.owners.searchsorted([which, which + 1]))
    costs = costs[rows]
    middles, led, named = offered.middles[rows], offered.led[rows], wishes.named[rows]
    for index in costs.ravel().argsort(kind="stable").tolist():
        row, column = divmod(index, costs.shape[1])
        x, y = middles[row, column].tolist()
        a, b = named[row].tolist()
        yield Spot((x, y), (a, b) if led[row, column] else None, float(costs[row, column]))
