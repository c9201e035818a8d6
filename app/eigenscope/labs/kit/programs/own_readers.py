"""Files in programs that run elsewhere, where ``load`` is not: what reads each is called there."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

from eigenscope.labs.kit.programs.leaf_names import is_stored
from eigenscope.labs.kit.programs.program_text import parsed, replaced
from eigenscope.readers.formats import file_and_tensor

_TORCH = "torch.load({file!r}, weights_only=True)"
_WHOLE: Mapping[str, str] = {
    ".npy": "torch.from_numpy(np.load({file!r}))",
    ".csv": "torch.from_numpy(np.genfromtxt({file!r}, delimiter=','))",
    ".tsv": "torch.from_numpy(np.genfromtxt({file!r}))",
    ".txt": "torch.from_numpy(np.genfromtxt({file!r}))",
    ".dat": "torch.from_numpy(np.genfromtxt({file!r}))",
    **dict.fromkeys((".pt", ".pth", ".bin", ".ckpt"), _TORCH),
}
_NAMED: Mapping[str, str] = {
    ".npz": "torch.from_numpy(np.load({file!r})[{tensor!r}])",
    ".safetensors": "safetensors.torch.load_file({file!r})[{tensor!r}]",
    **dict.fromkeys((".pt", ".pth", ".bin", ".ckpt"), f"{_TORCH}[{{tensor!r}}]"),
}
_FIRST: Mapping[str, str] = {
    ".npz": "torch.from_numpy(next(iter(np.load({file!r}).values())))",
    ".safetensors": "next(iter(safetensors.torch.load_file({file!r}).values()))",
}
"""What reads the only tensor of a file that could have several."""


def with_own_readers(source: str) -> str:
    """Return a program with calls of NumPy, torch or safetensors in the place of ``load``.

    What it reads from files of other kinds, or by a name that it works out, stays as it is.
    """
    tree = parsed(source)
    if tree is None:
        return source
    nodes = [*ast.walk(tree)]
    if any(isinstance(n, ast.Name) and n.id == "load" and is_stored(n) for n in nodes):
        return source
    calls = [(node, text) for node in nodes if isinstance(node, ast.Call)
             and (text := _reading(node))]  # fmt: skip
    for node, text in sorted(calls, key=_place, reverse=True):
        source = replaced(source, node, text)
    return source


def _place(call: tuple[ast.Call, str]) -> tuple[int, int]:
    return call[0].lineno, call[0].col_offset


def _reading(call: ast.Call) -> str:
    """Return what reads the file of a call of ``load``; nothing of what cannot be told."""
    match call:
        case ast.Call(func=ast.Name(id="load"), args=[ast.Constant(value=str(name))], keywords=[]):
            file, tensor = file_and_tensor(name) or (Path(name), "")
            texts = _NAMED if tensor else {**_WHOLE, **_FIRST}
            return texts.get(file.suffix.lower(), "").format(file=str(file), tensor=tensor)
    return ""
