"""A small plot of a quantity along the motion, with a cursor that can be dragged.

pyqtgraph takes more than half a second to import, so it waits for the panel's first curves after
the first picture.
"""

from __future__ import annotations

import html
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from eigenscope.arrays import Floats
from eigenscope.plots.curves import Curve
from eigenscope.plots.ranges import LARGEST, Extent, on_axis
from eigenscope.plots.ticks import axis_ticks
from eigenscope.ui.charts.plotting import (
    interface_colour,
    letter_colour,
    line_pen,
    make_plot,
    restyle,
)
from eigenscope.ui.style.theme import interface_font, theme_notifier
from eigenscope.wording.number_texts import short
from eigenscope.wording.words import say

_STEP = 1 / 60
_SAMPLES = 24  # of a curve's course under words
_ANCHORS = tuple((x, y) for x in (-0.1, 1.1) for y in (1.05, -0.05))


class PlotPanel(QWidget):
    """Shows curves over t; dragging the cursor moves through time.

    Its menu has no keys: who has dragged the cursor to a moment and presses Ctrl+E means the
    picture of that moment. ``export_wanted`` asks for a figure of the curves.
    """

    time_dragged = Signal(float)
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(220, 110)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Plot over time"))
        self._curves: tuple[Curve, ...] = ()
        self._logarithmic = False
        self._heights: tuple[Floats, ...] = ()  # where values are drawn; NaN where they cannot be
        self._time = 0.0
        self._plot: Any = None
        self._cursor: Any = None
        self._names = QLabel()
        self._names.setWordWrap(True)
        self._names.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._names.setFont(interface_font(12))
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._names)
        self._layout.setContentsMargins(8, 4, 12, 8)
        theme_notifier().changed.connect(self._draw)

    def show_curves(self, curves: tuple[Curve, ...]) -> None:
        """Show other curves."""
        self._curves = curves
        self._logarithmic = any(curve.logarithmic for curve in curves)
        self._heights = tuple(
            np.clip(on_axis(curve.values, self._logarithmic), -LARGEST, LARGEST) for curve in curves
        )
        self._draw()

    def show_time(self, t: float) -> None:
        """Put the cursor at ``t``."""
        self._time = t
        if self._cursor is not None:
            self._cursor.blockSignals(True)
            self._cursor.setValue(t)
            self._cursor.blockSignals(False)
            self._show_value()

    def prepare(self) -> None:
        """Import the plotting library and show what there is. Called after the first picture."""
        if self._plot is None and self.isVisible():
            self._make()
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: a panel that was hidden at the start makes its plot when it is first seen."""
        super().showEvent(event)
        QTimer.singleShot(1500, self, self.prepare)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the arrow keys move the cursor."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            moved = self._time + steps[Qt.Key(event.key())] * _STEP
            self._go_to(moved)
        else:
            super().keyPressEvent(event)

    def copy_picture(self) -> None:
        """Copy the plot as it looks."""
        QGuiApplication.clipboard().setPixmap(self.grab())

    def menu(self) -> QMenu:
        """Return the context menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy picture"), self.copy_picture)
        menu.addAction(self.tr("Export figure…"), self.export_wanted.emit)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt: show the menu, where there is something to copy."""
        if self._curves:
            self.menu().popup(event.globalPos())

    def _make(self) -> None:
        import pyqtgraph

        from eigenscope.ui.charts.axis import BEYOND

        self._plot = make_plot(self)
        item = self._plot.getPlotItem()
        item.setMouseEnabled(x=False, y=False)
        item.getAxis("left").setWidth(44)
        item.layout.setContentsMargins(1, 1, BEYOND, 1)
        self._cursor = pyqtgraph.InfiniteLine(angle=90, movable=True, bounds=(0.0, 1.0))
        self._cursor.sigPositionChanged.connect(lambda line: self._go_to(float(line.value())))
        self._value = pyqtgraph.TextItem(anchor=(0, 0))
        self._plot.scene().sigMouseClicked.connect(self._clicked)
        self._layout.addWidget(self._plot)

    def _clicked(self, event: Any) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return  # the right one is for the menu
        place = self._plot.getPlotItem().vb.mapSceneToView(event.scenePos())
        self._go_to(float(place.x()))

    def _go_to(self, t: float) -> None:
        self.show_time(min(max(t, 0.0), 1.0))
        self.time_dragged.emit(self._time)

    def _draw(self) -> None:
        if self._plot is None:
            return
        import pyqtgraph

        text = interface_colour("text")
        item = self._plot.getPlotItem()
        item.clear()
        restyle(self._plot)
        logarithmic = self._logarithmic
        item.getAxis("left").set_ticks(partial(axis_ticks, upright=True, logarithmic=logarithmic))
        if not logarithmic:
            ground = pyqtgraph.mkPen(interface_colour("text_muted"), width=1)
            item.addItem(pyqtgraph.InfiniteLine(pos=0.0, angle=0, pen=ground))
        for curve, heights in zip(self._curves, self._heights, strict=True):
            pen = line_pen(curve.slot, 2.0)
            item.plot(curve.times, heights, pen=pen, connect="finite")
        self._names.setText(self._title())
        lowest, highest = self._range()
        item.setXRange(0, 1, padding=0.02)
        item.setYRange(lowest, highest, padding=0)
        self._cursor.setPen(pyqtgraph.mkPen(interface_colour("accent"), width=2))
        self._cursor.setHoverPen(pyqtgraph.mkPen(text, width=3))
        self._value.setColor(text)
        item.addItem(self._cursor)
        item.addItem(self._value, ignoreBounds=True)
        self.show_time(self._time)

    def _range(self) -> tuple[float, float]:
        """Return what the axis shows: all values, and 0 on an even axis."""
        ground = () if self._logarithmic else (np.zeros(1),)
        every = np.concatenate([*ground, *self._heights])
        every = every[np.isfinite(every)]
        lowest, highest = float(every.min(initial=np.inf)), float(every.max(initial=-np.inf))
        if lowest > highest:
            lowest = highest = 0.0
        room = (highest - lowest) * 0.08 or 1.0
        return lowest - room, highest + room

    def _title(self) -> str:
        """Return the names of the curves, each in its colour where there are several."""
        if len(self._curves) == 1:
            tone = interface_colour("text").name()
            return f'<span style="color: {tone}">{html.escape(say(self._curves[0].label))}</span>'
        named = [(letter_colour(curve.slot).name(), say(curve.label)) for curve in self._curves]
        return " · ".join(
            f'<span style="color: {tone}">{html.escape(label)}</span>' for tone, label in named
        )

    def _show_value(self) -> None:
        """Say the value at the cursor, where there is one curve to speak of."""
        self._value.setVisible(len(self._curves) == 1)
        if len(self._curves) != 1:
            return
        curve = self._curves[0]
        height = float(np.interp(self._time, curve.times, np.nan_to_num(self._heights[0])))
        value = float(np.interp(self._time, curve.times, np.nan_to_num(curve.values)))
        self._value.setText(short(value, 3))
        self._value.setPos(self._time, height)
        box = self._plot.getPlotItem().vb
        (left, right), (low, high) = box.viewRange()
        words = self._value.boundingRect()
        wide = words.width() * (right - left) / max(box.width(), 1.0)
        tall = words.height() * (high - low) / max(box.height(), 1.0)
        course = curve.times, self._heights[0]
        spot = self._time, height
        self._value.setAnchor(quiet_anchor(spot, (wide, tall), course, (left, right, low, high)))


def quiet_anchor(
    spot: tuple[float, float],
    words: tuple[float, float],
    course: tuple[Floats, Floats],
    view: Extent,
) -> tuple[float, float]:
    """Return where words are held, as shares of them across and down: off the curve, in sight.

    ``spot`` is what they belong to and ``words`` their size, in the units of the plot; ``course``
    the times and heights (n,) of the curve.
    """

    def covered(anchor: tuple[float, float]) -> float:
        left, bottom = spot[0] - anchor[0] * words[0], spot[1] - (1 - anchor[1]) * words[1]
        right, top = left + words[0], bottom + words[1]
        hidden = left < view[0] or right > view[1] or bottom < view[2] or top > view[3]
        heights = np.interp(np.linspace(left, right, _SAMPLES), *course, np.nan, np.nan)
        return hidden * (_SAMPLES + 1) + float(((heights > bottom) & (heights < top)).sum())

    return min(_ANCHORS, key=covered)
