"""Layers of graphs, beside what linear programming says of how short edges can be."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog
from tests import sampling
from tests.graphs import chain, random_graph

from eigenscope.labs.kit.graph.layers import layers_of


def least_length(count: int, ends: tuple[tuple[int, int], ...]) -> float:
    """Return the least sum of the lengths of edges each of which leads on by at least 1."""
    rows = np.zeros((len(ends), count))
    for row, (source, target) in enumerate(ends):
        rows[row, source], rows[row, target] = 1.0, -1.0
    done = linprog(-rows.sum(axis=0), rows, -np.ones(len(ends)), bounds=(0, None))
    assert done.success
    return float(done.fun)


@pytest.mark.parametrize("seed", sampling.some("layers", range(200), 8))
def test_edges_lead_on_and_are_as_short_together_as_can_be(seed: int) -> None:
    graph = random_graph(2 + seed % 60, seed, reach=3 + seed % 40, texts=False)
    ends = graph.skeleton.ends
    layers = layers_of(len(graph.nodes), ends)
    assert all(layers[source] < layers[target] for source, target in ends)
    assert sum(layers[b] - layers[a] for a, b in ends) == pytest.approx(
        least_length(len(layers), ends)
    )


def test_each_part_begins_in_the_first_layer() -> None:
    assert layers_of(6, ((0, 1), (1, 2), (3, 4))) == [0, 1, 2, 0, 1, 0]


def test_a_leaf_stands_right_before_what_needs_it() -> None:
    ends = ((0, 1), (1, 2), (2, 3), (4, 3))
    assert layers_of(5, ends) == [0, 1, 2, 3, 2]


def test_edges_between_the_same_nodes_count_each() -> None:
    # 0 is drawn to 1 by two edges, and to 3 by one.
    assert layers_of(4, ((0, 1), (0, 1), (2, 1), (3, 0))) == [1, 2, 1, 0]


def test_a_chain_has_a_layer_for_each_node() -> None:
    assert layers_of(200, chain(200).skeleton.ends) == list(range(200))


def test_nothing_has_no_layers() -> None:
    assert layers_of(0, ()) == []


@pytest.mark.parametrize("ends", [((0, 0),), ((0, 1), (1, 0)), ((0, 1), (1, 2), (2, 0))])
def test_a_cycle_is_refused(ends: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="cycle"):
        layers_of(3, ends)


@pytest.mark.parametrize("end", [(0, 3), (-1, 0)])
def test_an_edge_to_nowhere_is_refused(end: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="in a graph of 3 nodes"):
        layers_of(3, (end,))
