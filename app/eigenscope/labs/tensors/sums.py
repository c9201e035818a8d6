"""What a type makes of a sum: each number is rounded, then their sum is rounded once more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eigenscope.labs.contract.lab import View
from eigenscope.labs.tensors import colours
from eigenscope.labs.tensors.bits import NumberType, StoredNumber, stored
from eigenscope.labs.tensors.bits_picture import WIDTH, bit_draws, small_table, small_width
from eigenscope.labs.tensors.decimals import begun_decimal
from eigenscope.labs.tensors.lettering import begun_line
from eigenscope.labs.tensors.roundings import Rounding
from eigenscope.labs.tensors.typed_number import TypedNumber
from eigenscope.scene.frame import Draw, Label
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words, say

_TOP, _ROW = -0.45, 1.0
_VALUE, _BITS = 8.2, 17.2  # where numbers begin, and their bits
_GAP = 0.4
_TEXT = 0.6
_DIGITS = 18  # they tell numbers of float64 apart


@dataclass(frozen=True)
class RoundedSum:
    """Two numbers that were added: each as it is stored, their rounded sum, and the exact one's."""

    first: Rounding
    second: Rounding
    total: StoredNumber
    direct: StoredNumber

    @property
    def same(self) -> bool:
        """Whether the rounded sum is what the type makes of the exact sum."""
        return self.total == self.direct

    @property
    def name(self) -> str:
        """The sum, as it is written."""
        return f"{self.first.typed.text} + {self.second.typed.text}"

    def words(self) -> Words:
        """Return what has become of the sum, in a sentence."""
        values = {"sum": self.name, "type": self.first.kind.name}
        if self.same:
            return Words(
                "{sum} in {type}: both are rounded, and so is their sum; it is the number nearest "
                "to the exact sum.",
                values,
            )
        return Words(
            "{sum} in {type}: both are rounded, and so is their sum; it is not the number nearest "
            "to the exact sum.",
            values,
        )


def sum_of(typed: TypedNumber, kind: NumberType) -> RoundedSum | None:
    """Return what a type makes of the two numbers of a sum, or None if it is none."""
    pair = typed.summands()
    if pair is None:
        return None
    first, second = Rounding(pair[0], kind), Rounding(pair[1], kind)
    direct = stored(typed.value, kind)
    if first.value is None or second.value is None or direct is None:
        return None
    total = stored(first.value + second.value, kind)
    return None if total is None else RoundedSum(first, second, total, direct)


def _rows(of: RoundedSum) -> list[tuple[Text, StoredNumber]]:
    rows: list[tuple[Text, StoredNumber]] = [
        (Words("{number}, stored", {"number": each.typed.text}), each.stored)
        for each in (of.first, of.second)
        if each.stored is not None
    ]
    rows.append((Words("The sum of both, stored"), of.total))
    rows.append((Words("{sum} exactly, stored", {"sum": of.name}), of.direct))
    return rows


def sum_draws(of: RoundedSum, part: float) -> Iterator[Draw]:
    """Yield the bits of the numbers, of their sum, and of the exact sum."""
    for k, (_, number) in enumerate(_rows(of)):
        if part >= k / 4:
            wide = small_width(WIDTH - _BITS)
            table = small_table(number.type, f"sum bits {k}", _BITS, _TOP - k * _ROW, wide)
            yield from bit_draws(number, table)


def sum_labels(of: RoundedSum, part: float, view: View) -> Iterator[Label]:
    """Yield what the bits are of, and what they stand for."""
    for k, (name, number) in enumerate(_rows(of)):
        if part >= k / 4:
            y = _TOP - k * _ROW
            room = _VALUE - _GAP
            yield begun_line(say(name), (0.0, y), view, _TEXT, slot=Slot.AXIS, room=room)
            slot = colours.STORED if k == 2 else Slot.INK
            text = "inf" if number.value is None else begun_decimal(number.value, _DIGITS)
            room = _BITS - _VALUE - _GAP
            yield begun_line(text, (_VALUE, y), view, _TEXT, slot=slot, room=room)
