"""Formulas, typeset by ziamath as outlines: no TeX is needed and no font can go missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainterPath, QTransform

from eigenscope.render.text import label_family
from eigenscope.render.writing import EM, letter_font

_HAN = "\u2e80-\u9fff\uff00-\uffef"
_CHINESE = re.compile(rf"\\text\{{([^{{}}]*[{_HAN}][^{{}}]*)\}}")
_WORDS = 0.88
"""Size of words by that of the mathematics beside them, whose letters are smaller for their em."""

_STEPS = re.compile(r"([MLQCZ])([^MLQCZ]*)")


@dataclass(frozen=True, eq=False)
class Typeset:
    """A formula's outlines, from x = 0 and with y = 0 at its middle height, and its size."""

    letters: QPainterPath
    size: tuple[float, float]


@lru_cache(maxsize=256)
def typeset(latex: str, size: float) -> Typeset:
    """Return a formula set at a size (of the em, in logical pixels).

    Chinese words in it stand in the letters of labels, for the fonts of mathematics lack them.

    Raises
    ------
    ValueError
        If it is no formula that can be set.
    """
    letters = QPainterPath()
    letters.setFillRule(Qt.FillRule.WindingFill)
    box = QRectF()  # about the baseline
    for place, part in enumerate(_CHINESE.split(latex)):
        if not part.strip():
            continue
        path, its_box = _words(part, size) if place % 2 else _mathematics(part, size)
        letters.addPath(path.translated(box.right(), 0.0))
        box |= its_box.translated(box.right(), 0.0)
    middle = box.top() + box.height() / 2
    return Typeset(letters.translated(-box.left(), -middle), (box.width(), box.height()))


def _mathematics(latex: str, size: float) -> tuple[QPainterPath, QRectF]:
    """Return the outlines of mathematics on the baseline, from x = 0, and their box."""
    from ziamath.config import config
    from ziamath.zmath import Latex

    config.svg2 = False  # without <symbol> and <use>: every letter where it stands
    try:
        root = ElementTree.fromstring(Latex(latex, size=size).svg())
    except Exception as error:  # ziamath names no exceptions of its own
        raise ValueError(f"the formula {latex!r} cannot be set: {error}") from error
    left, top, width, height = (float(x) for x in root.get("viewBox", "0 0 1 1").split())
    letters = QPainterPath()
    letters.setFillRule(Qt.FillRule.WindingFill)
    for node in root:
        if node.tag.endswith("path"):
            _append(letters, node.get("d", ""))
        elif node.tag.endswith("rect"):
            x, y, w, h = (float(node.get(name, "0")) for name in ("x", "y", "width", "height"))
            letters.addRect(x, y, w, h)
    return letters.translated(-left, 0.0), QRectF(0.0, top, width, height)


def _words(text: str, size: float) -> tuple[QPainterPath, QRectF]:
    """Return the outlines of words on the baseline, from x = 0, and their box."""
    font = letter_font(label_family(), bold=False)
    metrics, scale = QFontMetricsF(font), _WORDS * size / EM
    path = QPainterPath()
    path.addText(0.0, 0.0, font, text)
    box = QRectF(0.0, -metrics.capHeight(), metrics.horizontalAdvance(text), metrics.capHeight())
    shrink = QTransform.fromScale(scale, scale)
    return shrink.map(path), shrink.mapRect(box | path.boundingRect())


def _append(path: QPainterPath, steps: str) -> None:
    """Append an SVG path, of absolute moves, lines and curves, as ziamath writes them."""
    for command, rest in _STEPS.findall(steps):
        n = [float(x) for x in rest.replace(",", " ").split()]
        match command:
            case "M":
                path.moveTo(n[0], n[1])
            case "L":
                path.lineTo(n[0], n[1])
            case "Q":
                path.quadTo(n[0], n[1], n[2], n[3])
            case "C":
                path.cubicTo(n[0], n[1], n[2], n[3], n[4], n[5])
            case _:
                path.closeSubpath()
