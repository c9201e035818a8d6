"""Draws on their way from one pose to another, for whoever works with points on the processor.

OpenGL mixes the poses itself, from two buffers that are uploaded once. Everything else, be it a
painter or what finds the part under the mouse, takes the mixed points from here.
"""

from __future__ import annotations

from dataclasses import replace
from weakref import WeakKeyDictionary, ref

from eigenscope.scene.frame import Draw, Frame
from eigenscope.scene.geometry import (
    Arrows,
    Geometry,
    Picture,
    Points,
    Polyline,
    Segments,
    Triangles,
    vertices,
)


def share_of(draw: Draw) -> float:
    """Return how far a draw is on its way to its second pose, 0 to 1."""
    return min(max(draw.mix, 0.0), 1.0)


def mixed(draw: Draw) -> Draw:
    """Return a draw with its points where they are now; one without a second pose as it is.

    Asked again for the same mix of the same poses, it has the same geometry.
    """
    if draw.towards is None:
        return draw
    geometry = _mixture(draw.geometry, draw.towards, share_of(draw))
    return replace(draw, geometry=geometry, towards=None, mix=0.0)


def mixed_frame(frame: Frame) -> Frame:
    """Return a frame of mixed draws; the same frame if none has two poses."""
    if all(draw.towards is None for draw in frame.draws):
        return frame
    return replace(frame, draws=tuple(mixed(draw) for draw in frame.draws))


_recent: WeakKeyDictionary[Geometry, tuple[ref[Geometry], float, Geometry]] = WeakKeyDictionary()
"""The last mixture of each geometry, which lives no longer than that does."""


def _mixture(first: Geometry, second: Geometry, share: float) -> Geometry:
    if share == 0.0:
        return first
    known = _recent.get(first)
    if known is not None and known[0]() is second and known[1] == share:
        return known[2]
    mixture = _worked_out(first, second, share)
    _recent[first] = ref(second), share, mixture
    return mixture


def _worked_out(first: Geometry, second: Geometry, share: float) -> Geometry:
    points = vertices(second)
    if share < 1.0:
        points = vertices(first) * (1.0 - share) + points * share
    match first:
        case Segments():
            return Segments(points.reshape(-1, 2, 3))
        case Arrows():
            return Arrows(points.reshape(-1, 2, 3))
        case Polyline():
            return Polyline(points, first.closed)
        case Triangles():  # between two convex bodies there need not be one
            return Triangles(points.reshape(-1, 3, 3))
        case Points():
            return Points(points, first.colours)
        case Picture():
            return first
