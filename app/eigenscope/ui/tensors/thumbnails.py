"""Small pictures of tensors, from a few of their numbers, so that one sees what one is choosing."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from eigenscope.arrays import Floats
from eigenscope.engine.runtime.jobs import Cancellation
from eigenscope.readers.sampling import sample
from eigenscope.readers.tensor_file import ReaderError, TensorEntry, TensorFile, flat_shape
from eigenscope.ui.style.colour_scale import colour_scale
from eigenscope.ui.style.theme import current_theme
from eigenscope.ui.tensors.shared_file import SharedFile

SIDE = 48  # pixels, and numbers that are read of a side
_NARROWEST = 10  # pixels of the shorter side of a very long tensor
_PATIENCE = 0.1  # seconds after which the pictures that are ready are shown
_MOST_UNPACKED = 64_000_000  # bytes: a packed tensor must be unpacked from its start
_FAR = 2.0  # percent of the numbers at either end that do not set the colours


@dataclass(frozen=True, eq=False)
class Thumbnail:
    """Some numbers of a tensor, at most (48, 48), and the range of their colours.

    ``shape`` is that of the whole, as a matrix.
    """

    values: Floats
    shape: tuple[int, int]
    low: float
    high: float
    diverging: bool


def read_thumbnails(
    shared: SharedFile, wanted: Sequence[TensorEntry], cancellation: Cancellation
) -> dict[str, Thumbnail | None]:
    """Return the pictures of the first tensors wanted, as many as get ready in a moment.

    One at least; None for what has no picture. Runs on a worker.
    """
    thumbnails: dict[str, Thumbnail | None] = {}
    began = time.monotonic()
    with shared.reading() as file:
        for entry in wanted:
            cancellation.check()
            thumbnails[entry.name] = read_thumbnail(file, entry)
            if time.monotonic() - began > _PATIENCE:
                break
    return thumbnails


def read_thumbnail(file: TensorFile, entry: TensorEntry) -> Thumbnail | None:
    """Return the picture of a tensor, or None if it has none or would take long."""
    if file.path.suffix.lower() == ".npz" and entry.nbytes > _MOST_UNPACKED:
        return None
    try:
        values = sample(file, entry.name, SIDE, SIDE).values.astype(np.float64)
    except ReaderError:  # said once somebody chooses it
        return None
    shape = flat_shape(entry.shape)
    finite = values[np.isfinite(values)]
    if not finite.size:
        return Thumbnail(values, shape, 0.0, 1.0, diverging=False)
    low, high = (float(end) for end in np.percentile(finite, (_FAR, 100 - _FAR)))
    if low < 0 < high:
        reach = max(-low, high)
        return Thumbnail(values, shape, -reach, reach, diverging=True)
    return Thumbnail(values, shape, low, high, diverging=False)


def blank() -> QPixmap:
    """Return the room of a picture that is not there yet."""
    room = QPixmap(SIDE, SIDE)
    room.fill(Qt.GlobalColor.transparent)
    return room


def painted(thumbnail: Thumbnail, ratio: float = 1.0) -> QPixmap:
    """Return a picture in the colours of the present theme, about as tall and wide as the tensor.

    ``ratio`` is that of the screen's pixels to the interface's.
    """
    colours = colour_scale(thumbnail.low, thumbnail.high, thumbnail.diverging)
    pixels = np.ascontiguousarray(colours.paint(thumbnail.values))
    height, width = pixels.shape[:2]
    image = QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888)
    room = blank().scaled(QSize(SIDE, SIDE) * ratio)
    room.setDevicePixelRatio(ratio)
    longest = max(thumbnail.shape)
    tall, wide = (max(_NARROWEST, round(SIDE * side / longest)) for side in thumbnail.shape)
    place = QRect(0, 0, wide, tall)
    place.moveCenter(QRect(0, 0, SIDE, SIDE).center())
    painter = QPainter(room)
    painter.drawImage(place, image)
    painter.setPen(QColor(current_theme().interface["border"]))
    painter.drawRect(place.adjusted(0, 0, -1, -1))
    painter.end()
    return room
