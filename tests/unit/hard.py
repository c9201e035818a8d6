"""Sixty matrices that are hard in floats, as the texts that a person would type or paste."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

SYMMETRIC = (
    "[[-0.14177791703705273,-0.21308830931479938,-0.2761708016989618],"
    "[-0.21308830931479938,-0.3202658673196127,-0.4150771181154041],"
    "[-0.2761708016989618,-0.4150771181154041,-0.5379562156433361]]"
)
"""NumPy's print of a matrix of rank 1: as typed, its rank is 3."""


@dataclass(frozen=True)
class Hard:
    """A matrix by the texts of its entries."""

    name: str
    texts: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        return "[" + ", ".join("[" + ", ".join(row) + "]" for row in self.texts) + "]"

    @property
    def rows(self) -> tuple[tuple[Fraction, ...], ...]:
        return tuple(tuple(map(Fraction, row)) for row in self.texts)

    @property
    def square(self) -> bool:
        return len(self.texts) == len(self.texts[0])


def _hard(name: str, rows: object) -> Hard:
    table = np.array(rows, dtype=object)
    return Hard(name, tuple(tuple(str(entry) for entry in row) for row in table))


def _typed(
    name: str, array: np.ndarray[tuple[int, ...], np.dtype[np.float64]], digits: int
) -> Hard:
    return _hard(name, [[f"{entry:.{digits}g}" for entry in row] for row in array.tolist()])


def _pascal(n: int) -> Hard:
    rows = [[math.comb(i + j, i) for j in range(n)] for i in range(n)]
    return _hard(f"Pascal {n}", rows)


def laplacian(height: int, width: int, factor: int = 1) -> Hard:
    n = height * width
    rows = [[0] * n for _ in range(n)]
    for k in range(n):
        i, j = divmod(k, width)
        for p, q in ((i + 1, j), (i, j + 1)):
            if p < height and q < width:
                other = p * width + q
                rows[k][other] = rows[other][k] = -factor
                rows[k][k] += factor
                rows[other][other] += factor
    return _hard(f"Laplacian of {height}×{width}, times {factor}", rows)


def _hilbert(n: int) -> Hard:
    return _hard(f"Hilbert {n}", [[f"1/{i + j + 1}" for j in range(n)] for i in range(n)])


def _gram(n: int, width: float, digits: int) -> Hard:
    places = np.arange(n) / 4
    kernel = np.exp(-((places[:, None] - places[None, :]) ** 2) / width)
    return _typed(f"kernel of {n}, width {width}, {digits} digits", kernel, digits)


def _low_rank(m: int, n: int, rank: int, digits: int, seed: int) -> Hard:
    chance = np.random.default_rng(seed)
    array = chance.normal(size=(m, rank)) @ chance.normal(size=(rank, n))
    return _typed(f"rank {rank} in {m}×{n} with {digits} digits", array, digits)


def _jordan(n: int, value: str, seed: int) -> Hard:
    """Return S·J·S⁻¹ with one block and a unimodular S, so that all digits stay."""
    chance = np.random.default_rng(seed)
    lower = np.tril(chance.integers(-1, 2, size=(n, n)), -1) + np.eye(n, dtype=int)
    inverse = np.rint(np.linalg.inv(lower)).astype(int)
    block = [[Fraction(value) if i == j else Fraction(int(j == i + 1)) for j in range(n)]
             for i in range(n)]  # fmt: skip
    rows = np.array(lower, dtype=object) @ np.array(block, dtype=object)
    return _hard(f"one block of {n} with {value}", rows @ np.array(inverse, dtype=object))


ONES = [["1", "1"], ["1", "1.00000000000001"]]
HARD = (
    _hard("issue: 14 decimals", ONES),
    _hard("15 digits, transposed scale", [["1e8", "1e8"], ["1e-8", "1.00000000000001e-8"]]),
    _hard("16 digits", [["0.3333333333333333", "0.6666666666666666"], ["0.5", "1"]]),
    _hard("beyond doubles", [["1", "1"], ["1", "1.00000000000000000001"]]),
    _hard("a third and its digits", [["1/3", "0.333333333333333"], ["1", "1"]]),
    _hard("issue: symmetric", [row.split(",") for row in SYMMETRIC[2:-2].split("],[")]),
    _hard("normal, turned by a little", [["1", "-1e-14"], ["1e-14", "1"]]),
    _hard("rotation with 12 digits", [["0.866025403784", "-0.5"], ["0.5", "0.866025403784"]]),
    _hard("upper with a tiny corner", [["1", "1"], ["1e-15", "1"]]),
    _hard("close eigenvalues", [["1", "1"], ["0", "1.000000000000001"]]),
    *(_pascal(n) for n in (5, 8, 10, 12, 15, 18, 20)),
    laplacian(2, 5, 32),
    laplacian(3, 4),
    laplacian(4, 5),
    laplacian(5, 6),
    laplacian(5, 10),
    *(_hilbert(n) for n in (6, 8, 10, 12)),
    *(_gram(n, 2.0, digits) for n in (4, 6, 8) for digits in (14, 16)),
    _gram(10, 8.0, 15),
    _gram(6, 100.0, 15),
    _gram(5, 0.01, 15),
    *(_low_rank(n, n, 1, 16, n) for n in (3, 4, 5)),
    *(_low_rank(n, n, 2, 15, n) for n in (4, 6)),
    _low_rank(4, 7, 2, 14, 1),
    _low_rank(7, 3, 1, 16, 2),
    _low_rank(6, 4, 3, 15, 3),
    _low_rank(3, 9, 3, 12, 4),
    *(_jordan(n, value, n) for n, value in ((3, "0.1"), (4, "1/3"), (5, "2"), (6, "-0.25"))),
    _hard("huge", [["1e300", "2e300"], ["3e300", "-1e300"]]),
    _hard("tiny", [["1e-300", "2e-300"], ["3e-300", "-1e-300"]]),
    _hard("the largest", [["1e308", "1e308"], ["1e308", "-1e308"]]),
    _hard("the smallest", [["1e-308", "2e-308"], ["4e-308", "1e-308"]]),
    _hard("huge and singular", [["1e300", "2e300"], ["2e300", "4e300"]]),
    _hard("huge beside tiny", [["1e150", "0"], ["0", "1e-150"]]),
    _hard("graded", [["1", "1e-7", "1e-14"], ["1e-7", "1e-14", "1e-21"],
                     ["1e-14", "1e-21", "2e-28"]]),
    _hard("wide and huge", [["1e300", "-1e300", "3e300"], ["2e300", "5e300", "1e299"]]),
    _hard("tall and tiny", [["1e-300", "2e-300"], ["3e-300", "1e-300"], ["5e-300", "0"]]),
    _hard("wide, nearly dependent", [["1", "2", "3"], ["1", "2", "3.00000000000001"]]),
    _hard("tall, dependent", [["0.1", "0.2"], ["0.3", "0.6"],
                              ["0.123456789012345", "0.24691357802469"]]),
    _hard("companion of (x − 1)⁵", [[0, 0, 0, 0, 1], [1, 0, 0, 0, -5], [0, 1, 0, 0, 10],
                                   [0, 0, 1, 0, -10], [0, 0, 0, 1, 5]]),
    _hard("Wilkinson's companion", [[21, -175, 735, -1624, 1764, -720], *np.eye(5, 6, dtype=int)]),
    _hard("magic", [[16, 2, 3, 13], [5, 11, 10, 8], [9, 7, 6, 12], [4, 14, 15, 1]]),
    _hard("large whole numbers", [[2**60, 2**60 + 1], [2**60 - 1, 2**60]]),
)  # fmt: skip
