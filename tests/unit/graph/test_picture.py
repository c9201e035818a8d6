"""Pictures of graphs: what can be read, what is lit, and that a frame makes no geometry."""

from __future__ import annotations

import numpy as np
import pytest
from tests.graphs import log_of_sum, random_graph

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.connectors import bent
from eigenscope.labs.kit.graph import colours
from eigenscope.labs.kit.graph.graph import Graph, GraphEdge, GraphNode
from eigenscope.labs.kit.graph.picture import GraphPicture
from eigenscope.labs.kit.graph.state import GraphState, Pulse
from eigenscope.labs.kit.graph.texts import READABLE
from eigenscope.scene.camera import PLANE
from eigenscope.scene.frame import Draw
from eigenscope.scene.text_width import text_width

SIZE = (1280, 720)


def view_of(picture: GraphPicture, zoom: float = 1.0) -> View:
    camera = PLANE.fitted(picture.extent(), SIZE, 1.05)
    return View(camera.zoomed(zoom, None, SIZE), SIZE)


def named(draws: list[Draw], name: str) -> Draw:
    return next(draw for draw in draws if draw.name == name)


def test_zooming_shows_names_then_values_then_texts_of_edges() -> None:
    picture = GraphPicture(random_graph(60, 5))
    values = {node.value for node in picture.graph.nodes} - {""}
    amounts = []
    for zoom in (0.05, 0.65, 2.2, 4.0):
        _, labels = picture.parts(GraphState(), view_of(picture, zoom))
        texts = {label.text for label in labels}
        amounts.append(("×" in texts, bool(texts & values), "−0.31" in texts))
        assert all(label.size >= READABLE for label in labels)
    assert amounts[0] == (False, False, False)
    assert amounts[1] == (True, False, False)
    assert amounts[-1] == (True, True, True)
    assert amounts == sorted(amounts)


@pytest.mark.parametrize("zoom", [0.5, 1.0, 3.0])
def test_texts_are_no_wider_than_their_nodes(zoom: float) -> None:
    picture = GraphPicture(log_of_sum())
    view = view_of(picture, zoom)
    _, labels = picture.parts(GraphState(labels=frozenset(), edge_notes=frozenset()), view)
    assert labels
    unit = SIZE[1] / view.camera.height
    middles, sizes = picture.layout.middles, picture.layout.sizes
    for label in labels:
        away = np.abs(middles - label.position[:2])
        node = int(away.sum(axis=1).argmin())
        wide = text_width(label.text, label.size, bold=label.bold)
        assert wide < sizes[node, 0] * unit
        assert away[node, 1] * unit + label.size / 2 < sizes[node, 1] / 2 * unit


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize(
    "texts", [(("1", ""), ("7", ""), ("5", "")), (("1", ""), ("−1", ""), ("0.25", "−3"))]
)
def test_texts_of_edges_lie_on_no_other_edge(
    texts: tuple[tuple[str, str], ...], down: bool
) -> None:
    nodes = (*(GraphNode(f"x{k}", operation=False) for k in range(3)), GraphNode("+"))
    edges = tuple(GraphEdge(k, 3, *pair) for k, pair in enumerate(texts))
    picture = GraphPicture(Graph(nodes, edges, down))
    view = view_of(picture)
    unit = SIZE[1] / view.camera.height
    lines = [bent(route, int(down)) for route in picture.layout.routes]
    written = {text for pair in texts for text in pair if text}
    labels = [each for each in picture.parts(GraphState(), view)[1] if each.text in written]
    assert len(labels) == len(written)
    for label in labels:
        half = np.array([text_width(label.text, label.size), 0.72 * label.size]) / unit / 2
        for line in lines:
            along = np.linspace(line[:-1], line[1:], 9).reshape(-1, 2)
            assert not (np.abs(along - label.position[:2]) < half).all(axis=1).any()


def test_a_state_says_what_is_written() -> None:
    picture = GraphPicture(log_of_sum())
    none: frozenset[int] = frozenset()
    state = GraphState(frozenset({2}), none, frozenset({4}), none)
    _, labels = picture.parts(state, view_of(picture))
    texts = sorted(label.text for label in labels)
    assert texts == sorted(["x", "y", "exp", "exp", "+", "log", "1", "1/3"])


