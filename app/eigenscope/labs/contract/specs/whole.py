"""A whole number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eigenscope.arrays import Tensors
from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import NumberRange
from eigenscope.labs.contract.specs.base import Spec

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead


_LARGEST = 10**6  # of a number chosen with a slider


@dataclass(frozen=True)
class WholeSpec(Spec):
    """An int from ``low`` to ``high(inputs)``, chosen with a slider."""

    kind = "whole"
    low: int = 0
    high: Callable[[Any], int] = lambda _inputs: 10

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return the least and the largest number."""
        return [self.low, self.high(inputs)]

    def check(self, name: str, value: object) -> None:
        """Raise InputError unless it is a whole number that may be; labs know the largest."""
        self.from_json(name, value, {})

    def from_json(self, name: str, data: object, tensors: Tensors) -> int:
        """Return the number."""
        return int(NumberRange(self.low, _LARGEST, whole=True).read(name, data))

    def from_text(self, name: str, text: str, files: FilesRead) -> int:
        """Return the number that a text is."""
        try:
            number: object = float(text)
        except ValueError:
            number = text
        return self.from_json(name, number, {})
