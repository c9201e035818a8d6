"""The letters of graphs of programs: how large they are in a small window."""

from __future__ import annotations

import pytest

from eigenscope.labs.calculus import graph_examples as examples
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.graph.graph import CELL
from eigenscope.labs.kit.graph.texts import cells_middle
from eigenscope.labs.kit.programs.example import Example
from eigenscope.scene.camera import FITTED, Camera

from .test_graph import story


@pytest.mark.parametrize("example", examples.EXAMPLES, ids=lambda example: example.key)
def test_values_of_the_examples_are_read_in_a_small_window(example: Example) -> None:
    of = story(example.code)
    size = (660.0, 460.0) if not of.charts() else (330.0, 460.0)
    view = View(Camera().fitted(of.extent(), size, FITTED), size)
    labels = of.frame(1.0, view).labels
    graph = of.ways[-1].graph.picture.graph
    assert {node.value for node in graph.nodes} <= {label.text for label in labels}
    titles = {node.title for node in graph.nodes}
    assert min(label.size for label in labels if label.text in titles and label.bold) >= 11
    assert min(label.size for label in labels) >= 9


DEEP = """W1 = torch.randn(4, 3, requires_grad=True)
W2 = torch.randn(4, 4, requires_grad=True)
W3 = torch.randn(2, 4, requires_grad=True)
b1 = torch.zeros(4, requires_grad=True)
b2 = torch.zeros(4, requires_grad=True)
b3 = torch.zeros(2, requires_grad=True)
h = torch.tanh(W1 @ torch.randn(3) + b1)
h = torch.tanh(W2 @ h + b2)
y = W3 @ h + b3
loss = ((y - torch.tensor([1.0, 0.0])) ** 2).mean() + 0.01 * (W1 ** 2).sum() + (W2 ** 2).sum()
loss.backward()"""


@pytest.mark.parametrize("program", [DEEP, examples.SIGMOIDS.replace("5", "29")])
def test_names_of_thirty_nodes_are_read_in_a_small_window(program: str) -> None:
    of = story(program)
    size = (660.0, 460.0) if not of.charts() else (330.0, 460.0)
    view = View(Camera().fitted(of.extent(), size, FITTED), size)
    nodes = of.ways[-1].graph.picture.graph.nodes
    assert 24 <= len(nodes) <= 30
    labels = {label.text: label.size for label in of.frame(1.0, view).labels}
    assert min(labels[node.title] for node in nodes) >= 8.5


def test_a_name_alone_stands_above_the_cells_of_its_node() -> None:
    of = story(examples.ATTENTION)
    picture, size = of.ways[0].graph.picture, (260.0, 230.0)
    view = View(Camera().fitted(of.extent(), size, FITTED), size)
    labels = {label.text: label for label in of.frame(1.0, view).labels}
    assert "3 × 3" not in labels  # names alone are written
    unit = size[1] / view.camera.height
    places = [
        k for k, node in enumerate(picture.graph.nodes) if node.title in labels and node.cells
    ]
    assert places
    for place in places:
        node, y = picture.graph.nodes[place], picture.layout.middles[place][1]
        label = labels[node.title]
        bottom = label.position[1] - label.size * 0.36 / unit  # of capitals
        assert bottom >= y + cells_middle(node) + CELL * len(node.cells) / 2
