"""The derivative of one operation by itself, carried out again on the operands that it had."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from eigenscope.trace.differentiating.jacobian_block import JacobianBlock
from eigenscope.trace.known import Dependency
from eigenscope.trace.steps import Array, Sources
from eigenscope.trace.values import TraceValue, is_array, plain

MOST_ENTRIES = 1_000_000
"""Of a block, the zeros among them: larger ones are not formed."""


@dataclass(frozen=True, eq=False)
class RecordedOperation:
    """An operation as it was carried out.

    Attributes
    ----------
    name, kind, run
        What it is called, how its cells depend on the operands', and what carries it out.
    arguments, named
        What it was called with.
    operands
        The tensors and arrays among them as they were then, in order.
    number
        Which of several results it is, or None.
    """

    name: str
    kind: Dependency
    run: Callable[..., object]
    arguments: Sequence[object]
    named: Mapping[str, object]
    operands: Sequence[Array]
    number: int | None = None

    def again(self, operands: Sequence[Array]) -> torch.Tensor:
        """Return its result for other operands."""
        fresh = iter(operands)
        arguments = [_filled(value, fresh) for value in self.arguments]
        named = {name: _filled(value, fresh) for name, value in self.named.items()}
        results: Any = self.run(*arguments, **named)
        result: torch.Tensor = results if self.number is None else results[self.number]
        return result

    def pulled(self, number: int, gradient: torch.Tensor) -> torch.Tensor:
        """Return a gradient of the result times the derivative by one operand, in its shape."""
        leaf, result = self._with_leaf(number, None)
        return _derivative(result, leaf, gradient)

    def block(self, number: int, sources: Sources | None) -> JacobianBlock | None:
        """Return the derivative of the result by one operand, None if it is too large.

        Complex numbers have none: what comes back along them is no product with a matrix of theirs.

        Parameters
        ----------
        number
            Which of the operands.
        sources
            Which of its cells each cell of the result may depend on; None if that is not known.
        """
        operand = self.operands[number]
        assert isinstance(operand, torch.Tensor)
        cells = None if sources is None else sources.cells
        single = cells is not None and cells.shape[1:] == (1,)
        if operand.is_complex():
            return None
        if single and cells is not None and (self.name == "[]=" or self.kind is Dependency.MOVE):
            rows, columns = _pairs(cells)
            entries = np.ones(len(rows), numbers_of(operand).dtype)
            return JacobianBlock((len(cells), operand.numel()), rows, columns, entries, picks=True)
        if single and cells is not None and self.kind is Dependency.ELEMENTWISE:
            return self._of_cells(number, cells)
        return self._of_rows(number, cells)

    def _of_cells(self, number: int, cells: np.ndarray[Any, Any]) -> JacobianBlock | None:
        """Return the block of what is made cell by cell, from one derivative of all cells."""
        shape = np.broadcast_shapes(*(tuple(each.shape) for each in self.operands))
        leaf, result = self._with_leaf(number, shape)
        if result.is_complex():
            return None
        if math.prod(shape) != result.numel() or result.numel() != len(cells):
            return self._of_rows(number, cells)
        slopes = numbers_of(_derivative(result, leaf, torch.ones_like(result))).reshape(-1)
        rows, columns = _pairs(cells)
        operand: Any = self.operands[number]
        return JacobianBlock((len(cells), operand.numel()), rows, columns, slopes[rows])

    def _of_rows(self, number: int, cells: np.ndarray[Any, Any] | None) -> JacobianBlock | None:
        """Return the block row by row: each is the derivative of one cell of the result."""
        leaf, result = self._with_leaf(number, None)
        shape = (result.numel(), leaf.numel())
        if result.is_complex() or math.prod(shape) > MOST_ENTRIES:
            return None
        dense = np.zeros(shape, numbers_of(result).dtype)
        flat = result.reshape(-1)
        for row in range(shape[0]):
            unit = torch.zeros_like(flat)
            unit[row] = 1
            dense[row] = numbers_of(_derivative(flat, leaf, unit)).reshape(-1)
        if cells is None or len(cells) != shape[0]:
            rows, columns = (each.reshape(-1) for each in np.indices(shape))
        else:
            rows, columns = _pairs(cells)
        return JacobianBlock(shape, rows, columns, dense[rows, columns])

    def _with_leaf(
        self, number: int, shape: tuple[int, ...] | None
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return one operand as a leaf, all expanded to a shape if there is one, and the result."""
        operands: list[Array] = []
        with torch.enable_grad():
            for each in self.operands:
                fresh = each
                if isinstance(each, torch.Tensor):
                    fresh = each.detach().clone() if shape is None else each.expand(shape).clone()
                operands.append(fresh)
            chosen = operands[number]
            assert isinstance(chosen, torch.Tensor)
            leaf = chosen.requires_grad_()
            operands[number] = leaf.clone()  # it may be written into
            return leaf, self.again(operands)


def _derivative(result: torch.Tensor, leaf: torch.Tensor, by: torch.Tensor) -> torch.Tensor:
    """Return a vector times the derivative of one operation."""
    if not result.requires_grad:
        return torch.zeros_like(leaf)
    (pulled,) = torch.autograd.grad(result, leaf, by, retain_graph=True, allow_unused=True)
    return torch.zeros_like(leaf) if pulled is None else pulled


def _pairs(cells: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return the rows and columns of the entries that sources tell of, each once, in order."""
    rows = np.broadcast_to(np.arange(len(cells))[:, None], cells.shape)
    pairs = np.stack([rows[cells >= 0], cells[cells >= 0]], axis=1)
    if cells.shape[1:] != (1,):
        pairs = np.unique(pairs, axis=0)
    return pairs[:, 0], pairs[:, 1]


def numbers_of(tensor: torch.Tensor) -> np.ndarray[Any, Any]:
    """Return a tensor's numbers; of bfloat16, which numpy lacks, in single precision."""
    plain_tensor = tensor.detach()
    if plain_tensor.dtype == torch.bfloat16:
        plain_tensor = plain_tensor.float()
    return plain_tensor.resolve_conj().resolve_neg().numpy()


def _filled(value: object, fresh: Iterator[Array]) -> object:
    """Return what a value stands for, with fresh tensors in the places of its own, in order."""
    if isinstance(value, TraceValue):
        return next(fresh) if is_array(value.held) else _filled(value.held, fresh)
    if isinstance(value, torch.Size):
        return value
    if isinstance(value, list | tuple):
        members = [_filled(each, fresh) for each in value]
        return members if isinstance(value, list) else tuple(members)
    return plain(value) if isinstance(value, slice) else value
