"""Parts the rows of a matrix into the texts of its entries."""

from __future__ import annotations

import re

_SIGNS = "+-−–—"
_OPERATORS = (*_SIGNS, *"*/^·×÷")
_NEVER_FIRST = (
    *"*/^·×÷°%",
)  # an entry cannot begin with these: they go on with what stands before
_DECIMAL_COMMAS = re.compile(r"[+\-−]?\d+(,\d+)?(\s+[+\-−]?\d+(,\d+)?)+")


def table(text: str) -> list[list[str]]:
    """Return the cells of a table without brackets, as spreadsheets and text files have it."""
    lines = [line for line in text.splitlines() if line.strip()]
    if any("\t" in line for line in lines):
        return [line.split("\t") for line in lines]
    if len(lines) == 1 and ";" in text:
        return [cells(line) for line in text.split(";") if line.strip()]
    if any(";" in line for line in lines):
        return [line.strip().strip(";").split(";") for line in lines]
    if all(_DECIMAL_COMMAS.fullmatch(line.strip()) for line in lines):
        return [line.split() for line in lines]
    return [cells(line) for line in lines]


def cells(line: str) -> list[str]:
    """Return the entries of one row, separated by commas, else by spaces.

    A comma may follow the last entry, and makes clear that ``2 pi,`` is one.
    """
    line = line.strip()
    if "," not in line:
        return _split_at_spaces(line)
    parts = [part.strip() for part in _split_at_commas(line)]
    return parts if parts[-1] else parts[:-1]


def _split_at_commas(text: str) -> list[str]:
    if "(" not in text:
        return text.split(",")
    parts, depth, start = [], 0, 0
    for found in re.finditer(r"[(),]", text):
        depth += (found[0] == "(") - (found[0] == ")")
        if found[0] == "," and depth == 0:
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


def _split_at_spaces(text: str) -> list[str]:
    """Split as MATLAB does: ``1 -2`` is two entries, ``1 - 2`` and ``1-2`` are one."""
    parts: list[str] = []
    depth = 0
    joined = False  # to what comes next: the last word ended with an operator
    for word in text.split():
        if depth > 0:
            parts[-1] += f" {word}"
        elif parts and (joined or word in _SIGNS or word.startswith(_NEVER_FIRST)):
            parts[-1] += word
        else:
            parts.append(word)
        depth += word.count("(") - word.count(")")
        joined = word.endswith(_OPERATORS)
    return parts
