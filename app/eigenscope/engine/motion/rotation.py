"""A rotation as what it does: planes that turn by angles, and a rest that stands still.

Every proper rotation in any dimension turns mutually orthogonal planes, each by its own angle in
(0, π], and leaves their orthogonal complement alone. Knowing planes and angles, the rotation can be
turned gradually: every angle grows from 0. That is the shortest way from the identity to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.motion.factors import skew_eigenvectors, symmetric_eigen

NO_TURN = 64 * np.finfo(np.float64).eps
"""Angles closer than this, in radians, to 0 count as 0 and to π as π: it is rounding."""


class Wave(NamedTuple):
    """One summand cos(angle·t − phase)·matrix of a turning rotation."""

    angle: float
    phase: float
    matrix: Floats


@dataclass(frozen=True, eq=False)
class Turn:
    """A rotation by its planes.

    Attributes
    ----------
    dimension
        n, that of the space.
    first, second
        Orthonormal vectors of shape (k, n); row j of `first` turns towards row j of `second`.
    angles
        Of shape (k,), radians, in (0, π].
    """

    dimension: int
    first: Floats
    second: Floats
    angles: Floats

    def waves(self) -> list[Wave]:
        """Return the summands whose sum at t, 0 ≤ t ≤ 1, is the rotation by t times its angles."""
        still = np.eye(self.dimension)
        waves: list[Wave] = []
        for u, w, angle in zip(self.first, self.second, self.angles, strict=True):
            plane = np.outer(u, u) + np.outer(w, w)
            still -= plane
            waves.append(Wave(float(angle), 0.0, plane))
            waves.append(Wave(float(angle), np.pi / 2, np.outer(w, u) - np.outer(u, w)))
        if 2 * len(self.angles) < self.dimension:
            waves.append(Wave(0.0, 0.0, still))
        return waves

    def rotation(self) -> Floats:
        """Return the whole rotation, of shape (n, n): the sum of the waves at t = 1."""
        total = np.zeros((self.dimension, self.dimension))
        for angle, phase, matrix in self.waves():
            total += np.cos(angle - phase) * matrix
        return total


def turn_of(rotation: Floats) -> Turn:
    """Find the planes and angles of a rotation.

    The rotation is split where its cosines leave the widest gap. On either part one of the Cayley
    transforms (R − I)(R + I)⁻¹ and (R + I)(R − I)⁻¹ is a skew matrix of moderate size that tells
    small angles, and angles near π, to full precision, where the cosine tells neither.

    Parameters
    ----------
    rotation
        A proper rotation (orthogonal, determinant 1) of shape (n, n).

    Returns
    -------
    Turn
        Its planes. For a turn by π, where either sense would do, the sense is fixed by a rule:
        anticlockwise in the plane.
    """
    dimension = len(rotation)
    planes: list[tuple[Floats, Floats, float]] = []
    if dimension > 1:
        cosines, vectors = symmetric_eigen((rotation + rotation.T) / 2)
        edges = np.concatenate([[-0.9], np.sort(np.clip(cosines, -0.9, 0.9)), [0.9]])
        widest = int(np.argmax(np.diff(edges)))
        split = (edges[widest] + edges[widest + 1]) / 2
        planes += _near_identity(rotation, vectors[:, cosines > split])
        planes += _near_half_turn(rotation, vectors[:, cosines <= split])
    return Turn(
        dimension,
        np.array([u for u, _, _ in planes]).reshape(-1, dimension),
        np.array([w for _, w, _ in planes]).reshape(-1, dimension),
        np.array([angle for _, _, angle in planes]),
    )


def _near_identity(rotation: Floats, basis: Floats) -> list[tuple[Floats, Floats, float]]:
    """Return the planes within an invariant subspace on which no angle is near π."""
    planes = _skew_planes(_cayley(basis.T @ rotation @ basis))
    return [(basis @ u, basis @ w, angle) for u, w, angle in planes]


def _near_half_turn(rotation: Floats, basis: Floats) -> list[tuple[Floats, Floats, float]]:
    """Return the planes within an invariant subspace on which every angle is far from 0."""
    # Here −R is near the identity. Where −R turns u to w by a, R turns w to u by π − a.
    opposite = _skew_planes(_cayley(-(basis.T @ rotation @ basis)))
    planes = [(basis @ w, basis @ u, np.pi - angle) for u, w, angle in opposite]
    rest = basis @ basis.T
    for u, w, _ in planes:
        rest -= np.outer(u, u) + np.outer(w, w)
    for _ in range(basis.shape[1] // 2 - len(planes)):
        u = _widest_column(rest)
        rest -= np.outer(u, u)
        w = _widest_column(rest)
        rest -= np.outer(w, w)
        planes.append((u, _sense(u, w) * w, np.pi))
    return planes


def _cayley(rotation: Floats) -> Floats:
    """Return (R − I)(R + I)⁻¹, which has tan(angle/2) where the rotation has its angle."""
    identity = np.eye(len(rotation))
    skew = np.linalg.solve(rotation + identity, rotation - identity)
    return np.asarray((skew - skew.T) / 2, dtype=np.float64)


def _skew_planes(skew: Floats) -> list[tuple[Floats, Floats, float]]:
    """Return the invariant planes of a skew matrix with 2·arctan of what it multiplies by there."""
    size = len(skew)
    planes: list[tuple[Floats, Floats, float]] = []
    if size < 2 or not np.any(np.abs(skew) > NO_TURN / 2):
        return planes
    taken = np.zeros((size, size))
    for vector in skew_eigenvectors(skew)[:, : size // 2].T:
        # Both parts lie in the plane. Its second direction is made from the first, not read off
        # the eigenvector, whose parts are not perpendicular where the angle is tiny.
        parts = [part - taken @ part for part in (vector.real, vector.imag)]
        u = max(parts, key=lambda part: float(np.linalg.norm(part)))
        u = u / np.linalg.norm(u)
        w = skew @ u
        w = w - taken @ w - u * (u @ w)
        rate = float(np.linalg.norm(w))
        if rate <= NO_TURN / 2:
            break
        w = w / rate
        taken += np.outer(u, u) + np.outer(w, w)
        planes.append((u, w, 2 * float(np.arctan(rate))))
    return planes


def _widest_column(projector: Floats) -> Floats:
    """Return the unit vector along the column of a projector that is longest, the first of such."""
    lengths = np.linalg.norm(projector, axis=0)
    column = projector[:, int(np.argmax(lengths > lengths.max() - 1e-9))]
    return np.asarray(column / np.linalg.norm(column), dtype=np.float64)


def _sense(u: Floats, w: Floats) -> float:
    """Return the sign for w that makes a half turn from u towards it anticlockwise."""
    areas = (np.outer(w, u) - np.outer(u, w))[np.tril_indices(len(u), -1)]
    leading = areas[int(np.argmax(np.abs(areas) > np.abs(areas).max() - 1e-9))]
    return float(np.copysign(1.0, leading))
