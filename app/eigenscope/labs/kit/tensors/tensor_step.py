"""A traced program as pictures have it: plain numbers of numpy, which need no torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from eigenscope.wording.words import Text

LOOK = "look"
"""The operation of a line that only names a tensor: what it is now."""

Indices: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True)
class TensorMemory:
    """Where a tensor's cells lie.

    Attributes
    ----------
    owner
        The first step of the program that has this memory: tensors with one owner share it.
    offset
        How many elements before its first cell the memory has.
    strides
        How many elements lie between neighbours along each axis.
    length
        How many elements the memory has.
    names
        What the program calls the tensors in this memory, once the step has run.
    """

    owner: int
    offset: int
    strides: tuple[int, ...]
    length: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class ShownTensor:
    """A tensor, an array or a number, as it was at a step.

    Attributes
    ----------
    label
        What the program calls it: its name, or the text that makes it.
    numbers
        Its values, of any number of axes; of dtypes that numpy lacks, as the next wider one.
    dtype
        What its library calls the kind of its numbers; nothing of a plain number of Python.
    step
        The index of the step that made it; None of what was typed.
    memory
        Where its cells lie; None of a plain number.
    """

    label: str
    numbers: npt.NDArray[np.generic]
    dtype: str = ""
    step: int | None = None
    memory: TensorMemory | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """The lengths of its axes."""
        return self.numbers.shape


@dataclass(frozen=True, eq=False)
class TensorStep:
    """A call, an operator or an assignment into a tensor.

    Attributes
    ----------
    index
        Its place among the program's steps.
    operation
        What torch or NumPy calls it, or the operator's sign; of several results "max[0]".
    line, column, text
        Where it stands, the line from 1, the column from 0; and its text.
    operands
        The tensors, and the plain numbers, that it takes, in order.
    arguments, named
        All arguments as plain Python values; tensors among them are None.
    result
        What comes out, if it is a tensor.
    answer
        What comes out, if it is none, as Python would print it.
    sources
        For each operand, the flat indices (count, k) of the cells that each cell of the result is
        made from, -1 where there are fewer than k; None where each is made from all. None
        altogether where there are too many.
    """

    index: int
    operation: str
    line: int
    column: int
    text: str
    operands: tuple[ShownTensor, ...]
    result: ShownTensor | None
    answer: str = ""
    sources: tuple[Indices | None, ...] | None = ()
    arguments: tuple[Any, ...] = ()
    named: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class TensorProblem:
    """Why a program ends before its end, and where.

    ``axes`` are pairs of an operand's number and an axis that do not fit, if that is why.
    """

    line: int
    column: int
    text: str
    message: Text
    operands: tuple[ShownTensor, ...] = ()
    axes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, eq=False)
class TensorProgram:
    """The steps of a program in the order of evaluation, what it printed, and its problem.

    ``seed`` is that of its random numbers, if it made any that follow from one.
    """

    source: str
    steps: tuple[TensorStep, ...]
    problem: TensorProblem | None = None
    printed: tuple[str, ...] = ()
    seed: int | None = None
