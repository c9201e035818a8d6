"""An axis of pyqtgraph with our numbers on it; imported late, as pyqtgraph is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pyqtgraph
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from eigenscope.plots.ticks import Tick, apart, axis_ticks

BEYOND = 12  # pixels by which a number may stand out beyond the end of its axis

Ticks = Callable[[float, float, float], Sequence[Tick]]
"""Returns the numbers between the ends of an axis, over so many logical pixels."""


class Axis(pyqtgraph.AxisItem):  # type: ignore[misc]
    """The ``left`` or the ``bottom`` axis of a plot."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self._ticks: Ticks = partial(axis_ticks, upright=side == "left")
        self._texts: dict[float, str] = {}
        self.enableAutoSIPrefix(False)
        # The ticks point towards the numbers.
        self.setStyle(tickLength=4, hideOverlappingLabels=BEYOND)
        self.setZValue(-1)  # a grid stands behind what is drawn

    def set_ticks(self, ticks: Ticks) -> None:
        """Write other numbers."""
        self._ticks = ticks
        self.picture = None  # what was drawn with those before
        self.update()

    def tickValues(self, low: float, high: float, length: float) -> list[tuple[float, list[float]]]:
        """Pyqtgraph: where there are numbers, all of one level."""
        low, high = min(low, high), max(low, high)
        ticks = self._ticks(low, high, length)
        if self.orientation == "bottom":
            width_of = QFontMetricsF(self.style["tickFont"] or QFont()).horizontalAdvance
            ticks = apart(ticks, low, high, length, width_of)
        self._texts = {tick.place: tick.text for tick in ticks}
        return [(1.0, list(self._texts))]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Pyqtgraph: what they are, as `tickValues` has just found them."""
        return [self._texts.get(value, "") for value in values]

    def boundingRect(self) -> QRectF:
        """Pyqtgraph: with room for numbers at the ends, though it has a grid."""
        across, up = (0, BEYOND) if self.orientation == "left" else (BEYOND, 0)
        plain: Any = super().boundingRect()
        return QRectF(plain).adjusted(-across, -up, across, up)
