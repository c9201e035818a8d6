"""Very many cells as one picture: blue below zero, red above, nothing at zero."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Pixels
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.cells.grid import grid_of
from eigenscope.scene.geometry import Picture

_BELOW, _ABOVE, _ODD = (58, 128, 220), (220, 84, 62), (230, 200, 30)
_FAINTEST = 18  # of 255: a cell of zero is still a cell
_MOST = 255  # shades to either side of zero
_STRANGE, _NOTHING = 2 * _MOST + 1, 2 * _MOST + 2  # places of what is no shade


def as_mosaic(block: Block) -> Block:
    """Return a block whose cells, and the gaps between its sheets, are whole pixels."""
    return replace(block, width=1.0, gap=1.0, deep=False)


def mosaic(
    block: Block,
    numbers: npt.NDArray[np.generic],
    largest: float,
    among: npt.NDArray[np.bool_] | None = None,
) -> Picture:
    """Return the cells of a block that ``as_mosaic`` returned, a pixel a cell.

    ``largest`` is the size of a number that has the full colour; where ``among`` is False, there
    is nothing.
    """
    home = block.put(0.0, 0.0)
    wide, high, _ = home.size
    grid = grid_of(home)
    shades = _shades(numbers, largest)
    if among is not None:
        shades[~among] = _NOTHING
    pixels = np.zeros((round(high), round(wide)), dtype=np.uint32)
    across, down = np.rint(grid.columns.starts).astype(int), np.rint(grid.rows.starts).astype(int)
    pixels[np.ix_(down, across)] = _table()[shades[grid.cells()]]
    corners = [(0.0, -high, 0.0), (wide, -high, 0.0), (0.0, 0.0, 0.0)]
    return Picture(pixels.view(np.uint8).reshape(*pixels.shape, 4), corners, cells=True)


def cell_colours(numbers: npt.NDArray[np.generic], largest: float) -> Pixels:
    """Return the colours (n, 4) of numbers; what is not finite is yellow."""
    return np.asarray(_table()[_shades(numbers, largest)].view(np.uint8).reshape(-1, 4))


def largest_of(numbers: npt.NDArray[np.generic]) -> float:
    """Return the size of the largest number that is finite, 1 if all are 0."""
    if numbers.dtype == bool or not numbers.size:
        return 1.0
    sizes = np.abs(numbers)
    largest = float(sizes.max())
    if not math.isfinite(largest):
        largest = float(sizes[np.isfinite(sizes)].max(initial=0))
    return abs(largest) or 1.0


def _shades(numbers: npt.NDArray[np.generic], largest: float) -> npt.NDArray[np.int16]:
    """Return the place of each number's colour in the table."""
    values = np.abs(numbers) if np.iscomplexobj(numbers) else numbers
    flat = np.asarray(values).reshape(-1)
    kind = np.float32 if flat.dtype == np.float32 else np.float64
    scaled: npt.NDArray[np.floating] = np.array(flat, dtype=kind)
    finite = np.isfinite(scaled)
    with np.errstate(invalid="ignore", over="ignore"):
        np.divide(scaled, largest or 1.0, out=scaled)
        np.clip(scaled, -1.0, 1.0, out=scaled)
        np.multiply(scaled, _MOST, out=scaled)
        if not finite.all():
            scaled[~finite] = _STRANGE - _MOST
        return np.asarray(np.rint(scaled).astype(np.int16) + np.int16(_MOST))


@cache
def _table() -> npt.NDArray[np.uint32]:
    """Return the colours of all shades, each as one number of four bytes."""
    colours = np.zeros((2 * _MOST + 3, 4), dtype=np.uint8)
    colours[:_MOST, :3], colours[_MOST:_STRANGE, :3] = _BELOW, _ABOVE
    strength = np.abs(np.arange(-_MOST, _MOST + 1)) / _MOST
    colours[:_STRANGE, 3] = np.rint(_FAINTEST + (255 - _FAINTEST) * strength)
    colours[_STRANGE] = (*_ODD, 255)
    return np.asarray(colours.view(np.uint32).reshape(-1))
