"""Linear algebra on rational numbers, which decides without tolerances.

The entries are brought to integers over one common fraction first: 1e-200·I is as simple as I.
Nothing here is rounded but the last step, when a result is wanted as a float.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property

import numpy as np
from flint import fmpz_mat

from eigenscope.engine.decomposition import Subspaces
from eigenscope.engine.entries import Fractions
from eigenscope.engine.results import FloatMatrix

LARGEST_SIZE = 12
LARGEST_WORK = 4000
"""The most bits an entry may have, times the size of the matrix, to be worth exact arithmetic."""

Vector = tuple[Fraction, ...]


class RationalMatrix:
    """An (m, n) matrix of fractions, as `unit` times the integers `integers`."""

    def __init__(self, fractions: Fractions) -> None:
        self.fractions = fractions
        self.shape = (len(fractions), len(fractions[0]))
        self.unit = common_unit(fractions)
        self.integers = fmpz_mat([[int(entry / self.unit) for entry in row] for row in fractions])

    @cached_property
    def rank(self) -> int:
        """The rank."""
        return int(self.integers.rank())

    @property
    def trace(self) -> Fraction:
        """The trace of a square matrix."""
        return sum((row[i] for i, row in enumerate(self.fractions)), Fraction())

    @cached_property
    def integer_polynomial(self) -> tuple[int, ...]:
        """The monic characteristic polynomial of `integers`, highest power first."""
        return tuple(int(c) for c in reversed(self.integers.charpoly().coeffs()))

    @property
    def characteristic_polynomial(self) -> Vector:
        """The coefficients of det(λI − A), highest power first."""
        return tuple(c * self.unit**k for k, c in enumerate(self.integer_polynomial))

    @property
    def determinant(self) -> Fraction:
        """The determinant of a square matrix."""
        return int(self.integers.det()) * self.unit ** self.shape[0]

    @cached_property
    def inverse(self) -> Fractions | None:
        """The inverse of a square matrix, or None."""
        if self.rank < self.shape[0]:
            return None
        return tuple(
            tuple(Fraction(int(entry.p), int(entry.q)) / self.unit for entry in row)
            for row in self.integers.inv().table()
        )

    def subspaces(self) -> Subspaces:
        """Return orthonormal bases of the four fundamental subspaces."""
        transpose = self.integers.transpose()
        return Subspaces(
            null_space=self._basis(null_space(self.integers), self.shape[1]),
            column_space=self._basis(self._row_space(transpose), self.shape[0]),
            row_space=self._basis(self._row_space(self.integers), self.shape[1]),
            left_null_space=self._basis(null_space(transpose), self.shape[0]),
        )

    def _row_space(self, matrix: fmpz_mat) -> list[Vector]:
        reduced, _, rank = matrix.rref()
        return to_fractions(reduced)[:rank]

    @staticmethod
    def _basis(vectors: list[Vector], dimension: int) -> FloatMatrix:
        if len(vectors) == dimension:
            return np.eye(dimension)
        return orthonormal(vectors, dimension)


def manageable(fractions: Fractions) -> bool:
    """Whether exact arithmetic on the (m, n) fractions takes no noticeable time."""
    size = max(len(fractions), len(fractions[0]))
    if size > LARGEST_SIZE:
        return False
    unit = common_unit(fractions)
    bits = max(int(abs(entry / unit)).bit_length() for row in fractions for entry in row)
    return bits * size <= LARGEST_WORK


def common_unit(fractions: Fractions) -> Fraction:
    """Return the largest fraction of which all entries are integer multiples; 1 if all are 0."""
    entries = [entry for row in fractions for entry in row]
    above = math.gcd(*(entry.numerator for entry in entries))
    below = math.lcm(*(entry.denominator for entry in entries))
    return Fraction(above, below) if above else Fraction(1)


def to_fractions(matrix: fmpz_mat) -> list[Vector]:
    """Return the rows of an integer matrix."""
    return [tuple(Fraction(int(entry)) for entry in row) for row in matrix.table()]


def null_space(matrix: fmpz_mat) -> list[Vector]:
    """Return a basis of an integer matrix's null space, made of integers."""
    columns, nullity = matrix.nullspace()
    return to_fractions(columns.transpose())[:nullity]


def orthonormal(vectors: Sequence[Vector], dimension: int) -> FloatMatrix:
    """Return independent vectors made orthonormal, as columns, shape (dimension, count).

    The Gram-Schmidt process is exact, so that even nearly parallel vectors lose nothing.
    """
    done: list[Vector] = []
    for vector in vectors:
        rest = vector
        for other in done:
            share = _dot(rest, other) / _dot(other, other)
            rest = tuple(a - share * b for a, b in zip(rest, other, strict=True))
        done.append(rest)
    return unit_columns(done, dimension)


def unit_columns(vectors: Sequence[Vector], dimension: int) -> FloatMatrix:
    """Return non-zero vectors as unit columns whose first non-zero entry is positive."""
    columns = np.zeros((dimension, len(vectors)))
    for index, vector in enumerate(vectors):
        largest = max(abs(entry) for entry in vector)
        leading = next(entry for entry in vector if entry)
        scale = largest if leading > 0 else -largest
        column = np.array([float(entry / scale) for entry in vector])
        columns[:, index] = column / np.linalg.norm(column)
    return columns


def _dot(first: Vector, second: Vector) -> Fraction:
    return sum((a * b for a, b in zip(first, second, strict=True)), Fraction())
