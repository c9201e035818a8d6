"""Gauss–Jordan elimination, one row operation at a time, so that each can be shown.

All arithmetic is on fractions, which neither overflow nor round: a double is a fraction too. Only
what counts as zero differs. Where the entries are meant exactly, 0 alone does; where they are
rounded, so does what rounding may have left. Neither torch nor flint is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from eigenscope.exact.surd import ExactNumber, Surd, magnitude, simplified
from eigenscope.exact.types import ExactRow, ExactRows

ONE, NONE, INFINITE = "one", "none", "infinite"
"""How many solutions a system has."""

SWAP, SCALE, ADD = "swap", "scale", "add"
_NOISE = 16 * Fraction(1, 2**52)  # that an entry may be wrong by, relative to what it is a sum of
_ROUNDED_BITS = 200  # of a fraction that is rounded anyway: longer ones only take time


@dataclass(frozen=True)
class RowOperation:
    """What happens to one row, counted from 0.

    ``kind`` is `SWAP` (``row`` and ``other`` change places), `SCALE` (``row`` is multiplied by
    ``factor``) or `ADD` (``factor`` times ``other`` is added to ``row``).
    """

    kind: str
    row: int
    other: int
    factor: ExactNumber = Fraction(1)


@dataclass(frozen=True)
class Step:
    """A row operation and the augmented matrix (m, n + 1) after it."""

    operation: RowOperation
    rows: ExactRows


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

    start: ExactRows
    steps: tuple[Step, ...]
    pivots: tuple[int, ...]
    kind: str
    particular: ExactRow | None
    null_basis: tuple[ExactRow, ...]
    exact: bool

    @property
    def reduced(self) -> ExactRows:
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

    def stages(self) -> tuple[ExactRows, ...]:
        """Return the augmented matrix before the first step and after each."""
        return (self.start, *(step.rows for step in self.steps))


class _Rows:
    """The rows of an augmented matrix at work, exactly."""

    def __init__(self, rows: ExactRows) -> None:
        self.rows = [list(row) for row in rows]
        self._inverted: tuple[ExactNumber, ExactNumber] | None = None

    def frozen(self) -> ExactRows:
        return tuple(tuple(row) for row in self.rows)

    def swap(self, one: int, other: int) -> RowOperation:
        self.rows[one], self.rows[other] = self.rows[other], self.rows[one]
        return RowOperation(SWAP, one, other)

    def scale(self, row: int, factor: ExactNumber) -> RowOperation:
        self.rows[row] = [simplified(factor * entry) for entry in self.rows[row]]
        return RowOperation(SCALE, row, row, factor)

    def add(self, row: int, other: int, column: int) -> RowOperation:
        """Add the multiple of another row that makes the entry in a column 0."""
        factor = simplified(-self.rows[row][column] * self._inverse(self.rows[other][column]))
        for j, source in enumerate(self.rows[other]):
            if source:
                self.rows[row][j] = self.sum(row, j, factor, other)
        self.rows[row][column] = Fraction()
        return RowOperation(ADD, row, other, factor)

    def _inverse(self, pivot: ExactNumber) -> ExactNumber:
        """Return the inverse of a pivot, worked out once for all rows."""
        if self._inverted is None or self._inverted[0] is not pivot:
            self._inverted = pivot, 1 / pivot
        return self._inverted[1]

    def sum(self, row: int, column: int, factor: ExactNumber, other: int) -> ExactNumber:
        """Return what an entry becomes when a multiple of that in another row is added."""
        return simplified(self.rows[row][column] + factor * self.rows[other][column])

    def pivot_row(self, column: int, first: int) -> int | None:
        """Return the first row whose entry can be divided by."""
        return next((i for i in range(first, len(self.rows)) if self.rows[i][column]), None)


class _RoundedRows(_Rows):
    """Rows of rounded numbers, with the sizes of what each entry is a sum of."""

    def __init__(self, rows: ExactRows) -> None:
        super().__init__(rows)
        self.sizes = [[magnitude(entry) for entry in row] for row in rows]

    def swap(self, one: int, other: int) -> RowOperation:
        self.sizes[one], self.sizes[other] = self.sizes[other], self.sizes[one]
        return super().swap(one, other)

    def scale(self, row: int, factor: ExactNumber) -> RowOperation:
        operation = super().scale(row, factor)
        self.rows[row] = [_shortened(entry) for entry in self.rows[row]]
        self.sizes[row] = [magnitude(factor) * size for size in self.sizes[row]]
        return operation

    def add(self, row: int, other: int, column: int) -> RowOperation:
        operation = super().add(row, other, column)
        self.sizes[row][column] = Fraction()
        return operation

    def sum(self, row: int, column: int, factor: ExactNumber, other: int) -> ExactNumber:
        result = super().sum(row, column, factor, other)
        self.sizes[row][column] += magnitude(factor) * self.sizes[other][column]
        small = magnitude(result) <= self.sizes[row][column] * _NOISE
        return Fraction() if small else _shortened(result)

    def pivot_row(self, column: int, first: int) -> int | None:
        """Return the row whose entry is largest, unless all are 0."""
        rows = range(first, len(self.rows))
        largest = max(rows, key=lambda i: magnitude(self.rows[i][column]), default=first)
        return largest if super().pivot_row(column, first) is not None else None


def _shortened(entry: ExactNumber) -> ExactNumber:
    """Return a rounded entry without the digits that mean nothing."""
    if isinstance(entry, Surd):
        return entry
    above, below = entry.as_integer_ratio()
    if above.bit_length() + below.bit_length() <= _ROUNDED_BITS:
        return entry
    try:
        return Fraction(float(entry)) or entry
    except OverflowError:
        return entry


def eliminate(
    matrix: npt.ArrayLike, right: npt.ArrayLike, exact: ExactRows | None = None
) -> Elimination:
    """Solve Ax = b by elimination below, then above the pivots.

    Parameters
    ----------
    matrix, right
        A, shape (m, n), and b, shape (m,); all entries finite.
    exact
        The entries of [A | b], shape (m, n + 1), where they are meant exactly.

    Raises
    ------
    InexactError
        If exact entries become too long.
    """
    if exact is None:
        together = np.column_stack([np.asarray(matrix, np.float64), np.asarray(right, np.float64)])
        start: ExactRows = tuple(tuple(map(Fraction, row)) for row in together.tolist())
    else:
        start = exact
    work = _Rows(start) if exact is not None else _RoundedRows(start)
    pivots: list[int] = []
    operations = _gauss_jordan(work, len(start[0]) - 1, pivots)
    steps = tuple(Step(operation, work.frozen()) for operation in operations)
    return _concluded(start, steps, tuple(pivots), exact is not None)


@dataclass(frozen=True)
class Reduced:
    """A matrix in row echelon form, the columns of its pivots, and how often rows were swapped."""

    rows: ExactRows
    pivots: tuple[int, ...]
    swaps: int


def echelon(rows: ExactRows) -> Reduced:
    """Return an (m, n) matrix with zeros below the pivots; raise InexactError if it gets long."""
    return _worked(rows, _forward)


def reduced_echelon(rows: ExactRows, columns: int | None = None) -> Reduced:
    """Return an (m, n) matrix with pivots 1 and zeros below and above them.

    Pivots are sought in the first ``columns`` alone, if not in all. Raises InexactError if
    entries get too long.
    """
    return _worked(rows, _gauss_jordan, columns)


_Operations = Callable[[_Rows, int, list[int]], Iterator[RowOperation]]


def _worked(rows: ExactRows, operations: _Operations, columns: int | None = None) -> Reduced:
    work, pivots = _Rows(rows), list[int]()
    width = len(rows[0]) if columns is None else columns
    swaps = sum(operation.kind == SWAP for operation in operations(work, width, pivots))
    return Reduced(work.frozen(), tuple(pivots), swaps)


def _gauss_jordan(work: _Rows, columns: int, pivots: list[int]) -> Iterator[RowOperation]:
    yield from _forward(work, columns, pivots)
    yield from _backward(work, pivots)


def _forward(work: _Rows, columns: int, pivots: list[int]) -> Iterator[RowOperation]:
    """Make zeros below each pivot; the pivots' columns are appended."""
    for column in range(columns):
        here = len(pivots)
        pivot = work.pivot_row(column, here)
        if pivot is None:
            continue
        if pivot != here:
            yield work.swap(here, pivot)
        pivots.append(column)
        for row in range(here + 1, len(work.rows)):
            if work.rows[row][column]:
                yield work.add(row, here, column)


