"""Formulas, typeset by ziamath as outlines: no TeX is needed and no font can go missing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer

from eigenscope.scene.palette import Colour


@dataclass(frozen=True, eq=False)
class Typeset:
    """A formula as SVG; ``size`` is its width and height in the units it was asked for."""

    svg: bytes
    size: tuple[float, float]


@lru_cache(maxsize=256)
def typeset(latex: str, size: float, colour: Colour = (0.0, 0.0, 0.0, 1.0)) -> Typeset:
    """Return a formula set at a size (of the em, in logical pixels), in a colour.

    Raises
    ------
    ValueError
        If it is no formula that can be set.
    """
    from ziamath.config import config
    from ziamath.zmath import Latex

    config.svg2 = False  # Qt's SVG knows no <symbol> and <use> of version 2
    shade = "#" + "".join(f"{round(part * 255):02x}" for part in colour[:3])
    try:
        made = Latex(latex, size=size, color=shade)
        drawn = made.svg()
        width, height = made.getsize()
    except Exception as error:  # ziamath names no exceptions of its own
        raise ValueError(f"the formula {latex!r} cannot be set: {error}") from error
    return Typeset(drawn.encode("utf-8"), (float(width), float(height)))


def paint_formula(painter: QPainter, formula: Typeset, left: float, middle: float) -> None:
    """Paint a formula with its left end and middle height at a place."""
    renderer = QSvgRenderer(QByteArray(formula.svg))
    width, height = renderer.viewBoxF().width(), renderer.viewBoxF().height()
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)  # Qt's vector formats would stroke the letters, too
    renderer.render(painter, QRectF(left, middle - height / 2, width, height))
    painter.restore()
