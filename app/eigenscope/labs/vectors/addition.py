"""Sum and difference: arrows carried tip to tail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.exact.vectors import Vector, combination, length, path_length, whole
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.arrows import arrow, segment
from eigenscope.labs.kit.places import vector_in_space
from eigenscope.labs.kit.readout_makers import matrix_readout, text_readout
from eigenscope.labs.kit.tip_labels import middle_label, tip_label
from eigenscope.labs.vectors import colours
from eigenscope.labs.vectors.scene import VectorScene, quantity_readout
from eigenscope.scene.frame import Draw, Label
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words

_FAINT = 0.45


@dataclass(frozen=True, eq=False)
class Sum(VectorScene):
    """Every vector but the first is carried to the tip of those before it; then the sum grows."""

    used = 3

    @cached_property
    def total(self) -> Vector:
        """The sum."""
        return combination(whole(*[1] * len(self.vectors)), self.vectors)

    @cached_property
    def tails(self) -> Floats:
        """Where each vector (k, 3) begins once it is carried."""
        with np.errstate(over="ignore"):
            return np.asarray(np.cumsum(self.places, axis=0) - self.places)

    @property
    def words(self) -> str:
        """The sum as it is written."""
        return " + ".join(self.letters)

    def stages(self) -> tuple[Words, ...]:
        """Return the stages."""
        carried = [
            Words(
                "A copy of {b} is moved so that its tail is at the tip of {a}.",
                {"a": " + ".join(self.letters[:k]), "b": letter},
            )
            for k, letter in enumerate(self.letters)
            if k
        ]
        return (*carried, Words("The sum goes straight from the first tail to the last tip."))

    def conclusion(self) -> Words:
        """Return the end."""
        if self.total.zero:
            return Words("The last tip meets the first tail: the sum is 0.")
        values = {"sum": self.words, "other": " + ".join(reversed(self.letters))}
        return Words(
            "{sum} goes from the first tail to the last tip; {other} ends at the same point.",
            values,
        )

    def draws(self, t: float, view: View) -> Iterator[Draw]:
        """Yield the vectors, the copies and the sum."""
        whole_sum = vector_in_space(self.total.values)
        yield from self.arrows(_FAINT if t > 0 else 1.0)
        yield from arrow("a", self.places[0], colours.VECTORS[0])
        for k in range(1, len(self.letters)):
            tail = self.tails[k] * self.part(k - 1, t)
            yield from arrow(f"{self.letters[k]} copy", self.places[k], colours.VECTORS[k], tail)
        if t >= 1 and len(self.letters) == 2:
            # The other order: the opposite side of the parallelogram.
            yield from segment("a copy", self.places[1], whole_sum, colours.VECTORS[0], 1.6, _FAINT)
        grown = self.part(len(self.letters) - 1, t)
        if grown > 0:
            yield from arrow("sum", whole_sum * grown, colours.RESULT, width=4.2)

    def labels(self, t: float, view: View) -> Iterator[Label]:
        """Yield the names."""
        whole_sum = vector_in_space(self.total.values)
        yield from self.names(view)
        for k in range(1, len(self.letters)):
            if self.part(k - 1, t) > 0.5:
                tail = self.tails[k] * self.part(k - 1, t)
                letter, slot = self.letters[k], colours.VECTORS[k]
                yield middle_label(letter, self.places[k], slot, view, tail, whole_sum / 2)
        grown = self.part(len(self.letters) - 1, t)
        if grown > 0.2:
            yield tip_label(self.words, whole_sum * grown, colours.RESULT, view, 7)

    def facts(self) -> Iterator[Readout]:
        """Yield the sum and what its length says."""
        yield matrix_readout(
            "sum",
            "Sum",
            self.words,
            self.total.values,
            slot=colours.RESULT,
            brief=True,
            line=f"total = {self.words}",
            tip="Entry by entry.",
        )
        size = length(self.total)
        yield quantity_readout(
            "sum.length",
            "Sum",
            f"‖{self.words}‖",
            size,
            slot=colours.RESULT,
            brief=True,
            line="length_total = torch.linalg.vector_norm(total)",
        )
        way = " + ".join(f"length_{letter}" for letter in self.letters)
        yield quantity_readout(
            "sum.way",
            "Sum",
            " + ".join(f"‖{letter}‖" for letter in self.letters),
            path_length(self.vectors),
            line=f"way = {way}  # never shorter than length_total",
            tip="The length of the path along the vectors. The sum is never longer: the "
            "triangle inequality.",
        )

    def added(self) -> Mapping[Slot, Text]:
        """Return what the other colours mean."""
        return {colours.RESULT: self.words}

    def reach(self) -> Floats:
        """Return all tips."""
        return np.concatenate([self.places, self.tails, self.tails + self.places])


@dataclass(frozen=True, eq=False)
class Difference(VectorScene):
    """The arrow from the tip of b to the tip of a, then the same from the origin."""

    @cached_property
    def rest(self) -> Vector:
        """The vector a − b."""
        return combination(whole(1, -1), self.vectors)

    def stages(self) -> tuple[Words, ...]:
        """Return the stages."""
        return (
            Words("a − b goes from the tip of b to the tip of a."),
            Words("Moved to the origin it is the same vector: only length and direction matter."),
        )

    def conclusion(self) -> Words:
        """Return the end."""
        if self.rest.zero:
            return Words("a and b are the same vector: their difference is 0.")
        return Words("b + (a − b) = a, and ‖a − b‖ is the distance between the two tips.")

    def draws(self, t: float, view: View) -> Iterator[Draw]:
        """Yield the vectors and the difference."""
        a, b = self.places
        rest = vector_in_space(self.rest.values)
        yield from self.arrows()
        grown, home = self.part(0, t), self.part(1, t)
        if grown > 0:
            if home > 0:
                yield from segment("difference trail", b, a, colours.RESULT, 1.6, _FAINT)
            tail = b * (1 - home)
            yield from arrow("difference", rest * grown, colours.RESULT, tail, 4.2)

    def labels(self, t: float, view: View) -> Iterator[Label]:
        """Yield the names."""
        rest = vector_in_space(self.rest.values)
        yield from self.names(view)
        home = self.part(1, t)
        if self.part(0, t) > 0.6 and not self.rest.zero:
            tail, away = self.places[1] * (1 - home), self.places[0] * home
            yield middle_label("a − b", rest, colours.RESULT, view, tail, away)

    def facts(self) -> Iterator[Readout]:
        """Yield the difference and the distance."""
        yield matrix_readout(
            "difference",
            "Difference",
            "a − b",
            self.rest.values,
            slot=colours.RESULT,
            brief=True,
            line="difference = a - b",
            tip="Entry by entry.",
        )
        yield quantity_readout(
            "distance",
            "Difference",
            "Distance ‖a − b‖",
            length(self.rest),
            slot=colours.RESULT,
            brief=True,
            line="distance = torch.linalg.vector_norm(difference)",
            tip="How far apart the tips are; nearest-neighbour methods compare this distance.",
        )
        if self.rest.zero:
            yield text_readout("same", "Difference", "So", "a = b")

    def added(self) -> Mapping[Slot, Text]:
        """Return what the other colours mean."""
        return {colours.RESULT: "a − b"}

    def reach(self) -> Floats:
        """Return all tips."""
        return np.concatenate([self.places, [self.places[0] - self.places[1]]])
