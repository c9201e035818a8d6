"""What a type of numbers makes of a number, in words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from eigenscope.labs.tensors.bits import FLOAT64, NumberType, StoredNumber, stored
from eigenscope.labs.tensors.decimals import MOST, exact_decimal, rounded_decimal, short_decimal
from eigenscope.labs.tensors.typed_number import TypedNumber
from eigenscope.wording.words import Words, as_it_is

_LARGE_ERROR = Fraction(1, 100)


@dataclass(frozen=True)
class Rounding:
    """A number, and a type that stores it as well as it can."""

    typed: TypedNumber
    kind: NumberType

    @cached_property
    def stored(self) -> StoredNumber | None:
        """What is stored; None if the number does not fit into the int64 that int8 is cut from."""
        return stored(self.typed.value, self.kind)

    @property
    def value(self) -> Fraction | None:
        """The stored value; None if it is infinite or there is none."""
        return None if self.stored is None else self.stored.value

    @property
    def cut(self) -> bool:
        """Whether what is after the point is cut off."""
        return self.kind.whole and self.typed.value.denominator > 1

    @property
    def wraps(self) -> bool:
        """Whether only the last bits of a whole number are left, so that it is another one."""
        return self.kind.whole and self.value != math.trunc(self.typed.value)

    def value_text(self, most: int = MOST) -> str:
        """Return all digits of the stored value, or as many as there is room for."""
        if self.stored is None:
            return "—"
        if self.value is None:
            return "−inf" if self.stored.negative else "inf"
        zero = self.stored.negative and not self.value
        return "−0" if zero else exact_decimal(self.value, most)

    @cached_property
    def error(self) -> Fraction | None:
        """The error by the number; None where there is none to tell."""
        if self.value is None or (self.kind == FLOAT64 and not self.typed.known):
            return None
        difference = self.value - self.typed.value
        return difference / abs(self.typed.value) if difference else Fraction()

    def short_text(self) -> str:
        """Return the stored value in few letters."""
        value = self.value
        return short_decimal(value) if value else self.value_text()

    def remark(self) -> Words | None:
        """Return in few words what has happened to the number, unless it was only rounded."""
        if self.stored is None:
            return Words("beyond int64")
        if self.stored.infinite:
            return Words("overflow: beyond {most}", {"most": self.most_text()})
        if self.cut and self.wraps:
            return Words("cut to an integer, wraps round")
        if self.wraps:
            return Words("wraps round at 128")
        if self.cut:
            return Words("cut to an integer")
        if not self.value and self.typed.value:
            return Words("underflow to 0")
        return Words("subnormal") if self.stored.subnormal else None

    def error_words(self) -> Words:
        """Return how far off the stored value is, by the number."""
        if self.stored is None:
            return as_it_is("—")
        if self.stored.infinite:
            return as_it_is("−∞" if self.stored.negative else "+∞")
        if self.error is None:
            return Words("not known")
        return as_it_is(self.error_text()) if self.error else Words("none: exact")

    def error_text(self) -> str:
        """Return the relative error with its sign, in percent if it is large."""
        error = self.error or Fraction()
        large = abs(error) >= _LARGE_ERROR
        text = f"{rounded_decimal(100 * error)} %" if large else rounded_decimal(error)
        return f"{'+' if error > 0 else ''}{text}"

    def most_text(self) -> str:
        """Return the largest number of the type."""
        largest = self.kind.largest
        return rounded_decimal(largest, 5) if largest < 10**5 else rounded_decimal(largest)

    def gap_text(self) -> str:
        """Return how far the next number of the type is."""
        gap = None if self.stored is None else self.stored.gap
        return "—" if gap is None else rounded_decimal(gap)

    def layout_words(self) -> Words:
        """Return what the bits of the type are for."""
        values = {"type": self.kind.name, "bits": str(self.kind.width)}
        if self.kind.whole:
            return Words(
                "{type} has {bits} bits for a whole number; the first one counts −128.", values
            )
        values |= {"exponent": str(self.kind.exponent), "fraction": str(self.kind.fraction)}
        return Words(
            "{type} has {bits} bits: 1 for the sign, {exponent} for the power of two, "
            "{fraction} for the digits after the point.",
            values,
        )

    def outcome_words(self) -> Words:
        """Return what the type has made of the number, in a sentence."""
        number, kind, value = self.typed.text, self.kind.name, self.value_text()
        values = {"number": number, "type": kind, "value": value}
        if self.stored is None:
            return Words("{number} is beyond int64 too: {type} cannot be told from it.", values)
        if self.stored.infinite:
            values["most"] = self.most_text()
            return Words(
                "Overflow: {number} is beyond {most}, the largest number of {type}: {value}.",
                values,
            )
        if self.wraps:
            whole = math.trunc(self.typed.value)
            assert self.stored.value is not None
            turns = (whole - int(self.stored.value)) // 256
            values["whole"] = exact_decimal(Fraction(whole))
            sign, count = ("−", turns) if turns > 0 else ("+", -turns)
            values["wrapped"] = f"{sign} {'' if count == 1 else f'{count}·'}256"
            return Words(
                "{type} goes from −128 to 127 and then begins anew: {whole} {wrapped} = {value}.",
                values,
            )
        if self.cut:
            return Words("{type} has whole numbers alone: {number} is cut to {value}.", values)
        if self.error == 0:
            return Words("{type} stores {number} exactly.", values)
        if not self.value:
            return Words("Underflow: {number} is so small that {type} stores {value}.", values)
        if self.stored.subnormal:
            return Words(
                "{number} is so small that {type} has few digits left for it (subnormal): {value}.",
                values,
            )
        return Words("The nearest number that {type} has to {number} is {value}.", values)

    def formula(self) -> str:
        """Return what the bits stand for, as a product."""
        if self.stored is None:
            return ""
        if self.kind.whole:
            ones = [place for place, bit in enumerate(self.stored.bits) if bit == "1"]
            weights = [str(2 ** (7 - place)) if place else "−128" for place in ones]
            return f"= {' + '.join(weights) or '0'}"
        if self.value is None:
            return f"= {self.value_text()}"
        sign = "−" if self.stored.negative else "+"
        digits = exact_decimal(self.stored.significand)
        return f"= {sign}{digits} × 2{str(self.stored.power).translate(_SUPERSCRIPT)}"

    def power_text(self) -> str:
        """Return how the bits of the exponent give the power of two; nothing if they give none."""
        if self.stored is None or self.kind.whole or self.stored.infinite:
            return ""
        return f"{max(self.stored.field, 1)} − {self.kind.bias} = {_signed(self.stored.power)}"

    def power_words(self) -> Words:
        """Return how the power of two beside the formula comes about, where there is one."""
        text = self.power_text()
        if self.stored is None or not text:
            return as_it_is("")
        difference, _, power = text.partition(" = ")
        values = {"power": power, "difference": difference}
        if not self.stored.field:
            return Words("{power} = {difference}: an exponent of 0 counts as 1", values)
        return as_it_is(f"{power} = {difference}")


def _signed(number: int) -> str:
    return str(number).replace("-", "−")


_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