def test_frames_make_no_geometry() -> None:
    picture = GraphPicture(log_of_sum())
    view = view_of(picture)
    frames = [
        picture.parts(
            GraphState(
                nodes={1: colours.FORWARD},
                edges={1: colours.FORWARD},
                pulses=(Pulse(0, part), Pulse(4, part, backward=True)),
                sums=frozenset({0}),
                chosen=3,
            ),
            view,
        )
        for part in (0.2, 0.7)
    ]
    first, second = ([draw.geometry for draw in draws] for draws, _ in frames)
    assert all(a is b for a, b in zip(first, second, strict=True))
    assert all(a is b for a, b in zip(frames[0][1], frames[1][1], strict=True))


@pytest.mark.parametrize("backward", [False, True])
def test_a_pulse_runs_from_one_end_of_its_edge_to_the_other(backward: bool) -> None:
    picture = GraphPicture(log_of_sum())
    route = picture.layout.routes[2][:: -1 if backward else 1]
    for part, place in ((0.0, route[0]), (1.0, route[-1])):
        state = GraphState(pulses=(Pulse(2, part, backward),))
        draws, _ = picture.parts(state, view_of(picture))
        pulse, trail = named(draws, "pulse 2"), named(draws, "pulse 2 trail")
        assert pulse.matrix[:2, 3] == pytest.approx(place, abs=1e-5)
        assert trail.portion == part
        assert pulse.style.slot == (colours.BACKWARD if backward else colours.FORWARD)


def test_all_nodes_and_edges_are_few_draws() -> None:
    picture = GraphPicture(random_graph(200, 1, 40))
    draws, _ = picture.parts(GraphState(), view_of(picture))
    assert len(draws) <= 8


def test_the_node_under_the_pointer() -> None:
    picture = GraphPicture(log_of_sum())
    view = view_of(picture)
    place = np.append(picture.layout.middles[4], 0.0)
    x, y, _ = view.camera.project(place[None], SIZE)[0].tolist()
    assert picture.node_at(View(view.camera, SIZE, (x, y))) == 4
    assert picture.node_at(View(view.camera, SIZE, (1.0, 1.0))) is None
    assert picture.node_at(view) is None


def test_the_edge_near_the_pointer_is_known() -> None:
    picture = GraphPicture(log_of_sum())
    view = view_of(picture)
    places = np.array([line[len(line) // 2] for line in picture.lines])
    pixels = view.camera.project(places, SIZE)[:, :2]
    for edge, (x, y) in enumerate(pixels.tolist()):
        assert picture.edge_at(View(view.camera, SIZE, (x + 1.0, y))) == edge
    assert picture.edge_at(View(view.camera, SIZE, (1.0, 1.0))) is None
    assert picture.edge_at(view) is None


def test_cells_are_drawn_once_their_values_are_known() -> None:
    nodes = (GraphNode("W", cells=((1.0, -2.0), (np.nan, 0.0))), GraphNode("+"))
    picture = GraphPicture(Graph(nodes, (GraphEdge(0, 1),)))
    view = view_of(picture)
    shown, _ = picture.parts(GraphState(), view)
    assert named(shown, "cells 0")
    hidden, _ = picture.parts(GraphState(values=frozenset({1})), view)
    assert "cells 0" not in {draw.name for draw in hidden}


def test_cells_of_a_note_stand_beside_those_of_the_value_once_it_is_known() -> None:
    nodes = (GraphNode("W", cells=((1.0, -2.0),), note_cells=((3.0, 4.0),)), GraphNode("+"))
    picture = GraphPicture(Graph(nodes, (GraphEdge(0, 1),)))
    view = view_of(picture)
    shown, _ = picture.parts(GraphState(), view)
    value, note, frame = (named(shown, f"{name} 0") for name in ("cells", "note", "frame"))
    assert frame.style.slot == colours.BACKWARD
    assert frame.matrix == pytest.approx(note.matrix)
    right = value.matrix[0, 3] + value.matrix[0, 0]
    assert right < note.matrix[0, 3]
    half = picture.layout.sizes[0, 0] / 2
    assert note.matrix[0, 3] + note.matrix[0, 0] < picture.layout.middles[0, 0] + half
    hidden, _ = picture.parts(GraphState(notes=frozenset({1})), view)
    assert {"note 0", "frame 0"}.isdisjoint(draw.name for draw in hidden)
