"""Attention in the plane: keys cast shadows on the query, and weights pull the output to values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.kit.attention import colours
from eigenscope.labs.kit.attention.plane_draws import PlaneDraws
from eigenscope.labs.kit.attention.plane_labels import PlaneLabels
from eigenscope.labs.kit.attention.plane_numbers import PlaneNumbers
from eigenscope.labs.kit.attention.plane_words import plane_timeline
from eigenscope.labs.kit.grids import axis_numbers, standing_grid
from eigenscope.labs.kit.places import in_space
from eigenscope.labs.kit.story import PLANE
from eigenscope.labs.kit.timeline import Timeline
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Text, Words

_LARGEST, _SMALLEST = 1e12, 1e-9  # of coordinates that a picture can show
_NEAR = 12.0  # pixels between the mouse and the tip that it points at
_ROOM = 1.12  # of what is drawn, around it


@dataclass(frozen=True, eq=False)
class PlanePicture:
    """The picture of a chosen query; its methods mean what those of a story do."""

    numbers: PlaneNumbers

    @cached_property
    def timeline(self) -> Timeline:
        """The stages: arrows, shadows, equal weights, softmax."""
        return plane_timeline(self.numbers)

    @cached_property
    def _draws(self) -> PlaneDraws:
        return PlaneDraws(self.numbers)

    @cached_property
    def _labels(self) -> PlaneLabels:
        return PlaneLabels(self.numbers)

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        draws, labels = [*standing_grid(view, 2)], [*axis_numbers(view, 2)]
        if not self.unseen:
            parts = [self.timeline.eased(stage, t) for stage in range(len(self.timeline.stages))]
            draws += self._draws.at(parts, view)
            labels += self._labels.at(parts, view)
        return Frame(tuple(draws), tuple(labels), view.camera)

    def extent(self) -> Floats:
        """Return the origin and all tips, feet and values."""
        if self.unseen or not (reach := self._reach).any():
            return PLANE
        return np.concatenate([reach * _ROOM, np.zeros((1, 3))])

    @cached_property
    def _reach(self) -> Floats:
        numbers = self.numbers
        vectors = (numbers.queries, numbers.keys, numbers.values, numbers.output)
        return np.concatenate([*map(in_space, vectors), numbers.feet])

    @cached_property
    def unseen(self) -> Text:
        """Why nothing is drawn; nothing if all is."""
        numbers = self.numbers
        if numbers.channels > 2:
            return Words(
                "The plane shows vectors of two channels; queries and keys have {d} now, "
                "values {e}. Take two channels for each head.",
                {"d": numbers.keys.shape[1], "e": numbers.values.shape[1]},
            )
        size = float(np.abs(self._reach).max(initial=0.0))
        if not size <= _LARGEST:
            return "Too large to be drawn; see the numbers beside the picture."
        if 0 < size < _SMALLEST:
            return "Too small to be drawn; see the numbers beside the picture."
        return ""

    def handles(self, t: float) -> Iterator[Handle]:
        """Yield the chosen query, the keys and the values, as "q 0", "k 1" and "v 2"."""
        numbers = self.numbers
        if self.unseen:
            return
        rows = (numbers.chosen,), numbers.shown, numbers.shown
        vectors = numbers.queries, numbers.keys, numbers.values
        slots = colours.QUERY, colours.KEY, colours.VALUE
        for letter, slot, each, chosen in zip("qkv", slots, vectors, rows, strict=True):
            places = in_space(each)
            for row in chosen:
                tip = Words("Drag {name}.", {"name": f"{letter}{subscript(row + 1)}"})
                yield Handle(f"{letter} {row}", place_of(places[row]), slot, tip)

    def query_under(self, view: View) -> int | None:
        """Return the query whose tip is nearest to the view's pointer, or None."""
        if view.pointer is None or self.unseen:
            return None
        tips = view.camera.project(in_space(self.numbers.queries), view.size)[:, :2]
        away = np.hypot(*(tips - np.array(view.pointer)).T)
        nearest = int(np.argmin(away))
        return nearest if away[nearest] <= _NEAR else None

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return {
            colours.QUERY: "queries; the chosen one is bold",
            colours.KEY: "keys, and their projections onto the query",
            colours.VALUE: "values, and their convex hull",
            colours.WEIGHT: "weights: the thicker, the larger",
            colours.OUTPUT: "output",
        }


def dragged_row(key: str, position: tuple[float, float, float]) -> tuple[str, int, Floats]:
    """Return what a handle belongs to, "q", "k" or "v", its row, and its new coordinates (2,)."""
    letter, _, row = key.partition(" ")
    return letter, int(row), np.array(position[:2])
