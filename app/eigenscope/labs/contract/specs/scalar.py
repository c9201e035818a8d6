"""A number."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eigenscope.arrays import Tensors
from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs.base import Arrays, Spec
from eigenscope.labs.contract.specs.matrix_json import (
    matrix_from_json,
    matrix_text,
    matrix_to_json,
    typed_matrix,
)
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.wording.words import Words, as_words

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead


@dataclass(frozen=True)
class ScalarSpec(Spec):
    """A number: a ``language`` Matrix of 1 × 1, typed as an expression or chosen with a slider.

    The slider goes from ``low`` to ``high``, evenly or, if ``logarithmic``, by factors. What is
    typed may lie beyond, from ``least`` to ``most``.
    """

    kind = "scalar"
    low: float = 0.0
    high: float = 1.0
    logarithmic: bool = False
    least: float = -math.inf
    most: float = math.inf

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return the least and the largest number that may be typed."""
        return [self.least, self.most]

    def check(self, name: str, value: Matrix) -> None:
        """Raise InputError unless it is one number within its limits."""
        if value.shape != (1, 1):
            raise InputError(Words("{name} is not one number", {"name": name}))
        if not self.least <= value.scalar.value <= self.most:
            raise InputError(
                Words(
                    "{name} is not from {least} to {most}",
                    {"name": name, "least": f"{self.least:g}", "most": f"{self.most:g}"},
                )
            )

    def to_json(self, value: Matrix, tensors: Arrays, key: str) -> object:
        """Return it as a matrix of one entry, with its expression."""
        return matrix_to_json(value)

    def from_json(self, name: str, data: object, tensors: Tensors) -> Matrix:
        """Return the number, which may stand alone."""
        number = matrix_from_json(name, [[data]] if isinstance(data, str | int | float) else data)
        self.check(name, number)
        return number

    def from_text(self, name: str, text: str, files: FilesRead) -> Matrix:
        """Return the value of an expression."""
        number = files.small(text, (1, 1))
        self.check(name, number)
        return number

    def typed(self, data: Any) -> object:
        """Return its expression, or its one entry."""
        known = typed_matrix(data)
        return known[0][0] if isinstance(known, list) else known

    def text(self, value: Matrix) -> str:
        """Return it in brackets."""
        return matrix_text(value)

    def named(self, value: Matrix) -> Words:
        """Return what was typed."""
        label = as_words(self.label)
        return Words("{label} = {text}", {"label": label, "text": value.texts()[0][0]})
