"""The plane in which a function of one variable is drawn, with a unit of its own along each axis.

A unit of the picture stands for a unit of x and of y wherever that suits the numbers, so that a
slope of 1 looks like one; else for a round number of them, which the numbers along the axes tell.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.functions.pieces import Function, curve_pieces
from eigenscope.labs.kit.grids import NUMBERS, axis_draw, axis_number, ghost_lines
from eigenscope.scene import grid
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.geometry import Place, Polyline
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width
from eigenscope.wording.number_texts import tick

_SAMPLES = 500
_BETWEEN = 14.0  # pixels from one of them to the next
_ROOM, _FROM_AXIS = 46.0, 8.0  # pixels: for those beside an upright axis, and from it to them
_OUT_OF_SIGHT, _FARTHEST = 1e9, 1e30  # units of the picture
_FINEST = 1e-3  # of the height in view: between the points of a curve


@dataclass(frozen=True)
class GraphPlane:
    """Where numbers are: ``middle`` at the origin, ``unit`` of them to a unit of the picture."""

    middle: tuple[float, float] = (0.0, 0.0)
    unit: tuple[float, float] = (1.0, 1.0)

    def places(self, points: npt.ArrayLike) -> Floats:
        """Return where points (n, 2) are, (n, 3)."""
        with np.errstate(over="ignore"):
            flat = (np.asarray(points, np.float64) - self.middle) / self.unit
        flat = np.clip(flat, -_FARTHEST, _FARTHEST)
        return np.column_stack([flat, np.zeros(len(flat))])

    def place(self, x: float, y: float) -> Place:
        """Return where a point is."""
        across, up, _ = self.places([(x, y)])[0].tolist()
        return across, up, 0.0

    def numbers(self, position: Place) -> tuple[float, float]:
        """Return which numbers a place of the picture stands for."""
        return (
            position[0] * self.unit[0] + self.middle[0],
            position[1] * self.unit[1] + self.middle[1],
        )

    def direction(self, slope: float) -> Floats:
        """Return the unit vector (3,) of the picture with a slope, to the right or upwards."""
        rise = slope * self.unit[0] / self.unit[1]
        if math.isinf(rise):
            return np.array([0.0, math.copysign(1.0, rise), 0.0])
        return np.array([1.0, rise, 0.0]) / math.hypot(1.0, rise)

    def zoomed(self, about: tuple[float, float], factor: float) -> GraphPlane:
        """Return the plane enlarged about a point, which stays where it is."""
        x, y, _ = self.place(*about)
        unit = self.unit[0] / factor, self.unit[1] / factor
        return replace(self, middle=(about[0] - x * unit[0], about[1] - y * unit[1]), unit=unit)

    def window(self, view: View) -> tuple[float, float, float, float]:
        """Return the least and largest x, and the least and largest y, that a view shows."""
        wide, high = view.half
        x, y = view.camera.target[:2]
        left, bottom = self.numbers((x - wide, y - high, 0.0))
        right, top = self.numbers((x + wide, y + high, 0.0))
        return left, right, bottom, top

    def pixel(self, view: View) -> tuple[float, float]:
        """Return how much a pixel is of x and of y."""
        size = view.camera.height / view.size[1]
        return size * self.unit[0], size * self.unit[1]

    # --- what is drawn of it -------------------------------------------------------------------

    def draws(self, view: View) -> Iterator[Draw]:
        """Yield the grid and the axes."""
        for axis in range(2):
            # Lines across one axis, as of a plane with its unit along both: of two units that are
            # very different, the plane would count as a line and have no grid.
            lines = list(grid.plane_lines(view.camera, view.size, self._ruled(axis)))
            half = len(lines) // 2
            yield from map(ghost_lines, lines[axis * half : (axis + 1) * half])
        for axis in range(2):
            away = np.zeros(3)
            away[1 - axis] = -self.middle[1 - axis] / self.unit[1 - axis]
            line = grid.axis_line(view.camera, view.size, affine(np.eye(3), away), axis)
            if line is not None and abs(away).max() < _OUT_OF_SIGHT:
                yield axis_draw(line)

    def _ruled(self, axis: int) -> Floats:
        """Return the 4×4 matrix of a plane whose lines are those across one axis.

        Its numbers are a power of ten as large, and less some thousands: which lines there are
        stays the same, and nothing overflows.
        """
        unit, middle = self.unit[axis], self.middle[axis]
        power = 10.0 ** math.floor(math.log10(unit))
        away = np.zeros(3)
        away[axis] = -math.fmod(middle / power, 1000.0) * (power / unit)
        return affine(np.diag([power / unit, power / unit, 1.0]), away)

    def labels(self, view: View, names: tuple[str, str] = ("x", "y")) -> Iterator[Label]:
        """Yield the numbers along the axes, which stay in sight, and the axes' names."""
        left, right, bottom, top = self.window(view)
        across, up = self.pixel(view)
        if not all(map(math.isfinite, (left, right, bottom, top, right - left, top - bottom))):
            return  # so far away that there are no numbers
        y0, under = _beside(0.0, bottom, 26 * up, top - 12 * up)
        step = grid.nice_step(across * grid.LEAST_SPACING)
        widest = max(text_width(tick(end, step), NUMBERS) for end in (left + step, right - step))
        step = grid.nice_step(across * max(grid.LEAST_SPACING, widest + _BETWEEN))
        for value in _multiples(left + 30 * across, right - 30 * across, step):
            place = self.place(value, y0)
            yield axis_number(tick(value, step), place, (0.0, -11.0 * under))
        step = grid.nice_step(up * grid.LEAST_SPACING)
        heights = _multiples(bottom + 30 * up, top - 20 * up, step)
        texts = [tick(value, step) for value in heights]
        widths = [text_width(text, NUMBERS) for text in texts]
        room = max([_ROOM, *(_FROM_AXIS + wide + 4.0 for wide in widths)])
        x0, aside = _beside(0.0, left, room * across, right - 12 * across)
        for value, text, wide in zip(heights, texts, widths, strict=True):
            away = _FROM_AXIS + wide / 2
            yield axis_number(text, self.place(x0, value), (-away * aside, 0.0))
        yield Label(names[0], self.place(right, y0), Slot.AXIS, (-12.0, 12.0), 14, True, 2)
        yield Label(names[1], self.place(x0, top), Slot.AXIS, (14.0, -12.0), 14, True, 2)

    def curve(
        self,
        key: str,
        function: Function,
        view: View,
        slot: Slot,
        *,
        opacity: float = 1.0,
        until: float = math.inf,
    ) -> Iterator[Draw]:
        """Yield the pieces of a curve up to some x.

        What stands before the ``:`` in the key is its name, and the whole key tells which function
        it is: the same function of the same view makes no geometry anew.
        """
        end = (until - self.middle[0]) / self.unit[0]
        for line in _lines(_NamedFunction(key, function), self, self.window(view)):
            x = line.points[:, 0]
            portion = 1.0
            if end < x[-1]:
                portion = float(np.interp(end, x, np.linspace(0.0, 1.0, len(x)), left=0.0))
            if portion > 0:
                name = key.partition(":")[0]
                yield Draw(line, Style(slot, 2.6, opacity), portion=portion, name=name)

    def turning(
        self, key: str, before: Function, after: Function, view: View, slot: Slot, mix: float
    ) -> Iterator[Draw]:
        """Yield a curve without gaps on its way to another; the key tells which two they are."""
        window = self.window(view)
        lines = [
            _whole_line(_NamedFunction(f"{key}:{end}", function), self, window)
            for end, function in enumerate((before, after))
        ]
        name = key.partition(":")[0]
        yield Draw(lines[0], Style(slot, 2.6), name=name, towards=lines[1], mix=mix)


