"""The order within layers, its crossings counted by hand."""

from __future__ import annotations

from itertools import combinations

import pytest
from tests import sampling
from tests.graphs import random_graph

from eigenscope.labs.kit.graph.layered import LayeredGraph, layered
from eigenscope.labs.kit.graph.layers import layers_of
from eigenscope.labs.kit.graph.ordering import crossings, put_in_order


def pairs_that_cross(graph: LayeredGraph) -> int:
    """Return how many pairs of edges between two layers cross, looking at each."""
    places = {point: at for row in graph.rows for at, point in enumerate(row)}
    pieces = [
        (graph.layers[a], places[a], places[b])
        for a, after in enumerate(graph.after)
        for b in after
    ]
    return sum(
        first[0] == second[0] and (first[1] - second[1]) * (first[2] - second[2]) < 0
        for first, second in combinations(pieces, 2)
    )


def in_order(count: int, ends: tuple[tuple[int, int], ...]) -> LayeredGraph:
    graph = layered(layers_of(count, ends), ends)
    put_in_order(graph)
    return graph


@pytest.mark.parametrize("seed", sampling.some("crossings", range(100), 6))
def test_crossings_are_counted(seed: int) -> None:
    skeleton = random_graph(10 + seed % 30, seed, texts=False).skeleton
    graph = in_order(len(skeleton.sizes), skeleton.ends)
    assert crossings(graph, graph.rows) == pairs_that_cross(graph)


@pytest.mark.parametrize("seed", sampling.some("order of trees", range(100), 6))
def test_edges_of_a_tree_do_not_cross(seed: int) -> None:
    import random

    chance = random.Random(seed)
    ends = tuple((k, chance.randrange(k)) for k in range(1, 40))  # all lead to node 0
    graph = in_order(40, ends)
    assert pairs_that_cross(graph) == 0


def test_edges_of_which_each_crosses_another_are_as_few_as_can_be() -> None:
    ends = tuple((a, b) for a in range(3) for b in range(3, 6))  # K₃,₃ in two layers
    assert pairs_that_cross(in_order(6, ends)) == 9


def test_each_point_is_in_its_layer_once() -> None:
    skeleton = random_graph(80, 3, reach=40).skeleton
    graph = in_order(80, skeleton.ends)
    assert sorted(point for row in graph.rows for point in row) == list(range(len(graph.layers)))
    for layer, row in enumerate(graph.rows):
        assert {graph.layers[point] for point in row} == {layer}
    spans: dict[int, int] = {}
    for source, target in skeleton.ends:
        over = graph.layers[target] - graph.layers[source] - 1
        spans[source] = max(spans.get(source, 0), over)
    assert len(graph.layers) == 80 + sum(spans.values())


def test_edges_from_the_same_node_share_their_stations() -> None:
    chain = tuple((k, k + 1) for k in range(1, 5))
    graph = in_order(6, ((0, 2), *chain, (0, 4), (0, 5)))
    short, longer, longest = (graph.chains[k] for k in (0, 5, 6))
    assert short[:-1] == longest[: len(short) - 1]
    assert longer[:-1] == longest[: len(longer) - 1]
