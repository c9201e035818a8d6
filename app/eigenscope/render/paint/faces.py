"""Faces of a draw as flat polygons, with their planes and shades."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.render.lines import world_points
from eigenscope.scene.camera import Camera
from eigenscope.scene.frame import Draw
from eigenscope.scene.geometry import Triangles
from eigenscope.scene.measures import SHADE_AMBIENT


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
    normals, lengths, solid = _normals(corners)
    groups: dict[tuple[float, ...], list[int]] = {}
    # Which triangles are one face is a matter of the body, not of where it has got to: the two
    # faces of a box that is flattened are still two.
    for index, key in enumerate(_planes(geometry)):
        if solid[index]:
            groups.setdefault(key, []).append(index)
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


def _normals(corners: Floats) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """Return triangles' normals (n, 3), their lengths, and which triangles have an area."""
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    lengths = np.linalg.norm(normals, axis=1)
    scale = float(np.abs(corners - corners.mean(axis=(0, 1))).max()) if len(corners) else 0.0
    return normals, lengths, lengths > 1e-9 * max(scale, 1e-300) ** 2


_known: WeakKeyDictionary[Triangles, list[tuple[float, ...]]] = WeakKeyDictionary()


def _planes(geometry: Triangles) -> list[tuple[float, ...]]:
    """Return for each triangle the plane that it lies in, as numbers that can be compared."""
    if geometry in _known:
        return _known[geometry]
    corners = geometry.points.astype(np.float64)
    normals, lengths, solid = _normals(corners)
    scale = max(float(np.abs(corners).max()), 1e-300) if len(corners) else 1.0
    keys: list[tuple[float, ...]] = []
    for index, normal in enumerate(normals):
        if not solid[index]:
            keys.append(())
            continue
        unit = normal / lengths[index]
        unit = unit * np.sign(unit[int(np.argmax(np.abs(unit)))])  # either side is the same plane
        offset = float(unit @ corners[index].mean(axis=0)) / scale
        keys.append((*(round(float(x), 4) + 0.0 for x in unit), round(offset, 4) + 0.0))
    _known[geometry] = keys
    return keys
