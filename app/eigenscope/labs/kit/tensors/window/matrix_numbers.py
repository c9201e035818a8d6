"""Headings and numbers of a convolution's matrix, and what flies into its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import NUMBER, text_size
from eigenscope.labs.kit.tensors.cells.block_draws import (
    number_label,
    number_labels,
    numbers_readable,
)
from eigenscope.labs.kit.tensors.cells.headings import heading_labels, staggered
from eigenscope.labs.kit.tensors.cells.placement import Placement
from eigenscope.labs.kit.tensors.cells.sheets import Flags
from eigenscope.labs.kit.tensors.moving.flying import world_faces
from eigenscope.labs.kit.tensors.numbers import format_of
from eigenscope.labs.kit.tensors.tensor_step import Indices
from eigenscope.labs.kit.tensors.window.label_cache import LabelCache
from eigenscope.labs.kit.tensors.window.matrix_draws import MatrixDraws
from eigenscope.labs.kit.tensors.window.matrix_items import IM2COL, MATRIX, OUTPUT
from eigenscope.labs.kit.tensors.window.window_items import WEIGHTS, WIDE
from eigenscope.labs.kit.tensors.window.window_numbers import image_heading, image_numbers
from eigenscope.scene.frame import Draw, Label, Style
from eigenscope.scene.geometry import Triangles
from eigenscope.scene.slots import Slot

_STRENGTH = 0.5
_ON_ITS_WAY = 2  # priority: a number that moves is what is to be followed
_MOST_FLYING = 80


@dataclass(frozen=True, eq=False)
class MatrixNumbers:
    """The labels of a convolution's matrix in one layout, and the flights."""

    draws: MatrixDraws
    _cache: LabelCache = field(default_factory=LabelCache)
    _poses: dict[tuple[int, int], tuple[Triangles, Triangles]] = field(default_factory=dict)

    def labels(self, view: View, lines: int, done: int) -> Iterator[Label]:
        """Yield headings and numbers; ``lines`` places are in the matrix, ``done`` the result."""
        yield from self._cache.once("still", view, lambda: self._still(view))
        yield from self._cache.once("matrix", (view, lines), lambda: self._matrix(view, lines))
        yield from self._cache.once("output", (view, done), lambda: self._output(view, done))

    def _still(self, view: View) -> Iterator[Label]:
        items = self.draws.items
        headings: list[Iterable[Label]] = []
        for item, placement in zip(items.all, self.draws.layout.placements, strict=True):
            if item.name == WIDE:
                headings.append(image_heading(item, items.windowed, placement, view))
                yield from image_numbers(item, items.windowed, placement, view)
                continue
            name = "" if item.tensor is None else item.tensor.label
            slot, axes, edge = item.slot, item.axes, 1 / item.factor
            headings.append(heading_labels(item.block, placement, name, slot, axes, view, edge))
            if item.name not in (MATRIX, OUTPUT):
                yield from number_labels(
                    item.block, placement, item.text, view, letters=item.letters
                )
        yield from staggered(headings, view)

    def _matrix(self, view: View, lines: int) -> Iterator[Label]:
        """Yield the numbers in the matrix; zeros where no weight stands are faint."""
        items, (item, placement) = self.draws.items, self.draws.of(MATRIX)
        count = items.windowed.sliding.count
        if not lines or (item.many and lines < count):
            return
        there = self._lines_there(lines)
        own = items.kernel_cells
        for chosen, slot in ((own >= 0, Slot.INK), (own < 0, Slot.GHOST)):
            cells = np.flatnonzero((chosen & there).reshape(-1))
            if len(cells):
                yield from number_labels(
                    item.block, placement, item.text, view, cells, letters=item.letters, slot=slot
                )

    def _lines_there(self, lines: int) -> Flags:
        """Return which cells of the matrix are there, broadcast along its rows or columns."""
        items = self.draws.items
        rows, columns = items.matrix.shape
        there = np.arange(columns if items.spread else rows) % items.windowed.sliding.count < lines
        return there[None] if items.spread else there[:, None]

    def _output(self, view: View, done: int) -> Iterator[Label]:
        items, (item, placement) = self.draws.items, self.draws.of(OUTPUT)
        count = items.windowed.sliding.count
        if not done or (done < count and item.many):
            return
        if items.spread and done < count:
            yield from self._sums(view, done)
            return
        every = np.arange(item.block.count, dtype=np.int64)
        line = every // item.block.columns if items.form == IM2COL else every % count
        cells = None if done >= count else every[line < done]
        yield from number_labels(
            item.block, placement, item.text, view, cells, letters=item.letters, bold=True
        )

    def _sums(self, view: View, done: int) -> Iterator[Label]:
        """Yield what the cells of a transposed convolution's result have come to."""
        windowed, (item, placement) = self.draws.items.windowed, self.draws.of(OUTPUT)
        wide = windowed.inner_cells
        sums = windowed.so_far(done).reshape(-1)[wide]
        touched = np.flatnonzero(windowed.touched(done)[wide])
        write = format_of(sums).text
        yield from number_labels(
            item.block, placement, lambda cell: write(sums[cell]), view, touched, slot=Slot.AXIS
        )

    # --- what flies ----------------------------------------------------------------------------

    def flight(self, sheet: int, place: int, part: float) -> Iterator[Draw]:
        """Yield the cells of the image, or the weights, on their way into their line."""
        source, starts, ends = self._ways(sheet, place)
        key = sheet, place
        if key not in self._poses:
            poses = []
            for (item, placement), cells in (
                (self.draws.of(source), starts),
                (self.draws.of(MATRIX), ends),
            ):
                corners = placement.places(item.block.corners(cells))
                poses.append(world_faces(corners, placement, item.block.width))
            self._poses[key] = poses[0], poses[1]
        start, end = self._poses[key]
        style = Style(self.draws.of(MATRIX)[0].slot, opacity=_STRENGTH)
        yield Draw(start, style, name="line flight", towards=end, mix=part)

    def flight_labels(self, sheet: int, place: int, part: float, view: View) -> Iterator[Label]:
        """Yield the numbers of what flies."""
        source, starts, ends = self._ways(sheet, place)
        (item, start), (target, end) = self.draws.of(source), self.draws.of(MATRIX)
        scale = start.scale + (end.scale - start.scale) * part
        if len(starts) > _MOST_FLYING or not numbers_readable(Placement(scale), view):
            return
        size = text_size(view, NUMBER * scale)
        froms, tos = (
            start.places(item.block.middles(starts)),
            end.places(target.block.middles(ends)),
        )
        places = (froms + (tos - froms) * part).tolist()
        for cell, (x, y, z) in zip(starts.tolist(), places, strict=True):
            label = number_label(item.text(cell), (x, y, z), size, Slot.INK)
            yield replace(label, priority=_ON_ITS_WAY)

    def _ways(self, sheet: int, place: int) -> tuple[str, Indices, Indices]:
        """Return what flies: from which item, its cells, and those of the matrix, in pairs."""
        items = self.draws.items
        line, columns = items.line_of(sheet, place), items.matrix.shape[1]
        if items.form == IM2COL:
            size = items.windowed.sliding.border.size
            firsts = np.arange(len(items.windowed.wide), dtype=np.int64)[:, None] * size
            cells = (firsts + items.windowed.sliding.covered(place)).reshape(-1)
            return WIDE, cells, line * columns + np.arange(columns, dtype=np.int64)
        own = items.kernel_cells
        cells = own[:, line] if items.spread else own[line]
        at = np.flatnonzero(cells >= 0)
        count = items.window.products.block.count
        first = sheet * count if items.window.all_filters else 0
        ends = at * columns + line if items.spread else line * columns + at
        return WEIGHTS, first + cells[at], ends
