"""The topic *graph*: values and gradients of programs, what is said of them, and what is chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from eigenscope.labs.calculus import graph_examples as examples
from eigenscope.labs.calculus.inputs import GRAPH
from eigenscope.labs.calculus.lab import LAB
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.chain_rule.program_story import GraphStory
from eigenscope.labs.kit.graph import picture
from eigenscope.labs.kit.programs.example import Example
from eigenscope.labs.kit.programs.gradient_program import gradient_program
from eigenscope.labs.kit.programs.leaf_names import leaf_names
from eigenscope.labs.kit.story import Story
from eigenscope.scene.camera import Camera
from eigenscope.scene.slots import Slot
from eigenscope.trace.differentiating.forward_mode import tangents

from ...labs import view_of

WIDE = (1280, 720)


def story(program: str, **others: object) -> GraphStory:
    """Return the story of a program."""
    inputs = replace(LAB.defaults(), topic=GRAPH, program=program, **others)
    solution = LAB.solve(inputs)
    assert isinstance(solution, GraphStory)
    return solution


def numbers(of: Story) -> dict[str, Any]:
    """Return the values of the readouts, by their keys."""
    return {each.key: each.value for each in of.readouts(1.0)}


def captions(of: GraphStory) -> list[str]:
    """Return what is said in each stage."""
    return [str(stage.caption) for stage in of.timeline.stages]


def test_the_numbers_of_the_worked_examples() -> None:
    known = numbers(story(examples.SQUARES))
    assert known["value"] == 1024
    assert [known[f"grad_{name}"] for name in "wxyz"] == [-4096] * 4
    known = numbers(story(examples.NETWORK))
    assert known["value"] == 1.125
    assert known["grad_W1"].tolist() == [[0, 0], [1.5, 3]]
    assert known["grad_x"].tolist() == [0.75, 0.75]
    known = numbers(story(examples.LOG_OF_SUM))
    assert known["grad_x"] == pytest.approx(1 / 3, abs=1e-7)
    assert known["grad_y"] == pytest.approx(2 / 3, abs=1e-7)
    assert numbers(story(examples.DETACHED))["grad_x"].tolist() == [0, 1, 4, 9]


def test_softmax_with_cross_entropy_leaves_predicted_minus_right() -> None:
    known = numbers(story(examples.ENTROPY))
    scores = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64)
    expected = torch.softmax(scores, 0) - torch.tensor([0.0, 0.0, 1.0])
    np.testing.assert_allclose(known["grad_z"], expected, atol=1e-7)


@pytest.mark.parametrize("example", examples.EXAMPLES, ids=lambda example: example.key)
def test_examples_have_the_gradients_that_torch_has(example: Example) -> None:
    names: dict[str, Any] = {"torch": torch}
    torch.manual_seed(0)
    try:
        exec(example.code, names)
    except RuntimeError:
        assert example.key in ("twice", "in-place")
    solution = story(example.code)
    assert (solution.program.problem is None) == (example.key not in ("twice", "in-place"))
    for leaf in leaf_names(example.code):
        expected, own = names[leaf].grad, numbers(solution)[f"grad_{leaf}"]
        if expected is None:
            assert own is None
        else:
            np.testing.assert_allclose(own, expected, rtol=1e-5, atol=1e-7)


def test_values_are_said_forward_and_sums_over_branches_back() -> None:
    said = captions(story(examples.SQUARES))
    assert said[0] == "Entered: w, x, y and z."
    assert "a = (w + x + y + z) ** 2 = 4." in said
    assert "The backward pass begins: ∂f/∂f = 1." in said
    branches = [each for each in said if "∂f/∂a = " in each]
    assert branches == ["2 branches lead on, so their gradients add up: ∂f/∂a = 512 · 1 + 512 · 1 "
                        "= 1024."]  # fmt: skip


def test_what_becomes_of_grad_is_said() -> None:
    said = captions(story(examples.ACCUMULATED))
    assert any(each.endswith("into x.grad.") for each in said)
    assert any("added to x.grad: [0, 4, 8, 12] becomes [1, 5, 9, 13]." in each for each in said)
    assert any("x.grad is written into: it is [0, 0, 0, 0] now" in each for each in said)
    assert any("counts as constant" in each for each in captions(story(examples.DETACHED)))
    cleared = story("x = torch.ones(2, requires_grad=True)\nx.sum().backward()\nx.grad = None")
    assert captions(cleared)[-1] == "x.grad is cleared: it is None."


def test_a_name_that_is_an_expression_stands_in_brackets() -> None:
    summed = story("x = torch.ones(2, requires_grad=True)\ny = x * x\ny.sum().backward()")
    assert str(summed.readouts(1.0)[0].label) == "y.sum()"
    said = captions(summed)
    assert "∂(y.sum())/∂y = ∂(y.sum())/∂(y.sum()) · ∂(y.sum())/∂y = [1, 1]." in said
    said = captions(story("x = torch.ones(2, requires_grad=True)\ntorch.sum(x).backward()"))
    assert "The backward pass begins: ∂torch.sum(x)/∂torch.sum(x) = 1." in said


def test_a_program_that_goes_back_several_times_has_a_graph_for_each() -> None:
    learning = story(examples.LEARNING)
    assert [len(way.graph.nodes) for way in learning.ways] == [2, 2, 2]
    values = [float(way.graph.nodes[0].value) for way in learning.ways]
    assert values == pytest.approx([10, 6, 3.6])


def test_a_program_without_backward_is_differentiated_at_its_end_and_that_is_said() -> None:
    solution = story(examples.LOG_OF_SUM.replace("f.backward()", ""))
    assert numbers(solution)["value"] == pytest.approx(np.log(3), abs=1e-6)
    assert any("calls no backward()" in each for each in captions(solution))
    nothing = story("x = torch.arange(3.0); y = x * x")
    assert "value" not in numbers(nothing)
    assert captions(nothing)[-2] == "y = x * x = [0, 1, 4]."
    assert "There is no gradient" in str(nothing.caption(1.0))
    assert nothing.code_marks(1.0)
    assert nothing.time_of(1) == 1.0
    for example in examples.EXAMPLES:
        of = story(example.code)
        assert len(of.lines) == len(of.timeline.stages), example.key


def test_what_fails_is_said_at_the_end_and_the_graph_before_it_is_shown() -> None:
    solution = story(examples.TWICE)
    assert "retain_graph=True" in captions(solution)[-1]
    marks = solution.code_marks(1.0)["program"]
    assert marks.running == 4
    assert marks.mistake is not None
    assert numbers(solution)["grad_x"] == 6


def test_programs_without_a_graph_and_with_too_large_a_one_say_so_and_give_their_numbers() -> None:
    for program, words in (
        ("", "there is no graph"),
        ("x = (", "no Python"),
        ("print(3)", "there is no graph"),
        ("np.ones(3)", "there is no graph"),
    ):
        solution = LAB.solve(replace(LAB.defaults(), topic=GRAPH, program=program))
        assert words in str(solution.caption(1.0))
        assert (solution.code_marks(1.0)["program"].mistake is not None) == (program == "x = (")
    loop = "x = torch.tensor(1.0, requires_grad=True); y = x\nfor i in range(99):\n    y = y * 2"
    large = f"{loop}\n    y = y / 2\n    y = -y\n    y = -y\n    y = y + 0\ny.backward()"
    solution = LAB.solve(replace(LAB.defaults(), topic=GRAPH, program=large))
    assert "at most 400" in str(solution.caption(1.0))
    assert numbers(solution)["grad_x"] == 1


def test_the_gradient_of_a_matrix_is_seen_where_its_numbers_are_not_written() -> None:
    nodes = {n.title: n for n in story(examples.ATTENTION).ways[0].graph.picture.graph.nodes}
    X = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], requires_grad=True)
    Q = X @ torch.tensor([[1.0, 0.5], [0.0, 1.0]])
    (torch.softmax(Q @ X.T / 2**0.5, dim=1) @ X).square().sum().backward()
    assert X.grad is not None
    np.testing.assert_allclose(np.array(nodes["X"].note_cells), X.grad.numpy(), rtol=1e-5)
    assert nodes["X"].note == ""
    constant = story(
        "x = torch.ones(1, requires_grad=True)\n(x * torch.tensor([10.25])).backward()"
    )
    assert "tensor" in {n.title for n in constant.ways[0].graph.picture.graph.nodes}


def test_a_graph_of_many_nodes_says_how_it_is_read() -> None:
    many = story(examples.SIGMOIDS.replace("5", "40"))
    assert captions(many)[0].startswith("Entered: x. The graph has 41 nodes: zoom in")
    assert captions(story(examples.SQUARES))[0] == "Entered: w, x, y and z."


def test_complex_gradients_have_their_imaginary_parts() -> None:
    solution = story(
        "x = torch.tensor([1 + 2j], requires_grad=True)\n(x * x).abs().sum().backward()"
    )
    x = torch.tensor([1 + 2j], requires_grad=True)
    (x * x).abs().sum().backward()
    assert x.grad is not None
    np.testing.assert_allclose(numbers(solution)["grad_x"], x.grad.numpy(), rtol=1e-6)


def test_the_first_frame_makes_no_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 400 nodes they took half a second, where everybody waited for it."""
    solution = story(examples.LOG_OF_SUM)

    def bent(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(picture, "bent", bent)
    assert solution.frame(0.5, view_of(LAB, LAB.defaults(), solution)).draws


def test_what_is_too_large_for_its_type_is_infinite_in_forward_mode() -> None:
    x = "x = torch.tensor(1e-30, requires_grad=True)"
    whole = story(f"{x}\ny = x * 1e30 * 1e30", mode="forward").whole
    (back,) = whole.passes
    with np.errstate(all="raise"):
        moving = tangents(whole, back.root, 0, 0)
    assert moving is not None
    assert float(moving[back.root]) == np.inf


def test_forward_mode_moves_one_number_at_a_time() -> None:
    gradient = numbers(story(examples.NETWORK))
    flat = [*gradient["grad_x"].ravel(), *gradient["grad_W1"].ravel()]
    for moved, expected in enumerate(flat, start=1):
        solution = story(examples.NETWORK, mode="forward", moved=moved)
        (way,) = solution.ways
        assert way.graph.back is not None
        assert float(way.graph.tangents[way.graph.back.root]) == expected
    beyond = story(examples.LOG_OF_SUM, mode="forward", moved=99)
    assert captions(beyond)[0].startswith("Only y moves")
    assert "∂f/∂y = 0.3333 · 2 = 0.6667" in captions(beyond)[-1]


def test_a_chosen_node_shows_its_formula_and_an_edge_its_block() -> None:
    solution = story(examples.NETWORK)
    node = next(each for each in solution.whole.nodes if each.name == "h")
    chosen = story(examples.NETWORK, chosen=f"{node.index}:0")
    texts = {each.key: str(each.text) for each in chosen.readouts(1.0)}
    assert texts["node.value"] == "h = torch.relu(z) = [0, 2.5]"
    assert texts["node.gradient"].endswith("= [3, 1.5]")
    edge = story(examples.NETWORK, chosen=f"{node.index}:1")
    assert numbers(edge)["edge.block"].tolist() == [[0, 0], [0, 1]]
    assert "node.value" not in numbers(story(examples.NETWORK, chosen="999:0"))


def test_a_gradient_in_a_lit_node_has_the_colour_of_ink() -> None:
    solution = story(examples.LOG_OF_SUM)
    frame = solution.frame(1.0, view_of(LAB, LAB.defaults(), solution))
    slots = {label.text: label.slot for label in frame.labels}
    assert (slots["0.6667"], slots["0"]) == (Slot.ACCENT_7, Slot.INK)
    lit = [label.slot for label in frame.labels if label.text == "0.3333"]
    assert Slot.INK in lit[:-1]  # the last is beside an edge


def pointing(solution: GraphStory, place: Any) -> View:
    """Return a view of the whole whose pointer is at a place of the world."""
    view = view_of(LAB, LAB.defaults(), solution)
    camera: Camera = view.camera
    x, y = camera.project(np.array([[*place[:2], 0.0]]), view.size)[0, :2]
    return replace(view, pointer=(float(x), float(y)))


def test_a_click_chooses_a_node_or_an_edge_and_another_one_lets_go() -> None:
    solution = story(examples.LOG_OF_SUM)
    graph = solution.ways[0].graph
    root = graph.nodes[-1].index
    at_root = pointing(solution, graph.picture.layout.middles[-1])
    before = LAB.defaults()
    inputs = solution.chosen(before, 1.0, at_root)
    assert inputs is not None
    assert inputs.chosen == f"{root}:0"
    again = solution.chosen(inputs, 1.0, at_root)
    assert again is not None
    assert again.chosen == ""
    amid = graph.picture.lines[-1].mean(axis=0)
    on_edge = solution.chosen(before, 1.0, pointing(solution, amid))
    assert on_edge is not None
    assert on_edge.chosen == f"{root}:1"
    labels = [label.text for label in solution.frame(1.0, at_root).labels]
    assert any("f = torch.log(torch.exp(x) + torch.exp(y)) = 1.0986" in text for text in labels)


def test_enter_chooses_the_node_that_is_spoken_of_and_its_edges_in_turn() -> None:
    solution = story(examples.LOG_OF_SUM)
    view = view_of(LAB, LAB.defaults(), solution)
    inputs, chosen = LAB.defaults(), []
    at = solution.timeline.times[
        [*captions(solution)].index("torch.exp(x) + torch.exp(y) = 3.") + 1
    ]
    for _ in range(5):
        changed = solution.chosen(inputs, at - 1e-9, view)
        inputs = inputs if changed is None else changed
        chosen.append(inputs.chosen)
    assert chosen == ["4:0", "4:1", "4:2", "", "4:0"]


def test_the_chart_of_a_chain_has_each_derivative_of_sigmoids() -> None:
    (chart,) = story(examples.SIGMOIDS).charts()
    value, expected = 1.0, [1.0]
    values = []
    for _ in range(5):
        value = 1 / (1 + np.exp(-value))
        values.append(value)
    for value in values[:0:-1]:
        expected.insert(0, expected[0] * value * (1 - value))
    np.testing.assert_allclose(chart.series[0].y, expected, rtol=1e-5)  # type: ignore[union-attr]
    assert story(examples.NETWORK).charts() == ()
    assert story(examples.NETWORK).missing_charts()


@pytest.mark.parametrize(
    ("program", "line"),
    [
        ("x = torch.ones(2, requires_grad=True)\n(x * x).sum().backward()",
         "value = (x * x).sum(); value.backward()"),
        ("x = torch.ones(2, requires_grad=True)\nfor i in range(2):\n    x.sum().backward()",
         "    value = x.sum(); value.backward()"),
        ("x = torch.tensor(2.0).requires_grad_()\ny = x * x", "value = y; value.backward()"),
        ("x = torch.tensor(2.0); x.requires_grad_()\nx * x", "value = x * x; value.backward()"),
        ("x = torch.tensor(2.0, requires_grad=True)\n(x + x).backward(retain_graph=True)",
         "value = x + x; value.backward(retain_graph=True)"),
        ("x = torch.tensor(2.0, requires_grad=True)\n(x +\n x * x).backward()",
         " x * x); value.backward()"),
        ("x = torch.tensor(2.0, requires_grad=True)\n(x + x)",
         "value = (x + x); value.backward()"),
    ],
)  # fmt: skip
def test_the_program_elsewhere_names_what_it_differentiates(program: str, line: str) -> None:
    code = gradient_program(program, 0, {})
    assert line in code.splitlines()
    names: dict[str, Any] = {}
    exec(code, names)
    known = numbers(story(program))
    assert float(names["value"]) == known["value"]
    assert np.array_equal(names["grad_x"], known["grad_x"])


def test_a_program_that_is_no_python_stays_as_it_is() -> None:
    assert gradient_program("x = (", 0, {}) == "x = (\n"
    assert leaf_names("x = (") == ()


def test_a_shape_is_not_written_as_if_it_were_the_value() -> None:
    """It read ∂loss/∂X = … = 3 × 2, and (4,) stood beside an edge."""
    said = captions(story(examples.ATTENTION))
    assert any("= […] (3 × 2), into X.grad" in each for each in said)
    assert not any("= 3 × 2" in each for each in said)
    notes = [edge.note for edge in story(examples.ACCUMULATED).ways[-1].graph.picture.graph.edges]
    assert notes.count("[0, 1, 2, 3]") == 2
