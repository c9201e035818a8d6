"""The landscape as geometry: contours, the surface, and arrows down its slope.

All of it is made once for a function and a region. The region goes by steps, so that a start that
is dragged about leaves the contours where they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.landscapes import Landscape
from eigenscope.labs.kit.functions.breaks import breaks_of
from eigenscope.labs.kit.functions.contours import contours_of, levels_of
from eigenscope.labs.kit.functions.height import Height, Relief, height_of
from eigenscope.labs.kit.functions.square import HIGH, WIDE, Square
from eigenscope.labs.kit.grid_pieces import cell_halves
from eigenscope.scene.geometry import Arrows, Segments, Triangles
from eigenscope.wording.words import Text

_CELLS = 230  # of the grid that contours are found on, from bottom to top
_LEVELS = 26
_LIFTED_LEVELS = 15  # on the surface, which is smaller
_ARROWS = 9  # of the field from bottom to top


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

    def corners(self) -> Floats:
        """Return the corners of the region, (n, 3), up to the surface's top."""
        x, y, radius = self.region.x, self.region.y, self.region.radius
        tops = (0.0,) if self.height is None else (0.0, self.height.top)
        ends = (-radius, radius)
        return np.array([(x + i, y + j, z) for i in ends for j in ends for z in tops])


def terrain(
    landscape: Landscape, region: Square, relief: Relief | None = None, *, slopes: bool = False
) -> Terrain:
    """Return the geometry: lifted into space by a ``relief``, and with the field of ``slopes``."""
    wide, high = (WIDE, HIGH) if relief is None else (1.0, 1.0)
    rows = _CELLS + 1
    columns = 2 * round(_CELLS * wide / high / 2) + 1
    across, up = region.grid(columns, rows, wide, high)
    places = _places(across, up)
    values = landscape.value(places)
    levels = levels_of(values, _LEVELS if relief is None else _LIFTED_LEVELS)
    scale = None if relief is None else height_of(values, region, relief)
    breaks = breaks_of(landscape.value, places, values)
    whole = np.where(breaks.beside(), np.nan, values) if breaks.any() else values
    local = across - region.x, up - region.y
    contours = tuple(contours_of(*local, whole, levels, region.radius, scale))
    return Terrain(
        region,
        contours,
        _field(landscape, region, wide, high, scale) if slopes else None,
        _surface(landscape, region, scale, relief) if scale is not None and relief else None,
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


def _surface(landscape: Landscape, region: Square, scale: Height, relief: Relief) -> Triangles:
    across, up = region.grid(relief.faces + 1, relief.faces + 1, 1.0, 1.0)
    places = _places(across, up)
    values = landscape.value(places)
    whole = ~breaks_of(landscape.value, places, values).cells().ravel()
    heights = scale.of(values)
    corners = np.concatenate([places - region.middle, heights[..., None]], axis=2)
    faces = cell_halves(corners)[:, whole].reshape(-1, 3, 3)
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
