"""What is drawn of one query, its keys and its values; a play changes matrices and styles alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.angles import right_angle
from eigenscope.labs.kit.arrows import arrow, dot, segment
from eigenscope.labs.kit.attention import colours
from eigenscope.labs.kit.attention.plane_numbers import PlaneNumbers
from eigenscope.labs.kit.lines import line
from eigenscope.labs.kit.places import in_space
from eigenscope.scene.frame import Draw, Style
from eigenscope.scene.geometry import Points, Polyline, Triangles
from eigenscope.scene.slots import Slot

_FAINT, _PAST, _HIDDEN = 0.28, 0.35, 0.3
"""Opacities of other queries, of what was spoken of before, and of keys that may not be seen."""

_QUERY, _KEY, _SHADOW, _OTHER = 7.0, 3.0, 4.0, 2.2  # widths in pixels
_VALUE, _OUTPUT, _MANY = 10.0, 15.0, 5.0  # sizes of points
_THINNEST, _THICKEST = 0.8, 9.0  # of the lines of weights 0 and 1
_HULL = 0.1
_MOST_MARKED = 12  # keys whose right angles are marked
_MOST_QUERIES = 24  # that are drawn besides the chosen one


@dataclass(frozen=True, eq=False)
class PlaneDraws:
    """The draws of a chosen query."""

    numbers: PlaneNumbers

    @cached_property
    def _keys(self) -> Floats:
        return in_space(self.numbers.keys)

    @cached_property
    def _values(self) -> Floats:
        return in_space(self.numbers.values)

    def at(self, parts: Sequence[float], view: View) -> Iterator[Draw]:
        """Yield what is drawn when the stages have come so far (0…1 each)."""
        _, dropped, equal, softmax = [*parts, 0.0, 0.0, 0.0][:4]
        yield from self._crowd()
        yield from self._area(equal)
        yield from self._arrows(equal)
        if dropped > 0:
            yield from self._shadows(dropped, equal, view)
        yield from self._weights(equal, softmax)

    # --- queries and keys ----------------------------------------------------------------------

    def _arrows(self, equal: float) -> Iterator[Draw]:
        numbers = self.numbers
        for row, place in enumerate(in_space(numbers.queries[:_MOST_QUERIES])):
            if row != numbers.chosen:
                yield from arrow("queries", place, colours.QUERY, width=_OTHER, opacity=_FAINT)
        yield from arrow("query", numbers.query, colours.QUERY, width=_QUERY)
        past = 1.0 - (1.0 - _PAST) * equal
        for key in numbers.shown:
            strength = past if numbers.visible[key] else _HIDDEN
            yield from arrow(
                f"key {key + 1}", self._keys[key], colours.KEY, width=_KEY, opacity=strength
            )

    def _shadows(self, dropped: float, equal: float, view: View) -> Iterator[Draw]:
        """Yield the perpendiculars of the keys that may be seen, and their projections."""
        numbers, strength = self.numbers, 1.0 - (1.0 - _PAST) * equal
        if numbers.query.any():
            yield from line("line", numbers.query, view, Slot.AXIS, opacity=0.5 * strength)
        fallen, grown = min(2 * dropped, 1.0), max(2 * dropped - 1.0, 0.0)
        for key in filter(numbers.visible.__getitem__, numbers.shown):
            tip, foot = self._keys[key], numbers.feet[key]
            end = tip + fallen * (foot - tip)
            yield from segment("perpendicular", tip, end, Slot.INK, 1.4, 0.7 * strength)
            if grown > 0:
                yield from segment(
                    f"projection {key + 1}", 0 * foot, grown * foot, colours.KEY, _SHADOW,
                    0.55 * strength,
                )  # fmt: skip
                yield dot(f"foot {key + 1}", grown * foot, colours.KEY, 8.0, strength)
            if grown >= 1 and foot.any() and len(numbers.shown) <= _MOST_MARKED:
                yield from right_angle(
                    "right angle", foot, -foot, tip - foot, view, opacity=strength
                )

    # --- values and the output -------------------------------------------------------------------

    @cached_property
    def _hull(self) -> tuple[Triangles, Polyline] | None:
        corners = self.numbers.hull
        if len(corners) < 2:
            return None
        fan = [corners[[0, k, k + 1]] for k in range(1, len(corners) - 1)]
        faces = np.array(fan) if fan else np.zeros((0, 3, 3))
        return Triangles(faces), Polyline(corners, closed=True)

    @cached_property
    def _way(self) -> Polyline:
        return Polyline(self.numbers.way)

    def _area(self, equal: float) -> Iterator[Draw]:
        if self._hull is not None and equal > 0:
            face, border = self._hull
            yield Draw(face, Style(colours.VALUE, opacity=_HULL * equal), name="hull")
            yield Draw(border, Style(colours.VALUE, 1.4, 0.7 * equal), name="hull border")

    def _weights(self, equal: float, softmax: float) -> Iterator[Draw]:
        """Yield the values, lines as thick as their weights, and the output where they lead it."""
        numbers = self.numbers
        weights, place = numbers.weights_at(softmax), numbers.place_at(softmax)
        sighted = bool(numbers.visible.any())
        for key in filter(numbers.visible.__getitem__, numbers.shown) if equal > 0 else ():
            weight = float(weights[key])
            wide = _THINNEST + (_THICKEST - _THINNEST) * weight
            strength = equal * (0.35 + 0.55 * weight)
            value = self._values[key]
            end = value + equal * (place - value)
            yield from segment(f"weight {key + 1}", value, end, colours.WEIGHT, wide, strength)
        if softmax > 0 and sighted:
            style = Style(colours.OUTPUT, 2.0, 0.8)
            yield Draw(self._way, style, portion=softmax, name="way")
        for key in numbers.shown:
            strength = (0.45 + 0.55 * equal) if numbers.visible[key] else _HIDDEN
            yield dot(f"value {key + 1}", self._values[key], colours.VALUE, _VALUE, strength)
        if softmax >= 1:
            for row, output in enumerate(in_space(numbers.output[:_MOST_QUERIES])):
                if row != numbers.chosen:
                    yield dot("outputs", output, colours.OUTPUT, _VALUE, _FAINT)
        if equal >= 1 or not sighted:
            yield dot("output", place, colours.OUTPUT, _OUTPUT)

    # --- very many -------------------------------------------------------------------------------

    @cached_property
    def _points(self) -> tuple[Points, Points] | None:
        if len(self._keys) == len(self.numbers.shown):
            return None
        return Points(self._keys), Points(self._values)

    def _crowd(self) -> Iterator[Draw]:
        """Yield keys and values that are too many for arrows."""
        if self._points is not None:
            keys, values = self._points
            yield Draw(keys, Style(colours.KEY, _MANY, _HIDDEN), name="key tips")
            yield Draw(values, Style(colours.VALUE, _MANY, _HIDDEN), name="value points")
