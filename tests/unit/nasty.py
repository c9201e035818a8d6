"""Matrices that trip naive methods, with their entries as exact fractions.

An irrational entry stands for the double next to it, so that every entry here is a rational number
and a reference at any precision can be computed from it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

Rows = tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True)
class Nasty:
    """A matrix; `given` says whether the fractions are to be handed to the analysis."""

    name: str
    rows: Rows
    given: bool = False

    @property
    def floats(self) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        return np.array([[float(entry) for entry in row] for row in self.rows])

    @property
    def square(self) -> bool:
        return len(self.rows) == len(self.rows[0])


def _nasty(name: str, rows: object, given: bool = False) -> Nasty:
    table = np.array(rows, dtype=object)
    return Nasty(name, tuple(tuple(_fraction(e) for e in row) for row in table), given)


def _fraction(entry: object) -> Fraction:
    """Read 0.1 as a tenth, as a person means it, and a long decimal as the double it is."""
    if isinstance(entry, float):
        text = repr(entry)
        return Fraction(text) if len(text.strip("-0.").split("e")[0]) <= 14 else Fraction(entry)
    return Fraction(str(entry))


def _hilbert(n: int) -> Nasty:
    rows = [[Fraction(1, i + j + 1) for j in range(n)] for i in range(n)]
    return Nasty(f"Hilbert {n}", tuple(map(tuple, rows)), given=True)


def _jordan(name: str, *blocks: tuple[object, int]) -> Nasty:
    n = sum(size for _, size in blocks)
    rows: list[list[object]] = [[0] * n for _ in range(n)]
    start = 0
    for value, size in blocks:
        for i in range(start, start + size):
            rows[i][i] = value
            if i > start:
                rows[i - 1][i] = 1
        start += size
    return _nasty(name, rows)


def _companion(name: str, *coefficients: int) -> Nasty:
    """Return the companion matrix of a monic polynomial, given without its leading 1."""
    n = len(coefficients)
    rows = [[0] * n for _ in range(n)]
    for i in range(n):
        rows[i][n - 1] = -coefficients[n - 1 - i]
        if i:
            rows[i][i - 1] = 1
    return _nasty(name, rows)


def _integers(m: int, n: int, seed: int) -> Nasty:
    entries = np.random.default_rng(seed).integers(-9, 10, size=(m, n))
    return _nasty(f"random integers {m}×{n} ({seed})", entries.tolist())


C30, S30 = math.cos(math.pi / 6), math.sin(math.pi / 6)
C1, S1 = math.cos(1.0), math.sin(1.0)
SIMILAR_JORDAN = [[5, 4, 2, 1], [0, 1, -1, -1], [-1, -1, 3, 0], [1, 1, -1, 2]]
"""Has eigenvalues 1, 2 and a block of size 2 at 4: the classic example of a Jordan form."""

NASTY = (
    *(_hilbert(n) for n in range(3, 9)),
    _jordan("Jordan 2", (1, 2)),
    _jordan("Jordan 3", (-2, 3)),
    _jordan("Jordan 5", (3, 5)),
    _jordan("Jordan 2 + 1", (2, 2), (2, 1)),
    _jordan("Jordan 3 + 2 + 1", (2, 3), (2, 2), (5, 1)),
    _jordan("Jordan of a decimal", ("0.1", 4)),
    _nasty("shear by a thousandth", [[1, 0.001], [0, 1]]),
    _nasty("close eigenvalues", [[1, 1], [0, 1.000001]]),
    _nasty("hidden Jordan block", SIMILAR_JORDAN),
    _nasty("rotation by 90°", [[0, -1], [1, 0]]),
    _nasty("rotation by 30°", [[C30, -S30], [S30, C30]]),
    _nasty("rotation by 1 rad about z", [[C1, -S1, 0], [S1, C1, 0], [0, 0, 1]]),
    _nasty("rational rotation", [["3/5", "-4/5"], ["4/5", "3/5"]], given=True),
    _nasty("nearly a rotation", [[0.866, -0.5], [0.5, 0.866]]),
    _nasty("orthogonal projection", [["1/2", "1/2"], ["1/2", "1/2"]]),
    _nasty("oblique projection", [[1, 1, 0], [0, 0, 0], [0, 0, 0]]),
    _nasty(
        "projection onto a plane",
        [["2/3", "-1/3", "-1/3"], ["-1/3", "2/3", "-1/3"], ["-1/3", "-1/3", "2/3"]],
        given=True,
    ),
    _nasty("nearly singular", [[1, 1], [1, 1.00000001]]),
    _nasty("very nearly singular", [[1, 1], [1, 1.00000000001]]),
    _nasty("singular with large entries", [[123456789, 987654321], [246913578, 1975308642]]),
    _nasty("huge", [[1e300, 2e299], [-3e299, 1e300]]),
    _nasty("huge and defective", [[1e300, 1e300], [0, 1e300]]),
    _nasty("tiny", [[1e-300, 2e-301], [3e-301, 1e-300]]),
    _nasty("1e-200 times I", [[1e-200, 0], [0, 1e-200]]),
    _nasty("huge beside tiny", [[1e150, 0], [0, 1e-150]]),
    _nasty("graded", [[1, 1e-5, 1e-10], [1e-5, 1e-10, 1e-15], [1e-10, 1e-15, 2e-20]]),
    _nasty("badly scaled", [[1, 1e8], [1e-8, 3]]),
    _nasty("coupled by next to nothing", [[0, 1e200, 0], [1e200] * 3, [0, 1, 1e200]]),
    _nasty("wide", [[1, 2, 3], [4, 5, 6]]),
    _nasty("tall and deficient", [[1, 2], [2, 4], [3, 6], [4, 8]]),
    _nasty("one row", [[3, -4, 12]]),
    _nasty("one column", [[1], [0], [-1]]),
    _nasty("zero 3×2", [[0, 0], [0, 0], [0, 0]]),
    _nasty("1×1", [[-7]]),
    _nasty("1×1 zero", [[0]]),
    _nasty("zero 3×3", [[0, 0, 0], [0, 0, 0], [0, 0, 0]]),
    _nasty("identity 4×4", np.eye(4, dtype=int).tolist()),
    _nasty("minus identity", [[-1, 0, 0], [0, -1, 0], [0, 0, -1]]),
    _nasty("cycle of 3", [[0, 0, 1], [1, 0, 0], [0, 1, 0]]),
    _nasty("cycle of 5", np.roll(np.eye(5, dtype=int), 1, axis=0).tolist()),
    _nasty("two equal cycles", np.kron(np.eye(2, dtype=int), [[0, 0, 1], [1, 0, 0], [0, 1, 0]])),
    _nasty("nilpotent of index 3", [[2, 1, 1], [-2, -1, 0], [-2, -1, -1]]),
    _nasty("nilpotent of index 2", [[6, -9], [4, -6]]),
    _nasty("symmetric with repeated eigenvalues", [[2, 1, 1], [1, 2, 1], [1, 1, 2]]),
    _nasty("repeated surds", np.kron([[1, 2], [3, 4]], np.eye(2, dtype=int)).tolist()),
    _nasty("defective surds", [[1, 2, 1, 0], [3, 4, 0, 1], [0, 0, 1, 2], [0, 0, 3, 4]]),
    _companion("companion of (x−1)⁴", -4, 6, -4, 1),
    _companion("companion of (x²+1)²", 0, 2, 0, 1),
    _companion("companion of x³−x−1", 0, -1, -1),
    _companion("companion of Wilkinson 6", -21, 175, -735, 1624, -1764, 720),
    _nasty("magic 4×4, singular", [[16, 2, 3, 13], [5, 11, 10, 8], [9, 7, 6, 12], [4, 14, 15, 1]]),
    _nasty("skew", [[0, -3, 2], [3, 0, -1], [-2, 1, 0]]),
    *(_integers(n, n, seed=n) for n in range(2, 9)),
    _integers(3, 5, seed=1),
    _integers(7, 4, seed=2),
)
