"""Filled bands of a function of the plane, between levels: what a map shows by its tints.

They are faces, so that they have a theme's colours and stay sharp in vector figures.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.grid_pieces import cell_halves
from eigenscope.scene.geometry import Triangles


def grid_faces(across: Floats, up: Floats, values: Floats) -> Floats:
    """Return two triangles (n, 3, 3) for each cell of a grid, with the values as heights.

    ``values`` is (rows, columns), over coordinates (columns,) and (rows,).
    """
    x, y = np.meshgrid(across, up)
    return cell_halves(np.stack([x, y, values], axis=-1)).reshape(-1, 3, 3)


def bands(faces: Floats, levels: Sequence[float]) -> tuple[Triangles, ...]:
    """Return the flat parts of faces (n, 3, 3) whose heights lie between one level and the next.

    What is below the first level or above the last is in none of them.
    """
    edges = np.asarray(levels)
    lowest = np.searchsorted(edges, faces[..., 2].min(axis=1), side="right") - 1
    highest = np.searchsorted(edges, faces[..., 2].max(axis=1), side="right") - 1
    # Most faces lie within one band; only the others have to be cut.
    rest = _above(faces[lowest != highest], levels[0])
    parts = []
    for band, level in enumerate(levels[1:]):
        within = faces[(lowest == band) & (highest == band)]
        cut = _above(rest * (1, 1, -1), -level)
        parts.append(Triangles(np.concatenate([within, cut]) * (1, 1, 0)))
        rest = _above(rest, level)
    return tuple(parts)


def _above(faces: Floats, level: float) -> Floats:
    """Return the parts of faces (n, 3, 3) that are not below a height."""
    inside = faces[..., 2] >= level
    count = inside.sum(axis=1)
    alone, pair = faces[count == 1], faces[count == 2]
    # The vertex that differs from the two others comes first.
    alone = _rolled(alone, np.argmax(inside[count == 1], axis=1))
    pair = _rolled(pair, np.argmin(inside[count == 2], axis=1))
    tip, first, second = alone[:, 0], *_crossings(alone, level)
    left, right = _crossings(pair, level)
    return np.concatenate(
        [
            faces[count == 3],
            np.stack([tip, first, second], axis=1),
            np.stack([left, pair[:, 1], pair[:, 2]], axis=1),
            np.stack([left, pair[:, 2], right], axis=1),
        ]
    )


def _rolled(faces: Floats, first: np.ndarray) -> Floats:
    order = (first[:, None] + np.arange(3)) % 3
    return np.asarray(np.take_along_axis(faces, order[..., None], axis=1))


def _crossings(faces: Floats, level: float) -> tuple[Floats, Floats]:
    """Return where the edges from the first vertex to the others pass a height, (n, 3) each."""
    start = faces[:, 0]
    ends = []
    for other in (1, 2):
        rise = faces[:, other, 2] - start[:, 2]
        share = (level - start[:, 2]) / np.where(rise == 0, 1.0, rise)
        ends.append(start + share[:, None] * (faces[:, other] - start))
    return ends[0], ends[1]


def level_lines(faces: Floats, level: float) -> Floats:
    """Return the flat segments (k, 2, 3) along which faces (n, 3, 3) pass a height."""
    inside = faces[..., 2] >= level
    count = inside.sum(axis=1)
    alone = _rolled(faces[count == 1], np.argmax(inside[count == 1], axis=1))
    pair = _rolled(faces[count == 2], np.argmin(inside[count == 2], axis=1))
    ends = [np.stack(_crossings(each, level), axis=1) for each in (alone, pair)]
    return np.concatenate(ends) * (1, 1, 0)
