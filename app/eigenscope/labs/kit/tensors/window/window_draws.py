"""The blocks of a window's picture as draws: border, missed cells, the window at a place.

Geometry is made once for a shape; the window is one outline that a matrix moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.tensors.cells.block_draws import block_draws, faces_at
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.cells.headings import axis_draws
from eigenscope.labs.kit.tensors.cells.item_draws import item_draws, lights
from eigenscope.labs.kit.tensors.cells.items import TensorItem
from eigenscope.labs.kit.tensors.cells.placement import Placement
from eigenscope.labs.kit.tensors.step_layout import StepLayout
from eigenscope.labs.kit.tensors.window import marks
from eigenscope.labs.kit.tensors.window.window_items import (
    PRODUCTS,
    SMALL,
    WEIGHTS,
    WIDE,
    WindowItems,
    inner_block,
)
from eigenscope.labs.kit.tensors.window.windowed import SPREAD
from eigenscope.scene.frame import Draw, Style
from eigenscope.scene.geometry import Triangles
from eigenscope.scene.slots import Slot

_BORDER, _LIT, _FAINT = 0.22, 0.42, 0.16
_OUTLINE = 2.5  # pixels


@dataclass(frozen=True, eq=False)
class WindowDraws:
    """The items of a window's picture in one layout."""

    items: WindowItems
    layout: StepLayout

    def of(self, name: str) -> tuple[TensorItem, Placement]:
        """Return an item and where it stands."""
        number = self.items.number(name)
        return self.items.all[number], self.layout.placements[number]

    def still(self, view: View, done: int) -> Iterator[Draw]:
        """Yield blocks and marks; ``done`` places have their cells in the result."""
        windowed = self.items.windowed
        for item, placement in zip(self.items.all, self.layout.placements, strict=True):
            if item.name == WIDE:
                yield from self._wide(item, placement, view)
            elif item.name == PRODUCTS:
                yield from block_draws(item.block, placement, item.name, item.slot, ghost=True)
            else:
                yield from item_draws(item, placement, view)
        small, placement = self.of(SMALL)
        if small.many and done < windowed.sliding.count and windowed.kind != SPREAD:
            yield from self._cover(small, placement, done)

    def image(self, item: TensorItem, placement: Placement, view: View) -> Iterator[Draw]:
        """Yield an image: the wide one with its marks."""
        if item.name == WIDE:
            yield from self._wide(item, placement, view)
        else:
            yield from item_draws(item, placement, view)

    def _wide(self, item: TensorItem, placement: Placement, view: View) -> Iterator[Draw]:
        sliding = self.items.windowed.sliding
        home, matrix = item.block.put(0.0, 0.0), placement.matrix(item.block.left, item.block.top)
        bordered = bool(sliding.border.any())
        if bordered:
            style = Style(Slot.GHOST, opacity=_BORDER)
            yield Draw(marks.border_cells(home, sliding), style, matrix, name="border face")
        if item.many:
            yield from item_draws(item, placement, view)
        else:
            yield from axis_draws(item.block, placement, item.axes, item.name)
        if bordered or not item.many:
            inner = inner_block(item, self.items.windowed)
            yield from block_draws(inner, placement, item.name, item.slot)
        if bordered:
            style = Style(Slot.AXIS, 1.0, opacity=0.7)
            yield Draw(marks.border_lines(home, sliding), style, matrix, name="border cells")
        if len(sliding.missed):
            style = Style(Slot.AXIS, 1.0, opacity=0.6)
            yield Draw(marks.missed_cells(home, sliding), style, matrix, name="missed cells")

    def _cover(self, item: TensorItem, placement: Placement, done: int) -> Iterator[Draw]:
        """Yield what hides the cells of a mosaic that are not there yet."""
        rows, columns = self.items.windowed.sliding.places
        row, column = divmod(done, columns)
        home, style = item.block.put(0.0, 0.0), Style(Slot.BACKGROUND)
        left, top = item.block.left, item.block.top
        start, end = marks.cover_below(home, (rows, columns))
        below = min((row + bool(column)) / rows, 1.0)
        matrix = placement.matrix(left, top)
        yield Draw(start, style, matrix, name="result cover", towards=end, mix=below)
        if column:
            start, end = marks.cover_row(home, (rows, columns))
            matrix = placement.matrix(left, top - row)
            mix = column / columns
            yield Draw(start, style, matrix, name="result row cover", towards=end, mix=mix)

    # --- the window ----------------------------------------------------------------------------

    def window(self, row: float, column: float) -> Iterator[Draw]:
        """Yield the window, and the cells under it, with its first cell at a row and a column."""
        items, (item, placement) = self.items, self.of(WIDE)
        sliding, channels = items.windowed.sliding, tuple(items.windowed.channels(items.sheet))
        home = item.block.put(0.0, 0.0)
        across = item.block.left + column * item.block.width
        matrix = placement.matrix(across, item.block.top - row)
        if not item.many:
            faces = marks.window_cells(home, sliding, channels)
            style = Style(item.slot, opacity=_LIT)
            yield Draw(faces, style, matrix, name="window cells")
        yield from self.outline(row, column, channels)

    def outline(self, row: float, column: float, channels: tuple[int, ...]) -> Iterator[Draw]:
        """Yield the border of the window on some sheets, its first cell at a row and a column."""
        item, placement = self.of(WIDE)
        sliding, home = self.items.windowed.sliding, item.block.put(0.0, 0.0)
        across = item.block.left + column * item.block.width
        matrix = placement.matrix(across, item.block.top - row)
        outline = marks.window_outline(home, sliding, channels)
        style = Style(Slot.INK, _OUTLINE)
        yield Draw(outline, style, matrix, name="window")

    def small_cell(self, place: int) -> Iterator[Draw]:
        """Yield the cell of the small sheet that belongs to a place, and more faintly of others."""
        item, placement = self.of(SMALL)
        row, column = self.items.windowed.sliding.place_at(place)
        across = item.block.left + column * item.block.width
        matrix = placement.matrix(across, item.block.top - row)
        count, sheets = self.items.windowed.sliding.count, len(self.items.windowed.small)
        home = item.block.put(0.0, 0.0)
        if item.many:
            outline = marks.cell_outline(home, self.items.sheet * count)
            yield Draw(outline, Style(Slot.INK, 2.0), matrix, name=f"{item.name} light")
            return
        own = self.items.sheet
        style = Style(item.slot, opacity=_LIT)
        yield Draw(_faces(home, count, (own,)), style, matrix, name=f"{item.name} light")
        others = tuple(sheet for sheet in range(sheets) if sheet != own)
        if others and self.items.windowed.weights is not None:
            style = Style(item.slot, opacity=_FAINT)
            faces = _faces(home, count, others)
            yield Draw(faces, style, matrix, name=f"{item.name} faint light")

    def own_weights(self) -> Iterator[Draw]:
        """Yield the weights that belong to the sheet that is shown, lit, if there are others."""
        if self.items.weights is not None and self.items.own_weights():
            item, placement = self.of(WEIGHTS)
            if len(self.items.own_weights()) < item.block.count:
                yield from lights(item, placement, self.items.own_weights(), taken=True)


@lru_cache(maxsize=64)
def _faces(block: Block, count: int, sheets: tuple[int, ...]) -> Triangles:
    """Return the faces of the first cell of some sheets, a sheet having so many cells."""
    return faces_at(block.corners(np.array(sheets, dtype=np.int64) * count), block.width)
