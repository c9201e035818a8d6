"""Linear algebra on rational numbers, which decides without tolerances.

The entries are brought to integers over one common fraction first: 1e-200·I is as simple as I.
Nothing here is rounded but the last step, when a result is wanted as a float.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from functools import cached_property

import numpy as np
from flint import arb, arb_mat, fmpz_mat

from eigenscope.arrays import Floats
from eigenscope.exact import precision
from eigenscope.exact.rounding import as_floats
from eigenscope.exact.types import Fractions

WHOLE_SIDE = 50
WHOLE_WORK = 1_000_000
"""Rows or columns, and bits of an entry times their square, up to which all is worked out exactly:
half a second at most, and mostly a tenth of that."""

RANK_WORK = 8_000_000
"""Bits of an entry times their number, up to which rank and determinant are: a second."""

INVERSE_WORK = 15_000_000
"""Bits of an entry times the cube of the size, up to which an inverse is in fractions: half a
second. Beyond, its floats are as right."""


_NOTHING = 2.0**-100
"""An entry that is no larger than this, compared with the largest, is taken for 0 among balls."""


class Exactness(Enum):
    """How much of a matrix is worked out exactly."""

    WHOLE, RANK, NOTHING = range(3)


class RationalMatrix:
    """An (m, n) matrix of fractions, as `unit` times the integers `integers`."""

    def __init__(self, fractions: Fractions) -> None:
        self.entries = fractions
        self.shape = (len(fractions), len(fractions[0]))
        self.unit = common_unit(fractions)
        unit = self.unit
        self.rows = [[_quotient(entry, unit) if entry else 0 for entry in row] for row in fractions]

    @cached_property
    def integers(self) -> fmpz_mat:
        """The integers."""
        return fmpz_mat(self.rows)

    @cached_property
    def _bits(self) -> int:
        """How long the longest integer is."""
        return max(abs(entry).bit_length() for row in self.rows for entry in row)

    @cached_property
    def reach(self) -> Exactness:
        """How much is worked out exactly, in no noticeable time."""
        size, bits = max(self.shape), self._bits
        if size <= WHOLE_SIDE and bits * size**2 <= WHOLE_WORK:
            return Exactness.WHOLE
        entries = self.shape[0] * self.shape[1]
        return Exactness.RANK if bits * entries <= RANK_WORK else Exactness.NOTHING

    @cached_property
    def rank(self) -> int:
        """The rank."""
        return int(self.integers.rank())

    @property
    def trace(self) -> Fraction:
        """The trace of a square matrix."""
        return sum((row[i] for i, row in enumerate(self.entries)), Fraction())

    @cached_property
    def integer_polynomial(self) -> tuple[int, ...]:
        """The monic characteristic polynomial of `integers`, highest power first."""
        return tuple(int(c) for c in reversed(self.integers.charpoly().coeffs()))

    @property
    def characteristic_polynomial(self) -> tuple[Fraction, ...]:
        """The coefficients of det(λI − A), highest power first."""
        return tuple(c * self.unit**k for k, c in enumerate(self.integer_polynomial))

    @cached_property
    def determinant(self) -> Fraction:
        """The determinant of a square matrix."""
        if self.rank < self.shape[0]:
            return Fraction()
        return int(self.integers.det()) * self.unit ** self.shape[0]

    @cached_property
    def inverse(self) -> Fractions | None:
        """The inverse of a square matrix in fractions; None if it has none, or none so short."""
        n = self.shape[0]
        if self.rank < n or self._bits * n**3 > INVERSE_WORK:
            return None
        beside = [row + [int(i == j) for j in range(n)] for i, row in enumerate(self.rows)]
        reduced, denominator, _ = fmpz_mat(beside).rref()
        scale, zero = 1 / (self.unit * int(denominator)), Fraction()
        return tuple(
            tuple(int(e) * scale if e else zero for e in row[n:]) for row in reduced.table()
        )

    def float_inverse(self) -> Floats:
        """Return the inverse of a square matrix of full rank in floats, each the nearest."""
        exact = self.inverse
        if exact is not None:
            return as_floats(exact)
        return precision.refined(self._ball_inverse, 2 * precision.START_BITS)

    def _ball_inverse(self) -> Floats | None:
        try:
            entries = arb_mat(self.integers).inv().entries()
        except ZeroDivisionError:
            return None
        least = max(abs(entry).mid() for entry in entries) * _NOTHING
        cleared = [
            arb(0) if entry.contains(0) and entry.rad() < least else entry for entry in entries
        ]
        if not all(map(precision.sharp, cleared)):
            return None
        unit = precision.ball(self.unit)
        return np.array([float(entry / unit) for entry in cleared]).reshape(self.shape) + 0.0

    def null_space(self) -> Floats:
        """Return an orthonormal basis of the null space as columns, (n, n − rank)."""
        return _basis(null_space(self.integers), self.shape[1])

    def column_space(self) -> Floats:
        """Return an orthonormal basis of the column space as columns, (m, rank)."""
        return _basis(_row_space(self.integers.transpose()), self.shape[0])

    def row_space(self) -> Floats:
        """Return an orthonormal basis of the row space as columns, (n, rank)."""
        return _basis(_row_space(self.integers), self.shape[1])

    def left_null_space(self) -> Floats:
        """Return an orthonormal basis of the transpose's null space as columns, (m, m − rank)."""
        return _basis(null_space(self.integers.transpose()), self.shape[0])

    def singular_values(self, exponent: int) -> Floats:
        """Return the singular values over 2^exponent, each the nearest float: (min(m, n),)."""
        wide = self.shape[0] < self.shape[1]
        short = self.integers.transpose() if wide else self.integers
        polynomial = (short.transpose() * short).charpoly()
        values = precision.square_roots(polynomial)
        with precision.working(precision.START_BITS):
            unit = precision.ball(self.unit / Fraction(2) ** exponent)
            return np.array([float(value * unit) for value in values])


