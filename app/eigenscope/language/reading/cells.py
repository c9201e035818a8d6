"""Parts the rows of a matrix into the texts of its entries."""

from __future__ import annotations

import re

from eigenscope.language.texts.digit_signs import Comma, can_mean, signs_in

_SIGNS = "+-−–—"
_OPERATORS = (*_SIGNS, *"*/^·×÷")
_NEVER_FIRST = (
    *"*/^·×÷°%",
)  # an entry cannot begin with these: they go on with what stands before
_NUMBER = re.compile(r"\S+")
_DECIMAL_COMMAS = re.compile(r"[+\-−]?\d+(,\d+)?(\s+[+\-−]?\d+(,\d+)?)+")


def table(text: str, comma: Comma | None = None) -> list[list[str]]:
    """Return the cells of a table without brackets, as spreadsheets and text files have it.

    Their numbers have a decimal point and no other signs; ``comma`` is what a comma means, if a
    person has said it.
    """
    rows = _parted(text, comma)
    if len(rows) == 1 and "\t" not in text and comma is None:
        return rows  # one line may as well be a number or an expression
    signs = signs_in((cell for row in rows for cell in row), comma)
    return [[signs.plain(cell) for cell in row] for row in rows]


def comma_ways(text: str) -> tuple[Comma, ...]:
    """Return in which ways the commas of a table can be read, the one that is chosen first."""
    if "," not in text or not ("\n" in text.strip() or "\t" in text):
        return ()
    chosen = signs_in(cell for row in _parted(text) for cell in row).comma or Comma.SEPARATOR
    ways = [way for way in Comma if way is chosen or _fits(text, way)]
    return tuple(sorted(ways, key=lambda way: way is not chosen))


def _fits(text: str, way: Comma) -> bool:
    rows = _parted(text, way)
    cells_of = [cell.strip() for row in rows for cell in row]
    if len({len(row) for row in rows}) != 1 or not all(cells_of):
        return False
    if way is Comma.SEPARATOR:
        return not any(mark in text for mark in "\t;") and all(map(_NUMBER.fullmatch, cells_of))
    return all(can_mean(cell, way) for cell in cells_of)


def _parted(text: str, comma: Comma | None = None) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.strip()]
    if any("\t" in line for line in lines):
        return [line.split("\t") for line in lines]
    if len(lines) == 1 and ";" in text:
        return [cells(line) or [""] for line in text.strip().removesuffix(";").split(";")]
    if any(";" in line for line in lines):
        return [line.strip().removesuffix(";").split(";") for line in lines]
    if comma in (Comma.DECIMAL, Comma.THOUSANDS):
        return [line.split() for line in lines]
    if comma is None and all(_DECIMAL_COMMAS.fullmatch(line.strip()) for line in lines):
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
    for match in re.finditer(r"[(),]", text):
        depth += (match[0] == "(") - (match[0] == ")")
        if match[0] == "," and depth == 0:
            parts.append(text[start : match.start()])
            start = match.end()
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
            parts[-1] += word if word != "%" else " %"
        else:
            parts.append(word)
        depth += word.count("(") - word.count(")")
        joined = word.endswith(_OPERATORS) or word == "%"  # 7 % 3 is one entry, and a wrong one
    return parts
