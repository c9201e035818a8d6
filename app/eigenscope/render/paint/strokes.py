"""One draw's lines, arrows, points and pictures, put on the painter piece by piece."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPolygonF, QTransform

from eigenscope.render.paint.clipping import Projector
from eigenscope.render.paint.painter import Painter
from eigenscope.render.paint.pens import (
    arrow_path,
    colour_of,
    fade_alpha,
    fade_stops,
    is_svg,
    is_vector,
    pen_of,
    stroke_faded,
)
from eigenscope.scene.frame import Draw
from eigenscope.scene.geometry import Arrows, Picture, Points, Polyline, Segments
from eigenscope.scene.palette import Palette

Floats = npt.NDArray[np.float64]
Put = Callable[[Painter], None]
_FEWEST_IN_SVG = 600  # pixels along a side of an image of cells
_WHOLE = 0.999  # alpha from which on nothing is seen of a fade


@dataclass(frozen=True, eq=False)
class Lines:
    """Straight pieces of a draw: in the world (n, 2, 3) and before its matrix (n, 2, 3)."""

    draw: Draw
    world: Floats
    source: Floats

    def part(self, index: npt.NDArray[np.intp], low: Floats, high: Floats) -> Lines:
        """Return the parts from ``low`` to ``high`` (0…1) of the pieces so numbered."""
        cut = []
        for points in (self.world[index], self.source[index]):
            start, step = points[:, 0], points[:, 1] - points[:, 0]
            cut.append(
                np.stack([start + step * low[:, None], start + step * high[:, None]], axis=1)
            )
        return Lines(self.draw, cut[0], cut[1])


def world_points(draw: Draw, points: npt.ArrayLike) -> Floats:
    """Return points of a draw's geometry (…, 3) in the world."""
    placed: Floats = np.asarray(points, dtype=np.float64) @ draw.matrix[:3, :3].T
    return placed + draw.matrix[:3, 3]


def lines_of(draw: Draw) -> Lines:
    """Return the straight pieces of segments, arrows or a polyline, as far as its portion goes."""
    geometry = draw.geometry
    if isinstance(geometry, Polyline):
        points = geometry.points.astype(np.float64)
        if geometry.closed:
            points = np.concatenate([points, points[:1]])
        pieces = np.stack([points[:-1], points[1:]], axis=1)
        count = draw.portion * len(pieces)
        whole = int(count)
        rest = pieces[whole : whole + 1].copy()
        rest[:, 1] = rest[:, 0] + (rest[:, 1] - rest[:, 0]) * (count - whole)
        pieces = np.concatenate([pieces[:whole], rest]) if count > whole else pieces[:whole]
    elif isinstance(geometry, Segments | Arrows):
        pieces = geometry.points.astype(np.float64)
    else:
        pieces = np.empty((0, 2, 3))
    if draw.style.fade > 0:
        pieces = _unfaded(pieces, draw.style.fade)
    return Lines(draw, world_points(draw, pieces), pieces)


def _unfaded(pieces: Floats, fade: float) -> Floats:
    """Return the parts of straight pieces (n, 2, 3) of which a fade leaves something."""
    start, step = pieces[:, 0], pieces[:, 1] - pieces[:, 0]
    square = np.maximum((step * step).sum(axis=1), 1e-300)
    middle = -(start * step).sum(axis=1) / square
    nearest = start + middle[:, None] * step
    inside = fade**2 - (nearest * nearest).sum(axis=1)
    half = np.sqrt(np.maximum(inside, 0.0) / square)
    low, high = np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)
    seen = (inside > 0) & (low < high)
    ends = np.stack([low, high], axis=1)[seen]
    parts: Floats = start[seen, None] + step[seen, None] * ends[..., None]
    return parts


