"""A matrix out of a file, as the program keeps it: all of it, or a sample that says it is one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from eigenscope.readers.origin import Origin
from eigenscope.readers.sampling import evenly
from eigenscope.readers.table_reading import TableReading
from eigenscope.readers.tensor_file import Array, ReaderError
from eigenscope.wording.words import Text, Words

if TYPE_CHECKING:
    from eigenscope.engine.large.overview import Overview

LARGEST_WHOLE = 512_000_000  # bytes: what is larger is shown from a sample
_COMPARED = 1_000_000  # bytes at a time
SAMPLED_SIDE = 2048  # rows and columns of a sample


@dataclass(frozen=True, eq=False)
class LoadedMatrix:
    """Numbers from a file; equal if the numbers and where they came from are.

    Attributes
    ----------
    name
        What it is called: the file's name, and the tensor's if the file has several.
    values
        (m, n) of bool, whole numbers, float32 or float64, read-only: all of it or a sample.
    shape
        The size of the tensor in the file, of whatever number of axes: (512, 256, 3, 3) is shown
        as 512 × 2304, one axis as a column.
    row_numbers, column_numbers
        Where the sample's rows and columns stand in the whole, from 0; None if nothing was left
        out.
    row_names, column_names
        Those of a table, else empty.
    notes
        Sentences of the reader for the user.
    origin
        The file, from which all rows can be read where ``values`` are a sample; None where it is
        not known. It is neither compared nor saved.
    read_as
        How the table was read that it came from, where the file is not known any more.
    labels
        The text of each row in the last column of a table, which is no number; else empty.
    """

    name: str
    values: Array
    shape: tuple[int, ...]
    row_numbers: npt.NDArray[np.intp] | None = None
    column_numbers: npt.NDArray[np.intp] | None = None
    row_names: tuple[str, ...] = ()
    column_names: tuple[str, ...] = ()
    notes: tuple[Text, ...] = field(default=())
    origin: Origin | None = None
    read_as: TableReading | None = None
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        values = self.values
        if values.ndim != 2 or not values.size:
            raise ReaderError(
                Words("{name} is not a matrix with rows and columns.", {"name": self.name})
            )
        if values.dtype.kind not in "biuf":
            raise ReaderError(
                Words(
                    "{name} holds {kind}, not real numbers.",
                    {"name": self.name, "kind": str(values.dtype)},
                )
            )
        values.setflags(write=False)

    @property
    def whole(self) -> bool:
        """Whether nothing was left out."""
        return self.row_numbers is None and self.column_numbers is None

    @property
    def table(self) -> TableReading | None:
        """How the table was read that it came from, or None if it came from none."""
        return self.read_as if self.origin is None else self.origin.table

    @cached_property
    def overview(self) -> Overview:
        """What is seen of the numbers at first sight; takes a while the first time."""
        from eigenscope.engine.large.overview import overview

        return overview(self.values)

    def sampled(self, side: int = SAMPLED_SIDE) -> LoadedMatrix:
        """Return an even sample of at most ``side`` rows and columns."""
        rows, columns = (evenly(size, side) for size in self.values.shape)
        down = np.arange(self.values.shape[0], dtype=np.intp)[rows]
        across = np.arange(self.values.shape[1], dtype=np.intp)[columns]
        return replace(
            self,
            values=self.values[rows, columns].copy(),
            row_numbers=down if self.row_numbers is None else self.row_numbers[rows],
            column_numbers=across if self.column_numbers is None else self.column_numbers[columns],
            row_names=self.row_names[rows],
            column_names=self.column_names[columns],
            labels=self.labels[rows],
        )

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return (
            isinstance(other, LoadedMatrix)
            and (self.name, self.shape, self.labels) == (other.name, other.shape, other.labels)
            and _same(self.values, other.values)
        )

    def __hash__(self) -> int:
        return hash((self.name, self.shape))


def _same(one: Array, other: Array) -> bool:
    """Tell whether arrays agree to the last bit; those that differ are mostly found out at once."""
    if one.shape != other.shape or one.dtype != other.dtype:
        return False
    rows = max(1, _COMPARED // max(1, one[0].nbytes))
    return all(
        one[k : k + rows].tobytes() == other[k : k + rows].tobytes()
        for k in range(0, len(one), rows)
    )
