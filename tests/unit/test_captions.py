"""What is said while something moves: in every stage of every experiment, and rightly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from eigenscope.labs.contract.lab import Inputs, Lab
from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.labs.transform.inputs import Inputs as TransformInputs
from eigenscope.labs.transform.lab import LAB
from eigenscope.language.evaluating.entry import Matrix, parse_entry

_QUARTER = ((1, 0, 0), (0, 0, -1), (0, 1, 0))


def matter(lab: Lab) -> Iterator[tuple[str, Inputs]]:
    """Yield all that a lab offers to begin with: its defaults, topics, experiments and presets."""
    defaults = lab.defaults()
    yield "defaults", defaults
    for topic in lab.topics():
        yield topic.key, replace(defaults, topic=topic.key)
    for experiment in lab.experiments():
        yield experiment.key, experiment.inputs
    for preset in lab.presets():
        text = preset.parameter[1] if preset.parameter is not None else "0"
        yield preset.key, preset.make(defaults, float(parse_entry(text).value.real))


@pytest.mark.parametrize("name", lab_names())
def test_every_stage_says_something_of_its_own(name: str) -> None:
    """Of all that a lab offers; the moment before it moves and that after it say something too."""
    lab = load_lab(name)
    for key, inputs in matter(lab):
        solution = lab.solve(lab.check(inputs))
        stops = lab.stops(solution)
        stages = [str(lab.caption(solution, (a + b) / 2)).strip() for a, b in pairwise(stops)]
        ends = [str(lab.caption(solution, t)).strip() for t in (0.0, 1.0)]
        assert all((*stages, *ends)), key
        assert lab.description.summary not in (*stages, *ends), key
        if not lab.marks(solution, 0.0):  # a program may do the same thing twice
            assert len(set(stages)) == len(stages), (key, stages)


def moving(rows: object, path: str = "natural") -> list[str]:
    """Return what is said in the middle of each stage of a map's motion."""
    matrix = Matrix.from_array(np.array(rows, dtype=float))
    solution = LAB.solve(LAB.check(TransformInputs(matrix, path)))
    return [str(LAB.caption(solution, (a + b) / 2)) for a, b in pairwise(LAB.stops(solution))]


