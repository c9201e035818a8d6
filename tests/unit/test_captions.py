"""What is said while something moves: in every stage of every experiment, and rightly."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.labs.transform import LAB
from eigenscope.labs.transform.inputs import Inputs
from eigenscope.language.evaluating.entry import Matrix

_QUARTER = ((1, 0, 0), (0, 0, -1), (0, 1, 0))


@pytest.mark.parametrize("name", lab_names())
def test_every_stage_of_every_experiment_says_something_of_its_own(name: str) -> None:
    lab = load_lab(name)
    for experiment in lab.experiments():
        solution = lab.solve(lab.check(experiment.inputs))
        stops = lab.stops(solution)
        middles = [(a + b) / 2 for a, b in pairwise(stops)][:: max(1, len(stops) // 8)]
        said = [str(lab.caption(solution, t)).strip() for t in (0.0, *middles, 1.0)]
        assert all(said), experiment.key
        assert lab.description.summary not in said, experiment.key
        if len(stops) > 2:
            assert len(set(said)) > 1, (experiment.key, said)


def moving(rows: object, path: str = "natural") -> list[str]:
    """Return what is said in the middle of each stage of a map's motion."""
    matrix = Matrix.from_array(np.array(rows, dtype=float))
    solution = LAB.solve(LAB.check(Inputs(matrix, path)))
    return [str(LAB.caption(solution, (a + b) / 2)) for a, b in pairwise(LAB.stops(solution))]


@pytest.mark.parametrize(
    ("rows", "path", "words"),
    [
        (np.eye(2), "natural", "The identity leaves everything where it is."),
        (np.eye(3), "turning", "The identity leaves everything where it is."),
        (2 * np.eye(2), "natural", "everything is scaled by 2."),
        (((2, 1), (1, 2)), "natural", "one is scaled by 3, the other by 1."),
        (((2, 1), (0, 2)), "natural", "Only one line keeps its direction: it is scaled by 2."),
        (((1, 1), (0, 1)), "natural", "All that lies on one line stays; "),
        (((1, 1), (-1, 1)), "natural", "No line keeps its direction: "),
        (((0, -1), (1, 0)), "natural", "turns by 90°: no line keeps its direction."),
        (-np.eye(2), "natural", "Every vector turns by 180°, to its opposite."),
        (-np.eye(2), "linear", "everything collapses once: the determinant passes through 0."),
        (((1, 2), (3, 4)), "natural", "The determinant is negative, so on the way it passes"),
        (((1, 2), (2, 4)), "natural", "The plane is pressed onto a line: "),
        (((1, 2, 3), (4, 5, 6), (7, 8, 9)), "natural", "Space is pressed onto a plane: "),
        (np.diag((1, 2, 3)), "natural", "Three lines keep their directions: scaled by 3, 2 and 1."),
        (((1, 1, 0), (0, 1, 0), (0, 0, 1)), "natural", "A plane of vectors keeps all its"),
        (((2, 1, 0), (0, 2, 0), (0, 0, 3)), "natural", "Two lines alone keep their directions"),
        (_QUARTER, "natural", "Space turns by 90° about a line, which stays where it is."),
        (_QUARTER, "linear", "goes straight to where a rotation by 90° takes it."),
        (((1, 0), (0, 1), (1, 1)), "natural", "sets everything into more dimensions"),
        (((1, 0, 1), (0, 1, 1)), "natural", "A maps space to a plane"),
        (((0, 1), (1, 0)), "flip", "The plane turns over through space"),
        (((5,),), "natural", "The line is scaled by 5."),
    ],
)  # fmt: skip
def test_what_is_said_of_a_map_is_so(rows: object, path: str, words: str) -> None:
    (said,) = moving(rows, path)
    assert words in said


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (((3, 1), (0, 2)), "by the singular values."),
        (((1, 2), (2, 4)), "where one is 0, it is pressed flat."),
        (((1, 2), (3, 4)), "one of them is reversed: on the way the determinant passes through 0."),
    ],
)
def test_the_stages_of_the_svd_are_told_apart(rows: object, words: str) -> None:
    first, middle, last = moving(rows, "stages")
    assert first.startswith("First everything turns")
    assert words in middle
    assert last.startswith("Last everything turns again")
