"""The cell of a picture that was clicked, as an input that nobody types."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eigenscope.labs.contract.schema import InputError, Text
from eigenscope.labs.contract.specs import Spec
from eigenscope.wording.words import Words

_LONGEST = 20
_CELL = re.compile(r"(\d{1,4}:\d{1,9})?")


@dataclass(frozen=True)
class CellSpec(Spec):
    """A str: the index of a step and the flat index of a cell of its result, "3:11"; or nothing."""

    kind = "cell"

    def check(self, name: str, value: object) -> None:
        """Raise InputError unless it is such a text."""
        if _CELL.fullmatch(Text(_LONGEST).read(name, value)) is None:
            raise InputError(
                Words("{name} is a step and a cell, such as 3:11, or nothing", {"name": name})
            )


def chosen_cell(text: str) -> tuple[int, int] | None:
    """Return the step and the cell of such a text."""
    if not text:
        return None
    step, _, cell = text.partition(":")
    return int(step), int(cell)
