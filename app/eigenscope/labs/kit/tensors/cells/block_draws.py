"""A block of cells as draws: lines, brackets, lit cells, numbers; very many as one picture.

Geometry is made once for a shape and put into its place by a matrix, so that what moves or grows
uploads nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import NUMBER, pixels, text_size
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.cells.placement import Placement
from eigenscope.labs.kit.tensors.cells.seen_cells import seen_part
from eigenscope.labs.kit.tensors.cells.sheets import not_hidden
from eigenscope.labs.kit.tensors.tensor_step import Indices
from eigenscope.scene.frame import Draw, Label, Style
from eigenscope.scene.geometry import Segments, Triangles
from eigenscope.scene.slots import Slot

MOST_LINED = 2_500
"""Cells of a block that are drawn one by one; more are a mosaic."""

MOST_NUMBERS = 700
"""Numbers of a block that are written; of more only those that are in view."""

_READABLE = 5.0  # pixels of a number's letters
_QUIET = 0.72  # of a sheet, before what is behind it
_BRACKET = 0.14  # length of a bracket's feet
_OUTSIDE = 0.05  # of a bracket from the cells
_DASHES = 4  # to the side of a cell that is not there yet


def block_draws(
    block: Block, placement: Placement, name: str, slot: Slot, *, ghost: bool = False
) -> Iterator[Draw]:
    """Yield a block's brackets in the colour of its slot, and the lines between its cells.

    Of a ``ghost``, which is not there yet, the lines are dashed and there are no brackets.
    """
    matrix = placement.matrix(block.left, block.top)
    home = block.put(0.0, 0.0)
    if not ghost:  # the first, for it tells the colour of the whole
        sides = _brackets(home) if block.shape else _outlines(home)  # a number has no brackets
        yield Draw(sides, Style(slot, 2.0), matrix, name=f"{name} bracket")
    if block.deep:
        style = Style(Slot.BACKGROUND, opacity=_QUIET)
        yield Draw(_sheets(home), style, matrix, name=f"{name} sheets")
    if block.count <= MOST_LINED:
        if ghost:
            style = Style(Slot.AXIS, 1.0, opacity=0.55)
            yield Draw(_dashed(home), style, matrix, name=f"{name} ghost")
            return
        yield Draw(_lines(home), Style(Slot.GHOST, 1.0), matrix, name=f"{name} cells")
    else:
        yield Draw(_outlines(home), Style(Slot.GHOST, 1.0), matrix, name=f"{name} cells")


def lit_draw(
    block: Block,
    placement: Placement,
    cells: Sequence[int],
    slot: Slot,
    name: str,
    strength: float = 0.25,
) -> Draw:
    """Return some cells of a block lit up."""
    faces = cell_faces(block.put(0.0, 0.0), tuple(cells))
    matrix = placement.matrix(block.left, block.top)
    return Draw(faces, Style(slot, opacity=strength), matrix, name=name)


def number_labels(
    block: Block,
    placement: Placement,
    text: Callable[[int], str],
    view: View,
    cells: Indices | None = None,
    *,
    letters: float = NUMBER,
    bold: bool = False,
    slot: Slot = Slot.INK,
) -> Iterator[Label]:
    """Yield the numbers in the cells in view, or in some of them, where they can be read.

    ``letters`` is their size in heights of a cell.
    """
    if not numbers_written(block, placement, view, letters):
        return
    chosen = cells
    if not block.deep and block.count > MOST_NUMBERS:
        shown = seen_part(block, placement, view, whole=True)
        assert shown is not None
        chosen = shown.cells(block)
        if cells is not None:
            chosen = chosen[np.isin(chosen, cells)]
    elif chosen is None:
        chosen = np.arange(block.count)
    if block.deep:
        chosen = chosen[not_hidden(block, placement, view, chosen)]
        if len(chosen) > MOST_NUMBERS:
            return
    size = text_size(view, letters * placement.scale)
    places = placement.places(block.middles(chosen)).tolist()
    for cell, place in zip(chosen.tolist(), places, strict=True):
        yield number_label(text(cell), (place[0], place[1], place[2]), size, slot, bold=bold)


def number_label(
    text: str, place: tuple[float, float, float], size: float, slot: Slot, *, bold: bool = False
) -> Label:
    """Return a number in the middle of a cell."""
    return Label(text, place, slot, size=size, bold=bold, priority=-1, fixed=True, ground=False)


def numbers_written(
    block: Block, placement: Placement, view: View, letters: float = NUMBER
) -> bool:
    """Tell whether a block has numbers in a view: they can be read, and are not too many."""
    if not numbers_readable(placement, view, letters):
        return False
    if block.deep or block.count <= MOST_NUMBERS:
        return True
    shown = seen_part(block, placement, view, whole=True)
    return shown is not None and shown.count <= MOST_NUMBERS


def numbers_readable(placement: Placement, view: View, letters: float = NUMBER) -> bool:
    """Tell whether numbers with letters of such a size, in heights of a cell, can be read."""
    return pixels(view, letters * placement.scale) >= _READABLE


@lru_cache(maxsize=256)
def cell_faces(block: Block, cells: tuple[int, ...]) -> Triangles:
    """Return the faces of some cells."""
    return faces_at(block.corners(np.asarray(cells, dtype=np.int64)), block.width)


def faces_at(corners: Floats, width: float, margin: float = 0.0) -> Triangles:
    """Return faces (2n) of cells by their upper left corners (n, 3), a little smaller or not."""
    left, right, top, low = margin, width - margin, -margin, margin - 1.0
    square = np.array(
        [
            [(left, low, 0), (right, low, 0), (right, top, 0)],
            [(left, low, 0), (right, top, 0), (left, top, 0)],
        ]
    )
    return Triangles((corners[:, None, None, :] + square[None]).reshape(-1, 3, 3))


def cell_lines(shape: tuple[int, ...]) -> Segments:
    """Return the lines between cells that are unit squares, from the upper left corner."""
    return _lines(Block(shape))


@lru_cache(maxsize=128)
def _lines(block: Block) -> Segments:
    """Return the lines between the cells of all sheets."""
    rows, columns, width = block.rows, block.columns, block.width
    across = [[(0, -i, 0), (columns * width, -i, 0)] for i in range(rows + 1)]
    down = [[(j * width, 0, 0), (j * width, -rows, 0)] for j in range(columns + 1)]
    return _on_sheets(block, np.array([*across, *down], dtype=float))


@lru_cache(maxsize=64)
def _sheets(block: Block) -> Triangles:
    """Return the faces of all sheets."""
    wide, low = block.columns * block.width, -float(block.rows)
    square = np.array(
        [
            [(0, low, 0), (wide, low, 0), (wide, 0, 0)],
            [(0, low, 0), (wide, 0, 0), (0, 0, 0)],
        ]
    )
    corners = block.sheet_corners()
    return Triangles((corners[:, None, None, :] + square[None]).reshape(-1, 3, 3))


@lru_cache(maxsize=128)
def _dashed(block: Block) -> Segments:
    """Return the same lines in dashes."""
    lines = _lines(replace(block, shape=block.shape[-2:])).points.astype(float)
    dashes = []
    for start, end in lines:
        count = max(round(float(np.abs(end - start).sum())) * _DASHES, 1)
        step = (end - start) / count
        dashes += [(start + (k + 0.2) * step, start + (k + 0.8) * step) for k in range(count)]
    return _on_sheets(block, np.array(dashes))


@lru_cache(maxsize=64)
def _outlines(block: Block) -> Segments:
    """Return the borders of all sheets."""
    wide, high = block.columns * block.width, float(block.rows)
    corners = [(0, 0, 0), (wide, 0, 0), (wide, -high, 0), (0, -high, 0)]
    sides = [[corners[k], corners[(k + 1) % 4]] for k in range(4)]
    return _on_sheets(block, np.array(sides, dtype=float))


@lru_cache(maxsize=128)
def _brackets(block: Block) -> Segments:
    """Return the brackets of all sheets."""
    wide, high = block.columns * block.width, float(block.rows)
    sides = []
    for x, foot in ((-_OUTSIDE, _BRACKET), (wide + _OUTSIDE, -_BRACKET)):
        sides += [[(x, 0, 0), (x, -high, 0)]]
        sides += [[(x, y, 0), (x + foot, y, 0)] for y in (0.0, -high)]
    return _on_sheets(block, np.array(sides, dtype=float))


def _on_sheets(block: Block, lines: Floats) -> Segments:
    corners = block.sheet_corners()
    return Segments((corners[:, None, None, :] + lines[None]).reshape(-1, 2, 3))
