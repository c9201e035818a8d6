"""A matrix and readouts in LaTeX, for documents that use amsmath."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np

from eigenscope.export.texts.values import Sizes, by_group, shows_all, value_of
from eigenscope.labs.contract.readouts import Readout
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.language.notation import latex_of_floats, latex_of_matrix, latex_of_words
from eigenscope.wording.words import Words, say

_COLUMNS = 10  # of a matrix that amsmath sets by itself
_MOST_ROWS, _MOST_COLUMNS = 60, 40  # of a matrix that a page can hold
_EAST_ASIAN = re.compile(r"[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]")
_HEAD = r"""\documentclass{article}
\usepackage[utf8]{inputenc}
\usepackage{amsmath,amssymb}
"""


def equation(matrix: Matrix, name: str) -> str:
    """Return an equation, to be used inside mathematics."""
    return f"{latex_of_words(name)} = {latex_of_matrix(matrix)}\n"


def tables(readouts: Sequence[Readout]) -> str:
    """Return a table for each heading; the preamble must load amsmath."""
    widest = max((_shape(readout)[1] for readout in readouts), default=0)
    groups = "\n".join(_group(group, members) for group, members in by_group(readouts))
    return _room_for(widest) + groups


def document(matrix: Matrix | None, readouts: Sequence[Readout]) -> str:
    """Return a document that compiles; with East Asian words, by XeLaTeX or LuaLaTeX.

    It is empty if there is nothing to say.
    """
    if matrix is None and not readouts:
        return ""
    blocks = []
    if matrix is not None:
        blocks = [f"{_room_for(matrix.shape[1])}\\[\n{equation(matrix, 'A')}\\]\n"]
    blocks += [tables(readouts)] if readouts else []
    body = "\n".join(blocks)
    head = _HEAD + ("\\usepackage{ctex}\n" if _EAST_ASIAN.search(body) else "")
    return f"{head}\\begin{{document}}\n\n{body}\n\\end{{document}}\n"


def _room_for(columns: int) -> str:
    """Return what lets amsmath set a matrix of so many columns; by itself it sets ten."""
    return f"\\setcounter{{MaxMatrixCols}}{{{columns}}}\n" if columns > _COLUMNS else ""


def _shape(readout: Readout) -> tuple[int, int]:
    """Return the rows and columns that are written of a readout; none of what is too large."""
    value = value_of(readout)
    if not isinstance(value, np.ndarray):
        return (0, 0)
    rows = math.prod(value.shape[:-1])
    columns = int(value.shape[-1]) if value.ndim > 1 else 1
    return (rows, columns) if rows <= _MOST_ROWS and columns <= _MOST_COLUMNS else (0, 0)


def _group(group: str, members: Sequence[Readout]) -> str:
    exact = any(readout.unrounded for readout in members)
    columns = r"lp{0.45\linewidth}l" if exact else r"lp{0.65\linewidth}"
    lines = [
        rf"\subsection*{{${latex_of_words(group)}$}}",
        rf"\begin{{tabular}}{{{columns}}}",
        *(_line(readout, exact) for readout in members),
        r"\end{tabular}",
    ]
    return "\n".join(lines) + "\n"


def _line(readout: Readout, exact: bool) -> str:
    cells = [latex_of_words(str(readout.label)), _value(readout)]
    written = [f"${cell}$" for cell in cells]
    if exact:
        written.append(f"${latex_of_words(readout.unrounded)}$" if readout.unrounded else "")
    return f"{' & '.join(written)} \\\\[3pt]".replace("  ", " ")


def _value(readout: Readout) -> str:
    value = value_of(readout)
    if isinstance(value, np.ndarray) and value.size and _shape(readout) == (0, 0):
        shape = " × ".join(map(str, value.shape))
        words = Words("{shape}: too large to be written out", {"shape": shape})
        return latex_of_words(say(words))
    if shows_all(readout):
        rows = (" & ".join(latex_of_words(cell) for cell in row) for row in readout.matrix)
        return r"\begin{pmatrix} " + r" \\ ".join(rows) + r" \end{pmatrix}"
    if isinstance(value, str | bool | Sizes):
        return latex_of_words(str(readout.text))
    return latex_of_floats(np.asarray(value))
