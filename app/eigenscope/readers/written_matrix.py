"""Text files that hold a matrix as a program writes it, and no table: [[1, 2], [3, 4]]."""

from __future__ import annotations

import re
from pathlib import Path

from eigenscope.language.evaluating.matrix_text import parse_matrix
from eigenscope.language.texts.messages import LanguageError
from eigenscope.readers.dense import DenseArray
from eigenscope.readers.opened import OpenedFile
from eigenscope.readers.table_encoding import Writing
from eigenscope.readers.tensor_file import TensorFile

_LARGEST = 1_000_000  # bytes
_BRACKETS = re.compile(r"\s*([A-Za-z_]\w*\s*=\s*)?([\w.]+\()?\s*(\[|\{\{|\\begin)")


def written_matrix(path: Path, writing: Writing) -> TensorFile | None:
    """Return the matrix that a text file holds within brackets, or None if it holds none."""
    if path.stat().st_size > _LARGEST:
        return None
    text = path.read_text(encoding=writing.encoding)
    if not _BRACKETS.match(text):
        return None
    try:
        matrix = parse_matrix(text, maximum=None)
    except LanguageError:
        return None
    return OpenedFile(path, {path.stem: DenseArray(matrix.to_array())})
