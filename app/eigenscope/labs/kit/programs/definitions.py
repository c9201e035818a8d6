"""The definitions that a program uses: which they are, and the lines that make them elsewhere."""

from __future__ import annotations

import ast
import re
from functools import lru_cache

import numpy as np
import numpy.typing as npt

_MOST_WRITTEN = 400  # numbers of a definition


@lru_cache(maxsize=8)
def free_names(source: str) -> frozenset[str]:
    """Return the names that a program uses before it gives them a value; none if it is no Python.

    In a loop a name may be given a value first and be counted all the same.
    """
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    free: set[str] = set()
    assigned: set[str] = set()
    for statement in statements:
        names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
        stored = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
        free |= (read | (stored if isinstance(statement, ast.AugAssign) else set())) - assigned
        assigned |= stored
    return frozenset(free)


def with_renamed(source: str, old: str, new: str) -> str:
    """Return a program in which a definition that it uses has another name, wherever it stands."""
    if old not in free_names(source):
        return source
    lines = [line.encode() for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", source)]
    names = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)]
    places = [(node.lineno - 1, node.col_offset, node.end_col_offset) for node in names
              if node.id == old]  # fmt: skip
    for line, begin, end in sorted(places, reverse=True):
        lines[line] = lines[line][:begin] + new.encode() + lines[line][end:]
    return b"".join(lines).decode()


def definition_line(name: str, array: npt.NDArray[np.generic]) -> str:
    """Return a line that makes the value of a definition, or one of its shape if it is large."""
    kind = f"dtype=torch.{array.dtype}"
    if array.size > _MOST_WRITTEN:
        return f"{name} = torch.zeros({array.shape}, {kind})  # put your numbers there"
    return f"{name} = torch.tensor({_written(array)}, {kind})"


def _written(array: npt.NDArray[np.generic]) -> str:
    """Return numbers as Python writes them, in lists."""
    if array.ndim:
        return f"[{', '.join(map(_written, array))}]"
    text = repr(array.item())
    return text if np.isfinite(array) else f'{type(array.item()).__name__}("{text}")'
