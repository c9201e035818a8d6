"""A small matrix with square roots in its entries, and what is decided of it without tolerances."""

from __future__ import annotations

from functools import cached_property

from eigenscope.arrays import Floats
from eigenscope.exact import matrices
from eigenscope.exact.closed_roots import closed_roots
from eigenscope.exact.rounding import as_floats
from eigenscope.exact.surd import ExactNumber, InexactError, Surd
from eigenscope.exact.types import ExactRows

LARGEST = 6
"""Rows or columns: the entries of an inverse grow with each."""


class RootMatrix:
    """An (m, n) matrix of fractions and surds; its properties raise `InexactError` if too long."""

    def __init__(self, entries: ExactRows) -> None:
        self.entries = entries
        self.shape = (len(entries), len(entries[0]))

    @cached_property
    def rank(self) -> int:
        """The rank."""
        return matrices.rank(self.entries)

    @property
    def trace(self) -> ExactNumber:
        """The trace of a square matrix."""
        return matrices.trace(self.entries)

    @cached_property
    def determinant(self) -> ExactNumber:
        """The determinant of a square matrix."""
        return matrices.determinant(self.entries)

    @cached_property
    def inverse(self) -> ExactRows | None:
        """The inverse of a square matrix, None if it has none."""
        return matrices.inverse(self.entries)

    def float_inverse(self) -> Floats:
        """Return the inverse of a square matrix of full rank in floats, each the nearest."""
        inverse = self.inverse
        assert inverse is not None
        return as_floats(inverse)

    @cached_property
    def characteristic_polynomial(self) -> tuple[ExactNumber, ...]:
        """The coefficients of det(λI − A), highest power first."""
        return matrices.characteristic_polynomial(self.entries)

    @cached_property
    def eigenvalues(self) -> tuple[Surd, ...]:
        """Eigenvalues, each as often as it counts; those without square roots alone are missing."""
        diagonal = [row[i] for i, row in enumerate(self.entries)]
        return closed_roots(self.characteristic_polynomial, diagonal)


def root_matrix(entries: ExactRows) -> RootMatrix | None:
    """Return a matrix of which all is known exactly; None if it is large, or its numbers get so."""
    matrix = RootMatrix(entries)
    if max(matrix.shape) > LARGEST:
        return None
    try:
        if matrix.rank and matrix.shape[0] == matrix.shape[1]:
            _ = matrix.determinant, matrix.inverse, matrix.eigenvalues
    except InexactError:
        return None
    return matrix
