"""Graphs to lay out and to draw: some of few nodes, and random ones of any number."""

from __future__ import annotations

import random

from eigenscope.labs.kit.graph import colours
from eigenscope.labs.kit.graph.graph import Graph, GraphEdge, GraphNode


def chain(count: int) -> Graph:
    """Return nodes one after the other."""
    nodes = tuple(GraphNode("tanh", f"0.{k:03d}") for k in range(count))
    return Graph(nodes, tuple(GraphEdge(k, k + 1, "0.42") for k in range(count - 1)))


def random_graph(
    count: int, seed: int, reach: int = 12, *, texts: bool = True, down: bool = False
) -> Graph:
    """Return a graph of operations of one or two operands, which come at most ``reach`` before.

    Both operands may be the same one.
    """
    chance = random.Random(seed)
    ends = [
        (chance.randrange(max(0, k - reach), k), k)
        for k in range(1, count)
        for _ in range(chance.choice((0, 1, 2, 2)))
    ]
    computed = {target for _, target in ends}
    nodes = tuple(
        GraphNode("×", f"{chance.uniform(-9, 9):.3f}" if texts else "", "∂ 1.5" if texts else "")
        if k in computed
        else GraphNode(f"x{k}", operation=False, slot=colours.TENSOR)
        for k in range(count)
    )
    words = ("1.25", "−0.31") if texts else ("", "")
    return Graph(nodes, tuple(GraphEdge(*pair, *words) for pair in ends), down)


def log_of_sum() -> Graph:
    """Return log(eˣ + eʸ) at (0, ln 2) with its gradients."""
    leaf, end = colours.TENSOR, colours.OUTCOME
    nodes = (
        GraphNode("x", "0", "1/3", operation=False, slot=leaf),
        GraphNode("y", "0.693", "2/3", operation=False, slot=leaf),
        GraphNode("exp", "1", "1/3"),
        GraphNode("exp", "2", "1/3"),
        GraphNode("+", "3", "1/3"),
        GraphNode("log", "1.099", "1", slot=end),
    )
    ends = ((0, 2, "1"), (1, 3, "2"), (2, 4, "1"), (3, 4, "1"), (4, 5, "1/3"))
    return Graph(nodes, tuple(GraphEdge(*each, note="1/3") for each in ends))
