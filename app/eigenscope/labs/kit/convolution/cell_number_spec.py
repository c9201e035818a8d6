"""The cell that was clicked among those that come out."""

from __future__ import annotations

from dataclasses import dataclass

from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import NumberRange
from eigenscope.labs.contract.specs import WholeSpec


@dataclass(frozen=True)
class CellNumberSpec(WholeSpec):
    """An int: the flat index of a cell; nobody types one that does not come out."""

    def check_beside(self, name: str, value: int, inputs: Inputs) -> None:
        """Raise InputError, with the range, if there are not so many cells."""
        NumberRange(self.low, self.high(inputs), whole=True).read(name, value)
