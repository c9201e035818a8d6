"""Names what keeps shapes: rotations, reflections and rotoreflections, with or without a scaling.

Whether a matrix is one of them has been decided before, exactly where possible; here the angle and
the axis are read off in floating point.
"""

from __future__ import annotations

import math

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.results import Kind
from eigenscope.engine.analysis.structure import product
from eigenscope.engine.analysis.subject import JudgedMatrix, direction

Parameters = dict[str, float | tuple[float, ...] | str]

NICE_DEGREES = 1e-9
"""An angle this close to whole degrees is meant to be whole."""


def isometry(subject: JudgedMatrix) -> list[Kind]:
    """Return the names of an orthogonal matrix, none if it is not orthogonal."""
    if not subject.orthogonal:
        return []
    return named_isometry(subject.floats, subject)


def similarity(subject: JudgedMatrix) -> list[Kind]:
    """Return the name of a positive multiple, other than 1, of an orthogonal matrix."""
    if subject.structure is None or subject.orthogonal or subject.rank < subject.size:
        return []
    entries = subject.entries
    if subject.judge.tolerance is not None:
        entries = entries / np.abs(subject.floats).max()
    gram = product(entries.T, entries)
    if not subject.judge.equal(gram, gram[0, 0] * subject.identity):
        return []
    factor = float(np.linalg.norm(subject.floats[:, 0] / np.abs(subject.floats).max()))
    factor *= float(np.abs(subject.floats).max())
    inner = named_isometry(subject.floats / factor, subject)
    if not inner:
        return [Kind("similarity", {"factor": factor})]
    return [Kind("similarity", {"factor": factor, "part": inner[0].name, **inner[0].parameters})]


def named_isometry(matrix: Floats, subject: JudgedMatrix) -> list[Kind]:
    """Name an orthogonal (n, n) matrix of floats.

    Parameters
    ----------
    subject
        The matrix of which it is the orthogonal part: its eigenvalues have the same arguments.
    """
    n = len(matrix)
    if n == 1:
        return [] if matrix[0, 0] > 0 else [Kind("reflection", {"normal": (1.0,)})]
    if subject.symmetric and round(float(np.trace(matrix))) == n - 2:
        return [_reflection(matrix)]
    turning = np.linalg.det(matrix) > 0
    if n == 2:
        return [_plane_rotation(matrix)]
    if n == 3:
        return _space_rotation(matrix) if turning else _rotoreflection(matrix)
    return [Kind("rotation" if turning else "orthogonal", {"angles": _plane_angles(subject)})]


def angle_and_axis(rotation: Floats) -> tuple[float, tuple[float, ...]]:
    """Return the angle in (0, π] and the axis of a rotation of space, by the right-hand rule."""
    twist = np.array(
        [
            rotation[2, 1] - rotation[1, 2],
            rotation[0, 2] - rotation[2, 0],
            rotation[1, 0] - rotation[0, 1],
        ]
    )
    cosine = (np.trace(rotation) - 1) / 2
    angle = _nice(math.atan2(float(np.linalg.norm(twist)) / 2, float(cosine)))
    axis = direction(np.linalg.svd(rotation - np.eye(3))[2][-1])
    if angle < math.pi and float(np.dot(axis, twist)) < 0:
        axis = tuple(-entry + 0.0 for entry in axis)
    return angle, axis


def _plane_rotation(matrix: Floats) -> Kind:
    sine = (matrix[1, 0] - matrix[0, 1]) / 2
    cosine = (matrix[0, 0] + matrix[1, 1]) / 2
    angle = _nice(math.atan2(float(sine), float(cosine)))
    return Kind("rotation", {"angle": math.pi if angle == -math.pi else angle})


def _space_rotation(matrix: Floats) -> list[Kind]:
    angle, axis = angle_and_axis(matrix)
    return [Kind("rotation", {"angle": angle, "axis": axis})]


def _reflection(matrix: Floats) -> Kind:
    away = np.eye(len(matrix)) - matrix
    normal = direction(away[:, int(np.argmax(np.linalg.norm(away, axis=0)))])
    parameters: Parameters = {"normal": normal}
    if len(matrix) == 2:
        parameters["line"] = direction(np.array([-normal[1], normal[0]]))
    return Kind("reflection", parameters)


def _rotoreflection(matrix: Floats) -> list[Kind]:
    """Take out the reflection in the plane across the axis; the point reflection has none."""
    if np.trace(matrix) < -3 + 1e-9:
        return []
    axis = np.linalg.svd(matrix + np.eye(3))[2][-1]
    angle, turned = angle_and_axis(matrix - 2 * np.outer(matrix @ axis, axis))
    return [Kind("rotoreflection", {"angle": angle, "axis": turned})]


def _plane_angles(subject: JudgedMatrix) -> tuple[float, ...]:
    """Return the angles in (0, π] of the planes that a rotation of n dimensions turns."""
    angles: list[float] = []
    for eigenvalue in subject.eigenvalues:
        angle = math.atan2(eigenvalue.value.imag, eigenvalue.value.real)
        if eigenvalue.is_real and angle > 0:
            angles += [angle] * (eigenvalue.algebraic_multiplicity // 2)
        elif angle > 0:
            angles += [_nice(angle)] * eigenvalue.algebraic_multiplicity
    return tuple(angles)


def _nice(angle: float) -> float:
    degrees = math.degrees(angle)
    whole = round(degrees)
    return math.radians(whole) if abs(degrees - whole) <= NICE_DEGREES else angle
