"""The definitions that a program uses: which they are, and the lines that make them elsewhere."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from eigenscope.labs.kit.programs.program_text import parsed, replaced

_MOST_WRITTEN = 400  # numbers of a definition


@lru_cache(maxsize=8)
def free_names(source: str) -> frozenset[str]:
    """Return the names that a program uses before it gives them a value; none if it is no Python.

    In a loop a name may be given a value first and be counted all the same.
    """
    tree = parsed(source)
    free: set[str] = set()
    assigned: set[str] = set()
    for statement in tree.body if tree is not None else ():
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
    return renamed(source, {old: new})


def renamed(source: str, names: Mapping[str, str]) -> str:
    """Return a program, which has to be Python, with other names for what has some, everywhere."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)]
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset), reverse=True):
        if node.id in names:
            source = replaced(source, node, names[node.id])
    return source


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
