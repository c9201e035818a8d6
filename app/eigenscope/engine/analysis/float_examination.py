"""Decides everything about a matrix in float64, with one tolerance.

Rank, determinant, inverse, null space and the eigenvalue 0 follow from one decision: which
singular values exceed `decomposition.zero_tolerance`, or from the exact rank where that is known.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis import determinant as determinants
from eigenscope.engine.analysis import float_reading
from eigenscope.engine.analysis.decomposition import (
    EPSILON,
    Decomposition,
    Subspaces,
    decompose,
    inverse,
    subspaces,
)
from eigenscope.engine.analysis.determinant import Determinant
from eigenscope.engine.analysis.eigen import spectrum
from eigenscope.engine.analysis.exact_examination import exact_determinant, isometric
from eigenscope.engine.analysis.examined import Examined, Square
from eigenscope.engine.analysis.results import Arithmetic
from eigenscope.engine.analysis.rounded_kinds import float_kinds
from eigenscope.engine.analysis.structure import Judge, Structure, structure
from eigenscope.engine.analysis.subject import JudgedMatrix
from eigenscope.exact.precision import PrecisionError
from eigenscope.exact.rational_matrix import RationalMatrix
from eigenscope.exact.root_matrix import RootMatrix

if TYPE_CHECKING:
    import torch

DOUBTFUL = 1e-5
"""The ratio of singular values below which an exact matrix's smallest are found from its inverse.

Then each is right to √κ roundings."""


def examine_floats(
    matrix: Floats,
    device: torch.device | None,
    known: RationalMatrix | RootMatrix | None = None,
) -> Examined:
    """Examine a matrix in float64; rank and determinant are exact where it is `known`."""
    decomposition = decompose(matrix, device, rank=None if known is None else known.rank)
    result = None
    if known is not None and decomposition.rank == len(matrix) == matrix.shape[1]:
        decomposition, result = _sharpened(decomposition, known)
    reading = None if known is None else float_reading.reading(decomposition)
    spaces = subspaces(decomposition)
    strict = max(4 * len(matrix) * EPSILON, 2 * _relative_noise(decomposition))
    square: Square | None = None
    if matrix.shape[0] == matrix.shape[1]:
        properties = structure(decomposition.scaled, Judge(strict), decomposition.exponent)
        if properties.orthogonal:
            decomposition = isometric(decomposition)
        square = _square(matrix, decomposition, properties, spaces, device, result)
        if known is not None:
            square = replace(square, determinant=exact_determinant(known))
    kinds = float_kinds(_judged(matrix, decomposition, spaces, square), strict)
    arithmetic = Arithmetic.FLOAT if known is None else Arithmetic.EXACT_RANK
    return Examined(matrix, decomposition, spaces, square, kinds, arithmetic, None, reading)


def _relative_noise(decomposition: Decomposition) -> float:
    largest = float(decomposition.singular_values[0])
    return decomposition.noise / largest if largest else 0.0


def _sharpened(
    decomposition: Decomposition, known: RationalMatrix | RootMatrix
) -> tuple[Decomposition, Floats | None]:
    """Give small singular values their digits, and return the inverse too, where floats have few.

    The smallest singular values of A are the largest of A⁻¹, whose entries are right to a double.
    """
    values = decomposition.singular_values
    if values[-1] > DOUBTFUL * values[0]:
        return decomposition, None
    try:
        result = known.float_inverse()
    except PrecisionError:
        return decomposition, None
    with np.errstate(over="ignore", under="ignore", divide="ignore"):
        scaled = np.ldexp(result, decomposition.exponent)
        if not np.isfinite(scaled).all():
            return decomposition, result
        small = 1 / np.linalg.svd(scaled, compute_uv=False)[::-1]
        middle = math.sqrt(float(values[0])) * math.sqrt(float(small[-1]))
    both = np.where(small < middle, small, values)
    return replace(decomposition, singular_values=np.sort(both)[::-1]), result


def _judged(
    matrix: Floats, decomposition: Decomposition, spaces: Subspaces, square: Square | None
) -> Callable[[float], JudgedMatrix]:
    """Return what judges the matrix with a tolerance."""

    def at(tolerance: float) -> JudgedMatrix:
        judge = Judge(tolerance)
        properties = None
        if square is not None:
            properties = structure(decomposition.scaled, judge, decomposition.exponent)
        eigenvalues = square.eigenvalues if square else ()
        return JudgedMatrix(
            matrix, matrix, judge, properties, decomposition.rank, spaces, eigenvalues
        )

    return at


def _square(
    matrix: Floats,
    decomposition: Decomposition,
    properties: Structure,
    spaces: Subspaces,
    device: torch.device | None,
    result: Floats | None,
) -> Square:
    scaled, n = decomposition.scaled, len(matrix)
    eigenvalues = spectrum(decomposition, properties, spaces.null_space, device)
    determinant = determinants.determinant(decomposition, device)
    if properties.orthogonal:
        determinant = Determinant(float(determinant.sign), determinant.sign, 0.0)
    trace = math.fsum(np.diag(scaled).tolist())
    if abs(trace) <= 4 * n * EPSILON * np.abs(np.diag(scaled)).max():
        trace = 0.0
    trace = determinants.ldexp(trace, decomposition.exponent)
    polynomial = determinants.characteristic_polynomial(eigenvalues, trace, determinant.value)
    if result is None and decomposition.rank == n:
        result = matrix.T.copy() if properties.orthogonal else inverse(decomposition, device)
    return Square(properties, trace, determinant, eigenvalues, polynomial, result)
