"""One tensor of a step's picture: its block or its mosaic, its numbers, its heading, its lights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import line_of_text
from eigenscope.labs.kit.tensors.cells.block_draws import (
    MOST_LINED,
    block_draws,
    lit_draw,
    number_labels,
)
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.cells.headings import axis_draws, axis_labels, heading_labels
from eigenscope.labs.kit.tensors.cells.items import TensorItem
from eigenscope.labs.kit.tensors.cells.name_labels import name_labels
from eigenscope.labs.kit.tensors.cells.placement import Placement
from eigenscope.labs.kit.tensors.cells.seen_cells import seen_lines
from eigenscope.labs.kit.tensors.step_layout import SIGN
from eigenscope.labs.kit.tensors.tensor_step import Indices
from eigenscope.scene.frame import Draw, Label, Style
from eigenscope.scene.geometry import Segments
from eigenscope.scene.slots import Slot

_LIT, _TAKEN, _TRUE = 0.42, 0.22, 0.18
_MOST_FRAMED = 300  # lit cells of a mosaic that have a border each


def item_draws(
    item: TensorItem,
    placement: Placement,
    view: View,
    *,
    ghost: bool = False,
    strength: float = 1.0,
    cells: Indices | None = None,
) -> Iterator[Draw]:
    """Yield what is drawn of an item.

    Parameters
    ----------
    ghost
        It is not there yet, only where it will be.
    strength
        How much of a mosaic is there, 0…1.
    cells
        Those that are there; else all are.
    """
    if item.tensor is None:
        return
    yield from block_draws(
        item.block, placement, item.name, item.slot, ghost=ghost and not item.many
    )
    yield from axis_draws(item.block, placement, item.axes, item.name, 1 / item.factor)
    if item.many:
        if strength > 0:
            style = Style(item.slot, opacity=strength)
            pictures = zip(item.pictures(cells), item.picture_corners, strict=True)
            for picture, corner in pictures:
                yield Draw(picture, style, placement.matrix(*corner), name=f"{item.name} mosaic")
            yield from seen_lines(item.block, placement, view, item.name)
    elif item.tensor.numbers.dtype == bool and strength > 0:
        true = np.flatnonzero(item.tensor.numbers.reshape(-1))
        true = true if cells is None else np.intersect1d(true, cells)
        if len(true):
            name = f"{item.name} true"
            yield lit_draw(item.block, placement, true.tolist(), item.slot, name, _TRUE)


def item_labels(
    item: TensorItem,
    placement: Placement,
    view: View,
    name: str,
    *,
    cells: Indices | None = None,
    bold: bool = False,
) -> Iterator[Label]:
    """Yield what is written of an item: its ``name``, its shape, and its numbers, or an answer."""
    if item.tensor is None:
        length = SIGN * placement.scale
        line = line_of_text(item.answer, (0.0, 0.0), view, length, slot=item.slot, bold=True)
        yield replace(line, position=placement.place(item.size[0] / 2, -0.5))
        return
    yield from heading_labels(
        item.block, placement, name, item.slot, item.axes, view, 1 / item.factor
    )
    yield from axis_labels(item.block, placement, item.axes, view, 1 / item.factor)
    yield from number_labels(
        item.block, placement, item.text, view, cells, letters=item.letters, bold=bold
    )
    if item.row_names or item.column_names:
        rows, columns = item.row_names, item.column_names
        along, down = item.axes[-1], item.axes[-2] if len(item.axes) > 1 else item.axes[-1]
        yield from name_labels(item.block, placement, (rows, down), (columns, along), view)


def lights(
    item: TensorItem, placement: Placement, cells: tuple[int, ...], *, taken: bool = False
) -> Iterator[Draw]:
    """Yield some cells of an item lit up; in a mosaic, whose colours say something, by a border.

    Those that are ``taken``, where others are left, are lit more faintly.
    """
    name = f"{item.name} {'taken' if taken else 'light'}"
    if not item.many:
        yield lit_draw(item.block, placement, cells, item.slot, name, _TAKEN if taken else _LIT)
    elif len(cells) <= MOST_LINED:
        matrix = placement.matrix(item.block.left, item.block.top)
        borders = _borders(item.block.put(0.0, 0.0), cells)
        yield Draw(borders, Style(Slot.INK, 2.0), matrix, name=name)


def copy_light(item: TensorItem, placement: Placement, cell: int) -> Draw:
    """Return a cell lit up among the copies of a stretched item and its own."""
    return lit_draw(item.whole, placement, (cell,), item.slot, f"{item.name} copy", _LIT)


@lru_cache(maxsize=64)
def _borders(block: Block, cells: tuple[int, ...]) -> Segments:
    """Return borders around cells: around each, or around all where they are too many."""
    corners = block.corners(np.array(cells, dtype=np.int64))
    low, high = corners.min(axis=0), corners.max(axis=0)
    size = np.array([block.width, -1.0, 0.0])
    wide, tall = high[0] - low[0] + block.width, high[1] - low[1] + 1.0
    if len(cells) > _MOST_FRAMED or round(wide / block.width) * round(tall) == len(cells):
        corners, size = np.array([[low[0], high[1], 0.0]]), np.array([wide, -tall, 0.0])
    ring = np.array([(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 0)], dtype=float) * size
    sides = np.stack([ring[:-1], ring[1:]], axis=1)
    return Segments((corners[:, None, None, :] + sides[None]).reshape(-1, 2, 3))
