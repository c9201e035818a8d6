"""Gauss–Jordan elimination, one row operation at a time, so that each can be shown.

All arithmetic is on fractions, which neither overflow nor round: a double is a fraction too. Only
what counts as zero differs. Where the entries are meant exactly, 0 alone does; where they are
rounded, so does what rounding may have left. Neither torch nor flint is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from eigenscope.exact.types import Fractions

ONE, NONE, INFINITE = "one", "none", "infinite"
"""How many solutions a system has."""

SWAP, SCALE, ADD = "swap", "scale", "add"
_NOISE = 16 * Fraction(1, 2**52)  # that an entry may be wrong by, relative to what it is a sum of
_ROUNDED_BITS = 200  # of a fraction that is rounded anyway: longer ones only take time

Row = tuple[Fraction, ...]


@dataclass(frozen=True)
class RowOperation:
    """What happens to one row, counted from 0.

    ``kind`` is `SWAP` (``row`` and ``other`` change places), `SCALE` (``row`` is multiplied by
    ``factor``) or `ADD` (``factor`` times ``other`` is added to ``row``).
    """

    kind: str
    row: int
    other: int
    factor: Fraction = Fraction(1)


@dataclass(frozen=True)
class Step:
    """A row operation and the augmented matrix (m, n + 1) after it."""

    operation: RowOperation
    rows: Fractions


@dataclass(frozen=True, eq=False)
class Elimination:
    """The way from [A | b] to its reduced row echelon form, and what that says.

    Attributes
    ----------
    start
        [A | b], shape (m, n + 1).
    steps
        The row operations in order; the last one leaves the reduced form.
    pivots
        Column of each pivot row's leading 1, among the n columns of A.
    kind
        `ONE`, `NONE` or `INFINITE`.
    particular
        The solution whose free unknowns are 0, (n,), or None if there is none.
    null_basis
        Special solutions of Ax = 0, each with one free unknown 1: n − rank vectors (n,).
    exact
        Whether the entries are meant exactly, so that the fractions are worth showing.
    """

    start: Fractions
    steps: tuple[Step, ...]
    pivots: tuple[int, ...]
    kind: str
    particular: Row | None
    null_basis: tuple[Row, ...]
    exact: bool

    @property
    def reduced(self) -> Fractions:
        """The reduced row echelon form of [A | b]."""
        return self.steps[-1].rows if self.steps else self.start

    @property
    def rank(self) -> int:
        """The rank of A."""
        return len(self.pivots)

    @property
    def unknowns(self) -> int:
        """The number n of unknowns."""
        return len(self.start[0]) - 1

    def stages(self) -> tuple[Fractions, ...]:
        """Return the augmented matrix before the first step and after each."""
        return (self.start, *(step.rows for step in self.steps))


class _Rows:
    """The augmented matrix at work, with the sizes of what each entry is a sum of."""

    def __init__(self, rows: Fractions, exact: bool) -> None:
        self.rows = [list(row) for row in rows]
        self.sizes = [[abs(entry) for entry in row] for row in rows]
        self.exact = exact

    def frozen(self) -> Fractions:
        return tuple(tuple(row) for row in self.rows)

    def swap(self, one: int, other: int) -> Step:
        for table in (self.rows, self.sizes):
            table[one], table[other] = table[other], table[one]
        return Step(RowOperation(SWAP, one, other), self.frozen())

    def scale(self, row: int, factor: Fraction) -> Step:
        self.rows[row] = [self._kept(factor * entry) for entry in self.rows[row]]
        self.sizes[row] = [abs(factor) * size for size in self.sizes[row]]
        return Step(RowOperation(SCALE, row, row, factor), self.frozen())

    def add(self, row: int, other: int, column: int) -> Step:
        """Add the multiple of another row that makes the entry in a column 0."""
        factor = -self.rows[row][column] / self.rows[other][column]
        for j, (entry, source) in enumerate(zip(self.rows[row], self.rows[other], strict=True)):
            if not source:  # nothing is added, so nothing is rounded: a pivot stays what it is
                continue
            self.sizes[row][j] += abs(factor) * self.sizes[other][j]
            self.rows[row][j] = self._cleared(entry + factor * source, self.sizes[row][j])
        self.rows[row][column] = self.sizes[row][column] = Fraction()
        return Step(RowOperation(ADD, row, other, factor), self.frozen())

    def _cleared(self, entry: Fraction, size: Fraction) -> Fraction:
        if self.exact:
            return entry
        small = abs(entry) <= size * _NOISE
        return Fraction() if small else self._kept(entry)

    def _kept(self, entry: Fraction) -> Fraction:
        """Return a rounded entry without the digits that mean nothing."""
        long = entry.denominator.bit_length() + entry.numerator.bit_length() > _ROUNDED_BITS
        if self.exact or not long:
            return entry
        try:
            rounded = Fraction(float(entry))
        except OverflowError:
            return entry
        return rounded or entry

    def pivot_row(self, column: int, first: int) -> int | None:
        """Return which row's entry to divide by: any but 0, or the largest if they are rounded."""
        found = [i for i in range(first, len(self.rows)) if self.rows[i][column]]
        if not found:
            return None
        if self.exact:
            return found[0]
        return max(found, key=lambda i: abs(self.rows[i][column]))


