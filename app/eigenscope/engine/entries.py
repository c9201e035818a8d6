"""Reads a matrix from what a caller hands over, and judges how exact its entries are.

What a person types is exact, whatever its digits: the caller hands over the fractions. A float
carries no mark of where it came from. A whole number is exact, and so is a decimal of up to 15
digits, in a text file say, for each of them has a double of its own, which has no shorter text:
it was typed. A double that needs 16 or 17 digits was computed; a matrix with such an entry is
decided in floats, with their tolerance.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from eigenscope.engine.surds import decimal_places

if TYPE_CHECKING:
    import torch

    from eigenscope.engine.results import FloatMatrix

Fractions = tuple[tuple[Fraction, ...], ...]

TYPED_DIGITS = 15
"""A double whose shortest decimal has more digits was computed; one that has not was typed."""

MOST_EXACT = 40_000
"""Entries that are read as fractions at all."""

LEAST_DIGITS = 6
"""Of decimals with fewer significant digits nobody asks what they were rounded from."""

_SMALLEST = Fraction(sys.float_info.min) * Fraction(sys.float_info.epsilon)


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


def typed_fractions(matrix: FloatMatrix) -> Fractions | None:
    """Return the entries as the fractions they were typed as, or None if any was computed."""
    rows = []
    for row in matrix.tolist():
        fractions = []
        for entry in row:
            fraction = _typed_fraction(entry)
            if fraction is None:
                return None
            fractions.append(fraction)
        rows.append(tuple(fractions))
    return tuple(rows)


def whole_fractions(matrix: object) -> Fractions | None:
    """Return the entries of a rectangle of integers, however large they are; None for others."""
    rows: Any = matrix if isinstance(matrix, list | tuple) else getattr(matrix, "tolist", list)()
    if not all(isinstance(entry, int) for row in rows for entry in row):
        return None
    return tuple(tuple(map(Fraction, row)) for row in rows)


def checked_fractions(exact: Sequence[Sequence[Fraction]], matrix: FloatMatrix) -> Fractions:
    """Return `exact` as tuples.

    Raises
    ------
    ValueError
        If the fractions are not those of the (m, n) float matrix beside them.
    """
    fractions = tuple(tuple(map(Fraction, row)) for row in exact)
    if [len(row) for row in fractions] != [matrix.shape[1]] * matrix.shape[0]:
        raise ValueError("the exact entries and the matrix differ in shape")
    for i, row in enumerate(fractions):
        for j, entry in enumerate(row):
            if abs(entry - Fraction(matrix[i, j])) > max(abs(entry) / 10**6, _SMALLEST):
                raise ValueError(f"{_place(i, j)}: {entry} and {matrix[i, j]} differ")
    return fractions


def typed_digits(fractions: Fractions) -> int | None:
    """Return to how many digits, counted from the largest entry's first, decimals were typed.

    A rotation by 30° typed with 12 digits is one to 12 digits alone. None if no entry is a decimal
    of `LEAST_DIGITS` significant digits or more.
    """
    entries = [entry for row in fractions for entry in row]
    places = max((_places(e) for e in entries if e.denominator > 1), default=0)
    largest = max(map(abs, entries))
    return places + _first_place(largest) if places else None


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


def _typed_fraction(value: float) -> Fraction | None:
    if value.is_integer() and abs(value) <= 2.0**53:
        return Fraction(int(value))
    digits, exponent = _decimal(value)
    # The smallest floats of all have few digits left, whatever was meant.
    if len(digits) > TYPED_DIGITS or abs(value) < sys.float_info.min:
        return None
    whole = -int(digits) if value < 0 else int(digits)
    return Fraction(whole * 10**exponent) if exponent >= 0 else Fraction(whole, 10**-exponent)


def _places(number: Fraction) -> int:
    """Return how many decimals a number has; 0 if it is no decimal of enough digits."""
    places = decimal_places(number.denominator)
    if places is None:
        return 0
    return places if abs(number) * 10**places >= 10 ** (LEAST_DIGITS - 1) else 0


def _first_place(number: Fraction) -> int:
    """Return p for a number from 10^(p − 1) to below 10^p."""
    if number >= 1:
        return len(str(int(number)))
    return 1 - len(str((number.denominator - 1) // number.numerator))


def _decimal(value: float) -> tuple[str, int]:
    """Return the significant digits d and the exponent e of |value| = d · 10^e, as shortest."""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = fraction.rstrip("0")
    digits = (whole + fraction).lstrip("0")
    shown = digits.rstrip("0") or "0"
    return shown, int(exponent or 0) - len(fraction) + len(digits) - len(shown)
