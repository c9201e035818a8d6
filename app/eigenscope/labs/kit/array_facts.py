"""Facts whose values are arrays of any number of axes, shapes or counts, as readouts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.facts import Fact
from eigenscope.labs.kit.readout_makers import copied, tidy_rows
from eigenscope.labs.kit.tensors.numbers import value_text
from eigenscope.labs.kit.tensors.tensor_step import ShownTensor
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Words, as_it_is

FactValue = int | str | tuple[int, ...] | Words | npt.NDArray[np.generic]

_HIGHEST, _WIDEST, _MOST_SHOWN = 20, 9, 81  # rows, columns and cells of a table of numbers
_LONGEST = 60  # letters of numbers that are no table


def stated(fact: Fact, value: FactValue, slot: Slot | None = None) -> Readout:
    """Return the readout of a fact: an array as a table where that is small."""
    match value:
        case np.ndarray():
            return array_readout(fact, value, slot)
        case tuple():
            return fact.text(as_it_is(" × ".join(map(str, value))), value)
        case int():
            return fact.text(as_it_is(f"{value:,}"), value)
        case _:
            return fact.text(value)


def array_readout(fact: Fact, array: npt.NDArray[np.generic], slot: Slot | None = None) -> Readout:
    """Return the readout of an array.

    One without axes is a number. A small one is a table, one axis a column, and more than two
    sheets below each other; of any other, and of complex numbers, there is as much as fits on a
    line.
    """
    if array.dtype.kind == "c":
        return fact.text(as_it_is(_line(fact, array)), array, slot=slot)
    numbers = np.asarray(array, dtype=np.float64)
    if not numbers.ndim:
        return fact.number(float(numbers), slot=slot)
    rows = numbers.reshape(-1, 1 if numbers.ndim == 1 else numbers.shape[-1])
    small = numbers.size <= _MOST_SHOWN and len(rows) <= _HIGHEST and rows.shape[1] <= _WIDEST
    if not small or np.isnan(numbers).any():
        return fact.text(as_it_is(_line(fact, numbers)), numbers, slot=slot)
    texts, factor = tidy_rows(rows)
    readout = fact.text(as_it_is(copied(numbers)), numbers, slot=slot)
    return replace(readout, matrix=texts, factor=factor)


def _line(fact: Fact, numbers: npt.NDArray[np.generic]) -> str:
    return value_text(ShownTensor(fact.variable, numbers), _LONGEST)
