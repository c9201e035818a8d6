"""Forward mode along the same edges: tangents, and what both modes multiply."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from eigenscope.trace.differentiating.differentiation import (
    Birth,
    DerivativeNode,
    Differentiation,
    Passing,
)
from eigenscope.trace.differentiating.jacobian_block import Cells


def leaves_behind(graph: Differentiation, root: int) -> tuple[DerivativeNode, ...]:
    """Return the leaves that a root depends on, in the order of the program."""
    nodes = (graph.nodes[index] for index in graph.behind(root))
    return tuple(node for node in nodes if node.birth is Birth.LEAF)


def tangents(graph: Differentiation, root: int, leaf: int, cell: int) -> Mapping[int, Cells] | None:
    """Return how nodes change when one cell of a leaf does, by their indices, up to the root.

    Source: the tangent of a result is the sum over its operands of block times tangent (Griewank
    and Walther, Evaluating Derivatives, 2nd ed., table 3.4). None where a block is not formed.
    """
    seed = np.zeros_like(graph.nodes[leaf].value)
    seed.reshape(-1)[cell] = 1
    moving: dict[int, Cells] = {leaf: seed}
    for index in graph.behind(root):
        node = graph.nodes[index]
        flowing = [e for e in node.edges if e.passing is Passing.FLOWS and e.source in moving]
        if not flowing:
            continue
        if any(edge.block is None for edge in flowing):
            return None
        with np.errstate(all="ignore"):  # what is too large is infinite, as torch has it
            terms = [edge.block.forward(moving[edge.source]) for edge in flowing if edge.block]
            total = np.asarray(np.sum(terms, axis=0), node.value.dtype)
        moving[index] = total.reshape(node.value.shape)
    return moving


@lru_cache(maxsize=8)
def multiplications(graph: Differentiation, root: int) -> tuple[int, int]:
    """Return how many multiplications reverse and forward mode take for all gradients of a root.

    A vector times a block takes one for each entry that may differ from 0, none where cells are
    only moved. Reverse mode carries one vector back along every edge; forward mode carries for each
    cell of each leaf one along the edges that lead on from that leaf.
    """
    edges = graph.edges_between(graph.behind(root))
    reverse = sum(edge.multiplications for edge in edges)
    forward = 0
    for leaf in leaves_behind(graph, root):
        after = _after(graph, leaf.index)
        forward += leaf.cells * sum(e.multiplications for e in edges if e.source in after)
    return reverse, forward


def _after(graph: Differentiation, start: int) -> set[int]:
    """Return the nodes that depend on one with a gradient, itself among them."""
    reached = {start}
    for node in graph.nodes[start:]:
        if any(e.source in reached and e.passing is Passing.FLOWS for e in node.edges):
            reached.add(node.index)
    return reached
