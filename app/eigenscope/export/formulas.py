"""Formulas, typeset by ziamath as outlines: no TeX is needed and no font can go missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath

from eigenscope.export.lent_letters import lend_letters

_STEPS = re.compile(r"([MLQCZ])([^MLQCZ]*)")
_SIGN = re.compile(r"((?:[\[(=&<>]|,(?:\\ )?|\\\\|\\approx)\s*)-")
"""A minus that is a sign, which ziamath would space as if it stood between two things."""


@dataclass(frozen=True, eq=False)
class Typeset:
    """A formula's outlines, from x = 0 and with y = 0 at its middle height, and its size."""

    letters: QPainterPath
    size: tuple[float, float]


@lru_cache(maxsize=256)
def typeset(latex: str, size: float) -> Typeset:
    """Return a formula set at a size (of the em, in logical pixels).

    Raises
    ------
    ValueError
        If it is no formula that can be set.
    """
    from ziamath.config import config
    from ziamath.zmath import Latex, loadedfonts

    config.svg2 = False  # without <symbol> and <use>: every letter where it stands
    lend_letters(loadedfonts["default"])
    try:
        root = ElementTree.fromstring(Latex(_SIGN.sub(r"\1{-}", latex), size=size).svg())
    except Exception as error:  # ziamath names no exceptions of its own
        raise ValueError(f"the formula {latex!r} cannot be set: {error}") from error
    left, top, width, height = (float(x) for x in root.get("viewBox", "0 0 1 1").split())
    letters = QPainterPath()
    letters.setFillRule(Qt.FillRule.WindingFill)
    for node in root.iter():  # the parts of tall brackets stand in a group
        if node.tag.endswith("path"):
            _append(letters, node.get("d", ""))
        elif node.tag.endswith("rect"):
            x, y, w, h = (float(node.get(name, "0")) for name in ("x", "y", "width", "height"))
            letters.addRect(x, y, w, h)
    return Typeset(letters.translated(-left, -top - height / 2), (width, height))


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
