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


def _edges(picture: npt.NDArray[np.int16], contrast: int, reach: int) -> npt.NDArray[np.bool_]:
    """Return which pixels have an edge within ``reach``, (h, w)."""
    edge = np.zeros(picture.shape[:2], dtype=bool)
    across = np.abs(np.diff(picture, axis=1)).max(axis=2) > contrast
    down = np.abs(np.diff(picture, axis=0)).max(axis=2) > contrast
    edge[:, 1:] |= across
    edge[:, :-1] |= across
    edge[1:] |= down
    edge[:-1] |= down
    for _ in range(reach):
        wider = edge.copy()
        wider[1:] |= edge[:-1]
        wider[:-1] |= edge[1:]
        wider[:, 1:] |= edge[:, :-1]
        wider[:, :-1] |= edge[:, 1:]
        edge = wider
    return edge


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
    calm = ~(_edges(a, contrast, edge) | _edges(b, contrast, edge))
    differs = np.abs(a - b).max(axis=2) > tolerance
    return float((differs & calm).mean())


def different_at_all(first: QImage, second: QImage, tolerance: int = 40) -> float:
    """Return the part of all pixels, edges too, that differ clearly: catches a missing line."""
    a, b = pixels(first), pixels(second)
    return float((np.abs(a - b).max(axis=2) > tolerance).mean())
