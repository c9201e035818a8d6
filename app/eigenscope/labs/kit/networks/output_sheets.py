"""Outputs of a network over the plane of its inputs, as surfaces in space."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.bands import grid_faces
from eigenscope.labs.kit.grid_pieces import segments_of
from eigenscope.labs.kit.networks.input_plane import InputPlane, grid_points
from eigenscope.scene.frame import Draw, Style
from eigenscope.scene.geometry import Segments, Triangles
from eigenscope.scene.slots import Slot

_CELLS, _CELLS_OF_MANY = 26, 18  # from front to back of one surface, or of each of several
_EVERY, _EVERY_OF_MANY = 2, 4  # cells between two lines on one surface, or on each of several


@dataclass(frozen=True, eq=False)
class Sheet:
    """A surface and the lines on it."""

    faces: Triangles
    lines: Segments

    def draws(self, towards: Sheet, share: float, slot: Slot) -> Iterator[Draw]:
        """Yield it on its way to another."""
        filling, wire = Style(slot, opacity=0.3, shaded=True), Style(slot, 1.0, 0.55)
        yield Draw(self.faces, filling, name="output", towards=towards.faces, mix=share)
        yield Draw(self.lines, wire, name="output lines", towards=towards.lines, mix=share)


def sheets(plane: InputPlane, heights: Callable[[Floats], Floats], count: int) -> tuple[Sheet, ...]:
    """Return the surfaces of ``heights``, which maps inputs (n, d) to (n, count)."""
    across, up = plane.lines(_CELLS if count == 1 else _CELLS_OF_MANY)
    columns = heights(plane.inputs(grid_points(across, up))).T
    grids = (column.reshape(len(up), len(across)) for column in columns)
    every = _EVERY if count == 1 else _EVERY_OF_MANY
    return tuple(
        Sheet(Triangles(grid_faces(across, up, grid)), _wires(across, up, grid, every))
        for grid in grids
    )


def _wires(across: Floats, up: Floats, heights: Floats, every: int) -> Segments:
    """Return lines along both axes on a surface (rows, columns)."""
    x, y = np.meshgrid(across, up)
    corners = np.stack([x, y, heights], axis=-1)
    rows, columns = corners[::every], corners[:, ::every].swapaxes(0, 1)
    return Segments(np.concatenate([segments_of(rows), segments_of(columns)]))