def _backward(work: _Rows, pivots: Sequence[int]) -> Iterator[RowOperation]:
    """Make each pivot 1 and what stands above it 0, the last pivot first."""
    for here, column in reversed(list(enumerate(pivots))):
        if work.rows[here][column] != 1:
            yield work.scale(here, 1 / work.rows[here][column])
        for row in range(here - 1, -1, -1):
            if work.rows[row][column]:
                yield work.add(row, here, column)


def _concluded(
    start: ExactRows, steps: tuple[Step, ...], pivots: tuple[int, ...], exact: bool
) -> Elimination:
    reduced = steps[-1].rows if steps else start
    columns, rank = len(start[0]) - 1, len(pivots)
    contradiction = any(row[-1] for row in reduced[rank:])
    free = [j for j in range(columns) if j not in pivots]
    particular = None
    if not contradiction:
        values: list[ExactNumber] = [Fraction()] * columns
        for row, column in zip(reduced, pivots, strict=False):
            values[column] = row[-1]
        particular = tuple(values)
    basis = tuple(_special(reduced, pivots, columns, column) for column in free)
    kind = NONE if contradiction else INFINITE if free else ONE
    return Elimination(start, steps, pivots, kind, particular, basis, exact)


def _special(reduced: ExactRows, pivots: tuple[int, ...], columns: int, free: int) -> ExactRow:
    """Return the solution of Ax = 0 whose free unknowns are all 0 but one, which is 1."""
    values: list[ExactNumber] = [Fraction(int(j == free)) for j in range(columns)]
    for row, column in zip(reduced, pivots, strict=False):
        values[column] = -row[free]
    return tuple(values)
