"""The graph of one way back through a program, as the kit's graphs have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from eigenscope.labs.kit.chain_rule.node_names import NodeNames
from eigenscope.labs.kit.chain_rule.short_numbers import (
    cells_of,
    cells_text,
    shape_text,
    written_text,
)
from eigenscope.labs.kit.graph import colours
from eigenscope.labs.kit.graph.fitting import fitting
from eigenscope.labs.kit.graph.graph import Graph, GraphEdge, GraphNode
from eigenscope.labs.kit.graph.picture import GraphPicture
from eigenscope.trace.differentiating.differentiation import (
    BackwardPass,
    Birth,
    DerivativeEdge,
    DerivativeNode,
    Differentiation,
    NodeGradient,
    Passing,
)
from eigenscope.trace.differentiating.forward_mode import tangents
from eigenscope.trace.differentiating.jacobian_block import Cells
from eigenscope.trace.known import TORCH, Dependency

_SHORT, _SHORT_NOTE = 10, 12  # letters of a derivative, and of a gradient, beside an edge
_MOST_ON_DIAGONAL = 3
_MOST_WITH_NOTES, _MOST_IN_FULL = 12, 20  # nodes
_SHORT_LINE = 14  # letters of a line in a node of more
_ASPECT = 1.2  # of a view in which a graph is to be large: between a window's and a page's
FEWEST_REPEATED = 4
"""Applications of one function, from which on its gradients are compared."""
STOPS: Mapping[Passing, str] = {
    Passing.DETACHED: "detach",
    Passing.NO_GRAD: "no_grad",
    Passing.STEPS: "0",
}
"""What is written at edges along which nothing goes back."""


@dataclass(frozen=True)
class Direction:
    """Which number is moved in forward mode: a leaf's node and the flat index of its cell."""

    leaf: int
    cell: int


