"""What an analysis says, as frozen values in plain numpy.

The results live apart from the methods that find them, so that every reader of a result (a panel,
a table, a JSON file) can import this module without importing torch or flint.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.wording.words import Text

ComplexMatrix = npt.NDArray[np.complex128]


@dataclass(frozen=True, eq=False)
class Eigenvalue:
    """One distinct eigenvalue of an (n, n) matrix.

    Attributes
    ----------
    value
        The eigenvalue; its imaginary part is exactly 0 if it is real.
    algebraic_multiplicity, geometric_multiplicity
        Its multiplicity as a root of the characteristic polynomial, and the dimension of its
        eigenspace.
    eigenvectors
        Shape (n, geometric_multiplicity): unit columns that span the eigenspace, float64 if the
        eigenvalue is real and complex128 otherwise.
    exact
        The eigenvalue in closed form, such as "(5 + √17)/2", or None where it has none that is
        short enough to read.
    """

    value: complex
    algebraic_multiplicity: int
    geometric_multiplicity: int
    eigenvectors: Floats | ComplexMatrix
    exact: str | None

    @property
    def is_real(self) -> bool:
        """Whether the eigenvalue is real."""
        return self.value.imag == 0.0

    @property
    def is_deficient(self) -> bool:
        """Whether its eigenspace has fewer dimensions than its algebraic multiplicity."""
        return self.geometric_multiplicity < self.algebraic_multiplicity


@dataclass(frozen=True, eq=False)
class Kind:
    """A name that fits a matrix, such as "rotation", with what determines it.

    Attributes
    ----------
    name
        The name in lower case; `kind_words` says it to people.
    parameters
        Angles are in radians, directions and normals are unit vectors as tuples.
    digits
        To how many significant digits the name fits; None where it fits exactly, or as exactly as
        float64 can tell where floats are all there is.
    """

    name: str
    parameters: Mapping[str, float | tuple[float, ...] | str]
    digits: int | None = None


@dataclass(frozen=True)
class Norms:
    """The usual norms; one that is too large for a float is inf."""

    frobenius: float
    spectral: float
    one: float
    infinity: float
    nuclear: float


_RANK_ALONE: Text = "rank and determinant exact, the rest in float64"


class Arithmetic(Enum):
    """In which arithmetic a matrix was decided; the value says so in words."""

    EXACT = "exact"
    EXACT_RANK = _RANK_ALONE
    FLOAT = "float64"


@dataclass(frozen=True)
class FloatReading:
    """What float64 with its tolerance decides where exact arithmetic decides otherwise.

    Attributes
    ----------
    rank
        How many singular values exceed the tolerance of `decomposition.zero_tolerance`.
    invertible, defective
        None if not square; defective if a matrix within that tolerance is.
    """

    rank: int
    invertible: bool | None
    defective: bool | None


@dataclass(frozen=True)
class ExactFacts:
    """What rational arithmetic decided, as text to be shown beside the floats.

    Attributes
    ----------
    rank
        The rank.
    trace, determinant
        Fractions such as "−7/2"; None if not square, or too long to be of use.
    inverse
        The rows of the inverse as fractions; None if there is none, or it is too long.
    eigenvalues
        One text for each distinct eigenvalue, in the order of `Analysis.eigenvalues`; None where
        there is no short closed form.
    characteristic_polynomial
        Such as "λ² − 5λ − 2"; None if not square, or too long.
    rotation_angle
        Such as "90°" or "arccos(3/5)" if the matrix is a rotation of the plane or of space.
    """

    rank: int
    trace: str | None
    determinant: str | None
    inverse: tuple[tuple[str, ...], ...] | None
    eigenvalues: tuple[str | None, ...]
    characteristic_polynomial: str | None
    rotation_angle: str | None


@dataclass(frozen=True, eq=False)
class Analysis:
    """Everything known about an (m, n) matrix; what needs a square one is None otherwise.

    Attributes
    ----------
    matrix
        The analysed matrix, shape (m, n).
    determinant_sign, log_abs_determinant
        The determinant where `determinant` itself underflows to 0 or overflows to inf: its sign
        (-1, 0 or 1) and the natural logarithm of its absolute value (-inf if it is 0).
    condition_number
        The ratio of the largest to the smallest singular value; inf if the rank is not full.
    singular_values
        Shape (min(m, n),), descending; those beyond the rank are exactly 0.
    eigenvalues
        The distinct eigenvalues, by descending real part and then descending imaginary part;
        empty if not square.
    characteristic_polynomial
        Shape (n + 1,): the coefficients of det(λI − A), the highest power first.
    defective
        Whether the eigenvectors fail to span the whole space.
    definiteness
        One of "positive definite", "positive semidefinite", "negative definite", "negative
        semidefinite", "indefinite"; None if not symmetric.
    inverse, inverse_reason, inverse_warning
        The inverse; why there is none; and why it is to be taken with care.
    null_space, column_space, row_space, left_null_space
        Orthonormal bases as columns: shapes (n, n − rank), (m, rank), (n, rank), (m, m − rank).
    kinds
        The names that fit, the most telling first.
    exact
        What rational arithmetic decided, as texts; None unless all of it was decided so.
    arithmetic
        In which arithmetic rank and determinant, and everything else, were decided.
    tolerance
        Singular values up to this one count as 0 in float64.
    float64
        What float64 decides, where that differs from what is said here; else None.
    """

    matrix: Floats
    shape: tuple[int, int]
    rank: int
    trace: float | None
    determinant: float | None
    determinant_sign: int | None
    log_abs_determinant: float | None
    norms: Norms
    condition_number: float
    singular_values: Floats
    eigenvalues: tuple[Eigenvalue, ...]
    characteristic_polynomial: Floats | None
    defective: bool | None
    symmetric: bool
    normal: bool
    orthogonal: bool
    definiteness: str | None
    invertible: bool
    inverse: Floats | None
    inverse_reason: Text | None
    inverse_warning: Text | None
    null_space: Floats
    column_space: Floats
    row_space: Floats
    left_null_space: Floats
    kinds: tuple[Kind, ...]
    exact: ExactFacts | None
    arithmetic: Arithmetic
    tolerance: float
    float64: FloatReading | None

    @property
    def diagonalisable(self) -> str | None:
        """Over which numbers it is: "real", "complex" only, or "no"; None if not square."""
        if self.defective is None:
            return None
        if self.defective:
            return "no"
        return "real" if all(e.is_real for e in self.eigenvalues) else "complex"
