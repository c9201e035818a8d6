"""The two halves in which the four subspaces stand: a numbered grid each, and the spaces in it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import dot
from eigenscope.labs.kit.faces import filled
from eigenscope.labs.kit.grids import axis_number
from eigenscope.labs.kit.lines import LINE
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.geometry import Segments, place_of
from eigenscope.scene.grid import nice_step, plane_grid
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Text, Words, as_words, say

RADIUS = 2.2  # world units, of each half
_LONGEST = 1.7  # of the longest arrow
_CELL = 0.4  # at least, of the grid
_SHORTEST = 0.08  # of the longest arrow: with less on one scale, each half has its own
_TINY = 1e-200  # a length that counts as none
_ABOVE, _ASIDE = 15.0, 8.0  # pixels
_NUMBER = 24.0  # pixels from one number of an axis to the next


@dataclass(frozen=True, eq=False)
class Half:
    """A plane or space about its ``middle`` (3,), with ``scale`` world units for a unit.

    ``size`` is the number of its coordinates, ``dimensions`` that of the whole picture.
    """

    middle: Floats
    scale: float
    size: int
    dimensions: int

    @property
    def up(self) -> Floats:
        """The direction that is up as the picture is first seen, (3,)."""
        return np.array([0.0, 0.0, 1.0] if self.dimensions == 3 else [0.0, 1.0, 0.0])

    @cached_property
    def step(self) -> float:
        """A cell of the grid, in units."""
        return nice_step(_CELL / self.scale)

    @cached_property
    def _count(self) -> int:
        return int(RADIUS / (self.step * self.scale) + 1e-9)

    @cached_property
    def _grid(self) -> Segments:
        return plane_grid(self.step * self.scale, self._count)

    def ground(self) -> Iterator[Draw]:
        """Yield the grid and the axes."""
        yield Draw(self._grid, Style(Slot.GHOST, 1.0), affine(np.eye(3), self.middle), name="ghost")
        for axis in range(self.dimensions):
            ends = np.eye(3)[:, axis : axis + 1] * RADIUS
            yield Draw(LINE, Style(Slot.AXIS, 1.2), affine(ends, self.middle), name="axes")

    def numbers(self, view: View) -> Iterator[Label]:
        """Yield numbers along the axes, as many as have room; in space the last of each alone."""
        flat = self.dimensions == 2
        apart = self.step * self.scale * view.size[1] / view.camera.height
        every = max(1, math.ceil(_NUMBER / max(apart, 1e-9))) if flat else 1
        for axis in range(min(self.size, self.dimensions)):
            ticks = range(-self._count, self._count + 1) if flat else (self._count,)
            offset = (-12.0, 0.0) if (axis == 1 and flat) or axis == 2 else (0.0, -11.0)
            for tick in ticks:
                spot = self.middle + np.eye(3)[axis] * tick * self.step * self.scale
                if tick and not tick % every:
                    yield axis_number(tidy(tick * self.step), place_of(spot), offset)

    def space(self, basis: Floats, slot: Slot, name: str) -> Iterator[Draw]:
        """Yield the point, line, disc or ball of a subspace with a basis (3, k)."""
        count, middle = basis.shape[1], self.middle
        if count == 0:
            yield dot(name, middle, slot, 10.0)
        elif count == 1:
            yield Draw(LINE, Style(slot, 3.0), affine(basis * RADIUS, middle), name=name)
        elif count == 2:
            yield from filled(name, "disc", affine(basis * RADIUS, middle), slot, 0.2, 1.8)
        else:
            ball = affine(np.eye(3) * RADIUS, middle)
            yield from filled(name, "ball", ball, slot, 0.1, 0.8, 0.4)

    def space_label(self, basis: Floats, slot: Slot, name: Text, second: int, view: View) -> Label:
        """Return a subspace's name, on this half's own side of the picture."""
        count, middle = basis.shape[1], self.middle
        if count == 0:
            offset = (0.0, 4.0 + 18 * second)
            above = place_of(middle + self.up * 1.1 * RADIUS)
            alone = Words("{space} = {zero}", {"space": as_words(name), "zero": "{0}"})
            label = Label(say(alone), above, slot, offset, 14, True, 5)
        elif count == 1:
            direction = basis[:, 0] * (1.0 if float(basis[:, 0] @ self.up) >= 0 else -1.0)
            end = place_of(middle + direction * RADIUS)
            label = Label(say(name), end, slot, (0.0, _ABOVE), 14, True, 6)
        else:
            down = self._below(basis, view)
            beneath = place_of(middle + down * 1.1 * RADIUS)
            label = Label(say(name), beneath, slot, (0, 0), 14, True, 5)
        return self._on_its_side(label, view)

    def _below(self, basis: Floats, view: View) -> Floats:
        """Return the direction (3,) in which the name of a disc or a ball stands."""
        if self.dimensions == 2 or basis.shape[1] == 3:
            return -self.up
        outward = view.camera.axes()[0] * (1.0 if self.middle[0] > 0 else -1.0)
        inside = basis @ (basis.T @ outward)
        length = float(np.linalg.norm(inside))
        direction: Floats = inside / length if length > 1e-6 else basis[:, 0]
        return direction

    def _on_its_side(self, label: Label, view: View) -> Label:
        """Return a label moved across, out of the other half, but never out of the view."""
        ends = view.camera.project(np.stack([-self.middle, self.middle, label.position]), view.size)
        other, own, spot = (float(x) for x in ends[:, 0])
        if not np.isfinite([other, own, spot]).all() or abs(own - other) < 1.0:
            return label
        side = 1.0 if own > other else -1.0
        inner = side * (spot + label.offset[0] - (own + other) / 2)
        half = text_width(label.text, label.size, bold=label.bold) / 2
        across = label.offset[0] - side * min(inner - half - _ASIDE, 0.0)
        outer = view.size[0] if side > 0 else 0.0
        most = outer - side * (half + _ASIDE) - spot
        across = min(across, most) if side > 0 else max(across, most)
        return replace(label, offset=(across, label.offset[1]))


def halves_of(
    middle: Floats, sizes: tuple[int, int], lengths: tuple[float, float], dimensions: int
) -> tuple[Half, Half]:
    """Return the halves of inputs and outputs, about −middle and middle (3,).

    Parameters
    ----------
    middle
        Of the right half.
    sizes
        How many coordinates each has.
    lengths
        Of the longest arrow in each: both have one scale, unless it made one of them a dot.
    dimensions
        2 or 3.
    """
    longest = max(lengths)
    common = _LONGEST / longest if longest > _TINY else 1.0
    own = _TINY < min(lengths) < _SHORTEST * longest
    scales = [_LONGEST / length for length in lengths] if own else [common, common]
    left, right = (
        Half(where, scale, size, dimensions)
        for where, scale, size in zip((-middle, middle), scales, sizes, strict=True)
    )
    return left, right
