"""The rows and columns of a flat block over all its sheets: which cells are at or within a place.

Each axis moves a cell either to the right or down, so that a cell's flat index is the sum of what
its column and its row contribute. With that, a million cells take no longer than a hundred.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.tensor_step import Indices

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right and top."""

Runs = tuple[tuple[int, int], ...]
_NEAR = 1e-6


@dataclass(frozen=True, eq=False)
class Line:
    """The columns of a block from left to right, or its rows from the top down.

    Attributes
    ----------
    starts
        How far from the first corner each begins, increasing.
    cells
        What each contributes to the flat indices of its cells.
    size
        How wide a column, or how high a row is.
    """

    starts: Floats
    cells: Indices
    size: float

    def at(self, place: float) -> int | None:
        """Return the number of what is at a place, or None in a gap and outside."""
        number = int(np.searchsorted(self.starts, place + _NEAR, side="right")) - 1
        if number < 0 or place > self.starts[number] + self.size + _NEAR:
            return None
        return number

    def within(self, low: float, high: float) -> tuple[int, int]:
        """Return the first that is seen between two places, and the one after the last."""
        first = int(np.searchsorted(self.starts, low - self.size, side="right"))
        return first, max(int(np.searchsorted(self.starts, high, side="left")), first)

    def runs(self, first: int, end: int) -> Runs:
        """Return the same in pieces that no gap parts, each as its first and the one after."""
        gaps = np.flatnonzero(np.diff(self.starts[first:end]) > self.size + _NEAR) + first + 1
        edges = [first, *gaps.tolist(), end]
        return tuple((a, b) for a, b in pairwise(edges) if a < b)


@dataclass(frozen=True, eq=False)
class Grid:
    """The columns and rows of a block that is not deep, wherever it stands."""

    columns: Line
    rows: Line

    def cells(self) -> Indices:
        """Return the flat indices of all cells by row and column."""
        return np.asarray(self.rows.cells[:, None] + self.columns.cells)

    def cell_at(self, across: float, down: float) -> int | None:
        """Return the flat index of the cell at a place from the first corner, or None."""
        column, row = self.columns.at(across), self.rows.at(down)
        if column is None or row is None:
            return None
        return int(self.columns.cells[column] + self.rows.cells[row])


def grid_of(block: Block) -> Grid:
    """Return the rows and columns of a block, which must not be deep."""
    return _grid(block.put(0.0, 0.0))


@lru_cache(maxsize=128)
def _grid(block: Block) -> Grid:
    across, down = np.zeros(1), np.zeros(1)
    columns, rows = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    stride = block.count
    for length, (right, up, _) in zip(block.shape, block.steps, strict=True):
        stride //= max(length, 1)
        numbers = np.arange(length, dtype=np.int64)
        if right:
            across = (across[:, None] + numbers * right).reshape(-1)
            columns = (columns[:, None] + numbers * stride).reshape(-1)
        else:
            down = (down[:, None] - numbers * up).reshape(-1)
            rows = (rows[:, None] + numbers * stride).reshape(-1)
    return Grid(Line(across, columns, block.width), Line(down, rows, 1.0))


@dataclass(frozen=True)
class Part:
    """The columns and the rows of a block that are seen: firsts, and those after the last."""

    left: int
    right: int
    upper: int
    lower: int

    @property
    def count(self) -> int:
        """How many cells are in it."""
        return (self.right - self.left) * (self.lower - self.upper)

    def cells(self, block: Block) -> Indices:
        """Return the flat indices of its cells, row by row."""
        grid = grid_of(block)
        rows = grid.rows.cells[self.upper : self.lower]
        return np.asarray(rows[:, None] + grid.columns.cells[self.left : self.right]).reshape(-1)


def part_within(block: Block, rectangle: Rectangle) -> Part:
    """Return what of a block is within a rectangle, in heights of a cell."""
    grid, (left, bottom, right, top) = grid_of(block), rectangle
    columns = grid.columns.within(left - block.left, right - block.left)
    rows = grid.rows.within(block.top - top, block.top - bottom)
    return Part(*columns, *rows)
