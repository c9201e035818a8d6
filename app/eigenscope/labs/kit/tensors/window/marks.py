"""Marks on the sheets that a window slides over: the window, its cells, the border, missed cells.

All is made once at the window's first place; a matrix carries it to any other.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.tensors.cells.block_draws import MOST_NUMBERS, faces_at
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.tensor_step import Indices
from eigenscope.labs.kit.tensors.window.sliding import Pair, Sliding
from eigenscope.scene.geometry import Segments, Triangles

_DASHES = ((0.12, 0.38), (0.62, 0.88))  # of a cell's side
_HATCH = ((0.0, 0.5), (0.5, 1.0)), ((0.0, 0.0), (1.0, 1.0)), ((0.5, 0.0), (1.0, 0.5))
"""Three strokes across a cell, each from a place to a place, right and up from its lower left."""


@lru_cache(maxsize=64)
def window_outline(block: Block, sliding: Sliding, channels: tuple[int, ...]) -> Segments:
    """Return the border of the window at its first place, on some sheets of a block at home."""
    rows, columns = sliding.reach
    ring = _ring(columns * block.width, float(rows))
    return _on(_corners(block, sliding, channels), ring)


@lru_cache(maxsize=64)
def window_cells(block: Block, sliding: Sliding, channels: tuple[int, ...]) -> Triangles:
    """Return the faces of the cells that the window covers at its first place."""
    return faces_at(block.corners(first_covered(sliding, channels)), block.width)


@lru_cache(maxsize=64)
def border_lines(block: Block, sliding: Sliding) -> Segments:
    """Return dashed lines around the cells of the border; around all of it where they are many."""
    sides = np.array([[(0, 0), (1, 0)], [(0, 0), (0, 1)], [(1, 0), (1, 1)], [(0, 1), (1, 1)]])
    cells = np.flatnonzero(sliding.border)
    rows, columns = sliding.padded
    if block.count > MOST_NUMBERS or not len(cells):
        return _on(_sheet_corners(block, sliding), _ring(columns * block.width, float(rows)))
    at = np.divmod(cells, columns)
    ends = np.stack(at[::-1], axis=1)[:, None, None] + sides  # (cells, 4, 2, 2)
    lines = np.unique(ends.reshape(-1, 4), axis=0).reshape(-1, 2, 2).astype(float)
    start, way = lines[:, :1], lines[:, 1:] - lines[:, :1]
    dashes = np.concatenate([start + way * np.array(dash)[None, :, None] for dash in _DASHES])
    return _on(_sheet_corners(block, sliding), _upright(dashes, block.width))


@lru_cache(maxsize=64)
def border_cells(block: Block, sliding: Sliding) -> Triangles:
    """Return the faces of the border, on all sheets: four strips on each."""
    (top, left), (bottom, right) = sliding.before, sliding.after
    rows, columns = sliding.padded
    middle = rows - top - bottom
    strips = [
        (0, 0, columns, top),
        (rows - bottom, 0, columns, bottom),
        (top, 0, left, middle),
        (top, columns - right, right, middle),
    ]
    faces = [
        _rectangle(column * block.width, -row, wide * block.width, high)
        for row, column, wide, high in strips
        if wide and high
    ]
    return _spread(_sheet_corners(block, sliding), np.concatenate(faces))


@lru_cache(maxsize=64)
def missed_cells(block: Block, sliding: Sliding) -> Segments:
    """Return strokes across the cells that the window never covers, on all sheets."""
    rows, columns = np.divmod(sliding.missed, sliding.padded[1])
    strokes = np.array(_HATCH) * (1, -1) + (0, 1)
    ends = np.stack([columns, rows], axis=1)[:, None, None] + strokes
    return _on(_sheet_corners(block, sliding), _upright(ends.reshape(-1, 2, 2), block.width))


@lru_cache(maxsize=64)
def cell_outline(block: Block, cell: int) -> Segments:
    """Return the border of one cell."""
    return _on(block.corners(np.array([cell])), _ring(block.width, 1.0))


@lru_cache(maxsize=32)
def cover_below(block: Block, size: Pair) -> tuple[Triangles, Triangles]:
    """Return what hides all rows of all sheets, a sheet being of a size; and none of them."""
    wide, high = size[1] * block.width, float(size[0])
    corners = _every_sheet(block, size)
    whole = _spread(corners, _rectangle(0.0, 0.0, wide, high))
    return whole, _spread(corners, _rectangle(0.0, -high, wide, 0.0))


@lru_cache(maxsize=32)
def cover_row(block: Block, size: Pair) -> tuple[Triangles, Triangles]:
    """Return what hides the first row of all sheets, and none of it."""
    wide = size[1] * block.width
    corners = _every_sheet(block, size)
    whole = _spread(corners, _rectangle(0.0, 0.0, wide, 1.0))
    return whole, _spread(corners, _rectangle(wide, 0.0, 0.0, 1.0))


def first_covered(sliding: Sliding, channels: tuple[int, ...]) -> Indices:
    """Return the cells that the window covers at its first place on some sheets, as indices."""
    size = sliding.padded[0] * sliding.padded[1]
    return np.asarray((np.array(channels)[:, None] * size + sliding.covered(0)).reshape(-1))


def _ring(wide: float, high: float) -> Floats:
    """Return the sides (4, 2, 3) of a rectangle whose upper left corner is the origin."""
    ring = [(0, 0, 0), (wide, 0, 0), (wide, -high, 0), (0, -high, 0)]
    return np.array([[ring[k], ring[(k + 1) % 4]] for k in range(4)], dtype=float)


def _upright(lines: Floats, width: float) -> Floats:
    """Return lines (n, 2, 2) of columns to the right and rows down as places (n, 2, 3)."""
    places = np.zeros((len(lines), 2, 3))
    places[..., 0], places[..., 1] = lines[..., 0] * width, -lines[..., 1]
    return places


def _corners(block: Block, sliding: Sliding, channels: tuple[int, ...]) -> Floats:
    size = sliding.padded[0] * sliding.padded[1]
    return block.corners(np.array(channels, dtype=np.int64) * size)


def _sheet_corners(block: Block, sliding: Sliding) -> Floats:
    return _every_sheet(block, sliding.padded)


def _every_sheet(block: Block, size: Pair) -> Floats:
    """Return the upper left corner of each sheet, a sheet being of a size."""
    return block.corners(np.arange(0, block.count, size[0] * size[1], dtype=np.int64))


def _on(corners: Floats, lines: Floats) -> Segments:
    return Segments((corners[:, None, None, :] + lines[None]).reshape(-1, 2, 3))


def _rectangle(left: float, top: float, wide: float, high: float) -> Floats:
    """Return the two faces (2, 3, 3) of a rectangle."""
    right, low = left + wide, top - high
    ring = [(left, low, 0), (right, low, 0), (right, top, 0), (left, top, 0)]
    return np.array([[ring[0], ring[1], ring[2]], [ring[0], ring[2], ring[3]]], dtype=float)


def _spread(corners: Floats, faces: Floats) -> Triangles:
    """Return the same faces on each of some sheets."""
    return Triangles((corners[:, None, None, :] + faces[None]).reshape(-1, 3, 3))
