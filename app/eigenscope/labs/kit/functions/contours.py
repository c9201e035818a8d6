"""The contours of a function on a grid, as few points as show no difference."""

from __future__ import annotations

from typing import Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.functions.height import Height
from eigenscope.scene.geometry import Segments

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
        if not np.isfinite(up_there):
            continue
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
