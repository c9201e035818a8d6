"""Which colour a value has in a heat map, and the bar that tells so.

The diverging scale leaves the background's own lightness at 0 and goes to blue below and to red
above, so that what is strong stands out on dark and on light alike; its two arms differ in hue
and stay apart for every kind of colour vision. The sequential one is viridis.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from eigenscope.ui.plotting import TICK_SIZE, interface_colour, short
from eigenscope.ui.theme import current_theme, interface_font

Bytes = npt.NDArray[np.uint8]
_SHADES = 256
_ON_DARK = ("#9fd4ff", "#4a9be8", "#265f9e", "#262c36", "#a03a30", "#f0705c", "#ffc4ad")
_ON_LIGHT = ("#0b3c7d", "#2a74c4", "#9ac3ea", "#f4f5f7", "#f1ae97", "#cf4a35", "#7c1015")
_ODD = {True: "#e6dc1e", False: "#ff4fd8"}  # by diverging: a colour that is not on the scale


@dataclass(frozen=True, eq=False)
class ColourScale:
    """Colours from ``low`` to ``high``.

    Attributes
    ----------
    table
        (256, 4): red, green, blue and alpha along the scale.
    odd
        (4,): the colour of entries that are not finite.
    """

    low: float
    high: float
    table: Bytes
    odd: Bytes

    def paint(self, values: npt.NDArray[np.float64]) -> Bytes:
        """Return the colours (m, n, 4) of values (m, n)."""
        low, high = self.low / 2, self.high / 2  # halves: their difference can't overflow
        span = high - low
        with np.errstate(invalid="ignore", over="ignore"):
            part = (values / 2 - low) / span if span > 0 else np.full(values.shape, 0.5)
        known = np.isfinite(values)
        part = np.where(known, part, 0.0)
        shade = (np.clip(part, 0.0, 1.0) * (_SHADES - 1) + 0.5).astype(np.uint8)
        result: Bytes = self.table[shade]
        result[~known] = self.odd
        return result


def colour_scale(low: float, high: float, diverging: bool) -> ColourScale:
    """Return the scale that a heat map has in the present theme."""
    if not (math.isfinite(low) and math.isfinite(high) and low <= high):
        low, high = 0.0, 1.0
    table = _diverging(current_theme().dark) if diverging else _sequential()
    return ColourScale(low, high, table, _rgba([_ODD[diverging]])[0])


@cache
def _diverging(dark: bool) -> Bytes:
    stops = _rgba(_ON_DARK if dark else _ON_LIGHT).astype(np.float64)
    places = np.linspace(0, len(stops) - 1, _SHADES)
    mixed = [np.interp(places, np.arange(len(stops)), stops[:, i]) for i in range(4)]
    return np.stack(mixed, axis=1).round().astype(np.uint8)


@cache
def _sequential() -> Bytes:
    import pyqtgraph

    shades = pyqtgraph.colormap.get("viridis").getLookupTable(nPts=_SHADES, alpha=True)
    return np.ascontiguousarray(shades, dtype=np.uint8)


def _rgba(names: list[str] | tuple[str, ...]) -> Bytes:
    colours = [QColor(name) for name in names]
    parts = [(c.red(), c.green(), c.blue(), 255) for c in colours]
    return np.array(parts, dtype=np.uint8)


class ColourBar(QWidget):
    """The scale beside a heat map, with its lowest, middle and highest value."""

    _BAR = 12  # pixels
    _GAP = 6

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale: ColourScale | None = None
        self.words: tuple[str, ...] = ()

    def show_scale(self, scale: ColourScale, beyond: tuple[bool, bool] = (False, False)) -> None:
        """Show another scale, and whether its ends stand for more than themselves."""
        self._scale = scale
        middle = scale.low / 2 + scale.high / 2
        low, centre, high = (short(value, 3) for value in (scale.low, middle, scale.high))
        self.words = ("≤ " * beyond[0] + low, centre, "≥ " * beyond[1] + high)
        self.setFont(interface_font(TICK_SIZE))
        widest = max(self.fontMetrics().horizontalAdvance(text) for text in self.words)
        self.setFixedWidth(self._BAR + self._GAP + widest + 2)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the colours, the highest on top, and the words beside them."""
        if self._scale is None:
            return
        height = self.fontMetrics().height()
        bar = QRectF(0.5, height / 2, self._BAR, self.height() - height)
        column = np.ascontiguousarray(self._scale.table[::-1, None, :])
        image = QImage(column.tobytes(), 1, _SHADES, 4, QImage.Format.Format_RGBA8888)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(bar, image)
        painter.setPen(QPen(interface_colour("border"), 1))
        painter.drawRect(bar)
        painter.setPen(interface_colour("text_muted"))
        left = self._BAR + self._GAP
        for text, part in zip(self.words, (1.0, 0.5, 0.0), strict=True):
            place = QRectF(left, part * bar.height(), self.width() - left, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