def stroke_lines(painter: Painter, lines: Lines, look: Projector, palette: Palette) -> None:
    """Draw straight pieces one by one, and of each only what is in view."""
    style = lines.draw.style
    clip = look.clip(lines.world)
    enters, leaves = look.visible_parts(clip, margin=style.width)
    shown = np.flatnonzero(enters < leaves)
    parts = np.stack([enters[shown], leaves[shown]], axis=1)
    ends = look.pixels(_all_between(clip[shown], parts))
    if style.fade > 0:
        # A line fades where it is far from its origin, so it is faintest at one of its ends.
        away = np.linalg.norm(_all_between(lines.source[shown], parts), axis=2).max(axis=1)
        whole = fade_alpha(away, style.fade) >= _WHOLE
        for index in shown[~whole]:
            _stroke_fading(
                painter, lines, clip, (index, enters[index], leaves[index]), look, palette
            )
        ends = ends[whole]
    painter.setPen(pen_of(colour_of(style, palette), style.width))
    straight = [QLineF(*each) for each in ends.reshape(-1, 4).tolist()]
    if straight:
        painter.drawLines(straight)


def _stroke_fading(
    painter: Painter,
    lines: Lines,
    clip: Floats,
    piece: tuple[int, float, float],
    look: Projector,
    palette: Palette,
) -> None:
    index, enters, leaves = piece
    style = lines.draw.style
    parts = fade_stops(lines.source[index], style.fade, enters, leaves)
    source = _between(lines.source[index], parts)
    alphas = fade_alpha(np.linalg.norm(source, axis=1), style.fade)
    stroke_faded(painter, look.pixels(_between(clip[index], parts)), alphas, style, palette)


def stroke_path(painter: Painter, lines: Lines, look: Projector, palette: Palette) -> None:
    """Draw connected pieces as one path, whose joins are clean."""
    clip = look.clip(lines.world)
    enters, leaves = look.visible_parts(clip)
    path = QPainterPath()
    last: Floats | None = None
    for index in np.flatnonzero(enters < leaves):
        ends = look.pixels(_between(clip[index], np.array([enters[index], leaves[index]])))
        if last is None or enters[index] > 0 or np.abs(ends[0] - last).max() > 1e-3:
            path.moveTo(QPointF(*ends[0]))
        path.lineTo(QPointF(*ends[1]))
        last = ends[1]
    geometry = lines.draw.geometry
    if isinstance(geometry, Polyline) and geometry.closed:
        # In space a polyline comes in pieces, each of which would be closed onto itself.
        whole = len(enters) == len(geometry.points) and lines.draw.portion >= 1
        if whole and (enters <= 0).all() and (leaves >= 1).all():
            path.closeSubpath()
    style = lines.draw.style
    painter.strokePath(path, pen_of(colour_of(style, palette), style.width))


def stroke_arrows(painter: Painter, lines: Lines, look: Projector, palette: Palette) -> None:
    """Draw arrows whole."""
    style = lines.draw.style
    clip = look.clip(lines.world)
    enters, leaves = look.visible_parts(clip)
    for index in np.flatnonzero(
        (enters < leaves) | (lines.world[:, 0] == lines.world[:, 1]).all(1)
    ):
        if enters[index] > leaves[index]:
            continue
        ends = look.pixels(_between(clip[index], np.array([enters[index], leaves[index]])))
        path = arrow_path(ends[0], ends[1], style.width, headed=bool(leaves[index] >= 1))
        painter.fillPath(path, colour_of(style, palette))


