"""Eigenvalues with their multiplicities decided in rational arithmetic.

The characteristic polynomial is factored over the rationals. The roots of an irreducible factor f
share one algebraic multiplicity, that of the factor, and one geometric multiplicity, the dimension
of the null space of f(A) over the degree of f. So a Jordan block is told from a scattered multiple
eigenvalue without any tolerance.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from flint import acb, acb_mat, arb, arb_mat, fmpz_mat, fmpz_poly

from eigenscope.engine.analysis.decomposition import oriented
from eigenscope.engine.analysis.results import ComplexMatrix, Eigenvalue
from eigenscope.exact import precision
from eigenscope.exact.closed_forms import root_of_unity_text, short_text
from eigenscope.exact.rational_matrix import RationalMatrix, null_space, orthonormal, unit_columns
from eigenscope.exact.rounding import as_float
from eigenscope.exact.surd import InexactError, root

_SHARPER = 2.0**-100
"""How sharp an eigenvector is, compared with its largest entry."""


@dataclass(frozen=True, eq=False)
class _Factor:
    """An irreducible factor of the characteristic polynomial of the integer matrix.

    The rows of `kernel` lie in the null space of the factor's value at the matrix, and span it
    unless the multiplicity is 1, when any of them has a part in each eigenspace.
    """

    polynomial: fmpz_poly
    multiplicity: int
    geometric: int
    kernel: fmpz_mat

    @property
    def degree(self) -> int:
        return int(self.polynomial.degree())

    @property
    def coefficients(self) -> list[int]:
        """The integers before the powers, the highest first."""
        return [int(c) for c in reversed(self.polynomial.coeffs())]

    @property
    def order(self) -> int | None:
        """M if the roots are the primitive m-th roots of unity and have no shorter form."""
        return (self.polynomial.is_cyclotomic() or None) if self.degree > 2 else None


def exact_spectrum(matrix: RationalMatrix, normal: bool) -> tuple[Eigenvalue, ...]:
    """Return the distinct eigenvalues of a square matrix, by descending real part.

    Parameters
    ----------
    normal
        Whether the matrix commutes with its transpose; its eigenvectors are then orthonormal.
    """
    eigenvalues: list[Eigenvalue] = []
    for factor in _factors(matrix):
        if factor.degree == 1:
            eigenvalues.append(_rational(matrix, factor, normal))
        else:
            eigenvalues += _irrational(matrix, factor, normal)
    eigenvalues.sort(key=lambda eigenvalue: (-eigenvalue.value.real, -eigenvalue.value.imag))
    return tuple(eigenvalues)


def _factors(matrix: RationalMatrix) -> list[_Factor]:
    whole = fmpz_poly(list(matrix.integer_polynomial[::-1]))
    factors = []
    for factor, multiplicity in whole.factor()[1]:
        kernel = (
            _one_of_kernel(matrix, whole // factor)
            if multiplicity == 1
            else null_space(_value(matrix, factor))
        )
        geometric = 1 if multiplicity == 1 else kernel.nrows() // factor.degree()
        factors.append(_Factor(factor, multiplicity, geometric, kernel))
    return factors


def _one_of_kernel(matrix: RationalMatrix, cofactor: fmpz_poly) -> fmpz_mat:
    """Return a row w ≠ 0 with f(B)w = 0, which g(B)v is for f·g, the characteristic polynomial."""
    n = matrix.shape[0]
    for place in range(n):
        start = fmpz_mat([[int(i == place)] for i in range(n)])
        column = fmpz_mat(n, 1)
        for coefficient in reversed(cofactor.coeffs()):
            column = matrix.integers * column + start * coefficient
        entries = [int(entry) for entry in column.entries()]
        common = math.gcd(*entries)
        if common:
            return fmpz_mat([[entry // common for entry in entries]])
    raise AssertionError("a cofactor is not the minimal polynomial's multiple")


def _value(matrix: RationalMatrix, factor: fmpz_poly) -> fmpz_mat:
    """Return f(B), B being the integer matrix."""
    n = matrix.shape[0]
    identity = fmpz_mat([[int(i == j) for j in range(n)] for i in range(n)])
    value = identity
    for coefficient in reversed(factor.coeffs()[:-1]):
        value = value * matrix.integers + identity * coefficient
    return value


def _rational(matrix: RationalMatrix, factor: _Factor, normal: bool) -> Eigenvalue:
    value = -factor.coefficients[1] * matrix.unit
    basis = orthonormal if normal else unit_columns
    return Eigenvalue(
        value=complex(as_float(value), 0.0),
        algebraic_multiplicity=factor.multiplicity,
        geometric_multiplicity=factor.geometric,
        eigenvectors=basis(factor.kernel),
        exact=short_text(value) or None,
    )


def _irrational(matrix: RationalMatrix, factor: _Factor, normal: bool) -> list[Eigenvalue]:
    chains = _krylov(matrix, factor)

    def resolved() -> list[tuple[complex, ComplexMatrix]] | None:
        roots = precision.roots(factor.polynomial)
        if roots is None:
            return None
        spaces = _eigenspaces(chains, factor, roots)
        unit = precision.ball(matrix.unit)
        values = [precision.to_complex(root, unit) for root in roots]
        return None if spaces is None else list(zip(values, spaces, strict=True))

    eigenvalues = []
    for index, (value, space) in enumerate(precision.refined(resolved, 2 * precision.START_BITS)):
        orthogonalise = normal and factor.geometric > 1
        vectors = oriented(np.linalg.qr(space)[0] if orthogonalise else space)
        eigenvalues.append(
            Eigenvalue(
                value=value,
                algebraic_multiplicity=factor.multiplicity,
                geometric_multiplicity=factor.geometric,
                eigenvectors=vectors.real if value.imag == 0.0 else vectors,
                exact=_closed_form(factor, index, value, matrix.unit),
            )
        )
    return eigenvalues


def _krylov(matrix: RationalMatrix, factor: _Factor) -> list[fmpz_mat]:
    """Return w, Bw, …, B^(d−1)w as the columns (n, d) of a matrix for vectors w of the kernel."""
    kernel = factor.kernel.table()
    chains = []
    for vector in kernel if factor.geometric > 1 else kernel[:1]:
        column = fmpz_mat([[entry] for entry in vector])
        rows = []
        for _ in range(factor.degree):
            rows.append(column.entries())
            column = matrix.integers * column
        chains.append(fmpz_mat(rows).transpose())
    return chains


def _eigenspaces(
    chains: Sequence[fmpz_mat], factor: _Factor, roots: Sequence[acb]
) -> list[ComplexMatrix] | None:
    """Return unit eigenvectors of B for each root, (n, geometric multiplicity); None: not sharp.

    With g(x) = f(x)/(x − λ), the vector g(B)w is an eigenvector for every w ≠ 0 in the null space
    of f(B): it is the part of w in the eigenspace, which no vector of rational numbers lacks.
    """
    upper = [root for root in roots if not root.imag < 0]
    quotients = acb_mat([_quotient(factor, root) for root in upper]).transpose()
    candidates: list[list[list[complex]]] = [[] for _ in upper]
    for chain in chains:
        vectors = (acb_mat(arb_mat(chain)) * quotients).transpose().table()
        for columns, vector in zip(candidates, vectors, strict=True):
            unit = _scaled(vector)
            if unit is None:
                return None
            columns.append(unit)
    spaces = [_space(columns, factor.geometric) for columns in candidates]
    pairs = [s.conj() for s, root in zip(spaces, upper, strict=True) if root.imag != 0]
    return spaces + pairs


def _quotient(factor: _Factor, root: acb) -> list[acb]:
    """Return the coefficients of f(x)/(x − λ), the constant first."""
    quotient = [acb(1)]
    for coefficient in factor.coefficients[1:-1]:
        quotient.append(coefficient + root * quotient[-1])
    return quotient[::-1]


def _scaled(vector: Sequence[acb]) -> list[complex] | None:
    """Return a vector over its largest entry, or None if it is not sharp."""
    sizes = [abs(entry) for entry in vector]
    place = max(range(len(sizes)), key=lambda k: sizes[k].mid())
    largest = sizes[place].lower()
    error = max((max(e.real.rad(), e.imag.rad()) for e in vector), default=arb(0))
    if not largest > 0 or not error < largest * _SHARPER:
        return None
    scaled = [entry / vector[place] for entry in vector]
    return [complex(float(entry.real), float(entry.imag)) for entry in scaled]


def _space(candidates: list[list[complex]], count: int) -> ComplexMatrix:
    columns = np.array(candidates, dtype=np.complex128).T
    columns += 0.0
    columns.real[np.abs(columns.real) < 1e-25] = 0.0
    columns.imag[np.abs(columns.imag) < 1e-25] = 0.0
    return _independent(columns / np.linalg.norm(columns, axis=0), count)


def _independent(columns: ComplexMatrix, count: int) -> ComplexMatrix:
    """Choose the `count` columns that are farthest from dependent."""
    if columns.shape[1] == count:
        return columns
    rest = columns.copy()
    chosen = []
    for _ in range(count):
        index = int(np.argmax(np.linalg.norm(rest, axis=0)))
        chosen.append(index)
        unit = rest[:, index] / np.linalg.norm(rest[:, index])
        rest = rest - np.outer(unit, unit.conj() @ rest)
    return columns[:, chosen]


def _closed_form(factor: _Factor, index: int, value: complex, unit: Fraction) -> str | None:
    """Return the text of the root number `index` in the order of `precision.roots`."""
    if factor.degree == 2:
        _, b, c = factor.coefficients
        return _of_quadratic(-b * unit / 2, (-unit if index else unit) / 2, b * b - 4 * c)
    if factor.order is not None and unit == 1:
        turn = math.atan2(value.imag, value.real) / math.tau
        return root_of_unity_text(round(turn * factor.order), factor.order)
    return None


def _of_quadratic(middle: Fraction, factor: Fraction, radicand: int) -> str | None:
    try:
        return short_text(root(Fraction(radicand)) * factor + middle) or None
    except InexactError:
        return None
