"""Training as time: decision regions, or the curve, that learn the data step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.training.data import CLASSES
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.grids import axis_numbers, standing_grid
from eigenscope.labs.kit.networks import colours, training_words
from eigenscope.labs.kit.networks.regions import Regions
from eigenscope.labs.network.story import NetworkStory
from eigenscope.scene.frame import Draw, Frame, Label, Style
from eigenscope.scene.geometry import Points, Polyline
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, say

_CURVE_POINTS = 241


class TrainingStory(NetworkStory):
    """The plane of inputs, tinted by what the network says of each point."""

    @cached_property
    def regions(self) -> Regions:
        """What is drawn of each state."""
        return Regions(self.learning)

    def frame(self, t: float, view: View) -> Frame:
        """Return the regions with the data on them."""
        draws = [
            *self.regions.draws(t),
            *standing_grid(view, 2),
            *self.regions.rings(t),
            *self.points_draws(self.clouds, rim=True),
        ]
        labels = (*axis_numbers(view, 2), *self._axis_names())
        return Frame(tuple(draws), labels, view.camera)

    def _axis_names(self) -> Iterator[Label]:
        plane = self.learning.plane
        low = plane.middle - plane.half
        high = plane.middle + plane.half
        places = ((high[0], low[1]), (low[0], high[1]))
        names = training_words.data_names(self.learning)
        shifts = (-20.0, 12.0), (14.0, -12.0)
        for name, (x, y), shift in zip(names, places, shifts, strict=True):
            yield Label(say(name), (float(x), float(y), 0.0), Slot.AXIS, shift, 14, True, 5)

    def legend(self) -> Mapping[Slot, Text]:
        """Return the groups, the boundary, and what a ring means."""
        if self.learning.data.kind != CLASSES:
            return {**self.group_legend(), colours.BOUNDARY: "where the output is midway"}
        return {
            **self.group_legend(),
            colours.BOUNDARY: "where the decision changes",
            colours.WRONG: "classified wrongly",
        }

    def extent(self) -> Floats:
        """Return the corners of the rectangle that is tinted."""
        return self.learning.plane.corners


class CurveStory(NetworkStory):
    """A function of x: the data, and the network's curve that comes nearer to them."""

    @cached_property
    def clouds(self) -> tuple[Points, ...]:
        """The points (x, target), all in one colour: their height is their target."""
        data = self.learning.data
        return (Points(np.column_stack([data.inputs[:, 0], data.targets, 0 * data.targets])),)

    @cached_property
    def _curves(self) -> dict[int, Polyline]:
        return {}

    def _curve(self, state: int) -> Polyline:
        if state not in self._curves:
            plane = self.learning.plane
            x = plane.middle[0] + np.linspace(-1, 1, _CURVE_POINTS) * plane.half[0]
            y = self.learning.run.outputs(state, x[:, None])[:, 0]
            self._curves[state] = Polyline(np.column_stack([x, y, 0 * x]))
        return self._curves[state]

    def frame(self, t: float, view: View) -> Frame:
        """Return the data and the curve on its way from one state to the next."""
        first, second, share = self.learning.between(t)
        curve = Draw(
            self._curve(first),
            Style(colours.OUTPUT, 3.4),
            name="output",
            towards=self._curve(second),
            mix=share,
        )
        draws = (*standing_grid(view, 2), *self.points_draws(self.clouds, rim=True), curve)
        return Frame(draws, axis_numbers(view, 2), view.camera)

    def legend(self) -> Mapping[Slot, Text]:
        """Return the points and the curve."""
        return {colours.class_slot(0): "data", colours.OUTPUT: "output of the network"}

    def extent(self) -> Floats:
        """Return the corners of the data with some room."""
        corners = self.learning.plane.corners.copy()
        targets = self.learning.data.targets
        low, high = float(targets.min()), float(targets.max())
        room = 0.25 * max(high - low, 1.0)
        corners[:, 1] = (low - room, high + room, low - room, high + room)
        return corners
