"""Follows a program while it is traced: its graph, each ``backward()``, writes to ``.grad``."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch

from eigenscope.trace.differentiating.backward import Accumulated, TapeGradient, gradients
from eigenscope.trace.differentiating.differentiation import (
    BackwardPass,
    Birth,
    DerivativeEdge,
    DerivativeNode,
    Differentiation,
    GradientTerm,
    GradientWrite,
    LeafGradient,
    NodeGradient,
)
from eigenscope.trace.differentiating.local_derivatives import RecordedOperation, numbers_of
from eigenscope.trace.differentiating.tape import Tape
from eigenscope.trace.differentiating.tape_nodes import TapeEdge, TapeNode, is_tracked
from eigenscope.trace.errors import TraceError
from eigenscope.trace.recording import OperationCall
from eigenscope.trace.steps import Operand, Trace, TraceStep
from eigenscope.trace.values import plain


@dataclass(frozen=True, eq=False)
class _Pass:
    step: int
    line: int
    root: TapeNode
    seed: torch.Tensor
    gradients: tuple[TapeGradient, ...]
    called: bool


class Differentiator:
    """Is told of every operation of a trace, before and after.

    Parameters
    ----------
    trace
        The steps, which go on being added.
    check
        Is called often while gradients are multiplied, and may raise Cancelled.
    """

    def __init__(self, trace: Trace, check: Callable[[], None]) -> None:
        self._trace = trace
        self._check = check
        self._tape = Tape(trace)
        self._accumulated = Accumulated()
        self._passes: list[_Pass] = []
        self._writes: list[GradientWrite] = []

    def before(self, call: OperationCall, operands: Sequence[Operand]) -> None:
        """Note what an operation takes.

        Raises
        ------
        TraceError
            If it asks for gradients of gradients, or for those of some leaves alone.
        """
        self._tape.before(call, operands)
        if call.name == "backward":
            asked = [*call.arguments[3:], call.named.get("create_graph"), call.named.get("inputs")]
            if any(plain(each) not in (None, False) for each in asked):
                raise TraceError("Here backward() takes a gradient and retain_graph, nothing else.")

    def after(self, call: OperationCall, first: int) -> None:
        """Note what an operation made, whose first step is ``first``."""
        steps = self._trace.steps[first:]
        if call.name == "backward":
            root, seed = self._tape.root_of(call)
            self._go_back(root, seed, first, steps[0].place.line, called=True)
        elif not self._wrote_gradient(call, first, steps[0].place.line):
            self._tape.after(call, steps, first)

    def cleared(self, tensor: torch.Tensor, line: int) -> None:
        """Note that the program assigns None to ``.grad`` of a leaf."""
        for node in reversed(self._tape.nodes):
            if node.tensor is tensor and node.birth is Birth.LEAF:
                self._accumulated.put(tensor, None)
                self._writes.append(GradientWrite(len(self._trace.steps), line, node.index, None))
                return

    def _go_back(
        self, root: TapeNode, seed: torch.Tensor, step: int, line: int, *, called: bool
    ) -> None:
        known = gradients(root, seed, self._accumulated, self._check)
        self._passes.append(_Pass(step, line, root, seed, known, called))

    def _wrote_gradient(self, call: OperationCall, step: int, line: int) -> bool:
        """Carry out on our own gradient what a program does to that of a leaf in place."""
        for used in self._tape.used:
            leaf = self._leaf_with_gradient(used.tensor) if used.written else None
            if leaf is None:
                continue
            own = self._accumulated.of(leaf.tensor)
            operands = list(self._tape.operands)
            operands[used.number] = used.tensor if own is None else own
            operation = RecordedOperation(
                call.name, call.kind, call.run, call.arguments, call.named, operands
            )
            with torch.no_grad():
                operation.again(operands)
            after = None if own is None else numbers_of(own).copy()
            self._writes.append(GradientWrite(step, line, leaf.index, after))
            return True
        return False

    def _leaf_with_gradient(self, gradient: torch.Tensor) -> TapeNode | None:
        """Return the latest leaf whose ``.grad`` is a tensor."""
        leaves = (node for node in reversed(self._tape.nodes) if node.birth is Birth.LEAF)
        return next((node for node in leaves if node.tensor.grad is gradient), None)

    # --- at the end ----------------------------------------------------------------------------

    def result(self) -> Differentiation:
        """Return the whole. If the program calls no ``backward()``, it is done for its last value.

        That is, if the value has one cell, requires a gradient and is no leaf.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the program has been warned
            return self._result()

    def _result(self) -> Differentiation:
        end = len(self._trace.steps)
        if not self._passes and self._trace.problem is None and self._tape.nodes:
            root = self._tape.nodes[-1]
            if root.step == end - 1 and _is_output(root):
                line = self._trace.steps[-1].place.line
                self._go_back(root, torch.ones_like(root.value), end, line, called=False)
        nodes = tuple(map(self._node, self._tape.nodes))
        edges = {(e.source, e.target, e.operand): e for node in nodes for e in node.edges}
        passes = tuple(_shown(each, edges) for each in self._passes)
        return Differentiation(nodes, passes, tuple(self._writes), tuple(self._leaves()))

    def _node(self, node: TapeNode) -> DerivativeNode:
        steps = self._trace.steps
        step = steps[min(node.step, len(steps) - 1)]
        own = node.birth is not Birth.WRITTEN and not node.text
        return DerivativeNode(
            node.index,
            node.step,
            step.name if own else self._name_of(node.tensor),
            step.place.text if own else node.text,
            step.operation if own else "",
            step.place.line,
            numbers_of(node.value),
            node.birth,
            node.requires_grad,
            tuple(_edge(node, edge) for edge in node.edges),
            tuple(_parts(node, step)) if own else (),
        )

    def _name_of(self, tensor: torch.Tensor) -> str:
        named = (step.name for step in self._trace.steps if step.live is tensor and step.name)
        return next(named, "")

    def _leaves(self) -> list[LeafGradient]:
        leaves: dict[int, LeafGradient] = {}
        for node in self._tape.nodes:
            tensor = node.tensor
            if node.birth is Birth.LEAF and tensor.requires_grad and not is_tracked(tensor):
                gradient = self._accumulated.of(tensor)
                numbers = None if gradient is None else numbers_of(gradient)
                leaves[id(tensor)] = LeafGradient(node.index, self._name_of(tensor), numbers)
        return list(leaves.values())


