"""Cross product: the parallelogram's area, and in space a vector that stands upright on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.exact.vectors import (
    Quantity,
    Vector,
    cross,
    dot,
    length,
    parallel,
    projection,
    signed_area,
)
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.angles import right_angle
from eigenscope.labs.kit.arrows import ORIGIN, arrow
from eigenscope.labs.kit.colours import sign_slot
from eigenscope.labs.kit.faces import parallelogram
from eigenscope.labs.kit.places import vector_in_space
from eigenscope.labs.kit.readout_makers import matrix_readout, text_readout
from eigenscope.labs.kit.tensor_text import tensor
from eigenscope.labs.kit.tip_labels import tip_label
from eigenscope.labs.vectors import colours
from eigenscope.labs.vectors.inputs import vector_of
from eigenscope.labs.vectors.scene import VectorScene, quantity_readout
from eigenscope.scene.frame import Draw, Label
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Text, Words, as_words, say

AREA = "Cross product"


@dataclass(frozen=True, eq=False)
class Cross(VectorScene):
    """a is swept along b; then the area becomes a rectangle, or a vector as long as it is large."""

    @cached_property
    def flat(self) -> bool:
        """Whether there is no parallelogram: the vectors lie on one line."""
        return parallel(*self.vectors)

    @cached_property
    def normal(self) -> Vector:
        """The cross product; of vectors of the plane as vectors of space with z = 0."""
        if self.dimensions == 3:
            return cross(*self.vectors)
        area = signed_area(*self.vectors)
        return Vector(np.array([0.0, 0.0, area.value]))

    @cached_property
    def area(self) -> Quantity:
        """The area, signed in the plane."""
        return length(self.normal) if self.dimensions == 3 else signed_area(*self.vectors)

    @cached_property
    def leaning(self) -> Floats:
        """How far the parallelogram leans, (3,): the shadow of b on a."""
        a, b = self.vectors
        return vector_in_space(projection(b, a)[1].values)

    @property
    def slot(self) -> Slot:
        """The colour of the area, by its sign."""
        return sign_slot(0 if self.flat else self.area.value)

    def stages(self) -> tuple[Words, ...]:
        """Return the stages."""
        if self.flat:
            return (Words("a and b lie on one line: the parallelogram is flat, its area 0."),)
        sweep = Words("a is swept along b: a parallelogram.")
        if self.dimensions == 2:
            return sweep, Words("Sheared into a rectangle, it keeps its area: base × height.")
        return sweep, Words("a × b grows perpendicular to both, until its length equals the area.")

    def conclusion(self) -> Words:
        """Return the end."""
        if self.flat:
            return self.stages()[0]
        if self.dimensions == 3:
            return Words(
                "a × b is perpendicular to a and b; its direction follows the right-hand rule."
            )
        if self.area.value > 0:
            return Words("The area is positive: b lies to the left of a.")
        return Words("The area is negative: b lies to the right of a.")

    def draws(self, t: float, view: View) -> Iterator[Draw]:
        """Yield the parallelogram, the vectors and the product."""
        a, b = self.places
        if self.flat:
            yield from self.arrows()
            return
        swept, second = self.part(0, t), self.part(1, t)
        side = b - second * self.leaning if self.dimensions == 2 else b
        if swept > 0:
            yield from parallelogram("area", a, side * swept, self.slot)
            yield from arrow("a copy", a, colours.VECTORS[0], side * swept, 2.4, 0.6)
        yield from self.arrows()
        if self.dimensions == 2 and second > 0:
            if second >= 1:
                yield from right_angle("right angle", ORIGIN, a, side, view)
        elif second > 0:
            upright = self.normal.values
            yield from arrow("cross", upright * second, colours.RESULT, width=4.2)
            for k, vector in enumerate((a, b)):
                if second >= 1:
                    yield from right_angle(f"right angle {k}", ORIGIN, vector, upright, view)

    def labels(self, t: float, view: View) -> Iterator[Label]:
        """Yield the names, the area, and the product's."""
        yield from self.names(view)
        if self.flat:
            return
        a, b = self.places
        second = self.part(1, t)
        side = b - second * self.leaning if self.dimensions == 2 else b
        if self.part(0, t) > 0.9:
            # b crosses the middle of the rectangle: the label goes to the side with more room.
            lean = float(self.leaning @ a) / float(a @ a) if self.dimensions == 2 else 0.0
            free = 0.8 if lean < 1.2 else 0.2
            share = 0.5 + second * (free - 0.5) if self.dimensions == 2 else 0.5
            place = place_of(share * a + (0.5 - 0.1 * second) * side)
            size = self.area.value if self.dimensions == 2 else abs(self.area.value)
            text = say(Words("area {size}", {"size": tidy(size, 3)}))
            yield Label(text, place, self.slot, (0, 0), 14, bold=True, priority=8)
        if self.dimensions == 3 and second > 0.5:
            yield tip_label("a × b", self.normal.values, colours.RESULT, view, 7)

    def facts(self) -> Iterator[Readout]:
        """Yield the product and the area."""
        if self.dimensions == 3:
            yield matrix_readout(
                "cross",
                AREA,
                "a × b",
                self.normal.values,
                slot=colours.RESULT,
                brief=True,
                line="product = torch.linalg.cross(a, b)",
                tip="Perpendicular to both; b × a points the other way.",
            )
            line = "area = torch.linalg.vector_norm(product)"
            yield self._area("Area ‖a × b‖", line)
            if self.normal.exact is not None or np.isfinite(self.normal.values).all():
                yield from self._products()
        else:
            line = "area = torch.linalg.det(torch.stack([a, b], dim=1))  # signed"
            yield self._area("Signed area", line)
        if self.flat:
            yield text_readout("flat", AREA, "So", as_words("a and b lie on one line"), brief=True)

    def _area(self, label: Text, line: str) -> Readout:
        return quantity_readout(
            "area",
            AREA,
            label,
            self.area,
            slot=self.slot,
            brief=True,
            line=line,
            tip="The area of the parallelogram: ‖a‖ ‖b‖ sin θ.",
        )

    def _products(self) -> Iterator[Readout]:
        yield quantity_readout(
            "check",
            AREA,
            "(a × b)·a",
            dot(self.normal, self.vectors[0]),
            line="check = torch.dot(product, a)  # 0: a right angle",
            tip="0, because a × b is perpendicular to a.",
        )
        if len(self.inputs.vectors) == 3:
            c = vector_of(self.inputs.vectors[2])
            yield quantity_readout(
                "volume",
                AREA,
                "(a × b)·c",
                dot(self.normal, c),
                needs=(f"c = {tensor(c.values)}",),
                line="volume = torch.dot(product, c)",
                tip="The signed volume of the parallelepiped of a, b and c.",
            )

    def added(self) -> Mapping[Slot, Text]:
        """Return what the other colours mean."""
        return {self.slot: "area", colours.RESULT: "a × b"}

    def reach(self) -> Floats:
        """Return the corners and the product's tip."""
        a, b = self.places
        corners = [a, b, a + b]
        if self.dimensions == 2:
            return np.array([*corners, b - self.leaning, a + b - self.leaning])
        return np.array([*corners, self.normal.values])
