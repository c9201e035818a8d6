"""What of draws labels leave free stays the same while they move: worked out once for a motion.

Grids, ghosts and contours are made to be written on.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.scene.frame import Draw, Style
from eigenscope.scene.geometry import Arrows, Geometry, Points, Polyline, Segments
from eigenscope.scene.measures import HEAD_HALF_WIDTH, head_length
from eigenscope.scene.slots import Slot

Indices = npt.NDArray[np.intp]
_Looks: TypeAlias = tuple[Geometry, Style, Geometry | None]

_WRITTEN_ON: Final = frozenset({Slot.GRID, Slot.GHOST, Slot.BACKDROP})
_FEW: Final = 24  # arrows or points in one draw that all matter: more are a field or a cloud
_SMALL_CLOUD = 60
_PIECES, _GRAINS = 24, 100  # at most so many of a curve's pieces and a cloud's points count
# What it costs to cover a pixel of a line, the head of an arrow or a mark, and a point of a small
# and of a large cloud.
_LINE_COST, _AXIS_COST, _FAINT_COST = 0.5, 4.0, 0.2
_MARK_COST, _POINT_COST, _GRAIN_COST = 60.0, 4.0, 0.5
_FAINT = 0.3  # of opacity: a line that is fainter matters less
_STROKE = 1.5  # pixels that a line reaches to each side


class Traits(NamedTuple):
    """What stays the same of draws that only move: n pieces of lines and points, and h heads.

    Attributes
    ----------
    pieces
        Both ends before the draw's matrix, with a 1 at the end, (n, 2, 4); a point twice. Those of
        lines come first.
    there
        The same in the second poses, in their only pose of draws without; None without any.
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
    there: Floats | None
    owners: Indices
    places: Floats
    lines: int
    headed: Indices
    heads: Floats
    reaches: Floats
    costs: Floats
    light: npt.NDArray[np.bool_]
    axes: Indices
    marks: Indices


def traits_of(draws: Sequence[Draw]) -> Traits:
    """Return what stays the same of draws that only move: then it is the same object."""
    return _traits(
        tuple((draw.geometry, draw.style, draw.towards) for draw in draws if is_in_the_way(draw))
    )


def is_in_the_way(draw: Draw) -> bool:
    """Tell whether labels leave a draw free."""
    return draw.style.slot not in _WRITTEN_ON


@lru_cache(maxsize=16)
def _traits(draws: tuple[_Looks, ...]) -> Traits:
    parts = [_pieces(geometry) for geometry, _, _ in draws]
    dots = np.array([isinstance(geometry, Points) for geometry, _, _ in draws], dtype=bool)
    owners = np.repeat(np.arange(len(draws)), [len(part) for part in parts])
    places = [(np.arange(len(part)) + 0.5) / max(len(part), 1) for part in parts]
    order = np.argsort(dots[owners], kind="stable")
    owners = owners[order]
    lines = int((~dots[owners]).sum())
    own = [draws[k] for k in owners.tolist()]
    headed = [k for k, (geometry, _, _) in enumerate(own[:lines]) if _has_heads(geometry)]
    heads = np.array([head_length(own[k][1].width) for k in headed])
    dot_reaches = [style.width / 2 for _, style, _ in own[lines:]]
    reaches = np.concatenate([np.full(lines, _STROKE), dot_reaches, HEAD_HALF_WIDTH * heads])
    listed = [_cost(geometry, style) for geometry, style, _ in own] + [_MARK_COST] * len(headed)
    costs = np.array(listed, dtype=np.float64)
    axes = np.array(
        [k for k, (_, style, _) in enumerate(own[:lines]) if style.slot == Slot.AXIS], dtype=np.intp
    )
    light = costs < _MARK_COST
    light[axes] = False
    there = [
        part if second is None else _pieces(second)
        for part, (_, _, second) in zip(parts, draws, strict=True)
    ]
    return Traits(
        _homogeneous(parts)[order],
        _homogeneous(there)[order] if any(second is not None for _, _, second in draws) else None,
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


def _homogeneous(parts: Sequence[Floats]) -> Floats:
    """Return pieces (n, 2, 3) of all draws, with a 1 at the end of each place."""
    pieces = np.concatenate([np.zeros((0, 2, 3)), *parts])
    return np.concatenate([pieces, np.ones((len(pieces), 2, 1))], axis=2)


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
            last = len(places) - 1
            stops = np.linspace(0, last, min(last, _PIECES) + 1).round().astype(int)
            pieces = np.stack([places[stops[:-1]], places[stops[1:]]], axis=1)
        case _:
            pieces = np.zeros((0, 2, 3))
    return pieces.astype(np.float64)
