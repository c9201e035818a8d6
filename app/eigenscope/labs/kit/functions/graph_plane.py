"""The plane in which a function of one variable is drawn, with a unit of its own along each axis.

A unit of the picture stands for a unit of x and of y wherever that suits the numbers, so that a
slope of 1 looks like one; else for a round number of them, which the numbers along the axes tell.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.functions.pieces import curve_pieces
from eigenscope.scene import grid
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.geometry import Place, Polyline
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width
from eigenscope.wording.number_texts import tick

Function = Callable[[Floats], Floats]
_SAMPLES = 500
_NUMBERS = 11  # pixels to the em of the numbers along axes
_BETWEEN = 14.0  # pixels from one of them to the next
_ROOM, _FROM_AXIS = 46.0, 8.0  # pixels: for those beside an upright axis, and from it to them
_EVEN = 1.7  # times as high as wide, or the reverse: still drawn with one unit for both
_LEAST, _MOST = 0.05, 50.0  # half of a window that is drawn as large as it is
_LARGEST = 1e307  # y that a window is made for
_OUT_OF_SIGHT = 1e9  # units of the picture
_FINEST = 1e-3  # of the height in view: between the points of a curve
_HALF = 3.0  # units of the picture from the middle to the side of any other window


@dataclass(frozen=True)
class GraphPlane:
    """Where numbers are: ``middle`` at the origin, ``unit`` of them to a unit of the picture."""

    middle: tuple[float, float] = (0.0, 0.0)
    unit: tuple[float, float] = (1.0, 1.0)

    def places(self, points: npt.ArrayLike) -> Floats:
        """Return where points (n, 2) are, (n, 3)."""
        flat = (np.asarray(points, np.float64) - self.middle) / self.unit
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

    def zoomed(self, about: tuple[float, float], factor: float) -> GraphPlane:
        """Return the plane enlarged about a point, which stays where it is."""
        x, y, _ = self.place(*about)
        unit = self.unit[0] / factor, self.unit[1] / factor
        return replace(self, middle=(about[0] - x * unit[0], about[1] - y * unit[1]), unit=unit)

    def window(self, view: View) -> tuple[float, float, float, float]:
        """Return the least and largest x, and the least and largest y, that a view shows."""
        high = view.camera.height / 2
        wide = high * view.size[0] / max(view.size[1], 1.0)
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
            for each in lines[axis * half : (axis + 1) * half]:
                style = Style(Slot.GHOST, 1.0, each.strength, each.fade)
                yield Draw(each.geometry, style, each.matrix, name="ghost")
        for axis in range(2):
            away = np.zeros(3)
            away[1 - axis] = -self.middle[1 - axis] / self.unit[1 - axis]
            line = grid.axis_line(view.camera, view.size, affine(np.eye(3), away), axis)
            if line is not None and abs(away).max() < _OUT_OF_SIGHT:
                style = Style(Slot.AXIS, 1.4, fade=line.fade)
                yield Draw(line.geometry, style, line.matrix, name="axes")

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
        y0, under = _beside(0.0, bottom, 26 * up, top - 12 * up)
        step = grid.nice_step(across * grid.LEAST_SPACING)
        widest = max(text_width(tick(end, step), _NUMBERS) for end in (left + step, right - step))
        step = grid.nice_step(across * max(grid.LEAST_SPACING, widest + _BETWEEN))
        for value in _multiples(left + 30 * across, right - 30 * across, step):
            place = self.place(value, y0)
            yield _number(tick(value, step), place, (0.0, -11.0 * under))
        step = grid.nice_step(up * grid.LEAST_SPACING)
        heights = _multiples(bottom + 30 * up, top - 20 * up, step)
        texts = [tick(value, step) for value in heights]
        widths = [text_width(text, _NUMBERS) for text in texts]
        room = max([_ROOM, *(_FROM_AXIS + wide + 4.0 for wide in widths)])
        x0, aside = _beside(0.0, left, room * across, right - 12 * across)
        for value, text, wide in zip(heights, texts, widths, strict=True):
            away = _FROM_AXIS + wide / 2
            yield _number(text, self.place(x0, value), (-away * aside, 0.0))
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


def _number(text: str, place: Place, offset: tuple[float, float]) -> Label:
    return Label(text, place, Slot.AXIS, offset, _NUMBERS, priority=-2, fixed=True)


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


def plane_about(
    function: Function, low: float, high: float, ends: tuple[float, float]
) -> tuple[GraphPlane, Floats]:
    """Return a plane that suits a function from one x to another, and the corners of its window.

    ``ends`` are values that must be in it. The steepest parts of the curve may leave it.
    """
    half = (high - low) / 2
    usual = _LEAST <= half <= _MOST and abs(low + high) < 1e3 * half
    unit = 1.0 if usual else half / _HALF
    middle = 0.0 if usual else (low + high) / 2
    bottom, top = _height(function, low, high, ends)
    wanted = (top - bottom) / 2 / (half / unit)  # of y to a unit of the picture
    even = usual and 1 / _EVEN <= wanted <= _EVEN and abs(bottom + top) < 20 * (top - bottom)
    if even:
        plane = GraphPlane((middle, 0.0), (unit, 1.0))
    else:
        near = abs(bottom + top) < 3 * (top - bottom)
        plane = GraphPlane(
            (middle, 0.0 if near else (bottom + top) / 2), (unit, _round_number(wanted))
        )
    return plane, plane.places([(x, y) for x in (low, high) for y in (bottom, top)])


def _round_number(size: float) -> float:
    """Return the nearest 1, 2 or 5 times a power of ten above half of a number."""
    return grid.nice_step(max(size * 0.7, 1e-290))


def _height(
    function: Function, low: float, high: float, ends: tuple[float, float]
) -> tuple[float, float]:
    """Return the least and largest y of a window: where most of the curve is, with its ends."""
    with np.errstate(all="ignore"):
        all_values = np.asarray(function(np.linspace(low, high, 401)), np.float64)
    values, middle = (
        np.clip(y[np.isfinite(y)], -_LARGEST, _LARGEST) for y in (all_values, all_values[120:281])
    )
    needed = [y for y in ends if abs(y) <= _LARGEST]
    if not len(values):
        return (-1.0, 1.0) if not needed else (min(needed) - 1, max(needed) + 1)
    bottom, top = (float(y) for y in np.quantile(values, (0.02, 0.98)))
    if needed:
        least = 0.3 * (top - bottom)
        if len(middle):  # where the curve is flat, its far ends would leave it no height
            least = min(least, 1.5 * float(np.ptp(middle)))
        reach = max(max(needed) - min(needed), least)
        bottom, top = max(bottom, min(needed) - reach), min(top, max(needed) + reach)
        bottom, top = min(bottom, *needed), max(top, *needed)
    if top - bottom <= 1e-9 * max(abs(top), abs(bottom)):
        room = max(abs(top) * 0.5, (high - low) / 4 if abs(top) < 1e6 else 0.0)
        bottom, top = bottom - room, top + room
    return bottom, top
