"""An order of things: a permutation, written as their numbers from 1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eigenscope.arrays import Tensors
from eigenscope.labs.contract.schema import InputError, shown
from eigenscope.labs.contract.specs.base import Arrays, Spec
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead

_MOST = 2048


@dataclass(frozen=True)
class OrderSpec(Spec):
    """A tuple of the whole numbers 1 … n, each once, in any order; or an empty one."""

    kind = "order"

    def alternatives(self, value: object) -> list[Any]:
        """Return none and one of three things."""
        return [(), (3, 1, 2)]

    def check(self, name: str, value: tuple[int, ...]) -> None:
        """Raise InputError unless each number from 1 on is there once."""
        if len(value) > _MOST or sorted(value) != list(range(1, len(value) + 1)):
            words = "{name} is the numbers 1, 2, 3 and so on, each once, such as 3 1 2; not {data}"
            raise InputError(Words(words, {"name": name, "data": shown(list(value))}))

    def to_json(self, value: tuple[int, ...], tensors: Arrays, key: str) -> object:
        """Return a list."""
        return list(value)

    def from_json(self, name: str, data: object, tensors: Tensors) -> tuple[int, ...]:
        """Return the numbers in a list."""
        if not isinstance(data, list) or any(type(each) is not int for each in data):
            words = "{name} is a list of whole numbers, not {data}"
            raise InputError(Words(words, {"name": name, "data": shown(data)}))
        self.check(name, tuple(data))
        return tuple(data)

    def from_text(self, name: str, text: str, files: FilesRead) -> tuple[int, ...]:
        """Return the numbers of a text such as 3 1 2 or [3, 1, 2]."""
        parts = [part for part in re.split(r"[\s,，、;；\[\]()]+", text) if part]
        numbers = [int(part) if re.fullmatch(r"\d{1,6}", part) else part for part in parts]
        return self.from_json(name, numbers, {})

    def text(self, value: tuple[int, ...]) -> str:
        """Return the numbers with spaces between."""
        return " ".join(map(str, value))
