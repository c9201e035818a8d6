"""The places where labels may be, and what their distance from what they name costs."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.scene.camera import Size
from eigenscope.scene.measures import SIDE_STEEPNESS

NEAR: Final = (5.0, 16.0)
"""Pixels between what is named and a label's ground: what is tried first."""

FAR: Final = (30.0, 50.0, 80.0, 120.0, 170.0)
"""What is tried then."""

_DISTANCE_COST = 0.25  # of a pixel; what covering things costs is in `obstacles`
_RANK_COST = 3.0  # of naming the second place rather than the first, and so on
_LEAD_COST = 8.0
_LED = 18.0  # pixels: what stands farther off has a line to what it names
_WAYS = {NEAR: 8, FAR: 16}  # to a label, of each gap; those of the next lie between them


class Wishes(NamedTuple):
    """Where labels are wanted, in pixels, y down; for each place that one may name a row.

    Attributes
    ----------
    owners
        The number of the label whose row it is, (r,), ascending.
    pictures
        The number of the picture that it is in, (r,).
    named
        What is named, (r, 2).
    halves
        Half the width and height of the ground, (r, 2).
    ranks
        0 for the best place that the label may name, 1 for the next … (r,).
    aims
        Where the middle of the ground is wanted, (r, 2).
    """

    owners: npt.NDArray[np.intp]
    pictures: npt.NDArray[np.intp]
    named: Floats
    halves: Floats
    ranks: npt.NDArray[np.intp]
    aims: Floats

    def of(self, which: list[int]) -> Wishes:
        """Return those of some labels."""
        rows = (self.owners[:, None] == which).any(axis=1)
        return Wishes(*(each[rows] for each in self))


class Spots(NamedTuple):
    """Places of each row: the middles of grounds (r, k, 2) and what their distance costs (r, k).

    ``led`` (r, k) tells where a line leads to what is named.
    """

    middles: Floats
    costs: Floats
    led: npt.NDArray[np.bool_]


def spots(wishes: Wishes, gaps: tuple[float, ...], nearest: Floats | None, size: Size) -> Spots:
    """Return places in the view where labels may be.

    Parameters
    ----------
    wishes
        What they name.
    gaps
        Pixels from there to grounds round it, `NEAR` or `FAR`.
    nearest
        Further places, (r, m, 2), which come first.
    size
        The view's width and height.
    """
    ways, sides, far = _ways(gaps)
    middles = wishes.named[:, None] + ways + sides * wishes.halves[:, None]
    if nearest is not None:
        middles = np.concatenate([nearest, middles], axis=1)
        far = np.concatenate([np.zeros(nearest.shape[1]), far])
    middles = within(middles, wishes.halves[:, None], size)
    away = middles - wishes.aims[:, None]
    costs = _DISTANCE_COST * np.hypot(away[:, :, 0], away[:, :, 1])
    costs += _RANK_COST * wishes.ranks[:, None]
    usual = (np.abs(wishes.aims - wishes.named) - wishes.halves).max(axis=1)
    led = far > np.maximum(np.maximum(usual, 0.0) + _LED / 2, _LED)[:, None]
    return Spots(middles, costs + _LEAD_COST * led, led)


def within(middles: Floats, halves: Floats, size: Size) -> Floats:
    """Return places moved as little as brings boxes of such half sizes into the view."""
    view = np.array(size)
    least = np.minimum(halves, view / 2)
    moved: Floats = np.minimum(np.maximum(middles, least), view - least)
    return moved


@cache
def _ways(gaps: tuple[float, ...]) -> tuple[Floats, Floats, Floats]:
    """Return steps to grounds round a place, (k, 2) pixels plus (k, 2) half sizes; gaps (k,)."""
    count = _WAYS[gaps]
    turns = np.concatenate([(np.arange(count) + k % 2 / 2) / count for k in range(len(gaps))])
    ahead = np.stack([np.cos(2 * np.pi * turns), np.sin(2 * np.pi * turns)], axis=1)
    each = np.repeat(gaps, count)
    return ahead * each[:, None], np.clip(SIDE_STEEPNESS * ahead, -1.0, 1.0), each
