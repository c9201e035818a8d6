"""What a traced program consists of: steps with their results, and the problem that ended it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

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
        The steps that are its operands, in order.
    value
        The result as it was then: a tensor, an array, or a plain Python value.
    live
        The tensor or array itself, which later steps may write into.
    shares_memory_with
        The first step that has the same memory, or None if this one is the first.
    sources
        One for each input; None where there would be too many indices.
    name
        The last name that it was assigned to.
    """

    operation: str
    place: Place
    inputs: tuple[int, ...]
    value: object
    live: object = None
    shares_memory_with: int | None = None
    sources: tuple[Sources, ...] | None = ()
    name: str = ""

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
    def strides(self) -> tuple[int, ...] | None:
        """How many elements of memory lie between neighbours along each axis."""
        array = self.live
        if isinstance(array, torch.Tensor):
            return tuple(array.stride())
        if isinstance(array, np.ndarray):
            return tuple(each // max(array.itemsize, 1) for each in array.strides)
        return None

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

    ``axes`` are pairs of an operand's number and an axis that do not fit, or None.
    """

    place: Place
    message: Text
    axes: tuple[tuple[int, int], ...] | None = None


@dataclass
class Trace:
    """The steps of a program in the order of evaluation, what it printed, and its problem."""

    steps: list[TraceStep] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    problem: Problem | None = None
