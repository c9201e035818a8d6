"""Eigenvalues with their multiplicities decided in rational arithmetic.

The characteristic polynomial is factored over the rationals. The roots of an irreducible factor f
share one algebraic multiplicity, that of the factor, and one geometric multiplicity, the dimension
of the null space of f(A) over the degree of f. So a Jordan block is told from a scattered multiple
eigenvalue without any tolerance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

import numpy as np
from flint import acb, fmpz_mat, fmpz_poly
from mpmath import mpc
from mpmath.ctx_mp import MPContext

from eigenscope.engine import precision
from eigenscope.engine.decomposition import oriented
from eigenscope.engine.exact import (
    RationalMatrix,
    Vector,
    null_space,
    orthonormal,
    to_fractions,
    unit_columns,
)
from eigenscope.engine.results import ComplexMatrix, Eigenvalue
from eigenscope.engine.surds import fraction_text, root_of_unity_text, surd_text


@dataclass(frozen=True, eq=False)
class _Factor:
    """An irreducible factor of the characteristic polynomial of the integer matrix."""

    coefficients: tuple[int, ...]
    multiplicity: int
    real_roots: int
    order: int | None
    kernel: list[Vector]

    @property
    def degree(self) -> int:
        return len(self.coefficients) - 1

    @property
    def geometric(self) -> int:
        return len(self.kernel) // self.degree


def exact_spectrum(matrix: RationalMatrix, normal: bool) -> tuple[Eigenvalue, ...]:
    """Return the distinct eigenvalues of a square matrix, by descending real part.

    Parameters
    ----------
    normal
        Whether the matrix commutes with its transpose; its eigenvectors are then orthonormal.
    """
    found: list[Eigenvalue] = []
    for factor in _factors(matrix):
        if factor.degree == 1:
            found.append(_rational(matrix, factor, normal))
        else:
            found += _irrational(matrix, factor, normal)
    found.sort(key=lambda eigenvalue: (-eigenvalue.value.real, -eigenvalue.value.imag))
    return tuple(found)


def _factors(matrix: RationalMatrix) -> list[_Factor]:
    polynomial = fmpz_poly(list(matrix.integer_polynomial[::-1]))
    factors = []
    for factor, multiplicity in polynomial.factor()[1]:
        coefficients = tuple(int(c) for c in reversed(factor.coeffs()))
        factors.append(
            _Factor(
                coefficients,
                multiplicity,
                real_roots=_real_roots(factor),
                order=_order(factor),
                kernel=_kernel(matrix, coefficients),
            )
        )
    return factors


def _real_roots(factor: fmpz_poly) -> int:
    """Return how many roots are real; those that are have an imaginary part of exactly 0."""
    # Each root comes with its multiplicity, which the library's own types leave out.
    found = cast("list[tuple[acb, int]]", factor.complex_roots())
    return sum(root.imag == 0 for root, _ in found)


def _order(factor: fmpz_poly) -> int | None:
    """Return m if the roots are the primitive m-th roots of unity and have no shorter form."""
    return (factor.is_cyclotomic() or None) if factor.degree() > 2 else None


def _kernel(matrix: RationalMatrix, coefficients: tuple[int, ...]) -> list[Vector]:
    """Return a basis of the null space of f(B), B being the integer matrix."""
    n = matrix.shape[0]
    identity = fmpz_mat([[int(i == j) for j in range(n)] for i in range(n)])
    if len(coefficients) == n + 1:
        return to_fractions(identity)  # f is the characteristic polynomial (Cayley, Hamilton)
    value = identity
    for coefficient in coefficients[1:]:
        value = value * matrix.integers + identity * coefficient
    return null_space(value)


def _rational(matrix: RationalMatrix, factor: _Factor, normal: bool) -> Eigenvalue:
    root = -factor.coefficients[1]
    value = precision.scaled_root(root, matrix, precision.context(precision.GUARD_DIGITS))
    basis = orthonormal if normal else unit_columns
    return Eigenvalue(
        value=value,
        algebraic_multiplicity=factor.multiplicity,
        geometric_multiplicity=factor.geometric,
        eigenvectors=basis(factor.kernel, matrix.shape[0]),
        exact=_short(fraction_text(root * matrix.unit)),
    )


def _irrational(matrix: RationalMatrix, factor: _Factor, normal: bool) -> list[Eigenvalue]:
    numbers, roots, spaces = _resolved(factor, _krylov(matrix, factor))
    found = []
    for index, (root, space) in enumerate(zip(roots, spaces, strict=True)):
        value = precision.scaled_root(root, matrix, numbers)
        orthogonalise = normal and factor.geometric > 1
        vectors = oriented(np.linalg.qr(space)[0] if orthogonalise else space)
        found.append(
            Eigenvalue(
                value=value,
                algebraic_multiplicity=factor.multiplicity,
                geometric_multiplicity=factor.geometric,
                eigenvectors=vectors.real if value.imag == 0.0 else vectors,
                exact=_closed_form(factor, index, value, matrix.unit),
            )
        )
    return found


def _resolved(
    factor: _Factor, chains: list[list[list[int]]]
) -> tuple[MPContext, list[mpc], list[ComplexMatrix]]:
    """Return roots and their eigenvectors, with as many digits as the eigenvectors need.

    An eigenvector is never 0, so that some number of digits always is enough.
    """
    digits = precision.digits_for(factor.coefficients)
    while True:
        numbers = precision.context(digits)
        roots = precision.roots(factor.coefficients, factor.real_roots, numbers)
        spaces = [_eigenvectors(chains, factor, root, numbers) for root in roots]
        resolved = [space for space in spaces if space is not None]
        if len(resolved) == len(roots):
            return numbers, roots, resolved
        digits *= 2


def _krylov(matrix: RationalMatrix, factor: _Factor) -> list[list[list[int]]]:
    """Return w, Bw, …, B^(d−1)w for vectors w of the kernel, which are integer."""
    kernel = factor.kernel if factor.geometric > 1 else factor.kernel[:1]
    chains = []
    for vector in kernel:
        column = fmpz_mat([[int(entry)] for entry in vector])
        chain = []
        for _ in range(factor.degree):
            chain.append([int(entry) for entry in column.entries()])
            column = matrix.integers * column
        chains.append(chain)
    return chains


def _eigenvectors(
    chains: list[list[list[int]]], factor: _Factor, root: mpc, numbers: MPContext
) -> ComplexMatrix | None:
    """Return unit eigenvectors of B, shape (n, geometric multiplicity), None without the digits.

    With g(x) = f(x)/(x − λ), the vector g(B)w is an eigenvector for every w ≠ 0 in the null space
    of f(B): it is the part of w in the eigenspace, which no vector of rational numbers lacks.
    """
    quotient = [numbers.mpf(1)]
    for coefficient in factor.coefficients[1:-1]:
        quotient.append(coefficient + root * quotient[-1])
    quotient.reverse()
    candidates = []
    for chain in chains:
        products = [
            [q * entry for entry in power] for q, power in zip(quotient, chain, strict=True)
        ]
        entries = [numbers.fsum(column) for column in zip(*products, strict=True)]
        largest = max(abs(entry) for entry in entries)
        before = max(abs(entry) for product in products for entry in product)
        if largest <= before * numbers.mpf(10) ** (precision.KEPT_DIGITS - numbers.dps):
            return None
        candidates.append([complex(entry / largest) for entry in entries])
    columns = np.array(candidates, dtype=np.complex128).T
    columns += 0.0
    columns.real[np.abs(columns.real) < 1e-25] = 0.0
    columns.imag[np.abs(columns.imag) < 1e-25] = 0.0
    return _independent(columns / np.linalg.norm(columns, axis=0), factor.geometric)


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
        return surd_text(-b * unit / 2, (-unit if index else unit) / 2, b * b - 4 * c)
    if factor.order is not None and unit == 1:
        turn = math.atan2(value.imag, value.real) / math.tau
        return root_of_unity_text(round(turn * factor.order), factor.order)
    return None


def _short(text: str) -> str | None:
    return text if len(text) <= 40 else None