def eliminate(
    matrix: npt.ArrayLike, right: npt.ArrayLike, exact: Fractions | None = None
) -> Elimination:
    """Solve Ax = b by elimination below, then above the pivots.

    Parameters
    ----------
    matrix, right
        A, shape (m, n), and b, shape (m,); all entries finite.
    exact
        The entries of [A | b] as fractions, shape (m, n + 1), where they are meant exactly.
    """
    if exact is None:
        together = np.column_stack([np.asarray(matrix, np.float64), np.asarray(right, np.float64)])
        start: Fractions = tuple(tuple(map(Fraction, row)) for row in together.tolist())
    else:
        start = exact
    work = _Rows(start, exact is not None)
    columns = len(start[0]) - 1
    pivots: list[int] = []
    steps = [*_forward(work, columns, pivots)]
    steps += _backward(work, pivots)
    return _concluded(start, tuple(steps), tuple(pivots), exact is not None)


def _forward(work: _Rows, columns: int, pivots: list[int]) -> Iterator[Step]:
    """Make zeros below each pivot; the pivots' columns are appended."""
    for column in range(columns):
        here = len(pivots)
        found = work.pivot_row(column, here)
        if found is None:
            continue
        if found != here:
            yield work.swap(here, found)
        pivots.append(column)
        for row in range(here + 1, len(work.rows)):
            if work.rows[row][column]:
                yield work.add(row, here, column)


def _backward(work: _Rows, pivots: Sequence[int]) -> Iterator[Step]:
    """Make each pivot 1 and what stands above it 0, the last pivot first."""
    for here, column in reversed(list(enumerate(pivots))):
        if work.rows[here][column] != 1:
            yield work.scale(here, 1 / work.rows[here][column])
        for row in range(here - 1, -1, -1):
            if work.rows[row][column]:
                yield work.add(row, here, column)


def _concluded(
    start: Fractions, steps: tuple[Step, ...], pivots: tuple[int, ...], exact: bool
) -> Elimination:
    reduced = steps[-1].rows if steps else start
    columns, rank = len(start[0]) - 1, len(pivots)
    contradiction = any(row[-1] for row in reduced[rank:])
    free = [j for j in range(columns) if j not in pivots]
    particular = None
    if not contradiction:
        values = [Fraction()] * columns
        for row, column in zip(reduced, pivots, strict=False):
            values[column] = row[-1]
        particular = tuple(values)
    basis = tuple(_special(reduced, pivots, columns, column) for column in free)
    kind = NONE if contradiction else INFINITE if free else ONE
    return Elimination(start, steps, pivots, kind, particular, basis, exact)


def _special(reduced: Fractions, pivots: tuple[int, ...], columns: int, free: int) -> Row:
    """Return the solution of Ax = 0 whose free unknowns are all 0 but one, which is 1."""
    values = [Fraction(int(j == free)) for j in range(columns)]
    for row, column in zip(reduced, pivots, strict=False):
        values[column] = -row[free]
    return tuple(values)
