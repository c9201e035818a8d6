"""Headings and numbers of a window's picture; those that stay from frame to frame are cached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.tensors.cells.block_draws import number_labels
from eigenscope.labs.kit.tensors.cells.headings import heading_labels, staggered
from eigenscope.labs.kit.tensors.cells.items import TensorItem
from eigenscope.labs.kit.tensors.cells.placement import Placement
from eigenscope.labs.kit.tensors.numbers import format_of
from eigenscope.labs.kit.tensors.window.label_cache import LabelCache
from eigenscope.labs.kit.tensors.window.window_draws import WindowDraws
from eigenscope.labs.kit.tensors.window.window_items import PRODUCTS, SMALL, WIDE, inner_block
from eigenscope.labs.kit.tensors.window.windowed import SPREAD, Windowed
from eigenscope.scene.frame import Label
from eigenscope.scene.slots import Slot


@dataclass(frozen=True, eq=False)
class WindowNumbers:
    """The labels of a window's items in one layout."""

    draws: WindowDraws
    _cache: LabelCache = field(default_factory=LabelCache)

    def labels(self, view: View, done: int) -> Iterator[Label]:
        """Yield headings and numbers; ``done`` places have their cells in the result."""
        yield from self._cache.once("still", view, lambda: self._still(view))
        come = self._sums if self.draws.items.windowed.kind == SPREAD else self._result
        yield from self._cache.once("result", (view, done), lambda: come(view, done))

    def _still(self, view: View) -> Iterator[Label]:
        """Yield all headings, and the numbers of what the step takes."""
        windowed, layout = self.draws.items.windowed, self.draws.layout
        comes = WIDE if windowed.kind == SPREAD else SMALL
        headings: list[Iterable[Label]] = []
        for item, placement in zip(self.draws.items.all, layout.placements, strict=True):
            if item.name == PRODUCTS or item.tensor is None:
                continue
            if item.name == WIDE:
                headings.append(image_heading(item, windowed, placement, view))
                if comes != WIDE:
                    yield from image_numbers(item, windowed, placement, view)
                continue
            name, edge = item.tensor.label, 1 / item.factor
            shape = item.tensor.shape
            axes = item.axes[len(item.axes) - len(shape) :]
            headings.append(
                heading_labels(
                    item.block, placement, name, item.slot, axes, view, edge, shape=shape
                )
            )
            if item.name != comes:
                yield from number_labels(
                    item.block, placement, item.text, view, letters=item.letters
                )
        yield from staggered(headings, view)

    def _result(self, view: View, done: int) -> Iterator[Label]:
        """Yield the numbers of the cells that are there."""
        windowed, (item, placement) = self.draws.items.windowed, self.draws.of(SMALL)
        count = windowed.sliding.count
        cells = None
        if done < count:
            if item.many:
                return
            every = np.arange(item.block.count, dtype=np.int64)
            cells = every.reshape(-1, count)[:, :done].reshape(-1)
        yield from number_labels(
            item.block, placement, item.text, view, cells, letters=item.letters, bold=True
        )

    def _sums(self, view: View, done: int) -> Iterator[Label]:
        """Yield what the cells of a transposed convolution's result have come to."""
        windowed, (item, placement) = self.draws.items.windowed, self.draws.of(WIDE)
        cells = windowed.inner_cells
        if done >= windowed.sliding.count:
            yield from number_labels(
                item.block, placement, item.text, view, cells, letters=item.letters, bold=True
            )
        elif done and not item.many:
            sums = windowed.so_far(done).reshape(-1)
            write = format_of(sums).text
            touched = cells[windowed.touched(done)[cells]]
            yield from number_labels(
                item.block, placement, lambda cell: write(sums[cell]), view, touched, slot=Slot.AXIS
            )


def image_heading(
    item: TensorItem, windowed: Windowed, placement: Placement, view: View
) -> Iterator[Label]:
    """Yield the heading of wide sheets, above what is no border."""
    inner = inner_block(item, windowed)
    block = inner.put(inner.left, item.block.top)
    assert item.tensor is not None
    wrapped = len(item.block.shape) > len(item.tensor.shape)
    shape, name = item.tensor.shape if wrapped else inner.shape, item.tensor.label
    axes = item.axes[len(item.axes) - len(shape) :]
    edge = 1 / item.factor
    yield from heading_labels(block, placement, name, item.slot, axes, view, edge, shape=shape)


def image_numbers(
    item: TensorItem, windowed: Windowed, placement: Placement, view: View
) -> Iterator[Label]:
    """Yield the numbers of wide sheets; those of the border are grey."""
    border = windowed.sliding.border.reshape(-1)
    whole = np.tile(border, item.block.count // border.size)
    for cells, slot in ((np.flatnonzero(~whole), Slot.INK), (np.flatnonzero(whole), Slot.AXIS)):
        if len(cells):
            yield from number_labels(
                item.block, placement, item.text, view, cells, letters=item.letters, slot=slot
            )
