"""The layer as a motion: the line, the plane or space under W, then + b, then the activation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.kit.colours import BASIS, INPUT, OUTPUT
from eigenscope.labs.kit.grids import axis_numbers, standing_grid
from eigenscope.labs.kit.layers.colours import CLASSES, CORNER, EDGE, FOLD, SHEET
from eigenscope.labs.kit.layers.motion_words import motion_timeline
from eigenscope.labs.kit.legends import GRIDS
from eigenscope.labs.kit.places import in_space, vector_in_space
from eigenscope.labs.kit.timeline import Timeline
from eigenscope.labs.layer import colours
from eigenscope.labs.layer.inputs import Inputs, with_point
from eigenscope.labs.layer.motion_picture import MotionPicture
from eigenscope.labs.layer.numbers import TOO_LARGE, NumbersStory
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import Place, place_of
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Text, Words

_NEAR = 14.0  # pixels from a click to the point that it chooses
_DIGITS = 9  # of a column that is dragged to a place less b


@dataclass(frozen=True, eq=False)
class MotionStory(NumbersStory):
    """The motion of one layer whose sizes fit."""

    @cached_property
    def timeline(self) -> Timeline:
        """W acts, b is added, then the activation folds about each axis or bends."""
        return motion_timeline(self.layer.map)

    @property
    def unseen(self) -> Text:
        """Why nothing is drawn of numbers that are too large."""
        return "" if self.layer.is_drawable else TOO_LARGE

    @cached_property
    def _picture(self) -> MotionPicture:
        return MotionPicture(self.layer, self.timeline, dimensions_of(self.layer.inputs))

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``; the axes alone of what cannot be drawn."""
        if self.unseen:
            dimensions = dimensions_of(self.layer.inputs)
            draws, labels = standing_grid(view, dimensions), axis_numbers(view, dimensions)
            return Frame(draws, labels, view.camera)
        parts, names = self._picture.parts(t, view)
        return Frame(tuple(parts), tuple(names), view.camera)

    def extent(self) -> Floats:
        """Return the corners of all that moves."""
        return super().extent() if self.unseen else self._picture.moving.extent()

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        inputs, of = self.layer.inputs, self.layer.map
        names = {**self._point_names(), INPUT: "points of the batch, as entered"}
        if inputs.folds:
            words = "fold: z = 0" if of.sigma.folds else "z = 0 of a neuron"
            names[FOLD] = Words(words)
        if inputs.pieces and not of.sigma.folds:
            names[SHEET] = Words("part of the input space")
        elif inputs.pieces:
            names |= {
                SHEET: "piece that keeps the rank of W",
                EDGE: "piece that is flattened",
                CORNER: "piece that falls to 0",
            }
        if inputs.arrows:
            for axis in range(of.features):
                values = {"e": f"e{subscript(axis + 1)}", "number": str(axis + 1)}
                names[BASIS[axis]] = Words("{e}, then column {number} of W", values)
            names[colours.BIAS] = Words("bias b")
        return {**names, **GRIDS}

    def _point_names(self) -> dict[Slot, Text]:
        """Return what the points are called where they are now: by their classes, if they have."""
        if not self.layer.inputs.classes:
            return {OUTPUT: "points of the batch, now"}
        return {
            slot: Words("points of class {number}, now", {"number": CLASSES.index(slot)})
            for slot in sorted(self.layer.groups, key=CLASSES.index)
        }

    def handles(self, t: float) -> Iterator[Handle]:
        """Yield the points as entered and, once they are there, the columns of W and b."""
        for row, place in enumerate(in_space(self.layer.points)):
            tip = Words("Drag: point {number} of the batch.", {"number": str(row + 1)})
            yield Handle(f"point-{row}", place_of(place), INPUT, tip)
        weights, shift, _ = self._picture.moving.shares(t)
        if weights < 1 or 0 < shift < 1 or not self.layer.inputs.arrows:
            return
        start, kind = shift * vector_in_space(self.layer.map.bias), "shifted" if shift else "column"
        for axis, column in enumerate(in_space(self.layer.map.weight.T)):
            tip = Words("Drag: column {number} of W follows.", {"number": str(axis + 1)})
            yield Handle(f"{kind}-{axis}", place_of(start + column), BASIS[axis], tip)
        if shift:
            yield Handle("bias-0", place_of(start), colours.BIAS, "Drag: b follows.")

    @property
    def points(self) -> bool:
        """A click chooses a point."""
        return True

    def chosen(self, inputs: Any, t: float, view: View) -> Any | None:
        """Return the inputs with the point under the pointer chosen, or no longer chosen."""
        if view.pointer is None or self.unseen:
            return None
        moving = self._picture.moving
        now = moving.places(self.layer.points, moving.stance(t))
        for places in (now, in_space(self.layer.points)):
            pixels = view.camera.project(places, view.size)[:, :2]
            away = np.hypot(*(pixels - np.array(view.pointer)).T)
            if away.min() <= _NEAR:
                return with_point(inputs, int(away.argmin()) + 1)
        return None


def dimensions_of(inputs: Inputs) -> int:
    """Return 3 where points have three numbers before or after the layer."""
    return 3 if max(inputs.weight.shape) == 3 else 2


def dragged(inputs: Inputs, key: str, position: Place) -> Inputs:
    """Return the inputs once a handle is at a place."""
    kind, _, number = key.partition("-")
    index = int(number)
    outputs, features = inputs.weight.shape
    if kind == "point":
        return replace(inputs, points=_with_row(inputs.points, index, position[:features]))
    if kind == "bias":
        return replace(inputs, bias=_with_row(inputs.bias, index, position[:outputs]))
    start = inputs.bias.to_array()[0] if kind == "shifted" else np.zeros(outputs)
    column = np.round(np.array(position[:outputs]) - start, _DIGITS).tolist()
    return replace(inputs, weight=inputs.weight.with_column(index, column))


def _with_row(matrix: Matrix, row: int, values: tuple[float, ...]) -> Matrix:
    return matrix.transposed().with_column(row, values).transposed()
