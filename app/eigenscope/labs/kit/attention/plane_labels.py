"""The names beside arrows and points, the products at the feet, and the running weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.attention import colours
from eigenscope.labs.kit.attention.plane_numbers import PlaneNumbers
from eigenscope.labs.kit.attention.plane_words import placed
from eigenscope.labs.kit.places import in_space
from eigenscope.labs.kit.tip_labels import tip_label
from eigenscope.scene.frame import Label
from eigenscope.scene.geometry import place_of
from eigenscope.wording.number_texts import rounded, subscript

_AWAY = 9.0  # pixels


@dataclass(frozen=True, eq=False)
class PlaneLabels:
    """The labels of a chosen query."""

    numbers: PlaneNumbers

    def at(self, parts: Sequence[float], view: View) -> Iterator[Label]:
        """Yield what is written when the stages have come so far (0…1 each)."""
        _, dropped, equal, softmax = [*parts, 0.0, 0.0, 0.0][:4]
        numbers = self.numbers
        name = f"q{subscript(numbers.chosen + 1)}"
        yield tip_label(name, numbers.query, colours.QUERY, view, 8)
        keys, values = in_space(numbers.keys), in_space(numbers.values)
        for key in numbers.named:
            text = f"k{subscript(key + 1)}"
            if dropped >= 1 and equal < 0.5 and numbers.visible[key]:
                text = f"{name}·{text} = {rounded(float(numbers.products[key]), 3)}"
            yield tip_label(text, keys[key], colours.KEY, view, 6)
        weights = numbers.weights_at(softmax)
        for key in numbers.named:
            text = f"v{subscript(key + 1)}"
            if equal >= 1 and numbers.visible[key]:
                text = f"{text}: {rounded(round(float(weights[key]), 3), 3)}"
            offset, side = (0.0, -_AWAY), (0.0, -1.0)
            yield Label(text, place_of(values[key]), colours.VALUE, offset, 14, True, 5, side=side)
        if equal >= 1 or not numbers.visible.any():
            yield self._output(softmax)

    def _output(self, softmax: float) -> Label:
        numbers = self.numbers
        place = numbers.place_at(softmax)
        text = f"o{subscript(numbers.chosen + 1)} = {placed(numbers.output_at(softmax))}"
        side = (0.0, 1.0)
        return Label(text, place_of(place), colours.OUTPUT, (0.0, _AWAY), 15, True, 9, side=side)
