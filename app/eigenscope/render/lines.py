"""Straight pieces of draws: where they are in the world, and what of them is in view.

All that a frame draws is brought into view together: for one piece, a step of array arithmetic
takes as long as for a hundred, and most draws have only one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.render.clipping import Projector
from eigenscope.scene.frame import Draw
from eigenscope.scene.geometry import Arrows, Polyline, Segments


@dataclass(frozen=True, eq=False)
class Lines:
    """Straight pieces of a draw: in the world (n, 2, 3) and before its matrix (n, 2, 3)."""

    draw: Draw
    world: Floats
    source: Floats

    def part(self, index: npt.NDArray[np.intp], low: Floats, high: Floats) -> Lines:
        """Return the parts from ``low`` to ``high`` (0…1) of the pieces so numbered."""
        cut = []
        for points in (self.world[index], self.source[index]):
            start, step = points[:, 0], points[:, 1] - points[:, 0]
            cut.append(
                np.stack([start + step * low[:, None], start + step * high[:, None]], axis=1)
            )
        return Lines(self.draw, cut[0], cut[1])


def world_points(draw: Draw, points: npt.ArrayLike) -> Floats:
    """Return points of a draw's geometry (…, 3) in the world."""
    placed: Floats = np.asarray(points, dtype=np.float64) @ draw.matrix[:3, :3].T
    return placed + draw.matrix[:3, 3]


def lines_of(draw: Draw) -> Lines:
    """Return the straight pieces of segments, arrows or a polyline, as far as its portion goes."""
    geometry = draw.geometry
    if isinstance(geometry, Polyline):
        points = geometry.points.astype(np.float64)
        if geometry.closed:
            points = np.concatenate([points, points[:1]])
        pieces = np.stack([points[:-1], points[1:]], axis=1)
        if draw.portion < 1:
            pieces = _first(pieces, draw.portion * len(pieces))
    elif isinstance(geometry, Segments | Arrows):
        pieces = geometry.points.astype(np.float64)
    else:
        pieces = np.empty((0, 2, 3))
    if draw.style.fade > 0:
        pieces = _unfaded(pieces, draw.style.fade)
    return Lines(draw, world_points(draw, pieces), pieces)


def _first(pieces: Floats, count: float) -> Floats:
    """Return so many of some pieces (n, 2, 3), the last one in part."""
    whole = int(count)
    rest = pieces[whole : whole + 1].copy()
    rest[:, 1] = rest[:, 0] + (rest[:, 1] - rest[:, 0]) * (count - whole)
    return np.concatenate([pieces[:whole], rest]) if count > whole else pieces[:whole]


def _unfaded(pieces: Floats, fade: float) -> Floats:
    """Return the parts of straight pieces (n, 2, 3) of which a fade leaves something."""
    start, step = pieces[:, 0], pieces[:, 1] - pieces[:, 0]
    square = np.maximum((step * step).sum(axis=1), 1e-300)
    middle = -(start * step).sum(axis=1) / square
    nearest = start + middle[:, None] * step
    inside = fade**2 - (nearest * nearest).sum(axis=1)
    half = np.sqrt(np.maximum(inside, 0.0) / square)
    low, high = np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)
    visible = (inside > 0) & (low < high)
    ends = np.stack([low, high], axis=1)[visible]
    parts: Floats = start[visible, None] + step[visible, None] * ends[..., None]
    return parts


@dataclass(frozen=True, eq=False)
class LinesInView:
    """What is in view of a draw's pieces.

    Attributes
    ----------
    lines
        The pieces, of which those numbered ``shown`` (n,) are in view.
    clip
        Both their ends in clip coordinates, (n, 2, 4).
    parts
        Where each comes into view and leaves it, 0…1, (n, 2).
    ends
        These places in pixels, (n, 2, 2).
    """

    lines: Lines
    shown: npt.NDArray[np.intp]
    clip: Floats
    parts: Floats
    ends: Floats

    def piece(self, index: int) -> LinesInView:
        """Return one of those that are shown."""
        one = slice(index, index + 1)
        return LinesInView(
            self.lines, self.shown[one], self.clip[one], self.parts[one], self.ends[one]
        )

    def source(self, parts: Floats) -> Floats:
        """Return where parts (n, k) of the pieces are before the draw's matrix, (n, k, 3)."""
        return between(self.lines.source[self.shown], parts)


def pieces_in_view(drawn: Sequence[Lines], look: Projector) -> list[LinesInView]:
    """Return what is in view of each draw's pieces."""
    if not drawn:
        return []
    clip = look.clip(np.concatenate([lines.world for lines in drawn]))
    counts = [len(lines.world) for lines in drawn]
    enters, leaves = look.visible_parts(clip, np.repeat([_margin(x) for x in drawn], counts))
    shown = np.flatnonzero(enters < leaves)
    clip, parts = clip[shown], np.stack([enters[shown], leaves[shown]], axis=1)
    ends = look.pixels(between(clip, parts))
    stops = np.cumsum([0, *counts])
    places = np.searchsorted(shown, stops).tolist()
    views = []
    for k, lines in enumerate(drawn):
        own = slice(places[k], places[k + 1])
        views.append(LinesInView(lines, shown[own] - stops[k], clip[own], parts[own], ends[own]))
    return views


def _margin(lines: Lines) -> float:
    """Return how far beyond the view, in pixels, pieces are kept.

    A rasteriser need not look at more of a line. The ends of arrows and joints must stay.
    """
    geometry, style = lines.draw.geometry, lines.draw.style
    joined = isinstance(geometry, Polyline) and style.fade <= 0
    return np.inf if joined or isinstance(geometry, Arrows) else style.width


def between(ends: Floats, parts: Floats) -> Floats:
    """Return points (n, k, d) at parts (n, k) of the ways between ends (n, 2, d)."""
    start, step = ends[:, :1], ends[:, 1:] - ends[:, :1]
    points: Floats = start + step * parts[:, :, None]
    return points
