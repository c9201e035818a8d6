"""What a formula can do with numbers, by the functions of whatever library they belong to.

The library is numpy, torch, a `Writer` that writes the calls down, or what has functions of the
same names: numbers with a small imaginary part, symbols.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import numpy as np

from eigenscope.engine.error_function import error_function
from eigenscope.language.definitions.code_writer import Writer, written_comparison

_Entrywise = Callable[[Any, Any], Any]


def _same(name: str) -> _Entrywise:
    return lambda library, x: getattr(library, name)(x)


def _relu(library: Any, x: Any) -> Any:
    """Return max(x, 0); at 0 torch takes 0 as the derivative of its own, 1/2 of a maximum."""
    return library.relu(x) if hasattr(library, "relu") else library.maximum(x, 0 * x)


def _erf(library: Any, x: Any) -> Any:
    return error_function(x) if library is np else library.erf(x)


def _gelu(library: Any, x: Any) -> Any:
    if hasattr(library, "nn"):
        return library.nn.functional.gelu(x)
    return x * (0.5 * (1 + _erf(library, x / math.sqrt(2))))


def _sigmoid(library: Any, x: Any) -> Any:
    """Return 1/(1 + e^−x) by a form that neither overflows nor loses digits on either side."""
    if hasattr(library, "sigmoid"):
        return library.sigmoid(x)
    return library.exp(-library.logaddexp(0 * x, -x))


ENTRYWISE: Mapping[str, _Entrywise] = {
    **{
        name: _same(name)
        for name in (
            "sqrt", "abs", "exp", "log", "log2", "log10", "sin", "cos", "tan", "asin", "acos",
            "atan", "sinh", "cosh", "tanh", "floor", "ceil", "round", "sign",
        )
    },
    "ln": _same("log"),
    "cbrt": lambda library, x: library.sign(x) * library.abs(x) ** (1 / 3),
    "erf": _erf,
    "relu": _relu,
    "leaky_relu": lambda library, x: library.maximum(x, 0.01 * x),
    "gelu": _gelu,
    "softplus": lambda library, x: library.logaddexp(x, 0 * x),
    "sigmoid": _sigmoid,
}  # fmt: skip
"""Functions of one number; the first argument is the library."""

OPERATIONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "×": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
}

_COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "==": operator.eq, "!=": operator.ne,
}  # fmt: skip

EXTREMES = {"max": "maximum", "min": "minimum"}
"""Functions of several numbers, and the function of two that libraries have."""

FACTORS = {"°": math.pi / 180, "%": 0.01}
"""What signs behind a number multiply it by."""


def comparison(library: Any, sign: str, left: Any, right: Any) -> Any:
    """Return where a comparison holds."""
    if isinstance(library, Writer):
        return written_comparison(left, sign, right)
    return _COMPARISONS[sign](left, right)


def extreme(library: Any, name: str, numbers: list[Any]) -> Any:
    """Return the largest or smallest of numbers, one at least."""
    return reduce(getattr(library, EXTREMES[name]), numbers)
