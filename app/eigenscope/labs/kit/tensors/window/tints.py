"""A hue for each cell of a kernel: where the same hue is, there the same weight is at work.

They are pictures, a pixel a cell, because a matrix of thousands of cells is then one draw.
"""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from eigenscope.arrays import Pixels
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.tensor_step import Indices
from eigenscope.labs.kit.tensors.window.sliding import Sliding
from eigenscope.scene.geometry import Picture

_ALPHA = 105  # of 255: numbers are read on it, in light and dark
_SATURATION, _DARKEST = 0.8, 0.55
NOTHING = -1


@lru_cache(maxsize=16)
def hues(kernel: int, channels: int) -> Pixels:
    """Return the colours (channels·kernel + 1, 4) of a filter's cells; the last is nothing's.

    Around the kernel the hue turns, and from channel to channel it gets darker.
    """
    colours = np.zeros((channels * kernel + 1, 4), dtype=np.uint8)
    for channel in range(channels):
        value = 0.95 - (0.95 - _DARKEST) * channel / max(channels - 1, 1)
        for cell in range(kernel):
            colour = colorsys.hsv_to_rgb(cell / kernel, _SATURATION, value)
            colours[channel * kernel + cell] = [*(round(255 * part) for part in colour), _ALPHA]
    return colours


def opaque(colours: Pixels) -> Pixels:
    """Return colours that hide what is behind them, but for nothing's."""
    strong = colours.copy()
    strong[:-1, 3] = 255
    return strong


def tint(cells: Indices, colours: Pixels, width: float, size: Sequence[int]) -> Picture:
    """Return a picture of the hues (rows, columns) of cells, its upper left corner at the origin.

    ``size`` are the rows and columns that it covers, a column being so wide.
    """
    high, wide = size[0], size[1] * width
    return Picture(colours[cells], _corners(wide, high), cells=True)


def window_tints(
    block: Block, sliding: Sliding, channels: tuple[int, ...], colours: Pixels
) -> tuple[Picture, ...]:
    """Return the hues of the window at its first place, one picture for each sheet."""
    kernel = sliding.kernel[0] * sliding.kernel[1]
    size = sliding.padded[0] * sliding.padded[1]
    corners = block.corners(np.array(channels, dtype=np.int64) * size)
    pictures = []
    for number, corner in enumerate(corners):
        cells = np.full(sliding.reach, NOTHING, dtype=np.int64)
        first = number * kernel % (len(colours) - 1)  # of another group they are the same again
        own = first + np.arange(kernel).reshape(sliding.kernel)
        cells[:: sliding.dilation[0], :: sliding.dilation[1]] = own
        places = np.array(_corners(sliding.reach[1] * block.width, sliding.reach[0]))
        pictures.append(Picture(colours[cells], places + corner, cells=True))
    return tuple(pictures)


def kernel_tints(block: Block, sliding: Sliding, colours: Pixels) -> tuple[Picture, ...]:
    """Return the hues of all filters that a block shows, one picture for each sheet."""
    kernel = sliding.kernel[0] * sliding.kernel[1]
    corners = block.corners(np.arange(0, block.count, kernel, dtype=np.int64))
    channels = (len(colours) - 1) // kernel
    places = np.array(_corners(sliding.kernel[1] * block.width, sliding.kernel[0]))
    pictures = []
    for number, corner in enumerate(corners):
        own = number % channels * kernel + np.arange(kernel).reshape(sliding.kernel)
        pictures.append(Picture(colours[own], places + corner, cells=True))
    return tuple(pictures)


def _corners(wide: float, high: float) -> list[tuple[float, float, float]]:
    return [(0.0, -high, 0.0), (wide, -high, 0.0), (0.0, 0.0, 0.0)]
