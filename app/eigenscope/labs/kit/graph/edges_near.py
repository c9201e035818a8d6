"""Which edge of a graph is near the pointer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View

_NEAR = 8.0  # pixels


class EdgesNear:
    """The straight pieces of edges, each a line (n, 3), to be looked up by a place of a view."""

    def __init__(self, lines: Sequence[Floats]) -> None:
        pieces = [np.stack([line[:-1], line[1:]], axis=1) for line in lines]
        self._pieces = np.concatenate([np.zeros((0, 2, 3)), *pieces])
        lengths = [len(each) for each in pieces]
        self._edges: npt.NDArray[np.int64] = np.repeat(np.arange(len(lines)), lengths)

    def at(self, view: View) -> int | None:
        """Return the edge that is nearest to the view's pointer; None if none is near."""
        if view.pointer is None or not len(self._edges):
            return None
        ends = view.camera.project(self._pieces.reshape(-1, 3), view.size)[:, :2]
        distances = _distances(ends.reshape(-1, 2, 2), np.asarray(view.pointer))
        nearest = int(distances.argmin())
        return int(self._edges[nearest]) if distances[nearest] < _NEAR else None


def _distances(lines: Floats, point: Floats) -> Floats:
    """Return how far a point is from each of straight lines (n, 2, 2)."""
    starts, pieces = lines[:, 0], lines[:, 1] - lines[:, 0]
    lengths = np.maximum((pieces**2).sum(axis=1), 1e-12)
    along = np.clip(((point - starts) * pieces).sum(axis=1) / lengths, 0, 1)
    distances: Floats = np.linalg.norm(starts + along[:, None] * pieces - point, axis=1)
    return distances
