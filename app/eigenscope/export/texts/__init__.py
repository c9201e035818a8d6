"""A matrix and the readouts as text, in the languages people go on with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eigenscope.export.texts import code, latex, tables
from eigenscope.labs.contract.readouts import Readout
from eigenscope.language.evaluating.entry import Matrix

__all__ = ["FORMATS", "Format", "matrix_text", "readouts_text", "whole_text"]


@dataclass(frozen=True)
class TextFormat:
    """A language of texts: its title, and the ending of its files."""

    title: str
    ending: str


FORMATS: Mapping[str, TextFormat] = {
    "latex": TextFormat("LaTeX", ".tex"),
    "numpy": TextFormat("NumPy", ".py"),
    "torch": TextFormat("PyTorch", ".py"),
    "matlab": TextFormat("MATLAB", ".m"),
    "csv": TextFormat("CSV", ".csv"),
    "markdown": TextFormat("Markdown", ".md"),
}


@dataclass(frozen=True)
class _Writer:
    matrix: Callable[[Matrix, str], str]
    readouts: Callable[[Sequence[Readout]], str]
    whole: Callable[[Matrix | None, Sequence[Readout]], str]


def _code_writer(language: code.Language) -> _Writer:
    return _Writer(language.matrix, language.readouts, language.whole)


_WRITERS = {
    "latex": _Writer(latex.equation, latex.tables, latex.document),
    "numpy": _code_writer(code.NUMPY),
    "torch": _code_writer(code.TORCH),
    "matlab": _code_writer(code.MATLAB),
    "csv": _Writer(tables.csv_matrix, tables.csv_readouts, tables.csv_whole),
    "markdown": _Writer(tables.markdown_matrix, tables.markdown_readouts, tables.markdown_whole),
}


def matrix_text(matrix: Matrix, form: str, name: str = "A") -> str:
    """Return a matrix in a format out of `FORMATS`.

    Programs and CSV get every digit; LaTeX and Markdown keep what was typed, such as sqrt(2)/2.
    """
    return _WRITERS[form].matrix(matrix, name)


def readouts_text(readouts: Sequence[Readout], form: str) -> str:
    """Return all readouts in a format out of `FORMATS`, under their headings, to be pasted."""
    return _WRITERS[form].readouts(readouts)


def whole_text(matrix: Matrix | None, readouts: Sequence[Readout], form: str) -> str:
    """Return the matrix, if there is one, and the readouts as a complete file of a format."""
    return _WRITERS[form].whole(matrix, readouts)
