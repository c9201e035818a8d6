"""A page through QPainter: pixels, SVG and PDF."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from eigenscope.export.formulas import typeset
from eigenscope.export.page import FormulaLine, Page, Panel, Swatch, TextLine
from eigenscope.render.paint.painter import Painter
from eigenscope.render.paint.painting import paint_frame
from eigenscope.render.text import label_family, outline
from eigenscope.render.writing import TextPainter, fill_letters, letter_font
from eigenscope.scene.palette import Palette
from eigenscope.scene.slots import Slot


def paint_page(painter: QPainter, page: Page, palette: Palette, *, background: bool = True) -> None:
    """Paint a page; the painter is in logical pixels, the origin at the page's top left."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if background:
        colour = QColor.fromRgbF(*palette[Slot.BACKGROUND])
        painter.fillRect(QRectF(0, 0, *page.size), colour)
    for item in page.items:
        match item:
            case Panel():
                painter.save()
                painter.translate(*item.place)
                ground = background and item.ground
                paint_frame(painter, item.frame, palette, item.size, background=ground)
                painter.restore()
            case TextLine():
                fill_words(painter, item, palette)
            case FormulaLine():
                fill_formula(painter, item, palette)
            case Swatch():
                (x, y), side = item.place, item.side
                red, green, blue, _ = palette[item.slot]  # whole, for faint things are hard to tell
                for start, width in item.stripes(palette.dashes.get(item.slot, ())):
                    stripe = QRectF(x - side / 2 + start, y - side / 2, width, side)
                    painter.fillRect(stripe, QColor.fromRgbF(red, green, blue))
    painter.restore()


def fill_formula(painter: Painter, formula: FormulaLine, palette: Palette) -> None:
    """Paint a formula as outlines."""
    letters = typeset(formula.latex, formula.size).letters.translated(*formula.place)
    painter.fillPath(letters, QColor.fromRgbF(*palette[Slot.INK]))


def fill_words(painter: Painter, words: TextLine, palette: Palette) -> None:
    """Paint words, as outlines or as text."""
    written = outline(words.text, words.size, words.bold, label_family())
    left, _, right, _ = written.box
    x, y = words.place
    x += {-1: -left, 0: -(left + right) / 2, 1: -right}[words.anchor]
    colour = QColor.fromRgbF(*palette.lettering(words.slot))
    if isinstance(painter, TextPainter):
        painter.translate(x, y)
        font = letter_font(label_family(), bold=words.bold)
        fill_letters(painter, words.text, written.letters, colour, font, words.size)
        painter.translate(-x, -y)
    else:
        painter.fillPath(written.letters.translated(x, y), colour)
