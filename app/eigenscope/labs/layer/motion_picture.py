"""What is drawn of a layer in motion besides its sheet: the columns of W, b and the points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import arrow, basis_arrows, dot
from eigenscope.labs.kit.colours import BASIS, INPUT
from eigenscope.labs.kit.grids import axis_numbers, standing_grid
from eigenscope.labs.kit.layers.carried import Carried, Stance, carried
from eigenscope.labs.kit.layers.moving_layer import MovingLayer
from eigenscope.labs.kit.timeline import Timeline
from eigenscope.labs.kit.tip_labels import end_label, tip_label
from eigenscope.labs.layer import colours
from eigenscope.labs.layer.layer import Layer
from eigenscope.scene.frame import Draw, Label, Style
from eigenscope.scene.geometry import Points, place_of
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import subscript

_LEFT = 0.35  # opacity of the columns of W where points are no longer what they lead to
_DOT, _CLASSED, _ENTERED = 9.0, 14.0, 5.0  # pixels; those of classes are seen behind handles
_RIM = 7.0  # pixels by which the chosen one is wider


@dataclass(frozen=True, eq=False)
class MotionPicture:
    """The parts of the picture at any time."""

    layer: Layer
    timeline: Timeline
    dimensions: int

    @cached_property
    def moving(self) -> MovingLayer:
        """The sheet and the folds."""
        return MovingLayer(self.layer.map, self.layer.points, self.timeline)

    @cached_property
    def _points(self) -> tuple[Carried, ...]:
        """The points of each class."""
        stations = self.layer.map.stations
        return tuple(
            carried("points", Style(slot, self._size), Points, self.layer.points[rows], stations)
            for slot, rows in self.layer.groups.items()
        )

    @property
    def _size(self) -> float:
        """How wide points are."""
        return _CLASSED if self.layer.inputs.classes else _DOT

    def parts(self, t: float, view: View) -> tuple[list[Draw], list[Label]]:
        """Return all that is drawn and written at a time."""
        inputs, stance = self.layer.inputs, self.moving.stance(t)
        draws = list(standing_grid(view, self.dimensions))
        axes = self._axis_names(t)
        labels = list(axis_numbers(view, self.dimensions, names=axes))
        draws += self.moving.draws(stance, pieces=inputs.pieces, folds=inputs.folds)
        if inputs.folds:
            labels += self.moving.fold_labels(stance, t, view)
        if inputs.arrows:
            draws += self._arrow_draws(t, stance)
            labels += self._arrow_labels(t, stance, view)
        draws += self._point_draws(stance)
        if self.dimensions == 2:
            ends = np.eye(3)[: len(axes)]
            labels += [end_label(*each, Slot.AXIS, view) for each in zip(axes, ends, strict=True)]
        if self.layer.chosen is not None:
            labels.append(self._chosen_label(self.layer.chosen, stance, t))
        return draws, labels

    def _arrow_draws(self, t: float, stance: Stance) -> Iterator[Draw]:
        _, shift, bends = self.moving.shares(t)
        opacity = 1.0 - (1.0 - _LEFT) * min(bends, 1.0)
        yield from basis_arrows(stance.matrix, self.layer.map.features, 3.4, opacity)
        if shift > 0 and self.layer.map.bias.any():
            yield from arrow("bias", stance.matrix[:3, 3], colours.BIAS, opacity=opacity)

    def _point_draws(self, stance: Stance) -> Iterator[Draw]:
        for each in self._points:
            yield Draw(each.poses[0], Style(INPUT, _ENTERED, 0.6), name="inputs")
        row = self.layer.chosen
        if row is not None:
            place = self.moving.places(self.layer.points[[row]], stance)[0]
            yield dot("chosen", place, Slot.INK, self._size + _RIM)
        yield from (each.draw(stance) for each in self._points)

    # --- what is written -----------------------------------------------------------------------

    def _axis_names(self, t: float) -> tuple[str, ...]:
        weights, shift, bends = self.moving.shares(t)
        if weights <= 0:
            return tuple(f"x{subscript(axis + 1)}" for axis in range(self.layer.map.features))
        name = "y" if t >= 1 or bends > 0 else "z" if shift > 0 else "(Wx)"
        return tuple(f"{name}{subscript(axis + 1)}" for axis in range(self.layer.map.outputs))

    def _arrow_labels(self, t: float, stance: Stance, view: View) -> Iterator[Label]:
        weights, shift, bends = self.moving.shares(t)
        if bends > 0:
            return
        start = stance.matrix[:3, 3]
        for axis in range(self.layer.map.features):
            name = f"e{subscript(axis + 1)}"
            text, tip = f"W{name}" if weights >= 1 else name, start + stance.matrix[:3, axis]
            yield tip_label(text, tip, BASIS[axis], view, start=start)
        if shift > 0 and self.layer.map.bias.any():
            yield tip_label("b", start, colours.BIAS, view)

    def _chosen_label(self, row: int, stance: Stance, t: float) -> Label:
        weights, shift, bends = self.moving.shares(t)
        text = "x" if weights <= 0 else "x → Wx" if weights < 1 else "Wx"
        if t >= 1 or (bends and bends >= self.layer.map.bends):
            text = "y"
        elif shift > 0:
            text = "z → y" if bends > 0 else "Wx → z" if shift < 1 else "z"
        place = self.moving.places(self.layer.points[[row]], stance)[0]
        (slot,) = (slot for slot, rows in self.layer.groups.items() if row in rows)
        return Label(text, place_of(place), slot, (0.0, 20.0), 15, bold=True, priority=7)
