"""What of a picture labels leave free.

No label covers an arrow's head or a mark, and as little as can be of lines, axes and clouds.
Grids, ghosts and contours are made to be written on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from eigenscope.scene.camera import Camera, Size
from eigenscope.scene.frame import Draw, Style
from eigenscope.scene.geometry import Arrows, Geometry, Points, Polyline, Segments
from eigenscope.scene.measures import HEAD_HALF_WIDTH, head_length
from eigenscope.scene.slots import Slot

Floats = npt.NDArray[np.float64]

_WRITTEN_ON: Final = frozenset({Slot.GRID, Slot.GHOST, Slot.BACKDROP})
_FEW: Final = 24  # arrows or points in one draw that all matter: more are a field or a cloud
_SMALL_CLOUD = 60
_PIECES, _GRAINS = 24, 100  # at most so many of a curve's pieces and a cloud's points count
# What it costs to cover a pixel of a line, the head of an arrow or a mark, a number of an axis,
# and a point of a small and of a large cloud.
_LINE_COST, _AXIS_COST, _FAINT_COST = 0.5, 4.0, 0.2
_MARK_COST, _NUMBER_COST, _POINT_COST, _GRAIN_COST = 60.0, 4.0, 4.0, 0.5
_FAINT = 0.3  # of opacity: a line that is fainter matters less
_FREE, _SLIGHTLY = 20.0, 2.5  # what a label may cover of lines and clouds, and of anything
_STROKE = 1.5  # pixels that a line reaches to each side
_AWAY = 1e9  # pixels: where what is not seen is put, so that nothing meets it
_NEAREST = 1e-6  # clip coordinates' w in front of the eye, where what goes behind it is cut off


class Pieces(NamedTuple):
    """Straight pieces in pixels, y down, each as thick as a box that is drawn along it.

    Attributes
    ----------
    starts, inverses
        Where each begins, and one over the step to its end, (2, n): x and y.
    reaches
        Half the width and height of the box, (2, n).
    """

    starts: Floats
    inverses: Floats
    reaches: Floats

    def part(self, which: npt.NDArray[np.intp]) -> Pieces:
        """Return some of them."""
        return Pieces(*(each[:, which] for each in self))

    def covered(self, middles: Floats, halves: Floats) -> Floats:
        """Return which part, 0…1, of each piece lies under boxes. Method: slabs.

        Parameters
        ----------
        middles, halves
            Of boxes in r rows of k of the same size: (r, k, 2) and half the sizes (r, 2).

        Returns
        -------
        (r, k, n) array
        """
        # Few pieces are looked at many times a second: what counts is how many steps there are.
        inverses = self.inverses[:, None, None]
        at = (middles.transpose(2, 0, 1)[..., None] - self.starts[:, None, None]) * inverses
        half = (halves.T[:, :, None] + self.reaches[:, None])[:, :, None] * np.abs(inverses)
        (left, up), (right, down) = at - half, at + half
        enters = np.maximum(np.maximum(left, up), 0.0)
        leaves = np.minimum(np.minimum(right, down), 1.0)
        found: Floats = np.maximum(leaves - enters, 0.0)
        return found


@dataclass(frozen=True, eq=False)
class Obstacles:
    """What labels leave free, and what it costs if they don't.

    Attributes
    ----------
    pieces
        Of lines, and points and boxes that are no longer than a point, n of them.
    costs
        What it costs to cover the whole of each, (n,).
    light
        The same of lines, clouds and numbers, which a label may cover a little, else 0; (n,).
    axes
        Those of the pieces that are axes.
    marks
        The middles and half sizes of heads of arrows and of marks, which nothing covers, (m, 2, 2).
    """

    pieces: Pieces
    costs: Floats
    light: Floats
    axes: Pieces
    marks: Floats

    def cost(self, covered: Floats) -> Floats:
        """Return what it costs to cover such parts (…, n) of the pieces.

        A part of what lines and clouds cost is free: a label stays where it is while a line comes
        upon it, which its ground keeps legible. Heads, marks and axes it must leave.
        """
        free = np.minimum(covered @ self.light, _FREE)
        cost: Floats = np.maximum(covered @ self.costs - free - _SLIGHTLY, 0.0)
        return cost


def obstacles_of(draws: Sequence[Draw], camera: Camera, size: Size, numbers: Floats) -> Obstacles:
    """Return what labels leave free in a view of a size in logical pixels.

    ``numbers`` (m, 2, 2) are the middles and half sizes of the numbers along axes.
    """
    draws = [draw for draw in draws if draw.style.slot not in _WRITTEN_ON]
    traits = _traits(tuple((draw.geometry, draw.style) for draw in draws))
    seen = np.zeros((0, 2, 2))
    if len(traits.owners):
        matrices = camera.matrix(size) @ np.array([draw.matrix for draw in draws])
        seen = _pixels(traits.pieces @ matrices.transpose(0, 2, 1)[traits.owners], size)
        seen[~np.isfinite(seen).all(axis=(1, 2))] = _AWAY
        portions = [draw.portion for draw in draws]
        if min(portions) < 1:
            seen[traits.places >= np.array(portions)[traits.owners]] = _AWAY
    heads = _heads(seen[traits.headed], traits.heads)
    spots = np.repeat(numbers[:, :1], 2, axis=1)
    ends = np.concatenate([seen, heads, spots])
    steps = (ends[:, 1] - ends[:, 0]).T
    costs = np.concatenate([traits.costs, np.full(len(numbers), _NUMBER_COST)])
    lines = traits.lines
    costs[:lines] *= np.hypot(steps[0, :lines], steps[1, :lines])
    reaches = np.concatenate([traits.reaches, numbers[:, 1]])
    steps = np.where(np.abs(steps) < 1e-6, 1e-6, steps)
    pieces = Pieces(ends[:, 0].T.copy(), 1 / steps, reaches.T.copy())
    return Obstacles(
        pieces,
        costs,
        costs * np.concatenate([traits.light, np.ones(len(numbers), dtype=bool)]),
        pieces.part(traits.axes),
        _boxes(ends[traits.marks], reaches[traits.marks]),
    )


def _boxes(ends: Floats, reaches: Floats) -> Floats:
    """Return the middles and half sizes of boxes round thick pieces, (n, 2, 2)."""
    halves = np.abs(ends[:, 1] - ends[:, 0]) / 2 + reaches
    return np.stack([ends.sum(axis=1) / 2, halves], axis=1)


def _pixels(clip: Floats, size: Size) -> Floats:
    """Return pieces in clip coordinates (n, 2, 4) in pixels (n, 2, 2); NaN behind the eye."""
    w = clip[:, :, 3]
    if w.min() < _NEAREST:
        start, step = clip[:, :1], clip[:, 1:] - clip[:, :1]
        with np.errstate(divide="ignore", invalid="ignore"):
            cut = (_NEAREST - w[:, 0]) / (w[:, 1] - w[:, 0])
            there = start + np.clip(np.nan_to_num(cut), 0.0, 1.0)[:, None, None] * step
        behind = w < _NEAREST
        clip = np.where(behind[:, :, None], there, clip)
        clip[behind.all(axis=1)] = np.nan
    half = np.array([size[0] / 2, -size[1] / 2])
    pixels: Floats = clip[:, :, :2] / clip[:, :, 3:] * half + np.abs(half)
    return pixels


def _heads(arrows: Floats, lengths: Floats) -> Floats:
    """Return where boxes that cover the heads (n,) of arrows (n, 2, 2) begin and end, (n, 2, 2)."""
    back = arrows[:, 0] - arrows[:, 1]
    part = np.minimum(lengths / np.maximum(np.hypot(back[:, 0], back[:, 1]), 1e-9), 1.0)[:, None]
    return np.stack(
        [arrows[:, 1] + back * part * HEAD_HALF_WIDTH, arrows[:, 1] + back * part], axis=1
    )


class _Traits(NamedTuple):
    """What stays the same of draws that only move: n pieces of lines and points, and h heads.

    Attributes
    ----------
    pieces
        Both ends before the draw's matrix, with a 1 at the end, (n, 2, 4); a point twice. Those of
        lines come first.
    owners, places
        Which draw each belongs to, and where along it each is, 0…1, (n,).
    lines
        How many are pieces of lines.
    headed
        Which belong to arrows whose heads matter each, (h,).
    heads
        The lengths of those heads, (h,).
    reaches, costs
        As of `Pieces` and `Obstacles`, (n + h, 2) and (n + h,); of lines the cost of a pixel.
    light, axes, marks
        Which of them a label may cover a little, (n + h,); which are axes; which nothing covers.
    """

    pieces: Floats
    owners: npt.NDArray[np.intp]
    places: Floats
    lines: int
    headed: npt.NDArray[np.intp]
    heads: Floats
    reaches: Floats
    costs: Floats
    light: npt.NDArray[np.bool_]
    axes: npt.NDArray[np.intp]
    marks: npt.NDArray[np.intp]


@lru_cache(maxsize=16)
def _traits(draws: tuple[tuple[Geometry, Style], ...]) -> _Traits:
    parts = [_pieces(geometry) for geometry, _ in draws]
    dots = np.array([isinstance(geometry, Points) for geometry, _ in draws], dtype=bool)
    owners = np.repeat(np.arange(len(draws)), [len(part) for part in parts])
    places = [(np.arange(len(part)) + 0.5) / max(len(part), 1) for part in parts]
    order = np.argsort(dots[owners], kind="stable")
    owners = owners[order]
    lines = int((~dots[owners]).sum())
    own = [draws[k] for k in owners.tolist()]
    headed = [k for k, (geometry, _) in enumerate(own[:lines]) if _has_heads(geometry)]
    heads = np.array([head_length(own[k][1].width) for k in headed])
    dot_reaches = [style.width / 2 for _, style in own[lines:]]
    reaches = np.concatenate([np.full(lines, _STROKE), dot_reaches, HEAD_HALF_WIDTH * heads])
    listed = [_cost(geometry, style) for geometry, style in own] + [_MARK_COST] * len(headed)
    costs = np.array(listed, dtype=np.float64)
    axes = np.array(
        [k for k, (_, style) in enumerate(own[:lines]) if style.slot == Slot.AXIS], dtype=np.intp
    )
    light = costs < _MARK_COST
    light[axes] = False
    pieces = np.concatenate([np.zeros((0, 2, 3)), *parts])[order]
    return _Traits(
        np.concatenate([pieces, np.ones((len(pieces), 2, 1))], axis=2),
        owners,
        np.concatenate([np.zeros(0), *places])[order],
        lines,
        np.array(headed, dtype=np.intp),
        heads,
        np.stack([reaches, reaches], axis=1),
        costs,
        light,
        axes,
        np.flatnonzero(costs == _MARK_COST),
    )


def _has_heads(geometry: Geometry) -> bool:
    return isinstance(geometry, Arrows) and len(geometry.points) <= _FEW


def _cost(geometry: Geometry, style: Style) -> float:
    """Return what it costs to cover a point, or a pixel of a line."""
    if isinstance(geometry, Points):
        count = len(geometry.positions)
        if count <= _FEW:
            return _MARK_COST
        return _POINT_COST if count <= _SMALL_CLOUD else _GRAIN_COST
    if style.opacity < _FAINT:
        return _FAINT_COST
    return _AXIS_COST if style.slot == Slot.AXIS else _LINE_COST


def _pieces(geometry: Geometry) -> Floats:
    """Return straight pieces (n, 2, 3) of a geometry, few enough to be looked at in every frame."""
    pieces: npt.NDArray[np.floating]
    match geometry:
        case Points():
            some = geometry.positions[:: max(1, -(-len(geometry.positions) // _GRAINS))]
            pieces = np.stack([some, some], axis=1)
        case Segments() | Arrows():
            pieces = geometry.points[:: max(1, -(-len(geometry.points) // _GRAINS))]
        case Polyline():
            places = geometry.points
            if geometry.closed:
                places = np.concatenate([places, places[:1]])
            # Not np.unique, which imports numpy.ma: the first picture would wait for it.
            stops = sorted(set(np.linspace(0, len(places) - 1, _PIECES + 1).round().astype(int)))
            pieces = np.stack([places[stops[:-1]], places[stops[1:]]], axis=1)
        case _:
            pieces = np.zeros((0, 2, 3))
    return pieces.astype(np.float64)
