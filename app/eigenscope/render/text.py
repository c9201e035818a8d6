"""Labels as outlines: both renderers write them with the same hand.

Text is drawn as filled paths, not as characters, so that a figure looks the same wherever it is
opened, and no font can go missing; unless a file is to hold text, see ``writing``. A ground
in the background's colour, one for the whole label, keeps it legible on lines.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)

from eigenscope.render.placing import place_all
from eigenscope.render.sight import MARGIN, Box, Measure, Place, Placed
from eigenscope.render.writing import EM, fill_letters, letter_font, origin_of
from eigenscope.scene.frame import Frame, Label
from eigenscope.scene.palette import Colour, Palette
from eigenscope.scene.slots import Slot

PREFERRED_FAMILY: Final = "Inter"
_OPACITY, _NUMBER_OPACITY = 0.8, 0.55  # of grounds: what lies below is still to be made out
_NUMBER_MARGIN = (2.0, 1.0)  # of a number's ground round its letters, in logical pixels

ROUNDING: Final = 3.0
"""Radius of a ground's corners, in logical pixels."""

LEAD_WIDTH: Final = 1.0
"""Of the line from a label that stands off to what it names, in logical pixels."""

LEAD_OPACITY: Final = 0.8

_family: list[str] = []


@dataclass(frozen=True, eq=False)
class Outline:
    """Text as a path about the origin: its middle, at half the height of a capital letter."""

    letters: QPainterPath
    box: Box


class Ground(NamedTuple):
    """A plate that a label stands on, and how far it reaches beyond the letters, across and up."""

    colour: Colour
    margin: tuple[float, float]


class _Look(NamedTuple):
    """All that a written label depends on but its place."""

    text: str
    size: float
    bold: bool
    family: str
    colour: Colour
    ground: Ground | None
    lead: tuple[Place, Place] | None


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
    font = letter_font(family, bold=bold)
    path = QPainterPath()
    path.addText(origin_of(text, font), font, text)
    letters = QTransform.fromScale(size / EM, size / EM).map(path)
    letters.setFillRule(Qt.FillRule.WindingFill)
    bounds = letters.boundingRect()
    return Outline(letters, (bounds.left(), bounds.top(), bounds.right(), bounds.bottom()))


def place_labels(frame: Frame, size: tuple[float, float]) -> list[Placed]:
    """Return which labels of a frame are drawn, and where, in a view of that size."""
    return _place_all([frame], size)[0]


def _place_all(frames: Sequence[Frame], size: tuple[float, float]) -> list[list[Placed]]:
    if not any(frame.labels for frame in frames):
        return [[] for _ in frames]
    return place_all(frames, _measure(label_family()), size)


@lru_cache(maxsize=4)
def _measure(family: str) -> Measure:
    return lambda label: outline(label.text, label.size, label.bold, family).box


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
    family = label_family()
    looks = [_look(item, palette, family) for item in placed]
    painter.save()
    if _can_stamp(painter):
        _stamp_all(painter, looks, placed)
    else:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for look, (_, (x, y), _) in zip(looks, placed, strict=True):
            painter.translate(x, y)
            _write(painter, look)
            painter.translate(-x, -y)
    painter.restore()


def stamps(
    frames: Sequence[Frame], palette: Palette, size: tuple[float, float], scale: float
) -> list[list[tuple[QImage, int, int]]]:
    """Return the labels of frames as images, for whoever puts them on pictures without a painter.

    Parameters
    ----------
    frames, palette
        What is written, and the colours.
    size
        Width and height of the view in logical pixels.
    scale
        Device pixels to the logical one.

    Returns
    -------
    list of list of tuple
        Of each frame, images (premultiplied; the same object for the same label) and the device
        pixel of the view, y down, where each one's top left goes; those further down the list on
        top.
    """
    placed = _place_all(frames, size)
    family = label_family()
    # Numbers of axes are the same objects in all of the frames.
    different = {id(item): item for items in placed for item in items}
    images = {key: _put(item, palette, family, scale) for key, item in different.items()}
    return [[images[id(item)] for item in items] for items in placed]


def _put(item: Placed, palette: Palette, family: str, scale: float) -> tuple[QImage, int, int]:
    """Return a label as an image, and the device pixel where its top left goes."""
    stamp = _stamp(_look(item, palette, family), scale)
    (x, y), (left, top) = item.middle, stamp.middle
    return stamp.image, round(x * scale) - left, round(y * scale) - top


def _look(item: Placed, palette: Palette, family: str) -> _Look:
    label, _, lead = item
    return _Look(
        label.text,
        label.size,
        label.bold,
        family,
        palette.lettering(label.slot),
        ground_of(label, palette),
        # In half pixels, so that a label that moves with its line is written once.
        None if lead is None else (_halves(lead[0]), _halves(lead[1])),
    )


def ground_of(label: Label, palette: Palette) -> Ground | None:
    """Return what a label stands on, if it is anything."""
    if not label.ground:
        return None
    return _ground(palette[Slot.HALO], number=label.yields)


@lru_cache(maxsize=16)
def _ground(halo: Colour, *, number: bool) -> Ground:
    red, green, blue, alpha = halo
    if number:
        return Ground((red, green, blue, alpha * _NUMBER_OPACITY), _NUMBER_MARGIN)
    return Ground((red, green, blue, alpha * _OPACITY), MARGIN)


def _halves(place: Place) -> Place:
    return round(2 * place[0]) / 2, round(2 * place[1]) / 2


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
    for look, (_, middle, _) in zip(looks, placed, strict=True):
        stamp = _stamp(look, matrix.m11())
        where = matrix.map(QPointF(*middle))
        painter.drawImage(
            round(where.x()) - stamp.middle[0], round(where.y()) - stamp.middle[1], stamp.image
        )


def _write(painter: QPainter, look: _Look) -> None:
    """Write a label with its middle at the painter's origin."""
    written = outline(look.text, look.size, look.bold, look.family)
    if look.lead is not None:
        line = QPainterPath(QPointF(*look.lead[0]))
        line.lineTo(QPointF(*look.lead[1]))
        faint = _colour(look.colour)
        faint.setAlphaF(faint.alphaF() * LEAD_OPACITY)
        painter.strokePath(line, QPen(faint, LEAD_WIDTH))
    if look.ground is not None:
        left, top, right, bottom = written.box
        across, up = look.ground.margin
        box = QRectF(left, top, right - left, bottom - top).adjusted(-across, -up, across, up)
        plate = QPainterPath()
        plate.addRoundedRect(box, ROUNDING, ROUNDING)
        painter.fillPath(plate, _colour(look.ground.colour))
    font, colour = letter_font(look.family, bold=look.bold), _colour(look.colour)
    fill_letters(painter, look.text, written.letters, colour, font, look.size)


@lru_cache(maxsize=512)
def _stamp(look: _Look, scale: float) -> _Stamp:
    """Return a label written at ``scale`` device pixels to the logical one."""
    left, top, right, bottom = outline(look.text, look.size, look.bold, look.family).box
    for x, y in look.lead or ():
        left, top, right, bottom = min(left, x), min(top, y), max(right, x), max(bottom, y)
    across, down = MARGIN[0] + 1, MARGIN[1] + 1
    middle = math.ceil((across - left) * scale), math.ceil((down - top) * scale)
    image = QImage(
        middle[0] + max(1, math.ceil((right + across) * scale)),
        middle[1] + max(1, math.ceil((bottom + down) * scale)),
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
