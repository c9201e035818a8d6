"""Dot product as a shadow, cross product as an area with a direction."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.exact.vectors import (
    Quantity,
    Vector,
    angle,
    cosine,
    dot,
    projection,
    scalar_projection,
    weighted_mean,
)
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.angles import angle_arc, right_angle
from eigenscope.labs.kit.arrows import arrow, segment
from eigenscope.labs.kit.lines import line
from eigenscope.labs.kit.places import vector_in_space
from eigenscope.labs.kit.readout_makers import matrix_readout, text_readout
from eigenscope.labs.kit.tip_labels import middle_label
from eigenscope.labs.kit.typed_texts import entry_text, in_product
from eigenscope.labs.vectors import colours
from eigenscope.labs.vectors.scene import VectorScene, quantity_readout
from eigenscope.scene.frame import Draw, Label
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import degrees, tidy
from eigenscope.wording.words import Text, Words, as_words, say

PRODUCT = "Dot product"
_COSINE = "cosine = product / (length_a * length_b)"


@dataclass(frozen=True, eq=False)
class Dot(VectorScene):
    """A perpendicular drops from the tip of b on the line of a; the shadow tells the product."""

    @cached_property
    def angle(self) -> float | None:
        """The angle between a and b in radians, if there is one."""
        return angle(*self.vectors)

    @cached_property
    def shadow(self) -> tuple[Quantity, Vector]:
        """The share c of a, and c·a: the projection of b."""
        a, b = self.vectors
        return projection(b, a)

    @cached_property
    def foot(self) -> Floats:
        """The tip of the shadow, (3,)."""
        return vector_in_space(self.shadow[1].values)

    def stages(self) -> tuple[Words, ...]:
        """Return the stages."""
        if self.angle is None:
            return (Words("One of the vectors is 0: the angle is undefined and the product is 0."),)
        return (
            Words("The angle θ opens between a and b."),
            Words("A perpendicular is dropped from the tip of b onto the line of a."),
            Words("The projection of b onto a: the dot product is its signed length times ‖a‖."),
        )

    def conclusion(self) -> Words:
        """Return the end."""
        product = dot(*self.vectors).value
        if self.angle is None:
            return self.stages()[0]
        if product == 0:
            return Words("The projection is 0: a and b are perpendicular, a·b = 0.")
        if product < 0:
            return Words("The projection points against a: the angle is over 90° and a·b < 0.")
        return Words("The projection points along a: the angle is under 90° and a·b > 0.")

    def draws(self, t: float, view: View) -> Iterator[Draw]:
        """Yield the vectors, the angle, the perpendicular and the shadow."""
        a, b = self.places
        yield from self.arrows()
        if self.angle is None:
            return
        opened, dropped, grown = (self.part(k, t) for k in range(3))
        arc = angle_arc("angle", a, b, self.angle * opened, view, colours.ANGLE)
        if arc is not None and opened > 0:
            yield arc[0]
        if dropped > 0:
            yield from line("line of a", a, view, Slot.AXIS)
            yield from segment("perpendicular", b, b + dropped * (self.foot - b), Slot.INK)
        if grown > 0:
            yield from arrow("shadow", self.foot * grown, colours.SHADOW, width=5.5)
        # On the side where the head of the shadow does not hide it.
        outward = self.foot if self.foot.any() else a
        if dropped >= 1:
            yield from right_angle("right angle", self.foot, outward, b - self.foot, view)

    def labels(self, t: float, view: View) -> Iterator[Label]:
        """Yield the names, the angle and the shadow's length."""
        a, b = self.places
        yield from self.names(view)
        if self.angle is None:
            return
        arc = angle_arc("angle", a, b, self.angle, view, colours.ANGLE)
        if arc is not None and self.part(0, t) > 0.5:
            text = f"θ = {degrees(self.angle, 1)}"
            yield Label(text, place_of(arc[1]), colours.ANGLE, (14, 4), 14, bold=True, priority=6)
        if self.part(2, t) > 0.5 and self.foot.any():
            size = tidy(self.signed_length().value, 3)
            text = say(Words("shadow {size}", {"size": size}))
            yield middle_label(text, self.foot, colours.SHADOW, view, away=b, share=0.5)

    def signed_length(self) -> Quantity:
        """Return ‖b‖ cos θ: the shadow's length, negative if it points against a."""
        a, b = self.vectors
        return scalar_projection(b, a)

    def facts(self) -> Iterator[Readout]:
        """Yield the product and what it says of the angle."""
        a, b = self.vectors
        yield quantity_readout(
            "dot",
            PRODUCT,
            "a·b",
            dot(a, b),
            brief=True,
            line="product = torch.dot(a, b)",
            tip="Products of the entries, added up: ‖a‖ ‖b‖ cos θ.",
        )
        yield text_readout("terms", PRODUCT, "In full", self._terms(), tip="a₁b₁ + a₂b₂ + …")
        yield from self._angles()
        yield quantity_readout(
            "shadow",
            PRODUCT,
            "Scalar projection of b onto a",
            self.signed_length(),
            slot=colours.SHADOW,
            line="shadow = product / length_a",
            tip="a·b / ‖a‖: negative where it points against a.",
        )
        yield matrix_readout(
            "projection",
            PRODUCT,
            "Projection",
            self.shadow[1].values,
            slot=colours.SHADOW,
            line="projection = product / torch.dot(a, a) * a",
            tip="(a·b / a·a) a: the point on the line of a nearest to b.",
        )
        mean = weighted_mean(b, a)
        if mean is not None:
            yield quantity_readout(
                "weighted",
                PRODUCT,
                "Mean of b, weights a",
                mean,
                line="mean = product / a.sum()  # of the entries of b, with weights a",
                tip="a·b over the sum of a: where the entries of a are weights.",
            )

    def _angles(self) -> Iterator[Readout]:
        cos = cosine(*self.vectors)
        if cos is None or self.angle is None:
            none = as_words("none: a vector is 0")
            yield text_readout("angle", PRODUCT, "Angle θ", none, brief=True)
            return
        yield text_readout(
            "angle",
            PRODUCT,
            "Angle θ",
            degrees(self.angle),
            math.degrees(self.angle),
            slot=colours.ANGLE,
            brief=True,
            needs=(_COSINE,),
            line="angle = torch.rad2deg(torch.acos(cosine.clamp(-1, 1)))",
            variable="",  # near 0° and 180° acos has half of the digits
            tip="0° for the same direction, 90° for perpendicular vectors, 180° for opposite "
            "directions.",
        )
        yield quantity_readout(
            "cosine",
            PRODUCT,
            "cos θ",
            cos,
            brief=True,
            line=_COSINE,
            tip="The cosine similarity: the dot product of the unit vectors along a and b.",
        )

    def _terms(self) -> str:
        a, b = (sum(matrix.rows, ()) for matrix in self.inputs.vectors[: self.used])
        signed = [(entry_text(x), entry_text(y)) for x, y in zip(a, b, strict=True)]
        return " + ".join(f"{in_product(x)}·{in_product(y)}" for x, y in signed)

    def added(self) -> Mapping[Slot, Text]:
        """Return what the other colours mean."""
        return {colours.ANGLE: "angle", colours.SHADOW: "projection of b onto a"}

    def reach(self) -> Floats:
        """Return the tips and the foot."""
        return np.concatenate([self.places, [self.foot]])
