"""Filling a histogram by the outline of all its bars, beside filling all its triangles at once."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPolygonF

from eigenscope.export.pictures import ensure_gui_application
from eigenscope.render.paint.outlines import faces_path
from eigenscope.render.paint.rasters import RasterPainter

SIZE = (2400, 1600)
COUNTS = (25, 100, 400)


def triangles(count: int) -> list[np.ndarray]:
    """Return so many bars as triangles (3, 2) in pixels, two to a bar."""
    heights = np.random.default_rng(0).uniform(0.1, 1, count) * SIZE[1]
    edges = np.linspace(0, SIZE[0], count + 1)
    found = []
    for left, right, top in zip(edges[:-1], edges[1:], SIZE[1] - heights, strict=True):
        corners = np.array([[left, SIZE[1]], [right, SIZE[1]], [right, top], [left, top]])
        found += [corners[[0, 1, 2]], corners[[0, 2, 3]]]
    return found


def separate(faces: list[np.ndarray]) -> QPainterPath:
    """Return triangles as one path that goes around each."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for face in faces:
        path.addPolygon(QPolygonF([QPointF(*corner) for corner in face]))
        path.closeSubpath()
    return path


def milliseconds(
    painting: type[QPainter], way: Callable[[list[np.ndarray]], QPainterPath], count: int
) -> float:
    """Return how long it takes to make a path of bars and to fill it, the quickest of three."""
    faces, best = triangles(count), np.inf
    for _ in range(3):
        image = QImage(*SIZE, QImage.Format.Format_RGB32)
        began = time.perf_counter()
        painter = painting(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(way(faces), QBrush(QColor(200, 120, 40, 140)))
        painter.end()
        best = min(best, time.perf_counter() - began)
    return best * 1000


def main() -> None:
    """Print all of it."""
    _application = ensure_gui_application()
    for count in COUNTS:
        ours = milliseconds(RasterPainter, faces_path, count)
        theirs = milliseconds(QPainter, separate, count)
        print(f"{count:4d} bars at {SIZE[0]} × {SIZE[1]}: by their outline {ours:6.1f} ms, "
              f"each by itself {theirs:8.1f} ms, ratio {ours / theirs:.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
