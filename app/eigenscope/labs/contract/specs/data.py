"""A matrix of any size, typed or from a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eigenscope.arrays import Tensors
from eigenscope.labs.contract.specs.base import Arrays, Spec
from eigenscope.labs.contract.specs.matrix_json import (
    matrix_from_json,
    matrix_text,
    matrix_to_json,
    typed_matrix,
)
from eigenscope.language.evaluating.entry import Matrix

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead
    from eigenscope.readers.loaded_matrix import LoadedMatrix


@dataclass(frozen=True)
class DataSpec(Spec):
    """A matrix of any size: a ``language`` Matrix, or a ``readers`` LoadedMatrix from a file."""

    kind = "data"

    def to_json(self, value: Matrix | LoadedMatrix, tensors: Arrays, key: str) -> object:
        """Return entries that were typed, or what stands in the text of those in a file."""
        if isinstance(value, Matrix):
            return matrix_to_json(value)
        # Late, here and below: readers of files are not needed for the first picture.
        from eigenscope.labs.contract.loaded_json import loaded_to_json

        return loaded_to_json(value, tensors, key)

    def from_json(self, name: str, data: object, tensors: Tensors) -> Matrix | LoadedMatrix:
        """Return the matrix; the numbers of one from a file are among the tensors."""
        if isinstance(data, dict) and "tensor" in data:
            from eigenscope.labs.contract.loaded_json import loaded_from_json

            return loaded_from_json(name, data, tensors)
        return matrix_from_json(name, data)

    def from_text(self, name: str, text: str, files: FilesRead) -> Matrix | LoadedMatrix:
        """Return the value of an expression, or what a file holds."""
        return files.data(text)

    def typed(self, data: Any) -> object:
        """Return the expression or the entries; of a file, its name and shape."""
        if isinstance(data, dict) and "tensor" in data:
            return {"name": data["name"], "shape": data["shape"]}
        return typed_matrix(data)

    def text(self, value: Matrix | LoadedMatrix) -> str:
        """Return what was typed, in brackets."""
        return matrix_text(value) if isinstance(value, Matrix) else ""
