"""What all plots share: quiet axes in the theme's colours, and numbers as people read them.

pyqtgraph takes more than half a second to import, so these functions import nothing of it before
a first plot is made.
"""

from __future__ import annotations

import html
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from eigenscope.scene.slots import Slot
from eigenscope.ui.style.theme import current_theme, interface_font

TICK_SIZE = 11  # pixels


def colour(slot: Slot) -> QColor:
    """Return the colour that a slot has in the present theme."""
    return QColor.fromRgbF(*current_theme().palette[slot])


def letter_colour(slot: Slot) -> QColor:
    """Return the colour of words about what has a slot's colour."""
    return QColor.fromRgbF(*current_theme().palette.lettering(slot))


def line_pen(slot: Slot, width: float) -> Any:
    """Return the pen of a line of a slot, dashed as the present theme says."""
    import pyqtgraph

    dashes = current_theme().palette.dashes.get(slot, ())
    return pyqtgraph.mkPen(colour(slot), width=width, dash=[x / width for x in dashes] or None)


def interface_colour(name: str) -> QColor:
    """Return a colour of the present theme's interface."""
    return QColor(current_theme().interface[name])


def make_plot(parent: QWidget) -> Any:
    """Return a pyqtgraph PlotWidget without buttons, menus and a focus of its own."""
    import pyqtgraph

    from eigenscope.ui.charts.axis import Axis

    # Without menus from the start: those of pyqtgraph take longer to make than the plot itself.
    axes = {side: Axis(side) for side in ("left", "bottom")}
    plot = pyqtgraph.PlotWidget(parent, antialias=True, enableMenu=False, axisItems=axes)
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setFrameShape(plot.Shape.NoFrame)
    plot.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    plot.getPlotItem().hideButtons()
    return plot


def restyle(plot: Any) -> None:
    """Give a plot's background and axes the colours of the present theme."""
    plot.setBackground(interface_colour("panel"))
    item = plot.getPlotItem()
    for side in ("left", "bottom"):
        axis = item.getAxis(side)
        axis.setPen(interface_colour("border"))
        axis.setTextPen(interface_colour("text_muted"))
        axis.setTickFont(interface_font(TICK_SIZE))


def label_axis(plot: Any, side: str, words: str) -> None:
    """Write what an axis means beside it, in the present theme's colour."""
    tone = interface_colour("text_muted").name()
    axis = plot.getPlotItem().getAxis(side)
    axis.setLabel(html.escape(words), color=tone, **{"font-size": f"{TICK_SIZE}px"})
