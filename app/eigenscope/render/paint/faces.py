"""Faces of a draw as flat polygons, with their planes and shades."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eigenscope.render.paint.strokes import world_points
from eigenscope.scene.camera import Camera
from eigenscope.scene.frame import Draw
from eigenscope.scene.geometry import Triangles
from eigenscope.scene.measures import SHADE_AMBIENT

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Face:
    """Convex pieces in one plane that are painted together, so that no seam shows between them.

    ``pieces`` are (k, 3) polygons in the world, ``normal`` and ``offset`` the plane's.
    """

    draw: Draw
    order: int
    pieces: tuple[Floats, ...]
    normal: Floats
    offset: float
    shade: float


def faces_of(draw: Draw, order: int, camera: Camera) -> list[Face]:
    """Return a draw's faces: triangles that lie in one plane are one face."""
    geometry = draw.geometry
    if not isinstance(geometry, Triangles):
        return []
    corners = world_points(draw, geometry.points)
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    lengths = np.linalg.norm(normals, axis=1)
    scale = float(np.abs(corners - corners.mean(axis=(0, 1))).max()) if len(corners) else 0.0
    solid = lengths > 1e-12 * max(scale, 1e-300) ** 2
    groups: dict[tuple[float, ...], list[int]] = {}
    for index in np.flatnonzero(solid):
        normal = normals[index] / lengths[index]
        largest = int(np.argmax(np.abs(normal)))
        normal = normal * np.sign(normal[largest])  # either side is the same plane
        offset = float(normal @ corners[index].mean(axis=0)) / max(scale, 1e-300)
        key = (*(round(float(x), 6) + 0.0 for x in normal), round(offset, 6) + 0.0)
        groups.setdefault(key, []).append(int(index))
    back = camera.axes()[2]
    faces = []
    for members in groups.values():
        normal = normals[members[0]] / lengths[members[0]]
        shade = 1.0
        if draw.style.shaded:
            shade = SHADE_AMBIENT + (1 - SHADE_AMBIENT) * abs(float(normal @ back))
        offset = float(normal @ corners[members[0]][0])
        pieces = tuple(corners[index] for index in members)
        faces.append(Face(draw, order, pieces, normal, offset, shade))
    return faces
