"""Rank, determinant, inverse and null space alone, as `analysis.analyse` decides them.

For expressions, which are worked out while someone types: without torch, and without all the rest
that an analysis finds.
"""

from __future__ import annotations

import contextlib
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.engine.analysis import determinant as determinants
from eigenscope.engine.analysis.decomposition import Decomposition, decompose, subspaces
from eigenscope.engine.analysis.decomposition import inverse as float_inverse
from eigenscope.engine.analysis.entries import MOST_EXACT
from eigenscope.exact.typed_fractions import typed_fractions
from eigenscope.exact.types import ExactRows, Fractions, fractions_of

if TYPE_CHECKING:
    from eigenscope.exact.rational_matrix import RationalMatrix
    from eigenscope.exact.root_matrix import RootMatrix

Numbers = npt.NDArray[Any]
"""float64 or complex128, all finite."""


class Decided:
    """An (m, n) matrix of which single facts are asked for.

    Parameters
    ----------
    matrix
        Its entries.
    exact
        The entries exactly, where all are known; else typed decimals are read as such.
    """

    def __init__(self, matrix: Numbers, exact: ExactRows | None) -> None:
        self.matrix = matrix
        self._rational: RationalMatrix | None = None
        self._roots = None if exact is None else _with_roots(exact)
        fractions = None if exact is None else fractions_of(exact)
        if exact is None and not np.iscomplexobj(matrix) and matrix.size <= MOST_EXACT:
            fractions = typed_fractions(matrix)
        if fractions is not None:
            from eigenscope.exact.rational_matrix import Exactness, RationalMatrix

            rational = RationalMatrix(fractions)
            self._rational = None if rational.reach is Exactness.NOTHING else rational

    @property
    def exact(self) -> bool:
        """Whether the rank is decided exactly."""
        return self._rational is not None or self._roots is not None

    @property
    def rank(self) -> int:
        """The rank: exact, or how many singular values exceed the tolerance of floats."""
        if self._rational is not None:
            return self._rational.rank
        if self._roots is not None:
            return self._roots.rank
        rank = self._decomposed().rank
        return rank // 2 if np.iscomplexobj(self.matrix) else rank

    @property
    def determinant(self) -> Fraction | float | complex:
        """The determinant of a square matrix: 0 whenever the rank is not full."""
        if self._rational is not None:
            return self._rational.determinant
        if np.iscomplexobj(self.matrix):
            full = self.rank == len(self.matrix)
            return complex(np.linalg.det(self.matrix)) if full else 0.0
        return determinants.determinant(self._decomposed(), None).value

    def inverse(self) -> Fractions | Numbers | None:
        """Return the inverse of a square matrix, None if it has none."""
        if self.rank < len(self.matrix):
            return None
        if self._rational is not None:
            return self._rational.inverse or self._rational.float_inverse()
        if np.iscomplexobj(self.matrix):
            return np.linalg.inv(self.matrix)
        return float_inverse(self._decomposed(), None)

    def null_space(self) -> Floats:
        """Return an orthonormal basis of a real matrix's null space as columns, (n, n − rank)."""
        from eigenscope.exact.rational_matrix import Exactness

        if self._rational is None:
            return subspaces(self._decomposed()).null_space
        if self._rational.reach is Exactness.WHOLE:
            return self._rational.null_space()
        return subspaces(decompose(self.matrix, None, rank=self.rank)).null_space

    def singular_values(self) -> Floats:
        """Return the singular values of a real matrix, (min(m, n),), descending."""
        from eigenscope.exact.rational_matrix import Exactness

        decomposition = decompose(self.matrix, None, rank=self.rank)
        if self._rational is not None and self._rational.reach is Exactness.WHOLE:
            from eigenscope.engine.analysis.exact_examination import corrected

            with contextlib.suppress(ArithmeticError):
                decomposition = corrected(decomposition, self._rational)
        with np.errstate(over="ignore", under="ignore"):
            values: Floats = np.ldexp(decomposition.singular_values, decomposition.exponent)
        return values

    def _decomposed(self) -> Decomposition:
        real, imaginary = self.matrix.real, self.matrix.imag
        if np.iscomplexobj(self.matrix):  # each singular value occurs twice
            return decompose(np.block([[real, -imaginary], [imaginary, real]]), None)
        return decompose(self.matrix, None)


def _with_roots(exact: ExactRows) -> RootMatrix | None:
    """Return exact entries some of which have roots, where what follows from them is known too."""
    if fractions_of(exact) is not None:
        return None
    from eigenscope.exact.root_matrix import root_matrix

    return root_matrix(exact)
