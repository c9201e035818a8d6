"""The outlines of faces: triangles side by side are filled as one shape, without seams."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from weakref import WeakKeyDictionary

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

from eigenscope.arrays import Floats
from eigenscope.render.clipping import Projector
from eigenscope.render.lines import world_points
from eigenscope.scene.frame import Draw
from eigenscope.scene.geometry import Triangles

_known: WeakKeyDictionary[Triangles, list[Floats]] = WeakKeyDictionary()


def flat_path(draw: Draw, geometry: Triangles, look: Projector) -> QPainterPath:
    """Return what is in a flat view of a draw's triangles."""
    loops = _loops(geometry)
    if loops:
        # What is in one plane keeps its outline wherever it is carried.
        clip = look.clip(world_points(draw, np.concatenate(loops)))
        if look.keeps(clip):
            corners = iter(look.pixels(clip).tolist())
            return _path([*islice(corners, len(loop))] for loop in loops)
    corners = world_points(draw, geometry.points)
    clip = look.clip(corners)
    if len(clip) and look.keeps(clip):
        return _path(_outlines(_all_turned(look.pixels(clip))))
    polygons = [look.polygon(triangle) for triangle in corners]
    return faces_path([polygon for polygon in polygons if len(polygon) > 2])


def _loops(geometry: Triangles) -> list[Floats]:
    """Return closed lines (k, 3) around triangles that lie in the plane z = 0; else none."""
    if geometry not in _known:
        points = geometry.points.astype(np.float64)
        loops = [] if points[..., 2].any() else _outlines(_all_turned(points[..., :2]))
        _known[geometry] = [np.pad(loop, ((0, 0), (0, 1))) for loop in map(np.array, loops)]
    return _known[geometry]


def faces_path(polygons: list[Floats]) -> QPainterPath:
    """Return polygons (k, 2) as one path: where two share an edge, no seam is seen."""
    return _path(_outlines(map(_turned, polygons)))


def _path(loops: Iterable[Sequence[Sequence[float]]]) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for corners in loops:
        path.addPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        path.closeSubpath()
    return path


def _turned(polygon: Floats) -> list[tuple[float, ...]]:
    """Return corners in the order in which their area is positive."""
    x, y = polygon[:, 0], polygon[:, 1]
    area = float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum())
    # Rounded, so that a corner that two of them share is the same one.
    return [
        tuple(corner) for corner in np.round(polygon if area >= 0 else polygon[::-1], 6).tolist()
    ]


def _all_turned(polygons: Floats) -> list[list[tuple[float, ...]]]:
    """Return what `_turned` makes of each of polygons (n, k, 2), all at once."""
    x, y = polygons[..., 0], polygons[..., 1]
    areas = (x * np.roll(y, -1, axis=1) - np.roll(x, -1, axis=1) * y).sum(axis=1)
    turned = np.where(areas[:, None, None] >= 0, polygons, polygons[:, ::-1])
    return [[*map(tuple, corners)] for corners in np.round(turned, 6).tolist()]


def _outlines(polygons: Iterable[list[tuple[float, ...]]]) -> list[list[tuple[float, ...]]]:
    """Return closed lines around polygons of one sense, without the edges that two of them share.

    These are gone through in both directions, so that they change nothing of what lies within;
    but a rasteriser would look at each of them in every band of rows that it fills.
    """
    onward: dict[tuple[float, ...], list[tuple[float, ...]]] = {}
    for corners in polygons:
        for a, b in zip(corners, [*corners[1:], corners[0]], strict=True):
            if a in onward.get(b, ()):
                onward[b].remove(a)
            elif a != b:
                onward.setdefault(a, []).append(b)
    lines = []
    for start, ways in onward.items():
        while ways:  # as many edges end at a corner as begin there, so the line comes back
            line, at = [start], ways.pop()
            while at != start:
                line.append(at)
                at = onward[at].pop()
            lines.append(line)
    return lines
