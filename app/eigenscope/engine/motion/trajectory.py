"""A path as a value: a matrix at every time from 0 to 1, and what is to be told about it.

Kept apart from the ways of making one, so that whoever shows a path needs to know nothing of
decompositions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from eigenscope.arrays import Floats
from eigenscope.engine.motion.factors import pencil_eigenvalues, singular_values
from eigenscope.engine.motion.motion_terms import Terms

EPSILON = float(np.finfo(np.float64).eps)
PASSES_THROUGH_ZERO = "passes-through-zero"

Pencil = tuple[Floats, Floats]
"""The ends X and Y of a straight motion whose rank is that of a path at each time."""


@dataclass(frozen=True)
class MotionStage:
    """A part of a path that deserves a caption.

    Attributes
    ----------
    name
        ``"move"``, ``"turn-and-stretch"``, ``"turn"``, ``"stretch"``, ``"turn-over"``; within a
        sequence ``"step"`` and ``"pause"``.
    t0, t1
        Its times, within 0 to 1.
    """

    name: str
    t0: float
    t1: float


@dataclass(frozen=True, eq=False)
class Path:
    """A matrix that moves as t goes from 0 to 1.

    Attributes
    ----------
    kind
        One of `PATH_KINDS`: the one asked for.
    start, end
        Of shape (p, n), read-only. A matrix with fewer rows than columns has got zero rows, so
        that space falls onto the plane within space.
    crosses_zero
        Whether the rank falls somewhere between although it is full at both ends. For square
        matrices: whether the determinant passes through 0.
    note
        What a person should be told, as a stable key: ``"passes-through-zero"``,
        ``"flip-needs-plane-reflection"`` (it turns instead), ``"straight-from-singular"`` (where
        the plane stands can't be undone, so the way from there is straight), or empty.
    stages
        The parts of the path, in order.
    """

    kind: str
    start: Floats
    end: Floats
    crosses_zero: bool
    note: str
    stages: tuple[MotionStage, ...]
    terms: Terms = field(repr=False)
    pencils: tuple[Pencil, ...] = field(repr=False)

    @property
    def remark(self) -> str:
        """The note, unless all it says is that the path passes through zero."""
        return "" if self.note == PASSES_THROUGH_ZERO else self.note

    def at(self, t: float) -> Floats:
        """Return the matrix at one time, in plain numpy.

        Parameters
        ----------
        t
            The time. Up to 0 gives `start`, from 1 on gives `end`, both to the last bit.

        Returns
        -------
        ndarray
            Of shape (p, n).
        """
        if t <= 0.0:
            return self.start.copy()
        if t >= 1.0:
            return self.end.copy()
        return self.terms.at(t)

    def sample(self, times: ArrayLike) -> Floats:
        """Return the matrices at many times, in one torch call.

        Parameters
        ----------
        times
            Of shape (T,), treated as `at` treats its time.

        Returns
        -------
        ndarray
            Of shape (T, p, n).
        """
        moments = np.asarray(times, dtype=np.float64).reshape(-1)
        matrices = self.terms.sample(moments)
        matrices[moments <= 0.0] = self.start
        matrices[moments >= 1.0] = self.end
        return matrices


def make_path(
    kind: str,
    start: Floats,
    end: Floats,
    terms: Terms,
    *,
    pencils: Sequence[Pencil],
    stages: tuple[MotionStage, ...],
    note: str,
) -> Path:
    """Make a path, with its ends read-only and its passage through zero found out.

    Parameters
    ----------
    kind, start, end, terms, pencils, stages
        As the attributes of `Path`.
    note
        What is to be told whatever else; a passage through zero is told where this is empty.

    Returns
    -------
    Path
        The path.
    """
    start, end = start.copy(), end.copy()
    start.flags.writeable = end.flags.writeable = False
    crosses = (
        has_full_rank(start)
        and has_full_rank(end)
        and any(_loses_rank_between(first, last) for first, last in pencils)
    )
    note = note or (PASSES_THROUGH_ZERO if crosses else "")
    return Path(kind, start, end, crosses, note, stages, terms, tuple(pencils))


def _loses_rank_between(first: Floats, last: Floats) -> bool:
    """Whether (1 − s)·first + s·last loses rank for an s between 0 and 1.

    It does where last − λ·first loses rank for a negative λ. Whether a λ is real can't be read off
    its imaginary part: that of a Jordan block comes out at about √ε. So the rank itself is asked,
    at the real part, as strictly as the arithmetic that found λ allows.
    """
    if not (has_full_rank(first) and has_full_rank(last)):
        return False
    scales, size = singular_values(first)[1], float(singular_values(last)[1][0])
    doubt = 16 * len(first) * EPSILON * float(scales[0] / scales[-1])
    share, power = math.frexp(size)  # by a power of two, which costs no digits, nothing overflows
    for value in pencil_eigenvalues(first, last):
        if value.real < 0:
            rest = np.ldexp(last, -power) - np.ldexp(value.real, -power) * first
            least = float(singular_values(rest)[1][-1])
            if least <= doubt * (share + np.ldexp(abs(value), -power) * float(scales[0])):
                return True
    return False


def has_full_rank(matrix: Floats) -> bool:
    """Whether the columns of a matrix (p, n) are independent, beyond doubt from rounding."""
    values = singular_values(matrix)[1]
    return bool(values[-1] > 8 * len(matrix) * EPSILON * values[0])
