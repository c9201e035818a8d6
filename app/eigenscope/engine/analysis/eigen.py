"""Eigenvalues, multiplicities and eigenspaces in floating point.

The exact values come first wherever the structure gives them: a symmetric matrix has real
eigenvalues, an orthogonal one has them on the unit circle, a singular one has 0, and a normal one
has orthonormal eigenvectors and is never defective. What is left to judge, which computed values
are one eigenvalue, is judged in `clustering`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis import lapack
from eigenscope.engine.analysis.balancing import balance
from eigenscope.engine.analysis.clustering import Indices, clusters
from eigenscope.engine.analysis.decomposition import (
    EPSILON,
    Decomposition,
    is_triangular,
    oriented,
    signed,
)
from eigenscope.engine.analysis.results import ComplexMatrix, Eigenvalue
from eigenscope.engine.analysis.structure import Structure

if TYPE_CHECKING:
    import torch

_MIXTURE = (5.0**0.5 - 1) / 2  # irrational, so that different eigenvalues stay different

INDEPENDENT = 1e-3
"""Computed eigenvectors of one cluster with a smallest singular value above this span it."""


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Computed eigenvalues (n,) with eigenvectors (n, n) of `matrix`, and the error of each.

    `normal` says that the eigenvectors are orthonormal, so that no eigenvalue is defective.
    """

    matrix: Floats
    values: ComplexMatrix
    vectors: ComplexMatrix
    errors: Floats
    noise: float
    normal: bool
    device: torch.device | None


@dataclass(frozen=True, eq=False)
class _Eigenspace:
    """One eigenvalue of the scaled matrix."""

    value: complex
    multiplicity: int
    basis: ComplexMatrix


def spectrum(
    decomposition: Decomposition,
    structure: Structure,
    null_space: Floats,
    device: torch.device | None,
) -> tuple[Eigenvalue, ...]:
    """Return the distinct eigenvalues of a square matrix, by descending real part.

    Parameters
    ----------
    null_space
        An orthonormal basis of the null space, shape (n, n − rank): the eigenspace of 0.
    """
    pairs, scale = _compute(decomposition, structure, device)
    parts = clusters(pairs.values, pairs.errors, pairs.noise, lambda k: _radius(pairs, k))
    zero, others = _split_zero(pairs, parts, null_space.shape[1])
    spaces = [
        _checked(_unscaled(_judged(pairs, part), scale), decomposition, device) for part in others
    ]
    spaces += [
        _Eigenspace(f.value.conjugate(), f.multiplicity, f.basis.conj())
        for f in spaces
        if f.value.imag != 0.0
    ]
    if structure.orthogonal:
        unit = math.ldexp(1.0, -decomposition.exponent)
        spaces = [
            _Eigenspace(f.value / abs(f.value) * unit, f.multiplicity, f.basis) for f in spaces
        ]
    if zero:
        spaces.append(_Eigenspace(0j, zero, null_space.astype(np.complex128)))
    spaces.sort(key=lambda f: (-f.value.real, -f.value.imag))
    return tuple(_eigenvalue(f, decomposition.exponent) for f in spaces)


def _compute(
    decomposition: Decomposition, structure: Structure, device: torch.device | None
) -> tuple[_Pairs, Floats]:
    """Choose the method that the structure allows."""
    matrix = decomposition.scaled
    n = len(matrix)
    ones = np.ones(n)
    if structure.symmetric or structure.skew_symmetric or structure.normal:
        values, vectors = _normal(matrix, structure, decomposition.noise, device)
        errors = decomposition.noise * ones
        return _Pairs(matrix, values, vectors, errors, decomposition.noise, True, device), ones
    balanced, scale = balance(matrix)
    size, unbalanced = float(np.linalg.norm(balanced)), float(np.linalg.norm(matrix))
    noise = n * EPSILON * size + decomposition.noise * min(1.0, size / max(unbalanced, 1e-300))
    values, vectors = lapack.eig(balanced, device)
    errors = noise * _conditions(vectors)
    if is_triangular(matrix):
        errors = EPSILON * np.abs(values)  # they are the diagonal itself
    return _Pairs(balanced, values, vectors, errors, noise, False, device), scale


