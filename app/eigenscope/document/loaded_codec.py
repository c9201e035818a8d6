"""Matrices from files in a session: words in its text, numbers among its tensors.

A session is no place for a whole data set: of what is larger than a session may be, a sample is
kept, and says that it is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from eigenscope.document.schema import InputError, Several, Text, finite
from eigenscope.language.entry import Matrix
from eigenscope.language.matrix_entry import read_matrix
from eigenscope.readers.formats import file_and_tensor
from eigenscope.readers.loaded_matrix import LoadedMatrix

Tensors = Mapping[str, npt.NDArray[np.generic]]
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
        )
    except InputError:
        raise
    except ValueError as error:
        raise InputError(f"{name}: {error}") from None


def read_data(text: str) -> Matrix | LoadedMatrix:
    """Return what a text on the command line stands for: FILE[:tensor], or an expression.

    Raises
    ------
    ReaderError, LanguageError
        If it stands for nothing.
    """
    found = file_and_tensor(text)
    if found is None or not Path(found[0]).exists():
        return read_matrix(text, maximum=None)
    from eigenscope.readers.loading import load_matrix

    return load_matrix(*found)


def _numbers(
    name: str, numbers: npt.NDArray[np.generic] | None, shape: tuple[int, ...]
) -> npt.NDArray[np.intp] | None:
    if numbers is None:
        return None
    if numbers.shape != shape or numbers.dtype.kind not in "iu":
        raise InputError(f"the places of the sample {name} do not fit it")
    return numbers.astype(np.intp)
