"""Where the cells of a tensor of any number of axes stand: in sheets, side by side or behind.

The last axis runs to the right and the one before it down: a sheet. Sheets stand side by side,
rows of sheets below each other, and so on in turn; in space, the third axis from the end goes
into the depth. Since each axis moves a cell by a fixed step, a block is an affine map of indices.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.tensors.tensor_step import Indices

Vector = tuple[float, float, float]

GAP = 0.7
"""Between two sheets, in heights of a cell."""

_DEPTH = 2.3  # between a sheet and the one behind it: a row of each is seen
_DEEPEST, _LEAST_DEPTH = 9.0, 0.7  # of all sheets together, and between two of very many
ACROSS, UP = 0.6, 0.45
"""How much farther right and up what is behind is seen, by its depth, as space is first seen."""


@dataclass(frozen=True)
class Block:
    """The cells of a tensor, in heights of a cell: x right, y up, z to the back.

    Attributes
    ----------
    shape
        The lengths of its axes.
    width
        Of a cell.
    left, top
        The upper left corner of its first cell.
    deep
        Whether sheets stand behind each other.
    gap
        Between two sheets; what more axes set apart has a wider one.
    """

    shape: tuple[int, ...]
    width: float = 1.0
    left: float = 0.0
    top: float = 0.0
    deep: bool = False
    gap: float = GAP

    @cached_property
    def _laid_out(self) -> tuple[tuple[Vector, ...], Vector]:
        """The step of each axis, and what the whole block measures."""
        steps: list[Vector] = []
        wide, high, deep = self.width, 1.0, 0.0
        for place, length in enumerate(reversed(self.shape)):
            many = max(length, 1) - 1
            gap = self.gap * (place // 2) if place > 1 else 0.0
            aside, above = gap + ACROSS * deep, gap + UP * deep
            if self.deep and place == 2:
                step = max(min(_DEPTH, _DEEPEST / max(many, 1)), _LEAST_DEPTH)
                steps.append((0.0, 0.0, step))
                deep += many * step
            elif (place - (1 if self.deep and place > 2 else 0)) % 2:
                steps.append((0.0, -(high + above), 0.0))
                high += many * (high + above)
            else:
                steps.append((wide + aside, 0.0, 0.0))
                wide += many * (wide + aside)
        return tuple(reversed(steps)), (wide, high, deep)

    @property
    def steps(self) -> tuple[Vector, ...]:
        """How far the next cell along each axis is."""
        return self._laid_out[0]

    @property
    def size(self) -> Vector:
        """How wide, high and deep it is; what has no cells is as large as one."""
        return self._laid_out[1]

    @property
    def seen_size(self) -> tuple[float, float]:
        """How much width and height it takes, what is behind its front too."""
        wide, high, deep = self.size
        return wide + ACROSS * deep, high + UP * deep

    @property
    def count(self) -> int:
        """How many cells it has."""
        return math.prod(self.shape)

    @property
    def right(self) -> float:
        """Where its right side is."""
        return self.left + self.size[0]

    @property
    def bottom(self) -> float:
        """Where its lower side is."""
        return self.top - self.size[1]

    @property
    def rows(self) -> int:
        """How many cells a sheet has from top to bottom."""
        return self.shape[-2] if len(self.shape) > 1 else 1

    @property
    def columns(self) -> int:
        """How many cells a sheet has from left to right."""
        return self.shape[-1] if self.shape else 1

    @property
    def sheets(self) -> tuple[int, ...]:
        """The lengths of the axes that set sheets apart."""
        return self.shape[:-2]

    def put(self, left: float, top: float) -> Block:
        """Return the block at another place."""
        return replace(self, left=left, top=top)

    def corners(self, cells: Indices | None = None) -> Floats:
        """Return the upper left corners (n, 3) of cells by their flat indices, or of all."""
        if cells is None:
            cells = np.arange(self.count)
        return self._places(cells, self.shape, self.steps)

    def middles(self, cells: Indices | None = None) -> Floats:
        """Return the middles (n, 3) of cells by their flat indices, or of all."""
        return np.asarray(self.corners(cells) + np.array([self.width / 2, -0.5, 0.0]))

    def sheet_corners(self) -> Floats:
        """Return the upper left corner (n, 3) of each sheet, in the order of memory."""
        count = math.prod(self.sheets)
        return self._places(np.arange(count), self.sheets, self.steps[: len(self.sheets)])

    def _places(
        self,
        cells: Indices,
        shape: tuple[int, ...],
        steps: tuple[Vector, ...],
    ) -> Floats:
        origin = np.array([self.left, self.top, 0.0])
        if not shape:
            return np.tile(origin, (len(cells), 1))
        indices = np.stack(np.unravel_index(cells, shape), axis=1)
        return np.asarray(indices @ np.array(steps) + origin)
