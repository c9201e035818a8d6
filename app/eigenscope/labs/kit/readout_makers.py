"""Readouts of numbers, vectors and matrices, said the same way in every lab."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TypedDict, Unpack

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.running import Rows, Running, running
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import common_factor, direction, power_of_ten, tidy
from eigenscope.wording.words import Text, Words, as_it_is, as_words

MOTION: Text = "Now: M(t), the matrix at time t"
"""The heading under which a map stands that has acted in part."""


class ProgramLines(TypedDict, total=False):
    """What the program has of a readout; see `Readout`."""

    line: str
    needs: tuple[str, ...]


class Details(ProgramLines, total=False):
    """What a readout may have besides its value; see `Readout`.

    What is ``live`` is written to suit where it ``rests``; the caller knows the whole motion.
    The ``variable`` is what the ``line`` assigns to, if it is not told.
    """

    exact: str
    slot: Slot | None
    live: bool
    brief: bool
    tip: Text
    variable: str


Rests = Running | npt.ArrayLike


def target(line: str) -> str:
    """Return the name to which a statement assigns, or nothing if it assigns to several."""
    name = line.partition(" = ")[0]
    return name if name.isidentifier() else ""


def number_readout(
    key: str,
    group: Text,
    label: Text,
    value: float,
    rests: Rests | None = None,
    **details: Unpack[Details],
) -> Readout:
    """Return a number."""
    if math.isnan(value):
        return _readout(key, group, label, Words("undefined"), value, **details)
    text = _form(value, rests, 3)(value) if details.get("live") else tidy(value)
    return _readout(key, group, label, as_it_is(text), value, **details)


def huge_readout(
    key: str, group: Text, label: Text, value: float, **details: Unpack[Details]
) -> Readout:
    """Return a number that is beyond float64, and so is infinite there."""
    text: Text = "above 1.8×10³⁰⁸" if value > 0 else "below −1.8×10³⁰⁸"
    return _readout(key, group, label, text, value, **details)


def text_readout(
    key: str,
    group: Text,
    label: Text,
    text: Text,
    value: npt.ArrayLike | None = None,
    **details: Unpack[Details],
) -> Readout:
    """Return something that is said in words or symbols; ``value`` is what programs get of it."""
    return _readout(key, group, label, text, value, **details)


def matrix_readout(
    key: str,
    group: Text,
    label: Text,
    value: npt.ArrayLike,
    rests: Rests | None = None,
    **details: Unpack[Details],
) -> Readout:
    """Return a matrix (m, n), or a vector (n,) as a column."""
    array = np.asarray(value, dtype=np.float64)
    columns = array if array.ndim == 2 else array[:, None]
    if details.get("live"):
        form = _form(array, rests, 2)
        rows, factor = form.rows(columns), form.factor
    else:
        rows, factor = tidy_rows(columns)
    readout = _readout(key, group, label, as_it_is(copied(array)), array, **details)
    return replace(readout, matrix=rows, factor=factor)


def undefined_readout(
    key: str, group: Text, label: Text, shape: tuple[int, ...], tip: Text = "", brief: bool = False
) -> Readout:
    """Return a vector or matrix that there is not; programs get no numbers in its shape."""
    nothing = np.full(shape, np.nan)
    return _readout(key, group, label, Words("undefined"), nothing, tip=tip, brief=brief)


def tidy_rows(matrix: Floats) -> tuple[Rows, str]:
    """Return the texts of (m, n) entries, and the power of ten in front of them or nothing."""
    plain = _tidy_entries(matrix)
    exponent = common_factor(float(size) for size in np.abs(matrix).flat)
    if not exponent:
        return plain, ""
    scaled = _tidy_entries(matrix / 10.0**exponent)
    if _width(scaled) >= _width(plain):
        return plain, ""
    return scaled, power_of_ten(exponent)


def _tidy_entries(matrix: Floats) -> Rows:
    return tuple(tuple(map(tidy, row)) for row in matrix.tolist())


def _width(rows: Rows) -> int:
    return max((len(text) for row in rows for text in row), default=0)


def _form(value: npt.ArrayLike, rests: Rests | None, least: int) -> Running:
    if isinstance(rests, Running):
        return rests
    if rests is None:  # nobody knows whether it is there to stay
        return replace(running(value, least), whole=frozenset())
    return running(rests, least)


def span(basis: Floats) -> str:
    """Return what the columns of (n, k) span, each as a direction, in signs of mathematics."""
    return "span " + ", ".join(direction(tuple(map(float, vector))) for vector in basis.T)


def copied(array: Floats) -> str:
    """Return an array as text that Python, torch and this program read back."""
    if array.ndim == 0:
        return _copied(float(array))
    return "[" + ", ".join(copied(part) for part in array) + "]"


def _copied(value: float) -> str:
    """Return a number without the noise of a few operations, else with all that is sure of it."""
    text = f"{value:.12g}"
    return text if abs(float(text) - value) <= 1e-14 * abs(value) else f"{value:.15g}"


def _readout(
    key: str,
    group: Text,
    label: Text,
    text: Text,
    value: npt.ArrayLike | None,
    **details: Unpack[Details],
) -> Readout:
    details.setdefault("variable", target(details.get("line", "")))
    return Readout(
        key,
        group,
        as_words(label),
        as_words(text),
        value=value,
        **details,
    )
