"""Puts an analysis together from the exact and the floating-point methods."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.engine import determinant as determinants
from eigenscope.engine import exact_facts, precision
from eigenscope.engine.decomposition import (
    EPSILON,
    Decomposition,
    Subspaces,
    decompose,
    inverse,
    norms,
    subspaces,
)
from eigenscope.engine.determinant import Determinant
from eigenscope.engine.device import choose_double_device, insisted_device
from eigenscope.engine.entries import Fractions, typed_rounding
from eigenscope.engine.exact import RationalMatrix, manageable
from eigenscope.engine.exact_spectrum import exact_spectrum
from eigenscope.engine.kinds import find_kinds
from eigenscope.engine.results import Analysis, Eigenvalue, FloatMatrix
from eigenscope.engine.spectrum import spectrum
from eigenscope.engine.structure import Entries, Judge, Structure, fraction_array, structure
from eigenscope.engine.subject import Subject

if TYPE_CHECKING:
    import torch

KIND_TOLERANCE = 1e-10
"""How far a computed matrix may be from being a rotation, relative to its size."""

ILL_CONDITIONED = 1e12
"""A condition number beyond which an inverse comes with a warning."""

PRECISE_ENOUGH = 1e-3
"""The ratio of singular values below which the smallest are found again with more digits."""


@dataclass(frozen=True, eq=False)
class _Common:
    """What every matrix has, with the arithmetic in which it is judged."""

    matrix: FloatMatrix
    entries: Entries
    judge: Judge
    rational: RationalMatrix | None
    decomposition: Decomposition
    spaces: Subspaces


@dataclass(frozen=True, eq=False)
class _Square:
    """What only a square matrix has."""

    structure: Structure
    trace: float
    determinant: Determinant
    eigenvalues: tuple[Eigenvalue, ...]
    polynomial: FloatMatrix
    inverse: FloatMatrix | None


def examine(matrix: FloatMatrix, fractions: Fractions | None, device: str | None) -> Analysis:
    """Analyse checked entries of shape (m, n), exactly if given as manageable fractions."""
    square: _Square | None = None
    if fractions is not None and manageable(fractions):
        common = _exact_common(matrix, RationalMatrix(fractions), insisted_device(device))
        if matrix.shape[0] == matrix.shape[1]:
            square = _exact_square(common)
    else:
        chosen = choose_double_device(matrix.size, device)
        common = _float_common(matrix, chosen)
        if matrix.shape[0] == matrix.shape[1]:
            square = _float_square(common, chosen)
    if square is not None and square.structure.orthogonal:
        common = replace(common, decomposition=_isometric(common.decomposition))
    return _assembled(common, square)


def _float_common(matrix: FloatMatrix, device: torch.device) -> _Common:
    decomposition = decompose(matrix, typed_rounding(matrix), device)
    spaces, judge = subspaces(decomposition), _judge(decomposition)
    return _Common(matrix, matrix, judge, None, decomposition, spaces)


def _exact_common(
    matrix: FloatMatrix, rational: RationalMatrix, device: torch.device | None
) -> _Common:
    decomposition = _corrected(decompose(matrix, 0.0, device), rational)
    entries = fraction_array(rational.fractions)
    return _Common(matrix, entries, Judge(None), rational, decomposition, rational.subspaces())


def _judge(decomposition: Decomposition) -> Judge:
    return Judge(max(KIND_TOLERANCE, 4 * _relative_noise(decomposition)))


def _relative_noise(decomposition: Decomposition) -> float:
    largest = float(decomposition.singular_values[0])
    return decomposition.noise / largest if largest else 0.0


def _corrected(decomposition: Decomposition, rational: RationalMatrix) -> Decomposition:
    """Give the singular values the exact rank, and digits where floats have too few."""
    rank, values = rational.rank, decomposition.singular_values.copy()
    if rank and not values[rank - 1] > PRECISE_ENOUGH * values[0]:
        values = precision.singular_values(rational, decomposition.exponent)
    values[rank:] = 0.0
    return replace(decomposition, rank=rank, singular_values=values)


def _isometric(decomposition: Decomposition) -> Decomposition:
    """Clear the noise from the singular values of an orthogonal matrix: all are 1."""
    ones = np.full(len(decomposition.scaled), math.ldexp(1.0, -decomposition.exponent))
    return replace(decomposition, singular_values=ones)


def _exact_square(common: _Common) -> _Square:
    rational = common.rational
    assert rational is not None
    properties = structure(common.entries, common.judge)
    result = rational.inverse
    return _Square(
        structure=properties,
        trace=precision.to_float(rational.trace),
        determinant=precision.determinant(rational),
        eigenvalues=exact_spectrum(rational, properties.normal),
        polynomial=precision.to_floats([rational.characteristic_polynomial])[0],
        inverse=None if result is None else precision.to_floats(result),
    )


def _float_square(common: _Common, device: torch.device) -> _Square:
    matrix, decomposition, judge = common.matrix, common.decomposition, common.judge
    scaled, n = decomposition.scaled, len(matrix)
    # A small difference between an entry and its mirror image may be what matters.
    strict = Judge(max(4 * n * EPSILON, 2 * _relative_noise(decomposition)))
    properties = replace(
        structure(scaled, strict, decomposition.exponent),
        orthogonal=structure(scaled, judge, decomposition.exponent).orthogonal,
    )
    eigenvalues = spectrum(decomposition, properties, common.spaces.null_space, device)
    determinant = determinants.determinant(decomposition, device)
    if properties.orthogonal:
        determinant = Determinant(float(determinant.sign), determinant.sign, 0.0)
    trace = math.fsum(np.diag(scaled).tolist())
    if abs(trace) <= 4 * n * EPSILON * np.abs(np.diag(scaled)).max():
        trace = 0.0
    trace = determinants.ldexp(trace, decomposition.exponent)
    polynomial = determinants.characteristic_polynomial(eigenvalues, trace, determinant.value)
    result: FloatMatrix | None = None
    if decomposition.rank == n:
        result = matrix.T.copy() if properties.orthogonal else inverse(decomposition, device)
    return _Square(properties, trace, determinant, eigenvalues, polynomial, result)


def _assembled(common: _Common, square: _Square | None) -> Analysis:
    matrix, decomposition, spaces = common.matrix, common.decomposition, common.spaces
    rational, (m, n) = common.rational, matrix.shape
    rank, values = decomposition.rank, decomposition.singular_values
    properties = square.structure if square else None
    eigenvalues = square.eigenvalues if square else ()
    kinds = find_kinds(
        Subject(common.entries, matrix, common.judge, properties, rank, spaces, eigenvalues)
    )
    # The smallest singular value may underflow even if the rank is full.
    condition = float(values[0] / values[-1]) if rank == min(m, n) and values[-1] else math.inf
    result = square.inverse if square else None
    with np.errstate(over="ignore", under="ignore"):
        singular_values = np.ldexp(values, decomposition.exponent)
    return Analysis(
        matrix=matrix,
        shape=(m, n),
        rank=rank,
        trace=square.trace if square else None,
        determinant=square.determinant.value if square else None,
        determinant_sign=square.determinant.sign if square else None,
        log_abs_determinant=square.determinant.log_abs if square else None,
        norms=norms(decomposition, values),
        condition_number=condition,
        singular_values=singular_values,
        eigenvalues=eigenvalues,
        characteristic_polynomial=square.polynomial if square else None,
        defective=_defective(eigenvalues) if square else None,
        symmetric=bool(properties and properties.symmetric),
        normal=bool(properties and properties.normal),
        orthogonal=bool(properties and properties.orthogonal),
        definiteness=_definiteness(eigenvalues) if properties and properties.symmetric else None,
        invertible=result is not None,
        inverse=result,
        inverse_reason=None if result is not None else _no_inverse(m, n),
        inverse_warning=_warning(condition) if result is not None else None,
        null_space=spaces.null_space,
        column_space=spaces.column_space,
        row_space=spaces.row_space,
        left_null_space=spaces.left_null_space,
        kinds=kinds,
        exact=exact_facts.exact_facts(rational, eigenvalues, kinds) if rational else None,
    )


def _defective(eigenvalues: tuple[Eigenvalue, ...]) -> bool:
    return any(eigenvalue.is_deficient for eigenvalue in eigenvalues)


def _definiteness(eigenvalues: tuple[Eigenvalue, ...]) -> str:
    """Return the definiteness that its eigenvalues give a symmetric matrix."""
    values = np.array([eigenvalue.value.real for eigenvalue in eigenvalues])
    if np.all(values > 0):
        return "positive definite"
    if np.all(values >= 0):
        return "positive semidefinite"
    if np.all(values < 0):
        return "negative definite"
    return "negative semidefinite" if np.all(values <= 0) else "indefinite"


def _no_inverse(m: int, n: int) -> str:
    if m != n:
        return f"not square: {m}×{n}"
    return "the determinant is 0: the columns are dependent"


def _warning(condition: float) -> str | None:
    if condition <= ILL_CONDITIONED:
        return None
    return (
        f"the condition number is {condition:.1e}: a relative change of 1e-16 in the matrix may "
        f"change the inverse by {min(condition * 1e-16, 1.0):.0e}"
    )
