"""Very many cells as one picture: blue below zero, red above, a faint grey at zero."""

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
_RISE = 0.6  # power of a number that is its strength: small ones are told from zero
_LOOKED_AT, _NEARLY_ALL, _FAR = 20_000, 0.99, 5.0
_SLIMMEST = 12.0  # sides of a sheet, one by the other
_MOST = 255  # shades to either side of zero
_AT_ONCE = 1 << 15  # cells whose shades are found together: as many as fit near the processor
_STRANGE, _NOTHING, _HIDDEN = 2 * _MOST + 1, 2 * _MOST + 2, 2 * _MOST + 3  # what is no shade
_GREY = (128, 128, 128, 96)


def as_mosaic(block: Block) -> Block:
    """Return a block whose cells, and the gaps between its sheets, are whole pixels.

    The cells of a single sheet that would be a thread are stretched across it.
    """
    width = 1.0
    if len(block.shape) <= 2 and block.count:
        slimness = block.rows / block.columns
        width = max(slimness / _SLIMMEST, min(1.0, slimness * _SLIMMEST))
    return replace(block, width=width, gap=1.0, deep=False)


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
    if len(block.shape) <= 2:  # the cells lie in memory as they are seen
        pixels = np.empty((block.rows, block.columns), dtype=np.uint32)
        flat = pixels.reshape(-1)
        for start in range(0, flat.size, _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            np.take(_table(), shades[some], out=flat[some], mode="clip")
    else:
        pixels = np.zeros((round(high), round(wide)), dtype=np.uint32)
        across = np.rint(grid.columns.starts).astype(int)
        down = np.rint(grid.rows.starts).astype(int)
        pixels[np.ix_(down, across)] = _table()[shades[grid.cells()]]
    corners = [(0.0, -high, 0.0), (wide, -high, 0.0), (0.0, 0.0, 0.0)]
    pixels.setflags(write=False)
    return Picture(pixels.view(np.uint8).reshape(*pixels.shape, 4), corners, cells=True)


def cell_colours(numbers: npt.NDArray[np.generic], largest: float) -> Pixels:
    """Return the colours (n, 4) of numbers; −∞, which masks make, is grey, nan and ∞ yellow."""
    return np.asarray(_table()[_shades(numbers, largest)].view(np.uint8).reshape(-1, 4))


def largest_of(numbers: npt.NDArray[np.generic]) -> float:
    """Return the size of the largest number that is finite, 1 if all are 0."""
    if numbers.dtype == bool or not numbers.size:
        return 1.0
    if numbers.dtype.kind == "c":
        numbers = np.abs(numbers)
    largest = max(map(abs, ends_of(numbers)))
    if not math.isfinite(largest):
        largest = max(map(abs, ends_of(numbers[np.isfinite(numbers)])))
    return largest or 1.0


def ends_of(numbers: npt.NDArray[np.generic]) -> tuple[float, float]:
    """Return the least and the largest of real numbers, nan with nan among them, 0 of none.

    Sizes would be a copy of all.
    """
    if not numbers.size:
        return 0.0, 0.0
    return float(numbers.min()), float(numbers.max())


def scale_of(numbers: npt.NDArray[np.generic]) -> float:
    """Return the size of a number that has the full colour: the largest, unless few are so large.

    Where nearly all are far smaller, they would have no colour; then it is about the largest of
    these, and what is beyond is clipped.
    """
    largest = largest_of(numbers)
    some = np.abs(numbers.flat[:: numbers.size // _LOOKED_AT + 1]).astype(np.float64)
    some = some[np.isfinite(some) & (some > 0)]
    if not some.size:
        return largest
    usual = 2 * float(np.quantile(some, _NEARLY_ALL))
    return usual if largest > _FAR * usual else largest


def _shades(numbers: npt.NDArray[np.generic], largest: float) -> npt.NDArray[np.int16]:
    """Return the place of each number's colour in the table."""
    values = np.abs(numbers) if np.iscomplexobj(numbers) else numbers
    flat = np.asarray(values).reshape(-1)
    kind = np.float32 if flat.dtype == np.float32 else np.float64
    shades = np.empty(flat.size, dtype=np.int16)
    scaled = np.empty(min(flat.size, _AT_ONCE), dtype=kind)
    for start in range(0, flat.size, _AT_ONCE):
        some = flat[start : start + _AT_ONCE]
        part = scaled[: some.size]
        with np.errstate(invalid="ignore", over="ignore"):
            np.divide(some, kind(largest or 1.0), out=part, dtype=kind)
            finite = np.isfinite(some)
            np.clip(part, -1.0, 1.0, out=part)
            np.multiply(part, _MOST, out=part)
            np.rint(part, out=part)
            np.add(part, _MOST, out=part)
            if not finite.all():
                part[~finite] = _STRANGE
                part[some == -math.inf] = _HIDDEN
            shades[start : start + _AT_ONCE] = part
    return shades


@cache
def _table() -> npt.NDArray[np.uint32]:
    """Return the colours of all shades, each as one number of four bytes."""
    colours = np.zeros((2 * _MOST + 4, 4), dtype=np.uint8)
    colours[:_MOST, :3], colours[_MOST:_STRANGE, :3] = _BELOW, _ABOVE
    strength = (np.abs(np.arange(-_MOST, _MOST + 1)) / _MOST) ** _RISE
    colours[:_STRANGE, 3] = np.rint(_FAINTEST + (255 - _FAINTEST) * strength)
    colours[_MOST, :3] = _GREY[:3]
    colours[_STRANGE] = (*_ODD, 255)
    colours[_HIDDEN] = _GREY
    return np.asarray(colours.view(np.uint32).reshape(-1))
