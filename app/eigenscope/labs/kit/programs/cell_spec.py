"""The cell of a picture that was clicked, as an input that nobody types."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import InputError, Text
from eigenscope.labs.contract.specs import Spec
from eigenscope.wording.words import Words

_LONGEST = 20
_CELL = re.compile(r"(\d{1,4}:\d{1,9})?")


@dataclass(frozen=True)
class CellSpec(Spec):
    """A str: the index of a step and the flat index of a cell of its result, "3:11"; or nothing.

    ``counts`` works out how many cells each step of the program has, by its index.
    """

    kind = "cell"
    counts: Callable[[Any], Mapping[int, int]] = lambda _inputs: {}

    def check(self, name: str, value: object) -> None:
        """Raise InputError unless it is such a text."""
        if _CELL.fullmatch(Text(_LONGEST).read(name, value)) is None:
            raise InputError(
                Words("{name} is a step and a cell, such as 3:11, or nothing", {"name": name})
            )

    def check_beside(self, name: str, value: str, inputs: Inputs) -> None:
        """Raise InputError, with the range, if the program has no such cell."""
        chosen = chosen_cell(value)
        if chosen is None:
            return
        counts = {step: count for step, count in self.counts(inputs).items() if count}
        if not counts:
            raise InputError(
                Words("{name}: no step of the program has cells to choose from", {"name": name})
            )
        first = last = chosen[0]
        if first not in counts:
            first, last = min(counts), max(counts)
        elif chosen[1] < counts[first]:
            return
        limits = {"low": f"{first}:0", "high": f"{last}:{counts[last] - 1}", "data": repr(value)}
        raise InputError(
            Words("{name} is from {low} to {high}, not {data}", {"name": name, **limits})
        )


def chosen_cell(text: str) -> tuple[int, int] | None:
    """Return the step and the cell of such a text."""
    if not text:
        return None
    step, _, cell = text.partition(":")
    return int(step), int(cell)
