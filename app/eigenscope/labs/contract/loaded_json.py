"""Matrices from files in a session: words in its text, numbers among its tensors.

A session is no place for a whole data set: of what is larger than a session may be, a sample is
kept, and says that it is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Tensors
from eigenscope.labs.contract.schema import InputError, Several, Text, finite
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.readers.table_encoding import encoding_called
from eigenscope.readers.table_reading import TableReading
from eigenscope.readers.tensor_file import ReaderError
from eigenscope.wording.errors import reason_of
from eigenscope.wording.words import Words, as_words, say

LARGEST_KEPT = 70_000_000  # bytes of one matrix
_NAMES = Several(Text(200), 100_000)
_NOTES = Several(Text(1000), 100)


def loaded_to_json(
    matrix: LoadedMatrix, tensors: dict[str, npt.NDArray[np.generic]], key: str
) -> dict[str, object]:
    """Return what stands in the text; the numbers are put into ``tensors`` under the key."""
    stored = matrix if matrix.values.nbytes <= LARGEST_KEPT else matrix.sampled()
    tensors[key] = stored.values
    for axis, numbers in (("rows", stored.row_numbers), ("columns", stored.column_numbers)):
        if numbers is not None:
            tensors[f"{key}.{axis}"] = numbers.astype(np.int64)
    data: dict[str, object] = {"name": stored.name, "tensor": key, "shape": list(stored.shape)}
    for name in ("row_names", "column_names", "labels"):
        if getattr(stored, name):
            data[name] = list(getattr(stored, name))
    if stored.notes:
        data["notes"] = [say(note) for note in stored.notes]
    if stored.table is not None:
        data["table"] = stored.table.to_json()
    return data


def loaded_from_json(name: str, data: Mapping[str, Any], tensors: Tensors) -> LoadedMatrix:
    """Return the matrix that a session's text and tensors describe.

    Raises
    ------
    InputError
        If they describe none.
    """
    said = {"name": name}
    key = Text(200).read(Words("the tensor of {name}", said), data.get("tensor"))
    if key not in tensors:
        raise InputError(
            Words(
                "{name} needs the tensor {key}, which the session does not hold",
                {**said, "key": repr(key)},
            )
        )
    shape = data.get("shape")
    if not isinstance(shape, list) or len(shape) > 64:
        raise InputError(Words("the shape of {name} is a list of sizes", said))
    values = tensors[key]
    try:
        return LoadedMatrix(
            Text(500).read(Words("the name of {name}", said), data.get("name")),
            values,
            tuple(int(finite(Words("a size of {name}", said), size)) for size in shape),
            _numbers(name, tensors.get(f"{key}.rows"), values.shape[:1]),
            _numbers(name, tensors.get(f"{key}.columns"), values.shape[1:]),
            _NAMES.read(Words("the row names of {name}", said), data.get("row_names", [])),
            _NAMES.read(Words("the column names of {name}", said), data.get("column_names", [])),
            _NOTES.read(Words("the notes of {name}", said), data.get("notes", [])),
            read_as=_reading(name, data.get("table")),
            labels=_NAMES.read(Words("the labels of {name}", said), data.get("labels", [])),
        )
    except InputError:
        raise
    except ValueError as error:
        raise InputError(Words("{name}: {reason}", {**said, "reason": reason_of(error)})) from None


def _reading(name: str, data: object) -> TableReading | None:
    """Return how a table was read; None where a session does not say, as earlier ones do not."""
    if data is None:
        return None
    if not isinstance(data, dict):
        raise InputError(Words("the table of {name} is an object", {"name": name}))
    try:
        encoding_called(str(data.get("encoding")))
        return TableReading.from_json(data)
    except ReaderError as error:
        raise InputError(
            Words("the table of {name}: {reason}", {"name": name, "reason": as_words(error.reason)})
        ) from None
    except ValueError:
        raise InputError(
            Words("the table of {name}: it does not say how a table is read", {"name": name})
        ) from None


def _numbers(
    name: str, numbers: npt.NDArray[np.generic] | None, shape: tuple[int, ...]
) -> npt.NDArray[np.intp] | None:
    if numbers is None:
        return None
    if numbers.shape != shape or numbers.dtype.kind not in "iu":
        raise InputError(Words("the places of the sample {name} do not fit it", {"name": name}))
    return numbers.astype(np.intp)
