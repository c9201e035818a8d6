"""Matrices from files in a session: words in its text, numbers among its tensors.

A session is no place for a whole data set: of what is larger than a session may be, a sample is
kept, and says that it is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from eigenscope.document.schema import InputError, Several, Text, finite
from eigenscope.language.entering.pasted import read_pasted
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.language.texts.digit_signs import Comma
from eigenscope.readers.formats import file_and_tensor
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.readers.table_encoding import encoding_called
from eigenscope.readers.table_reading import TableChoices, TableReading
from eigenscope.readers.tensor_file import ReaderError

Tensors = Mapping[str, npt.NDArray[np.generic]]
LARGEST_TYPED = 100  # rows and columns of a matrix from a file that becomes a typed one
LARGEST_KEPT = 70_000_000  # bytes of one matrix
_NAMES = Several(Text(200), 100_000)
_NOTES = Several(Text(1000), 100)


def loaded_to_json(
    matrix: LoadedMatrix, tensors: dict[str, npt.NDArray[np.generic]], key: str
) -> dict[str, object]:
    """Return what stands in the text; the numbers are put into ``tensors`` under the key."""
    kept = matrix if matrix.values.nbytes <= LARGEST_KEPT else matrix.sampled()
    tensors[key] = kept.values
    for axis, numbers in (("rows", kept.row_numbers), ("columns", kept.column_numbers)):
        if numbers is not None:
            tensors[f"{key}.{axis}"] = numbers.astype(np.int64)
    data: dict[str, object] = {"name": kept.name, "tensor": key, "shape": list(kept.shape)}
    for name in ("row_names", "column_names", "notes"):
        if getattr(kept, name):
            data[name] = list(getattr(kept, name))
    if kept.table is not None:
        data["table"] = kept.table.to_json()
    return data


def loaded_from_json(name: str, data: Mapping[str, Any], tensors: Tensors) -> LoadedMatrix:
    """Return the matrix that a session's text and tensors describe.

    Raises
    ------
    InputError
        If they describe none.
    """
    key = Text(200).read(f"the tensor of {name}", data.get("tensor"))
    if key not in tensors:
        raise InputError(f"{name} needs the tensor {key!r}, which the session does not hold")
    shape = data.get("shape")
    if not isinstance(shape, list) or len(shape) > 64:
        raise InputError(f"the shape of {name} is a list of sizes")
    values = tensors[key]
    try:
        return LoadedMatrix(
            Text(500).read(f"the name of {name}", data.get("name")),
            values,
            tuple(int(finite(f"a size of {name}", size)) for size in shape),
            _numbers(name, tensors.get(f"{key}.rows"), values.shape[:1]),
            _numbers(name, tensors.get(f"{key}.columns"), values.shape[1:]),
            _NAMES.read(f"the row names of {name}", data.get("row_names", [])),
            _NAMES.read(f"the column names of {name}", data.get("column_names", [])),
            _NOTES.read(f"the notes of {name}", data.get("notes", [])),
            read_as=_reading(name, data.get("table")),
        )
    except InputError:
        raise
    except ValueError as error:
        raise InputError(f"{name}: {error}") from None


@dataclass
class FilesRead:
    """Files that texts of the command line named.

    Attributes
    ----------
    choices
        How tables are to be read; None if nothing was chosen.
    found
        What they hold, in the order in which they were read.
    commas
        How the commas of texts were read that could be read in another way.
    """

    choices: TableChoices | None = None
    found: list[LoadedMatrix] = field(default_factory=list)
    commas: list[Comma] = field(default_factory=list)

    @property
    def comma(self) -> Comma | None:
        """What a comma was chosen to mean."""
        return None if self.choices is None else self.choices.comma

    def take_text(self, text: str, maximum: int | None) -> Matrix:
        """Return the matrix of a text; remember how its commas were read if that is a question."""
        read = read_pasted(text, maximum=maximum, comma=self.comma)
        if read.comma is not None:
            self.commas.append(read.comma)
        return read.matrix


def read_data(text: str, files: FilesRead | None = None) -> Matrix | LoadedMatrix:
    """Return what a text on the command line stands for: FILE[:tensor], or an expression.

    ``files`` says how a table is to be read, and takes what a file holds.

    Raises
    ------
    ReaderError, LanguageError
        If it stands for nothing.
    """
    found = file_and_tensor(text)
    files = files or FilesRead()
    if found is None:
        return files.take_text(text, None)
    from eigenscope.readers.loading import load_matrix

    loaded = load_matrix(*found, choices=files.choices)
    files.found.append(loaded)
    return loaded


def read_small(text: str, maximum: int | None, files: FilesRead | None = None) -> Matrix:
    """Return the matrix that a text stands for, as `read_data`, as one whose entries are typed.

    Raises
    ------
    ReaderError, LanguageError
        If it stands for none, or has more than ``maximum`` rows or columns.
    """
    if file_and_tensor(text) is None:
        return (files or FilesRead()).take_text(text, maximum)
    found = read_data(text, files)
    if isinstance(found, Matrix):
        return found
    rows, columns = found.values.shape
    if max(rows, columns) > (LARGEST_TYPED if maximum is None else maximum):
        most = LARGEST_TYPED if maximum is None else maximum
        raise ReaderError(f"{found.name} is {rows}×{columns}: up to {most}×{most} fit here.")
    wrong = np.argwhere(~np.isfinite(found.values))
    if len(wrong):
        row, column = wrong[0] + 1
        what = found.values[row - 1, column - 1]
        raise ReaderError(f"{found.name}: row {row}, column {column} holds {what}, no number.")
    return Matrix.from_array(found.values)


def _reading(name: str, data: object) -> TableReading | None:
    """Return how a table was read; None where a session does not say, as earlier ones do not."""
    if data is None:
        return None
    if not isinstance(data, dict):
        raise InputError(f"the table of {name} is an object")
    try:
        encoding_called(str(data.get("encoding")))
        return TableReading.from_json(data)
    except (ReaderError, ValueError) as error:
        raise InputError(f"the table of {name}: {error}") from None


def _numbers(
    name: str, numbers: npt.NDArray[np.generic] | None, shape: tuple[int, ...]
) -> npt.NDArray[np.intp] | None:
    if numbers is None:
        return None
    if numbers.shape != shape or numbers.dtype.kind not in "iu":
        raise InputError(f"the places of the sample {name} do not fit it")
    return numbers.astype(np.intp)
