"""The landscape as geometry: contours, the surface, and arrows down its slope.

All of it is made once for a function and a region. The region goes by steps, so that a start that
is dragged about leaves the contours where they are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.landscapes import Landscape
from eigenscope.scene.geometry import Arrows, Segments, Triangles
from eigenscope.wording.words import Text

WIDE, HIGH = 2.6, 1.9  # of a region's radius: how far contours go in a view that is wide
_CELLS = 230  # of the grid that contours are found on, from bottom to top
_LEVELS = 26
_LIFTED_LEVELS = 15  # on the surface, which is smaller
_FACES = 15  # cells of the surface each way
_ARROWS = 9  # of the field from bottom to top
_SMOOTH = 0.0008  # of the radius: points this near to the line between their neighbours go
_SPECK = 0.04  # of the radius: smaller rings are what the grid makes of a narrow valley
_CRUMB, _LOAF = 0.08, 4.0  # and pieces up to this, beside a line so many times as long
_STEEPNESS = 100.0  # of a logarithmic height: the ratio that it spreads out


@dataclass(frozen=True)
class Square:
    """A square: its middle and half its side."""

    x: float
    y: float
    radius: float

    @property
    def middle(self) -> Floats:
        """The middle as a point, (2,)."""
        return np.array([self.x, self.y])

    def grid(self, columns: int, rows: int, wide: float, high: float) -> tuple[Floats, Floats]:
        """Return coordinates (columns,) and (rows,) of a grid about the middle."""
        across = self.x + np.linspace(-wide, wide, columns) * self.radius
        up = self.y + np.linspace(-high, high, rows) * self.radius
        return across, up

    def holds(self, points: Floats, times: float) -> npt.NDArray[np.bool_]:
        """Tell which points (n, 2) lie in the square made so many times as large."""
        away = np.maximum(np.abs(points[:, 0] - self.x), np.abs(points[:, 1] - self.y))
        return np.asarray(away <= times * self.radius)


def region_about(points: Floats) -> Square:
    """Return a square with round numbers that holds points (n, 2), n ≥ 1."""
    low, high = points.min(axis=0), points.max(axis=0)
    least = 0.6 * float((high - low).max())
    if least <= 1e-9 * float(np.abs(points).max()):
        least = max(1.0, 0.5 * float(np.abs(points).max()))
    power = 10.0 ** math.floor(math.log10(least))
    radius = next(m * power for m in (1, 1.5, 2, 3, 4, 5, 6, 8, 10, 15) if m * power >= least)
    middle = np.round((low + high) / 2 / (radius / 4)) * (radius / 4)
    return Square(float(middle[0]), float(middle[1]), radius)


@dataclass(frozen=True)
class Height:
    """From values of f to heights in the picture: 0 at ``low``, ``top`` at ``high``."""

    low: float
    high: float
    top: float
    logarithmic: bool

    def of(self, values: npt.ArrayLike) -> Floats:
        """Return heights, a little above ``top`` at most; not a number where f has no value."""
        with np.errstate(all="ignore"):
            share = np.clip((np.asarray(values) - self.low) / (self.high - self.low), 0.0, 1.1)
        if self.logarithmic:
            share = np.log1p(_STEEPNESS * share) / math.log1p(_STEEPNESS)
        return np.asarray(self.top * share)


@dataclass(frozen=True, eq=False)
class Terrain:
    """What is drawn of a landscape in a region.

    Geometry is about the middle of the region: so it stays exact however small that is.
    ``contours`` are from low to high; ``surface`` and ``height`` are None in the plane. ``low`` is
    the least value that was seen, and ``note`` says what is not as usual: of a part of the region
    alone if it is ``partial``.
    """

    region: Square
    contours: tuple[Segments, ...]
    field: Arrows | None
    surface: Triangles | None
    height: Height | None
    note: Text
    partial: bool


def terrain(
    landscape: Landscape, region: Square, *, lifted: bool, logarithmic: bool, slopes: bool
) -> Terrain:
    """Return the geometry; ``lifted`` into space, ``slopes`` with the field (needs gradients)."""
    wide, high = (1.0, 1.0) if lifted else (WIDE, HIGH)
    rows = _CELLS + 1
    columns = 2 * round(_CELLS * wide / high / 2) + 1
    across, up = region.grid(columns, rows, wide, high)
    values = landscape.value(_places(across, up))
    levels = _levels(values, _LIFTED_LEVELS if lifted else _LEVELS)
    scale = _height(values, region, logarithmic) if lifted else None
    local = across - region.x, up - region.y
    contours = tuple(_contours(*local, values, levels, region.radius, scale))
    return Terrain(
        region,
        contours,
        _field(landscape, region, wide, high, scale) if slopes else None,
        _surface(landscape, region, scale) if scale is not None else None,
        scale,
        *_note(values, levels),
    )


def _places(across: Floats, up: Floats) -> Floats:
    """Return the points of a grid, (rows, columns, 2)."""
    return np.stack(np.meshgrid(across, up), axis=-1)


def _note(values: Floats, levels: Floats) -> tuple[Text, bool]:
    """Return what is not as usual, and whether that is so in a part of the region alone."""
    good = np.isfinite(values)
    if not good.any():
        return "f has no real value anywhere here.", False
    if not good.all():
        return "Where there are no contours, f has no real value.", True
    return "" if len(levels) else "f is constant here: no contours, no slope.", False


def _levels(values: Floats, count: int) -> Floats:
    """Return values between which equal steps outwards lie, in a round bowl.

    There the part of the area that lies below a level grows with the square of the distance. By
    parts of the area, valleys and walls both get their lines, however steep f is.
    """
    good = values[np.isfinite(values)]
    if not good.size or float(good.max()) - float(good.min()) <= 1e-12 * float(np.abs(good).max()):
        return np.zeros(0)
    shares = ((np.arange(count) + 0.5) / count) ** 2
    return np.unique(np.quantile(good, shares))


def _height(values: Floats, region: Square, logarithmic: bool) -> Height:
    good = values[np.isfinite(values)]
    low, high = (float(good.min()), float(good.max())) if good.size else (0.0, 1.0)
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        high = low + max(1.0, abs(low))
    return Height(low, high, region.radius, logarithmic)


def _contours(
    across: Floats, up: Floats, values: Floats, levels: Floats, radius: float, scale: Height | None
) -> list[Segments]:
    if not len(levels):
        return []
    from contourpy import LineType, contour_generator

    # Large and small numbers alike are brought near 1, where nothing overflows on the way.
    size = float(np.abs(values[np.isfinite(values)]).max())
    masked = np.ma.masked_invalid(values / size)
    generator: Any = contour_generator(across, up, masked, line_type=LineType.Separate)
    drawn = []
    for level in levels:
        pieces = [
            _pairs(_smoothed(line, _SMOOTH * radius))
            for line in _without_crumbs(generator.lines(level / size), radius)
        ]
        flat = np.concatenate([*pieces, np.zeros((0, 2, 2))])
        if not len(flat):
            continue
        up_there = 0.0 if scale is None else float(scale.of(level))
        heights = np.full((*flat.shape[:2], 1), up_there)
        drawn.append(Segments(np.concatenate([flat, heights], axis=2)))
    return drawn


def _without_crumbs(lines: list[Floats], radius: float) -> list[Floats]:
    """Return the lines of a level but for what the grid makes of a valley narrower than itself."""
    sizes = [float(np.ptp(line, axis=0).max()) for line in lines]
    crumb = min(_CRUMB * radius, max(sizes, default=0.0) / _LOAF)
    least = max(_SPECK * radius, crumb)
    return [line for line, size in zip(lines, sizes, strict=True) if size > least]


def _pairs(line: Floats) -> Floats:
    """Return the segments (n − 1, 2, 2) of a line through points (n, 2)."""
    return np.stack([line[:-1], line[1:]], axis=1)


def _smoothed(line: Floats, least: float) -> Floats:
    """Return a line without the points that add nothing: every other one goes, if it may."""
    for _ in range(6):
        if len(line) < 5:
            break
        before, here, after = line[:-2:2], line[1:-1:2], line[2::2]
        count = min(len(before), len(here), len(after))
        chord = after[:count] - before[:count]
        rest = here[:count] - before[:count]
        across = np.abs(chord[:, 0] * rest[:, 1] - chord[:, 1] * rest[:, 0])
        length = np.hypot(chord[:, 0], chord[:, 1])
        needed = np.ones(len(line), dtype=bool)
        needed[1 : 2 * count : 2] = across > least * np.maximum(length, 1e-300)
        line = line[needed]
    return line


def _surface(landscape: Landscape, region: Square, scale: Height) -> Triangles:
    across, up = region.grid(_FACES + 1, _FACES + 1, 1.0, 1.0)
    places = _places(across, up)
    heights = scale.of(landscape.value(places))
    corners = np.concatenate([places - region.middle, heights[..., None]], axis=2)
    a, b, c, d = corners[:-1, :-1], corners[:-1, 1:], corners[1:, 1:], corners[1:, :-1]
    faces = np.concatenate([np.stack(t, axis=2).reshape(-1, 3, 3) for t in ((a, b, c), (a, c, d))])
    return Triangles(faces[np.isfinite(faces).all(axis=(1, 2))])


def _field(
    landscape: Landscape, region: Square, wide: float, high: float, scale: Height | None
) -> Arrows:
    """Return arrows along −∇f: all of one length, because a tenfold slope is common."""
    rows = _ARROWS
    columns = 2 * round(_ARROWS * wide / high / 2) + 1
    across, up = region.grid(columns, rows, wide * 0.94, high * 0.94)
    points = _places(across, up).reshape(-1, 2)
    slopes = -landscape.gradient(points)
    with np.errstate(all="ignore"):
        scaled = slopes / np.abs(slopes).max(axis=1, keepdims=True)
        ways = scaled / np.hypot(scaled[:, 0], scaled[:, 1])[:, None]
        lengths = 0.62 * (up[1] - up[0])
    # The formula of a gradient may have a value where f itself has none, as that of log x has.
    good = np.isfinite(ways).all(axis=1) & np.isfinite(landscape.value(points))
    tails, tips = points[good] - ways[good] * lengths / 2, points[good] + ways[good] * lengths / 2
    heights = [np.zeros(len(ends)) if scale is None else scale.of(landscape.value(ends))
               for ends in (tails, tips)]  # fmt: skip
    ends = [
        np.column_stack([e - region.middle, h]) for e, h in zip((tails, tips), heights, strict=True)
    ]
    arrows = np.stack(ends, axis=1)
    return Arrows(arrows[np.isfinite(arrows).all(axis=(1, 2))])
