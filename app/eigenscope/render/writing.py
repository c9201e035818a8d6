"""Letters on a painter: outlines, which look the same everywhere, or text that can be searched."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath

CHINESE_FAMILY = "Noto Sans SC"
"""In which characters are written that the labels' own family lacks."""

EM = 100
"""Pixels to the em at which letters are taken, unhinted, before they are scaled."""


class _Painter(Protocol):
    def fillPath(self, path: QPainterPath, colour: QColor, /) -> None: ...


class TextPainter(QPainter):
    """A QPainter of SVG or PDF in whose files letters are text."""


def letter_font(family: str, *, bold: bool) -> QFont:
    """Return the font of labels, at ``EM`` pixels."""
    font = QFont([family, CHINESE_FAMILY])
    font.setPixelSize(EM)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


@lru_cache(maxsize=4096)
def can_be_written(character: str, family: str) -> bool:
    """Tell whether any font here has a character; where none has, a box stands for it."""
    from PySide6.QtGui import QTextLayout  # late: no picture waits for it

    layout = QTextLayout(character, letter_font(family, bold=False))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return all(all(run.glyphIndexes()) for run in layout.glyphRuns())


def origin_of(text: str, font: QFont) -> QPointF:
    """Return where text begins, in pixels of its font, whose middle is at the origin.

    The middle is at half the height of a capital letter.
    """
    metrics = QFontMetricsF(font)
    return QPointF(-metrics.horizontalAdvance(text) / 2, metrics.capHeight() / 2)


def fill_letters(
    painter: _Painter,
    text: str,
    outlines: QPainterPath,
    colour: QColor,
    font: QFont,
    size: float,
) -> None:
    """Write text about the painter's origin, as text or as outlines, whichever it wants.

    Parameters
    ----------
    painter
        Any that draws are painted with.
    text, outlines
        What is written, and how that looks.
    colour, font, size
        Of the letters; the size in the painter's pixels to the em.
    """
    if not isinstance(painter, TextPainter):
        painter.fillPath(outlines, colour)
        return
    painter.save()
    painter.scale(size / EM, size / EM)
    painter.setPen(colour)
    painter.setFont(font)
    painter.drawText(origin_of(text, font), text)
    painter.restore()
