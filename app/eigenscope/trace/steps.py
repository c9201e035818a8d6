"""What a traced program consists of: steps with their results, and the problem that ended it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import torch

from eigenscope.wording.words import Text

Array: TypeAlias = torch.Tensor | npt.NDArray[np.generic]
Numbers: TypeAlias = npt.NDArray[np.int64]

MOST_INDICES = 100_000  # of all sources of a step together


def dtype_text(array: Array) -> str:
    """Return what a library calls the kind of an array's numbers."""
    return str(array.dtype).removeprefix("torch.")


@dataclass(frozen=True)
class Place:
    """Where something stands: the line from 1, the column from 0 in characters, and the text."""

    line: int
    column: int
    text: str


@dataclass(frozen=True, eq=False)
class Sources:
    """From which cells of one operand the cells of a result are made.

    Attributes
    ----------
    cells
        (count, k) flat indices into the operand for each cell of the result, -1 where there are
        fewer than k; None where an operation mixes everything.
    """

    cells: Numbers | None


@dataclass(frozen=True)
class TraceMemory:
    """Where the cells of a tensor lie.

    Attributes
    ----------
    owner
        The first step that has this memory.
    offset
        How many elements of the memory lie before its first cell.
    strides
        How many elements of memory lie between neighbours along each axis.
    length
        How many elements the memory has.
    """

    owner: int
    offset: int
    strides: tuple[int, ...]
    length: int


@dataclass(frozen=True, eq=False)
class Operand:
    """What an operation takes: a tensor or an array, or a number that stands for one.

    Attributes
    ----------
    text
        What the program writes for it; its name where that is long.
    step
        The step that made it; None of what was typed, and of what no step has as its result.
    value
        What it was when the operation was carried out: the step's own value, if nothing has been
        written into it since.
    memory
        Where it lies, if it is a tensor or an array that lies in the memory of a step.
    """

    text: str
    step: int | None
    value: object
    memory: TraceMemory | None = None

    @property
    def array(self) -> Array | None:
        """What it was, if it is a tensor or an array."""
        return self.value if isinstance(self.value, torch.Tensor | np.ndarray) else None


@dataclass(eq=False)
class TraceStep:
    """A call, an operator, or an assignment into a tensor.

    Attributes
    ----------
    operation
        What torch or NumPy calls it, or the operator's sign; of several results with its number.
    place
        Where it stands in the text.
    inputs
        The steps that made the tensors among its operands, in order.
    value
        The result as it was then: a tensor, an array, or a plain Python value.
    live
        The tensor or array itself, which later steps may write into.
    shares_memory_with
        The first step that has the same memory, or None if this one is the first.
    sources
        One for each tensor or array among the operands, in their order; None where there would be
        too many indices.
    name
        The last name that it was assigned to.
    operands
        What it takes, in order: tensors and arrays, those in lists too, and the numbers that stand
        for tensors, as in ``2 * X`` or ``torch.clamp(X, 0)``; no axes, sizes or indices. What is
        written into comes before what is written.
    arguments, named
        What it is called with, as plain values, with None in the places of tensors; that of which
        it is a method comes first. Of writing ``X[i] = v`` they are X, i and v.
    memory
        Where the result lies, if it is a tensor or an array.
    """

    operation: str
    place: Place
    inputs: tuple[int, ...]
    value: object
    live: object = None
    shares_memory_with: int | None = None
    sources: tuple[Sources, ...] | None = ()
    name: str = ""
    operands: tuple[Operand, ...] = ()
    arguments: tuple[Any, ...] = ()
    named: Mapping[str, Any] = field(default_factory=dict)
    memory: TraceMemory | None = None

    @property
    def array(self) -> Array | None:
        """The result, if it is a tensor or an array."""
        return self.value if isinstance(self.value, torch.Tensor | np.ndarray) else None

    @property
    def shape(self) -> tuple[int, ...] | None:
        """The lengths of its axes; None of what is no tensor."""
        return None if self.array is None else tuple(self.array.shape)

    @property
    def dtype(self) -> str:
        """What its library calls the kind of its numbers, or nothing."""
        return "" if self.array is None else dtype_text(self.array)

    @property
    def called(self) -> str:
        """What the program calls the result: its name or its text, of several with its number."""
        text = self.place.text
        if self.operation.endswith("]") and self.operation != "[]":
            text = f"{text}[{self.operation.rpartition('[')[2]}"
        return self.name or text

    @property
    def strides(self) -> tuple[int, ...] | None:
        """How many elements of memory lie between neighbours along each axis."""
        return None if self.memory is None else self.memory.strides

    @property
    def gradient(self) -> torch.Tensor | None:
        """The gradient that has been accumulated in it by the end, if it is a leaf that has one."""
        live = self.live
        if isinstance(live, torch.Tensor) and live.requires_grad and live.is_leaf:
            return live.grad
        return None


@dataclass(frozen=True)
class Problem:
    """Why a program ends before its end.

    Attributes
    ----------
    axes
        Pairs of an operand's number and an axis that do not fit, or None.
    operands
        Those of the call that failed, if one did.
    """

    place: Place
    message: Text
    axes: tuple[tuple[int, int], ...] | None = None
    operands: tuple[Operand, ...] = ()


@dataclass(frozen=True, eq=False)
class LookedAt:
    """A line that only names a tensor, to look at it: no step, but something to be shown.

    ``before`` is how many steps there were when it was looked at.
    """

    before: int
    place: Place
    operand: Operand


@dataclass
class Trace:
    """The steps of a program in the order of evaluation, what it printed, and its problem.

    Attributes
    ----------
    seed
        Of random numbers.
    looks
        Tensors that lines only name, as they were then.
    random
        Whether random numbers were made that follow from it: those after a seed that the program
        itself sets do not.
    """

    steps: list[TraceStep] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    problem: Problem | None = None
    seed: int = 0
    random: bool = False
    looks: list[LookedAt] = field(default_factory=list)