def _beside(axis: float, low: float, room: float, most: float) -> tuple[float, int]:
    """Return where numbers of an axis stand, and whether before it, 1, or after it, -1.

    They need room before it, from the low end of the window on; an axis out of sight has them in
    that room.
    """
    if low <= axis < low + room:
        return axis, -1
    return min(max(axis, low + room), most), 1


def _multiples(low: float, high: float, step: float) -> list[float]:
    first, last = math.ceil(low / step), math.floor(high / step)
    return [k * step for k in range(first, last + 1) if k]


@dataclass(frozen=True)
class _NamedFunction:
    """A function that equals another of the same key."""

    key: str
    function: Function

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _NamedFunction) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=64)
def _lines(
    of: _NamedFunction, plane: GraphPlane, window: tuple[float, float, float, float]
) -> tuple[Polyline, ...]:
    """Return the pieces as lines; the same ones for the same view, which uploads nothing anew."""
    pieces = (plane.places(piece) for piece in curve_pieces(of.function, *window))
    height = (window[3] - window[2]) / plane.unit[1]
    return tuple(Polyline(_thinned(piece, _FINEST * height)) for piece in pieces)


def _thinned(points: Floats, least: float) -> Floats:
    """Return points (n, 3), one for each such length: many at one place make a pale line dark."""
    lengths = np.linalg.norm(np.diff(points, axis=0), axis=1)
    steps = np.floor(np.concatenate([[0.0], np.cumsum(lengths)]) / max(least, 1e-300))
    wanted = np.diff(steps, prepend=-1.0) > 0
    wanted[-1] = True
    thinned: Floats = points[wanted]
    return thinned


@lru_cache(maxsize=64)
def _whole_line(
    of: _NamedFunction, plane: GraphPlane, window: tuple[float, float, float, float]
) -> Polyline:
    """Return a curve as one line, cut off a few heights above and below the window."""
    left, right, bottom, top = window
    x = np.linspace(left, right, _SAMPLES)
    beyond = 3 * (top - bottom)
    with np.errstate(all="ignore"):
        y = np.clip(np.nan_to_num(of.function(x)), bottom - beyond, top + beyond)
    return Polyline(plane.places(np.column_stack([x, y])))
