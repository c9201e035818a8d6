"""What the differentiation of a program consists of, as numbers of numpy that need no torch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from eigenscope.trace.differentiating.jacobian_block import Cells, JacobianBlock


class Passing(Enum):
    """Whether a gradient goes back along an edge, and what stops it if it does not."""

    FLOWS = auto()
    CONSTANT = auto()  # nothing that the operand depends on requires a gradient
    DETACHED = auto()  # detach() or .data
    NO_GRAD = auto()  # carried out within torch.no_grad()
    STEPS = auto()  # the result is no differentiable function of the operand


class Birth(Enum):
    """How a value came about."""

    LEAF = auto()  # it is made by the program and requires a gradient
    CONSTANT = auto()  # it is made by the program and requires none
    RESULT = auto()  # an operation made it
    WRITTEN = auto()  # a write into other tensors with the same memory


@dataclass(frozen=True, eq=False)
class DerivativeEdge:
    """That a value is an operand of another.

    Attributes
    ----------
    source, target
        The indices of the operand's and of the result's node.
    operand
        Which of the operation's tensors it is, from 0.
    passing
        Whether a gradient goes back along it.
    multiplications
        How many it takes to carry one vector along it; 0 where nothing passes.
    block
        The result's derivative with respect to the operand; None where nothing passes, and where it
        is too large to be formed.
    """

    source: int
    target: int
    operand: int
    passing: Passing
    multiplications: int = 0
    block: JacobianBlock | None = None


@dataclass(frozen=True, eq=False)
class DerivativeNode:
    """A value of a program: a tensor as it was between two operations that made or wrote it.

    Attributes
    ----------
    index
        Its place in the order in which values came about.
    step
        The step of the trace that made it; of a tensor that is seen anew after a write into its
        memory, the step that is about to use it.
    name, text, operation
        What the program calls it (nothing where it does not), its expression, and its operation.
    line
        Of the program, from 1.
    value
        Its cells.
    birth
        How it came about.
    requires_grad
        Whether torch differentiates with respect to it, or through it.
    edges
        From its operands.
    parts
        What its operation takes, in order: the indices of nodes, and the texts of numbers.
    """

    index: int
    step: int
    name: str
    text: str
    operation: str
    line: int
    value: Cells
    birth: Birth
    requires_grad: bool
    edges: tuple[DerivativeEdge, ...] = ()
    parts: tuple[int | str, ...] = ()

    @property
    def cells(self) -> int:
        """How many numbers it has."""
        return int(self.value.size)


@dataclass(frozen=True, eq=False)
class GradientTerm:
    """What comes to a node back along one of the branches that lead on from it, in its shape."""

    edge: DerivativeEdge
    value: Cells


@dataclass(frozen=True, eq=False)
class NodeGradient:
    """The derivative of a pass's output with respect to a node: the sum over its branches.

    Attributes
    ----------
    node
        Its index.
    terms
        One for each branch that leads towards the output, in the order of the program; none of the
        output itself.
    gradient
        Their sum, in the node's shape.
    before, after
        What stood in ``.grad`` of a leaf, None if nothing did, and what stands there afterwards;
        both None of what is no leaf.
    """

    node: int
    terms: tuple[GradientTerm, ...]
    gradient: Cells
    before: Cells | None = None
    after: Cells | None = None


@dataclass(frozen=True, eq=False)
class BackwardPass:
    """One call of ``backward()``.

    Attributes
    ----------
    step, line
        The step of the trace that called it, which is where those before it end, and its line.
    root
        The node that was differentiated.
    seed
        The gradient that it began with, in the root's shape.
    gradients
        In the order in which they become known: from the root back.
    called
        Whether the program calls it; else it is done for the program's last number.
    """

    step: int
    line: int
    root: int
    seed: Cells
    gradients: tuple[NodeGradient, ...]
    called: bool = True


@dataclass(frozen=True, eq=False)
class GradientWrite:
    """That the program writes into ``.grad`` of a leaf itself, such as ``x.grad.zero_()``.

    ``value`` is what stands there afterwards, None if it is cleared.
    """

    step: int
    line: int
    node: int
    value: Cells | None


@dataclass(frozen=True, eq=False)
class LeafGradient:
    """A leaf at the end of the program, and what stands in its ``.grad``."""

    node: int
    name: str
    gradient: Cells | None


@dataclass(frozen=True, eq=False)
class Differentiation:
    """The graph of a program, and what was computed along it."""

    nodes: tuple[DerivativeNode, ...] = ()
    passes: tuple[BackwardPass, ...] = ()
    writes: tuple[GradientWrite, ...] = ()
    leaves: tuple[LeafGradient, ...] = ()

    def edges_between(self, nodes: Iterable[int]) -> tuple[DerivativeEdge, ...]:
        """Return the edges along which gradients flow between some nodes, as the program goes."""
        among = set(nodes)
        return tuple(
            edge
            for node in self.nodes
            if node.index in among
            for edge in node.edges
            if edge.passing is Passing.FLOWS and edge.source in among
        )

    def behind(self, root: int) -> tuple[int, ...]:
        """Return the nodes that a root depends on with a gradient, itself among them, in order."""
        reached = {root}
        for node in reversed(self.nodes[: root + 1]):
            if node.index in reached:
                reached |= {e.source for e in node.edges if e.passing is Passing.FLOWS}
        return tuple(sorted(reached))
