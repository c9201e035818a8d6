"""What every file of tensors looks like from outside.

Whoever shows tensors asks for names and shapes first and for numbers later, and need not know
whether they lie in a picture, a table or the weights of a network.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from eigenscope.readers.table_reading import TableReading
from eigenscope.wording.errors import WordedError
from eigenscope.wording.words import Text, Value, Words, as_it_is, together

Array = npt.NDArray[np.generic]

MOST_READ = 4_000_000_000  # bytes of one tensor at a time; more would push out everything else
MOST_VALUES = 10**11  # of one tensor: more is a mistake or an attack
MOST_ENTRIES = 100_000  # tensors in one file


class ReaderError(WordedError, ValueError):
    """A file that cannot be read; its text says what is wrong and how to mend it, for the user."""


@dataclass(frozen=True)
class TensorEntry:
    """What is known of a tensor before it is read.

    ``dtype`` is named as in torch, or as its quantisation is; ``sparse`` says whether the file
    leaves zeros out.
    """

    name: str
    shape: tuple[int, ...]
    dtype: str
    nbytes: int
    sparse: bool = False

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return math.prod(self.shape)


class Stored(Protocol):
    """One tensor that has not been read yet."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Its size along each direction."""

    @property
    def kind(self) -> str:
        """The name of its type of number, as in torch."""

    @property
    def nbytes(self) -> int:
        """How much it takes where it lies, unpacked."""

    def whole(self) -> Array:
        """Read all of it."""

    def part(self, rows: range, columns: range) -> Array:
        """Read some of it as a matrix of `flat_shape`; both ranges ascend."""


class TensorFile(AbstractContextManager["TensorFile", None], Protocol):
    """An open file of tensors, which the end of a ``with`` statement closes.

    ``row_names`` and ``column_names`` are those of a table, and ``labels`` the texts of its last
    column, else empty; ``table`` says how it was read, and is None of other files. What is read is
    always a fresh array of whole numbers, booleans, float32, float64 or complex numbers: narrower
    ones and quantised ones become float32.
    """

    path: Path
    row_names: tuple[str, ...]
    column_names: tuple[str, ...]
    labels: tuple[str, ...]
    table: TableReading | None

    @property
    def entries(self) -> tuple[TensorEntry, ...]:
        """All tensors, in the order of the file."""

    @property
    def names(self) -> Sequence[str]:
        """Names of all tensors; quicker than their entries where those lie in several files."""

    @property
    def notes(self) -> tuple[Text, ...]:
        """Sentences for the user about what is missing or was left out."""

    def entry(self, name: str) -> TensorEntry:
        """Return what is known of one tensor; raise ReaderError if there is none of that name."""

    def read(self, name: str) -> Array:
        """Return a whole tensor; raise ReaderError if that cannot be done."""

    def read_part(self, name: str, rows: slice, columns: slice) -> Array:
        """Return some rows and columns of the matrix of `flat_shape`, reading little more."""

    def close(self) -> None:
        """Let go of the file; nothing can be read afterwards."""


def shown(text: str) -> str:
    """Return a name out of a file so that it fits into a sentence, whatever it holds."""
    plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:60])
    return plain + "…" * (len(text) > 60)


def listed(names: Sequence[str]) -> Words:
    """Return the first three of some names, of one at least, and how many more there are."""
    few = together([as_it_is(shown(name)) for name in names[:3]])
    if len(names) <= 3:
        return few
    return Words("{names} and {count} more", {"names": few, "count": len(names) - 3})


def flat_shape(shape: Sequence[int]) -> tuple[int, int]:
    """Return rows and columns of a tensor as a matrix: its first axis down, all others across.

    So one axis is a column, and the weights of a convolution (out, in, h, w) have a row for each
    output.
    """
    return (shape[0] if shape else 1), math.prod(shape[1:])


def check_shape(file: str, name: str | Words, shape: Sequence[int]) -> None:
    """Raise ReaderError if no honest tensor has such a shape."""
    said: dict[str, Value] = {"file": file, "name": shown(name) if isinstance(name, str) else name}
    if any(side < 0 for side in shape):
        raise ReaderError(
            Words("{file} is broken: {name} has a negative size. Save it again.", said)
        )
    if len(shape) > 64 or math.prod(max(side, 1) for side in shape) > MOST_VALUES:
        raise ReaderError(
            Words(
                "{file} says that {name} has more than {count} thousand million numbers. "
                "It is broken, or too large to be shown.",
                {**said, "count": MOST_VALUES // 10**9},
            )
        )
