"""How a window slides over the sheets of an image: which cells it covers at each of its places.

Plain numbers alone: the picture, the formulas and the matrices of a convolution follow from this.
Places are numbered row after row; cells are flat indices into one sheet with its border.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from eigenscope.labs.kit.tensors.kinds import base_name
from eigenscope.labs.kit.tensors.tensor_step import Indices, TensorStep
from eigenscope.trace.window_calls import CONVOLUTIONS, POOLINGS, TRANSPOSED

Pair: TypeAlias = tuple[int, int]

_PARAMETERS = {**CONVOLUTIONS, **POOLINGS, **TRANSPOSED}


@dataclass(frozen=True)
class Sliding:
    """How a window slides; each pair is one of rows and one of columns.

    Attributes
    ----------
    size
        Of a sheet of the image, without its border.
    kernel, stride, dilation
        The window's cells, how far it goes at once, and how far apart its cells are.
    before, after
        Width of the border before the first row and column, and after the last.
    most
        How many places there are at most, if that is known.
    """

    size: Pair
    kernel: Pair
    stride: Pair = (1, 1)
    dilation: Pair = (1, 1)
    before: Pair = (0, 0)
    after: Pair = (0, 0)
    most: Pair | None = None

    @cached_property
    def padded(self) -> Pair:
        """Rows and columns of a sheet with its border."""
        rows, columns = (
            before + n + after
            for before, n, after in zip(self.before, self.size, self.after, strict=True)
        )
        return rows, columns

    @cached_property
    def reach(self) -> Pair:
        """Rows and columns from the window's first cell to its last, gaps among them."""
        rows, columns = ((k - 1) * d + 1 for k, d in zip(self.kernel, self.dilation, strict=True))
        return rows, columns

    @cached_property
    def places(self) -> Pair:
        """How many places the window has down and across."""
        rows, columns = (
            max((n - r) // s + 1, 0)
            for n, r, s in zip(self.padded, self.reach, self.stride, strict=True)
        )
        most = self.most or (rows, columns)
        return min(rows, most[0]), min(columns, most[1])

    @property
    def count(self) -> int:
        """How many places the window has."""
        return self.places[0] * self.places[1]

    def place_at(self, place: int) -> Pair:
        """Return the row and column of a place among the places."""
        return divmod(place, self.places[1])

    def corner(self, place: int) -> Pair:
        """Return the row and column of the window's first cell."""
        row, column = self.place_at(place)
        return row * self.stride[0], column * self.stride[1]

    @cached_property
    def offsets(self) -> Indices:
        """How far the window's cells (kh·kw) are from its first one."""
        rows = np.arange(self.kernel[0], dtype=np.int64) * self.dilation[0] * self.padded[1]
        columns = np.arange(self.kernel[1], dtype=np.int64) * self.dilation[1]
        return np.asarray(rows[:, None] + columns).reshape(-1)

    def covered(self, place: int) -> Indices:
        """Return the cells (kh·kw) that the window covers at a place, in the kernel's order."""
        row, column = self.corner(place)
        return np.asarray(self.offsets + row * self.padded[1] + column)

    def covering(self, cell: int) -> Indices:
        """Return at which places (n, 2) the window covers a cell, and with which of its own."""
        at = divmod(cell, self.padded[1])
        axes = []
        for axis in range(2):
            own = np.arange(self.kernel[axis], dtype=np.int64)
            place, rest = np.divmod(at[axis] - own * self.dilation[axis], self.stride[axis])
            fits = (rest == 0) & (place >= 0) & (place < self.places[axis])
            axes.append((place[fits], own[fits]))
        (rows, of_rows), (columns, of_columns) = axes
        places = rows[:, None] * self.places[1] + columns
        own = of_rows[:, None] * self.kernel[1] + of_columns
        pairs = np.stack([places.reshape(-1), own.reshape(-1)], axis=1)
        return np.asarray(pairs[np.argsort(pairs[:, 0], kind="stable")])

    def inside(self, cells: Indices) -> Indices:
        """Return the same cells as flat indices into the sheet itself, -1 in the border."""
        rows, columns = np.divmod(cells, self.padded[1])
        rows, columns = rows - self.before[0], columns - self.before[1]
        within = (rows >= 0) & (rows < self.size[0]) & (columns >= 0) & (columns < self.size[1])
        return np.asarray(np.where(within, rows * self.size[1] + columns, -1))

    @cached_property
    def border(self) -> npt.NDArray[np.bool_]:
        """Which cells (rows, columns) of a sheet belong to its border."""
        border = np.ones(self.padded, dtype=bool)
        (top, left), (rows, columns) = self.before, self.size
        border[top : top + rows, left : left + columns] = False
        return border

    @cached_property
    def visits(self) -> Indices:
        """How often the window covers each cell (rows, columns) of a sheet with its border."""
        axes = []
        for axis in range(2):
            firsts = np.arange(self.places[axis], dtype=np.int64) * self.stride[axis]
            cells = firsts[:, None] + np.arange(self.kernel[axis]) * self.dilation[axis]
            axes.append(np.bincount(cells.reshape(-1), minlength=self.padded[axis]))
        return np.asarray(axes[0][:, None] * axes[1], dtype=np.int64)

    @cached_property
    def missed(self) -> Indices:
        """The cells of the sheet itself, border left out, that the window never covers."""
        return np.flatnonzero((self.visits == 0) & ~self.border)


def call_of(step: TensorStep) -> dict[str, Any] | None:
    """Return what a convolution or a pooling is called with by name; None of any other step."""
    parameters = _PARAMETERS.get(base_name(step.operation))
    if parameters is None:
        return None
    return {**dict(zip(parameters, step.arguments, strict=False)), **step.named}


def pair_of(value: object, fill: int, *, flat: bool) -> Pair:
    """Return a number or a list of one or two as rows and columns; ``flat`` has one row alone."""
    lengths = [int(n) for n in value] if isinstance(value, list | tuple) else [int(str(value))]
    if flat:
        return fill, lengths[0]
    return lengths[0], lengths[-1]


def sliding_of(step: TensorStep, pad: TensorStep | None = None) -> Sliding | None:
    """Return how the window of a step slides; None of a step that has none.

    Of a transposed convolution it slides over the result, whose border is cut away. ``pad`` is the
    step before, if it gave the image its border.
    """
    call = call_of(step)
    if call is None or step.result is None or not step.operands:
        return None
    flat = base_name(step.operation).endswith("1d")
    kernel = call.get("kernel_size")
    if kernel is None:
        kernel = step.operands[1].shape[2:]
    own = pair_of(kernel, 1, flat=flat)
    pooling = "kernel_size" in call
    stride = pair_of(call.get("stride") or (kernel if pooling else 1), 1, flat=flat)
    dilation = pair_of(call.get("dilation") or 1, 1, flat=flat)
    wide = step.result if base_name(step.operation) in TRANSPOSED else step.operands[0]
    before, after = _padding(call.get("padding") or 0, own, dilation, flat=flat)
    most = None
    if wide is step.result:
        rows, columns = pair_of(call.get("output_padding") or 0, 0, flat=flat)
        after = max(after[0] - rows, 0), max(after[1] - columns, 0)
        small = step.operands[0].shape
        most = (1, small[-1]) if flat else (small[-2], small[-1])
    if pad is not None:
        wide = pad.operands[0]
        lengths = [int(n) for n in (*call_of_pad(pad), 0, 0)]
        left, right, top, bottom = lengths[:4]
        before = before[0] + top, before[1] + left
        after = after[0] + bottom, after[1] + right
    size = (1, wide.shape[-1]) if flat else (wide.shape[-2], wide.shape[-1])
    return Sliding(size, own, stride, dilation, before, after, most)


def call_of_pad(pad: TensorStep) -> tuple[int, ...]:
    """Return the widths of the border that a call of ``pad`` makes: left, right, top, bottom."""
    widths = pad.named.get("pad", pad.arguments[1] if len(pad.arguments) > 1 else ())
    return tuple(int(n) for n in widths)


def _padding(asked: object, kernel: Pair, dilation: Pair, *, flat: bool) -> tuple[Pair, Pair]:
    if asked == "valid":
        asked = 0
    if asked == "same":
        whole = [(k - 1) * d for k, d in zip(kernel, dilation, strict=True)]
        rows, columns = whole
        return (rows // 2, columns // 2), (rows - rows // 2, columns - columns // 2)
    both = pair_of(asked, 0, flat=flat)
    return both, both
