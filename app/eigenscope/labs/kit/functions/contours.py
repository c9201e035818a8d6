"""The contours of a function on a grid, as few points as show no difference."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.labs.kit.functions.height import Height
from eigenscope.scene.geometry import Segments

Counts = npt.NDArray[np.int64]

_SMOOTH = 0.0008  # of the radius: points this near to the line between their neighbours go
_SPECK = 0.04  # of the radius: smaller rings are what the grid makes of a narrow valley
_CRUMB, _LOAF = 0.08, 4.0  # and pieces up to this, beside a line so many times as long


def levels_of(values: Floats, count: int) -> Floats:
    """Return values between which equal steps outwards lie, in a round bowl.

    There the part of the area that lies below a level grows with the square of the distance. By
    parts of the area, valleys and walls both get their lines, however steep f is.
    """
    good = values[np.isfinite(values)]
    if not good.size or float(good.max()) - float(good.min()) <= 1e-12 * float(np.abs(good).max()):
        return np.zeros(0)
    shares = ((np.arange(count) + 0.5) / count) ** 2
    return np.unique(np.quantile(good, shares))


def contours_of(
    across: Floats, up: Floats, values: Floats, levels: Floats, radius: float, scale: Height | None
) -> list[Segments]:
    """Return the segments of each level, about the middle of the grid."""
    if not len(levels):
        return []
    from contourpy import LineType, contour_generator

    # Large and small numbers alike are brought near 1, where nothing overflows on the way.
    size = float(np.abs(values[np.isfinite(values)]).max())
    masked = np.ma.masked_invalid(values / size)
    generator: Any = contour_generator(across, up, masked, line_type=LineType.ChunkCombinedOffset)
    drawn = []
    for level in levels:
        (points,), (offsets,) = generator.lines(level / size)
        if points is None:
            continue
        counts = np.diff(offsets.astype(np.int64))
        lines = _smoothed(*_without_crumbs(points, counts, radius), _SMOOTH * radius)
        flat = _pairs(*lines)
        if not len(flat):
            continue
        up_there = 0.0 if scale is None else float(scale.of(level))
        if not np.isfinite(up_there):
            continue
        heights = np.full((*flat.shape[:2], 1), up_there)
        drawn.append(Segments(np.concatenate([flat, heights], axis=2)))
    return drawn


def _without_crumbs(points: Floats, counts: Counts, radius: float) -> tuple[Floats, Counts]:
    """Return a level's lines but for what the grid makes of a valley narrower than itself.

    Lines are points (n, 2) one after the other, and how many each line has.
    """
    starts = np.cumsum(counts) - counts
    largest, least = (of.reduceat(points, starts, axis=0) for of in (np.maximum, np.minimum))
    sizes = (largest - least).max(axis=1)
    crumb = min(_CRUMB * radius, float(sizes.max()) / _LOAF)
    large = sizes > max(_SPECK * radius, crumb)
    return points[np.repeat(large, counts)], counts[large]


def _pairs(points: Floats, counts: Counts) -> Floats:
    """Return the segments (k, 2, 2) of lines."""
    within = np.ones(max(len(points) - 1, 0), dtype=bool)
    within[np.cumsum(counts)[:-1] - 1] = False
    return np.stack([points[:-1], points[1:]], axis=1)[within]


def _smoothed(points: Floats, counts: Counts, least: float) -> tuple[Floats, Counts]:
    """Return lines without the points that add nothing: every other one goes, if it may."""
    for _ in range(6):
        starts, many = np.cumsum(counts) - counts, np.repeat(counts, counts)
        place = np.arange(len(points)) - np.repeat(starts, counts)
        here = np.flatnonzero((place % 2 == 1) & (place < many - 1) & (many >= 5))
        if not len(here):
            break
        chord = points[here + 1] - points[here - 1]
        rest = points[here] - points[here - 1]
        across = np.abs(chord[:, 0] * rest[:, 1] - chord[:, 1] * rest[:, 0])
        length = np.hypot(chord[:, 0], chord[:, 1])
        needed = np.ones(len(points), dtype=bool)
        needed[here] = across > least * np.maximum(length, 1e-300)
        counts = np.add.reduceat(needed.astype(np.int64), starts)
        points = points[needed]
    return points, counts
