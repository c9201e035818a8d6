"""The sinusoidal encoding: a row of sines and cosines for each position, and what rows share."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import Table, highlight, line_of_text
from eigenscope.labs.kit.dials import Dial
from eigenscope.labs.kit.heat_tables import (
    heading,
    heat_draw,
    heat_labels,
    heat_picture,
    numbered,
)
from eigenscope.labs.kit.positions import colours
from eigenscope.labs.kit.positions.position_words import sinusoidal_stages
from eigenscope.labs.kit.positions.positions_story import (
    HIGH,
    LETTERS,
    WIDE,
    PositionsStory,
    numbers_of,
    scale_of,
)
from eigenscope.labs.kit.timeline import Timeline
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Label, Style
from eigenscope.scene.geometry import Picture
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text

_LARGEST_DIAL = 2.0  # world units of its radius
_NAMES = 0.5  # of sines and cosines above their columns
_EDGE = 0.02  # of a cell, by which a cover goes beyond those under it
_OVER = 2.6  # from the table to the middle of a dial, besides its radius


@dataclass(frozen=True, eq=False)
class SinusoidalStory(PositionsStory):
    """Rows that are written as the hands turn."""

    @cached_property
    def timeline(self) -> Timeline:
        """The walk through all positions, and that of two."""
        return sinusoidal_stages(self.positions)

    @cached_property
    def dials(self) -> tuple[Dial, ...]:
        """Each above its two columns, where there are few."""
        wide = WIDE / len(self.pairs)
        radius = min(_LARGEST_DIAL, 0.45 * wide)
        return tuple(
            Dial(f"dial {pair + 1}", (place + 0.5) * wide, radius + _OVER, radius)
            for place, pair in enumerate(self.pairs)
        )

    def grown(self, t: float) -> tuple[float, float]:
        """Return how far the table of dot products is there, and how far the two have walked."""
        return self.timeline.eased(1, t), self.timeline.eased(2, t)

    def title(self) -> str:
        """Return what the dot products are called."""
        return "PE PEᵀ"

    @cached_property
    def encoding(self) -> Table:
        """The table PE."""
        rows, columns = self.positions.arrays["PE"].shape
        return Table("encoding", rows, columns, 0.0, 0.0, WIDE / columns, HIGH / rows)

    @cached_property
    def _heat(self) -> Picture:
        return heat_picture(self.positions.arrays["PE"])

    @cached_property
    def _numbers(self) -> tuple[tuple[str, ...], ...]:
        return numbers_of(self.positions.arrays["PE"])

    def left(self, t: float, view: View) -> tuple[list[Draw], list[Label]]:
        """Return the dials, and the table as far as it is written."""
        table, grown = self.encoding, self.grown(t)[0]
        position = self.timeline.part(0, t) * (table.rows - 1)
        draws = [draw for dial in self.dials for draw in dial.face()]
        draws.append(heat_draw(table, self._heat))
        written = math.floor(position + 1e-9) + 1
        if written < table.rows:
            rows = table.rows - written + _EDGE
            area = table.area(written, -_EDGE, rows, table.columns + 2 * _EDGE)
            cover = Style(Slot.BACKGROUND)
            draws.append(Draw(shapes.unit_square(), cover, area, name="encoding cover"))
        if grown < 1:
            draws += self._walking(position, 1 - grown)
        if grown:
            m, n = (place + self.walked(t) for place in self.places)
            draws += self.both(m, n, grown)
            for name, row, slot in (("key", n, colours.KEY), ("query", m, colours.QUERY)):
                area = table.area(row, 0, 1, table.columns)
                draws += highlight(area, slot, f"{name} row", strength=0.0, border=3.0)
        labels = [*heat_labels(table, self._numbers[:written], view), *self._headings(view)]
        more, texts = scale_of(table, self.positions.arrays["PE"], view)
        draws += more
        labels += texts
        labels += self.under_dials(view, shares=grown == 1, drop=0.55)
        return draws, labels

    def _walking(self, position: float, opacity: float) -> Iterator[Draw]:
        """Yield the hands at a position with their sines and cosines, and its row."""
        hands = self.turned(self.positions.hands[0], position)
        for dial, pair in zip(self.dials, self.pairs, strict=True):
            number = complex(hands[pair])
            if opacity == 1:
                yield from dial.shadows("hand", number, colours.COSINE, colours.SINE)
            yield from dial.hand("hand", number, Slot.HIGHLIGHT, opacity=opacity)
        area = self.encoding.area(position, 0, 1, self.encoding.columns)
        yield from highlight(area, Slot.HIGHLIGHT, "row", strength=0.0, border=3.0 * opacity)

    def _headings(self, view: View) -> Iterator[Label]:
        """Yield the numbers of the positions, and sin and cos above the columns."""
        table = self.encoding
        for row in numbered(table.rows):
            yield heading(str(row), (-0.6, table.middle(row, 0)[1]), view, LETTERS)
        yield heading("p", (-0.6, _NAMES), view, LETTERS)
        if len(self.pairs) * 2 == table.columns:
            for column in range(table.columns):
                name, slot = (("sin", colours.SINE), ("cos", colours.COSINE))[column % 2]
                place = (table.middle(0, column)[0], _NAMES)
                yield line_of_text(
                    name, place, view, LETTERS, slot=slot, room=0.9 * table.width, most=15.0
                )

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the hands and lines mean."""
        return {
            Slot.HIGHLIGHT: "position; cells of the same distance",
            colours.SINE: "sine: height of the hand",
            colours.COSINE: "cosine: width of the hand",
            colours.QUERY: "position m",
            colours.KEY: "position n",
        }
