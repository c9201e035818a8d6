"""Matrix Market files (.mtx): dense or sparse matrices as text, often only one of two halves."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import numpy.typing as npt

from eigenscope.readers.dense import DenseArray
from eigenscope.readers.opened import OpenedFile
from eigenscope.readers.sparse import sparse_array
from eigenscope.readers.tensor_file import ReaderError, Stored, TensorFile, check_shape
from eigenscope.wording.words import Text, Words

_LARGEST = 2_000_000_000  # bytes of text
_LONGEST_LINE = 10_000  # characters of the lines before the numbers
_LAYOUTS = ("coordinate", "array")
_FIELDS = {"real": 1, "double": 1, "integer": 1, "complex": 2, "pattern": 0}  # numbers a place
Numbers = npt.NDArray[Any]
_SYMMETRIES = ("general", "symmetric", "skew-symmetric", "hermitian")
_NOT_SQUARE: Mapping[str, Text] = {
    "symmetric": "{file} is broken: it is symmetric, but not square.",
    "skew-symmetric": "{file} is broken: it is skew-symmetric, but not square.",
    "hermitian": "{file} is broken: it is hermitian, but not square.",
}


def open_file(path: Path) -> TensorFile:
    """Open a Matrix Market file; its one matrix is named as the file is, without the ending."""
    if path.stat().st_size > _LARGEST:
        raise ReaderError(
            Words(
                "{file} is larger than {size} GB. Save it with numpy.",
                {"file": path.name, "size": _LARGEST // 10**9},
            )
        )
    with path.open(encoding="latin-1") as file:
        layout, field, symmetry = _header(path, file)
        sizes = _sizes(path, file, 3 if layout == "coordinate" else 2)
        shape = (sizes[0], sizes[1])
        check_shape(path.name, path.stem, shape)
        if symmetry != "general" and shape[0] != shape[1]:
            raise ReaderError(Words(str(_NOT_SQUARE[symmetry]), {"file": path.name}))
        if layout == "coordinate":
            matrix = _sparse(path, file, shape, sizes[2], field, symmetry)
        else:
            matrix = DenseArray(_dense(path, file, shape, field, symmetry))
    return OpenedFile(path, {path.stem: matrix})


def _header(path: Path, file: TextIO) -> tuple[str, str, str]:
    said = {"file": path.name}
    words = file.readline(_LONGEST_LINE).lower().split()
    if len(words) != 5 or words[0] not in ("%%matrixmarket", "%matrixmarket"):
        raise ReaderError(
            Words("{file} is not a Matrix Market file. Is the file extension right?", said)
        )
    _, what, layout, field, symmetry = words
    if what != "matrix" or layout not in _LAYOUTS or field not in _FIELDS:
        raise ReaderError(
            Words(
                "{file} holds a {what} of an unknown kind, not a matrix.",
                {**said, "what": what[:40]},
            )
        )
    if symmetry not in _SYMMETRIES or (field == "pattern" and layout == "array"):
        raise ReaderError(Words("{file} has a broken first line. Save it again.", said))
    return layout, field, symmetry


def _sizes(path: Path, file: TextIO, count: int) -> list[int]:
    """Return rows, columns and how many numbers there are, after the remarks."""
    line = file.readline(_LONGEST_LINE)
    while line.startswith("%") or (line and not line.strip()):
        line = file.readline(_LONGEST_LINE)
    words = line.split()
    if len(words) != count or not all(word.isascii() and word.isdigit() for word in words):
        raise ReaderError(
            Words(
                "{file} does not say how large its matrix is. Save it again.", {"file": path.name}
            )
        )
    return [int(word[:18]) for word in words]


def _numbers(path: Path, file: TextIO, rows: int, columns: int) -> Numbers:
    """Return (rows, columns) numbers of the rest of the text, in the order of its lines."""
    said = {"file": path.name}
    rest = file.read()
    # Two characters a number at least: nothing is taken for more than can be there.
    if rows * columns * 2 > len(rest) + 2:
        raise ReaderError(Words("{file} is cut off. Save or download it again.", said))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # numpy warns of a text without numbers
            numbers = np.loadtxt(io.StringIO(rest), comments="%", ndmin=2) if rest.strip() else None
    except ValueError as error:
        raise ReaderError(
            Words(
                "{file} is broken ({reason}). Save it again.", {**said, "reason": str(error)[:80]}
            )
        ) from None
    if numbers is None or not numbers.size:
        numbers = np.zeros((0, columns))
    if numbers.shape != (rows, columns):
        raise ReaderError(
            Words(
                "{file} is broken or cut off: {lines} lines of numbers were to follow, "
                "and there are {count}. Save or download it again.",
                {**said, "lines": str(rows), "count": str(len(numbers))},
            )
        )
    return numbers


def _values(numbers: Numbers, field: str) -> Numbers:
    """Return (k,) numbers from the columns that a field has."""
    if field == "pattern":
        return np.ones(len(numbers))
    if field == "complex":
        return numbers[:, 0] + 1j * numbers[:, 1]
    return numbers[:, 0].copy()


def _sparse(
    path: Path, file: TextIO, shape: tuple[int, int], count: int, field: str, symmetry: str
) -> Stored:
    numbers = _numbers(path, file, count, 2 + _FIELDS[field])
    whole = numbers[:, :2].astype(np.int64)
    if (whole != numbers[:, :2]).any():
        raise ReaderError(
            Words("{file} is broken: a row or column is no whole number.", {"file": path.name})
        )
    places, values = whole.T - 1, _values(numbers[:, 2:], field)
    if symmetry != "general":
        aside = places[0] != places[1]
        places = np.concatenate((places, places[::-1, aside]), axis=1)
        values = np.concatenate((values, _mirrored(values[aside], symmetry)))
    return sparse_array(path.name, path.stem, shape, places, values)


def _dense(path: Path, file: TextIO, shape: tuple[int, int], field: str, symmetry: str) -> Numbers:
    rows, columns = shape
    strict = symmetry == "skew-symmetric"
    count = rows * columns if symmetry == "general" else rows * (rows + (-1 if strict else 1)) // 2
    values = _values(_numbers(path, file, count, _FIELDS[field]), field)
    if symmetry == "general":
        return values.reshape(columns, rows).T.copy()
    dense = np.zeros(shape, values.dtype)
    across, down = np.triu_indices(rows, 1 if strict else 0)  # column after column, below
    dense[across, down] = _mirrored(values, symmetry)
    dense[down, across] = values
    return dense


def _mirrored(values: Numbers, symmetry: str) -> Numbers:
    """Return what stands on the other side of the diagonal."""
    if symmetry == "skew-symmetric":
        return -values
    return values.conj() if symmetry == "hermitian" else values
