"""A matrix and readouts as tables of text: CSV for programs, Markdown for people."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from eigenscope.export.texts.values import Sizes, by_group, exact_of, one_line, value_of
from eigenscope.labs.contract.readouts import Readout
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.wording.words import Text, say

_COLUMNS = ("group", "name", "value", "exact")  # which programs read
_HEADS: tuple[Text, ...] = ("Name", "Value", "Exact")
_MARKUP = re.compile(r"([\\|*_`<>])")


def csv_matrix(matrix: Matrix, _name: str) -> str:
    """Return rows of numbers with every digit."""
    return _csv([repr(entry.value) for entry in row] for row in matrix.rows)


def csv_readouts(readouts: Sequence[Readout]) -> str:
    """Return a line for each readout; numbers have every digit, in characters of programs."""
    lines = [
        (one_line(group), one_line(str(readout.label)), _readable(readout), exact_of(readout))
        for group, members in by_group(readouts)
        for readout in members
    ]
    return _csv([_COLUMNS, *lines])


def csv_whole(matrix: Matrix | None, readouts: Sequence[Readout]) -> str:
    """Return the matrix, an empty line, and the readouts."""
    blocks = [] if matrix is None else [csv_matrix(matrix, "A")]
    blocks += [csv_readouts(readouts)] if readouts else []
    return "\r\n".join(blocks)


def markdown_matrix(matrix: Matrix, _name: str) -> str:
    """Return a table of the entries as they were typed; its head is empty, Markdown wants one."""
    columns = matrix.shape[1]
    return _table([""] * columns, ["---:"] * columns, matrix.texts())


def markdown_readouts(readouts: Sequence[Readout]) -> str:
    """Return a table under each heading."""
    blocks = []
    for group, members in by_group(readouts):
        rows = [(str(r.label), shown_in_full(r), exact_of(r)) for r in members]
        table = _table([say(head) for head in _HEADS], ["---"] * len(_HEADS), rows)
        blocks.append(f"## {_escaped(group)}\n\n{table}")
    return "\n".join(blocks)


def markdown_whole(matrix: Matrix | None, readouts: Sequence[Readout]) -> str:
    """Return the matrix and the readouts under headings."""
    blocks = [] if matrix is None else [f"## A\n\n{markdown_matrix(matrix, 'A')}"]
    blocks += [markdown_readouts(readouts)] if readouts else []
    return "\n".join(blocks)


def _csv(rows: Iterable[Sequence[str]]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue()


def _readable(readout: Readout) -> str:
    """Return a value in plain characters, as Python writes it: -2, inf, true, [1, 2]."""
    value = value_of(readout)
    if isinstance(value, str):
        return value
    if isinstance(value, Sizes):
        return "×".join(map(str, value.sizes))
    return _plain(value.tolist() if isinstance(value, np.ndarray) else value)


def _plain(number: Any) -> str:
    if isinstance(number, list):
        return f"[{', '.join(map(_plain, number))}]"
    if isinstance(number, complex):
        sign = "-" if math.copysign(1.0, number.imag) < 0 else "+"
        return f"{_plain(number.real)}{sign}{_plain(abs(number.imag))}i"
    if isinstance(number, bool):
        return "true" if number else "false"
    return repr(number).removesuffix(".0")


def shown_in_full(readout: Readout) -> str:
    """Return a value for people with every digit: words as they are, numbers with true minuses."""
    value = value_of(readout)
    if isinstance(value, str | bool | Sizes):
        return str(readout.text)
    return _readable(readout).replace("e-", "e−").replace("-", "−")


def _table(head: Sequence[str], marks: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, marks, *([_escaped(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", one_line(text))
