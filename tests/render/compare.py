"""How far two pictures of the same thing differ, away from edges, where anti-aliasing may."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage


def pixels(image: QImage) -> npt.NDArray[np.int16]:
    """Return an image's red, green and blue, (h, w, 3)."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), dtype=np.uint8).reshape(plain.height(), -1)
    return rows[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3).astype(np.int16)


def _apart(first: npt.NDArray[np.int16], second: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
    """Return by how much the colour that differs most does, (h, w)."""
    red, green, blue = np.moveaxis(np.abs(first - second), -1, 0)
    # A maximum along an axis of three takes ten times as long.
    most: npt.NDArray[np.int16] = np.maximum(np.maximum(red, green), blue)
    return most


def _edges(picture: npt.NDArray[np.int16], contrast: int) -> npt.NDArray[np.bool_]:
    """Return which pixels are at an edge, (h, w)."""
    edge = np.zeros(picture.shape[:2], dtype=bool)
    across = _apart(picture[:, 1:], picture[:, :-1]) > contrast
    down = _apart(picture[1:], picture[:-1]) > contrast
    edge[:, 1:] |= across
    edge[:, :-1] |= across
    edge[1:] |= down
    edge[:-1] |= down
    return edge


def _widened(mask: npt.NDArray[np.bool_], reach: int) -> npt.NDArray[np.bool_]:
    """Return which pixels are so near to those of a mask, (h, w)."""
    for _ in range(reach):
        wider = mask.copy()
        wider[1:] |= mask[:-1]
        wider[:-1] |= mask[1:]
        wider[:, 1:] |= mask[:, :-1]
        wider[:, :-1] |= mask[:, 1:]
        mask = wider
    return mask


def disagreement(
    first: QImage, second: QImage, *, edge: int = 2, tolerance: int = 12, contrast: int = 10
) -> float:
    """Return the part of all pixels, away from edges in both, that differ by more than a bit.

    Parameters
    ----------
    edge
        How near an edge, in pixels, a difference does not count.
    tolerance
        How much a colour may differ, of 255.
    contrast
        From which step between neighbours on there is an edge.
    """
    a, b = pixels(first), pixels(second)
    if a.shape != b.shape:
        return 1.0
    near = _widened(_edges(a, contrast) | _edges(b, contrast), edge)
    return float(((_apart(a, b) > tolerance) & ~near).mean())


def different_at_all(first: QImage, second: QImage, tolerance: int = 40) -> float:
    """Return the part of all pixels, edges too, that differ clearly: catches a missing line."""
    return float((_apart(pixels(first), pixels(second)) > tolerance).mean())
