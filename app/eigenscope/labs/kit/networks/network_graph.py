"""A network as a graph: neurons in columns, layer by layer, and an edge for each weight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.training.network import NetworkShape, Parameters
from eigenscope.labs.kit.arrows import dot, segment
from eigenscope.labs.kit.networks import colours
from eigenscope.scene.frame import Draw, Label
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Words, as_it_is, say

_WIDE, _HIGH = 7.5, 0.8  # of the whole graph, and from one neuron to the next
_TALLEST = 8  # neurons of a column with that room; more stand closer
_THIN, _THICK = 0.5, 7.0  # pixels of an edge: of no weight, and of the largest ever
_FAINT = 0.25
_NAMED = 4  # layers whose names have room; of more there are only the numbers


@dataclass(frozen=True, eq=False)
class NetworkGraph:
    """Edges as thick as their weights by the ``largest``, in colours of their signs."""

    shape: NetworkShape
    largest: float

    @cached_property
    def columns(self) -> tuple[Floats, ...]:
        """The places (w, 3) of the neurons of the input and of each layer."""
        widths = self.shape.widths
        across = np.linspace(-_WIDE / 2, _WIDE / 2, len(widths))
        return tuple(
            np.column_stack(
                [
                    np.full(width, x),
                    ((width - 1) / 2 - np.arange(width)) * min(_HIGH, _TALLEST * _HIGH / width),
                    np.zeros(width),
                ]
            )
            for x, width in zip(across, widths, strict=True)
        )

    def draws(self, parameters: Parameters) -> Iterator[Draw]:
        """Yield the edges of a state, and the neurons."""
        for layer, (starts, ends) in enumerate(pairwise(self.columns)):
            shares = parameters[layer].weight / self.largest
            for (row, column), share in np.ndenumerate(shares):
                slot = Slot.POSITIVE if share >= 0 else Slot.NEGATIVE
                size = min(abs(float(share)), 1.0)
                yield from segment(
                    f"weights {layer + 1}",
                    starts[column],
                    ends[row],
                    slot,
                    _THIN + (_THICK - _THIN) * size,
                    _FAINT + (1 - _FAINT) * size**0.5,
                )
        for layer, column in enumerate(self.columns):
            for place in column:
                yield dot(f"neurons {layer}", place, Slot.INK, 13.0)

    def labels(self) -> Iterator[Label]:
        """Yield what the inputs are called, and the layers with their activations."""
        for k, place in enumerate(self.columns[0][:9]):
            name = f"x{subscript(k + 1)}"
            yield Label(name, place_of(place), Slot.INK, (-24.0, 0.0), 14, True, 3)
        low = min(float(column[-1, 1]) for column in self.columns)
        bent = self.shape.activations[:-1]
        alike = len(set(bent)) == 1
        for layer, activation in enumerate(self.shape.activations):
            place = place_of((self.columns[layer + 1][0, 0], low - _HIGH))
            slot, words = colours.LAYERS[layer], Words("layer {layer}", {"layer": layer + 1})
            name = say(words) if self.shape.depth <= _NAMED else str(layer + 1)
            yield Label(name, place, slot, size=13, bold=True, priority=4, fixed=True)
            if activation != "none" and not alike:
                yield self._activation(activation, float(place[0]), low, slot)
        if alike and bent[0] != "none":
            middle = float(self.columns[1][0, 0] + self.columns[-2][0, 0]) / 2
            yield self._activation(bent[0], middle, low, Slot.AXIS)

    def _activation(self, name: str, x: float, low: float, slot: Slot) -> Label:
        """Return the label of an activation below the layers that have it."""
        place = place_of((x, low - 1.8 * _HIGH))
        return Label(say(as_it_is(name)), place, slot, size=12, priority=3, fixed=True)

    def corners(self) -> Floats:
        """Return the places of all neurons, with room for words, (k, 3)."""
        room = np.array([(-0.8, 0.0, 0.0), (0.8, -2.4 * _HIGH, 0.0)])
        places = np.concatenate(self.columns)
        return np.concatenate([places, places.min(axis=0) + room, places.max(axis=0) - room])
