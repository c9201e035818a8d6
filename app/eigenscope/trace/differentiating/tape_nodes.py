"""The graph of a program while it is traced: values as torch's tensors, edges that derive late."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import torch

from eigenscope.trace.differentiating.differentiation import Birth, Passing
from eigenscope.trace.differentiating.jacobian_block import Cells, JacobianBlock
from eigenscope.trace.differentiating.local_derivatives import RecordedOperation, numbers_of
from eigenscope.trace.sources import equation_of, products_in
from eigenscope.trace.steps import Sources, TraceStep

Places = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(eq=False)
class TapeNode:
    """A value: what its tensor was, and the edges from its operands."""

    index: int
    step: int
    tensor: torch.Tensor
    value: torch.Tensor
    birth: Birth
    requires_grad: bool
    edges: list[TapeEdge] = field(default_factory=list)
    text: str = ""
    """What is written for it, of what no step has as its result."""


@dataclass(eq=False)
class TapeEdge:
    """That one value is an operand of another.

    ``form`` makes its block, ``pull`` carries a gradient back without one.
    """

    source: TapeNode
    number: int
    passing: Passing
    form: Callable[[], JacobianBlock | None] = lambda: None
    pull: Callable[[torch.Tensor], torch.Tensor] = lambda gradient: gradient
    most: Callable[[], int] = lambda: 0
    """Counts the entries of a block that is not formed."""

    @cached_property
    def block(self) -> JacobianBlock | None:
        """The derivative of the result by the operand; None where nothing passes."""
        return self.form() if self.passing is Passing.FLOWS else None

    @property
    def multiplications(self) -> int:
        """How many it takes to carry one vector along it."""
        if self.passing is not Passing.FLOWS:
            return 0
        return self.most() if self.block is None else self.block.multiplications

    def carried(self, gradient: torch.Tensor) -> torch.Tensor:
        """Return what a gradient of the result brings the operand, in the operand's shape.

        Beside infinity and nan, where torch's rules for 0 are its own, the operation's own
        derivative is asked; elsewhere the gradient is multiplied with the block.
        """
        block, operand = self.block, self.source.value
        numbers = None if block is None else numbers_of(gradient)
        if block is None or numbers is None or not _finite(numbers, block.entries):
            return self.pull(gradient).reshape(operand.shape)
        product = torch.from_numpy(block.backward(numbers))
        return product.to(operand.dtype).reshape(operand.shape)


def is_tracked(tensor: torch.Tensor) -> bool:
    """Tell whether torch has a way back from a tensor to what it was computed from.

    It refuses to say so of a part of a tensor that has been written into as a whole.
    """
    try:
        return tensor.grad_fn is not None
    except RuntimeError:
        return False


def is_refused(result: torch.Tensor) -> bool:
    """Tell whether torch has no derivative for the operation that made a tensor, such as //."""
    return result.grad_fn is not None and result.grad_fn.name().endswith("NotImplemented")


def of_operation(
    source: TapeNode, operation: RecordedOperation, number: int, step: TraceStep
) -> TapeEdge:
    """Return the edge of an operand along which a gradient flows to it from a step's result.

    The step's sources are looked at late: those of a write are known after it.
    """

    def sources() -> Sources | None:
        return step.sources[number] if step.sources else None

    def most() -> int:
        of_step = sources()
        equation = equation_of(operation.name, [each.ndim for each in operation.operands])
        if equation is not None:
            return products_in(equation, operation.operands)
        if of_step is None or of_step.cells is None:
            return source.value.numel() * math.prod(step.shape or ())
        return int((of_step.cells >= 0).sum())

    return TapeEdge(
        source,
        number,
        Passing.FLOWS,
        lambda: operation.block(number, sources()),
        lambda gradient: operation.pulled(number, gradient),
        most,
    )


def moving(source: TapeNode, number: int, rows: Places, columns: Places, count: int) -> TapeEdge:
    """Return the edge of cells that only go to other places, of a result with so many cells."""
    operand = source.value
    ones = np.ones(len(rows), numbers_of(operand).dtype)
    block = JacobianBlock((count, operand.numel()), rows, columns, ones, picks=True)

    def pull(gradient: torch.Tensor) -> torch.Tensor:
        taken = gradient.reshape(-1)[torch.from_numpy(rows)]
        empty = torch.zeros(operand.numel(), dtype=gradient.dtype)
        return empty.index_add(0, torch.from_numpy(columns), taken)

    return TapeEdge(source, number, Passing.FLOWS, lambda: block, pull)


def staying(source: TapeNode) -> TapeEdge:
    """Return the edge of a value that torch goes on from as if nothing had been written into it."""
    places = np.arange(source.value.numel())
    return moving(source, 0, places, places, len(places))


def _finite(*arrays: Cells) -> bool:
    return all(bool(np.isfinite(each).all()) for each in arrays)
