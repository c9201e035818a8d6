"""Mean and covariance of a table of any length, in one pass over blocks of its rows.

The principal components of a data set need nothing else of it, so that a file larger than memory
is no harder than a small one. Blocks are merged as in T. F. Chan, G. H. Golub, R. J. LeVeque,
"Updating formulae and a pairwise algorithm for computing sample variances", Stanford 1979; all
sums are of float64, and of distances from the first row, so that a large offset costs no digits
and a constant column varies by exactly nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.engine.large.blocks import BLOCK
from eigenscope.engine.runtime.jobs import Cancellation

Array = npt.NDArray[np.generic]
Blocks = Callable[[], Iterator[Array]]
"""Gives the rows of a table (m, n) from the first on, as blocks (·, n); may be asked again."""

MOST_SAMPLED = 20_000  # rows that are kept to be drawn
_SAMPLED_ENTRIES = 4_000_000  # of them: wide rows are fewer
_TINY = 1e-250  # a sum of squares below it may have lost what was in it
_STEPS = 50  # times that a whole pass tells how far it has come


@dataclass(frozen=True, eq=False)
class Moments:
    """What a pass over a table finds.

    Column j is counted in units of 2 to the power of ``exponents[j]``, so that squares of huge
    and of tiny numbers neither overflow nor vanish; mostly that is 1.

    Attributes
    ----------
    count, left_out
        Rows of finite numbers, and other rows, which count for nothing.
    mean
        (n,), in those units.
    scatter
        (n, n): Σ (x − mean)(x − mean)ᵀ, in those units.
    exponents
        (n,) of whole numbers.
    sample, numbers
        Rows (s, n) evenly out of all finite ones, as they stand in the table, and where (s,).
    """

    count: int
    left_out: int
    mean: Floats
    scatter: Floats
    exponents: npt.NDArray[np.intp]
    sample: Floats
    numbers: npt.NDArray[np.intp]


def moments(
    blocks: Blocks, shape: tuple[int, int], cancellation: Cancellation | None = None
) -> Moments:
    """Return mean and scatter of a table in one pass, or two where numbers are huge or tiny.

    Parameters
    ----------
    blocks
        Gives the rows.
    shape
        The size of the table, (m, n), with n ≥ 1.
    cancellation
        Is told how far the work has come, and may end it.
    """
    sums = _Pass(shape, np.zeros(shape[1], dtype=np.intp), cancellation)
    sums.run(blocks)
    if sums.lost_digits:
        exponents = _exponents(blocks, shape[1], cancellation)
        sums = _Pass(shape, exponents, cancellation)
        sums.run(blocks)
    return sums.result()


def blocks_of(values: Array) -> Blocks:
    """Return the rows of a table (m, n) in memory, without a copy."""
    return lambda: iter((values,))


@dataclass(eq=False)
class _Pass:
    """One look at every row."""

    shape: tuple[int, int]
    exponents: npt.NDArray[np.intp]
    cancellation: Cancellation | None
    lost_digits: bool = False
    _rows_read: int = 0
    _count: int = 0
    _shift: Floats | None = None
    _sample: list[Floats] = field(default_factory=list)
    _numbers: list[npt.NDArray[np.intp]] = field(default_factory=list)

    def __post_init__(self) -> None:
        rows, columns = self.shape
        self._mean = np.zeros(columns)  # of the distances from the shift
        self._scatter = np.zeros((columns, columns))
        self._high = max(1, BLOCK // columns)
        self._buffer = np.empty((self._high, columns))
        self._ones = np.ones(self._high)
        most = max(2, min(MOST_SAMPLED, _SAMPLED_ENTRIES // columns))
        self._step = max(1, -(-rows // most))
        self._said = 0

    def run(self, blocks: Blocks) -> None:
        """Go through all rows."""
        with np.errstate(over="ignore", invalid="ignore"):
            for block in blocks():
                for top in range(0, len(block), self._high):
                    self._add(block[top : top + self._high])
                    self._tell()

    def result(self) -> Moments:
        """Return what was found."""
        columns = self.shape[1]
        shift = np.zeros(columns) if self._shift is None else self._shift
        nothing = np.empty((0, columns)), np.empty(0, dtype=np.intp)
        return Moments(
            count=self._count,
            left_out=self._rows_read - self._count,
            mean=shift + self._mean,
            scatter=self._scatter,
            exponents=self.exponents,
            sample=np.concatenate([nothing[0], *self._sample]),
            numbers=np.concatenate([nothing[1], *self._numbers]),
        )

    def _add(self, rows: Array) -> None:
        first, self._rows_read = self._rows_read, self._rows_read + len(rows)
        distances = self._buffer[: len(rows)]
        distances[...] = rows
        if self.exponents.any():
            np.ldexp(distances, -self.exponents, out=distances)
        if self._shift is None:
            finite = np.isfinite(distances).all(axis=1)
            if not finite.any():
                return
            self._shift = distances[np.argmax(finite)].copy()
        distances -= self._shift
        ones = self._ones[: len(rows)]
        total = ones @ distances
        finite_rows: npt.NDArray[np.bool_] | None = None
        if not np.isfinite(total).all():
            finite_rows = np.asarray(np.isfinite(rows.astype(np.float64)).all(axis=1))
            distances = distances[finite_rows]
            total = distances.sum(axis=0)
        self._keep(rows, finite_rows, first)
        if len(distances):
            self._merge(distances, total / len(distances))

    def _merge(self, distances: Floats, mean: Floats) -> None:
        count = len(distances)
        distances -= mean
        scatter = distances.T @ distances
        sizes = np.diagonal(scatter)
        if not np.isfinite(sizes).all() or distances[:, sizes < _TINY].any():
            self.lost_digits = not self.exponents.any()
        apart = mean - self._mean
        together = self._count + count
        self._scatter += scatter
        if self._count:
            self._scatter += np.outer(apart, apart) * (self._count * count / together)
        self._mean += apart * (count / together)
        self._count = together

    def _keep(self, rows: Array, finite_rows: npt.NDArray[np.bool_] | None, first: int) -> None:
        """Keep every so manieth row, if it is finite, to be drawn."""
        start = self._step // 2 if self.shape[0] > self._step else 0
        places = np.arange((start - first) % self._step, len(rows), self._step)
        if finite_rows is not None:
            places = places[finite_rows[places]]
        if len(places):
            self._sample.append(rows[places].astype(np.float64))
            self._numbers.append(places + first)

    def _tell(self) -> None:
        if self.cancellation is None:
            return
        self.cancellation.check()
        part = self._rows_read / max(1, self.shape[0])
        if int(part * _STEPS) > self._said:
            self._said = int(part * _STEPS)
            self.cancellation.progress(0.9 * part, "Covariance")


def _exponents(
    blocks: Blocks, columns: int, cancellation: Cancellation | None
) -> npt.NDArray[np.intp]:
    """Return the power of two above each column's largest finite number."""
    largest = np.zeros(columns)
    high = max(1, BLOCK // columns)
    for block in blocks():
        for top in range(0, len(block), high):
            sizes = np.abs(block[top : top + high].astype(np.float64))
            sizes[~np.isfinite(sizes).all(axis=1)] = 0.0
            np.maximum(largest, sizes.max(axis=0, initial=0.0), out=largest)
            if cancellation is not None:
                cancellation.check()
    return np.frexp(largest)[1].astype(np.intp)
