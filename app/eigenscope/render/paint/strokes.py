"""One draw's lines, arrows, points and pictures, put on the painter piece by piece."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPolygonF, QTransform

from eigenscope.arrays import Floats, Pixels
from eigenscope.render.clipping import Projector
from eigenscope.render.lines import LinesInView, between, world_points
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
from eigenscope.scene.geometry import Picture, Points, Polyline
from eigenscope.scene.palette import Palette

_ASLANT = 0.01  # pixels by which a parallelogram is none
_MOST_FACES_ASIDE = 64  # of a picture in perspective, in a vector figure
_FEWEST_IN_SVG = 600  # pixels along a side of an image of cells
_WHOLE = 0.999  # alpha from which on nothing is seen of a fade
_SAME = 1e-3  # pixels: a piece that begins so near the end of the last goes on from there


def stroke_lines(painter: Painter, visible: LinesInView, look: Projector, palette: Palette) -> None:
    """Draw straight pieces, and of each only what is in view; those that go on, as one path."""
    style, ends = visible.lines.draw.style, visible.ends
    if style.fade > 0:
        # A line fades where it is far from its origin, so it is faintest at one of its ends.
        away = np.linalg.norm(visible.source(visible.parts), axis=2).max(axis=1)
        whole = fade_alpha(away, style.fade) >= _WHOLE
        for index in np.flatnonzero(~whole).tolist():
            _stroke_fading(painter, visible.piece(index), look, palette)
        ends = ends[whole]
    pen = pen_of(colour_of(style, palette), style.width)
    goes_on = np.abs(ends[1:, 0] - ends[:-1, 1]).max(axis=1) < _SAME
    if goes_on.any():
        for run in np.split(ends, np.flatnonzero(~goes_on) + 1):
            painter.strokePath(_run_path(run), pen)
    elif len(ends):
        painter.setPen(pen)
        painter.drawLines([QLineF(*each) for each in ends.reshape(-1, 4).tolist()])


def _run_path(ends: Floats) -> QPainterPath:
    """Return pieces (n, 2, 2) that go on from one another as a path, closed where they return."""
    path = QPainterPath(QPointF(*ends[0, 0].tolist()))
    for x, y in ends[:, 1].tolist():
        path.lineTo(x, y)
    if len(ends) > 1 and np.abs(ends[-1, 1] - ends[0, 0]).max() < _SAME:
        path.closeSubpath()
    return path


def _stroke_fading(painter: Painter, one: LinesInView, look: Projector, palette: Palette) -> None:
    style, (source,) = one.lines.draw.style, one.lines.source[one.shown]
    parts = fade_stops(source, style.fade, *one.parts[0].tolist())
    alphas = fade_alpha(np.linalg.norm(one.source(parts[None])[0], axis=1), style.fade)
    stroke_faded(painter, look.pixels(between(one.clip, parts[None]))[0], alphas, style, palette)


def stroke_path(painter: Painter, visible: LinesInView, palette: Palette) -> None:
    """Draw connected pieces as one path, whose joins are clean."""
    path = QPainterPath()
    last: list[float] | None = None
    for enters, (start, end) in zip(
        visible.parts[:, 0].tolist(), visible.ends.tolist(), strict=True
    ):
        if last is None or enters > 0 or math.dist(start, last) > _SAME:
            path.moveTo(*start)
        path.lineTo(*end)
        last = end
    lines = visible.lines
    geometry, style = lines.draw.geometry, lines.draw.style
    if isinstance(geometry, Polyline) and geometry.closed:
        # In space a polyline comes in pieces, each of which would be closed onto itself.
        whole = len(visible.shown) == len(geometry.points) and lines.draw.portion >= 1
        if whole and (visible.parts == (0.0, 1.0)).all():
            path.closeSubpath()
    painter.strokePath(path, pen_of(colour_of(style, palette), style.width))


def stroke_arrows(painter: Painter, visible: LinesInView, palette: Palette) -> None:
    """Draw arrows whole."""
    style = visible.lines.draw.style
    colour = colour_of(style, palette)
    for leaves, (tail, tip) in zip(
        visible.parts[:, 1].tolist(), visible.ends.tolist(), strict=True
    ):
        painter.fillPath(arrow_path(tail, tip, style.width, headed=leaves >= 1), colour)


def dots(
    painter: Painter, draw: Draw, chosen: npt.NDArray[np.intp], look: Projector, palette: Palette
) -> None:
    """Draw the chosen points of a cloud, farthest first in space."""
    geometry = draw.geometry
    if not isinstance(geometry, Points):
        return
    clip = look.clip(world_points(draw, geometry.positions[chosen]))
    visible = (clip[:, 3] > 0) & (clip[:, 2] >= -clip[:, 3])
    chosen, clip = chosen[visible], clip[visible]
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
    opacity = draw.style.opacity
    vector = isinstance(painter, QPainter) and is_vector(painter)
    if geometry.cells and isinstance(painter, QPainter) and vector and _is_seen_aslant(places):
        _put_cells(painter, geometry.pixels, places, opacity)
        return
    if opacity < 1 and vector:
        # Of a picture in perspective, Qt writes an image that is faded and fades it once more.
        pixels, opacity = _faded(pixels, opacity), 1.0
    image = _image(pixels)
    transform = _onto(places, image.width(), image.height())
    if transform is None:
        return
    painter.save()
    painter.setOpacity(opacity)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    if not geometry.cells or _cells_are_fine(painter, geometry, places):
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setTransform(transform, True)
    painter.drawImage(QRectF(0, 0, image.width(), image.height()), image)
    painter.restore()


def _is_seen_aslant(places: Floats) -> bool:
    """Tell whether perspective makes of a parallelogram another quadrilateral."""
    return bool(np.abs(places[0] - places[1] + places[2] - places[3]).max() > _ASLANT)


def _put_cells(painter: QPainter, pixels: Pixels, places: Floats, opacity: float) -> None:
    """Draw cells in perspective as faces: Qt crashes on such an image in a PDF.

    Of a large one several pixels are one face.
    """
    step = max(-(-max(pixels.shape[:2]) // _MOST_FACES_ASIDE), 1)
    some = pixels[step // 2 :: step, step // 2 :: step]
    height, width = some.shape[:2]
    transform = _onto(places, width, height)
    if transform is None:
        return
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setOpacity(opacity)
    for row, column in np.argwhere(some[..., 3] > 0).tolist():
        painter.setBrush(QColor(*some[row, column].tolist()))
        painter.drawPolygon(transform.map(QPolygonF(QRectF(column, row, 1, 1))))
    painter.restore()


def _onto(places: Floats, width: int, height: int) -> QTransform | None:
    """Return what takes a rectangle at 0 to the corners (4, 2) of a quadrilateral.

    None if that is seen edge on.
    """
    target = QPolygonF([QPointF(*place) for place in places])
    corners = QPolygonF(
        [QPointF(0, 0), QPointF(width, 0), QPointF(width, height), QPointF(0, height)]
    )
    transform = QTransform()
    return transform if QTransform.quadToQuad(corners, target, transform) else None


def _faded(pixels: Pixels, opacity: float) -> Pixels:
    """Return pixels (h, w, 4) with so much of their own opacity."""
    faded = pixels.copy()
    faded[..., 3] = np.rint(pixels[..., 3] * opacity)
    return faded


def _image(pixels: Pixels) -> QImage:
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
