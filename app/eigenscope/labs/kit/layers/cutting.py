"""Segments and convex polygons cut where linear functions are 0: what bends there has a kink."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from eigenscope.arrays import Floats

_SAME = 1e-9  # shares of a segment that are one


def cut_segments(segments: Floats, normals: Floats, offsets: Floats) -> Floats:
    """Return segments (k, 2, n) in parts, none of which crosses a flat.

    The flats are the points x with normal · x + offset = 0: normals (m, n), offsets (m,).
    """
    ends = segments @ normals.T + offsets  # (k, 2, m)
    parts = []
    for (start, end), (first, second) in zip(segments, ends, strict=True):
        crosses = np.sign(first) * np.sign(second) < 0
        shares = np.unique([0.0, 1.0, *(first[crosses] / (first - second)[crosses])])
        shares = shares[np.append(True, np.diff(shares) > _SAME)]
        shares[-1] = 1.0
        places = start + shares[:, None] * (end - start)
        parts.append(np.stack([places[:-1], places[1:]], axis=1))
    return np.concatenate(parts)


def divided(segments: Floats, count: int) -> Floats:
    """Return segments (k, 2, n) each divided into ``count`` parts, (k · count, 2, n)."""
    shares = np.linspace(0.0, 1.0, count + 1)[:, None]
    places = segments[:, None, 0] + shares * (segments[:, 1] - segments[:, 0])[:, None]
    parts = np.stack([places[:, :-1], places[:, 1:]], axis=2)
    return parts.reshape(-1, 2, segments.shape[-1])


def clipped(polygon: Floats, normal: Floats, offset: float) -> Floats:
    """Return the part of a convex polygon (k, n) where normal · x + offset ≥ 0; empty if none."""
    sides = polygon @ normal + offset
    corners = []
    for here, there, side, other in zip(
        polygon, np.roll(polygon, -1, axis=0), sides, np.roll(sides, -1), strict=True
    ):
        if side >= 0:
            corners.append(here)
        if np.sign(side) * np.sign(other) < 0:
            corners.append(here + side / (side - other) * (there - here))
    return np.array(corners).reshape(-1, polygon.shape[1])


def cut_polygon(polygon: Floats, normals: Floats, offsets: Floats) -> list[Floats]:
    """Return a convex polygon (k, n) in parts, none of which crosses a flat."""
    parts = [polygon]
    for normal, offset in zip(normals, offsets, strict=True):
        halves = (clipped(part, way * normal, way * offset) for part in parts for way in (1, -1))
        parts = [half for half in halves if len(half) >= 3]
    return parts


def slice_of_cube(reach: float, normal: Floats, offset: float) -> Floats:
    """Return the corners (k, 3), in order, of the flat within the cube |x|, |y|, |z| ≤ reach."""
    corners = reach * np.array(
        [[(k >> axis & 1) * 2.0 - 1.0 for axis in range(3)] for k in range(8)]
    )
    edges = [(a, b) for a, b in combinations(range(8), 2) if (a ^ b) in (1, 2, 4)]
    sides = corners @ normal + offset
    crossed = [
        corners[a] + sides[a] / (sides[a] - sides[b]) * (corners[b] - corners[a])
        for a, b in edges
        if (sides[a] < 0) != (sides[b] < 0)
    ]
    places = np.array(crossed).reshape(-1, 3)
    if len(places) < 3:
        return places[:0]
    away = places - places.mean(axis=0)
    across = np.linalg.svd(away)[2][:2]
    return places[np.argsort(np.arctan2(*(away @ across.T).T))]


def fan(polygon: Floats) -> Floats:
    """Return a convex polygon (k, n) as triangles (k − 2, 3, n)."""
    first = np.broadcast_to(polygon[0], polygon[1:-1].shape)
    return np.stack([first, polygon[1:-1], polygon[2:]], axis=1)


def border(polygon: Floats) -> Floats:
    """Return the sides of a polygon (k, n) as segments (k, 2, n)."""
    return np.stack([polygon, np.roll(polygon, -1, axis=0)], axis=1)
