"""Names beside squares of their colours, in as many rows as they need."""

from __future__ import annotations

from collections.abc import Iterable

from eigenscope.export.page import Item, Swatch, TextLine
from eigenscope.render.text import label_family, outline
from eigenscope.scene.slots import Slot

GAP = 8.0
_TO_NAME = 15.0


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line of text is."""
    left, _, right, _ = outline(text, size, bold, label_family()).box
    return right - left


def flow_legend(
    names: Iterable[tuple[Slot, str]],
    width: float,
    y: float,
    size: float,
    line: float,
    left: float = GAP,
) -> tuple[list[Item], float]:
    """Return the names of colours from ``y`` down, and where they end.

    Parameters
    ----------
    names
        Roles and what they are called.
    width
        Of the page or cell.
    size, line
        Of the text, and of a row of it.
    left
        Where rows begin, and how far from the right they end.
    """
    items: list[Item] = []
    x = left
    for slot, text in names:
        wide = _TO_NAME + width_of(text, size)
        if x > left and x + wide > width - left:
            x, y = left, y + line
        items.append(Swatch(slot, (x + 5, y + line / 2), 9.0))
        items.append(TextLine(text, (x + _TO_NAME, y + line / 2), size))
        x += wide + 2 * GAP
    return items, y + (line if items else 0.0)
