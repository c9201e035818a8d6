"""What is written in a heat map and beside the bar of its colours."""

from __future__ import annotations

import numpy as np

from eigenscope.export.legends import width_of
from eigenscope.export.page import Item, TextLine
from eigenscope.export.plots.area import cell_panel
from eigenscope.plots.areas import SMALL, Area
from eigenscope.plots.charts import HeatMap
from eigenscope.plots.map_draws import bar_draws, scale_of
from eigenscope.scene.colour_scale import is_light
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import fitting, scale_words

_BAR = 12.0
_GAP = 6.0
_LEAST_WIDTH, _LEAST_HEIGHT = 30.0, 15.0  # of a cell with a number


def cell_numbers(heat_map: HeatMap, area: Area, height: float, *, dark: bool) -> list[TextLine]:
    """Return the entries, written into cells that can hold them; else nothing.

    ``height`` is the cell's on the page, from whose top left the words are placed.
    """
    rows, columns = heat_map.values.shape
    wide, high = area.width / columns, area.height / rows
    if wide < _LEAST_WIDTH or high < _LEAST_HEIGHT:
        return []
    entries = heat_map.values.astype(np.float64)
    light = is_light(scale_of(heat_map, dark=dark).paint(entries))
    lines = []
    for (i, j), entry in np.ndenumerate(entries):
        x, y, _ = area.place(j + 1, i + 1)
        # The palette's darker colour on a light entry, and its lighter one on a dark entry.
        slot = Slot.BACKGROUND if bool(light[i, j]) == dark else Slot.INK
        text = fitting(float(entry), lambda text: width_of(text, SMALL) <= wide - _GAP)
        lines.append(TextLine(text, (float(x), height - float(y)), SMALL, anchor=0, slot=slot))
    return lines


def bar_room(heat_map: HeatMap) -> float:
    """Return how much room the bar of a map's colours takes across."""
    return 2 * SMALL + _BAR + _GAP + max(width_of(text, SMALL) for text in _bar_texts(heat_map))


def bar_items(heat_map: HeatMap, height: float, *, dark: bool) -> list[Item]:
    """Return the bar of a map's colours with its numbers, from its top left."""
    size = (_BAR, height)
    words = [
        TextLine(text, (_BAR + _GAP, part * height), SMALL)
        for text, part in zip(_bar_texts(heat_map), (1.0, 0.5, 0.0), strict=True)
    ]
    return [cell_panel(bar_draws(heat_map, size, dark=dark), size), *words]


def _bar_texts(heat_map: HeatMap) -> tuple[str, str, str]:
    """Return what stands at the bottom, the middle and the top of the bar."""
    scale = scale_of(heat_map, dark=False)
    return scale_words(scale.low, scale.high, heat_map.beyond)
