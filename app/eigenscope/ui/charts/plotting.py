"""What all plots share: quiet axes in the theme's colours, and numbers as people read them.

pyqtgraph takes more than half a second to import, so these functions import nothing of it before
a first plot is made.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from eigenscope.plots.ticks import logarithmic_ticks
from eigenscope.scene.roles import Role
from eigenscope.ui.style.theme import current_theme, interface_font
from eigenscope.wording.number_texts import power_of_ten

_LARGEST_POWER = 308.0  # what a float holds
TICK_SIZE = 11  # pixels
_APART = 50  # pixels from one number of an axis to the next, at least
_POWER = re.compile(r"((?<![\d.])1)?e([+-]?)0*(\d+)")


def colour(role: Role) -> QColor:
    """Return the colour that a role has in the present theme."""
    return QColor.fromRgbF(*current_theme().palette[role])


def line_pen(role: Role, width: float) -> Any:
    """Return the pen of a line of a role, dashed as the present theme says."""
    import pyqtgraph

    dashes = current_theme().palette.dashes.get(role, ())
    return pyqtgraph.mkPen(colour(role), width=width, dash=[x / width for x in dashes] or None)


def interface_colour(name: str) -> QColor:
    """Return a colour of the present theme's interface."""
    return QColor(current_theme().interface[name])


def typeset(text: str) -> str:
    """Return a number as Python writes it ("-2.5e-07") as books print it ("−2.5×10⁻⁷")."""

    def power(found: re.Match[str]) -> str:
        sign = "-" if found[2] == "-" else ""
        times = "" if found[1] else "×"
        return f"{times}{power_of_ten(int(sign + found[3]))}"

    return _POWER.sub(power, text).replace("-", "−")


def make_plot(parent: QWidget) -> Any:
    """Return a pyqtgraph PlotWidget without buttons, menus and a focus of its own."""
    import pyqtgraph

    # Without menus from the start: those of pyqtgraph take longer to make than the plot itself.
    plot = pyqtgraph.PlotWidget(parent, antialias=True, enableMenu=False)
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setFrameShape(plot.Shape.NoFrame)
    plot.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    item = plot.getPlotItem()
    item.hideButtons()
    for side in ("left", "bottom"):
        axis = item.getAxis(side)
        axis.enableAutoSIPrefix(False)
        # The ticks point towards the numbers.
        axis.setStyle(tickLength=4, maxTickLevel=1, hideOverlappingLabels=True)
        axis.setZValue(-1)  # a grid stands behind what is drawn
        _typeset_ticks(axis)
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


def keep_whole(axis: Any, whole: bool) -> None:
    """Let an axis have ticks and lines at whole numbers alone, or wherever they are round."""
    axis.__dict__.pop("tickSpacing", None)
    if not whole:
        return
    round_ones = axis.tickSpacing

    def spacing(low: float, high: float, size: float) -> list[tuple[float, float]]:
        return [level for level in round_ones(low, high, size) if level[0] >= 1] or [(1.0, 0.0)]

    axis.tickSpacing = spacing


def _power_of_ten(logarithm: float) -> str:
    """Return the number at a place on a logarithmic axis, short enough for a tick."""
    whole = round(logarithm)
    if abs(logarithm - whole) < 1e-9:
        return power_of_ten(whole)
    number = 10.0 ** min(logarithm, _LARGEST_POWER)
    if f"{number:.0e}"[0] not in "125":  # the others would stand on top of one another
        return ""
    return typeset(f"{float(f'{number:.1g}'):g}")


def _typeset_ticks(axis: Any) -> None:
    """Let an axis write its numbers with real minus signs and powers of ten.

    pyqtgraph's logarithmic axes have no numbers within a decade, which a zoom may be within.
    """
    plain, plain_places = axis.tickStrings, axis.tickValues
    near: dict[float, str] = {}

    def places(low: float, high: float, size: float) -> Any:
        near.clear()
        if not axis.logMode or high - low >= 1:
            return plain_places(low, high, size)
        near.update(
            (tick.place, tick.text) for tick in logarithmic_ticks(low, high, int(size / _APART))
        )
        return [(1.0, list(near))]

    def texts(values: Sequence[float], scale: float, spacing: float) -> list[str]:
        if axis.logMode:
            return [near.get(value) or _power_of_ten(value) for value in values]
        return [typeset(text) for text in plain(values, scale, spacing)]

    axis.tickValues, axis.tickStrings = places, texts
