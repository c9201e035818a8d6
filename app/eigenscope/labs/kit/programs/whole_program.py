"""The program as it can be run elsewhere: with its imports, its seed, and what it prints."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from eigenscope.labs.kit.programs.definitions import definition_line
from eigenscope.labs.kit.programs.own_readers import with_own_readers
from eigenscope.labs.kit.programs.program_text import parsed, replaced, segment_of, tidied

Arrays = Mapping[str, npt.NDArray[np.generic]]
NO_DEFINITIONS: Arrays = MappingProxyType({})
_TORCH = "import torch"
_IMPORTS = (
    ("torch", _TORCH),
    ("F", "import torch.nn.functional as F"),
    ("nn", "from torch import nn"),
    ("np", "import numpy as np"),
    ("numpy", "import numpy"),
    ("math", "import math"),
    ("safetensors", "import safetensors.torch"),
)
_SEEDS = (
    (re.compile(r"torch\.rand|torch\.normal|torch\.bernoulli"), "torch.manual_seed"),
    (re.compile(r"np\.random"), "np.random.seed"),
)
RESULT = "result"
"""What the program calls what its last line makes, if that has no name."""


def whole_program(source: str, seed: int, definitions: Arrays = NO_DEFINITIONS) -> str:
    """Return a program that prints what its last line makes; one that is no Python as it is.

    Before it stand the definitions that it uses.
    """
    source = with_own_readers(source)
    body, names = _ending(source)
    tail = [f"print({', '.join(names)})"] if names else []
    return joined([*program_head(source, seed, definitions), [body], tail])


def program_head(source: str, seed: int, definitions: Arrays) -> list[list[str]]:
    """Return what stands before a program: what it imports, its seeds, and its definitions."""
    written = {line.strip() for line in source.splitlines()}
    head = [line for name, line in _IMPORTS if _uses(source, name) and line not in written]
    seeds = [
        f"{call}({seed})"
        for pattern, call in _SEEDS
        if pattern.search(source) and call not in source
    ]
    defined = [definition_line(name, array) for name, array in definitions.items()]
    if defined and _TORCH not in (*head, *written):
        head.insert(0, _TORCH)
    return [head, seeds, defined]


def joined(blocks: Iterable[Sequence[str]]) -> str:
    """Return a program of blocks of lines, those that have any, with blank lines between."""
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def variable_of(source: str, label: str) -> str:
    """Return what the whole program calls the result of its last step, if its last line makes it.

    ``label`` is the name of the result or, if it has none, the text that makes it.
    """
    match _last(source):
        case ast.Expr(value=value):
            return RESULT if segment_of(source, value) == label else ""
        case ast.stmt() as last if _names(last) == (label,):
            return label
    return ""


def _ending(source: str) -> tuple[str, tuple[str, ...]]:
    """Return a program whose last line has a name, and the names of what it makes."""
    body = tidied(source)
    match _last(body):
        case ast.Expr(value=ast.Call(func=ast.Name(id="print"))):
            return body, ()
        case ast.Expr() as last:
            return replaced(body, last, f"{RESULT} = {segment_of(body, last)}"), (RESULT,)
        case ast.stmt() as last:
            return body, _names(last)
    return body, ()


def _last(source: str) -> ast.stmt | None:
    """Return the last statement of a program; None of one that has none or is no Python."""
    tree = parsed(source)
    return tree.body[-1] if tree is not None and tree.body else None


def _names(statement: ast.stmt) -> tuple[str, ...]:
    """Return the names of what a statement assigns to, at the end of a loop the last one's."""
    match statement:
        case ast.For(body=[*_, last]):
            return _names(last)
        case ast.Assign(targets=[*_, target]) | ast.AugAssign(target=target):
            while isinstance(target, ast.Subscript):
                target = target.value
            parts = target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
            names = tuple(part.id for part in parts if isinstance(part, ast.Name))
            return names if len(names) == len(parts) else ()
    return ()


def _uses(source: str, name: str) -> bool:
    return re.search(rf"(?<![\w.]){name}\.", source) is not None
