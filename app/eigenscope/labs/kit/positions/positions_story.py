"""Positions as turning hands: what the pictures of both encodings share."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.array_facts import array_readout
from eigenscope.labs.kit.arrows import segment
from eigenscope.labs.kit.cells import Table, highlight, line_of_text
from eigenscope.labs.kit.dials import Dial
from eigenscope.labs.kit.heat_tables import (
    MOST_NUMBERS,
    heading,
    heat_draw,
    heat_labels,
    heat_picture,
    numbered,
)
from eigenscope.labs.kit.positions import colours
from eigenscope.labs.kit.positions.distance_curve import DistanceCurve
from eigenscope.labs.kit.positions.position_program import (
    Positions,
    position_code,
    position_facts,
)
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.tensors.cells.mosaic import largest_of
from eigenscope.labs.kit.tensors.cells.mosaic_scale import value_bar
from eigenscope.labs.kit.tensors.numbers import NumberFormat, format_of
from eigenscope.scene.frame import Draw, Frame, Label
from eigenscope.scene.geometry import Picture
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import rounded, tidy
from eigenscope.wording.words import Words, say

WIDE, HIGH = 16.0, 10.0
"""World units of the left part, and of the height of both."""
TOP = 7.5
"""Where the curve above the table ends, with its title."""
LETTERS = 0.56
_CURVE = (3.0, HIGH, 3.2)  # its bottom, width and height
_GAP, _MARGIN, _LEFT = 3.0, 2.2, 1.2
_LARGER = 2.0
_SCALE, _VALUE = 1.8, 0.8  # below a table: what its colours mean, and a line of text
_FITTED = 0.78  # of a table's size, whose view needs less room around than that of what moves
_MOST_DIALS = 6
_FEW_DIALS = 4  # under which what stands there is named at each
_UNDER = 2.15  # radii of a dial that a line under it may be wide
_BESIDE = -0.75  # where what is under a row of dials is named
_KEY = 6.0  # pixels of a key's hand, which is still seen under a query's
_DECIMALS, _DIGITS = 2, 12  # of numbers in cells, and those that are looked at
_MOST_FRAMED = 16  # rows of a table whose cells get frames of their own

Hands = npt.NDArray[np.complex128]


@dataclass(frozen=True, eq=False)
class PositionsStory(Story):
    """Hands of two positions, and the table of the dot products of all."""

    positions: Positions

    # --- what the encodings differ in ----------------------------------------------------------

    @property
    @abstractmethod
    def dials(self) -> tuple[Dial, ...]:
        """One for each pair of channels that is shown."""

    @abstractmethod
    def left(self, t: float, view: View) -> tuple[list[Draw], list[Label]]:
        """Return what is left of the table of dot products."""

    @abstractmethod
    def grown(self, t: float) -> tuple[float, float]:
        """Return how far the table is there, and how far the two positions have walked, 0…1."""

    @abstractmethod
    def title(self) -> str:
        """Return what the dot products are called."""

    # --- hands ---------------------------------------------------------------------------------

    @cached_property
    def pairs(self) -> list[int]:
        """Which pairs of channels have a dial: all, or the first, the last and some between."""
        count = len(self.positions.frequencies)
        places = np.linspace(0, count - 1, min(count, _MOST_DIALS)).round()
        return [int(place) for place in places]

    @cached_property
    def reach(self) -> float:
        """The length of the longest hand."""
        return max(float(np.abs(hands).max()) for hands in self.positions.hands) or 1.0

    def turned(self, hands: Hands, position: float) -> Hands:
        """Return hands, 1 being the rim, at a position."""
        return np.asarray(hands / self.reach * np.exp(1j * position * self.positions.frequencies))

    @property
    def places(self) -> tuple[int, int]:
        """The two positions, m and n."""
        return self.positions.inputs.first, self.positions.inputs.second

    def walked(self, t: float) -> float:
        """Return by how many positions the two have walked on."""
        return self.grown(t)[1] * self.positions.room

    def both(self, m: float, n: float, opacity: float = 1.0) -> Iterator[Draw]:
        """Yield the hands of the query at m and of the key at n, and the angles between them."""
        query, key = self.positions.hands
        first, second = self.turned(query, m), self.turned(key, n)
        for dial, pair in zip(self.dials, self.pairs, strict=True):
            q, k = complex(first[pair]), complex(second[pair])
            if opacity == 1:
                yield from dial.arc("angle", k, q, Slot.HIGHLIGHT)
            yield from dial.hand("key", k, colours.KEY, _KEY, opacity)
            yield from dial.hand("query", q, colours.QUERY, opacity=opacity)

    def under_dials(self, view: View, *, shares: bool, drop: float) -> Iterator[Label]:
        """Yield what each pair turns by, and what it contributes to the dot product."""
        query, key = self.positions.hands
        m, n = self.places
        few = len(self.dials) <= _FEW_DIALS
        parts = (query * key.conj() * np.exp(1j * (m - n) * self.positions.frequencies)).real
        lines: list[Label] = []
        for dial, pair in zip(self.dials, self.pairs, strict=True):
            texts = [tidy(float(self.positions.frequencies[pair]), 3)]
            if few:
                texts = [f"ω = {texts[0]}"]
            if shares:
                share = rounded(float(parts[pair]), 3)
                texts.append(say(Words("adds {share}", {"share": share})) if few else share)
            for number, text in enumerate(texts):
                place = (dial.x, dial.y - dial.radius - drop * (1 + 1.75 * number))
                room = _UNDER * dial.radius
                lines.append(line_of_text(text, place, view, LETTERS, room=room, most=15.0))
        size = min(line.size for line in lines)  # the same under all
        yield from (replace(line, size=size) for line in lines)
        names = [] if few else ["ω", *[say(Words("adds"))] * shares]
        for row in sorted({dial.y - dial.radius for dial in self.dials}):
            for number, name in enumerate(names):
                yield heading(name, (_BESIDE, row - drop * (1 + 1.75 * number)), view, LETTERS)

    # --- the table of dot products -------------------------------------------------------------

    @cached_property
    def table(self) -> Table:
        """The dot products."""
        count = self.positions.inputs.length
        return Table("products", count, count, WIDE + _GAP, 0.0, HIGH / count, HIGH / count)

    @cached_property
    def curve(self) -> DistanceCurve:
        """The same by distance, above."""
        return DistanceCurve(self.positions.products, WIDE + _GAP, *_CURVE)

    @cached_property
    def _picture(self) -> Picture:
        return heat_picture(self.positions.products)

    @cached_property
    def _texts(self) -> tuple[tuple[str, ...], ...]:
        return numbers_of(self.positions.products)

    def products(self, t: float, view: View) -> tuple[list[Draw], list[Label]]:
        """Return the table, the diagonal, and the cell of the two positions."""
        grown, along = self.grown(t)
        if not grown:
            return [], []
        table, (m, n) = self.table, self.places
        draws, labels = self.curve.parts(m - n, grown, view)
        draws.append(heat_draw(table, self._picture, grown))
        if grown == 1:
            labels += heat_labels(table, self._texts, view)
            walked = self.walked(t)
            start, end = (np.array(table.middle(m + s, n + s)) for s in (0, walked))
            if along and table.rows > _MOST_FRAMED:
                draws += segment("diagonal", start, end, Slot.HIGHLIGHT, 3.0)
            passed = math.floor(walked + 1e-9) if table.rows <= _MOST_FRAMED else -1
            for step in range(passed + 1):
                area = table.area(m + step, n + step)
                draws += highlight(area, Slot.HIGHLIGHT, "diagonal", strength=0.0)
            area = table.area(m + walked, n + walked)
            draws += highlight(area, Slot.HIGHLIGHT, "cell", strength=0.0, border=4.0)
            labels.append(self._value(view))
        for number in numbered(table.rows):
            x, y, _ = table.middle(number, number)
            labels.append(heading(str(number), (table.left - 0.45, y), view, LETTERS))
            labels.append(heading(str(number), (x, 0.4), view, LETTERS))
        for letter, slot, place in (
            ("m", colours.QUERY, (table.left - 0.55, 0.65)),
            ("n", colours.KEY, (table.right + 0.4, 0.4)),
        ):
            labels.append(
                line_of_text(letter, place, view, LETTERS, slot=slot, bold=True, most=16.0)
            )
        more, texts = scale_of(table, self.positions.products, view)
        draws += more
        labels += texts
        middle = (table.left + HIGH / 2, 1.4)
        labels.append(line_of_text(self.title(), middle, view, LETTERS, bold=True, most=18.0))
        return draws, labels

    def _value(self, view: View) -> Label:
        m, n = self.places
        said = {"distance": tidy(m - n), "value": tidy(float(self.positions.products[m, n]))}
        text = say(Words("distance m − n = {distance}: dot product {value}", said))
        place = (self.table.left + HIGH / 2, self.table.bottom - _VALUE)
        return line_of_text(text, place, view, LETTERS, room=HIGH + _GAP, bold=True, most=16.0)

    # --- the story -----------------------------------------------------------------------------

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        draws, labels = self.left(t, view)
        more, texts = self.products(t, view)
        return Frame((*draws, *more), (*labels, *texts), view.camera)

    def extent(self) -> Floats:
        """Return the corners of all that is drawn."""
        top = max(TOP, *(dial.y + dial.radius + 0.4 for dial in self.dials))
        right = WIDE + _GAP + HIGH + 0.9
        corners = np.array([(x, y, 0.0) for x in (-_LEFT, right) for y in (-HIGH - _MARGIN, top)])
        middle = corners.mean(axis=0)
        return np.asarray(middle + _FITTED * (corners - middle))

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers of the encoding."""
        return self._readouts

    @cached_property
    def _readouts(self) -> tuple[Readout, ...]:
        arrays = self.positions.arrays
        facts = position_facts(self.positions.inputs)
        return tuple(array_readout(fact, arrays[fact.variable]) for fact in facts)

    def code(self) -> str:
        """Return the torch program."""
        return position_code(self.positions.inputs)


def scale_of(table: Table, numbers: Floats, view: View) -> tuple[list[Draw], list[Label]]:
    """Return what the colours of a table mean, below its right end."""
    below = bool((numbers < 0).any())
    return value_bar(
        largest_of(numbers), table.right, table.bottom - _SCALE, view, below=below, larger=_LARGER
    )


def numbers_of(array: Floats) -> tuple[tuple[str, ...], ...]:
    """Return the texts of a small table's numbers, and none of a large one's."""
    if array.size > MOST_NUMBERS:
        return ()
    with np.errstate(over="ignore", invalid="ignore"):
        rounded = array.round(_DIGITS)  # else what is 0 would be the noise of a few operations
    exact = np.where(np.isfinite(rounded), rounded, array)
    write = NumberFormat(min(format_of(exact).decimals, _DECIMALS)).text
    return tuple(tuple(map(write, row)) for row in exact.tolist())
