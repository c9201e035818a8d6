"""Strokes and fills in pixels: the painter's side of a style."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QLinearGradient,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)

from eigenscope.arrays import Floats
from eigenscope.render.paint.painter import Painter
from eigenscope.scene.frame import Style
from eigenscope.scene.measures import FADE_BEGINS, HEAD_HALF_WIDTH, HEAD_MOST, head_length
from eigenscope.scene.palette import Palette

_POINT = 1e-6  # pixels: a shorter line is none
_STRIP = 0.08  # of alpha, from one piece of a fading line to the next
_RINGS = np.linspace(FADE_BEGINS, 1.0, 7)  # of a fade's reach, at which a gradient has stops


def colour_of(style: Style, palette: Palette, alpha: float = 1.0, shade: float = 1.0) -> QColor:
    """Return a style's colour, dimmed by a fade's alpha or a face's shade."""
    red, green, blue, own = palette[style.slot]
    opacity = own * style.opacity * alpha
    return QColor.fromRgbF(red * shade, green * shade, blue * shade, min(max(opacity, 0.0), 1.0))


def pen_of(brush: QColor | QBrush, width: float) -> QPen:
    """Return a pen with flat ends and mitred joins."""
    pen = QPen(QBrush(brush), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def fade_alpha(distance: Floats, fade: float) -> Floats:
    """Return how much of a line is left at distances from its geometry's origin."""
    begins = FADE_BEGINS * fade
    part = np.clip((distance - begins) / (fade - begins), 0.0, 1.0)
    alpha: Floats = 1.0 - part * part * (3.0 - 2.0 * part)
    return alpha


def fade_stops(ends: Floats, fade: float, enters: float, leaves: float) -> Floats:
    """Return the parts of a line's way (2, 3) at which a gradient along it needs stops.

    These are both ends of what is seen, the point nearest the origin, and where the line crosses
    rings of equal distance within the fade.
    """
    start, step = ends[0], ends[1] - ends[0]
    square = float(step @ step)
    if square == 0.0:
        return np.array([enters, leaves])
    nearest = -float(start @ step) / square
    least = float(np.linalg.norm(start + nearest * step))
    away = np.sqrt(np.maximum((_RINGS * fade) ** 2 - least**2, 0.0) / square)
    inside = np.clip(np.concatenate([nearest - away, [nearest], nearest + away]), enters, leaves)
    stops = np.sort(np.concatenate([[enters], inside, [leaves]]))
    distinct: Floats = stops[np.append(True, stops[1:] != stops[:-1])]
    return distinct


def stroke_faded(
    painter: Painter, places: Floats, alphas: Floats, style: Style, palette: Palette
) -> None:
    """Stroke one straight line whose alpha is given at places (k, 2) along it."""
    if alphas.max() <= 0.004:
        return
    if _knows_gradients(painter):
        painter.setPen(pen_of(QBrush(_gradient(places, alphas, style, palette)), style.width))
        painter.drawLine(QPointF(*places[0]), QPointF(*places[-1]))
        return
    # Of a line without length Qt writes into a PDF the end of an outline without its beginning.
    long = np.abs(np.diff(places, axis=0)).max(axis=1) > _POINT
    for k in np.flatnonzero(long).tolist():
        count = max(1, math.ceil(abs(alphas[k + 1] - alphas[k]) / _STRIP))
        ends = np.linspace(places[k], places[k + 1], count + 1)
        for n in range(count):
            alpha = alphas[k] + (alphas[k + 1] - alphas[k]) * (n + 0.5) / count
            painter.setPen(pen_of(colour_of(style, palette, float(alpha)), style.width))
            painter.drawLine(QPointF(*ends[n]), QPointF(*ends[n + 1]))


def _knows_gradients(painter: Painter) -> bool:
    """Tell whether lines may be stroked with a gradient.

    Qt's SVG makes such lines black, and its PDF does not let them fade.
    """
    return not (isinstance(painter, QPainter) and is_vector(painter))


def is_svg(painter: QPainter) -> bool:
    """Tell whether a painter writes SVG."""
    return painter.paintEngine().type() == QPaintEngine.Type.SVG


def is_vector(painter: QPainter) -> bool:
    """Tell whether a painter writes SVG or PDF."""
    kinds = QPaintEngine.Type
    return painter.paintEngine().type() in (kinds.SVG, kinds.Pdf)


def _gradient(places: Floats, alphas: Floats, style: Style, palette: Palette) -> QLinearGradient:
    gradient = QLinearGradient(QPointF(*places[0]), QPointF(*places[-1]))
    lengths = np.hypot(*(places - places[0]).T)
    whole = lengths[-1] if lengths[-1] > 0 else 1.0
    for part, alpha in zip(lengths / whole, alphas, strict=True):
        gradient.setColorAt(min(float(part), 1.0), colour_of(style, palette, float(alpha)))
    return gradient


def arrow_path(
    tail: Sequence[float], tip: Sequence[float], width: float, *, headed: bool
) -> QPainterPath:
    """Return an arrow as one outline, so that nothing is blended twice."""
    (x, y), (a, b) = tail, tip
    length = math.hypot(a - x, b - y)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    if length < 1e-6:
        path.addEllipse(QPointF(a, b), width / 2, width / 2)
        return path
    along, down = (a - x) / length, (b - y) / length
    head = min(head_length(width), HEAD_MOST * length) if headed else 0.0
    wide = HEAD_HALF_WIDTH * head
    half = (min(width, wide) if headed else width) / 2
    # How far back from the tip, and how far to the side, each corner is.
    corners = [(length, half), (head, half), (head, -half), (length, -half)]
    if headed:
        corners[2:2] = [(head, wide), (0.0, 0.0), (head, -wide)]
    path.addPolygon(
        QPolygonF(
            [
                QPointF(a - back * along - aside * down, b - back * down + aside * along)
                for back, aside in corners
            ]
        )
    )
    path.closeSubpath()
    return path
