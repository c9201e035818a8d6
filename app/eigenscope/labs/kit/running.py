"""Numbers that run along a motion: their width stays while they play, and what is small is not 0.

How they are written follows from where they *rest*, at the ends of the motion and of its stages,
and never from the moment that is shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.wording.number_texts import (
    MOST_DIGITS,
    decimals_for,
    digits_of,
    power_of_ten,
    tidy,
)

_SIGNIFICANT = 2  # digits of the smallest number at rest
_MOST_DECIMALS = 6
_MOST_TYPED = 4  # decimals of a number at rest that all others have, too
_SMALL, _LARGE = 1e-3, 1e6  # where a power of ten reads better
_ROUNDING = (1e-19, 1e-14)  # of the largest number: what cancels in floats leaves as much
_NOISE = 1e-12  # of the largest number at rest: what is smaller on the way is rounding

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Running:
    """How the numbers of one quantity are written while it runs.

    Attributes
    ----------
    decimals
        As many for every number.
    exponent
        Of the power of ten that all numbers are multiples of; mostly 0.
    noise
        The size up to which a number on the way is nothing but rounding.
    rests
        The numbers where it rests, which are never taken for 0.
    whole
        Those of them that have few digits, as people type them, but more than the decimals show;
        they are written with all of them.
    """

    decimals: int
    exponent: int
    noise: float
    rests: frozenset[float]
    whole: frozenset[float] = frozenset()

    @property
    def factor(self) -> str:
        """The power of ten in front, or nothing."""
        return power_of_ten(self.exponent) if self.exponent else ""

    def __call__(self, value: float) -> str:
        """Return a number with its power of ten, if it has one."""
        text = self.digits(value)
        if not self.factor or "×" in text:
            return text
        return f"{text}×{self.factor}" if text.strip("0.") else "0"

    def rows(self, matrix: Floats) -> Rows:
        """Return the entries of (m, n) without the power of ten that stands in front of all."""
        return tuple(tuple(self.digits(float(entry)) for entry in row) for row in matrix)

    def digits(self, value: float) -> str:
        """Return a number without its power of ten."""
        scaled = value / 10.0**self.exponent
        if not math.isfinite(scaled) or abs(scaled) >= _LARGE:
            return tidy(scaled)
        small = value in self.rests and 0 < abs(scaled) < 10.0 ** (1 - self.decimals)
        if small or self._is_whole(value):  # it is here to stay
            return tidy(scaled, _SIGNIFICANT + 1)
        text = f"{scaled if abs(value) > self.noise else 0.0:.{self.decimals}f}"
        return text.lstrip("-") if float(text) == 0 else text.replace("-", "−")

    def _is_whole(self, value: float) -> bool:
        return any(abs(value - each) <= _ROUNDING[1] * abs(each) for each in self.whole)

    def complex(self, value: complex) -> str:
        """Return a ± bi, or a where b is nothing but rounding."""
        if abs(value.imag) <= self.noise:
            return self(value.real)
        sign = "+" if value.imag > 0 else "−"
        return f"{self(value.real)} {sign} {self(abs(value.imag))}i"


def running(rests: npt.ArrayLike, least: int = 2, *, sure: bool = False) -> Running:
    """Return how a quantity is written.

    Parameters
    ----------
    rests
        Its values where the motion begins, pauses and ends, along the first axis; complex ones
        count with both parts.
    least
        The fewest decimals.
    sure
        Whether even what is tiny beside the largest is meant, and no rounding.
    """
    array = np.asarray(rests)
    if not sure:
        array = np.array([*map(cleared, array)]) if array.ndim > 1 else cleared(array)
    array = array.ravel()
    parts = np.concatenate([array.real, array.imag]) if np.iscomplexobj(array) else array
    values = [float(part) for part in parts if np.isfinite(part) and part != 0]
    sizes = [abs(value) for value in values]
    largest = max(sizes, default=1.0)
    smallest = min(sizes, default=1.0)
    exponent = 0
    if largest < _SMALL or (largest >= _LARGE and smallest >= 1 / _SMALL):
        exponent = max(math.floor(math.log10(largest)), -300)
    telling = decimals_for(smallest, _SIGNIFICANT) + exponent
    typed = {value: _decimals_of(value / 10.0**exponent) for value in _typed(array)}
    more = (count for count in typed.values() if count <= _MOST_TYPED)
    decimals = min(max(least, telling, *more), _MOST_DECIMALS)
    noise = min(_NOISE * largest, smallest / 2)
    whole = frozenset(value for value, count in typed.items() if count > decimals)
    return Running(decimals, exponent, noise, frozenset(values), whole)


def _typed(values: npt.NDArray[Any]) -> Iterator[float]:
    """Yield the real numbers of few digits, and both parts of complex ones that are of such."""
    for value in values.tolist():
        parts = [abs(part) for part in (value.real, value.imag) if part]
        if all(digits_of(part) is not None for part in parts):
            yield from (float(sign * part) for part in parts for sign in (1, -1))


def _decimals_of(value: float) -> int:
    """Return how many decimals say all of a number of few digits."""
    decimal = Decimal(f"{value:.{MOST_DIGITS}g}").normalize()
    return max(-int(decimal.as_tuple().exponent), 0)


def cleared(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return what floats have computed, real or complex, with 0 for what is only rounding.

    Sums that should cancel leave about 10⁻¹⁶ of the largest number; what is far smaller even than
    that is no remainder of a sum, and is kept.
    """
    if np.iscomplexobj(values):
        real, imaginary = cleared(np.stack([values.real, values.imag]))
        return np.asarray(real + 1j * imaginary)
    sizes = np.abs(values)
    largest = float(sizes.max(initial=0.0, where=np.isfinite(sizes)))
    rounding = (sizes <= _ROUNDING[1] * largest) & (sizes >= _ROUNDING[0] * largest)
    return np.where(rounding, 0.0, values)
