"""The text of a program as Python reads it, and with other text in some places."""

from __future__ import annotations

import ast
import re

_LINE_ENDS = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


def parsed(source: str) -> ast.Module | None:
    """Return the statements of a program; None if it is no Python."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def tidied(source: str) -> str:
    """Return a text with one kind of line end, and no blank lines after the last."""
    return "\n".join(re.split(r"\r\n?|\n", source)).rstrip()


def segment_of(source: str, node: ast.AST) -> str:
    """Return the text of a node."""
    return ast.get_source_segment(source, node) or ""


def replaced(source: str, node: ast.stmt | ast.expr, text: str) -> str:
    """Return a program with another text in the place of a node."""
    lines = [line.encode() for line in _LINE_ENDS.split(source)]
    assert node.end_lineno is not None
    first, last = node.lineno - 1, node.end_lineno - 1
    before, after = lines[first][: node.col_offset], lines[last][node.end_col_offset :]
    lines[first : last + 1] = [before + text.encode() + after]
    return b"".join(lines).decode()
