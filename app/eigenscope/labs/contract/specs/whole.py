"""A whole number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eigenscope.arrays import Tensors
from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import InputError, NumberRange, finite, shown
from eigenscope.labs.contract.specs.base import Spec
from eigenscope.wording.words import Value, Words

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead


_LARGEST = 10**6  # of a number chosen with a slider


@dataclass(frozen=True)
class WholeSpec(Spec):
    """An int from ``low`` to ``high(inputs)``, chosen with a slider.

    What is typed may lie above, as far as ``most``: labs know what it means then.
    """

    kind = "whole"
    low: int = 0
    high: Callable[[Any], int] = lambda _inputs: 10
    most: int = _LARGEST

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return the least and the largest number."""
        return [self.low, self.high(inputs)]

    def alternatives(self, value: int) -> list[Any]:
        """Return the number after the least."""
        return [self.low + 1]

    def check(self, name: str, value: object) -> None:
        """Raise InputError unless it is a whole number that may be."""
        self.from_json(name, value, {})

    def from_json(self, name: str, data: object, tensors: Tensors) -> int:
        """Return the number."""
        number = finite(name, data)
        if number < self.low:
            values: dict[str, Value] = {"name": name, "low": self.low, "data": shown(data)}
            raise InputError(Words("{name} is at least {low}, not {data}", values))
        return int(NumberRange(self.low, self.most, whole=True).read(name, data))

    def from_text(self, name: str, text: str, files: FilesRead) -> int:
        """Return the number that a text is."""
        try:
            number: object = float(text)
        except ValueError:
            number = text
        if isinstance(number, float) and number.is_integer():
            number = int(number)
        return self.from_json(name, number, {})
