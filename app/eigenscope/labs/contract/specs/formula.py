"""A function, as an expression in its variables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import InputError, Text
from eigenscope.labs.contract.specs.base import Spec
from eigenscope.labs.contract.specs.matrix_json import LONGEST_EXPRESSION
from eigenscope.language.texts.messages import LanguageError
from eigenscope.wording.errors import reason_of
from eigenscope.wording.words import Words


@dataclass(frozen=True)
class FormulaSpec(Spec):
    """A str: an expression of the language in some ``variables``, whose value is a number."""

    kind = "formula"
    variables: tuple[str, ...] = ("x", "y")

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return its variables."""
        return [*self.variables]

    def check(self, name: str, value: object) -> None:
        """Raise InputError unless it can be read."""
        from eigenscope.language.definitions.formula import (
            read_formula,  # late: the first picture has none
        )

        text = Text(LONGEST_EXPRESSION).read(name, value)
        try:
            read_formula(text, self.variables)
        except LanguageError as error:
            raise InputError(
                Words("{name}: {reason}", {"name": name, "reason": reason_of(error)})
            ) from error
