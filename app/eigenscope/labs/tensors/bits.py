"""What types of numbers make of a number, exactly: bits, stored values, neighbours.

Everything is worked out in whole numbers and fractions, so that no type rounds another one's
numbers, and what is shown of float16 does not depend on whether a processor has it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

_INT64 = 2**63


@dataclass(frozen=True)
class NumberType:
    """How a type of numbers stores them.

    Attributes
    ----------
    name
        What torch calls it.
    exponent, fraction
        How many bits the power of two has, and the digits after the point, each beside one bit for
        the sign. Whole numbers have no exponent: theirs are in two's complement.
    """

    name: str
    exponent: int
    fraction: int

    @property
    def width(self) -> int:
        """How many bits a number has."""
        return 1 + self.exponent + self.fraction

    @property
    def whole(self) -> bool:
        """Whether it has whole numbers alone."""
        return not self.exponent

    @property
    def least_power(self) -> int:
        """The exponent of the smallest power of two that has all its digits."""
        return 2 - (1 << (self.exponent - 1))

    @property
    def bias(self) -> int:
        """What is taken from the bits of the exponent, as a whole number, to get the power."""
        return (1 << (self.exponent - 1)) - 1

    @property
    def infinity(self) -> int:
        """The bits of ∞, as a whole number."""
        return ((1 << self.exponent) - 1) << self.fraction

    @property
    def largest(self) -> Fraction:
        """The largest number that it has."""
        if self.whole:
            return Fraction(2**self.fraction - 1)
        return _magnitude(self, self.infinity - 1)

    @property
    def least_normal(self) -> Fraction:
        """The smallest positive number that has all its digits."""
        return power_of_two(self.least_power)


FLOAT64 = NumberType("float64", 11, 52)
FLOAT32 = NumberType("float32", 8, 23)
FLOAT16 = NumberType("float16", 5, 10)
BFLOAT16 = NumberType("bfloat16", 8, 7)
INT8 = NumberType("int8", 0, 7)
TYPES = {each.name: each for each in (FLOAT64, FLOAT32, FLOAT16, BFLOAT16, INT8)}


@dataclass(frozen=True)
class StoredNumber:
    """A number as a type stores it: ``pattern`` are its bits as a whole number."""

    type: NumberType
    pattern: int

    @property
    def negative(self) -> bool:
        """Whether the first bit is set."""
        return bool(self.pattern >> (self.type.width - 1))

    @property
    def bits(self) -> str:
        """All its bits, the first one first."""
        return f"{self.pattern:0{self.type.width}b}"

    @property
    def parts(self) -> tuple[str, str, str]:
        """The bits of the sign, the exponent and the fraction."""
        end = 1 + self.type.exponent
        return self.bits[:1], self.bits[1:end], self.bits[end:]

    @property
    def value(self) -> Fraction | None:
        """The number that the bits stand for; None if it is infinite."""
        if self.type.whole:
            return Fraction(self.pattern - self.negative * 2**self.type.width)
        if self.infinite:
            return None
        size = _magnitude(self.type, self._magnitude)
        return -size if self.negative else size

    @property
    def infinite(self) -> bool:
        """Whether it is beyond the largest number."""
        return not self.type.whole and self._magnitude == self.type.infinity

    @property
    def subnormal(self) -> bool:
        """Whether it is so small, but not 0, that it has lost digits."""
        return not self.type.whole and 0 < self._magnitude < 2**self.type.fraction

    @property
    def field(self) -> int:
        """The bits of the exponent as a whole number."""
        return self._magnitude >> self.type.fraction

    @property
    def power(self) -> int:
        """The exponent of the power of two that the fraction is multiplied by."""
        return max(self.field, 1) - self.type.bias

    @property
    def significand(self) -> Fraction:
        """What the power of two is multiplied by: from 1 to 2, below 1 if it is subnormal."""
        return abs(self.value or Fraction()) / power_of_two(self.power)

    def neighbour(self, steps: int) -> StoredNumber | None:
        """Return the number so many places up, or down, among all of the type; ∞ has none."""
        if self.type.whole:
            place = int(self.value or 0) + steps
            return whole_number(Fraction(place), self.type) if -128 <= place <= 127 else None
        place = (-self._magnitude if self.negative else self._magnitude) + steps
        if abs(place) > self.type.infinity:
            return None
        return StoredNumber(self.type, _signed(self.type, abs(place), place < 0))

    @property
    def gap(self) -> Fraction | None:
        """How far the next number is, away from 0; at the end of the type, towards 0."""
        mine = self.value
        if mine is None:
            return None
        for steps in (-1, 1) if self.negative else (1, -1):
            other = self.neighbour(steps)
            if other is not None and other.value is not None:
                return abs(other.value - mine)
        return None

    @property
    def _magnitude(self) -> int:
        return self.pattern & ((1 << (self.type.width - 1)) - 1)


def stored(number: Fraction, kind: NumberType) -> StoredNumber | None:
    """Return what a type makes of a number; None of what int64 has not, to which int8 is cut."""
    if kind.whole:
        return whole_number(number, kind) if -_INT64 <= math.trunc(number) < _INT64 else None
    return nearest(number, kind)


def whole_number(number: Fraction, kind: NumberType) -> StoredNumber:
    """Return the last bits of a number without its fraction, as a conversion keeps them."""
    return StoredNumber(kind, math.trunc(number) % 2**kind.width)


def nearest(number: Fraction, kind: NumberType) -> StoredNumber:
    """Return the nearest number of a type of floats; of two that are as near, the even one."""
    size = abs(number)
    power = max(_exponent_of(size), kind.least_power) if size else kind.least_power
    digits = round(size / power_of_two(power - kind.fraction))  # half to even
    # A subnormal lacks the leading 1; digits that are rounded up to 2 carry into the exponent.
    magnitude = ((power - kind.least_power) << kind.fraction) + digits
    return StoredNumber(kind, _signed(kind, min(magnitude, kind.infinity), number < 0))


def power_of_two(exponent: int) -> Fraction:
    """Return a power of two."""
    return Fraction(1 << exponent) if exponent >= 0 else Fraction(1, 1 << -exponent)


def _signed(kind: NumberType, magnitude: int, negative: bool) -> int:
    return magnitude | negative << (kind.width - 1)


def _magnitude(kind: NumberType, pattern: int) -> Fraction:
    field, digits = divmod(pattern, 2**kind.fraction)
    if field:
        digits += 2**kind.fraction
    size: Fraction = digits * power_of_two(max(field - 1, 0) + kind.least_power - kind.fraction)
    return size


def _exponent_of(size: Fraction) -> int:
    """Return the exponent of the largest power of two that is not larger."""
    above, below = size.as_integer_ratio()
    power = above.bit_length() - below.bit_length()
    return power if size >= power_of_two(power) else power - 1
