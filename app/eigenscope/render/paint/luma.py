"""Colours as luminance and colour differences, as films keep them.

To bring a picture from red, green and blue to what a codec takes costs as much as painting it. But
the way there is affine, and blending is an affine combination: so if every colour is brought there
before it is painted, the picture is there when it is painted.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from PySide6.QtGui import QColor, QImage

from eigenscope.arrays import Pixels
from eigenscope.scene.palette import Colour, Palette

_RED, _GREEN, _BLUE = 0.2126, 0.7152, 0.0722  # parts of luminance, ITU-R BT.709
_LUMA = np.array([_RED, _GREEN, _BLUE])
# Rows: Y, U, V; columns: red, green, blue, all 0…1, and one (for what is translucent, its alpha).
# Luminance lies in 16…235, differences in 16…240 about 128.
_TO_PLANES = np.array(
    [
        [*(219 * _LUMA), 16],
        [*(224 / (2 * (1 - _BLUE)) * (np.array([0, 0, 1]) - _LUMA)), 128],
        [*(224 / (2 * (1 - _RED)) * (np.array([1, 0, 0]) - _LUMA)), 128],
    ]
)


def luma_colour(colour: QColor) -> QColor:
    """Return a colour with Y, U and V where blue, green and red were."""
    brought = QColor(*_brought(colour.redF(), colour.greenF(), colour.blueF()))
    brought.setAlphaF(colour.alphaF())
    return brought


def luma_palette(palette: Palette) -> Palette:
    """Return a palette whose colours are brought there; shades of them are not to be made."""
    colours, letters = (
        {slot: _luma(colour) for slot, colour in each.items()}
        for each in (palette.colours, palette.letters)
    )
    return replace(palette, colours=colours, letters=letters)


def _luma(colour: Colour) -> Colour:
    brought = luma_colour(QColor.fromRgbF(*colour))
    return brought.redF(), brought.greenF(), brought.blueF(), brought.alphaF()


@lru_cache(maxsize=1024)
def _brought(red: float, green: float, blue: float) -> tuple[int, int, int]:
    y, u, v = (round(float(value)) for value in _TO_PLANES @ [red, green, blue, 1.0])
    return v, u, y


def luma_image(image: QImage) -> QImage:
    """Return an image with Y, U and V where blue, green and red were."""
    form = QImage.Format.Format_ARGB32_Premultiplied
    source = image.convertToFormat(form)
    width, height = source.width(), source.height()
    values = np.frombuffer(source.constBits(), np.uint8).reshape(height, width, 4)
    # Blue comes first, so the matrix's columns are turned round; alpha stands where the one was.
    matrix = (_TO_PLANES[:, [2, 1, 0, 3]] / 255).astype(np.float32)
    planes = np.empty((height, width, 4), np.uint8)
    planes[..., :3] = np.rint(values @ matrix.T)
    planes[..., 3] = values[..., 3]
    return QImage(planes.data, width, height, 4 * width, form).copy()


def sort_planes(pixels: Pixels, luminance: Pixels, differences: Pixels) -> None:
    """Sort what was painted in these colours into what codecs call NV12.

    Parameters
    ----------
    pixels
        (h, w, 4), of even height and width.
    luminance
        (h, w), to be filled.
    differences
        (h / 2, w), to be filled with U and V in turn, of every second pixel in every second row.
    """
    words = pixels.view("<u4")[..., 0]
    # NumPy cuts words down to their lowest byte much faster than it gathers every fourth byte.
    np.copyto(luminance, words, casting="unsafe")
    np.copyto(differences.view("<u2"), words[::2, ::2] >> 8, casting="unsafe")
