"""The words of TikZ: coordinates, paths, options, and strokes of one look in one path."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

PIXEL: Final = r"\eigenpx"
"""The TeX dimension that holds a logical pixel's length."""

_STEP = 0.04  # of opacity, from one strip of a line that fades to the next
_MOST_PIECES = 400  # in one path, because TeX holds all of it at once
_COLUMNS = 110
_CAPS = {Qt.PenCapStyle.RoundCap: ",line cap=round", Qt.PenCapStyle.SquareCap: ",line cap=rect"}
_JOINS = {
    Qt.PenJoinStyle.RoundJoin: ",line join=round",
    Qt.PenJoinStyle.BevelJoin: ",line join=bevel",
}


def number(value: float, decimals: int = 2) -> str:
    """Return a number as short as it can be written."""
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def coordinate(place: QPointF) -> str:
    """Return a coordinate."""
    return f"({number(place.x())},{number(place.y())})"


def outline(path: QPainterPath) -> list[str]:
    """Return a path's subpaths."""
    subpaths: list[str] = []
    steps = [path.elementAt(index) for index in range(path.elementCount())]
    places = [coordinate(QPointF(step.x, step.y)) for step in steps]
    start, index = "", 0
    while index < len(steps):
        if steps[index].isMoveTo():
            start = places[index]
            subpaths.append(start)
            index += 1
            continue
        curve = steps[index].isCurveTo()
        after = index + (3 if curve else 1)
        closes = places[after - 1] == start and (after == len(steps) or steps[after].isMoveTo())
        if curve:
            first, second, end = places[index:after]
            subpaths[-1] += f"..controls{first}and{second}..{end}" + ("--cycle" if closes else "")
        else:
            subpaths[-1] += "--cycle" if closes else f"--{places[index]}"
        index = after
    return subpaths


def strips(pen: QPen) -> list[tuple[float, float, QColor]]:
    """Return the parts 0…1 of a line's way with the colour that each is stroked in."""
    if pen.brush().style() != Qt.BrushStyle.LinearGradientPattern:
        return [(0.0, 1.0, pen.color())]
    strips: list[tuple[float, float, QColor]] = []
    brush = pen.brush()
    for (low, first), (high, last) in pairwise(brush.gradient().stops()):
        change = last.alphaF() - first.alphaF()
        count = max(1, math.ceil(abs(change) / _STEP))
        for k in range(count):
            colour = QColor(first)
            colour.setAlphaF(round(first.alphaF() + change * (k + 0.5) / count, 2))
            begins = low + (high - low) * k / count
            if strips and strips[-1][2] == colour:
                begins = strips.pop()[0]
            strips.append((begins, low + (high - low) * (k + 1) / count, colour))
    return [strip for strip in strips if strip[2].alphaF() > 0]


def pen_options(pen: QPen) -> str:
    """Return a pen's options but its colour; the scope's are flat ends and mitred joins."""
    width = f",line width={number(pen.widthF())}{PIXEL}"
    return width + _CAPS.get(pen.capStyle(), "") + _JOINS.get(pen.joinStyle(), "")


class Marks:
    """The lines of TikZ so far, and the colours in them.

    Strokes of one colour wait for one another: the order in which they are laid over one another
    does not show, so those of the same width and opacity become one path.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.colours: dict[str, str] = {}
        self._strokes: dict[str, list[str]] = {}
        self._dots: list[tuple[str, str]] = []
        self._waiting = ""

    def write(self, line: str) -> None:
        """Add a line as it is."""
        self.settle()
        self.lines.append(line)

    def colour(self, colour: QColor) -> str:
        """Return the name of a colour, whatever its opacity, that the scope defines."""
        red, green, blue = colour.red(), colour.green(), colour.blue()
        name = f"eig{red:02X}{green:02X}{blue:02X}"
        self.colours[name] = f"\\definecolor{{{name}}}{{RGB}}{{{red},{green},{blue}}}"
        return name

    def fill(self, colour: QColor, subpaths: Sequence[str], rule: str = "") -> None:
        """Fill a path."""
        self.settle()
        options = self.colour(colour) + _opacity("fill", colour) + rule
        if subpaths and colour.alpha() > 0:
            self._wrap(f"\\fill[{options}] {' '.join(subpaths)};")

    def stroke(self, colour: QColor, options: str, subpath: str) -> None:
        """Stroke a path, together with others of the same look."""
        name = self.colour(colour)
        self._wait_for(name)
        self._strokes.setdefault(name + options + _opacity("draw", colour), []).append(subpath)

    def dot(self, colour: QColor, place: QPointF, radii: tuple[float, float]) -> None:
        """Fill a dot, in a loop with those next to it; each is blended by itself."""
        across, down = map(number, radii)
        size = f"radius={across}" if across == down else f"x radius={across},y radius={down}"
        self._wait_for(f"{_opacity('fill', colour)}] (\\x,\\y) circle[{size}];")
        self._dots.append((f"{number(place.x())}/{number(place.y())}", self.colour(colour)))

    def settle(self) -> None:
        """Write what waits."""
        for options, subpaths in self._strokes.items():
            for first in range(0, len(subpaths), _MOST_PIECES):
                some = subpaths[first : first + _MOST_PIECES]
                self._wrap(f"\\draw[{options}] {' '.join(some)};")
        for first in range(0, len(self._dots), _MOST_PIECES):
            self._loop(self._dots[first : first + _MOST_PIECES])
        self._strokes, self._dots, self._waiting = {}, [], ""

    def _loop(self, dots: list[tuple[str, str]]) -> None:
        """Write dots that wait, each with its colour unless all have the same."""
        names = {name for _, name in dots}
        if len(names) == 1:
            variables, colour = r"\x/\y", names.pop()
            places = ", ".join(place for place, _ in dots)
        else:
            variables, colour = r"\x/\y/\z", r"\z"
            places = ", ".join(f"{place}/{name}" for place, name in dots)
        self._wrap(f"\\foreach {variables} in {{{places}}} \\fill[{colour}{self._waiting}")

    def _wait_for(self, look: str) -> None:
        if look != self._waiting:
            self.settle()
            self._waiting = look

    def _wrap(self, code: str) -> None:
        self.lines += textwrap.wrap(
            code, _COLUMNS, break_long_words=False, break_on_hyphens=False, subsequent_indent="  "
        )


def _opacity(kind: str, colour: QColor) -> str:
    alpha = number(colour.alphaF(), 3)
    return "" if alpha == "1" else f",{kind} opacity={alpha}"