def _normal(
    matrix: Floats, structure: Structure, noise: float, device: torch.device | None
) -> tuple[ComplexMatrix, ComplexMatrix]:
    """Return eigenvalues and orthonormal eigenvectors of a normal matrix."""
    if structure.symmetric:
        return lapack.eigh((matrix + matrix.T) / 2, device)
    if structure.skew_symmetric:
        values, vectors = lapack.eigh(0.5j * (matrix - matrix.T), device)
        return -0.5j * (values - values[::-1]), vectors  # exact pairs
    # The symmetric part and i times the skew one commute: a mixture has the eigenvectors of both.
    mixed = (matrix + matrix.T) / 2 + _MIXTURE * 0.5j * (matrix - matrix.T)
    vectors = lapack.eigh(mixed, device)[1]
    values = np.einsum("ij,ik,kj->j", vectors.conj(), matrix, vectors)
    values.imag[np.abs(values.imag) <= noise] = 0.0
    return values, vectors


def _conditions(vectors: ComplexMatrix) -> Floats:
    """Return 1/|yᴴx| for each eigenvalue, given the right eigenvectors x as columns."""
    try:
        left = np.linalg.inv(vectors)
    except np.linalg.LinAlgError:
        return np.full(len(vectors), np.inf)
    with np.errstate(over="ignore", invalid="ignore"):
        norms: Floats = np.linalg.norm(left, axis=1) * np.linalg.norm(vectors, axis=0)
    return np.nan_to_num(norms, nan=np.inf, posinf=np.inf)


def _radius(pairs: _Pairs, k: int) -> float:
    """Return how far rounding can scatter a k-fold eigenvalue."""
    size = float(np.linalg.norm(pairs.matrix))
    relative = pairs.noise / size if size else 0.0
    return 4.0 * size * float(relative ** (1.0 if pairs.normal else 1.0 / k))


def _split_zero(pairs: _Pairs, parts: list[Indices], nullity: int) -> tuple[int, list[Indices]]:
    """Take the eigenvalue 0, of which the rank decides; leave of conjugate pairs the upper one."""
    if nullity and pairs.normal:
        zero, others = nullity, _without_smallest(pairs.values, parts, nullity)
    elif nullity:
        zero, others = _with_smallest(pairs, parts, nullity)
    else:
        zero, others = 0, parts
    return zero, [part for part in others if _upper(pairs.values[part])]


def _without_smallest(values: ComplexMatrix, parts: list[Indices], count: int) -> list[Indices]:
    """Return the clusters without the values of least modulus: as many are 0, and no more."""
    zero = np.argsort(np.abs(values), kind="stable")[:count]
    rest = [part[~np.isin(part, zero)] for part in parts]
    return [part for part in rest if len(part)]


def _with_smallest(pairs: _Pairs, parts: list[Indices], nullity: int) -> tuple[int, list[Indices]]:
    """Return how many values may be 0, as many as the nullity at least, and the other clusters."""
    means = [abs(pairs.values[part].mean()) for part in parts]
    zero, others, last = 0, [], 0.0
    for index in np.argsort(means, kind="stable"):
        part = parts[index]
        error = min(float(pairs.errors[part].max()), _radius(pairs, len(part)))
        # Of a conjugate pair, whose means are equally large, both go or none.
        if zero < nullity or means[index] <= max(4.0 * error, 4.0 * pairs.noise, last):
            zero += len(part)
            last = means[index] * (1 + 1e-9)
        else:
            others.append(part)
    return zero, others


def _upper(values: ComplexMatrix) -> bool:
    return bool(values.imag.sum() >= 0.0 or _self_conjugate(values))


def _self_conjugate(values: ComplexMatrix) -> bool:
    return bool(abs(values.imag.sum()) <= 1e-6 * np.abs(values.imag).max())


