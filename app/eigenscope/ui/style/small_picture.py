"""A matrix as a picture of a few pixels, for lists."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from eigenscope.ui.style.colour_scale import colour_scale


def small_picture(values: npt.NDArray[Any], side: int) -> QImage:
    """Return real values (m, n) as colours, at most ``side`` pixels wide and high.

    The scale is that with a middle for all, so that pictures side by side mean the same.
    """
    numbers = values.astype(np.float64)
    known = numbers[np.isfinite(numbers)]
    reach = float(np.abs(known).max()) if known.size else 1.0
    pixels = np.ascontiguousarray(colour_scale(-reach, reach, True).paint(numbers))
    rows, columns = numbers.shape
    image = QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888)
    scale = side / max(rows, columns)
    size = QSize(max(2, math.floor(columns * scale)), max(2, math.floor(rows * scale)))
    return image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.FastTransformation
    )
