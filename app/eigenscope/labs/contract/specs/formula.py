"""A function, as an expression in its variables; or several, with commas between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import InputError, Text
from eigenscope.labs.contract.specs.base import Spec
from eigenscope.labs.contract.specs.matrix_json import LONGEST_EXPRESSION
from eigenscope.language.texts.messages import LanguageError
from eigenscope.wording.errors import reason_of
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.language.definitions.formula import Formula


@dataclass(frozen=True)
class FormulaSpec(Spec):
    """A str: an expression of the language in some ``variables``, whose value is a number.

    It may be in the first of the ``numbered`` variables instead, x1, x2 and so on, if there are
    some; and there may be ``fewest`` to ``most`` expressions, with commas between: with 0 as
    ``fewest``, all or none.
    """

    kind = "formula"
    variables: tuple[str, ...] = ("x", "y")
    numbered: tuple[str, ...] = ()
    fewest: int = 1
    most: int = 1

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return its variables."""
        return [*self.variables, *self.numbered]

    def formulas(self, text: str) -> tuple[Formula, ...]:
        """Return what a text says; raise LanguageError if it cannot be read."""
        # Late: the first picture has none.
        from eigenscope.language.definitions.formula import read_formula
        from eigenscope.language.definitions.formula_lists import read_formulas, read_in_either

        if self.numbered:
            return (read_in_either(text, self.variables, self.numbered),)
        if (self.fewest, self.most) == (1, 1):
            return (read_formula(text, self.variables),)
        return read_formulas(text, self.variables, self.fewest, self.most)

    def check(self, name: str, value: object) -> None:
        """Raise InputError unless it can be read."""
        text = Text(LONGEST_EXPRESSION).read(name, value)
        try:
            self.formulas(text)
        except LanguageError as error:
            raise InputError(
                Words("{name}: {reason}", {"name": name, "reason": reason_of(error)})
            ) from error
