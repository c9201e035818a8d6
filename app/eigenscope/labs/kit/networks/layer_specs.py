"""The input that says how wide a network's layers are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs import Spec
from eigenscope.wording.words import Words

MOST_LAYERS, WIDEST = 6, 8
WIDEST_INPUT = 64

_SEPARATOR = re.compile(r"[\s,;\[\]()，；、–—>→-]+")

_AROUND = " \t\n[]()"

Widths = tuple[int, ...]


@dataclass(frozen=True)
class WidthsSpec(Spec):
    """A tuple of the widths of a network's layers, that of its input first: "2-8-8-1"."""

    kind = "widths"

    def alternatives(self, value: Widths) -> list[Any]:
        """Return the smallest and the deepest network."""
        return [(2, 1), (2, 2, 1), (2, *(2,) * (MOST_LAYERS - 1), 1)]

    def check(self, name: str, value: Widths) -> None:
        """Raise InputError unless there are such layers."""
        if not 2 <= len(value) <= MOST_LAYERS + 1:
            said = {"name": name, "most": str(MOST_LAYERS)}
            raise InputError(Words("{name} has 1 to {most} layers, such as 2-8-8-1", said))
        for width, most in zip(value, (WIDEST_INPUT, *(WIDEST,) * MOST_LAYERS), strict=False):
            if not 1 <= width <= most:
                said = {"name": name, "width": str(width), "most": str(most)}
                raise InputError(
                    Words("{name} has the width {width}; that width can be from 1 to {most}", said)
                )

    def to_json(self, value: Widths, tensors: Any, key: str) -> list[int]:
        """Return a list."""
        return [*value]

    def from_json(self, name: str, data: object, tensors: Any) -> Widths:
        """Return the widths in a list."""
        if not isinstance(data, list) or not all(type(width) is int for width in data):
            raise InputError(Words("{name} is widths, such as 2-8-8-1", {"name": name}))
        widths = tuple(data)
        self.check(name, widths)
        return widths

    def from_text(self, name: str, text: str, files: Any) -> Widths:
        """Return the widths of "2-8-8-1" or [2, 8, 8, 1]."""
        numbers = _SEPARATOR.split(text.strip(_AROUND))
        if not all(part.isascii() and part.isdigit() for part in numbers):
            raise InputError(Words("{name} is widths, such as 2-8-8-1", {"name": name}))
        return self.from_json(name, [int(part) for part in numbers], {})

    def typed(self, data: Any) -> object:
        """Return them as they are typed."""
        return "-".join(map(str, data))

    def text(self, value: Widths) -> str:
        """Return them as they are typed."""
        return "-".join(map(str, value))
