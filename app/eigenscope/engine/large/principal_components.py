"""Principal components: the directions in which data vary most, and how much.

They are the eigenvectors of the covariance matrix (K. Pearson, "On lines and planes of closest fit
to systems of points in space", Philosophical Magazine 2, 1901), or of the correlation matrix where
every column is divided by its standard deviation first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.engine.large.streaming_covariance import Moments
from eigenscope.engine.motion.factors import symmetric_eigen
from eigenscope.engine.motion.polar import EPSILON, groups_of, upright

_FAR = 1000  # powers of two from which differences might overflow


@dataclass(frozen=True, eq=False)
class PrincipalComponents:
    """The principal components of a table with n columns.

    Attributes
    ----------
    mean
        (n,), of the columns.
    divisors
        (n,): what each column is divided by: its standard deviation, or 1.
    deviations
        (n,): standard deviations along the axes, the largest first. Those that are nothing but
        rounding are exactly 0.
    axes
        (n, n): orthonormal columns, each with its first entry that counts positive.
    covariance
        (n, n), of the columns once they are divided; infinite where it overflows.
    constant
        (n,): whether a column is the same in every row.
    ambiguous
        (n,): whether an axis could be any other in a plane or space with its neighbours, for they
        have the same deviation.
    """

    mean: Floats
    divisors: Floats
    deviations: Floats
    axes: Floats
    covariance: Floats
    constant: npt.NDArray[np.bool_]
    ambiguous: npt.NDArray[np.bool_]

    @property
    def rank(self) -> int:
        """In how many directions the data vary."""
        return int(np.count_nonzero(self.deviations))

    @property
    def shares(self) -> Floats:
        """Return (n,) parts of the whole variance; all 0 where nothing varies."""
        largest = float(self.deviations[0])
        squares = (self.deviations / largest) ** 2 if largest else np.zeros(len(self.deviations))
        shares: Floats = squares / max(float(squares.sum()), 1.0)
        return shares

    def centred(self, rows: Floats, unit: float = 1.0) -> Floats:
        """Return rows (s, n) as distances from the mean, divided as the columns are, in units."""
        sizes = np.maximum(np.abs(rows).max(axis=0, initial=0.0), np.abs(self.mean))
        exponents = np.frexp(sizes)[1]
        divisors = self.divisors * unit
        if (np.abs(exponents) < _FAR).all():
            plain: Floats = (rows - self.mean) / divisors
            return plain
        apart = np.ldexp(rows, -exponents) - np.ldexp(self.mean, -exponents)
        distances: Floats = apart / np.ldexp(divisors, -exponents)
        return distances

    def scores(self, rows: Floats, count: int, unit: float = 1.0) -> Floats:
        """Return the coordinates (s, count) of rows (s, n) along the first axes, in units."""
        coordinates: Floats = self.centred(rows, unit) @ self.axes[:, :count]
        return coordinates


def principal_components(table: Moments, standardise: bool = False) -> PrincipalComponents:
    """Return the principal components of a table, given its moments.

    Parameters
    ----------
    found
        Its moments; with fewer than two rows nothing varies.
    standardise
        Whether every column is divided by its standard deviation first; a constant one is not.
    """
    exponents = table.exponents
    covariance = table.scatter / max(table.count - 1, 1)
    own = np.sqrt(np.diagonal(covariance))
    constant = own == 0
    varying = exponents[~constant]
    common = int(varying.max()) if varying.size else 0
    if standardise:
        divide = np.where(constant, 1.0, own)
        matrix = covariance / np.outer(divide, divide)
        np.fill_diagonal(matrix, np.where(constant, 0.0, 1.0))
        divisors = np.where(constant, 1.0, np.ldexp(own, exponents))
        common = 0
    else:
        less = exponents - common
        matrix = np.ldexp(np.ldexp(covariance, less[:, None]), less[None, :])
        divisors = np.ones(len(own))
    variances, axes = _descending(matrix)
    deviations = np.sqrt(variances)
    with np.errstate(over="ignore"):
        shown = np.ldexp(matrix, 2 * common)
    return PrincipalComponents(
        mean=np.ldexp(table.mean, exponents),
        divisors=divisors,
        deviations=np.ldexp(deviations, common),
        axes=upright(axes),
        covariance=shown,
        constant=constant,
        ambiguous=_ambiguous(deviations),
    )


def _descending(matrix: Floats) -> tuple[Floats, Floats]:
    """Return eigenvalues, the largest first and rounding as exactly 0, and eigenvectors."""
    values, vectors = symmetric_eigen(matrix)
    values, vectors = values[::-1].copy(), vectors[:, ::-1]
    values[values <= 8 * len(values) * EPSILON * max(float(values[0]), 0.0)] = 0.0
    return values, vectors


def _ambiguous(deviations: Floats) -> npt.NDArray[np.bool_]:
    ambiguous = np.zeros(len(deviations), dtype=np.bool_)
    if not deviations[0]:
        return ~ambiguous
    for group in groups_of(deviations):
        ambiguous[group] = len(group) > 1
    return ambiguous
