"""What is known of a matrix while its analysis is put together, in whichever arithmetic."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.decomposition import Decomposition, Subspaces
from eigenscope.engine.analysis.determinant import Determinant
from eigenscope.engine.analysis.results import Arithmetic, Eigenvalue, FloatReading, Kind
from eigenscope.engine.analysis.structure import Structure
from eigenscope.exact.rational_matrix import RationalMatrix
from eigenscope.exact.root_matrix import RootMatrix


@dataclass(frozen=True, eq=False)
class Square:
    """What only a square matrix has."""

    structure: Structure
    trace: float
    determinant: Determinant
    eigenvalues: tuple[Eigenvalue, ...]
    polynomial: Floats
    inverse: Floats | None

    @property
    def defective(self) -> bool:
        """Whether the eigenvectors fail to span the space."""
        return any(eigenvalue.is_deficient for eigenvalue in self.eigenvalues)


@dataclass(frozen=True, eq=False)
class Examined:
    """An (m, n) matrix with all that was decided of it.

    Attributes
    ----------
    decomposition
        Its rank is the one that was decided, and its singular values are right to a double.
    known
        The matrix in exact numbers, if all that can be written of it was decided exactly.
    reading
        What float64 decides otherwise.
    """

    matrix: Floats
    decomposition: Decomposition
    spaces: Subspaces
    square: Square | None
    kinds: tuple[Kind, ...]
    arithmetic: Arithmetic
    known: RationalMatrix | RootMatrix | None = None
    reading: FloatReading | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.matrix.shape[0], self.matrix.shape[1]

    @property
    def condition(self) -> float:
        """Largest by smallest singular value; inf without full rank."""
        values = self.decomposition.singular_values
        # The smallest may underflow even if the rank is full.
        if self.decomposition.rank < len(values) or not values[-1]:
            return math.inf
        with np.errstate(over="ignore"):
            return float(values[0] / values[-1])
