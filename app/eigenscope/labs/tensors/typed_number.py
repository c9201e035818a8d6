"""A number as it was typed: which kinds of numbers it belongs to, and its value as a fraction."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

from eigenscope.exact.surd import Surd
from eigenscope.labs.kit.typed_texts import typeset
from eigenscope.language.evaluating.entry import Entry, parse_entry
from eigenscope.language.reading.tree import Node
from eigenscope.language.texts.messages import LanguageError
from eigenscope.wording.words import Words

KINDS = ("ℕ", "ℤ", "ℚ", "ℝ")
"""Each within the next one."""

_BITS = 1300  # after the point: more than the smallest float64 has


@dataclass(frozen=True)
class TypedNumber:
    """A number that is not infinite, as it was entered."""

    entry: Entry

    @property
    def text(self) -> str:
        """What was typed, with the signs of the blackboard."""
        return typeset(self.entry.text)

    @cached_property
    def value(self) -> Fraction:
        """The number, or a fraction next to it that no type of numbers can tell from it."""
        exact = self.entry.exact
        if isinstance(exact, Fraction):
            return exact
        if isinstance(exact, Surd) and exact.real:
            return sum((_root(d) * c for d, c in exact.terms.items()), Fraction())
        turns = _turns_of_pi(self.entry.text)
        return Fraction(self.entry.value) if turns is None else turns * _pi()

    @cached_property
    def known(self) -> bool:
        """Whether it is known exactly, and not by the 16 digits of float64 alone."""
        return self.entry.exact is not None or _turns_of_pi(self.entry.text) is not None

    @cached_property
    def kind(self) -> int:
        """The place among `KINDS` of the smallest kind that it belongs to."""
        exact = self.entry.exact
        if not isinstance(exact, Fraction):
            return 3
        if exact.denominator > 1:
            return 2
        return 0 if exact >= 0 else 1

    def kind_words(self) -> Words:
        """Return a sentence on why it belongs there."""
        values = {"number": self.text}
        if self.kind == 0:
            return Words("{number} is one of 0, 1, 2, 3, …: a natural number, in ℕ.", values)
        if self.kind == 1:
            return Words("{number} is whole but below 0: an integer, in ℤ but not in ℕ.", values)
        if self.kind == 2:
            return Words(
                "{number} is a ratio of two integers: a rational number, in ℚ but not in ℤ.",
                values,
            )
        if self.known:
            return Words(
                "{number} is no ratio of two integers: a real number, in ℝ but not in ℚ.", values
            )
        return Words("{number} is a real number, known here by 16 digits: these are used.", values)

    def summands(self) -> tuple[TypedNumber, TypedNumber] | None:
        """Return a and b of a text "a + b", or None if it is no such sum of two numbers."""
        text = self.entry.text
        for place, sign in enumerate(text):
            if sign != "+" or not text[:place].strip() or text[:place].rstrip()[-1] in "eE+-*/^(":
                continue
            try:
                pair = parse_entry(text[:place]), parse_entry(text[place + 1 :])
            except LanguageError:
                continue
            first, second = map(TypedNumber, pair)
            total = first.value + second.value
            if abs(total - self.value) <= abs(total) / 2**50:
                return first, second
        return None


def _turns_of_pi(text: str) -> Fraction | None:
    """Return how many times π a text is, if it is a rational multiple of it."""
    if "pi" not in text and "π" not in text and "tau" not in text and "τ" not in text:
        return None
    from eigenscope.language.evaluating.evaluation import Evaluation
    from eigenscope.language.evaluating.number import number_tree, plain_text
    from eigenscope.language.foreign import readable
    from eigenscope.language.texts.typography import plain

    read = plain(readable(plain_text(text)))
    tree: Node = number_tree(read)
    turns = Evaluation(read, lambda _name: None).value(tree).turns
    return None if turns is None or turns.ndim else Fraction(turns.item())


def _root(radicand: int) -> Fraction:
    return Fraction(math.isqrt(radicand << (2 * _BITS)), 2**_BITS)


@lru_cache(maxsize=1)
def _pi() -> Fraction:
    """Return π by Machin's formula, π = 16 arctan 1/5 − 4 arctan 1/239."""
    unit = 2 ** (_BITS + 16)
    return Fraction((16 * _arctangent(5, unit) - 4 * _arctangent(239, unit)) >> 16, 2**_BITS)


def _arctangent(inverse: int, unit: int) -> int:
    power = total = unit // inverse
    for k in range(1, unit.bit_length()):
        power = -power // inverse**2
        total += power // (2 * k + 1)
    return total
