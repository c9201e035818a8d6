"""A matrix and readouts in LaTeX, for documents that use amsmath."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from eigenscope.export.texts.values import Sizes, by_group, shows_all, value_of
from eigenscope.labs.contract.readouts import Readout
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.language.notation import latex_of_floats, latex_of_matrix, latex_of_words

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
    return "\n".join(_group(group, members) for group, members in by_group(readouts))


def document(matrix: Matrix | None, readouts: Sequence[Readout]) -> str:
    """Return a document that compiles; with East Asian words, by XeLaTeX or LuaLaTeX.

    It is empty if there is nothing to say.
    """
    if matrix is None and not readouts:
        return ""
    blocks = [] if matrix is None else [f"\\[\n{equation(matrix, 'A')}\\]\n"]
    blocks += [tables(readouts)] if readouts else []
    body = "\n".join(blocks)
    head = _HEAD + ("\\usepackage{ctex}\n" if _EAST_ASIAN.search(body) else "")
    return f"{head}\\begin{{document}}\n\n{body}\n\\end{{document}}\n"


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
    if shows_all(readout):
        rows = (" & ".join(latex_of_words(cell) for cell in row) for row in readout.matrix)
        return r"\begin{pmatrix} " + r" \\ ".join(rows) + r" \end{pmatrix}"
    value = value_of(readout)
    if isinstance(value, str | bool | Sizes):
        return latex_of_words(str(readout.text))
    return latex_of_floats(np.asarray(value))
