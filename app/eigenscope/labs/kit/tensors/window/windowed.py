"""A traced convolution or pooling as its picture has it: sheets, weights, and what makes a cell.

The window slides over the *wide* sheets; each of its places belongs to one cell of every *small*
sheet. Of a convolution and a pooling the wide sheets are the image and the small ones the result.
A transposed convolution is the same the other way round: each cell of the small image spreads
the weights over a window of the wide result.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from eigenscope.labs.kit.tensors.kinds import base_name
from eigenscope.labs.kit.tensors.tensor_step import Indices, ShownTensor, TensorStep
from eigenscope.labs.kit.tensors.window.sliding import Sliding, call_of, sliding_of
from eigenscope.trace.window_calls import TRANSPOSED

Numbers = npt.NDArray[np.generic]

CONVOLVED, SPREAD, LARGEST, MEAN = "convolved", "spread", "largest", "mean"


@dataclass(frozen=True, eq=False)
class Windowed:
    """A step whose window slides, one image alone in its batch.

    Attributes
    ----------
    step
        A convolution, transposed or not, or a pooling.
    sliding
        How its window slides.
    pad
        The step that gave the image its border, if one did.
    """

    step: TensorStep
    sliding: Sliding
    pad: TensorStep | None = None

    @property
    def kind(self) -> str:
        """What becomes of the cells in the window: `CONVOLVED`, `SPREAD`, `LARGEST`, `MEAN`."""
        name = base_name(self.step.operation)
        if name in TRANSPOSED:
            return SPREAD
        return {"max": LARGEST, "avg": MEAN}.get(name[:3], CONVOLVED)

    @property
    def flat(self) -> bool:
        """Whether the image has one axis alone."""
        return base_name(self.step.operation).endswith("1d")

    @property
    def image(self) -> ShownTensor:
        """The image, without its border."""
        return self.step.operands[0] if self.pad is None else self.pad.operands[0]

    @property
    def result(self) -> ShownTensor:
        """What comes out."""
        assert self.step.result is not None
        return self.step.result

    @cached_property
    def groups(self) -> int:
        """How many groups of channels have filters of their own."""
        return int((call_of(self.step) or {}).get("groups") or 1)

    @cached_property
    def wide(self) -> Numbers:
        """The numbers (channels, rows, columns) under the window, those of the border too.

        The border of a transposed convolution is cut away and has none: it is NaN.
        """
        if self.kind == SPREAD:
            return self._bordered(self._sheets(self.result), np.nan)
        if self.pad is None or self.pad.result is None:
            empty = -np.inf if self.kind == LARGEST else 0.0
            return self._bordered(self._sheets(self.image), empty)
        sheets = self._sheets(self.pad.result)
        more = [whole - n for whole, n in zip(self.sliding.padded, sheets.shape[1:], strict=True)]
        ends = [(n // 2, n - n // 2) for n in more]  # the convolution's own, of zeros
        return np.pad(sheets, [(0, 0), *ends])

    @cached_property
    def small(self) -> Numbers:
        """The numbers (channels, rows, columns), a cell for each place of the window."""
        return self._sheets(self.image if self.kind == SPREAD else self.result)

    @cached_property
    def weights(self) -> Numbers | None:
        """The weights (small channels, wide channels of a group, kh, kw); None of a pooling."""
        if self.kind in (LARGEST, MEAN):
            return None
        weights = self.step.operands[1].numbers
        return weights[:, :, None, :] if self.flat else weights

    def _sheets(self, tensor: ShownTensor) -> Numbers:
        rank = 2 if self.flat else 3
        numbers = tensor.numbers.reshape(tensor.shape[-rank:])
        return numbers[:, None, :] if self.flat else numbers

    def _bordered(self, sheets: Numbers, value: float) -> Numbers:
        ends = zip(self.sliding.before, self.sliding.after, strict=True)
        widths = [(0, 0), *ends]
        if not any(map(any, widths)):
            return sheets
        wanted = sheets.astype(np.result_type(sheets, np.float32)) if value else sheets
        return np.pad(wanted, widths, constant_values=value)

    # --- which cells belong together -----------------------------------------------------------

    def channels(self, sheet: int) -> range:
        """Return the wide channels that a small sheet has to do with."""
        if self.weights is None:
            return range(sheet, sheet + 1)
        inside = self.weights.shape[1]
        group = sheet // max(len(self.small) // self.groups, 1)
        return range(group * inside, (group + 1) * inside)

    def covered(self, sheet: int, place: int) -> Indices:
        """Return the wide cells that belong to a cell of a small sheet, in the kernel's order."""
        size = self.sliding.padded[0] * self.sliding.padded[1]
        firsts = np.array(self.channels(sheet), dtype=np.int64) * size
        return np.asarray(firsts[:, None] + self.sliding.covered(place)).reshape(-1)

    def covering(self, cell: int) -> Indices:
        """Return the small cells that a wide cell has to do with, over all sheets."""
        channel, within = divmod(cell, self.sliding.padded[0] * self.sliding.padded[1])
        places = self.sliding.covering(within)[:, 0]
        sheets = [k for k in range(len(self.small)) if channel in self.channels(k)]
        return np.asarray(np.array(sheets)[:, None] * self.sliding.count + places).reshape(-1)

    @cached_property
    def origins(self) -> Indices:
        """For each cell of a sheet with its border, the cell of the image that it repeats, or -1.

        Both are flat indices into one sheet.
        """
        cells = np.arange(self.sliding.border.size, dtype=np.int64)
        if self.pad is None or not self.pad.sources or self.pad.sources[0] is None:
            return self.sliding.inside(cells)
        origins = self.pad.sources[0][: len(cells), 0]
        return origins if len(origins) == len(cells) else self.sliding.inside(cells)

    @cached_property
    def inner_cells(self) -> Indices:
        """The wide cells that are no border, over all sheets."""
        return np.flatnonzero(np.tile(~self.sliding.border.reshape(-1), len(self.wide)))

    def products(self, sheet: int, place: int) -> Numbers:
        """Return what is put together at a place, in the kernel's order.

        Of a pooling these are the cells themselves, of a transposed convolution what is added to
        the cells under the window.
        """
        if self.kind == SPREAD:
            cells = np.asarray(self.small[sheet].flat[place])
        else:
            cells = self.wide.reshape(-1)[self.covered(sheet, place)]
        if self.weights is None:
            return cells
        with np.errstate(over="ignore", invalid="ignore"):  # of huge numbers they are infinite
            return np.asarray(cells * self.weights[sheet].reshape(-1))

    def touched(self, count: int) -> npt.NDArray[np.bool_]:
        """Return which wide cells some places have covered, over all sheets."""
        touched = np.zeros(self.wide.size, dtype=bool)
        for sheet in range(len(self.small)):
            for place in range(count):
                touched[self.covered(sheet, place)] = True
        return touched

    def so_far(self, count: int) -> Numbers:
        """Return a transposed convolution's result (channels, rows, columns) after some places."""
        assert self.weights is not None
        sums = np.zeros(self.wide.size)
        for sheet in range(len(self.small)):
            for place in range(count):
                np.add.at(sums, self.covered(sheet, place), self.products(sheet, place))
        return sums.reshape(self.wide.shape)


def windowed(step: TensorStep, pad: TensorStep | None = None) -> Windowed | None:
    """Return a step as one whose window slides; None of any other, and of a batch of several."""
    sliding = sliding_of(step, pad)
    if sliding is None or sliding.count == 0:
        return None
    each = Windowed(step, sliding, pad)
    rank = 2 if each.flat else 3
    batches = (each.image.shape[:-rank], each.result.shape[:-rank])
    return each if all(batch in ((), (1,)) for batch in batches) else None
