"""Where the faces of a box stand: in space at right angles, in the plane as its net.

The rows of A run down, the columns of B to the right, and what both share into the depth: A is the
left face, B the top, C = A B the wall in front of them. If C is multiplied again, by V, a second
box stands before the wall: V is its floor and C V its right side.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.cells import NUMBER
from eigenscope.labs.kit.tensors.box.face_placement import FacePlacement
from eigenscope.labs.kit.tensors.cells.blocks import Vector
from eigenscope.scene.frame import affine
from eigenscope.scene.geometry import place_of

LEFT, TOP, WALL, FLOOR, RIGHT = range(5)
"""The faces: A, B and their product, and what that is multiplied by, and the second product."""

_TURN = math.radians(66.0)  # of the wall, so that the first view of space sees all faces
_GAPS = (
    1.25,
    0.55,
)  # of a net in heights of a cell: above a face, where its name is, and beside it
_BESIDE = 0.8  # of a gap above faces, the one between them
_LEAST_GAP = 0.1  # of the longest side, instead of a cell
_THINNEST = 0.2  # of the longest side, a face of a net
_LARGEST = 4.4  # world units of a box in space


@dataclass(frozen=True)
class Side:
    """So many cells in a row, each so long."""

    count: int
    cell: float

    @property
    def length(self) -> float:
        """Of all together."""
        return self.count * self.cell


@dataclass(frozen=True)
class Fibres:
    """The inside of a box: a cell for each product of two numbers.

    ``origin`` is the first one's outer corner; ``row``, ``shared`` and ``column`` lead to the next
    cell along the rows of A, along what A and B share, and along the columns of B.
    """

    origin: Vector
    row: Vector
    shared: Vector
    column: Vector

    def part(
        self, rows: tuple[float, float], shared: tuple[float, float], columns: tuple[float, float]
    ) -> Floats:
        """Return the 4×4 matrix that carries the unit cube onto cells from … up to …."""
        legs = np.stack([np.array(self.column), np.array(self.row), np.array(self.shared)], axis=1)
        ranges = np.array([columns, rows, shared])
        return affine(legs * (ranges[:, 1] - ranges[:, 0]), self.origin + legs @ ranges[:, 0])


@dataclass(frozen=True)
class BoxLayout:
    """The faces' places, and the insides of the boxes, of which a net has none."""

    faces: tuple[FacePlacement, ...]
    fibres: tuple[Fibres, ...]
    shapes: tuple[tuple[int, int], ...]
    standing: bool

    @cached_property
    def corners(self) -> Floats:
        """The corners of all faces, (n, 3)."""
        return np.concatenate(
            [
                face.places(np.array([(x, -y, 0.0) for x in (0, columns) for y in (0, rows)]))
                for face, (rows, columns) in zip(self.faces, self.shapes, strict=True)
            ]
        )

    @property
    def letters(self) -> float:
        """How large the letters of numbers are at most, in world units."""
        return NUMBER * self.faces[LEFT].scale

    def moved(self, scale: float, by: Floats) -> BoxLayout:
        """Return the layout scaled about the origin, then moved."""

        def times(vector: Vector) -> Vector:
            return place_of(np.array(vector) * scale)

        def put(place: Vector) -> Vector:
            return place_of(np.array(place) * scale + by)

        faces = tuple(
            replace(
                face,
                scale=face.scale * scale,
                corner=put(face.corner),
                rightward=times(face.rightward),
                upward=times(face.upward),
            )
            for face in self.faces
        )
        fibres = tuple(
            Fibres(put(each.origin), times(each.row), times(each.shared), times(each.column))
            for each in self.fibres
        )
        return BoxLayout(faces, fibres, self.shapes, self.standing)


def box_layout(
    rows: Side,
    shared: Side,
    columns: Side,
    further: Side | None = None,
    *,
    flat: bool = False,
    gap: float = 0.0,
) -> BoxLayout:
    """Return a box, or two that share the wall, with its middle at the origin.

    ``rows`` are those of A, ``columns`` those of B, and ``further`` those of V. A net has heights
    of a cell for units and leaves a ``gap`` around faces at least; a box in space fits the first
    view.
    """
    sides = rows, shared, columns, further
    layout = _net(*sides, gap) if flat else _box(*sides)
    low, high = layout.corners.min(axis=0), layout.corners.max(axis=0)
    scale = 1.0 if flat else _LARGEST / max(side for side in (high - low).tolist())
    return layout.moved(scale, -(low + high) / 2 * scale)


def _box(rows: Side, shared: Side, columns: Side, further: Side | None) -> BoxLayout:
    right = np.array([math.cos(_TURN), math.sin(_TURN), 0.0])
    back, up = np.array([-right[1], right[0], 0.0]), np.array([0.0, 0.0, 1.0])
    far, cross = back * shared.length, right * columns.cell
    down, towards = -up * rows.cell, -back * shared.cell
    faces = [_face(far, towards, down), _face(far, cross, towards), _face(0 * far, cross, down)]
    fibres = [Fibres(place_of(far), place_of(down), place_of(towards), place_of(cross))]
    shapes = _shapes(rows, shared, columns, further)
    if further is not None:
        out, foot = -back * further.cell, -up * rows.length
        faces += [_face(foot, out, cross), _face(right * columns.length, out, down)]
        fibres.append(Fibres((0.0, 0.0, 0.0), place_of(down), place_of(cross), place_of(out)))
    upright = tuple(replace(face, standing=True) for face in faces)
    return BoxLayout(upright, tuple(fibres), shapes, standing=True)


def _net(rows: Side, shared: Side, columns: Side, further: Side | None, gap: float) -> BoxLayout:
    """Return the faces around the wall; cells that are wide for numbers need not be high."""
    most = max(rows.length, columns.length)
    above, beside = max(rows.cell, _LEAST_GAP * most) * np.array(_GAPS)
    above, beside = max(above, gap), max(beside, _BESIDE * gap)
    right, up = np.eye(3)[:2]
    high = max(rows.cell, _THINNEST * most / max(shared.count, 1))
    faces = [
        _face(-right * (shared.length + beside), right * shared.cell, -up * rows.cell),
        _face(up * (shared.count * high + above), right * columns.cell, -up * high),
        _face(0 * up, right * columns.cell, -up * rows.cell),
    ]
    if further is not None:
        foot, edge = -up * (rows.length + above), right * (columns.length + beside)
        high = max(rows.cell, _THINNEST * most / max(further.count, 1))
        faces.append(_face(foot, -up * high, right * columns.cell))
        faces.append(_face(edge, right * further.cell, -up * rows.cell))
    shapes = _shapes(rows, shared, columns, further)
    return BoxLayout(tuple(faces), (), shapes, standing=False)


def _face(corner: Floats, column: Floats, row: Floats) -> FacePlacement:
    """Return a face by its corner and the ways to the next column and the next row."""
    scale = float(np.linalg.norm(row))
    return FacePlacement(
        scale, corner=place_of(corner), rightward=place_of(column), upward=place_of(-row)
    )


def _shapes(
    rows: Side, shared: Side, columns: Side, further: Side | None
) -> tuple[tuple[int, int], ...]:
    n, k, m = rows.count, shared.count, columns.count
    first = ((n, k), (k, m), (n, m))
    return first if further is None else (*first, (m, further.count), (n, further.count))
