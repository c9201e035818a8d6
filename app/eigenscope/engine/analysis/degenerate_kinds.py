"""Names what flattens, slides or returns: projections, shears, nilpotents and involutions."""

from __future__ import annotations

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.isometries import Parameters
from eigenscope.engine.analysis.results import Kind
from eigenscope.engine.analysis.structure import Entries, product
from eigenscope.engine.analysis.subject import JudgedMatrix, direction


def projection(subject: JudgedMatrix) -> list[Kind]:
    """Name a matrix with A² = A, other than 0 and I."""
    if not 0 < subject.rank < subject.size:
        return []
    if not subject.product_is(subject.entries, subject.entries, subject.entries):
        return []
    parameters: Parameters = {}
    if subject.size <= 3:
        spaces = subject.subspaces
        parameters |= _flat("onto", spaces.column_space, spaces.left_null_space)
        parameters |= _flat("along", spaces.null_space, spaces.row_space)
    name = "orthogonal projection" if subject.symmetric else "oblique projection"
    return [Kind(name, {**parameters, "rank": float(subject.rank)})]


def shear(subject: JudgedMatrix) -> list[Kind]:
    """Name I + f·u·vᵀ with unit vectors u ⟂ v: u is the direction, v the normal of what stays."""
    part = subject.entries - subject.identity
    rank_one = _rank_one(part, subject)
    scale = 0.0 if subject.judge.tolerance is None else _square(part)
    if rank_one is None or not subject.judge.equal(product(part, part), 0 * part, scale):
        return []
    factor, along, normal = rank_one
    return [Kind("shear", {"factor": factor, "direction": along, "normal": normal})]


def involution(subject: JudgedMatrix) -> list[Kind]:
    """Name a matrix with A² = I, and what it mirrors along a line if it mirrors along one."""
    if not subject.product_is(subject.entries, subject.entries, subject.identity):
        return []
    rank_one = _rank_one(subject.identity - subject.entries, subject)
    if rank_one is None:
        return [Kind("involution", {})]
    _, along, normal = rank_one
    return [Kind("oblique reflection", {"along": along, "normal": normal})]


def nilpotent(subject: JudgedMatrix) -> list[Kind]:
    """Name a matrix of which a power, the first being the index, is 0."""
    largest = np.abs(subject.floats).max()
    if subject.rank == subject.size or largest == 0:
        return []
    if any(eigenvalue.value != 0 for eigenvalue in subject.eigenvalues):
        return []
    power = step = _moderate(subject)
    for index in range(2, subject.size + 1):
        power = product(power, step)
        if subject.judge.equal(power, 0 * power, scale=1.0):
            return [Kind("nilpotent", {"index": float(index)})]
    return []


def _moderate(subject: JudgedMatrix) -> Entries:
    """Return a multiple of the entries that can be multiplied without underflow."""
    if subject.judge.tolerance is None:
        return subject.entries
    moderate: Entries = subject.entries / np.abs(subject.entries).max()
    return moderate


def _rank_one(
    part: Entries, subject: JudgedMatrix
) -> tuple[float, tuple[float, ...], tuple[float, ...]] | None:
    """Return f and unit vectors u, v with part = f·u·vᵀ, or None if there are none."""
    row, column = np.unravel_index(np.argmax(np.abs(part)), part.shape)
    pivot = part[row, column]
    if pivot == 0:
        return None
    outer = np.outer(part[:, column], part[row]) / pivot
    if not subject.judge.equal(part, outer):
        return None
    left = np.array([float(entry / pivot) for entry in part[:, column]])
    right = np.array([float(entry / pivot) for entry in part[row]])
    along, normal = direction(left), direction(right)
    factor = float(pivot) / (along[row] * normal[column])
    return factor, along, normal


def _square(part: Entries) -> float:
    largest = float(np.abs(part).max())
    return largest * largest  # infinite where ** would raise


def _flat(name: str, space: Floats, complement: Floats) -> Parameters:
    """Describe a line by its direction and a plane by its normal."""
    if space.shape[1] == 1:
        return {f"{name}_direction": direction(space[:, 0])}
    return {f"{name}_normal": direction(complement[:, 0])}
