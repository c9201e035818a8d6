"""Letters that the font of formulas lacks, such as Chinese ones, lent by the font of labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtGui import QFontMetricsF, QPainterPath

from eigenscope.render.text import label_family
from eigenscope.render.writing import EM, letter_font


def lend_letters(font: Any) -> None:
    """Have a font of ziamath give the letters of labels where it has none of its own."""
    if "glyph" in vars(font):
        return
    own = font.glyph
    lent: dict[str, Any] = {}

    def glyph(letter: str) -> Any:
        if font.glyphindex(letter):
            return own(letter)
        if letter not in lent:
            lent[letter] = _lent(letter, font)
        return lent[letter]

    font.glyph = glyph


def _lent(letter: str, font: Any) -> Any:
    """Return a letter of labels as a glyph of a font of formulas, in its units."""
    from ziafont.fonttypes import BBox
    from ziafont.glyph import SimpleGlyph

    scale = font.info.layout.unitsperem / EM
    letters = letter_font(label_family(), bold=False)
    outlines = QPainterPath()
    outlines.addText(0.0, 0.0, letters, letter)
    bounds = outlines.boundingRect()
    sides = bounds.left(), bounds.right(), -bounds.bottom(), -bounds.top()
    box = BBox(*(side * scale for side in sides))
    glyph: Any = SimpleGlyph(0, list(_steps(outlines, scale)), box, font)
    advance = QFontMetricsF(letters).horizontalAdvance(letter) * scale
    glyph.advance = lambda **_: advance  # whatever comes next
    return glyph


def _steps(outlines: QPainterPath, scale: float) -> Iterator[Any]:
    """Yield a path's moves, lines and curves, y up."""
    from ziafont import svgpath

    steps: Any = svgpath  # without types
    elements = [outlines.elementAt(place) for place in range(outlines.elementCount())]
    points = [steps.Point(each.x * scale, -each.y * scale) for each in elements]
    kinds = QPainterPath.ElementType
    for place, each in enumerate(elements):
        if each.type == kinds.MoveToElement:
            yield steps.Moveto(points[place])
        elif each.type == kinds.LineToElement:
            yield steps.Lineto(points[place])
        elif each.type == kinds.CurveToElement:
            yield steps.Cubic(*points[place : place + 3])
