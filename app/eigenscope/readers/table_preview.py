"""The first rows of a table as they would be read, for a person who chooses how."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from eigenscope.readers.opening import open_tensors
from eigenscope.readers.table_reading import TableChoices, TableReading
from eigenscope.wording.words import Text

_ROWS, _COLUMNS = 30, 20


@dataclass(frozen=True)
class TablePreview:
    """Some rows of a table.

    Attributes
    ----------
    reading
        How they were read.
    values
        (m, n) float64, the numbers of the first rows and columns, nan where one is missing.
    row_names, column_names
        Theirs; empty if there are none.
    notes
        Sentences for the user.
    """

    reading: TableReading
    values: np.ndarray[tuple[int, int], np.dtype[np.float64]]
    row_names: tuple[str, ...]
    column_names: tuple[str, ...]
    notes: tuple[Text, ...]


def preview_of(path: Path, choices: TableChoices) -> TablePreview:
    """Return the first rows of a table; raise ReaderError if they cannot be read so."""
    with open_tensors(path, replace(choices, most_rows=_ROWS + 1)) as file:
        values = file.read(file.names[0]).astype(np.float64)[:_ROWS, :_COLUMNS]
        assert file.table is not None
        return TablePreview(
            file.table,
            values.reshape(len(values), -1),
            file.row_names[:_ROWS],
            file.column_names[:_COLUMNS],
            file.notes,
        )