@dataclass(frozen=True, eq=False)
class PassGraph:
    """What one pass goes back through, and what it does not because something stops it.

    Attributes
    ----------
    whole
        The graph of the program.
    back
        The pass; None of a program that has none, whose whole graph is shown.
    direction
        The number that is moved, in forward mode; None in reverse mode.
    """

    whole: Differentiation
    names: NodeNames
    back: BackwardPass | None
    direction: Direction | None = None

    @cached_property
    def nodes(self) -> tuple[DerivativeNode, ...]:
        """Those that are shown, in the order of the program: nothing from before a leaf."""
        if self.back is None:
            return self.whole.nodes
        reached = {self.back.root}
        for node in reversed(self.whole.nodes[: self.back.root + 1]):
            if node.index in reached and node.birth is not Birth.LEAF:
                reached |= {edge.source for edge in node.edges}
        return tuple(self.whole.nodes[index] for index in sorted(reached))

    @cached_property
    def places(self) -> Mapping[int, int]:
        """The place of each node in the picture, by its index."""
        return {node.index: place for place, node in enumerate(self.nodes)}

    @cached_property
    def edges(self) -> tuple[DerivativeEdge, ...]:
        """Those between the nodes, as the picture has them."""
        return tuple(
            edge
            for node in self.nodes
            if self.back is None or node.birth is not Birth.LEAF
            for edge in node.edges
            if edge.source in self.places
        )

    @cached_property
    def gradients(self) -> Mapping[int, NodeGradient]:
        """What comes back to each node, by its index."""
        return {each.node: each for each in self.back.gradients} if self.back else {}

    @cached_property
    def tangents(self) -> Mapping[int, Cells]:
        """How each node moves with the number that is moved, by its index."""
        if self.back is None or self.direction is None:
            return {}
        return tangents(self.whole, self.back.root, self.direction.leaf, self.direction.cell) or {}

    @cached_property
    def repeated(self) -> tuple[str, tuple[int, ...]] | None:
        """The function that is applied most often, at least four times, and its results' nodes."""
        results: dict[str, list[int]] = {}
        for index in sorted(self.gradients):
            function = _function(self.whole.nodes[index])
            if function:
                results.setdefault(function, []).append(index)
        most = max(results, key=lambda function: len(results[function]), default="")
        if not most or len(results[most]) < FEWEST_REPEATED:
            return None
        return most, tuple(results[most])

    @cached_property
    def picture(self) -> GraphPicture:
        """Its picture, with all that becomes known in it, as large as it can be in a view."""
        nodes, edges = tuple(map(self._node, self.nodes)), tuple(map(self._edge, self.edges))
        aspect = _ASPECT if self.repeated is None else _ASPECT / 2  # beside a chart
        return GraphPicture(fitting(Graph(nodes, edges), aspect))

    def _node(self, node: DerivativeNode) -> GraphNode:
        cells = cells_of(node.value)
        slot = colours.OPERATION
        if node.birth is Birth.LEAF:
            slot = colours.TENSOR
        elif self.back is not None and node.index == self.back.root:
            slot = colours.OUTCOME
        noted = self._noted(node)
        note = "" if noted is None else self._line(noted)
        hidden = noted is not None and bool(cells) and not written_text(noted)
        note_cells = cells_of(noted) if noted is not None and hidden else ()
        return GraphNode(
            self.names.title(node.index),
            self._line(node.value, drawn=bool(cells)),
            "" if note_cells else note,
            node.birth not in (Birth.LEAF, Birth.CONSTANT),
            cells,
            note_cells,
            slot,
        )

    def _noted(self, node: DerivativeNode) -> Cells | None:
        """Return what is noted below a node's value: how it moves, or what comes back to it."""
        if self.direction is not None:
            return self.tangents.get(node.index)
        gradient = self.gradients.get(node.index)
        return None if gradient is None else gradient.gradient

    def _line(self, numbers: Cells, *, drawn: bool = False) -> str:
        """Return numbers as a node has them: among many in few letters, of drawn cells no shape."""
        if len(self.nodes) <= _MOST_IN_FULL:
            return cells_text(numbers)
        return written_text(numbers, _SHORT_LINE) or ("" if drawn else shape_text(numbers))

    def _edge(self, edge: DerivativeEdge) -> GraphEdge:
        places = self.places
        ends = places[edge.source], places[edge.target]
        derivative = self.derivative_text(edge)
        # Blocks are seen once an edge is chosen: there is more room without.
        number = edge.block is None or edge.block.shape == (1, 1)
        label = derivative if number and "×" not in derivative else ""
        return GraphEdge(*ends, label, self._edge_note(edge))

    def derivative_text(self, edge: DerivativeEdge) -> str:
        """Return the local derivative of an edge in few letters: a number, or the block's shape."""
        if edge.passing is not Passing.FLOWS:
            return STOPS.get(edge.passing, "")
        rows = self.whole.nodes[edge.target].cells
        columns = self.whole.nodes[edge.source].cells
        if rows == columns == 1 and edge.block is not None:
            return cells_text(edge.block.dense().reshape(()), _SHORT)
        diagonal = edge.block is not None and edge.block.diagonal
        if edge.block is not None and diagonal and rows <= _MOST_ON_DIAGONAL:
            entries = edge.block.entries
            return "I" if (entries == 1).all() else f"diag{_in_round(cells_text(entries, 99))}"
        return f"{rows} × {columns}"

    def _edge_note(self, edge: DerivativeEdge) -> str:
        """Return what comes back along an edge as one of several, in a graph with room for it."""
        if self.direction is not None or len(self.nodes) > _MOST_WITH_NOTES:
            return ""
        known = self.gradients.get(edge.source)
        for term in known.terms if known and len(known.terms) > 1 else ():
            if term.edge is edge:
                return written_text(term.value, _SHORT_NOTE)
        return ""


def _function(node: DerivativeNode) -> str:
    """Return the function that a node comes from, such as relu; nothing of signs and reshaping."""
    operation = node.operation
    moves = TORCH.get(operation) is Dependency.MOVE
    is_function = node.birth is Birth.RESULT and operation.isidentifier() and not moves
    return operation if is_function else ""


def _in_round(text: str) -> str:
    """Return numbers in round brackets."""
    return f"({text.strip('[]')})"
