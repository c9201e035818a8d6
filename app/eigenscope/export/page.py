"""A page: pictures, words and formulas in their places, before anybody draws them.

Like a frame it is a value, so that the preview, PNG, SVG, PDF and TikZ all show the very same.
Coordinates are logical pixels from the top left, y down; ``unit`` says how large one of them is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from eigenscope.scene.camera import Size
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot

Place = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Panel:
    """A frame in its rectangle, cut off at its edges; without ``ground``, on what is beneath."""

    frame: Frame
    place: Place
    size: Size
    ground: bool = True


@dataclass(frozen=True)
class TextLine:
    """A line of text whose left end, middle or right end is at ``place``, on its middle height.

    ``anchor`` is -1 for the left end, 0 for the middle, 1 for the right end; ``slot`` decides the
    colour.
    """

    text: str
    place: Place
    size: float
    bold: bool = False
    anchor: int = -1
    slot: Slot = Slot.INK


@dataclass(frozen=True)
class FormulaLine:
    """LaTeX mathematics whose left end is at ``place``, on its middle height."""

    latex: str
    place: Place
    size: float


@dataclass(frozen=True)
class Swatch:
    """A small square of a slot's colour, its middle at ``place``."""

    slot: Slot
    place: Place
    side: float

    def stripes(self, dashes: Sequence[float]) -> list[tuple[float, float]]:
        """Return where stripes of the square begin, from its left, and how wide they are.

        A dashed slot's are two turns of its ``dashes`` and gaps; without these there is but one.
        """
        if not dashes:
            return [(0.0, self.side)]
        turns = [*dashes, *dashes][:-1]  # a dash at both sides
        scale = self.side / sum(turns)
        return [(scale * sum(turns[:k]), scale * turns[k]) for k in range(0, len(turns), 2)]


Item = Panel | TextLine | FormulaLine | Swatch


def moved(item: Item, by: Place) -> Item:
    """Return a thing farther to the right and farther down."""
    x, y = item.place
    elsewhere: Item = replace(item, place=(x + by[0], y + by[1]))
    return elsewhere


@dataclass(frozen=True, eq=False)
class Page:
    """A whole figure.

    Attributes
    ----------
    items
        What is on it, the first painted first.
    size
        Width and height in logical pixels.
    unit
        Points (1/72 inch) to a logical pixel.
    """

    items: tuple[Item, ...]
    size: Size
    unit: float
