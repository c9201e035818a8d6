"""Grids of places in pieces: the triangles of their cells, the segments of their lines."""

from __future__ import annotations

import numpy as np

from eigenscope.arrays import Floats


def cell_halves(corners: Floats) -> Floats:
    """Return both triangles (2, cells, 3, d) of each cell of a grid of places (rows, columns, d).

    Cells are in the order of the rows: first one half of each, then the other.
    """
    a, b, c, d = corners[:-1, :-1], corners[:-1, 1:], corners[1:, 1:], corners[1:, :-1]
    halves = [np.stack(half, axis=2) for half in ((a, b, c), (a, c, d))]
    return np.stack(halves).reshape(2, -1, 3, corners.shape[-1])


def segments_of(lines: Floats) -> Floats:
    """Return the segments (k, 2, d) of lines through places (lines, places, d), line by line."""
    return np.stack([lines[:, :-1], lines[:, 1:]], axis=2).reshape(-1, 2, lines.shape[-1])
