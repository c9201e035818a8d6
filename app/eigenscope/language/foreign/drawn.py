"""Matrices that are drawn with characters: Markdown's tables, Word's and SymPy's, R's and MATLAB's.

They are laid out for the eye; what makes them a table is taken off, and the rows are left.
"""

from __future__ import annotations

import re

from eigenscope.language.foreign.calls import closing, split
from eigenscope.language.texts.messages import LanguageError
from eigenscope.wording.words import Text

_MARKDOWN = re.compile(r"(?m)^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_WORD = re.compile(r"[■█]\s*\(")
_BOX = "⎡⎢⎣⎤⎥⎦⎛⎜⎝⎞⎟⎠"
_R_HEAD = re.compile(r"^\s*(?:\[,\d+\]\s*)+$", re.MULTILINE)
_R_ROW = re.compile(r"^\s*\[\d+,\]", re.MULTILINE)
_FACTOR = re.compile(r"^\s*(?:\w+\s*=\s*)?(\d+\.\d+e[+-]\d+)\s*\*\s*\n(.*)$", re.DOTALL)


def expression_of(text: str) -> str:
    """Return a drawn matrix in brackets, and any other text as it is.

    Raises
    ------
    LanguageError
        If a drawing is recognised but cannot be read.
    """
    if "|" in text and "\n" in text and "-" in text and _MARKDOWN.search(text):
        return _of_markdown(text)
    if "■" in text or "█" in text:
        return _of_word(text)
    if any(mark in text for mark in "⎡⎢⎣⎛⎜⎝"):
        return _of_box(text)
    if "[,1]" in text and "\n" in text and _R_HEAD.search(text):
        return _R_ROW.sub("", _R_HEAD.sub("", text)).strip("\n")
    if "e" in text and "*" in text and (factor := _FACTOR.match(text)) is not None:
        rows = [line.strip() for line in factor[2].splitlines() if line.strip()]
        return f"{factor[1]} * [{'; '.join(rows)}]"
    return text


def _of_markdown(text: str) -> str:
    head, rows = _markdown_rows(text)
    if any(any(character.isdigit() for character in cell) for cell in head):
        rows = [head, *rows]  # Markdown asks for a head; here it is a row like the others
    return "\n".join("\t".join(row) for row in rows) if rows else text


def names_in(text: str) -> tuple[str, ...]:
    """Return the names of columns that a table of Markdown begins with, which are no numbers."""
    head = _markdown_rows(text)[0] if "|" in text and _MARKDOWN.search(text) else []
    numbers = any(character.isdigit() for cell in head for character in cell)
    return () if numbers else tuple(cell for cell in head if cell)


def _markdown_rows(text: str) -> tuple[list[str], list[list[str]]]:
    """Return the head and the rows of a table; no rows if it is none."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    ruled = [bool(_MARKDOWN.fullmatch(line)) for line in lines]
    if sum(ruled) != 1 or ruled.index(True) > 1:
        return [], []
    rows = [_cells(line) for line, rule in zip(lines, ruled, strict=True) if not rule]
    return (rows[0], rows[1:]) if ruled[1] else ([], rows)


def _cells(line: str) -> list[str]:
    inner = line.removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip().strip("$`*") for cell in inner.split("|")]


def _of_word(text: str) -> str:
    """Return Word's linear form ■(1&2@3&4) in brackets."""
    result, place = "", 0
    for match in _WORD.finditer(text):
        if match.start() < place:
            raise LanguageError("A matrix within a matrix is not read.", text, match.start())
        end = closing(text, match.end() - 1)
        rows = [split(row, "&") for row in split(text[match.end() : end], "@")]
        if any(not cell.strip() for row in rows for cell in row):
            raise LanguageError("A cell of this matrix is empty.", text, match.start(), end + 1)
        listed = ", ".join(f"[{', '.join(cell.strip() for cell in row)}]" for row in rows)
        result += f"{text[place : match.start()]}[{listed}]"
        place = end + 1
    result += text[place:]
    stripped = result.strip()
    if stripped.startswith(("(", "[")) and stripped[1:2] == "[" and stripped[1:3] != "[[":
        return result
    while stripped.startswith("([[") and closing(stripped, 0) == len(stripped) - 1:
        stripped = stripped[1:-1].strip()
    while stripped.startswith("[[[") and closing(stripped, 0) == len(stripped) - 1:
        stripped = stripped[1:-1].strip()
    return stripped


def _of_box(text: str) -> str:
    """Return SymPy's drawing of a matrix in brackets, if each row of it is one line."""
    lines = [re.sub(f"[{_BOX}]", " ", line).rstrip() for line in text.splitlines()]
    rows = [line.split() for line in lines if line.strip()]
    outside = any(
        line.strip() and not (line.strip()[0] in _BOX and line.strip()[-1] in _BOX)
        for line in text.splitlines()
    )
    if outside or "─" in text or not rows or len({len(row) for row in rows}) != 1:
        words: Text = (
            "This is SymPy’s drawing of a matrix: paste what print(matrix) or latex(matrix) says."
        )
        raise LanguageError(words, text, 0, len(text))
    return "[" + ", ".join(f"[{', '.join(row)}]" for row in rows) + "]"
