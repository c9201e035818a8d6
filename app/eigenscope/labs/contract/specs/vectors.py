"""Some vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eigenscope.arrays import Tensors
from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs.base import Arrays, Spec
from eigenscope.labs.contract.specs.matrix_json import matrix_from_json
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead


MOST_VECTORS = 50
_MOST_TRIED = 4

Vectors = tuple[Matrix, ...]


@dataclass(frozen=True)
class VectorsSpec(Spec):
    """A tuple of column matrices, ``fewest`` to ``most`` of them.

    ``length`` tells how many entries they have, given the inputs, at most ``longest``; ``letters``
    are their names.
    """

    kind = "vectors"
    length: Callable[[Any], int] = lambda _inputs: 2
    fewest: int = 0
    most: int = MOST_VECTORS
    letters: Sequence[str] = "uvwpqrs"
    longest: int = 3

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return the fewest and the most vectors."""
        return [self.fewest, self.most]

    def alternatives(self, value: Vectors) -> list[Any]:
        """Return different numbers of vectors, if there is one to repeat."""
        counts = range(self.fewest, min(self.most, _MOST_TRIED) + 1) if value else ()
        return [value[:1] * count for count in counts]

    def to_json(self, value: Vectors, tensors: Arrays, key: str) -> list[list[str]]:
        """Return the entries of each."""
        return [[row[0] for row in vector.texts()] for vector in value]

    def from_json(self, name: str, data: object, tensors: Tensors) -> Vectors:
        """Return the vectors."""
        most = min(self.most, MOST_VECTORS)
        if not isinstance(data, list) or not self.fewest <= len(data) <= most:
            if self.fewest == most == 1:
                raise InputError(Words("{name} is not one vector", {"name": name}))
            said = {"name": name, "least": str(self.fewest), "most": str(most)}
            if self.fewest:
                raise InputError(Words("{name} is not a list of {least} to {most} vectors", said))
            raise InputError(Words("{name} is not a list of at most {most} vectors", said))
        return tuple(self._column(name, item) for item in data)

    def from_text(self, name: str, text: str, files: FilesRead) -> Vectors:
        """Return the vectors that are the rows of a matrix; one alone may be a column, too."""
        matrix = files.small(text, None)
        if self.most == 1 and matrix.shape[1] == 1:
            matrix = matrix.transposed()
        return self.from_json(name, [list(row) for row in matrix.texts()], {})

    def _column(self, name: str, data: object) -> Matrix:
        if not isinstance(data, list) or not 1 <= len(data) <= self.longest:
            words = "{name} holds a vector that is not a list of 1 to {most} numbers"
            raise InputError(Words(words, {"name": name, "most": str(self.longest)}))
        return matrix_from_json(name, [[x] for x in data])
