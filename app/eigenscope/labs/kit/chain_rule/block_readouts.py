"""What stands beside a node or an edge that is chosen: formulas with numbers, Jacobian blocks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.array_facts import array_readout
from eigenscope.labs.kit.chain_rule import pass_words
from eigenscope.labs.kit.chain_rule.pass_graph import PassGraph
from eigenscope.labs.kit.facts import Fact
from eigenscope.trace.differentiating.differentiation import DerivativeEdge, Passing
from eigenscope.wording.words import Text, Words, as_it_is

_BLOCK_TIP: Text = (
    "The derivative of each cell of the result, a row each, by each cell of the operand, a column "
    "each. What comes back along the edge is a row of gradients times this block."
)
_STOPPED: dict[Passing, Text] = {
    Passing.CONSTANT: "constant: no gradient is wanted",
    Passing.DETACHED: "cut off by detach",
    Passing.NO_GRAD: "not recorded, within no_grad()",
    Passing.STEPS: "none: the result is constant between jumps",
}


def node_readouts(graph: PassGraph, index: int) -> Iterator[Readout]:
    """Yield what is known of a node: its value, its gradient, and the blocks of its operands."""
    node = graph.whole.nodes[index]
    group = Words("Node {name}", {"name": as_it_is(graph.names.heading(index))})
    yield Fact("node.value", group, "Value").text(as_it_is(pass_words.value_formula(graph, node)))
    known = graph.gradients.get(index)
    if known is not None and graph.direction is None:
        text = as_it_is(pass_words.gradient_formula(graph, known))
        yield Fact("node.gradient", group, "Gradient").text(text)
    if index in graph.tangents:
        text = as_it_is(pass_words.tangent_formula(graph, node))
        yield Fact("node.tangent", group, "Derivative").text(text)
    for number, edge in enumerate(node.edges):
        yield block_readout(graph, edge, group, f"node.block{number}")


def edge_readouts(graph: PassGraph, edge: DerivativeEdge) -> Iterator[Readout]:
    """Yield the block of an edge."""
    name = pass_words.symbol(graph, edge.target, edge.source)
    group = Words("Edge {name}", {"name": as_it_is(name)})
    yield block_readout(graph, edge, group, "edge.block")


def block_readout(graph: PassGraph, edge: DerivativeEdge, group: Text, key: str) -> Readout:
    """Return the readout of an edge's Jacobian block, or of why there is none."""
    label = as_it_is(pass_words.symbol(graph, edge.target, edge.source))
    fact = Fact(key, group, label, _BLOCK_TIP)
    if edge.passing is not Passing.FLOWS:
        return fact.text(_STOPPED[edge.passing])
    if edge.block is None:
        shape = f"{graph.whole.nodes[edge.target].cells} × {graph.whole.nodes[edge.source].cells}"
        return fact.text(Words("{shape}, too large to be formed", {"shape": as_it_is(shape)}))
    dense = edge.block.dense().astype(np.float64)
    return array_readout(fact, dense.reshape(()) if dense.size == 1 else dense)
