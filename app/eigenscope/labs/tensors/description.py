"""Who the lab *Tensors* is; its other modules are imported once it is opened."""

from __future__ import annotations

from eigenscope.labs.contract.description import LabDescription

DESCRIPTION = LabDescription(
    name="tensors",
    title="Tensors",
    group="Tensors",
    summary="Type lines of torch or NumPy, and watch each operation move, copy and combine cells.",
    load="eigenscope.labs.tensors.lab:LAB",
    icon="layers",
    shortcut="Ctrl+8",
    keywords=(
        "torch, PyTorch, NumPy, code, reshape, view, permute, transpose, broadcasting, indexing, "
        "slicing, concatenate, stack, sum, mean, softmax, einsum, matmul, stride, dtype, float16, "
        "bfloat16, int8"
    ),
)
