"""A length for each of two axes: how far a window steps, how wide a border is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eigenscope.arrays import Tensors
from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import InputError, NumberRange, shown
from eigenscope.labs.contract.specs.base import Arrays, Spec
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead

Lengths = tuple[int, ...] | str
"""One length for both axes, one for each (rows, columns), or a word."""

_LARGEST = 10_000
_BETWEEN = re.compile(r"\s*[\s,;×x]\s*")


@dataclass(frozen=True)
class LengthsSpec(Spec):
    """One or two whole numbers from ``low``, or one of some ``words``."""

    kind = "lengths"
    low: int = 1
    words: tuple[str, ...] = ()

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return the least and the largest number, and the words."""
        return [self.low, _LARGEST, *self.words]

    def alternatives(self, value: object) -> list[Any]:
        """Return the words, and lengths that differ."""
        return [*self.words, (self.low, self.low + 1)]

    def check(self, name: str, value: object) -> None:
        """Raise InputError unless it may be."""
        self.from_json(name, list(value) if isinstance(value, tuple) else value, {})

    def to_json(self, value: Lengths, tensors: Arrays, key: str) -> object:
        """Return a list, or the word."""
        return value if isinstance(value, str) else list(value)

    def from_json(self, name: str, data: object, tensors: Tensors) -> Lengths:
        """Return the lengths that a number, a list or a word stands for."""
        if isinstance(data, str) and data in self.words:
            return data
        each = data if isinstance(data, list) else [data]
        if isinstance(data, str) or not 1 <= len(each) <= 2:
            raise InputError(_wrong(name, data, self.words))
        size = NumberRange(self.low, _LARGEST, whole=True)
        return tuple(int(size.read(name, length)) for length in each)

    def from_text(self, name: str, text: str, files: FilesRead) -> Lengths:
        """Return what is typed: 2, (2, 1), 2 × 1, or a word."""
        plain = text.strip().strip("'\"")
        if plain in self.words:
            return plain
        try:
            parts = _BETWEEN.split(plain.strip("()[]").strip(" ,"))
            numbers = [int(part) if part.isdecimal() else float(part) for part in parts]
        except ValueError:
            raise InputError(_wrong(name, text, self.words)) from None
        return self.from_json(name, numbers, {})

    def text(self, value: Lengths) -> str:
        """Return it as it is typed."""
        return value if isinstance(value, str) else ", ".join(map(str, value))


def _wrong(name: str, data: object, words: tuple[str, ...]) -> Words:
    said = {"name": name, "data": shown(data)}
    if not words:
        return Words("{name} is a whole number, or two such as 2, 1; not {data}", said)
    return Words(
        "{name} is a whole number, two such as 2, 1, or {word}; not {data}",
        {**said, "word": words[0]},
    )
