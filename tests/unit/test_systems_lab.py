"""The lab Linear systems: its pictures and numbers against facts by hand, and what trips it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eigenscope.labs.contract.lab import View
from eigenscope.labs.systems.inputs import (
    COLUMNS,
    ELIMINATION,
    ROWS,
    SUBSPACES,
    Inputs,
)
from eigenscope.labs.systems.lab import LAB
from eigenscope.labs.systems.story import SystemStory
from eigenscope.labs.systems.system import system_of
from eigenscope.scene.camera import PLANE, SPACE
from eigenscope.scene.geometry import vertices

from .. import sampling
from .systems_lab_inputs import (
    SYSTEM_VIEWS,
    Rows,
    caption,
    drawn,
    numbers,
    of,
    picture,
    texts,
)

# --- rows --------------------------------------------------------------------------------------


def test_lines_go_through_what_solves_them() -> None:
    frame = picture(of(ROWS, [[1, 1], [-1, 2]], [3, 3]), 1.0)
    first, second = drawn(frame, "equation 1"), drawn(frame, "equation 2")
    assert first[:, 0] + first[:, 1] == pytest.approx([3, 3])
    assert -second[:, 0] + 2 * second[:, 1] == pytest.approx([3, 3])
    assert drawn(frame, "solutions") == pytest.approx(np.array([[1, 2, 0]]))
    assert {"x + y = 3", "−x + 2y = 3", "(1, 2)"} <= set(texts(frame))


def test_planes_meet_in_a_line() -> None:
    inputs = of(ROWS, [[1, 1, 1], [1, -1, 2]], [2, 1])
    frame = picture(inputs, 1.0)
    for point in drawn(frame, "solutions"):
        assert np.array([[1, 1, 1], [1, -1, 2]]) @ point == pytest.approx([2, 1], abs=1e-6)
    assert str(numbers(inputs)["kind"].text) == "infinitely many"
    assert numbers(inputs)["null_space"].matrix == (("−3/2",), ("1/2",), ("1",))


@pytest.mark.parametrize(
    ("matrix", "right", "kind", "words"),
    [
        ([[1, 1], [-1, 2]], [3, 3], "exactly one", "one point solves all"),
        ([[1, 2], [2, 4]], [2, -2], "none", "no point in common"),
        (
            [[1, 2], [2, 4]],
            [2, 4],
            "infinitely many",
            "adds nothing new: all points of a line solve all so far",
        ),
        ([[1, 2], [0, 0]], [2, 0], "infinitely many", "always true"),
        ([[1, 2], [0, 0]], [2, 1], "none", "never true"),
        ([[0, 0]], [0], "infinitely many", "always true"),
        ([[2]], [1], "exactly one", "one number solves all"),
        ([[1, 0], [0, 1], [1, 1]], [1, 1, 3], "none", "no point in common"),
    ],
)
def test_how_many_solutions_and_why(matrix: Rows, right: list[int], kind: str, words: str) -> None:
    inputs = of(ROWS, matrix, right)
    assert str(numbers(inputs)["kind"].text) == kind
    assert words in caption(inputs)


def test_rows_without_unknowns_say_what_they_are() -> None:
    frame = picture(of(ROWS, [[1, 2], [0, 0], [0, 0]], [2, 1, 0]), 1.0)
    assert {"0 = 1: never true", "0 = 0: always true"} <= set(texts(frame))
    assert not frame.named("equation 2")


def test_solutions_so_far_shrink() -> None:
    inputs = of(ROWS, [[1, 1, 1], [1, -1, 1], [-1, 1, 2]], [3, 1, 2])
    found = [str(numbers(inputs, t)["now.solutions"].text) for t in (0.0, 1 / 3, 2 / 3, 1.0)]
    assert found == [
        "every point of space",
        "all points of a plane",
        "all points of a line",
        "one point",
    ]


@pytest.mark.parametrize("t", [0.0, 0.1, 0.31, 0.5, 0.6, 0.79, 0.81, 1.0])
def test_picture_numbers_and_words_count_the_same_equations(t: float) -> None:
    inputs = of(ROWS, [[1, 1], [-1, 2]], [3, 3])
    count = {"none yet": 0, "1": 1, "1, 2": 2}[str(numbers(inputs, t)["now.equations"].text)]
    assert ("Now one point" in caption(inputs, t)) == (count == 2)
    assert ("Now all points of a line" in caption(inputs, t)) == (count == 1 and t <= 0.5)
    frame = picture(inputs, t)
    points = drawn(frame, "solutions")
    assert len(points) in (0, {0: 0, 1: 2, 2: 1}[count])
    assert ("(1, 2)" in texts(frame)) == (count == 2)


def test_nothing_flickers_where_an_equation_says_nothing_new() -> None:
    inputs = of(ROWS, [[1, 2], [2, 4]], [2, 4])
    for t in (0.6, 0.79, 0.8, 0.81):
        (line,) = picture(inputs, t).named("solutions")
        assert line.style.opacity == pytest.approx(0.55)


def test_the_dot_of_least_squares_has_its_readout_in_its_colour() -> None:
    inputs = of(ROWS, [[1, 2], [2, 4]], [2, -2])
    (dot,) = picture(inputs, 1.0).named("nearest")
    found = numbers(inputs)
    assert found["x"].slot == dot.style.slot
    assert str(found["x"].label) == "Shortest x̂"
    assert found["null_space"].slot is None
    assert numbers(of(ELIMINATION, [[1, 2], [2, 4]], [2, -2]))["x"].slot is None


def test_dragging_the_solution_moves_b() -> None:
    changed, _ = LAB.dragged(of(ROWS, [[1, 1], [-1, 2]], [3, 3]), "solution", (2.0, 0.5, 0.0))
    assert changed.right.to_array()[:, 0] == pytest.approx([2.5, -1])


# --- columns -----------------------------------------------------------------------------------


def test_columns_end_tip_to_tail_at_b() -> None:
    frame = picture(of(COLUMNS, [[1, 1], [-1, 2]], [3, 3]), 1.0)
    first, second = drawn(frame, "columns 1 scaled"), drawn(frame, "columns 2 scaled")
    assert first == pytest.approx(np.array([[0, 0, 0], [1, -1, 0]]))
    assert second == pytest.approx(np.array([[1, -1, 0], [3, 3, 0]]))
    assert not frame.named("gap")


@pytest.mark.parametrize("t", [0.2, 0.5, 0.75, 0.9])
def test_a_column_grows_at_the_tip_by_the_amount_that_is_told(t: float) -> None:
    inputs = of(COLUMNS, [[1, 1], [0, 2]], [3, "3.3"])
    frame, found = picture(inputs, t), numbers(inputs, t)
    taken = np.asarray(found["now.weights"].value)
    first, second = drawn(frame, "columns 1 scaled"), drawn(frame, "columns 2 scaled")
    assert first == pytest.approx(np.array([[0, 0, 0], [taken[0], 0, 0]]))
    if t > 0.5:
        assert second[0] == pytest.approx(first[1])
        assert second[1, :2] == pytest.approx(found["now.sum"].value)
        assert f"{taken[1]:.2f} a₂" in texts(frame)
    else:
        assert not len(second)


def test_the_gap_to_a_b_out_of_reach() -> None:
    inputs = of(COLUMNS, [[1], [1]], [0, 2])
    frame = picture(inputs, 1.0)
    assert drawn(frame, "gap") == pytest.approx(np.array([[1, 1, 0], [0, 2, 0]]))
    assert numbers(inputs)["distance"].value == pytest.approx(np.sqrt(2))
    assert "not in the column space" in caption(inputs)


def test_dragging_a_column_and_b() -> None:
    start = of(COLUMNS, [[1, 1], [-1, 2]], [3, 3])
    keys = [handle.key for handle in LAB.handles(LAB.solve(start), 1.0)]
    assert keys == ["column-0", "column-1", "right"]
    changed, _ = LAB.dragged(start, "column-1", (0.5, 4.0, 0.0))
    assert changed.matrix.to_array().tolist() == [[1, 0.5], [-1, 4]]
    changed, _ = LAB.dragged(start, "right", (0.5, 4.0, 0.0))
    assert changed.right.to_array().tolist() == [[0.5], [4]]


# --- elimination -------------------------------------------------------------------------------


def test_no_row_operation_moves_the_solution() -> None:
    inputs = of(ELIMINATION, [[1, 1, 1], [1, -1, 1], [-1, 1, 2]], [3, 1, 2])
    solution = LAB.solve(inputs)
    for t in np.linspace(0, 1, 31):
        frame = picture(inputs, float(t))
        assert drawn(frame, "solutions") == pytest.approx(np.array([[1, 1, 1]]))
        augmented = np.asarray(numbers(inputs, float(t))["now.augmented"].value)
        assert augmented[:, :3] @ [1, 1, 1] == pytest.approx(augmented[:, 3])
    assert len(LAB.stops(solution)) == 1 + len(system_of(inputs).elimination.steps)


def test_the_augmented_matrix_and_the_operation_at_each_stop() -> None:
    inputs = of(ELIMINATION, [[1, 1], [-1, 2]], [3, 3])
    solution = LAB.solve(inputs)
    found = [LAB.readouts(solution, stop)[1].matrix for stop in LAB.stops(solution)]
    assert found[0] == (("1", "1", "3"), ("−1", "2", "3"))
    assert found[1] == (("1", "1", "3"), ("0", "3", "6"))
    assert found[2] == (("1", "1", "3"), ("0", "1", "2"))
    assert found[3] == (("1", "0", "1"), ("0", "1", "2"))
    told = [caption(inputs, stop) for stop in LAB.stops(solution)[1:-1]]
    assert told[0].startswith(
        "R₂ ← R₂ + R₁: x is eliminated from row 2; its line turns about the solution."
    )
    assert told[1].startswith("R₂ ← R₂ ÷ 3")


def test_a_moving_row_has_one_form_and_steps_are_counted_in_words() -> None:
    inputs = of(ELIMINATION, [[1, 1], [-1, 2]], [3, 3])
    assert str(numbers(inputs, 0.0)["now.operation"].text) == "none yet"
    moving, resting = numbers(inputs, 0.2), numbers(inputs, 0.38)
    assert str(moving["now.operation"].text) == "R₂ ← R₂ + R₁, step 1 of 3"
    assert all("." in text for row in moving["now.augmented"].matrix for text in row)
    assert not any("." in text for row in resting["now.augmented"].matrix for text in row)


def test_a_contradiction_runs_away_to_infinity() -> None:
    inputs = of(ELIMINATION, [[1, 2], [2, 4]], [2, -2])
    away = []
    for t in (0.0, 0.25, 0.5):
        points = drawn(picture(inputs, t), "equation 2")
        along = (points[1] - points[0]) / np.linalg.norm(points[1] - points[0])
        away.append(abs(float(along[0] * points[0, 1] - along[1] * points[0, 0])))
    assert away[0] < away[1] < away[2]
    assert "0 = −6, which is never true" in caption(inputs)
    assert not picture(inputs, 1.0).named("equation 2")


# --- whatever is entered -----------------------------------------------------------------------

NASTY = st.sampled_from(
    ["0", "1", "-1", "1/3", "sqrt(2)", "1e200", "-1e200", "1e-200", "1e300", "0.1", "1e-9"]
)


@st.composite
def nasty_systems(draw: st.DrawFn) -> Inputs:
    m, n = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    matrix = [[draw(NASTY) for _ in range(n)] for _ in range(m)]
    right = [draw(NASTY) for _ in range(m)]
    return of(
        draw(st.sampled_from(SYSTEM_VIEWS)), matrix, right, draw(st.sampled_from(["0", "1", "1e9"]))
    )


@given(nasty_systems())
@settings(max_examples=sampling.count(50, 150), deadline=None)
def test_no_system_makes_the_picture_break(inputs: Inputs) -> None:
    solution = LAB.solve(inputs)
    assert isinstance(solution, SystemStory)
    assert solution.dimensions == LAB.dimensions(inputs)
    assert np.isfinite(LAB.extent(solution)).all()
    for t in (0.0, 0.3, 0.7, 1.0):
        frame = picture(inputs, t)
        for draw in frame.draws:
            assert np.isfinite(draw.matrix).all(), draw.name
            assert np.isfinite(vertices(draw.geometry)).all(), draw.name
            assert 0 <= draw.style.opacity <= 1
        for label in frame.labels:
            assert np.isfinite(label.position).all()
            assert np.isfinite(label.offset).all()
        for readout in LAB.readouts(solution, t):
            assert "undefined" not in str(readout.text), readout.key
            assert "nan" not in str(readout.text), readout.key
        assert str(LAB.caption(solution, t))
    compile(LAB.code(solution), "program", "exec")


def test_the_solution_of_fractions_is_told_in_fractions() -> None:
    inputs = of(ROWS, [[3, 1], [1, 2]], [1, 1])
    assert numbers(inputs)["x"].matrix == (("1/5",), ("2/5",))


@pytest.mark.parametrize("size", [(750.0, 604.0), (1300.0, 900.0), (660.0, 540.0)])
@pytest.mark.parametrize("rows", [[[1, 1], [-1, 2]], [[1, 2, 3], [2, 4, 6], [1, 1, 1]]])
def test_the_four_subspaces_use_their_view(size: tuple[float, float], rows: Rows) -> None:
    solution = LAB.solve(LAB.check(of(SUBSPACES, rows, [3] * len(rows))))
    camera = PLANE if len(rows) == 2 else SPACE
    camera = camera.fitted(LAB.extent(solution), size, 1.35)
    found = LAB.frame(solution, 1.0, View(camera, size))
    places = np.concatenate(
        [
            camera.project(vertices(d.geometry) @ d.matrix[:3, :3].T + d.matrix[:3, 3], size)
            for d in found.draws
            if "space" in d.name
        ]
    )[:, :2]
    assert (places >= 0).all()
    assert (places <= size).all()
    low, high = places.min(axis=0), places.max(axis=0)
    assert high[0] - low[0] >= 0.75 * size[0]
    for label in found.labels:
        x, y = camera.project(label.position, size)[0, :2]
        assert 0 < y - label.offset[1] < size[1] - 8
        assert 0 < x + label.offset[0] < size[0]
