"""A small matrix, typed."""

from __future__ import annotations

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
from eigenscope.language.values.limits import exceeds
from eigenscope.scene.slots import ACCENTS, Slot
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead


@dataclass(frozen=True)
class MatrixSpec(Spec):
    """A ``language`` Matrix, from 1 × 1 up to ``largest``.

    ``heads`` are the slots whose colours its columns have in the picture.
    """

    kind = "matrix"
    largest: tuple[int, int] = (3, 3)
    heads: tuple[Slot, ...] = ACCENTS[:3]

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return the smallest and the largest shape."""
        return [[1, 1], [*self.largest]]

    def check(self, name: str, value: Matrix) -> None:
        """Raise InputError if it is too large."""
        if exceeds(value.shape, self.largest):
            rows, columns = self.largest
            raise InputError(
                Words(
                    "{name} is larger than {rows}×{columns}",
                    {"name": name, "rows": rows, "columns": columns},
                )
            )

    def to_json(self, value: Matrix, tensors: Arrays, key: str) -> object:
        """Return its entries, with its expression."""
        return matrix_to_json(value)

    def from_json(self, name: str, data: object, tensors: Tensors) -> Matrix:
        """Return the matrix."""
        matrix = matrix_from_json(name, data)
        self.check(name, matrix)
        return matrix

    def from_text(self, name: str, text: str, files: FilesRead) -> Matrix:
        """Return the value of an expression, or what a file holds."""
        matrix = files.small(text, self.largest)
        self.check(name, matrix)
        return matrix

    def typed(self, data: Any) -> object:
        """Return its expression, or its entries."""
        return typed_matrix(data)

    def text(self, value: Matrix) -> str:
        """Return it in brackets."""
        return matrix_text(value)