@pytest.mark.parametrize(
    ("rows", "path", "words"),
    [
        (np.eye(2), "natural", "The identity leaves everything where it is."),
        (np.eye(3), "turning", "The identity leaves everything where it is."),
        (2 * np.eye(2), "natural", "in the end everything is scaled by 2."),
        (((2, 1), (1, 2)), "natural", "in the end one is scaled by 3, the other by 1."),
        (((2, 1), (0, 2)), "natural", "keeps its direction: in the end it is scaled by 2."),
        (((1, 1), (0, 1)), "natural", "All that lies on one line stays; "),
        (((1, 1), (-1, 1)), "natural", "No line keeps its direction: "),
        (((0, -1), (1, 0)), "natural", "turns, in the end by 90°: no line keeps its direction."),
        (-np.eye(2), "natural", "Every vector turns, in the end by 180°, to its opposite."),
        (-np.eye(2), "linear", "On this way everything collapses, and opens again."),
        (np.diag((-1, -2, 3)), "linear", "On this way everything collapses, and opens again."),
        (((-1, 0), (0, 1), (0, 0)), "linear", "everything collapses, and opens again."),
        (np.diag((1, -1)), "natural", "in the end scaled by 1 and by −1: the second is reversed"),
        (((1, 2), (3, 4)), "turning", "The plane is turned over: on the way it collapses, and"),
        (np.diag((-1, 1, 1)), "natural", "Space is mirrored: on the way it collapses, and"),
        (((-2,),), "natural", "The line is reversed: on the way it shrinks into the origin, and"),
        (((2, 1), (1, 2)), "turning", "in the end one is scaled by 3, the other by 1."),
        (((1, -2), (1, 0)), "natural", "turns, in the end by 71.57°, and stretches at once"),
        (((0, -2), (2, 0)), "turning", "turns, in the end by 90°, and is scaled, by 2: no line"),
        (np.zeros((2, 2)), "natural", "The plane shrinks into the origin: "),
        (((1, 2), (2, 4)), "natural", "The plane is pressed onto a line: "),
        (((1, 2, 3), (4, 5, 6), (7, 8, 9)), "natural", "Space is pressed onto a plane: "),
        (np.diag((1, 2, 3)), "natural", "keep their directions: in the end scaled by 3, 2 and 1."),
        (((1, 1, 0), (0, 1, 0), (0, 0, 1)), "natural", "A plane of vectors keeps all its"),
        (((2, 1, 0), (0, 2, 0), (0, 0, 3)), "natural", "Two lines alone keep their directions"),
        (_QUARTER, "natural", "Space turns, in the end by 90°, about a line, which"),
        (_QUARTER, "linear", "goes straight to where a rotation by 90° takes it."),
        (((1, 0), (0, 1), (1, 1)), "natural", "The plane is set into space: the columns of A are"),
        (((1, 2), (2, 4), (0, 0)), "natural", "The plane is pressed onto a line: the vectors of"),
        (((1, 1, 1), (2, 2, 2)), "natural", "Space is pressed onto a line: the vectors of a"),
        (((1, 0, 1), (0, 1, 1)), "natural", "Space is pressed onto a plane: the vectors of a"),
        (((0, 1), (1, 0)), "flip", "The plane turns over through space"),
        (((5,),), "natural", "The line is scaled, in the end by 5."),
    ],
)  # fmt: skip
def test_what_is_said_of_a_map_is_so(rows: object, path: str, words: str) -> None:
    (said,) = moving(rows, path)
    assert words in said


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (((3, 1), (0, 2)), "by the singular values."),
        (((1, 2), (2, 4)), "where one is 0, it is flattened."),
        (((1, 2), (3, 4)), "one of them is reversed: on the way the determinant passes through 0."),
        (((1, 0, 1), (0, 1, 1)), "and flattened where there is none."),
    ],
)
def test_the_stages_of_the_svd_are_told_apart(rows: object, words: str) -> None:
    first, middle, last = moving(rows, "stages")
    assert first.startswith("First everything turns")
    assert words in middle
    assert last.startswith("Last everything turns: ")


def test_a_stage_of_the_svd_in_which_nothing_moves_says_so() -> None:
    first, middle, last = moving(np.eye(2), "stages")
    assert first.startswith("First nothing has to turn")
    assert middle == "Now nothing is stretched: all singular values are 1."
    assert last.startswith("Last nothing has to turn")
    first, middle, last = moving(((0, -1), (1, 0)), "stages")
    assert middle == "Now nothing is stretched: all singular values are 1."
    assert "nothing" not in last


def test_a_sign_that_changes_is_announced_of_huge_matrices_too() -> None:
    matrix = Matrix.from_array(1e308 * np.array([(1.0, 1.0), (1.0, -1.0)]))
    said = str(LAB.caption(LAB.solve(LAB.check(TransformInputs(matrix))), 0.0))
    assert said == "The determinant is negative, so on the way it passes through 0."


def test_before_it_moves_a_sign_that_changes_is_announced() -> None:
    """By the sign of where the plane stands, and not of A alone."""
    for start, standing, said in (
        ("identity", np.eye(2), "The determinant is negative, so on the way it passes through 0."),
        ("straight", np.diag((2, 1)), "The determinant changes its sign, so on the way it passes"),
        ("straight", np.diag((1, -2)), "The motion starts from the current position, M(0)."),
    ):
        inputs = TransformInputs(
            Matrix.from_array(np.diag((1.0, -1.0))),
            start=start,
            standing=Matrix.from_array(np.array(standing, dtype=float)),
        )
        assert str(LAB.caption(LAB.solve(LAB.check(inputs)), 0.0)).startswith(said)
