"""In which order translucent faces are painted in space: the farthest first.

Sorting every face of every draw each frame would mean an upload each frame. Most bodies need none:
the faces of a convex one are painted back ones first, then front ones, which face culling does;
those of a flat one never hide each other. Only a hollow surface has its own faces sorted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.scene.geometry import Triangles

_FLAT = 1e-5  # of a body's size: how far from a plane its corners may be, in float32


@dataclass(frozen=True, eq=False)
class Body:
    """What sorting needs to know of a set of triangles.

    Attributes
    ----------
    centroids
        Of the faces, (n, 3), before the draw's matrix.
    convex, flat
        The surface of a convex body; all in one plane.
    """

    centroids: Floats
    convex: bool
    flat: bool

    def at(self, _share: float) -> Body:
        """Return itself: it has one pose."""
        return self

    @classmethod
    def of(cls, points: npt.NDArray[np.float32], convex: bool) -> Body:
        """Examine triangles (n, 3, 3)."""
        corners = points.reshape(-1, 3).astype(np.float64)
        if len(corners) == 0:
            return cls(np.zeros((0, 3)), convex, True)
        around = corners - corners.mean(axis=0)
        flat = _is_flat(around.T @ around)
        return cls(points.astype(np.float64).mean(axis=1), convex and not flat, flat)


def _is_flat(spread: Floats) -> bool:
    """Tell from products (3, 3) of coordinates about the middle whether all is in one plane."""
    sizes = np.linalg.eigvalsh(spread)
    return bool(sizes[0] <= (_FLAT**2) * sizes[2])


@dataclass(frozen=True, eq=False)
class MovingBody:
    """What sorting needs to know of triangles with two poses, whatever their mix.

    It looks at the middles of faces alone, which are mixed as the corners are. Between two convex
    bodies there need not be one, so its faces are sorted unless they are in one plane.

    Attributes
    ----------
    centroids
        Of the faces in both poses, (2, n, 3).
    spread
        Products of coordinates about the middle, of both poses with both, (2, 2, 3, 3).
    """

    centroids: Floats
    spread: Floats

    @classmethod
    def of(cls, first: npt.NDArray[np.float32], second: npt.NDArray[np.float32]) -> MovingBody:
        """Examine triangles (n, 3, 3) in both poses."""
        corners = np.stack([first, second]).astype(np.float64)
        if corners.size == 0:
            return cls(np.zeros((2, 0, 3)), np.zeros((2, 2, 3, 3)))
        around = (corners - corners.mean(axis=(1, 2), keepdims=True)).reshape(2, -1, 3)
        return cls(corners.mean(axis=2), np.einsum("ani,bnj->abij", around, around, optimize=True))

    def at(self, share: float) -> Body:
        """Return what it is at a mix."""
        parts = np.array([1.0 - share, share])
        flat = _is_flat(np.einsum("a,b,abij->ij", parts, parts, self.spread))
        return Body(np.tensordot(parts, self.centroids, axes=1), False, flat)


@dataclass(frozen=True)
class Pass:
    """Some faces of the draw with this index: all (side 0), the back ones (−1), the front (1)."""

    index: int
    side: int
    depth: float
    order: npt.NDArray[np.uint32] | None = None


def oriented(triangles: Triangles) -> npt.NDArray[np.float32]:
    """Return the triangles (n, 3, 3), those of a convex body all anticlockwise from outside."""
    points = triangles.points
    if not triangles.convex or len(points) == 0:
        return points
    corners = points.astype(np.float64)
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    outward = corners.mean(axis=1) - corners.mean(axis=(0, 1))
    inside_out = np.sum(normals * outward, axis=1) < 0
    turned = points.copy()
    turned[inside_out] = points[inside_out][:, ::-1]
    return turned


def passes(bodies: Sequence[tuple[int, Body, Floats]], depth_row: Floats) -> list[Pass]:
    """Return what to paint, the farthest first.

    Parameters
    ----------
    bodies
        Index of the draw, its body, its 4×4 matrix.
    depth_row
        The row (4,) of the camera's view matrix whose product with a world point grows towards
        the eye.
    """
    passes: list[Pass] = []
    for index, body, matrix in bodies:
        if len(body.centroids) == 0:
            continue
        row = depth_row @ matrix
        nearness = body.centroids @ row[:3] + row[3]
        if body.convex:
            # Something between the two halves (a plane through the body) is painted between them.
            passes.append(Pass(index, -1, float(nearness.min())))
            passes.append(Pass(index, 1, float(nearness.max())))
        elif body.flat:
            passes.append(Pass(index, 0, float(nearness.mean())))
        else:
            faces = np.argsort(nearness, kind="stable").astype(np.uint32)
            corners = np.arange(3, dtype=np.uint32)
            order = np.add.outer(np.uint32(3) * faces, corners).reshape(-1).astype(np.uint32)
            passes.append(Pass(index, 0, float(nearness.mean()), order))
    passes.sort(key=lambda item: item.depth)
    return passes
