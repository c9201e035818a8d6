"""Notes, while a program is traced, which tensors come from which: what a gradient goes back along.

Torch carries the program out, and knows for each tensor whether it is a leaf, a result that it
differentiates, or neither. The tape keeps the operations with the operands that they had.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch

from eigenscope.trace.differentiating.differentiation import Birth, Passing
from eigenscope.trace.differentiating.local_derivatives import RecordedOperation
from eigenscope.trace.differentiating.shared_memory import MemoryWrites
from eigenscope.trace.differentiating.tape_nodes import (
    TapeEdge,
    TapeNode,
    is_refused,
    is_tracked,
    of_operation,
    staying,
)
from eigenscope.trace.recording import OperationCall
from eigenscope.trace.steps import Array, Operand, Trace, TraceStep
from eigenscope.trace.values import TraceValue, plain, tensors_in

_DETACHING = frozenset(["detach", "data"])


@dataclass(frozen=True, eq=False)
class UsedTensor:
    """A tensor that an operation takes, as it was before."""

    tensor: torch.Tensor
    node: TapeNode
    number: int
    version: int
    requires_grad: bool

    @property
    def written(self) -> bool:
        """Whether it has been written into since."""
        return self.tensor._version != self.version


class Tape:
    """The nodes of one program, in the order in which their values come about.

    Parameters
    ----------
    trace
        The steps, which go on being added.
    """

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self.used: list[UsedTensor] = []
        self.operands: list[Array] = []
        self._writes = MemoryWrites(self.add)
        self.nodes: list[TapeNode] = []

    def add(
        self, tensor: torch.Tensor, value: torch.Tensor, birth: Birth, edges: Sequence[TapeEdge]
    ) -> TapeNode:
        """Add a node for what a tensor is at the step that comes next."""
        here = len(self._trace.steps)
        node = TapeNode(
            len(self.nodes), here, tensor, value, birth, tensor.requires_grad, list(edges)
        )
        self.nodes.append(node)
        return node

    # --- what the recorder tells ---------------------------------------------------------------

    def before(self, call: OperationCall, operands: Sequence[Operand]) -> None:
        """Note the tensors that an operation is about to take."""
        values = tensors_in([*call.arguments, *call.named.values()])
        arrays = [operand for operand in operands if operand.array is not None]
        self.operands = [operand.array for operand in operands if operand.array is not None]
        self.used = [
            UsedTensor(
                held, self._node_of(held, operand), number, held._version, held.requires_grad
            )
            for number, (value, operand) in enumerate(zip(values, arrays, strict=True))
            if isinstance(held := value.held, torch.Tensor)
        ]

    def after(self, call: OperationCall, results: Sequence[TraceStep], first: int) -> None:
        """Note the results of an operation, whose steps have been added."""
        several = len(results) > 1 or results[0].operation != call.name
        for number, step in enumerate(results):
            if isinstance(step.live, torch.Tensor) and isinstance(step.value, torch.Tensor):
                place = number if several else None
                self._note(call, step.live, step.value, first + number, place, step)

    def _note(
        self,
        call: OperationCall,
        result: torch.Tensor,
        value: torch.Tensor,
        here: int,
        number: int | None,
        step: TraceStep,
    ) -> None:
        same = next((used for used in self.used if used.tensor is result), None)
        if same is not None and not same.written:
            self._declared(same.node, result)
            return
        operation = RecordedOperation(
            call.name, call.kind, call.run, call.arguments, call.named, self.operands, number
        )
        if same is not None and result.requires_grad and not torch.is_grad_enabled():
            edges = self._written_quietly(same)
        else:
            edges = list(self._edges(call.name, result, operation, step))
        node = self.add(result, value, _birth(result, self.used), edges)
        node.step = here
        written = same is not None and torch.is_grad_enabled() and is_tracked(result)
        self._writes.now(node, written=written)

    def _edges(
        self, name: str, result: torch.Tensor, operation: RecordedOperation, step: TraceStep
    ) -> Iterator[TapeEdge]:
        for used in self.used:
            passing = _passing(name, result, used)
            if passing is Passing.FLOWS:
                yield of_operation(used.node, operation, used.number, step)
            else:
                yield TapeEdge(used.node, used.number, passing)

    def _written_quietly(self, same: UsedTensor) -> list[TapeEdge]:
        """Return the edges of what is written into without torch's differentiating it."""
        others = [
            TapeEdge(used.node, used.number, Passing.NO_GRAD)
            for used in self.used
            if used.requires_grad and used is not same
        ]
        leaf = not is_tracked(same.tensor)
        own = TapeEdge(same.node, 0, Passing.NO_GRAD) if leaf else staying(same.node)
        return [own, *others]

    @staticmethod
    def _declared(node: TapeNode, tensor: torch.Tensor) -> None:
        """Note that a tensor requires a gradient from now on, or no longer does."""
        node.requires_grad = tensor.requires_grad
        if tensor.requires_grad and not is_tracked(tensor):
            node.birth = Birth.LEAF
        elif node.birth is Birth.LEAF:
            node.birth = Birth.RESULT if node.edges else Birth.CONSTANT

    def _node_of(self, tensor: torch.Tensor, operand: Operand) -> TapeNode:
        """Return the node that a tensor is now, with whatever was written into its memory."""
        value = operand.array
        assert isinstance(value, torch.Tensor)
        node = self._writes.node_of(tensor, value)
        if node is None:
            node = self.add(tensor, value, _birth(tensor, ()), ())
            node.text = operand.text
            self._writes.now(node, written=False)
        return node

    def root_of(self, call: OperationCall) -> tuple[TapeNode, torch.Tensor]:
        """Return what ``backward()`` is called of, and the gradient that it begins with."""
        root = self.used[0].node
        own = call.arguments[1:2] or [call.named.get("gradient", TraceValue(None))]
        seed = plain(own[0])
        if not isinstance(seed, torch.Tensor):
            return root, torch.ones_like(root.value)
        return root, seed.detach().clone().reshape(root.value.shape)


def _birth(tensor: torch.Tensor, used: Sequence[UsedTensor]) -> Birth:
    if tensor.requires_grad and not is_tracked(tensor):
        return Birth.LEAF
    return Birth.RESULT if used else Birth.CONSTANT


def _passing(name: str, result: torch.Tensor, used: UsedTensor) -> Passing:
    if not used.requires_grad:
        return Passing.CONSTANT
    if is_tracked(result):
        return Passing.STEPS if is_refused(result) else Passing.FLOWS
    if name in _DETACHING:
        return Passing.DETACHED
    return Passing.STEPS if torch.is_grad_enabled() else Passing.NO_GRAD
