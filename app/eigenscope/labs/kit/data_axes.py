"""Axes for data of any unit: where values stand in the picture, and numbers along the edges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.grids import axis_number
from eigenscope.scene.frame import Draw, Label, Style
from eigenscope.scene.geometry import Segments
from eigenscope.scene.grid import nice_step
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Words

_ROOM = 0.06  # of a range, beyond its ends
_TICK = 0.06  # world units


@dataclass(frozen=True, eq=False)
class DataAxes:
    """A box of the picture, (d, 2) in data's units and ``half`` (d,) in the world's.

    Data are x, y in the plane; x, y, z in space. ``names`` are those of columns, as they are, or
    words for what is plotted.
    """

    ranges: Floats
    half: Floats
    names: tuple[str | Words, ...]

    @property
    def middles(self) -> Floats:
        """The values in the middle of the box, (d,)."""
        middles: Floats = self.ranges.mean(axis=1)
        return middles

    @property
    def scales(self) -> Floats:
        """World units for one unit of the data, (d,)."""
        scales: Floats = 2 * self.half / (self.ranges[:, 1] - self.ranges[:, 0])
        return scales

    def places(self, values: Floats) -> Floats:
        """Return (N, d) values as places (N, 3)."""
        out = np.zeros((len(values), 3))
        out[:, : len(self.half)] = (values - self.middles) * self.scales
        return out

    @cached_property
    def ticks(self) -> tuple[tuple[float, ...], ...]:
        """Round values along each axis."""
        fewest = 8 if len(self.half) == 2 else 5
        ticks = []
        for low, high in self.ranges:
            step = nice_step((high - low) / fewest)
            first, last = int(np.ceil(low / step)), int(np.floor(high / step))
            ticks.append(tuple(k * step for k in range(first, last + 1)))
        return tuple(ticks)

    def _tick_place(self, axis: int, value: float) -> Floats:
        """Return where a tick stands: at the lower edges; in space those that are seen first."""
        place = np.zeros(3)
        place[: len(self.half)] = -self.half
        if axis == 1 and len(self.half) == 3:
            place[0] = self.half[0]
        place[axis] = (value - self.middles[axis]) * self.scales[axis]
        return place

    @cached_property
    def _lines(self) -> Segments:
        segments = []
        for axis, values in enumerate(self.ticks):
            ends = [self._tick_place(axis, value) for value in self.ranges[axis]]
            segments.append(ends)
            outward = np.zeros(3)
            outward[1 if axis == 0 else 0] = _TICK if axis == 1 and len(self.half) == 3 else -_TICK
            for value in values:
                place = self._tick_place(axis, value)
                segments.append([place, place + outward])
        return Segments(np.array(segments))

    @cached_property
    def _inner(self) -> Segments:
        """Faint lines at the ticks, on the plane or on the floor of the box."""
        segments = []
        for axis in range(2):
            for value in self.ticks[axis]:
                start = self._tick_place(axis, value)
                end = start.copy()
                end[1 - axis] *= -1.0
                segments.append([start, end])
        return Segments(np.array(segments).reshape(-1, 2, 3))

    def draws(self) -> Iterator[Draw]:
        """Yield the axes with their ticks, and faint lines behind the points."""
        yield Draw(self._inner, Style(Slot.GHOST, 1.0), name="ghost")
        yield Draw(self._lines, Style(Slot.AXIS, 1.6), name="axes")

    @property
    def labels(self) -> tuple[Label, ...]:
        """The numbers at the ticks and the names of the columns."""
        return tuple(
            label
            for axis, numbers in enumerate(self._numbers)
            for label in (*numbers, self._name(axis))
        )

    @cached_property
    def _numbers(self) -> tuple[tuple[Label, ...], ...]:
        """The numbers along each axis."""
        return tuple(tuple(self._numbers_along(axis)) for axis in range(len(self.half)))

    def _numbers_along(self, axis: int) -> Iterator[Label]:
        flat = len(self.half) == 2
        offset = (0.0, -15.0) if axis == 0 else (-22.0 if flat or axis == 2 else 20.0, 0.0)
        for value in self.ticks[axis]:
            x, y, z = self._tick_place(axis, value).tolist()
            yield axis_number(tidy(value), (x, y, z), offset)

    def _name(self, axis: int) -> Label:
        flat = len(self.half) == 2
        x, y, z = self._tick_place(axis, self._name_value(axis, flat)).tolist()
        beside = (-20.0, 22.0) if flat else (78.0, -14.0)
        offset = ((0.0, -36.0), beside, (0.0, 22.0))[axis]
        return Label(str(self.names[axis]), (x, y, z), Slot.INK, offset, 13, True, 6)

    def _name_value(self, axis: int, flat: bool) -> float:
        low, high = (float(end) for end in self.ranges[axis])
        return high if axis == 2 or (flat and axis == 1) else (low + high) / 2

    def corners(self) -> Floats:
        """Return the corners of the box with room for the numbers, (·, 3)."""
        signs = np.stack(np.meshgrid(*[[-1.0, 1.0]] * len(self.half)), axis=-1)
        out = np.zeros((2 ** len(self.half), 3))
        # A view in perspective is fitted with room to spare.
        reach = self.half + 0.25 if len(self.half) == 2 else 0.8 * self.half
        out[:, : len(self.half)] = signs.reshape(-1, len(self.half)) * reach
        return out


def range_of(values: Floats) -> tuple[float, float]:
    """Return a range that holds values with some room; never an empty one."""
    low, high = float(values.min()), float(values.max())
    room = (high - low) * _ROOM
    least = max(abs(low), abs(high)) * 1e-9
    if room <= least:
        room = max(abs(low), 1.0) * 0.5
    return low - room, high + room
