"""The picture of a problem: shapes aligned from the right, with what does not fit marked."""

from __future__ import annotations

import numpy as np
import pytest

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.tensors.problem_picture import MISFIT, misfits, problem_parts
from eigenscope.labs.kit.tensors.tensor_step import TensorProblem
from eigenscope.labs.kit.tensors.tracing import traced_program
from eigenscope.render.text import place_labels
from eigenscope.scene.camera import PLANE
from eigenscope.scene.frame import Draw, Frame, Label
from eigenscope.wording.words import say

VIEW = View(PLANE, (1280.0, 720.0))


def problem_of(source: str) -> TensorProblem:
    problem = traced_program(source).problem
    assert problem is not None
    return problem


def parts(source: str) -> tuple[list[Draw], list[Label]]:
    return problem_parts(problem_of(source), VIEW)


def columns(source: str) -> list[list[tuple[str, float]]]:
    """Return the lengths of each shape from left to right, with where they stand."""
    rows: dict[float, list[tuple[str, float]]] = {}
    for label in parts(source)[1]:
        if label.text.isdigit():
            rows.setdefault(round(label.position[1], 6), []).append((label.text, label.position[0]))
    return [sorted(rows[y], key=lambda cell: cell[1]) for y in sorted(rows, reverse=True)]


def marked(source: str) -> list[str]:
    """Return the lengths whose cells are marked."""
    draws, labels = parts(source)
    found = []
    for draw in draws:
        if draw.style.slot is MISFIT and draw.name.endswith("face"):
            middle = draw.matrix @ np.array([0.5, 0.5, 0.0, 1.0])
            digits = [label for label in labels if label.text.isdigit()]
            nearest = min(
                digits, key=lambda label: float(np.abs(middle[:2] - label.position[:2]).sum())
            )
            assert np.abs(middle[:2] - nearest.position[:2]).max() < 0.1
            found.append(nearest.text)
    return found


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("torch.ones(2, 3) + torch.ones(2, 4)", ["3", "4"]),
        ("torch.ones(2, 3) @ torch.ones(4, 5)", ["3", "4"]),
        ("torch.ones(5, 2, 3) * torch.ones(4, 1)", ["2", "4"]),
        ("torch.cat((torch.ones(2, 3), torch.ones(2, 4)))", ["3", "4"]),
        ("torch.ones(3) @ torch.ones(4)", ["3", "4"]),
    ],
)
def test_the_axes_that_do_not_fit_are_marked(line: str, wrong: list[str]) -> None:
    assert marked(line) == wrong
    assert MISFIT in misfits(problem_of(line))


def test_shapes_are_aligned_from_the_right() -> None:
    upper, lower = columns("torch.ones(5, 2, 3) * torch.ones(4, 1)")
    assert [text for text, _ in upper] == ["5", "2", "3"]
    assert [text for text, _ in lower] == ["4", "1"]
    assert [x for _, x in upper][1:] == pytest.approx([x for _, x in lower])


def test_it_says_its_line_and_its_reason() -> None:
    source = "x = torch.ones(2, 3)\nx.reshape(4, 2)"
    texts = [label.text for label in parts(source)[1]]
    problem = problem_of(source)
    assert problem.line == 2
    assert problem.text in texts
    assert say(problem.message) in texts


def test_a_long_reason_is_broken_into_lines_that_can_be_read_but_not_within_a_shape() -> None:
    source = "torch.ones(2, 3) + torch.ones(2, 4)"
    lines = [label for label in parts(source)[1] if label.slot is MISFIT]
    assert len(lines) > 1
    assert " ".join(label.text for label in lines) == say(problem_of(source).message)
    assert all(label.text.count("(") == label.text.count(")") for label in lines)
    assert min(label.size for label in lines) > 16
    heights = [label.position[1] for label in lines]
    assert heights == sorted(heights, reverse=True)


@pytest.mark.parametrize("source", ["x = ", "y + 1", "torch.nothing(2)", "(" * 300, "x = 1 / 0"])
def test_what_has_no_shapes_has_only_texts(source: str) -> None:
    draws, labels = parts(source)
    assert draws == []
    assert labels
    assert all(label.text.strip() for label in labels if label is not labels[0])
    assert list(misfits(problem_of(source))) == []


def test_what_it_draws_has_the_colours_that_it_says() -> None:
    for source in ("torch.ones(2, 3) + torch.ones(2, 4)", "torch.ones(3, 2).reshape(4, 2)"):
        slots = {draw.style.slot for draw in parts(source)[0]}
        assert slots >= set(misfits(problem_of(source)))


@pytest.mark.parametrize("width", [391.0, 1280.0])
def test_the_reason_is_whole_in_a_small_picture(qapp: object, width: float) -> None:
    size = (width, width / 1.5)
    problem = problem_of("torch.ones(2, 3) @ torch.ones(2, 3)")
    draws, labels = problem_parts(problem, View(PLANE, size))
    shown = place_labels(Frame(tuple(draws), tuple(labels), PLANE), size)
    reason = [label.text for label, _, _ in shown if label.slot is MISFIT]
    assert " ".join(reason) == say(problem.message)
