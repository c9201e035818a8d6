"""What kind of operation a step is, by its name alone."""

from __future__ import annotations

import re
from collections.abc import Mapping

from eigenscope.labs.kit.tensors.tensor_step import ShownTensor, TensorStep
from eigenscope.trace.known import (
    ATTRIBUTES,
    FUNCTIONAL,
    LINALG,
    METHODS,
    NUMPY,
    NUMPY_ATTRIBUTES,
    NUMPY_LINALG,
    NUMPY_METHODS,
    NUMPY_RANDOM,
    TORCH,
    Dependency,
)

COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
SIGNS = ("+", "-", "*", "/", "//", "%", "**", "&", "|", "^", "~", "not", "alias", *COMPARISONS)
MATRIX_PRODUCTS = ("@", "matmul", "mm", "mv", "bmm")
_TABLES = (
    NUMPY_RANDOM, NUMPY_ATTRIBUTES, NUMPY_METHODS, NUMPY_LINALG, NUMPY,
    METHODS, FUNCTIONAL, LINALG, ATTRIBUTES, TORCH,
)  # fmt: skip
_KINDS: Mapping[str, Dependency] = {
    **{name: kind for table in _TABLES for name, kind in table.items()},
    **dict.fromkeys(SIGNS, Dependency.ELEMENTWISE),
    **dict.fromkeys(("definition", "load"), Dependency.MAKE),
    "@": Dependency.CONTRACT,
    "[]": Dependency.MOVE,
}
_NAMED_SIGNS = {
    "add": "+", "sub": "-", "subtract": "-", "mul": "*", "multiply": "*", "div": "/",
    "divide": "/", "true_divide": "/", "floor_divide": "//", "pow": "**", "power": "**",
    "float_power": "**", "remainder": "%", "mod": "%", "eq": "==", "ne": "!=", "lt": "<",
    "le": "<=", "gt": ">", "ge": ">=", "greater": ">", "less": "<", "equal": "==",
    "not_equal": "!=",
}  # fmt: skip
_SEVERAL = re.compile(r"(.+)\[(\d+)\]")


def base_name(operation: str) -> str:
    """Return an operation's name without the number of its result and without "=": max, +."""
    several = _SEVERAL.fullmatch(operation)
    name = several[1] if several else operation
    in_place = name.endswith("=") and name not in COMPARISONS and name != "[]="
    return name[:-1] if in_place else name


def sign_of(name: str) -> str:
    """Return the sign of Python's operator that an operation is; nothing of any other."""
    return name if name in SIGNS else _NAMED_SIGNS.get(name, "")


def result_number(operation: str) -> int | None:
    """Return which of several results a step has: 1 of "max[1]"; None of the only one."""
    several = _SEVERAL.fullmatch(operation)
    return int(several[2]) if several else None


def writes_in_place(step: TensorStep) -> bool:
    """Tell whether a step writes into the memory of a tensor that was there."""
    name = step.operation
    return (name.endswith("=") and name not in COMPARISONS) or (
        name.endswith("_") and not name.endswith("__")
    )


def is_plain(operand: ShownTensor) -> bool:
    """Tell whether an operand is a number of Python, and no tensor without axes."""
    return not operand.dtype


def kind_of(step: TensorStep) -> Dependency:
    """Return how the cells of a step's result come from those of its operands."""
    name = base_name(step.operation)
    if all(map(is_plain, step.operands)) and name in (
        "max",
        "min",
        "sum",
        "abs",
        "round",
    ):  # Python's own
        return Dependency.MIX
    if name in ("max", "min") and len(step.operands) == 2:  # of two tensors
        return Dependency.ELEMENTWISE
    return _KINDS.get(name, Dependency.MIX)
