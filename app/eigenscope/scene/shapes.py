"""Sample shapes that a map acts on; each is made once and kept, so playback uploads nothing."""

from __future__ import annotations

from functools import cache

import numpy as np

from eigenscope.arrays import Floats, Pixels
from eigenscope.scene.geometry import Points, Polyline, Segments, Triangles

_F_OUTLINE = ((0, 0), (0.5, 0), (0.5, 1), (1.25, 1), (1.25, 1.5), (0.5, 1.5), (0.5, 2), (1.5, 2))
_CUBE_EDGES = [(a, b) for a in range(8) for b in range(a + 1, 8) if (a ^ b) in (1, 2, 4)]


@cache
def unit_square() -> Triangles:
    """Return the square with corners (0, 0) and (1, 1)."""
    return Triangles([[(0, 0, 0), (1, 0, 0), (1, 1, 0)], [(0, 0, 0), (1, 1, 0), (0, 1, 0)]])


@cache
def unit_square_outline() -> Polyline:
    """Return the border of the unit square."""
    return Polyline([(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)], closed=True)


@cache
def unit_cube() -> Triangles:
    """Return the faces of the cube with corners (0, 0, 0) and (1, 1, 1)."""
    faces: list[Floats] = []
    for axis in range(3):
        for side in (0.0, 1.0):
            square = np.zeros((4, 3))
            square[:, axis] = side
            square[:, (axis + 1) % 3] = (0, 1, 1, 0)
            square[:, (axis + 2) % 3] = (0, 0, 1, 1)
            if side == 0.0:  # outward faces wind anticlockwise
                square = square[::-1]
            faces += [square[[0, 1, 2]], square[[0, 2, 3]]]
    return Triangles(np.array(faces), convex=True)


@cache
def unit_cube_edges() -> Segments:
    """Return the twelve edges of the unit cube."""
    corner = np.array([[(k >> axis) & 1 for axis in range(3)] for k in range(8)], dtype=float)
    return Segments(np.array([corner[list(edge)] for edge in _CUBE_EDGES]))


@cache
def square() -> Triangles:
    """Return the square with corners (±1, ±1)."""
    return Triangles((2 * unit_square().points - 1) * (1, 1, 0))


@cache
def square_outline() -> Polyline:
    """Return the border of the square with corners (±1, ±1)."""
    return Polyline((2 * unit_square_outline().points - 1) * (1, 1, 0), closed=True)


@cache
def cube() -> Triangles:
    """Return the faces of the cube with corners (±1, ±1, ±1)."""
    return Triangles(2 * unit_cube().points - 1, convex=True)


@cache
def cube_edges() -> Segments:
    """Return the edges of the cube with corners (±1, ±1, ±1)."""
    return Segments(2 * unit_cube_edges().points - 1)


@cache
def circle(count: int = 128) -> Polyline:
    """Return the unit circle of the plane."""
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return Polyline(np.stack([np.cos(angle), np.sin(angle), 0 * angle], axis=1), closed=True)


@cache
def cross() -> Segments:
    """Return the diameters of the unit circle along both axes."""
    return Segments([[(-1, 0, 0), (1, 0, 0)], [(0, -1, 0), (0, 1, 0)]])


@cache
def half_circle(count: int = 49) -> Polyline:
    """Return the upper half of the unit circle of the plane, from left to right."""
    angle = np.linspace(np.pi, 0, count)
    return Polyline(np.stack([np.cos(angle), np.sin(angle), 0 * angle], axis=1))


@cache
def disc(count: int = 128) -> Triangles:
    """Return the filled unit disc of the plane."""
    rim = circle(count).points
    return Triangles(np.stack([np.zeros_like(rim), rim, np.roll(rim, -1, axis=0)], axis=1))


@cache
def sphere(rings: int = 12, sectors: int = 24) -> Triangles:
    """Return the unit sphere as triangles between parallels and meridians."""
    polar, turn = np.meshgrid(
        np.linspace(0, np.pi, rings + 1), np.linspace(0, 2 * np.pi, sectors + 1), indexing="ij"
    )
    grid = np.stack([np.sin(polar) * np.cos(turn), np.sin(polar) * np.sin(turn), np.cos(polar)], -1)
    a, b, c, d = grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:]
    # At the poles one of a cell's two triangles has no area and is left out.
    faces = (np.stack([a, b, c], axis=2)[:-1], np.stack([a, c, d], axis=2)[1:])
    return Triangles(np.concatenate([f.reshape(-1, 3, 3) for f in faces]), convex=True)


@cache
def sphere_lines(rings: int = 6, sectors: int = 12, count: int = 48) -> Segments:
    """Return parallels and meridians of the unit sphere."""
    turn = np.linspace(0, 2 * np.pi, count + 1)
    lines = []
    for polar in np.linspace(0, np.pi, rings + 1)[1:-1]:
        radius = np.sin(polar)
        lines.append(
            np.stack([radius * np.cos(turn), radius * np.sin(turn), 0 * turn + np.cos(polar)], 1)
        )
    for azimuth in np.linspace(0, np.pi, sectors // 2, endpoint=False):
        across = np.sin(turn)
        lines.append(
            np.stack([across * np.cos(azimuth), across * np.sin(azimuth), np.cos(turn)], 1)
        )
    return Segments(np.concatenate([np.stack([line[:-1], line[1:]], axis=1) for line in lines]))


@cache
def letter_f() -> Polyline:
    """Return the outline of an F: no symmetry, so every turn and mirror shows."""
    outline = [*_F_OUTLINE, (1.5, 2.5), (0, 2.5)]
    return Polyline([(0.4 * x, 0.4 * y, 0) for x, y in outline], closed=True)


@cache
def letter_f_face() -> Triangles:
    """Return the F filled."""
    boxes = ((0, 0, 0.5, 2.5), (0.5, 2, 1.5, 2.5), (0.5, 1, 1.25, 1.5))
    faces = []
    for left, low, right, high in boxes:
        a, b, c, d = (left, low, 0), (right, low, 0), (right, high, 0), (left, high, 0)
        faces += [(a, b, c), (a, c, d)]
    return Triangles(0.4 * np.array(faces, dtype=float))


@cache
def cloud(count: int, dimensions: int, seed: int = 7) -> Points:
    """Return normally distributed points whose colours tell where they came from."""
    places = np.zeros((count, 3))
    places[:, :dimensions] = np.random.default_rng(seed).normal(size=(count, dimensions)) * 0.7
    turn = (np.arctan2(places[:, 1], places[:, 0]) / (2 * np.pi)) % 1.0
    return Points(places, _wheel(turn))


def _wheel(turn: Floats) -> Pixels:
    """Return colours around a calm colour wheel, for turns 0…1."""
    phase = 2 * np.pi * (turn[:, None] - np.array([0.0, 1 / 3, 2 / 3]))
    rgb = 0.55 + 0.33 * np.cos(phase)
    return np.concatenate([rgb * 255, np.full((len(turn), 1), 225.0)], axis=1).astype(np.uint8)
