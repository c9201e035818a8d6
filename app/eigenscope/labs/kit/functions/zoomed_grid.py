"""A square grid about a point under a map, seen through a window that closes in on the point."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.labs.kit.grid_pieces import cell_halves, segments_of
from eigenscope.labs.kit.places import in_space
from eigenscope.scene.frame import Draw, Style
from eigenscope.scene.geometry import Geometry, Segments, Triangles
from eigenscope.scene.slots import Slot

LINES = 4  # of the grid from the point to the window's edge
_PARTS = 48  # of a line
_CELLS, _CELLS_IN_SPACE = 10, 4  # of the square, each way: in space faces are sorted by depth
SQUARE = 0.5  # of the window: the square whose area is compared
MAGNIFICATION = 1000.0
_WINDOWS = 8
_SHRINKS = MAGNIFICATION ** (1 / _WINDOWS)  # from one window to the next
_FARTHEST = 3.0  # times as far as the linear map goes: what lies beyond is not fitted into a view
_STRAIGHT = 0.4  # of a short segment: an image that is farther off its chord is torn apart


@dataclass(frozen=True, eq=False)
class ZoomedGrid:
    """Poses of the grid: as it is, mapped, and mapped from ever smaller windows, magnified.

    Attributes
    ----------
    value
        The map, from points (…, 2) to (…, m).
    point, image
        The middle of the grid (2,), and where the map takes it, (m,).
    radius
        Half the side of the first window.
    """

    value: Callable[[Floats], Floats]
    point: Floats
    image: Floats
    radius: float

    def draws(self, pose: float, slot: Slot, square: Slot) -> tuple[Draw, Draw]:
        """Return the square in the middle and the lines, at a pose from 0 to `last`."""
        before = min(int(pose), self.last - 1)
        mix = pose - before
        (faces, lines), (next_faces, next_lines) = self._poses[before : before + 2]
        filling, wire = Style(square, opacity=0.45), Style(slot, 1.5)
        return (
            Draw(faces, filling, name="square", towards=next_faces, mix=mix),
            Draw(lines, wire, name="grid", towards=next_lines, mix=mix),
        )

    @property
    def last(self) -> int:
        """The number of the last pose, from 0: from 1 on the map has acted."""
        return _WINDOWS + 1

    def magnified(self, pose: float) -> float:
        """Return by how much the window is magnified at a pose."""
        return float(_SHRINKS ** max(pose - 1.0, 0.0))

    def mapped(self, window: Floats, number: int) -> Floats:
        """Return where places of the window (…, 2), within ± 1, are at a whole pose, (…, 3)."""
        steps = self.radius * window
        if number == 0:
            return in_space((self.point + steps).reshape(-1, 2)).reshape(*window.shape[:-1], 3)
        shrunk = 1.0 / self.magnified(number)
        with np.errstate(all="ignore"):
            away = (self.value(self.point + steps * shrunk) - self.image) / shrunk
            places = (self.image + away).reshape(-1, len(self.image))
        return in_space(places).reshape(*window.shape[:-1], 3)

    def extent(self) -> Floats:
        """Return what a view must hold: the grid as it is, mapped and linear.

        Of what the map takes far away, as near a pole, no more than the beginning of its way.
        """
        corners = _lines().reshape(-1, 2)
        before, mapped, linear = (self.mapped(corners, number) for number in (0, 1, self.last))
        middle = in_space(self.image[None])[0]
        reach = self.radius
        for pose in (before - before.mean(axis=0), linear - middle):
            reach = max(reach, float(np.abs(pose[np.isfinite(pose)]).max(initial=0.0)))
        near = middle + np.clip(mapped - middle, -_FARTHEST * reach, _FARTHEST * reach)
        return np.concatenate(
            [pose[np.isfinite(pose).all(axis=1)] for pose in (before, near, linear)]
        )

    @cached_property
    def _poses(self) -> tuple[tuple[Geometry, Geometry], ...]:
        lines = _lines()
        faces = _faces(_CELLS if len(self.image) == 2 else _CELLS_IN_SPACE)
        return tuple(
            (
                Triangles(self._whole(faces, number)),
                Segments(self._whole(lines, number)),
            )
            for number in range(self.last + 1)
        )

    def _whole(self, window: Floats, number: int) -> Floats:
        """Return the images of segments or faces; of what is torn apart, a point in the middle."""
        images, middle = self.mapped(window, number), in_space(self.image[None])[0]
        torn = np.asarray(~np.isfinite(images).all(axis=(1, 2)), dtype=bool)
        if number:
            for first in range(window.shape[1]):
                second = (first + 1) % window.shape[1]
                half = self.mapped((window[:, first] + window[:, second]) / 2, number)
                torn |= self._torn(images[:, first], half, images[:, second])
        return np.where(torn.reshape(-1, 1, 1), middle, images)

    def _torn(self, start: Floats, half: Floats, end: Floats) -> npt.NDArray[np.bool_]:
        """Tell which of some short lines (k, 3) are far from straight, by their middles."""
        with np.errstate(all="ignore"):
            chord = end - start
            off = np.linalg.norm(half - start - chord / 2, axis=1)
            straight = off <= _STRAIGHT * np.linalg.norm(chord, axis=1) + 1e-9 * self.radius
        return np.asarray(~straight)


def _lines() -> Floats:
    """Return the grid of the window in short segments, (k, 2, 2)."""
    places, along = np.linspace(-1, 1, 2 * LINES + 1), np.linspace(-1, 1, _PARTS + 1)
    across = np.stack(np.broadcast_arrays(along[None], places[:, None]), axis=-1)
    rows = segments_of(across)
    return np.concatenate([rows, rows[..., ::-1]])


def _faces(cells: int) -> Floats:
    """Return the square whose corner is the point, in small triangles, (k, 3, 2)."""
    places = np.linspace(0, SQUARE, cells + 1)
    grid = np.stack(np.meshgrid(places, places), axis=-1)
    return cell_halves(grid).reshape(-1, 3, 2)