def _judged(pairs: _Pairs, part: Indices) -> _Eigenspace:
    """Decide value and eigenspace of the eigenvalue that a cluster stands for."""
    values, vectors = pairs.values[part], pairs.vectors[:, part]
    mean = complex(values.mean())
    if _self_conjugate(values):
        mean = complex(mean.real, 0.0)
    elif abs(mean.real) <= 4.0 * pairs.noise:
        mean = complex(0.0, mean.imag)
    if len(part) == 1:
        return _Eigenspace(mean, 1, vectors)
    if mean.imag == 0.0:
        vectors = np.hstack([vectors.real, vectors.imag]).astype(np.complex128)
    left, singular, _ = np.linalg.svd(vectors, full_matrices=False)
    if pairs.normal or singular[len(part) - 1] > INDEPENDENT:
        return _Eigenspace(mean, len(part), left[:, : len(part)])
    basis = _null_space(pairs.matrix, pairs.noise, mean, len(part), pairs.device)
    return _Eigenspace(mean, len(part), basis)


def _null_space(
    matrix: Floats,
    noise: float,
    value: complex,
    multiplicity: int,
    device: torch.device | None,
) -> ComplexMatrix:
    """Return the null space of A − λI, of dimension 1 to `multiplicity`."""
    n = len(matrix)
    shifted = matrix - (value if value.imag else value.real) * np.eye(n)
    _, small, right = lapack.svd(shifted, device)
    # The error of the mean shows in the smallest singular value itself.
    dimension = int(np.count_nonzero(small <= max(16.0 * noise, 10.0 * small[-1])))
    dimension = min(max(dimension, 1), multiplicity)
    basis: ComplexMatrix = right[n - dimension :].conj().T.astype(np.complex128)
    return basis


def _unscaled(space: _Eigenspace, scale: Floats) -> _Eigenspace:
    """Undo the balancing, after which the basis is made orthonormal again."""
    basis = space.basis * scale[:, None]
    basis = basis / np.abs(basis).max(axis=0)
    basis = basis / np.linalg.norm(basis, axis=0)
    if basis.shape[1] > 1:
        basis = np.linalg.qr(basis)[0]
    return _Eigenspace(space.value, space.multiplicity, basis)


def _checked(
    space: _Eigenspace, decomposition: Decomposition, device: torch.device | None
) -> _Eigenspace:
    """Decide an eigenspace anew where undoing the balancing has made its basis wrong.

    Balancing may shrink the very entry that makes a matrix defective to the size of rounding
    errors (D. S. Watkins, A case where balancing is harmful, ETNA 23, 2006).
    """
    matrix, noise = decomposition.scaled, decomposition.noise
    if space.multiplicity == 1:
        return space
    residual = matrix @ space.basis - space.value * space.basis
    if np.abs(residual).max() <= 1e3 * noise:
        return space
    basis = _null_space(matrix, noise, space.value, space.multiplicity, device)
    return _Eigenspace(space.value, space.multiplicity, basis)


def _eigenvalue(space: _Eigenspace, exponent: int) -> Eigenvalue:
    with np.errstate(over="ignore", under="ignore"):
        value = complex(
            float(np.ldexp(space.value.real, exponent)) + 0.0,
            float(np.ldexp(space.value.imag, exponent)) + 0.0,
        )
    basis = oriented(space.basis)
    vectors: Floats | ComplexMatrix
    vectors = signed(basis.real) if value.imag == 0.0 else _cleared(basis)
    return Eigenvalue(value, space.multiplicity, vectors.shape[1], vectors, None)


def _cleared(basis: ComplexMatrix) -> ComplexMatrix:
    """Clear rounding noise from the real and the imaginary parts of unit columns."""
    noise = 8 * EPSILON * len(basis)
    real = np.where(np.abs(basis.real) <= noise, 0.0, basis.real)
    imaginary = np.where(np.abs(basis.imag) <= noise, 0.0, basis.imag)
    cleared: ComplexMatrix = (real + 0.0) + 1j * (imaginary + 0.0)
    return cleared