def dots(
    painter: Painter, draw: Draw, chosen: npt.NDArray[np.intp], look: Projector, palette: Palette
) -> None:
    """Draw the chosen points of a cloud, farthest first in space."""
    geometry = draw.geometry
    if not isinstance(geometry, Points):
        return
    clip = look.clip(world_points(draw, geometry.positions[chosen]))
    seen = (clip[:, 3] > 0) & (clip[:, 2] >= -clip[:, 3])
    chosen, clip = chosen[seen], clip[seen]
    places = look.pixels(clip)
    order = np.arange(len(chosen))
    if not look.camera.flat:
        order = np.argsort(-look.depth(clip), kind="stable")
    width, height = look.size
    radius = draw.style.width / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour_of(draw.style, palette))
    last: tuple[int, ...] = ()
    for k in order:
        x, y = float(places[k, 0]), float(places[k, 1])
        if not (-radius <= x <= width + radius and -radius <= y <= height + radius):
            continue
        if geometry.colours is not None:
            rgba = tuple(int(c) for c in geometry.colours[chosen[k]])
            if rgba != last:
                alpha = round(rgba[3] * draw.style.opacity)
                painter.setBrush(QColor(rgba[0], rgba[1], rgba[2], alpha))
                last = rgba
        painter.drawEllipse(QPointF(x, y), radius, radius)


def put_picture(painter: Painter, draw: Draw, look: Projector) -> None:
    """Draw an image on its parallelogram."""
    geometry = draw.geometry
    if not isinstance(geometry, Picture):
        return
    a, b, c = geometry.corners.astype(np.float64)
    clip = look.clip(world_points(draw, np.stack([c, b + c - a, b, a])))
    if (clip[:, 3] <= 0).any() or (clip[:, 2] < -clip[:, 3]).any():
        return
    places = look.pixels(clip)
    pixels = geometry.pixels
    if geometry.cells and isinstance(painter, QPainter) and is_svg(painter):
        # Most readers of SVG smooth every image; that blurs an edge by one of its pixels.
        for axis in (0, 1):
            pixels = np.repeat(pixels, -(-_FEWEST_IN_SVG // pixels.shape[axis]), axis=axis)
    image = _image(pixels)
    height, width = pixels.shape[:2]
    target = QPolygonF([QPointF(*place) for place in places])
    corners = QPolygonF(
        [QPointF(0, 0), QPointF(width, 0), QPointF(width, height), QPointF(0, height)]
    )
    transform = QTransform()
    if not QTransform.quadToQuad(corners, target, transform):
        return  # it is seen edge on
    painter.save()
    painter.setOpacity(draw.style.opacity)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    if not geometry.cells or _cells_are_fine(painter, geometry, places):
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setTransform(transform, True)
    painter.drawImage(QRectF(0, 0, width, height), image)
    painter.restore()


def _image(pixels: npt.NDArray[np.uint8]) -> QImage:
    """Return pixels (h, w, 4) as an image; if they are opaque, without the fourth byte."""
    height, width = pixels.shape[:2]
    kind = QImage.Format.Format_RGBA8888
    image = QImage(pixels.tobytes(), width, height, 4 * width, kind).copy()
    if bool((pixels[..., 3] == 255).all()):
        image.convertTo(QImage.Format.Format_RGB32)
    return image


def _cells_are_fine(painter: Painter, geometry: Picture, places: Floats) -> bool:
    """Tell whether a pixel of the device has more than one cell, so that some would be lost."""
    if not isinstance(painter, QPainter) or is_vector(painter):
        return False
    height, width = geometry.pixels.shape[:2]
    scale = abs(painter.deviceTransform().m11())
    across = float(np.linalg.norm(places[1] - places[0])) * scale / width
    up = float(np.linalg.norm(places[2] - places[1])) * scale / height
    return bool(min(across, up) < 1.0)


def _between(ends: Floats, parts: Floats) -> Floats:
    """Return points (k, d) at parts (k,) of the way between two (2, d)."""
    point: Floats = ends[0] + (ends[1] - ends[0]) * parts[:, None]
    return point


def _all_between(ends: Floats, parts: Floats) -> Floats:
    """Return points (n, k, d) at parts (n, k) of the ways between ends (n, 2, d)."""
    start, step = ends[:, :1], ends[:, 1:] - ends[:, :1]
    points: Floats = start + step * parts[:, :, None]
    return points
