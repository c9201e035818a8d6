"""Formulas of cells worked out again, for tests: from the text alone, as Python would."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np

_SIGNS = {"·": "*", "−": "-", "√": "sqrt", "²": "**2", "³": "**3", "⁴": "**4", "∞": "inf"}


def _sorted(*cells: float) -> list[float]:
    return list(np.sort(cells))


def lower_median(*cells: float) -> float:
    """Return the median as torch has it: one of the cells."""
    return math.nan if np.isnan(cells).any() else float(np.sort(cells)[(len(cells) - 1) // 2])


NAMES: dict[str, Callable[..., Any] | float] = {
    **{
        name: getattr(np, name)
        for name in (
            "exp", "log", "sqrt", "abs", "round", "tanh", "square", "maximum", "minimum",
            "logical_not", "int64", "float32", "float64", "where", "clip",
        )
    },
    "sign": lambda x: np.sign(x * 1),
    "inf": math.inf,
    "nan": math.nan,
    "clamp": np.clip,
    "relu": lambda x: np.maximum(x, 0),
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "masked_fill": lambda x, mask, value: value if mask else x,
    "max": lambda *cells: np.max(cells),
    "min": lambda *cells: np.min(cells),
    "any": lambda *cells: bool(np.any(cells)),
    "all": lambda *cells: bool(np.all(cells)),
    "var": lambda *cells: math.nan,
    "std": lambda *cells: math.nan,
    "median": lower_median,
    "argmedian": lambda *cells: np.argsort(cells, kind="stable")[(len(cells) - 1) // 2],
    "argmax": lambda *cells: np.argmax(cells),
    "argmin": lambda *cells: np.argmin(cells),
    "sort": _sorted,
    "topk": lambda *cells: _sorted(*cells)[::-1],
    "argtopk": lambda *cells: sorted(  # of all numbers, nan is the largest to torch
        range(len(cells)), key=lambda place: (not math.isnan(cells[place]), -cells[place])
    ),
    "argsort": lambda *cells: list(np.argsort(cells, kind="stable")),
}  # fmt: skip


def evaluated(left: str) -> complex:
    """Return what the left side of a formula comes to."""
    text = left.replace("^(", "**(")
    for sign, python in _SIGNS.items():
        text = text.replace(sign, python)
    text = re.sub(r"\|([^|&]+)\|", r"abs(\1)", text)
    with np.errstate(all="ignore"):
        return complex(eval(text, {"__builtins__": {}, **NAMES}))


def evaluated_list(left: str) -> list[complex]:
    """Return the arguments of a function."""
    inside = left.partition("(")[2].rpartition(")")[0]
    return [number(text) for text in inside.split(", ")]


def number(text: str) -> complex:
    """Return the number that the right side of a formula says."""
    return complex(eval(text.replace("−", "-").replace("∞", "inf"), dict(NAMES)))
