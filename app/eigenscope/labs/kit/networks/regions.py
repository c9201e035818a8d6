"""Where a network says which class, and how sure it is: tints of the plane, and their borders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from eigenscope.labs.kit.bands import bands, grid_faces, level_lines
from eigenscope.labs.kit.networks import colours
from eigenscope.labs.kit.networks.input_plane import grid_points
from eigenscope.labs.kit.networks.learning import Learning
from eigenscope.scene.frame import Draw, Style
from eigenscope.scene.geometry import Points, Segments, Triangles

_CELLS = 40  # from bottom to top
_LEVELS = (*np.arctanh((0.0, 0.25, 0.5, 0.75, 0.95)), np.inf)
_TINTS = (0.10, 0.18, 0.26, 0.33, 0.38)
"""The opacity between one level of the margin and the next."""


@dataclass(frozen=True, eq=False)
class Region:
    """What is drawn of one state: the bands of each group, the border, and misplaced points."""

    tints: tuple[tuple[Triangles, ...], ...]
    border: Segments
    wrong: Points


@dataclass(frozen=True, eq=False)
class Regions:
    """The regions of a training's states, each made when it is first shown."""

    learning: Learning
    known: dict[int, Region] = field(default_factory=dict)

    def of(self, state: int) -> Region:
        """Return what is drawn of a state."""
        if state not in self.known:
            self.known[state] = self._region(state)
        return self.known[state]

    def _region(self, state: int) -> Region:
        learning = self.learning
        across, up = learning.plane.lines(_CELLS)
        points = learning.plane.inputs(grid_points(across, up))
        margins = np.arctanh(learning.margins(learning.run.outputs(state, points)))
        grids = margins.T.reshape(-1, len(up), len(across))
        faces = [grid_faces(across, up, grid) for grid in grids[1 if len(grids) == 2 else 0 :]]
        border = np.concatenate([level_lines(each, 0.0) for each in faces])
        if (
            len(grids) == 2
        ):  # where one group is sure of itself, the other is as sure that it is not
            both = bands(faces[0], (*(-level for level in _LEVELS[:0:-1]), *_LEVELS))
            tints: tuple[tuple[Triangles, ...], ...] = (
                both[len(_TINTS) - 1 :: -1],
                both[len(_TINTS) :],
            )
        else:
            tints = tuple(bands(each, _LEVELS) for each in faces)
        return Region(tints, Segments(border), self._wrong(state))

    def _wrong(self, state: int) -> Points:
        learning = self.learning
        places = learning.plane.places(learning.data.inputs)
        right = learning.right(state)
        return Points(places[~right])

    def draws(self, t: float) -> Iterator[Draw]:
        """Yield the tints and the border of the state that is nearest to a time."""
        region = self._at(t)
        for k, tints in enumerate(region.tints):
            for faces, opacity in zip(tints, _TINTS, strict=True):
                if len(faces.points):
                    style = Style(colours.class_slot(k), opacity=opacity)
                    yield Draw(faces, style, name=f"region {k}")
        if len(region.border.points):
            yield Draw(region.border, Style(colours.BOUNDARY, 2.4), name="boundary")

    def rings(self, t: float) -> Iterator[Draw]:
        """Yield rings around points on the wrong side."""
        wrong = self._at(t).wrong
        if len(wrong.positions):
            yield Draw(wrong, Style(colours.WRONG, 15.0), name="wrong")

    def _at(self, t: float) -> Region:
        first, second, share = self.learning.between(t)
        return self.of(first if share < 0.5 else second)
