"""Nodes and edges of a program's graph under the mouse, and what is written about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.chain_rule import pass_words
from eigenscope.labs.kit.chain_rule.pass_graph import PassGraph
from eigenscope.labs.kit.programs.cell_spec import chosen_cell
from eigenscope.scene.frame import Label
from eigenscope.scene.slots import Slot

_FROM_BELOW, _LETTERS, _PRIORITY = 20.0, 14.0, 5


@dataclass(frozen=True)
class ChosenPart:
    """A node by its index, or the edge by its place that leads to it."""

    node: int
    edge: int | None = None

    def text(self, graph: PassGraph) -> str:
        """Return it as an input keeps it: the node, and the edge's operand from 1, or 0."""
        operand = 0 if self.edge is None else graph.edges[self.edge].operand + 1
        return f"{self.node}:{operand}"


def chosen_of(graph: PassGraph, text: str) -> ChosenPart | None:
    """Return what an input says was chosen; None if it is not in the graph."""
    cell = chosen_cell(text)
    if cell is None or cell[0] not in graph.places:
        return None
    node, operand = cell
    if not operand:
        return ChosenPart(node)
    for place, edge in enumerate(graph.edges):
        if edge.target == node and edge.operand == operand - 1:
            return ChosenPart(node, place)
    return None


def pointed_at(graph: PassGraph, view: View) -> ChosenPart | None:
    """Return what is under the pointer: a node, or else an edge that is near."""
    place = graph.picture.node_at(view)
    if place is not None:
        return ChosenPart(graph.nodes[place].index)
    edge = graph.picture.edge_at(view)
    return None if edge is None else ChosenPart(graph.edges[edge].target, edge)


def next_of(graph: PassGraph, node: int, before: ChosenPart | None) -> ChosenPart | None:
    """Return what a key chooses of a node: itself, then the edges to it in turn, then nothing."""
    if node not in graph.places:
        return None
    edges = [place for place, edge in enumerate(graph.edges) if edge.target == node]
    parts = [ChosenPart(node), *(ChosenPart(node, place) for place in edges), None]
    return parts[parts.index(before) + 1] if before is not None and before in parts else parts[0]


def formula_labels(graph: PassGraph, chosen: ChosenPart, view: View) -> Iterator[Label]:
    """Yield the formula of what is chosen, with numbers, at the lower side of the view."""
    wide, high = view.size
    place = view.camera.unproject((wide / 2, high - _FROM_BELOW), view.size, normal=(0.0, 0.0, 1.0))
    if place is not None:
        x, y, z = map(float, place)
        text = _formula(graph, chosen)
        yield Label(text, (x, y, z), Slot.INK, size=_LETTERS, priority=_PRIORITY)


def _formula(graph: PassGraph, chosen: ChosenPart) -> str:
    if chosen.edge is not None:
        edge = graph.edges[chosen.edge]
        name = pass_words.symbol(graph, edge.target, edge.source)
        derivative = graph.derivative_text(edge)
        is_number = edge.block is not None and " × " not in derivative  # and no shape
        return f"{name} = {derivative}" if is_number else f"{name}: {derivative}"
    node = graph.whole.nodes[chosen.node]
    text = pass_words.value_formula(graph, node)
    known = graph.gradients.get(node.index)
    if node.index in graph.tangents:
        return f"{text};  {pass_words.tangent_formula(graph, node)}"
    if known is not None and graph.direction is None:
        return f"{text};  {pass_words.gradient_formula(graph, known)}"
    return text
