"""In which order a product is made: by its cells, or by what is added up.

Read by cells, a row of A meets a column of B; read by outer products, a column of A and a row of B
make a whole sheet, and the sheets are added up. Many cells go together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from eigenscope.labs.kit.timeline import smooth

Reading = Literal["cells", "outer"]
Range = tuple[int, int]
"""The first, and the one after the last."""

Span = tuple[float, float]
"""The same of what is on its way."""

MOST_CELLS = 16
"""Cells of a product that are made one by one; of more, whole rows are."""

_MOST_GROUPS = 12
_ARRIVING = 0.25  # of a turn, until its lights are there


@dataclass(frozen=True)
class Turn:
    """What is made at once: which rows and columns of the product, from which terms."""

    rows: Range
    shared: Range
    columns: Range


@dataclass(frozen=True)
class Turns:
    """The turns of a product of (n, k) and (k, m), one after the other."""

    n: int
    k: int
    m: int
    reading: Reading = "cells"
    most_cells: int = MOST_CELLS

    @cached_property
    def all(self) -> tuple[Turn, ...]:
        """The turns in their order."""
        every = (0, self.n), (0, self.k), (0, self.m)
        if self.reading == "outer":
            return tuple(Turn(every[0], each, every[2]) for each in groups(self.k, _MOST_GROUPS))
        if self.n * self.m <= self.most_cells:
            cells = np.ndindex(self.n, self.m)
            return tuple(Turn((i, i + 1), every[1], (j, j + 1)) for i, j in cells)
        return tuple(Turn(each, every[1], every[2]) for each in groups(self.n, _MOST_GROUPS))

    def at(self, part: float) -> tuple[Turn, Turn, float]:
        """Return the turn before, the turn at a part of the motion, and how far that has come."""
        place = min(max(part, 0.0), 1.0) * len(self.all)
        number = min(int(place), len(self.all) - 1)
        return self.all[max(number - 1, 0)], self.all[number], place - number

    @property
    def _done(self) -> float:
        """From which part of a turn on its cells have numbers; a sheet is looked at longer."""
        return 0.5 if self.reading == "outer" else 0.85

    def added(self, along: float) -> float:
        """Return how far a turn's products have been added up, 0…1."""
        return smooth(min(max((along - _ARRIVING) / (self._done - _ARRIVING), 0.0), 1.0))

    def over(self, part: float) -> int:
        """Return how many turns are over."""
        place = min(max(part, 0.0), 1.0) * len(self.all)
        return len(self.all) if part >= 1 else int(place + 1 - self._done)

    def count(self, part: float) -> int:
        """Return how many cells of the product, row by row, have a number."""
        over = self.over(part)
        if self.reading == "outer" or not over:
            return self.n * self.m if over else 0
        last = self.all[over - 1]
        return (last.rows[1] - 1) * self.m + last.columns[1]

    def terms(self, part: float) -> int:
        """Return how many terms have been added up in these cells."""
        over = self.over(part)
        return self.all[over - 1].shared[1] if over else 0


def arrived(along: float) -> float:
    """Return how far the lights of a turn are on their way, 0…1."""
    return smooth(min(along / _ARRIVING, 1.0))


def groups(count: int, most: int) -> tuple[Range, ...]:
    """Return so many things in at most ``most`` groups."""
    parts = min(count, most)
    edges = [round(number * count / parts) for number in range(parts + 1)] if parts else []
    return tuple(pairwise(edges))


def between(first: Sequence[float], last: Sequence[float], part: float) -> Span:
    """Return a range on the way to another."""
    start, end = np.array(first, dtype=float), np.array(last, dtype=float)
    low, high = (start + part * (end - start)).tolist()
    return low, high


def partial_product(a: npt.NDArray[Any], b: npt.NDArray[Any], terms: int) -> npt.NDArray[Any]:
    """Return the sum of the first terms of a product."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray(a[:, :terms] @ b[:terms])
