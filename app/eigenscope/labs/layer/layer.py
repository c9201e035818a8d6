"""What one layer makes of a batch, and what is known of the point that is chosen in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.layers.colours import CLASSES
from eigenscope.labs.kit.layers.layer_map import LayerMap
from eigenscope.labs.layer.inputs import Inputs
from eigenscope.scene.slots import Slot

_FARTHEST = 1e9  # of what is drawn: beyond it float32 has no room for differences


@dataclass(frozen=True, eq=False)
class Layer:
    """A layer and a batch whose sizes fit."""

    inputs: Inputs

    @cached_property
    def map(self) -> LayerMap:
        """The layer as a map."""
        weight, bias = self.inputs.weight, self.inputs.bias.to_array()[0]
        return LayerMap(weight.to_array(), bias, self.inputs.sigma, weight.exact())

    @cached_property
    def points(self) -> Floats:
        """X, (batch, features)."""
        return self.inputs.points.to_array()

    @cached_property
    def z(self) -> Floats:
        """Z = XWᵀ + b, (batch, outputs)."""
        return self.map.before(self.points)

    @cached_property
    def y(self) -> Floats:
        """Y = σ(Z), (batch, outputs)."""
        return self.map.after(self.z)

    @property
    def parameters(self) -> int:
        """How many numbers are learned: those of W and b."""
        return self.map.weight.size + self.map.bias.size

    @property
    def chosen(self) -> int | None:
        """The row of the chosen point, from 0."""
        return self.inputs.point - 1 if self.inputs.point else None

    @cached_property
    def groups(self) -> Mapping[Slot, list[int]]:
        """The rows of each class by its colour; of points without classes all are in one."""
        classes = self.inputs.classes or (0,) * len(self.points)
        groups: dict[Slot, list[int]] = {}
        for row, number in enumerate(classes):
            groups.setdefault(CLASSES[number], []).append(row)
        return groups

    @property
    def is_drawable(self) -> bool:
        """Whether all numbers are small enough to be drawn."""
        sizes = (self.map.weight, self.map.bias, self.points, self.z)
        return all(bool((np.abs(each) < _FARTHEST).all()) for each in sizes)
