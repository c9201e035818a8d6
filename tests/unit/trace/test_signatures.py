"""The signatures that an editor shows: one of each call that there is, and as torch takes it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping

import numpy as np
import pytest
import torch

from eigenscope.trace import known, signatures
from eigenscope.trace.program import trace

_TABLES: Mapping[str, tuple[object, Mapping[str, str], Mapping[str, object]]] = {
    "torch.": (torch, signatures.TORCH, known.TORCH),
    "torch.linalg.": (torch.linalg, signatures.LINALG, known.LINALG),
    "F.": (torch.nn.functional, signatures.FUNCTIONAL, known.FUNCTIONAL),
    "np.": (np, signatures.NUMPY, known.NUMPY),
    "np.linalg.": (np.linalg, signatures.NUMPY_LINALG, known.NUMPY_LINALG),
    "np.random.": (np.random, signatures.NUMPY_RANDOM, known.NUMPY_RANDOM),
    "x.": (torch.Tensor, signatures.METHODS, known.METHODS),
    "a.": (np.ndarray, signatures.NUMPY_METHODS, known.NUMPY_METHODS),
}
"""What stands before the names, who has them, their signatures, and those that are listed."""


@pytest.mark.parametrize("before", _TABLES)
def test_each_name_that_its_library_has_is_signed(before: str) -> None:
    owner, signed, listed = _TABLES[before]
    assert set(signed) == {name for name in listed if hasattr(owner, name)}


def test_the_little_of_python_is_signed() -> None:
    assert set(signatures.MATH) == {*known.MATH}
    assert set(signatures.BUILTINS) == {*known.BUILTINS}


def test_signatures_need_no_torch() -> None:
    code = "import sys, eigenscope.trace.signatures; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- what is signed is taken -------------------------------------------------------------------

_MATRIX = "torch.tensor([[4.0, 1.0], [1.0, 3.0]])"
_ARRAY = "np.array([[4.0, 1.0], [1.0, 3.0]])"
_VECTOR = "torch.tensor([1.0, 2.0])"
_SAMPLES: Mapping[str, str] = {
    "input": "x", "other": "x", "A": "x", "B": "x", "x": "x", "mat2": "x", "tensor": "v",
    "exponent": "2", "vec": "v", "vec2": "v", "end": "x", "weight": "x", "dim": "0", "dims": "(0,)",
    "index": "torch.tensor([[0, 1]])", "start": "0", "length": "1", "sizes": "(1, 2)", "dim0": "0",
    "dim1": "1", "axis0": "0", "axis1": "1", "source": "0", "destination": "1", "chunks": "2",
    "split_size": "1", "shape": "(2, 2)", "shifts": "1", "repeats": "2", "k": "1", "mask": "x > 1",
    "value": "0.0", "tensors": "(x, x)", "ndarray": "a", "condition": "x > 1", "n": "2",
    "size": "(2, 2)", "fill_value": "1.0", "data": "[1.0, 2.0]", "steps": "3", "low": "0",
    "high": "5", "sorted_sequence": "v", "values": "v", "obj": "x", "seed": "1", "a": "x", "b": "x",
    "kernel_size": "1", "target": "x", "normalized_shape": "(2,)", "query": "x", "key": "x",
    "pad": "(1, 1)", "gradient": "x", "src": "x", "dtype": "torch.float64",
}  # fmt: skip
_LEFT_OUT: Mapping[str, str] = {
    "dim": "0", "min": "0.0", "m": "2", "p": "2", "tol": "0.1", "rcond": "0.1", "ord": "2"
}  # fmt: skip
"""What stands for defaults that only say that an argument may be left out."""
_INSTEAD: Mapping[str, str] = {
    "torch.numel": "torch.numel(x)",
    "torch.linspace": "torch.linspace(0, 3, steps=3)",
    "torch.logspace": "torch.logspace(0, 3, steps=3, base=10.0)",
    "torch.arange": "torch.arange(0, 4, step=1)",
    "torch.outer": "torch.outer(v, v)",
    "torch.dot": "torch.dot(v, v)",
    "torch.vdot": "torch.vdot(v, v)",
    "torch.bmm": "torch.bmm(x[None], x[None])",
    "torch.cross": "torch.cross(torch.ones(3), torch.ones(3), dim=-1)",
    "torch.bincount": "torch.bincount(torch.tensor([1, 2]), weights=None, minlength=0)",
    "torch.permute": "torch.permute(x, (1, 0))",
    "torch.index_select": "torch.index_select(x, 0, torch.tensor([1]))",
    "torch.select": "torch.select(x, 0, 1)",
    "torch.full": "torch.full((2, 2), 1.0)",
    "F.one_hot": "F.one_hot(torch.tensor([1, 2]), num_classes=-1)",
    "F.embedding": "F.embedding(torch.tensor([1]), x)",
    "F.unfold": "F.unfold(x[None, None], 1, dilation=1, padding=0, stride=1)",
    "F.conv1d": "F.conv1d(x[None], x[None], bias=None, stride=1, padding=0, dilation=1, groups=1)",
    "F.conv2d": "F.conv2d(x[None, None], x[None, None], bias=None, stride=1, padding=0, groups=1)",
    "F.conv_transpose2d": "F.conv_transpose2d(x[None, None], x[None, None], stride=1, padding=0)",
    "F.conv_transpose1d": "F.conv_transpose1d(x[None], x[:, None], bias=None, stride=1, padding=0)",
    "F.max_pool2d": "F.max_pool2d(x[None], 1, stride=None, padding=0)",
    "F.avg_pool2d": "F.avg_pool2d(x[None], 1, stride=1, padding=0)",
    "F.scaled_dot_product_attention": "F.scaled_dot_product_attention(x, x, x, is_causal=False)",
}
"""Calls whose operands are not all matrices."""


def _calls() -> Iterator[str]:
    for before in ("torch.", "torch.linalg.", "F."):
        for name, signature in _TABLES[before][1].items():
            if "*size" in signature or "*operands" in signature:
                continue
            yield _INSTEAD.get(before + name, f"{before}{name}({_arguments(name, signature)})")


def _arguments(name: str, signature: str) -> str:
    """Return the required arguments by place, and by name those that have a default."""
    inside = signature.removeprefix(f"{name}(").removesuffix(")")
    arguments = []
    for part in re.split(r", (?![^(]*\))", inside):
        argument, equals, default = part.partition("=")
        if not equals and argument != "*":
            arguments.append(_SAMPLES[argument])
        elif equals:
            value = _LEFT_OUT.get(argument, default) if default in ("None", "()") else default
            arguments.append(f"{argument}={value}")
    return ", ".join(arguments)


def test_torch_takes_the_arguments_by_these_names() -> None:
    problems = {}
    for call in _calls():
        trace_of = trace(f"x = {_MATRIX}\nv = {_VECTOR}\na = {_ARRAY}\n{call}")
        if trace_of.problem is not None:
            problems[call] = str(trace_of.problem.message)
    assert problems == {}


@pytest.mark.parametrize("name", ["sum", "mean", "std", "any", "argmin"])
def test_methods_take_them_too(name: str) -> None:
    program = f"""x = {_MATRIX}
y = x.{name}(dim=1, keepdim=True)
a = {_ARRAY}
b = a.{name}(axis=1, keepdims=True)"""
    assert "dim=None" in signatures.METHODS[name]
    assert "keepdim=False" in signatures.METHODS[name]
    assert "axis=None" in signatures.NUMPY_METHODS[name]
    assert "keepdims=False" in signatures.NUMPY_METHODS[name]
    assert trace(program).problem is None
