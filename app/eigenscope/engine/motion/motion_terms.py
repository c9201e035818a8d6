"""A matrix that moves, as a sum of constant matrices times simple functions of time.

M(t) = Σ c_k(t)·B_k with c_k(t) = sᵃ·cos(θs − φ), where s runs from 0 to 1 over the term's own
stretch of time and a is 0 or 1. Straight motion, turning and stretching are all of this form, so
one frame costs a few numpy operations, and a thousand frames are one matrix product.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.motion.rotation import Wave


class Term(NamedTuple):
    """One summand s^power·cos(angle·s − phase)·matrix, with s from 0 to 1."""

    power: int
    angle: float
    phase: float
    matrix: Floats


@dataclass(frozen=True, eq=False)
class Terms:
    """A sum of K terms, each alive between two times.

    Attributes
    ----------
    begin, end
        Of shape (K,): the times, within 0 to 1, from and until which a term is alive. Where one
        term takes over from another the two times are the same to the last bit, so that no time
        falls between them or to both.
    power, angle, phase
        Of shape (K,): the coefficient functions.
    matrices
        Of shape (K, p, n).
    """

    begin: Floats
    end: Floats
    power: Floats
    angle: Floats
    phase: Floats
    matrices: Floats

    def coefficients(self, times: Floats | float) -> Floats:
        """Return c_k(t), of shape (…, K) for times of shape (…), within 0 ≤ t < 1."""
        now = np.asarray(times, dtype=np.float64)[..., None]
        alive = (now >= self.begin) & (now < self.end)
        s = (now - self.begin) / (self.end - self.begin)
        values: Floats = np.where(self.power, s, 1.0) * np.cos(self.angle * s - self.phase) * alive
        return values

    def at(self, time: float) -> Floats:
        """Return M(t), of shape (p, n), for one time within 0 ≤ t < 1."""
        terms, rows, columns = self.matrices.shape
        product: Floats = self.coefficients(time) @ self.matrices.reshape(terms, -1)
        return product.reshape(rows, columns)

    def sample(self, times: Floats) -> Floats:
        """Return M(t), of shape (T, p, n), for times of shape (T,), in one product."""
        terms, rows, columns = self.matrices.shape
        product: Floats = self.coefficients(times) @ self.matrices.reshape(terms, -1)
        return product.reshape(-1, rows, columns)

    def during(self, begin: float, end: float) -> Terms:
        """Return the same motion squeezed into the time from `begin` to `end`."""

        def moved(times: Floats) -> Floats:
            return np.where(times == 1.0, end, begin + (end - begin) * times)

        return replace(self, begin=moved(self.begin), end=moved(self.end))

    def on(self, standing: Floats, rows: int) -> Terms:
        """Return M(t)·S for S of shape (n, k), with zero rows added until there are `rows`."""
        products = self.matrices @ standing
        missing = rows - products.shape[1]
        return replace(self, matrices=np.pad(products, ((0, 0), (0, missing), (0, 0))))


def as_terms(terms: Sequence[Term]) -> Terms:
    """Gather terms, at least one, that are alive from 0 to 1."""
    power, angle, phase, matrices = zip(*terms, strict=True)
    return Terms(
        begin=np.zeros(len(power)),
        end=np.ones(len(power)),
        power=np.array(power, dtype=np.float64),
        angle=np.array(angle, dtype=np.float64),
        phase=np.array(phase, dtype=np.float64),
        matrices=np.array(matrices, dtype=np.float64),
    )


def joined(parts: Sequence[Terms]) -> Terms:
    """Return the sum of several motions."""
    return Terms(
        begin=np.concatenate([part.begin for part in parts]),
        end=np.concatenate([part.end for part in parts]),
        power=np.concatenate([part.power for part in parts]),
        angle=np.concatenate([part.angle for part in parts]),
        phase=np.concatenate([part.phase for part in parts]),
        matrices=np.concatenate([part.matrices for part in parts]),
    )


def straight(first: Floats, last: Floats) -> Terms:
    """Return the motion (1 − s)·first + s·last."""
    return as_terms([Term(0, 0.0, 0.0, first), Term(1, 0.0, 0.0, last - first)])


def turning(waves: Sequence[Wave], first: Floats, last: Floats) -> Terms:
    """Return the motion R(s)·((1 − s)·first + s·last), with R given by its waves."""
    change = last - first
    still = not change.any()
    terms: list[Term] = []
    for angle, phase, matrix in waves:
        terms.append(Term(0, angle, phase, matrix @ first))
        if not still:
            terms.append(Term(1, angle, phase, matrix @ change))
    return as_terms(terms)
