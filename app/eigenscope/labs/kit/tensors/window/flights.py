"""What flies while a window rests at a place: cells to their products, products to their sum.

The faces are made once, at the window's first place. A place farther on is reached by a matrix that
moves them by as much of the way there as they still have, or already have, of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import NUMBER, text_size
from eigenscope.labs.kit.tensors.cells.block_draws import (
    number_label,
    number_labels,
    numbers_readable,
)
from eigenscope.labs.kit.tensors.cells.items import TensorItem
from eigenscope.labs.kit.tensors.cells.placement import Placement
from eigenscope.labs.kit.tensors.moving.flying import world_faces
from eigenscope.labs.kit.tensors.step_layout import StepLayout
from eigenscope.labs.kit.tensors.tensor_step import Indices
from eigenscope.labs.kit.tensors.window.window_items import (
    PRODUCTS,
    SMALL,
    WEIGHTS,
    WIDE,
    WindowItems,
)
from eigenscope.labs.kit.tensors.window.windowed import LARGEST, SPREAD
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.geometry import Triangles
from eigenscope.scene.slots import Slot

_STRENGTH = 0.5
_MOST_NUMBERS = 80  # that fly at the same time
_MEETING = 0.72  # of the way, where numbers would cover each other
_ON_ITS_WAY = 2  # priority: a number that moves is what is to be followed


@dataclass(frozen=True, eq=False)
class WindowFlights:
    """What flies in one layout of a window's items."""

    items: WindowItems
    layout: StepLayout
    _poses: dict[str, tuple[Triangles, Triangles]] = field(default_factory=dict)

    def _of(self, name: str) -> tuple[TensorItem, Placement]:
        number = self.items.number(name)
        return self.items.all[number], self.layout.placements[number]

    @property
    def _from(self) -> str:
        """Which item the cells come from that meet the weights."""
        return SMALL if self.items.windowed.kind == SPREAD else WIDE

    @property
    def _to(self) -> str:
        """Which item products go to."""
        return WIDE if self.items.windowed.kind == SPREAD else SMALL

    def _cells(self, name: str, place: int) -> Indices:
        """Return the cells of an item that take part at a place, one for each product."""
        items, count = self.items, self.items.products.block.count
        if name == WIDE:
            return items.windowed.covered(items.sheet, place)
        if name == SMALL:
            cell = items.sheet * items.windowed.sliding.count + place
            return np.full(count, cell, dtype=np.int64)
        if name == WEIGHTS:
            return np.array(items.own_weights(), dtype=np.int64)
        return np.arange(count, dtype=np.int64)

    def _way(self, name: str, place: int) -> Floats:
        """Return how far the cells of a place are from those of the first, in the world."""
        item, placement = self._of(name)
        ends = item.block.corners(self._cells(name, place)[:1])
        starts = item.block.corners(self._cells(name, 0)[:1])
        way = placement.places(ends) - placement.places(starts)
        return np.asarray(way[0])

    def _pose(self, name: str, cells: Indices) -> Triangles:
        item, placement = self._of(name)
        corners = placement.places(item.block.corners(cells))
        return world_faces(corners, placement, item.block.width)

    def _flight(self, key: str, start: str, end: str) -> tuple[Triangles, Triangles]:
        if key not in self._poses:
            self._poses[key] = (
                self._pose(start, self._cells(start, 0)),
                self._pose(end, self._cells(end, 0)),
            )
        return self._poses[key]

    def gathering(self, place: int, part: float) -> Iterator[Draw]:
        """Yield cells and weights on their way to where they are multiplied."""
        starts = [self._from] if self.items.weights is None else [self._from, WEIGHTS]
        for name in starts:
            start, end = self._flight(name, name, PRODUCTS)
            item, _ = self._of(name)
            way = (1 - part) * self._way(name, place) if name != WEIGHTS else np.zeros(3)
            style = Style(item.slot, opacity=_STRENGTH)
            yield Draw(
                start, style, affine(np.eye(3), way), name=f"{name} flight", towards=end, mix=part
            )

    def summing(self, place: int, part: float) -> Iterator[Draw]:
        """Yield products on their way to the result; of a largest one it alone goes."""
        item, _ = self._of(self._to)
        way = part * self._way(self._to, place)
        key, cells = "sum", self._cells(PRODUCTS, 0)
        if self.items.windowed.kind == LARGEST:
            winner = self.largest(place)
            key, cells = "largest", cells[:1]
            block, placement = self.items.products.block, self._of(PRODUCTS)[1]
            places = placement.places(block.corners(np.array([0, winner])))
            way = way + (1 - part) * (places[1] - places[0])
        if key not in self._poses:
            ends = self._cells(self._to, 0)[: len(cells)]
            self._poses[key] = self._pose(PRODUCTS, cells), self._pose(self._to, ends)
        start, end = self._poses[key]
        style = Style(item.slot, opacity=_STRENGTH)
        yield Draw(start, style, affine(np.eye(3), way), name="sum flight", towards=end, mix=part)

    def largest(self, place: int) -> int:
        """Return which of the cells at a place is the largest."""
        cells = self.items.windowed.products(self.items.sheet, place)
        return int(np.argmax(cells))

    # --- numbers -------------------------------------------------------------------------------

    def gathering_labels(self, place: int, part: float, view: View) -> Iterator[Label]:
        """Yield the numbers of what flies to be multiplied, until they would meet."""
        if part >= _MEETING and self.items.weights is not None:
            return
        names = [self._from] if self.items.weights is None else [self._from, WEIGHTS]
        for name in names:
            item, _ = self._of(name)
            cells = self._cells(name, place)
            texts = [item.text(cell) for cell in cells.tolist()]
            yield from self._numbers(texts, (name, cells), (PRODUCTS, None), part, view)

    def summing_labels(self, place: int, part: float, view: View) -> Iterator[Label]:
        """Yield the numbers of products that fly, until they would meet."""
        spread, largest = (self.items.windowed.kind == kind for kind in (SPREAD, LARGEST))
        if part >= _MEETING and not spread and not largest:
            return
        texts = self.product_texts(place)
        cells = self._cells(PRODUCTS, 0)
        ends = self._cells(self._to, place)
        if largest:
            winner = self.largest(place)
            texts, cells, ends = [texts[winner]], cells[winner : winner + 1], ends[:1]
        yield from self._numbers(texts, (PRODUCTS, cells), (self._to, ends), part, view)

    def product_texts(self, place: int) -> list[str]:
        """Return how the products at a place are written."""
        write = self.items.product_format.text
        products = self.items.windowed.products(self.items.sheet, place)
        return [write(value) for value in products.tolist()]

    def product_labels(self, place: int, view: View, *, largest: bool = True) -> Iterator[Label]:
        """Yield the products at a place where they come to be, with or without the largest."""
        item, placement = self._of(PRODUCTS)
        texts = self.product_texts(place)
        cells = None if largest else np.delete(self._cells(PRODUCTS, 0), self.largest(place))
        yield from number_labels(item.block, placement, texts.__getitem__, view, cells)

    def _numbers(
        self,
        texts: list[str],
        start: tuple[str, Indices | None],
        end: tuple[str, Indices | None],
        part: float,
        view: View,
    ) -> Iterator[Label]:
        places = []
        scales = []
        for name, cells in (start, end):
            item, placement = self._of(name)
            own = self._cells(name, 0) if cells is None else cells
            places.append(placement.places(item.block.middles(own)))
            scales.append(placement.scale)
        scale = scales[0] + (scales[1] - scales[0]) * part
        if len(texts) > _MOST_NUMBERS or not numbers_readable(Placement(scale), view):
            return
        size = text_size(view, NUMBER * scale)
        on_the_way = (places[0] + (places[1] - places[0]) * part).tolist()
        for text, (x, y, z) in zip(texts, on_the_way, strict=True):
            yield replace(number_label(text, (x, y, z), size, Slot.INK), priority=_ON_ITS_WAY)
