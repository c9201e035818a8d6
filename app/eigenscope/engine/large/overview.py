"""What is seen of a matrix before anything is decomposed: its range, histogram and norms.

It is told of every matrix that is opened, so it reads the entries in blocks and needs numpy alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.large.blocks import Array, blocks, even_sample, scaling
from eigenscope.engine.large.histogram import Histogram, histogram_of
from eigenscope.engine.large.limits import Limits, limits_of


@dataclass(frozen=True, eq=False)
class Overview:
    """Numbers about the entries of an (m, n) matrix; those that are not finite are left out.

    Attributes
    ----------
    minimum, maximum, mean, deviation
        Of the finite entries; nan if there are none.
    not_a_number, infinite
        How many entries are not finite.
    first_not_finite
        Row and column, from 0, of the first of them; None if all are finite.
    limits
        The range for colours, and beyond what an entry stands out.
    histogram
        How many entries there are of each size.
    row_norms, column_norms
        Euclidean lengths, (m,) and (n,).
    """

    minimum: float
    maximum: float
    mean: float
    deviation: float
    not_a_number: int
    infinite: int
    first_not_finite: tuple[int, int] | None
    limits: Limits
    histogram: Histogram
    row_norms: Floats
    column_norms: Floats

    @property
    def not_finite(self) -> int:
        """How many entries are infinite or no numbers."""
        return self.not_a_number + self.infinite


@dataclass
class _Sums:
    """What one reading of all blocks adds up, in units of 2 to the power of the exponent."""

    total: float
    rows: Floats
    columns: Floats


def overview(values: Array) -> Overview:
    """Return what is seen of a matrix at first sight.

    Parameters
    ----------
    values
        Shape (m, n), m, n ≥ 1, of booleans, whole numbers or floats.

    Raises
    ------
    ValueError
        If it has another shape.
    """
    if values.ndim != 2 or not values.size:
        raise ValueError("An overview is that of a matrix with rows and columns.")
    minimum, maximum, finite = _range(values)
    not_a_number, infinite, first = (0, 0, None) if finite else _not_finite(values)
    count = values.size - not_a_number - infinite
    if not count:
        return _of_nothing(values.shape, not_a_number, infinite, first)
    exponent = scaling(max(abs(minimum), abs(maximum)))
    sums = _sums(values, exponent, finite)
    low, high = (float(np.ldexp(end, -exponent)) for end in (minimum, maximum))
    # Rounding must not put the mean beside the only value that there is.
    mean = min(max(sums.total / count, low), high)
    sample = even_sample(values)
    limits = limits_of(sample, minimum, maximum)
    histogram, squares = histogram_of(values, limits, (minimum, maximum), mean, exponent, finite)
    with np.errstate(over="ignore", under="ignore"):
        return Overview(
            minimum=minimum,
            maximum=maximum,
            mean=float(np.ldexp(mean, exponent)),
            deviation=float(np.ldexp(np.sqrt(squares / count), exponent)),
            not_a_number=not_a_number,
            infinite=infinite,
            first_not_finite=first,
            limits=limits,
            histogram=histogram,
            row_norms=np.ldexp(np.sqrt(sums.rows), exponent),
            column_norms=np.ldexp(np.sqrt(sums.columns), exponent),
        )


def _range(values: Array) -> tuple[float, float, bool]:
    """Return the least and the largest finite entry, and whether all entries are finite."""
    with np.errstate(invalid="ignore"):
        ends = float(np.min(values)), float(np.max(values))
    if np.isfinite(ends).all():
        return *ends, True
    low, high = np.inf, -np.inf
    for _, _, block in blocks(values):
        finite = np.isfinite(block)
        low = min(low, float(np.min(block, where=finite, initial=np.inf)))
        high = max(high, float(np.max(block, where=finite, initial=-np.inf)))
    return low, high, False


def _not_finite(values: Array) -> tuple[int, int, tuple[int, int] | None]:
    """Return how many entries are no numbers, how many infinite, and where the first stands."""
    not_a_number = infinite = 0
    first: tuple[int, int] | None = None
    for rows, columns, block in blocks(values):
        wrong = ~np.isfinite(block)
        if not wrong.any():
            continue
        here = int(np.count_nonzero(np.isnan(block)))
        not_a_number += here
        infinite += int(np.count_nonzero(wrong)) - here
        row, column = np.unravel_index(int(wrong.argmax()), wrong.shape)
        place = (rows.start + int(row), columns.start + int(column))
        first = place if first is None else min(first, place)
    return not_a_number, infinite, first


def _sums(values: Array, exponent: int, finite: bool) -> _Sums:
    """Add up entries and squares; what is not finite counts as 0."""
    sums = _Sums(0.0, np.zeros(values.shape[0]), np.zeros(values.shape[1]))
    for rows, columns, block in blocks(values, exponent):
        if not finite:
            np.nan_to_num(block, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
        sums.total += float(block.sum())
        sums.rows[rows] += np.einsum("ij,ij->i", block, block)
        sums.columns[columns] += np.einsum("ij,ij->j", block, block)
    return sums


def _of_nothing(
    shape: tuple[int, ...], not_a_number: int, infinite: int, first: tuple[int, int] | None
) -> Overview:
    nan = float("nan")
    nothing = Histogram(np.zeros(1, np.int64), np.array([0.0, 1.0]), 0, 0)
    limits = limits_of(np.zeros(1), 0.0, 0.0)
    norms = np.zeros(shape[0]), np.zeros(shape[1])
    return Overview(nan, nan, nan, nan, not_a_number, infinite, first, limits, nothing, *norms)
