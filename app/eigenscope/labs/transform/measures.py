"""What is measured of M(t): by how much it scales, its eigenvalues, and how they are written.

At its end the motion has reached A, and there the analysis of A decides, which may be exact; on
the way floats do, and what is nothing but their rounding is 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.labs.kit.colours import sign_slot
from eigenscope.labs.kit.running import Running, cleared, running
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import tidy_exponential
from eigenscope.wording.words import Text

if TYPE_CHECKING:
    from eigenscope.engine.analysis.results import Analysis

Complexes = npt.NDArray[np.complex128]

FACTOR_NAMES: Mapping[int, Text] = {1: "Length factor", 2: "Area factor", 3: "Volume factor"}
SIGNED_NAMES: Mapping[int, Text] = {
    1: "Signed length factor",
    2: "Signed area factor",
    3: "Signed volume factor",
}
DETERMINANT_NAMES: Mapping[int, Text] = {
    1: "det M(t), signed length factor",
    2: "det M(t), signed area factor",
    3: "det M(t), signed volume factor",
}
"""What M(t) multiplies sizes by, by the dimension of what it acts on."""

_FLAT = 1e-12  # of the product of the columns' lengths: less volume is none but for rounding
_LONGEST = 1e90  # of columns whose product is still a float
_REAL = 1e-5  # of the largest eigenvalue: how far rounding takes a threefold one off the real line


@dataclass(frozen=True, eq=False)
class Measures:
    """The numbers that run along the motion of an (m, n) matrix A.

    Attributes
    ----------
    at
        M(t), (p, n): p = m if A is square, 3 where a plane flips through space, max(m, n) else.
    stops
        The times at which it rests.
    reaches
        Whether M(1) is A.
    analysis
        Of A; None before the engine has answered.
    """

    shape: tuple[int, int]
    at: Callable[[float], Floats]
    stops: tuple[float, ...]
    reaches: bool
    analysis: Analysis | None

    @property
    def square(self) -> bool:
        """Whether A has a determinant and eigenvalues."""
        return self.shape[0] == self.shape[1]

    def size(self, t: float, moved: Floats) -> float | None:
        """Return by how much M(t) scales length, area or volume; None if A loses dimensions.

        It is signed where A is square: the determinant, and for a plane that flips through space
        the area with the sign of the side that is seen from above.
        """
        rows, columns = self.shape
        if rows < columns:
            return None
        end = self._end(t)
        if end is not None and self.square:
            return end.determinant
        with np.errstate(over="ignore"):
            if end is not None:
                return float(np.prod(end.singular_values))
            size = _oriented_size(moved, self.square)
            return 0.0 if _rounded_off(size, moved) else size

    def size_name(self, moved: Floats) -> Text:
        """Return what `size` is called; the determinant too is the factor that it is."""
        rows, columns = moved.shape
        if not self.square:
            return FACTOR_NAMES[columns]
        return DETERMINANT_NAMES[columns] if rows == columns else SIGNED_NAMES[columns]

    def slot(self, t: float, size: float | None) -> Slot:
        """Return the slot of the unit shape: whether `size` has turned it over or crushed it."""
        end = self._end(t)
        if end is not None:
            return sign_slot(0 if end.rank < self.shape[1] else end.determinant_sign or 1)
        if size is None:
            return sign_slot(0 if t >= 1 else 1)
        return sign_slot(size)

    def size_text(self, t: float, size: float) -> str:
        """Return a size as it is read."""
        end = self._end(t)
        if end is not None and size in (0.0, np.inf, -np.inf) and end.determinant_sign:
            return tidy_exponential(end.determinant_sign, end.log_abs_determinant or 0.0)
        return self.sizes(size)

    def eigenvalues(self, t: float, moved: Floats) -> Complexes:
        """Return the eigenvalues of M(t), (n,), by descending real and then imaginary part."""
        end = self._end(t)
        if end is not None:
            times = [each.algebraic_multiplicity for each in end.eigenvalues]
            return np.repeat([each.value for each in end.eigenvalues], times)
        values = np.asarray(np.linalg.eigvals(moved), np.complex128)
        real = np.abs(values.imag) <= _REAL * np.abs(values).max()
        values = np.where(real, cleared(values.real), values)
        order = np.lexsort((-values.imag, -values.real))
        ordered: Complexes = values[order]
        return ordered

    @cached_property
    def entries(self) -> Running:
        """How the entries of M(t) are written."""
        typed = self.reaches and len(self.stops) == 2  # then M(1) is A itself
        return running([self.at(t) for t in self.stops], sure=typed)

    @cached_property
    def sizes(self) -> Running:
        """How sizes and determinants are written."""
        sizes = [self.size(t, self.at(t)) for t in self.stops]
        return running([size for size in sizes if size is not None], sure=True)

    @cached_property
    def spectrum(self) -> Running:
        """How eigenvalues are written."""
        ends = [t for t in (0.0, 1.0) if np.isfinite(self.at(t)).all()]
        spectra = [self.eigenvalues(t, self.at(t)) for t in ends]
        return running(np.concatenate(spectra) if spectra else np.ones(1), sure=True)

    def _end(self, t: float) -> Analysis | None:
        """Return the analysis of A once M(t) is A."""
        return self.analysis if t >= 1 and self.reaches else None


def _oriented_size(moved: Floats, signed: bool) -> float:
    rows, columns = moved.shape
    if rows == columns:
        return float(np.linalg.det(moved))
    size = float(np.prod(np.linalg.svd(moved, compute_uv=False)))
    return -size if signed and np.linalg.det(moved[:columns]) < 0 else size


def _rounded_off(size: float, moved: Floats) -> bool:
    """Tell whether a size is nothing beside what columns of these lengths can span (Hadamard)."""
    longest = math.hypot(*moved.ravel().tolist())
    if longest < _LONGEST and abs(size) > _FLAT * longest ** moved.shape[1]:
        return False  # the common case, cheaply: no column is longer than that
    most = float(np.prod(np.linalg.norm(moved, axis=0)))
    return math.isfinite(most) and abs(size) <= _FLAT * most
