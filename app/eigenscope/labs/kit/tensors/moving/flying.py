"""Cells on their way: from the operands, or from copies of their cells, into the result.

The faces of a wave are made once for a layout, at both ends of the way; while it plays, only how
far it has come changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import NUMBER, text_size
from eigenscope.labs.kit.tensors.cells.block_draws import faces_at, number_label, numbers_readable
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.cells.items import TensorItem
from eigenscope.labs.kit.tensors.cells.placement import Placement
from eigenscope.labs.kit.tensors.cells.sheets import not_hidden
from eigenscope.labs.kit.tensors.moving.waves import Move, Wave
from eigenscope.labs.kit.tensors.step_layout import StepLayout
from eigenscope.labs.kit.tensors.tensor_step import Indices
from eigenscope.scene.frame import Draw, Label, Style
from eigenscope.scene.geometry import Triangles
from eigenscope.scene.slots import Slot

_STRENGTH, _GHOSTLY = 0.5, 0.24
_ON_ITS_WAY = 2  # priority: a number that moves is what is to be followed
_MOST_NUMBERS = 150  # that fly at the same time
_MEETING = 0.75  # of the way, where several cells meet in one: numbers would cover each other


@dataclass(frozen=True, eq=False)
class Flying:
    """What moves in one layout of a step's items."""

    items: Sequence[TensorItem]
    layout: StepLayout
    _faces: dict[object, tuple[Triangles, Triangles]] = field(default_factory=dict)

    def wave_draws(self, number: int, wave: Wave, part: float) -> Iterator[Draw]:
        """Yield the faces of a wave's cells, as far as they have come."""
        for place, move in enumerate(wave.moves):
            start, end = self._move_faces((number, place), move)
            item = self.items[move.operand]
            style = Style(item.slot, opacity=_STRENGTH)
            yield Draw(start, style, name=f"{item.name} flight", towards=end, mix=part)

    def wave_labels(self, wave: Wave, part: float, view: View) -> Iterator[Label]:
        """Yield the numbers of a wave's cells, where they are few enough to be read."""
        count = sum(len(move.sources) for move in wave.moves)
        if count > _MOST_NUMBERS:
            return
        cells = len({cell for move in wave.moves for cell in move.targets.tolist()})
        if count > cells and part >= _MEETING:
            return
        for move in wave.moves:
            item, placement = self.items[move.operand], self.layout.placements[move.operand]
            if not item.texts or not numbers_readable(placement, view):
                continue
            starts, ends = self._start(move, middle=True), self._end(move, middle=True)
            yield from _numbers(
                item, move.sources, starts + (ends - starts) * part, view, placement
            )

    def partial_labels(
        self, texts: Mapping[int, str], done: Indices | None, view: View
    ) -> Iterator[Label]:
        """Yield what cells of the result have come to by now, but those that are done."""
        item, placement = self.items[-1], self.layout.placements[-1]
        if done is None or item.many or not numbers_readable(placement, view):
            return
        cells = np.setdiff1d(np.array(list(texts), dtype=np.int64), done)[:_MOST_NUMBERS]
        size = text_size(view, NUMBER * placement.scale)
        places = placement.places(item.block.middles(cells)).tolist()
        for cell, (x, y, z) in zip(cells.tolist(), places, strict=True):
            yield number_label(texts[cell], (x, y, z), size, Slot.AXIS)

    def copy_draws(self, number: int, part: float) -> Iterator[Draw]:
        """Yield the copies of a stretched operand's cells on their way out of them."""
        item = self.items[number]
        start, end = self._copy_faces(number)
        style = Style(item.slot, opacity=_GHOSTLY)
        yield Draw(start, style, name=f"{item.name} copies", towards=end, mix=part)

    def copy_labels(self, number: int, part: float, view: View) -> Iterator[Label]:
        """Yield the numbers of copies."""
        item, placement = self.items[number], self.layout.placements[number]
        cells, own = copies_of(item)
        if len(cells) > _MOST_NUMBERS or not numbers_readable(placement, view):
            return
        if item.whole.deep:
            visible = not_hidden(item.whole, placement, view, cells)
            cells, own = cells[visible], own[visible]
        starts = placement.places(item.block.middles(own))
        ends = placement.places(item.whole.middles(cells))
        yield from _numbers(
            item, own, starts + (ends - starts) * part, view, placement, Slot.AXIS, -1
        )

    def _move_faces(self, key: object, move: Move) -> tuple[Triangles, Triangles]:
        if key not in self._faces:
            start, end = self.layout.placements[move.operand], self.layout.placements[-1]
            source, target = self.items[move.operand], self.items[-1]
            self._faces[key] = (
                world_faces(self._start(move), start, source.block.width),
                world_faces(self._end(move), end, target.block.width),
            )
        return self._faces[key]

    def _copy_faces(self, number: int) -> tuple[Triangles, Triangles]:
        key = ("copies", number)
        if key not in self._faces:
            item, placement = self.items[number], self.layout.placements[number]
            cells, own = copies_of(item)
            self._faces[key] = (
                world_faces(placement.places(item.block.corners(own)), placement, item.block.width),
                world_faces(
                    placement.places(item.whole.corners(cells)), placement, item.block.width
                ),
            )
        return self._faces[key]

    def _start(self, move: Move, *, middle: bool = False) -> Floats:
        """Return where cells come from: of a stretched operand, the copies that they need."""
        item, placement = self.items[move.operand], self.layout.placements[move.operand]
        block, cells = (item.whole, move.targets) if item.stretched else (item.block, move.sources)
        return _places(block, cells, placement, middle=middle)

    def _end(self, move: Move, *, middle: bool = False) -> Floats:
        return _places(
            self.items[-1].block, move.targets, self.layout.placements[-1], middle=middle
        )


def copies_of(item: TensorItem) -> tuple[Indices, Indices]:
    """Return the cells of a stretched operand that are copies, and those that they are copies of.

    Both are flat indices, into the whole block and into the operand's own.
    """
    shape = item.block.shape
    numbered = np.arange(item.block.count, dtype=np.int64).reshape(shape)
    own = np.broadcast_to(numbered, item.whole.shape).reshape(-1)
    lengths = (1,) * (len(item.whole.shape) - len(shape)) + shape
    places = np.stack(np.unravel_index(np.arange(item.whole.count), item.whole.shape), axis=1)
    copies = np.flatnonzero((places >= np.array(lengths)).any(axis=1))
    return copies, own[copies]


def _places(block: Block, cells: Indices, placement: Placement, *, middle: bool) -> Floats:
    return placement.places(block.middles(cells) if middle else block.corners(cells))


def world_faces(corners: Floats, placement: Placement, width: float) -> Triangles:
    """Return faces of cells in the world by their upper left corners (n, 3) there."""
    square = faces_at(np.zeros((1, 3)), width, 0.04).points.astype(float).reshape(-1, 3)
    turned = placement.places(square) - placement.places(np.zeros((1, 3)))
    return Triangles((corners[:, None, :] + turned[None]).reshape(-1, 3, 3))


def _numbers(
    item: TensorItem,
    cells: Indices,
    places: Floats,
    view: View,
    placement: Placement,
    slot: Slot = Slot.INK,
    priority: int = _ON_ITS_WAY,
) -> Iterator[Label]:
    size = text_size(view, NUMBER * placement.scale)
    for cell, (x, y, z) in zip(cells.tolist(), places.tolist(), strict=True):
        label = number_label(item.texts[cell], (x, y, z), size, slot)
        yield replace(label, priority=priority)