def common_unit(fractions: Fractions) -> Fraction:
    """Return the largest fraction of which all entries are integer multiples; 1 if all are 0."""
    entries = [entry for row in fractions for entry in row]
    above = math.gcd(*(entry.numerator for entry in entries))
    below = math.lcm(*{entry.denominator for entry in entries})
    return Fraction(above, below) if above else Fraction(1)


def null_space(matrix: fmpz_mat) -> fmpz_mat:
    """Return a basis of an integer matrix's null space as rows of integers, (k, n)."""
    columns, nullity = matrix.nullspace()
    return fmpz_mat(columns.transpose().table()[:nullity]) if nullity else fmpz_mat(0, 0)


def orthonormal(rows: fmpz_mat) -> Floats:
    """Return k independent rows of length n made orthonormal, as columns (n, k).

    The process of Gram and Schmidt, with as many digits as nearly parallel rows need.
    """
    orthogonal = precision.refined(lambda: _gram_schmidt(rows))
    return _oriented(orthogonal)


def unit_columns(rows: fmpz_mat) -> Floats:
    """Return k non-zero rows of length n as unit columns, (n, k)."""
    return _oriented([[_ratio(int(e), largest) for e in row] for row, largest in _sized(rows)])


def _sized(rows: fmpz_mat) -> Iterable[tuple[list[int], int]]:
    for row in rows.table():
        entries = [int(entry) for entry in row]
        yield entries, max(map(abs, entries))


def _ratio(above: int, below: int) -> float:
    return float(Fraction(above, below))


def _quotient(entry: Fraction, unit: Fraction) -> int:
    """Return how often a unit goes into a multiple of it."""
    return entry.numerator // unit.numerator * (unit.denominator // entry.denominator)


def _row_space(matrix: fmpz_mat) -> fmpz_mat:
    reduced, _, rank = matrix.rref()
    return fmpz_mat(reduced.table()[:rank]) if rank else fmpz_mat(0, 0)


def _basis(rows: fmpz_mat, dimension: int) -> Floats:
    if rows.nrows() == dimension:
        return np.eye(dimension)
    return orthonormal(rows) if rows.nrows() else np.zeros((dimension, 0))


def _gram_schmidt(rows: fmpz_mat) -> list[list[float]] | None:
    done: list[arb_mat] = []
    for row in rows.table():
        rest = arb_mat([row])
        for unit in done:
            rest = rest - unit * (rest * unit.transpose())[0, 0]
        length = (rest * rest.transpose())[0, 0].sqrt()
        if not length > 0:
            return None
        done.append(rest * (1 / length))
    tables = [unit.entries() for unit in done]
    if any(float(e.rad()) > 2.0**-precision.SHARP_BITS for table in tables for e in table):
        return None
    return [[float(entry.mid()) for entry in table] for table in tables]


def _oriented(rows: list[list[float]]) -> Floats:
    """Return rows as unit columns whose first entry other than 0 is positive."""
    columns = np.array(rows, dtype=np.float64).T
    columns[np.abs(columns) < 1e-25] = 0.0
    first = columns[np.argmax(columns != 0, axis=0), np.arange(columns.shape[1])]
    result: Floats = columns * np.sign(first) / np.linalg.norm(columns, axis=0)
    return result + 0.0
