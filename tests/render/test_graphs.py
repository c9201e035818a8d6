"""Graphs: the renderers agree on them, and files of figures hold their edges as whole paths."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.graphs import log_of_sum, random_graph

from eigenscope.export.pictures import frame_image
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.graph import colours
from eigenscope.labs.kit.graph.graph import Graph
from eigenscope.labs.kit.graph.picture import GraphPicture
from eigenscope.labs.kit.graph.state import GraphState, Pulse
from eigenscope.render.gl.offscreen import Offscreen
from eigenscope.render.tikz.writing import tikz_scope
from eigenscope.resources import read_text
from eigenscope.scene.camera import PLANE
from eigenscope.scene.frame import Frame
from eigenscope.scene.palette import palette_from_json

from .compare import different_at_all, disagreement
from .tex import needs_tex, page_alone

SIZE = (640, 360)
UNIT = 0.75
DARK = palette_from_json(read_text("themes", "dark.json"))
PRINT = palette_from_json(read_text("themes", "print.json"))
BUSY = GraphState(
    nodes={2: colours.FORWARD},
    edges={0: colours.FORWARD},
    pulses=(Pulse(1, 0.6), Pulse(4, 0.4, backward=True)),
    sums=frozenset({0}),
    chosen=4,
)


def frame_of(graph: Graph, state: GraphState = BUSY) -> Frame:
    picture = GraphPicture(graph)
    camera = PLANE.fitted(picture.extent(), SIZE, 1.05)
    draws, labels = picture.parts(state, View(camera, SIZE))
    return Frame(tuple(draws), tuple(labels), camera)


@pytest.mark.parametrize("graph", [log_of_sum(), random_graph(30, 5)], ids=["small", "random"])
def test_opengl_and_the_painter_agree(opengl: Offscreen, graph: Graph) -> None:
    frame = replace(frame_of(graph), labels=())
    drawn, painted = opengl.image(frame, DARK, SIZE), frame_image(frame, DARK, SIZE)
    assert disagreement(drawn, painted) < 0.002
    assert different_at_all(drawn, painted) < 0.03


@needs_tex
def test_tex_and_the_painter_agree(qtbot: QtBot, tmp_path: Path) -> None:
    frame = replace(frame_of(log_of_sum()), labels=())
    page = page_alone(tikz_scope(frame, PRINT, SIZE), SIZE, UNIT, tmp_path)
    painted = frame_image(frame, PRINT, SIZE)
    assert disagreement(page, painted) < 0.01
    assert different_at_all(page, painted) < 0.03


def test_edges_and_borders_are_whole_paths_in_tikz(qtbot: QtBot) -> None:
    frame = frame_of(log_of_sum(), GraphState())
    text = tikz_scope(replace(frame, labels=()), PRINT, SIZE)
    strokes = [part.split(";")[0] for part in " ".join(text.split()).split("\\draw")[1:]]
    paths = sum(len(stroke.split("] ")[1].split(" ")) for stroke in strokes)
    assert paths == 5 + 6  # edges and nodes
    assert sum(stroke.count("--cycle") for stroke in strokes) == 6