def _parts(node: TapeNode, step: TraceStep) -> Iterator[int | str]:
    """Yield the nodes of a step's operands, and the texts of the numbers among them."""
    nodes = {edge.number: edge.source.index for edge in node.edges}
    arrays = 0
    for operand in step.operands:
        if operand.array is None:
            yield operand.text
        else:
            yield nodes.get(arrays, operand.text)
            arrays += 1


def _is_output(node: TapeNode) -> bool:
    differentiable = node.requires_grad and node.birth is not Birth.LEAF
    return differentiable and node.value.numel() == 1 and not node.value.is_complex()


def _edge(target: TapeNode, edge: TapeEdge) -> DerivativeEdge:
    return DerivativeEdge(
        edge.source.index, target.index, edge.number, edge.passing, edge.multiplications, edge.block
    )


def _shown(each: _Pass, edges: dict[tuple[int, int, int], DerivativeEdge]) -> BackwardPass:
    return BackwardPass(
        each.step,
        each.line,
        each.root.index,
        numbers_of(each.seed),
        tuple(
            NodeGradient(
                known.node.index,
                tuple(
                    GradientTerm(
                        edges[edge.source.index, target.index, edge.number], numbers_of(term)
                    )
                    for target, edge, term in known.terms
                ),
                numbers_of(known.total),
                None if known.before is None else numbers_of(known.before),
                None if known.after is None else numbers_of(known.after),
            )
            for known in each.gradients
        ),
        each.called,
    )
