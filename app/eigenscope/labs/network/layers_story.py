"""Layer by layer: W and b, then the activation, carry the plane and the data to the output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.training.data import CLASSES
from eigenscope.engine.optimise.training.judging import threshold
from eigenscope.engine.optimise.training.network import Dense
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.faces import filled
from eigenscope.labs.kit.grids import axis_numbers, standing_grid
from eigenscope.labs.kit.lines import line
from eigenscope.labs.kit.networks import colours, layer_words
from eigenscope.labs.kit.networks.layer_poses import (
    LayerPose,
    Separator,
    can_be_drawn,
    layer_poses,
    separator,
)
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.labs.network.story import NetworkStory
from eigenscope.plots.curves import Curve
from eigenscope.scene.frame import Draw, Frame, Style, affine
from eigenscope.scene.geometry import Points, Segments
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words, as_words

_PLANE = 2.6  # half a side of the separating plane


@dataclass(frozen=True, eq=False)
class CarriedPose:
    """The geometry of a pose: what moves to the next one."""

    grid: Segments
    clouds: tuple[Points, ...]


class LayersStory(NetworkStory):
    """The trained network, taken apart: its time is the way of a point through the layers."""

    @cached_property
    def poses(self) -> tuple[LayerPose, ...]:
        """Where all stands between the stages."""
        learning = self.learning
        parameters = learning.run.parameters(-1)
        return layer_poses(learning.setup.shape, parameters, learning.plane, learning.data.inputs)

    @cached_property
    def unseen(self) -> Text:
        """Why nothing is drawn, where the layers carry everything too far."""
        words = "The layers make numbers too large to be drawn. Choose smaller weights or data."
        return "" if can_be_drawn(self.learning) else words

    @cached_property
    def _carried(self) -> tuple[CarriedPose, ...]:
        return tuple(CarriedPose(Segments(p.grid), self.clouds_at(p.data)) for p in self.poses)

    @cached_property
    def hidden(self) -> int:
        """Which pose is the last before the output's."""
        return len(self.poses) - 2

    @cached_property
    def separator(self) -> Separator | None:
        """Where the last layer decides, in the picture of the last hidden layer."""
        return self._deciding_by(self.learning.run.parameters(-1)[-1], self.hidden)

    @cached_property
    def _of_outputs(self) -> Separator | None:
        """Where the outputs themselves decide, in their own picture."""
        width = self.learning.setup.shape.widths[-1]
        return self._deciding_by(Dense(np.eye(width), np.zeros(width)), -1)

    def _deciding_by(self, layer: Dense, pose: int) -> Separator | None:
        if self.learning.data.kind != CLASSES:
            return None
        return separator(layer, threshold(self.learning.setup.loss), self.poses[pose].space)

    @cached_property
    def timeline(self) -> Timeline:
        """A stage for each W and b, for each activation, and one for what separates the classes."""
        if self.unseen:
            return Timeline((Stage(),))
        learning, before = self.learning, self.poses[self.hidden]
        stages = [Stage(layer_words.happens(learning, after)) for after in self.poses[1:]]
        deciding = layer_words.deciding(learning, self.separator, before)
        stages.insert(self.hidden, Stage(deciding))
        return Timeline(tuple(stages), layer_words.begins(learning), layer_words.ends(learning))

    @property
    def space(self) -> bool:
        """Whether the picture lives in space."""
        return max(self.learning.setup.shape.widths[1:]) > 2

    def state(self, t: float) -> int:
        """Return the last state, at all times."""
        return len(self.learning.run.steps) - 1

    def caption(self, t: float) -> Words:
        """Return which step of the network is seen."""
        return as_words(self.unseen) if self.unseen else self.timeline.caption(t)

    def frame(self, t: float, view: View) -> Frame:
        """Return the grid and the data on their way from one pose to the next."""
        if self.unseen:
            return Frame((), (), view.camera)
        index, _ = self.timeline.at(t)
        share = self.timeline.eased(index, t)
        first = index - (index > self.hidden)
        second, share = (first, 0.0) if index == self.hidden else (first + 1, share)
        here, there = self._carried[first], self._carried[second]
        grid = Draw(here.grid, Style(Slot.GRID, 1.2), name="grid", towards=there.grid, mix=share)
        draws = (
            *standing_grid(view, 3 if self.space else 2),
            grid,
            *self._deciding(t, view),
            *self.points_draws(here.clouds, there.clouds, share),
        )
        numbers = (
            not self.space and self.poses[first].space.scale == self.poses[second].space.scale == 1
        )
        return Frame(draws, axis_numbers(view, 2) if numbers else (), view.camera)

    def _deciding(self, t: float, view: View) -> Iterator[Draw]:
        """Yield the separating line or plane: of the last hidden layer, then of the outputs."""
        index, _ = self.timeline.at(t)
        cut = self.separator if index == self.hidden else self._of_outputs
        if cut is None or index < self.hidden:
            return
        shown = min(1.0, 3 * self.timeline.part(index, t))
        if not self.space:
            yield from line("separator", cut.along, view, colours.BOUNDARY, cut.foot, 2.6, shown)
            return
        matrix = affine(cut.carrier(_PLANE), cut.foot)
        yield from filled("separator", "square", matrix, colours.BOUNDARY, 0.25 * shown, 1.8)

    def legend(self) -> Mapping[Slot, Text]:
        """Return the groups, the grid and what separates the classes."""
        separates: Text = "separating plane" if self.space else "separating line"
        return {
            **self.group_legend(),
            Slot.GRID: "grid of the input plane",
            colours.BOUNDARY: separates,
        }

    def extent(self) -> Floats:
        """Return a box that holds the data in all poses."""
        return super().extent() if self.unseen else np.concatenate([p.data for p in self.poses])

    def curves(self) -> tuple[Curve, ...]:
        """Return nothing: the time is not that of the training."""
        return ()
