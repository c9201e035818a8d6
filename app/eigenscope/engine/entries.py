"""Reads a matrix from what a caller hands over, and judges how exact its entries are.

A float carries no mark of where it came from, yet 0.5 was meant exactly while 0.866025403784 is a
rounded irrational. The number of digits in its shortest decimal form tells the two apart.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import torch

    from eigenscope.engine.results import FloatMatrix

Fractions = tuple[tuple[Fraction, ...], ...]

EXACT_DIGITS = 9
"""A decimal with at most so many digits, not counting one run of zeros, is meant as it stands."""

TYPED_DIGITS = 15
"""A longer decimal is a computed double; a shorter one may have been rounded by a person."""


def as_matrix(matrix: npt.ArrayLike | torch.Tensor) -> FloatMatrix:
    """Return the entries as a new float64 array of shape (m, n).

    Raises
    ------
    ValueError
        If the input is not a rectangle of finite real numbers; the message says where it fails.
    """
    # While another thread imports torch it is there without its tensors, and nobody has one yet.
    tensor_type = getattr(sys.modules.get("torch"), "Tensor", None)
    if tensor_type is not None and isinstance(matrix, tensor_type):
        matrix = _numpy_of(matrix)
    if isinstance(matrix, list | tuple):
        _check_rows(matrix)
    raw = np.asarray(matrix)
    if raw.ndim != 2:
        raise ValueError(f"a matrix has 2 axes, rows and columns; this has {raw.ndim}")
    if raw.size == 0:
        raise ValueError(f"the matrix is empty: {raw.shape[0]}×{raw.shape[1]}")
    values = _as_float64(raw)
    wrong = np.argwhere(~np.isfinite(values))
    if len(wrong):
        row, column = wrong[0]
        what = "not a number" if np.isnan(values[row, column]) else "infinite"
        raise ValueError(f"{_place(row, column)} is {what}")
    return values + 0.0  # a negative zero becomes a plain one


def short_fractions(matrix: FloatMatrix) -> Fractions | None:
    """Return the entries as the fractions they were meant as, or None if any is not short."""
    rows = []
    for row in matrix.tolist():
        fractions = [_short_fraction(entry) for entry in row]
        if any(fraction is None for fraction in fractions):
            return None
        rows.append(tuple(fraction for fraction in fractions if fraction is not None))
    return tuple(rows)


def checked_fractions(exact: Sequence[Sequence[Fraction]], matrix: FloatMatrix) -> Fractions:
    """Return `exact` as tuples.

    Raises
    ------
    ValueError
        If the fractions are not those of the (m, n) float matrix beside them.
    """
    fractions = tuple(tuple(Fraction(entry) for entry in row) for row in exact)
    if [len(row) for row in fractions] != [matrix.shape[1]] * matrix.shape[0]:
        raise ValueError("the exact entries and the matrix differ in shape")
    for i, row in enumerate(fractions):
        for j, entry in enumerate(row):
            if abs(entry - Fraction(matrix[i, j])) > abs(entry) / 10**6:
                raise ValueError(f"{_place(i, j)}: {entry} and {matrix[i, j]} differ")
    return fractions


def typed_rounding(matrix: FloatMatrix) -> float:
    """Return half a unit in the last decimal place if the entries were rounded by a person.

    A rotation by 30° typed to 12 places is orthogonal to 12 places alone, and is to be judged so.
    The result is 0.0 if the entries are exact, or are doubles in full.
    """
    places = 0
    for entry in matrix[matrix != np.rint(matrix)].tolist():
        if _short_fraction(entry) is None and abs(entry) >= sys.float_info.min:
            digits, exponent = _decimal(entry)
            if len(digits) > TYPED_DIGITS:
                return 0.0
            places = max(places, -exponent)
    return 0.5 * 10.0**-places if places else 0.0


def _numpy_of(tensor: torch.Tensor) -> npt.NDArray[np.generic]:
    """Bring a tensor of any device and type over, as float64 unless it is complex."""
    plain = tensor.detach().cpu()
    if plain.is_sparse:
        plain = plain.to_dense()
    array: npt.NDArray[np.generic] = (plain if plain.is_complex() else plain.double()).numpy()
    return array


def _check_rows(rows: Sequence[object]) -> None:
    """Find the first row that is no row, or has another length than the first."""
    width: int | None = None
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, list | tuple | np.ndarray):
            raise ValueError(f"row {number} is {row!r}, which is not a row of numbers")
        if width is None:
            width = len(row)
        if len(row) != width:
            raise ValueError(f"row {number} has {len(row)} entries, but row 1 has {width}")


def _as_float64(raw: npt.NDArray[np.generic]) -> FloatMatrix:
    if np.iscomplexobj(raw):
        raise ValueError("the entries are complex; only real matrices can be analysed")
    try:
        return raw.astype(np.float64)
    except (TypeError, ValueError, OverflowError):
        for (row, column), entry in np.ndenumerate(raw.astype(object)):
            try:
                float(entry)
            except OverflowError:
                raise ValueError(f"{_place(row, column)} is too large") from None
            except (TypeError, ValueError):
                raise ValueError(f"{_place(row, column)} is {entry!r}, not a number") from None
        raise


def _place(row: int, column: int) -> str:
    return f"the entry in row {row + 1}, column {column + 1}"


def _short_fraction(value: float) -> Fraction | None:
    if value == int(value) and abs(value) <= 2.0**53:
        return Fraction(int(value))
    digits, exponent = _decimal(value)
    # The smallest floats of all have few digits left, whatever was meant.
    if len(digits) >= TYPED_DIGITS or abs(value) < sys.float_info.min:
        return None
    zeros = max((len(run) for run in re.findall("0+", digits)), default=0)
    if len(digits) - zeros > EXACT_DIGITS:
        return None
    return Fraction(f"{'-' if value < 0 else ''}{digits}e{exponent}")


def _decimal(value: float) -> tuple[str, int]:
    """Return the significant digits d and the exponent e of |value| = d · 10^e, as shortest."""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = fraction.rstrip("0")
    digits = (whole + fraction).lstrip("0")
    shown = digits.rstrip("0") or "0"
    return shown, int(exponent or 0) - len(fraction) + len(digits) - len(shown)
