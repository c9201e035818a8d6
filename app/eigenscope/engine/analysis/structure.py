"""Symmetric, normal, orthogonal: the properties that are equations between matrices.

One set of equations serves both kinds of arithmetic: arrays of fractions, which are compared
exactly, and arrays of floats, which are compared up to a tolerance.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from eigenscope.exact.types import ExactRows

if TYPE_CHECKING:
    from flint import fmpq, fmpq_mat

_FEW = 64  # entries that Python multiplies as quickly

Entries = npt.NDArray[Any]
"""float64, or objects of `fractions.Fraction`: an array of numbers that can be multiplied."""


@dataclass(frozen=True)
class Judge:
    """Compares arrays: exactly if `tolerance` is None, else up to it, relative to the largest."""

    tolerance: float | None

    def equal(self, first: Entries, second: Entries, scale: float = 0.0) -> bool:
        """Whether the arrays agree; `scale` is the least size the tolerance is relative to."""
        if self.tolerance is None:
            return bool(np.all(first == second))
        with np.errstate(over="ignore", invalid="ignore"):
            size = max(np.abs(first).max(), np.abs(second).max(), scale)
            return bool(np.isfinite(size)) and bool(
                np.abs(first - second).max() <= self.tolerance * size
            )

    def identity(self, n: int) -> Entries:
        """Return the (n, n) identity in this judge's arithmetic."""
        return np.eye(n, dtype=object if self.tolerance is None else np.float64)


@dataclass(frozen=True)
class Structure:
    """Which equations with its transpose a matrix satisfies."""

    symmetric: bool
    skew_symmetric: bool
    normal: bool
    orthogonal: bool


def fraction_array(rows: ExactRows) -> Entries:
    """Return an (m, n) array of fractions and surds."""
    array = np.empty((len(rows), len(rows[0])), dtype=object)
    for i, row in enumerate(rows):
        array[i, :] = row
    return array


def product(first: Entries, second: Entries) -> Entries:
    """Return first · second; of many fractions by FLINT, in a tenth of the time."""
    if first.dtype != object or first.size <= _FEW:
        result: Entries = first @ second
        return result
    return _table((_flint(first) * _flint(second)).table())


def _flint(entries: Entries) -> fmpq_mat:
    from flint import fmpq, fmpq_mat

    zero = fmpq(0)
    return fmpq_mat(
        [[fmpq(e.numerator, e.denominator) if e else zero for e in row] for row in entries.tolist()]
    )


def _table(rows: list[list[fmpq]]) -> Entries:
    zero = Fraction()
    return fraction_array(
        tuple(tuple(Fraction(int(e.p), int(e.q)) if e else zero for e in row) for row in rows)
    )


def structure(entries: Entries, judge: Judge, exponent: int = 0) -> Structure:
    """Judge the (n, n) array entries · 2^exponent; floats must have been scaled to about 1."""
    transpose = entries.T
    identity = judge.identity(len(entries))
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        gram = product(transpose, entries)
        if exponent:
            identity = np.ldexp(identity, -2 * exponent)
        return Structure(
            symmetric=judge.equal(entries, transpose),
            skew_symmetric=judge.equal(entries, -transpose),
            normal=_commutes(entries, judge),
            orthogonal=judge.equal(gram, identity),
        )


def _commutes(entries: Entries, judge: Judge) -> bool:
    """Whether the matrix commutes with its transpose.

    Its mean diagonal is taken out first: it commutes with everything, and would hide the rest.
    """
    n = len(entries)
    rest = entries - np.trace(entries) / n * judge.identity(n)
    return judge.equal(product(rest.T, rest), product(rest, rest.T))
