"""The output over the plane of inputs as a surface in space, as it comes nearer to the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.training.data import CLASSES
from eigenscope.engine.optimise.training.judging import probabilities
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.faces import filled
from eigenscope.labs.kit.grids import standing_grid
from eigenscope.labs.kit.networks import colours, training_words
from eigenscope.labs.kit.networks.output_sheets import Sheet, sheets
from eigenscope.labs.network.story import NetworkStory
from eigenscope.scene.frame import Draw, Frame, Label, affine
from eigenscope.scene.geometry import Points, place_of
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words, say, sentences

_HIGH = 0.6  # of the plane's half: the height of a probability of 1
_BEYOND = 0.25  # of the targets' range: how far a surface goes above and below them


class SurfaceStory(NetworkStory):
    """The probability of class 1, of each class if there are more, or the value, as height."""

    @cached_property
    def _high(self) -> float:
        return _HIGH * float(self.learning.plane.half[0])

    def _heights(self, outputs: Floats) -> Floats:
        """Return the heights (n, sheets) of outputs (n, out)."""
        learning = self.learning
        if learning.data.kind == CLASSES:
            shares = probabilities(outputs, learning.setup.loss)
            return self._high * np.nan_to_num(shares[:, 1:] if shares.shape[1] == 2 else shares)
        return self._value_heights(outputs[:, :1])

    def _value_heights(self, values: Floats) -> Floats:
        targets = self.learning.data.targets
        span = max(float(np.ptp(targets)), 1e-12)
        shares = np.nan_to_num((values - targets.min()) / span)
        return np.asarray(self._high * np.clip(shares, -_BEYOND, 1 + _BEYOND))

    @cached_property
    def clouds(self) -> tuple[Points, ...]:
        """The points of each group, at the heights where the surface is wanted."""
        learning = self.learning
        places = learning.plane.places(learning.data.inputs)
        if learning.data.kind != CLASSES:
            places[:, 2] = self._value_heights(learning.data.targets[:, None])[:, 0]
        elif learning.data.classes == 2:
            places[:, 2] = self._high * learning.data.targets
        else:
            places[:, 2] = self._high
        return self.clouds_at(places)

    def _sheets(self, state: int) -> tuple[Sheet, ...]:
        """Return the surfaces of a state with lines on them."""
        if state not in self._known:
            outputs, plane = self.learning.run.outputs, self.learning.plane
            count = len(self._slots)
            self._known[state] = sheets(plane, lambda x: self._heights(outputs(state, x)), count)
        return self._known[state]

    @cached_property
    def _known(self) -> dict[int, tuple[Sheet, ...]]:
        return {}

    @cached_property
    def _slots(self) -> tuple[Slot, ...]:
        """The colour of each surface."""
        if self.learning.data.kind != CLASSES:
            return (colours.OUTPUT,)
        classes = self.learning.data.classes
        return tuple(colours.class_slot(k) for k in ((1,) if classes == 2 else range(classes)))

    def frame(self, t: float, view: View) -> Frame:
        """Return the surfaces on their way from one state to the next, and the data."""
        first, second, share = self.learning.between(t)
        draws = [*standing_grid(view, 3), *self._half(), *self.points_draws(self.clouds)]
        for slot, here, there in zip(
            self._slots, self._sheets(first), self._sheets(second), strict=True
        ):
            draws += here.draws(there, share, slot)
        return Frame(tuple(draws), tuple(self._names()), view.camera)

    def _half(self) -> Iterator[Draw]:
        """Yield the level at which two classes are equally likely."""
        if self.learning.data.kind == CLASSES and self.learning.data.classes == 2:
            plane = self.learning.plane
            size = np.diag([*plane.half, 1.0])
            level = affine(size, (*plane.middle, self._high / 2))
            yield from filled("half", "square", level, colours.BOUNDARY, 0.12, 1.6)

    def _names(self) -> Iterator[Label]:
        plane = self.learning.plane
        left, front = plane.middle - plane.half
        right, back = plane.middle + plane.half
        x, y = map(say, training_words.data_names(self.learning))
        upwards: Text = "probability" if self.learning.data.kind == CLASSES else "output"
        for name, place in (
            (x, (right, front, 0.0)),
            (y, (left, back, 0.0)),
            (say(upwards), (*np.clip(0.0, (left, front), (right, back)), 1.5 * self._high)),
        ):
            yield Label(name, place_of(place), Slot.AXIS, (0.0, 14.0), 14, True, 5)

    def caption(self, t: float) -> Words:
        """Return what the height is, at the ends, and how far the training is."""
        caption = super().caption(t)
        if 0 < t < 1:
            return caption
        meaning: Text = "The height is the output of the network."
        if self.learning.data.kind == CLASSES:
            meaning = (
                "The height is the probability of class 1: where it is ½, the decision changes."
            )
            if self.learning.data.classes > 2:
                meaning = "The heights are the probabilities of the classes; the highest one wins."
        return sentences([meaning, caption])

    def legend(self) -> Mapping[Slot, Text]:
        """Return the groups, and what the surfaces are."""
        legend = dict(self.group_legend())
        if self.learning.data.kind != CLASSES:
            return {**legend, colours.OUTPUT: "output of the network"}
        for slot in self._slots:
            legend[slot] = Words("{name}, and its probability", {"name": legend[slot]})
        return {**legend, colours.BOUNDARY: "probability ½"}

    def extent(self) -> Floats:
        """Return the corners of the box."""
        corners = self.learning.plane.corners
        return np.concatenate([corners, corners + np.array([0.0, 0.0, self._high])])
