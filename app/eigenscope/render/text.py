"""Labels as outlines: both renderers write them with the same hand.

Text is drawn as filled paths, never as characters, so that a figure looks the same wherever it is
opened, and no font can go missing. A halo in the background's colour keeps it legible on lines.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)

from eigenscope.render.placing import Box, Placed, place
from eigenscope.scene.frame import Frame
from eigenscope.scene.palette import Colour, Palette
from eigenscope.scene.roles import Role

PREFERRED_FAMILY: Final = "Inter"
HALO: Final = 2.0
"""How far the halo reaches round the letters, in logical pixels."""

_EM = 100  # outlines are taken unhinted at this size, in pixels, and scaled down

_family: list[str] = []


@dataclass(frozen=True, eq=False)
class Outline:
    """Text as a path about the origin: its middle, at half the height of a capital letter."""

    letters: QPainterPath
    box: Box


class _Look(NamedTuple):
    """All that a written label depends on but its place."""

    text: str
    size: float
    bold: bool
    family: str
    colour: Colour
    halo: Colour


@dataclass(frozen=True, eq=False)
class _Stamp:
    """A written label as an image, and the device pixel of it that is the text's middle."""

    image: QImage
    middle: tuple[int, int]


def set_label_family(name: str) -> None:
    """Write labels in this font family from now on."""
    _family[:] = [name]


def label_family() -> str:
    """Return the family that labels are written in: the chosen one, Inter, or the application's."""
    if not _family and QFontDatabase.hasFamily(PREFERRED_FAMILY):
        set_label_family(PREFERRED_FAMILY)  # asking takes longer than placing five labels
    return _family[0] if _family else QGuiApplication.font().family()


@lru_cache(maxsize=1024)
def outline(text: str, size: float, bold: bool, family: str) -> Outline:
    """Return text as outlines, ``size`` logical pixels to the em."""
    font = QFont(family)
    font.setPixelSize(_EM)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    metrics = QFontMetricsF(font)
    path = QPainterPath()
    path.addText(-metrics.horizontalAdvance(text) / 2, metrics.capHeight() / 2, font, text)
    letters = QTransform.fromScale(size / _EM, size / _EM).map(path)
    letters.setFillRule(Qt.FillRule.WindingFill)
    bounds = letters.boundingRect()
    return Outline(letters, (bounds.left(), bounds.top(), bounds.right(), bounds.bottom()))


def place_labels(frame: Frame, size: tuple[float, float]) -> list[Placed]:
    """Return which labels of a frame are drawn, and where, in a view of that size."""
    family = label_family()
    boxes = [outline(label.text, label.size, label.bold, family).box for label in frame.labels]
    return place(frame.labels, boxes, frame.camera, size)


def paint_labels(
    painter: QPainter, frame: Frame, palette: Palette, size: tuple[float, float]
) -> None:
    """Write a frame's labels.

    On a screen or an image each label is written once and stamped from then on, at whole device
    pixels; in a vector file it is outlines.

    Parameters
    ----------
    painter
        In logical pixels, the origin at the view's top left.
    frame, palette
        What is written, and the colours.
    size
        Width and height of the view in logical pixels.
    """
    placed = place_labels(frame, size)
    if not placed:
        return
    looks = _looks(placed, palette)
    painter.save()
    if _can_stamp(painter):
        _stamp_all(painter, looks, placed)
    else:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for look, (_, (x, y)) in zip(looks, placed, strict=True):
            painter.translate(x, y)
            _write(painter, look)
            painter.translate(-x, -y)
    painter.restore()


def stamps(
    frame: Frame, palette: Palette, size: tuple[float, float], scale: float
) -> list[tuple[QImage, int, int]]:
    """Return a frame's labels as images, for whoever puts them on a picture without a painter.

    Parameters
    ----------
    frame, palette
        What is written, and the colours.
    size
        Width and height of the view in logical pixels.
    scale
        Device pixels to the logical one.

    Returns
    -------
    list of tuple
        Images (premultiplied; the same object for the same label) and the device pixel of the
        view, y down, where each one's top left goes; those further down the list on top.
    """
    placed = place_labels(frame, size)
    found = []
    for look, item in zip(_looks(placed, palette), placed, strict=True):
        stamp = _stamp(look, scale)
        (x, y), (left, top) = item.middle, stamp.middle
        found.append((stamp.image, round(x * scale) - left, round(y * scale) - top))
    return found


def _looks(placed: list[Placed], palette: Palette) -> list[_Look]:
    family, halo = label_family(), palette[Role.HALO]
    return [
        _Look(label.text, label.size, label.bold, family, palette[label.role], halo)
        for label, _ in placed
    ]


def _can_stamp(painter: QPainter) -> bool:
    kinds = QPaintEngine.Type
    matrix = painter.deviceTransform()
    upright = matrix.m12() == 0 == matrix.m21() and matrix.m11() == matrix.m22() > 0
    return upright and painter.paintEngine().type() in (kinds.Raster, kinds.OpenGL2)


def _stamp_all(painter: QPainter, looks: list[_Look], placed: list[Placed]) -> None:
    """Stamp labels at whole device pixels, in which the painter's coordinates are left."""
    matrix = painter.deviceTransform()
    painter.resetTransform()
    # A high-DPI device keeps a scale of its own, which stamps, made in its pixels, already have.
    painter.setTransform(painter.deviceTransform().inverted()[0])
    for look, (_, middle) in zip(looks, placed, strict=True):
        stamp = _stamp(look, matrix.m11())
        where = matrix.map(QPointF(*middle))
        painter.drawImage(
            round(where.x()) - stamp.middle[0], round(where.y()) - stamp.middle[1], stamp.image
        )


def _write(painter: QPainter, look: _Look) -> None:
    """Write a label with its middle at the painter's origin."""
    letters = outline(look.text, look.size, look.bold, look.family).letters
    pen = QPen(_colour(look.halo), 2 * HALO)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(letters, pen)
    painter.fillPath(letters, _colour(look.colour))


@lru_cache(maxsize=512)
def _stamp(look: _Look, scale: float) -> _Stamp:
    """Return a label written at ``scale`` device pixels to the logical one."""
    left, top, right, bottom = outline(look.text, look.size, look.bold, look.family).box
    margin = HALO + 1
    middle = math.ceil((margin - left) * scale), math.ceil((margin - top) * scale)
    image = QImage(
        middle[0] + max(1, math.ceil((right + margin) * scale)),
        middle[1] + max(1, math.ceil((bottom + margin) * scale)),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(*middle)
    painter.scale(scale, scale)
    _write(painter, look)
    painter.end()
    return _Stamp(image, middle)


def _colour(colour: Colour) -> QColor:
    return QColor.fromRgbF(*colour)
