"""An image as few enough cells of even colour to be written as text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage

from eigenscope.arrays import Pixels

MOST_CELLS: Final = 48
"""Along the longer side, of a picture whose pixels may be mixed."""

MOST_EXACT: Final = 6400
"""Cells up to which each keeps its own colour; of more, some are left out and none is mixed."""

_LEVELS = 31  # of each channel: cells of nearly the same colour share one
_OVERLAP = 0.05  # of a cell, under its neighbour, so that no seam shows


def mosaic(
    area: QRectF, image: QImage, opacity: float, *, mixed: bool = True
) -> list[tuple[QColor, list[QRectF]]]:
    """Return an image as a mosaic.

    Parameters
    ----------
    area
        What the image is laid on.
    image
        Cells are averages of its pixels; or, unless they are ``mixed``, some of them.
    opacity
        Dims all of it.
    mixed
        Whether pixels may be averaged.

    Returns
    -------
    list of tuple
        Colours with their opacity, and for each the parts of ``area`` that have it.
    """
    cells = _averages(image) if mixed else some_pixels(image)
    rows, columns = cells.shape[:2]
    high, wide = area.height() / rows, area.width() / columns
    parts_of: dict[tuple[int, ...], list[QRectF]] = {}
    for row in range(rows):
        for colour, first, count in _runs(cells[row]):
            if colour[3] == 0:
                continue
            part = QRectF(area.x() + first * wide, area.y() + row * high, count * wide, high)
            if colour[3] * opacity == 255:
                part = part.adjusted(0, 0, _OVERLAP * wide, _OVERLAP * high) & area
            parts_of.setdefault(colour, []).append(part)
    return [(_dimmed(QColor(*colour), opacity), parts) for colour, parts in parts_of.items()]


def _dimmed(colour: QColor, opacity: float) -> QColor:
    colour.setAlphaF(colour.alphaF() * opacity)
    return colour


def some_pixels(image: QImage) -> Pixels:
    """Return the colours of as many pixels as can be written, (h, w, 4), evenly chosen."""
    rgba = _pixels(image)
    stride = 1
    while -(-rgba.shape[0] // stride) * -(-rgba.shape[1] // stride) > MOST_EXACT:
        stride += 1
    return rgba[stride // 2 :: stride, stride // 2 :: stride] if stride > 1 else rgba


def _averages(image: QImage) -> Pixels:
    """Return the colours of cells, (h, w, 4), not premultiplied."""
    size = image.size()
    if max(size.width(), size.height()) > MOST_CELLS:
        size = size.scaled(MOST_CELLS, MOST_CELLS, Qt.AspectRatioMode.KeepAspectRatio)
        size = size.expandedTo(QSize(1, 1))
    smooth = Qt.TransformationMode.SmoothTransformation
    small = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    rgba = _pixels(small)
    return (np.rint(np.rint(rgba / 255 * _LEVELS) / _LEVELS * 255)).astype(np.uint8)


def _pixels(image: QImage) -> Pixels:
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rgba = np.frombuffer(plain.constBits(), dtype=np.uint8)
    return rgba.reshape(plain.height(), plain.width(), 4).copy()  # four bytes: no row is padded


def _runs(row: Pixels) -> Iterator[tuple[tuple[int, ...], int, int]]:
    """Yield the colours of a row with where each begins and how many cells have it."""
    first = 0
    for colour, cells in groupby(map(tuple, row.tolist())):
        count = len(list(cells))
        yield colour, first, count
        first += count
