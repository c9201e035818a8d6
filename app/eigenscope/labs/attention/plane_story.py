"""Attention in the plane: one query of one head, its keys, and the values it mixes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.attention.attention_story import AttentionStory
from eigenscope.labs.attention.inputs import Inputs
from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.kit.attention.attention_inputs import TYPED
from eigenscope.labs.kit.attention.plane_numbers import PlaneNumbers
from eigenscope.labs.kit.attention.plane_picture import PlanePicture, dragged_row
from eigenscope.labs.kit.timeline import Timeline
from eigenscope.language.evaluating.typed_tensor import TypedTensor
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text


@dataclass(frozen=True, eq=False)
class PlaneStory(AttentionStory):
    """What a query of a head, both numbered from 0, makes of all keys and values."""

    head: int
    query: int

    @cached_property
    def picture(self) -> PlanePicture:
        """The picture."""
        attention = self.attention
        inputs, shape = attention.inputs, attention.program.operands.shape
        mask = attention.program.mask
        q, k, v, scores, weights, output = (
            attention.of_head(name, self.head)
            for name in ("Q", "K", "V", "scores", "weights", "output")
        )
        allowed = np.ones(shape, dtype=bool) if mask is None else mask > 0
        chosen = min(self.query, shape[0] - 1)
        temperature = inputs.temperature.scalar.value
        return PlanePicture(
            PlaneNumbers(q, k, v, scores, weights, output, allowed, chosen, temperature)
        )

    @property
    def timeline(self) -> Timeline:
        """The stages of the query."""
        return self.picture.timeline

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        return self.picture.frame(t, view)

    def extent(self) -> Floats:
        """Return what a view must hold."""
        return self.picture.extent()

    @property
    def unseen(self) -> Text:
        """Why nothing is drawn."""
        return self.picture.unseen

    def handles(self, t: float) -> Iterable[Handle]:
        """Return what can be dragged: vectors that were typed."""
        typed = self.attention.inputs.source == TYPED
        return self.picture.handles(t) if typed else ()

    @property
    def points(self) -> bool:
        """A click on a query chooses it."""
        return True

    def chosen(self, inputs: Any, t: float, view: View) -> Any | None:
        """Return the inputs with the query under the pointer chosen."""
        query = self.picture.query_under(view)
        if query is None or query + 1 == inputs.query:
            return None
        return replace(inputs, query=query + 1)

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return self.picture.legend()


def dragged(inputs: Inputs, key: str, position: tuple[float, float, float]) -> Inputs:
    """Return the inputs with a row of Q, K or V, of the shown head, at another place."""
    letter, row, place = dragged_row(key, position)
    whole = getattr(inputs, letter)
    rows, columns = whole.shape
    width = columns // inputs.heads
    moved = TypedTensor.from_array(place[:width])
    if not isinstance(whole, TypedTensor):
        whole = TypedTensor.from_array(whole.to_array())
    first = row * columns + (inputs.head - 1) * width
    entries = (*whole.entries[:first], *moved.entries, *whole.entries[first + width :])
    changed: dict[str, Any] = {letter: TypedTensor((rows, columns), entries)}
    return replace(inputs, **changed)
