"""From a tensor in a file to the matrix that is shown, so that every tensor is shown alike.

What fits into memory comes whole, what doesn't as an even sample; a tensor of more than two axes
becomes a matrix, and a tensor that can't be shown says why before anything of it is read.
"""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from eigenscope.engine.runtime.jobs import Cancellation
from eigenscope.readers.loaded_matrix import LARGEST_WHOLE, SAMPLED_SIDE, LoadedMatrix
from eigenscope.readers.opening import open_tensors
from eigenscope.readers.origin import Origin
from eigenscope.readers.sampling import sample
from eigenscope.readers.table_reading import TableChoices
from eigenscope.readers.tensor_file import (
    Array,
    ReaderError,
    TensorEntry,
    TensorFile,
    flat_shape,
    listed,
    shown,
)
from eigenscope.wording.words import Value, Words

_NARROW = ("float16", "bfloat16", "float8_e4m3fn", "float8_e5m2")  # become float32


def load_matrix(
    path: str | Path,
    tensor: str = "",
    cancellation: Cancellation | None = None,
    choices: TableChoices | None = None,
) -> LoadedMatrix:
    """Return a tensor of a file as a matrix.

    Parameters
    ----------
    path
        The file.
    tensor
        The tensor's name; may be empty if the file has only one.
    cancellation
        Is told how far the work has come, and may end it.
    choices
        How a table is to be read.

    Raises
    ------
    ReaderError
        If that cannot be done; its text says why and what to do.
    """
    _tell(cancellation, 0.0)
    with open_tensors(path, choices) as file:
        return matrix_of(file, tensor, cancellation)


def matrix_of(
    file: TensorFile, tensor: str = "", cancellation: Cancellation | None = None
) -> LoadedMatrix:
    """Return a tensor of an open file as a matrix; parameters and errors as of `load_matrix`."""
    entry = entry_named(file, tensor)
    reason = not_shown(replace(entry, name=shown(entry.name)))
    if reason is not None:
        raise ReaderError(Words("{file}: {reason}", {"file": file.path.name, "reason": reason}))
    _tell(cancellation, 0.1)
    rows: npt.NDArray[np.intp] | None = None
    columns: npt.NDArray[np.intp] | None = None
    height, width = flat_shape(entry.shape)
    if memory_needed(entry) <= LARGEST_WHOLE:
        values: Array = file.read(entry.name).reshape(height, width)
    else:
        sampled = sample(file, entry.name, SAMPLED_SIDE, SAMPLED_SIDE)
        values = sampled.values
        rows = sampled.row_numbers if len(sampled.row_numbers) < height else None
        columns = sampled.column_numbers if len(sampled.column_numbers) < width else None
    _tell(cancellation, 0.9)
    many = len(file.names) > 1
    loaded = LoadedMatrix(
        f"{file.path.name}: {shown(entry.name)}" if many else file.path.name,
        values,
        entry.shape,
        rows,
        columns,
        _picked(file.row_names, rows),
        _picked(file.column_names, columns),
        (*file.notes, *_flattened(entry)),
        Origin.of(file, entry.name),
        labels=_picked(file.labels, rows),
    )
    # Here, on the worker that reads: whoever shows it must not wait for a look at every entry.
    _ = loaded.overview
    return loaded


def not_shown(entry: TensorEntry) -> Words | None:
    """Return why a tensor cannot be shown and what to do, or None if it can."""
    if entry.dtype.startswith("complex"):
        return Words(
            "{tensor} holds complex numbers, and a matrix is shown from real ones. "
            "Save its real part, its imaginary part or its absolute values.",
            {"tensor": entry.name},
        )
    if not entry.size:
        shape = " × ".join(map(str, entry.shape))
        return Words(
            "{tensor} is empty ({shape}): it has no numbers to be shown. Choose another.",
            {"tensor": entry.name, "shape": shape},
        )
    return None


def memory_needed(entry: TensorEntry) -> int:
    """Return how many bytes the whole tensor takes once it is read."""
    return 4 * entry.size if entry.dtype in _NARROW else entry.nbytes


def entry_named(file: TensorFile, tensor: str) -> TensorEntry:
    """Return one tensor of a file, the only one if no name is given.

    Raises
    ------
    ReaderError
        If there is none, or the file has several; the message names some.
    """
    names = file.names
    if tensor in names or (not tensor and len(names) == 1):
        return file.entry(tensor or names[0])
    said: dict[str, Value] = {"file": file.path.name, "names": listed(names)}
    if tensor:
        raise ReaderError(
            Words(
                "{file} holds no tensor named {name}. Name one of these: {names}.",
                {**said, "name": shown(tensor)},
            )
        )
    raise ReaderError(
        Words(
            "{file} holds {count} tensors. Name one of these: {names}.",
            {**said, "count": len(names)},
        )
    )


def _picked(names: tuple[str, ...], numbers: npt.NDArray[np.intp] | None) -> tuple[str, ...]:
    return names if numbers is None or not names else tuple(names[k] for k in numbers)


def _flattened(entry: TensorEntry) -> tuple[Words, ...]:
    if len(entry.shape) < 3:
        return ()
    shape = " × ".join(map(str, entry.shape))
    across = math.prod(entry.shape[1:])
    return (
        Words(
            "The tensor has {axes} axes ({shape}). It is shown as {rows} × {columns}: "
            "the first axis down, all others across.",
            {
                "axes": len(entry.shape),
                "shape": shape,
                "rows": entry.shape[0],
                "columns": across,
            },
        ),
    )


def _tell(cancellation: Cancellation | None, fraction: float) -> None:
    if cancellation is not None:
        cancellation.progress(fraction)
