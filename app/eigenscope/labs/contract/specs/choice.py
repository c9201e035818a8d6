"""One of a few words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import Choice
from eigenscope.labs.contract.specs.base import Spec
from eigenscope.wording.words import Text, Words, as_words


@dataclass(frozen=True)
class ChoiceSpec(Spec):
    """A str out of ``options``: pairs of value and label."""

    kind = "choice"
    options: tuple[tuple[str, Text], ...] = ()

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return the values to choose from."""
        return [value for value, _ in self.options]

    def alternatives(self, value: object) -> list[Any]:
        """Return all options."""
        return [each for each, _ in self.options]

    def check(self, name: str, value: object) -> None:
        """Raise InputError unless it is one of the options."""
        Choice(tuple(value for value, _ in self.options)).read(name, value)

    def named(self, value: object) -> Words:
        """Return what the option is called."""
        return as_words(dict(self.options)[str(value)])
