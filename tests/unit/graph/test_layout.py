"""Layouts of graphs: nothing overlaps, and no edge leads through a node or a text."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests import sampling
from tests.graphs import chain, log_of_sum, random_graph

from eigenscope.arrays import Floats
from eigenscope.labs.kit.connectors import bent
from eigenscope.labs.kit.graph.fitting import fitting
from eigenscope.labs.kit.graph.graph import Graph, GraphEdge, GraphNode
from eigenscope.labs.kit.graph.layout import GraphLayout, graph_layout

RANDOM = [
    (seed, texts, down, wrapped)
    for seed in sampling.some("layouts", range(300), 5)
    for texts in (False, True)
    for down in (False, True)
    for wrapped in (False, True)
]


def some_graph(seed: int, texts: bool, down: bool, wrapped: bool) -> Graph:
    """Return a random graph, in one line or in bands of two to five layers."""
    graph = random_graph(5 + 7 * seed % 76, seed, 2 + seed % 45, texts=texts, down=down)
    layers = max(graph_layout(graph.skeleton).layers) + 1
    cuts = range(1 + seed % 3, layers, 2 + seed % 4) if wrapped else ()
    return replace(graph, cuts=tuple(cuts))


def meets(line: Floats, middle: Floats, half: Floats) -> bool:
    """Tell whether a line (n, 2) leads through the inside of a box. Method: slabs."""
    step = np.diff(line, axis=0)
    step = np.where(np.abs(step) < 1e-12, 1e-12, step)
    low, high = (middle - half - line[:-1]) / step, (middle + half - line[:-1]) / step
    enters = np.minimum(low, high).max(axis=1).clip(min=0.0)
    leaves = np.maximum(low, high).min(axis=1).clip(max=1.0)
    return bool((leaves - enters > 1e-9).any())


def ways(graph: Graph, layout: GraphLayout) -> list[Floats]:
    return [bent(route, int(graph.down)) for route in layout.routes]


@pytest.mark.parametrize(("seed", "texts", "down", "wrapped"), RANDOM)
def test_nodes_do_not_meet_nor_do_edges_lead_through_them(
    seed: int, texts: bool, down: bool, wrapped: bool
) -> None:
    graph = some_graph(seed, texts, down, wrapped)
    layout = graph_layout(graph.skeleton)
    middles, halves = layout.middles, layout.sizes / 2
    for k in range(len(middles)):
        apart = np.abs(middles[k] - middles) - (halves[k] + halves)
        assert (np.delete(apart, k, axis=0).max(axis=1) > 0.1).all()
    for edge, way in zip(graph.edges, ways(graph, layout), strict=True):
        for k, (middle, half) in enumerate(zip(middles, halves, strict=True)):
            room = 0.9 * half if k in (edge.source, edge.target) else half + 0.05
            assert not meets(way, middle, room), (edge, k)


@pytest.mark.parametrize(("seed", "texts", "down", "wrapped"), [r for r in RANDOM if r[1]])
def test_texts_beside_an_edge_meet_no_node_and_no_other_edge(
    seed: int, texts: bool, down: bool, wrapped: bool
) -> None:
    graph = some_graph(seed, texts, down, wrapped)
    layout = graph_layout(graph.skeleton)
    lines = ways(graph, layout)
    for number, (edge, place) in enumerate(zip(graph.edges, layout.texts, strict=True)):
        wide, high, both = edge.room
        assert both
        half = np.array([wide, high / 2] if down else [wide / 2, high])
        apart = np.abs(layout.middles - place) - (layout.sizes / 2 + half)
        assert (apart.max(axis=1) > 0).all()
        for other, line in enumerate(lines):
            assert other == number or not meets(line, place, half), (number, other)


@pytest.mark.parametrize("down", [False, True])
def test_an_edge_leads_from_its_source_to_its_target(down: bool) -> None:
    graph = random_graph(40, 8, down=down)
    layout = graph_layout(graph.skeleton)
    axis = int(down)
    onwards = -1.0 if down else 1.0
    for edge, route in zip(graph.edges, layout.routes, strict=True):
        start, end = layout.middles[edge.source].copy(), layout.middles[edge.target].copy()
        start[axis] += onwards * layout.sizes[edge.source, axis] / 2
        end[axis] -= onwards * layout.sizes[edge.target, axis] / 2
        assert route[0] == pytest.approx(start)
        assert abs(route[-1, axis] - end[axis]) < 0.3  # a round corner is farther in
        assert abs(route[-1] - end)[1 - axis] < layout.sizes[edge.target, 1 - axis] / 2
        assert (np.diff(route[:, axis]) * onwards >= -1e-9).all()


def test_two_edges_between_the_same_nodes_are_two() -> None:
    nodes = (GraphNode("x", operation=False), GraphNode("×"))
    layout = graph_layout(Graph(nodes, (GraphEdge(0, 1), GraphEdge(0, 1))).skeleton)
    first, second = layout.routes
    assert first[0] == pytest.approx(second[0])
    assert abs(first[-1, 1] - second[-1, 1]) > 0.3


def test_a_chain_is_straight() -> None:
    layout = graph_layout(chain(30).skeleton)
    assert np.ptp(layout.middles[:, 1]) == 0
    assert all(np.ptp(route[:, 1]) == 0 for route in layout.routes)
    assert (np.diff(layout.middles[:, 0]) > 0).all()


def test_the_whole_is_centred_and_as_large_as_it_says() -> None:
    layout = graph_layout(random_graph(40, 2).skeleton)
    reach = layout.sizes / 2
    points = np.concatenate([layout.middles - reach, layout.middles + reach, *layout.routes])
    assert points.max(axis=0) == pytest.approx(np.array(layout.size) / 2)
    assert points.min(axis=0) == pytest.approx(-np.array(layout.size) / 2)


def test_what_is_alike_on_both_sides_is_laid_out_alike() -> None:
    layout = graph_layout(log_of_sum().skeleton)
    heights = layout.middles[:, 1]
    assert heights[0] == pytest.approx(-heights[1])
    assert heights[2] == pytest.approx(-heights[3])
    assert heights[4] == pytest.approx(0, abs=1e-9)


def test_another_digit_does_not_lay_a_graph_out_anew() -> None:
    nodes = (GraphNode("x", "1.234", operation=False), GraphNode("exp", "3.435"))
    graph = Graph(nodes, (GraphEdge(0, 1, "3.435"),))
    other = Graph(
        (GraphNode("x", "1.111", operation=False), GraphNode("exp", "3.037")),
        (GraphEdge(0, 1, "3.037"),),
    )
    assert graph_layout(graph.skeleton) is graph_layout(other.skeleton)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_nodes_without_edges_stand_below_each_other(count: int) -> None:
    layout = graph_layout(Graph((GraphNode("x"),) * count, ()).skeleton)
    assert layout.middles.shape == (count, 2)
    assert layout.layers == (0,) * count
    assert len(set(layout.middles[:, 1].tolist())) == count


@pytest.mark.parametrize("down", [False, True])
def test_a_wrapped_edge_goes_on_in_the_next_band_as_texts_do(down: bool) -> None:
    graph = replace(chain(9), down=down)
    cut = replace(graph, cuts=(3, 6))
    layout = graph_layout(cut.skeleton)
    along, across = int(down), 1 - int(down)
    onwards = -1.0 if down else 1.0
    places = layout.middles * onwards
    rows = places.reshape(3, 3, 2)
    assert (np.diff(rows[:, :, along], axis=1) > 0).all()
    assert np.ptp(rows[:, :, across], axis=1) == pytest.approx(0)
    assert (np.diff(rows[:, 0, across]) < -1.5).all()
    assert layout.size[along] < graph_layout(graph.skeleton).size[along] / 2
    for number in (2, 5):
        way = bent(layout.routes[number], along)
        assert way[0] == pytest.approx(layout.routes[number][0])
        assert (np.abs(np.diff(way, axis=0)).max(axis=1) > 0).all()


def test_a_graph_that_is_large_enough_is_not_wrapped_and_a_long_chain_is() -> None:
    assert fitting(chain(3), 1.5).cuts == ()
    assert len(fitting(chain(8), 1.5).cuts) == 1  # though with two it were larger still
    for aspect in (0.75, 1.5, 2.5):
        graph = fitting(chain(30), aspect)
        wide, high = graph_layout(graph.skeleton).size
        assert 0.6 * aspect < wide / high < 1.6 * aspect
        assert graph.cuts
