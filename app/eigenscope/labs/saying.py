"""Readouts of numbers, vectors and matrices, said the same way in every lab."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypedDict, Unpack

import numpy as np
import numpy.typing as npt

from eigenscope.labs.base import Readout, Words
from eigenscope.labs.numerals import steady, tidy
from eigenscope.scene.roles import Role


class Details(TypedDict, total=False):
    """What a readout may have besides its value; see `Readout`."""

    exact: str
    role: Role | None
    live: bool
    brief: bool
    tip: str
    variable: str


def number_readout(
    key: str, group: str, label: str, value: float, **details: Unpack[Details]
) -> Readout:
    """Return a number; what runs along the motion keeps its decimals."""
    text = steady(value, 3) if details.get("live") else tidy(value)
    return _readout(key, group, label, text, value, **details)


def text_readout(
    key: str, group: str, label: str, text: str, **details: Unpack[Details]
) -> Readout:
    """Return something that is said in words or symbols."""
    return _readout(key, group, label, text, None, **details)


def matrix_readout(
    key: str, group: str, label: str, value: npt.ArrayLike, **details: Unpack[Details]
) -> Readout:
    """Return a matrix (m, n), or a vector (n,) as a column."""
    array = np.asarray(value, dtype=np.float64)
    form: Callable[[float], str] = steady if details.get("live") else tidy
    columns = array if array.ndim == 2 else array[:, None]
    rows = tuple(tuple(form(float(x)) for x in row) for row in columns)
    return replace(_readout(key, group, label, copied(array), array, **details), matrix=rows)


def copied(array: npt.NDArray[np.float64]) -> str:
    """Return an array as text that Python, torch and this program read back."""
    if array.ndim == 0:
        return f"{float(array):.12g}"
    return "[" + ", ".join(copied(part) for part in array) + "]"


def _readout(
    key: str,
    group: str,
    label: str,
    text: str,
    value: npt.ArrayLike | None,
    **details: Unpack[Details],
) -> Readout:
    if details.get("exact") == text:
        details["exact"] = ""
    return Readout(
        key, group, Words(label), Words("{text}", {"text": text}), value=value, **details
    )
