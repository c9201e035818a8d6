"""The lab Linear systems: its pictures and numbers against facts by hand, and what trips it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eigenscope.labs.base import Readout, View
from eigenscope.labs.systems import LAB
from eigenscope.labs.systems.halves import Half
from eigenscope.labs.systems.inputs import (
    ALL_COLUMNS,
    COLUMNS,
    ELIMINATION,
    HOUSE_COLUMNS,
    LEAST_SQUARES,
    OWN,
    REGRESSION,
    ROWS,
    SUBSPACES,
    TWO_COLUMNS,
    Inputs,
)
from eigenscope.labs.systems.regression_data import houses
from eigenscope.labs.systems.subspaces import SubspacePicture
from eigenscope.labs.systems.system import system_of
from eigenscope.language.entry import Matrix, scalar
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.scene.camera import PLANE, SPACE
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import vertices

SIZE = (1280.0, 720.0)
SYSTEM_VIEWS = (ROWS, COLUMNS, ELIMINATION, SUBSPACES, LEAST_SQUARES)
Rows = Sequence[Sequence[object]]


def of(view: str, matrix: Rows, right: Sequence[object], ridge: str = "0") -> Inputs:
    return LAB.check(
        Inputs(
            view=view,
            matrix=Matrix.from_texts([[str(x) for x in row] for row in matrix]),
            right=Matrix.from_texts([[str(x)] for x in right]),
            ridge=scalar(ridge),
        )
    )


def picture(inputs: Inputs, t: float) -> Frame:
    solution = LAB.solve(inputs)
    home = PLANE if LAB.dimensions(inputs) == 2 else SPACE
    camera = home.fitted(LAB.extent(solution), SIZE, 1.35)
    return LAB.frame(solution, t, View(camera, SIZE))


def numbers(inputs: Inputs, t: float = 1.0) -> Mapping[str, Readout]:
    found = LAB.readouts(LAB.solve(inputs), t)
    keys = [readout.key for readout in found]
    assert len(keys) == len(set(keys))
    return {readout.key: readout for readout in found}


def caption(inputs: Inputs, t: float = 1.0) -> str:
    return str(LAB.caption(LAB.solve(inputs), t))


def drawn(frame: Frame, name: str) -> np.ndarray:
    """Return the world places of the vertices of the draws so named."""
    parts = []
    for draw in frame.named(name):
        points = vertices(draw.geometry).astype(float)
        parts.append(points @ draw.matrix[:3, :3].T + draw.matrix[:3, 3])
    return np.concatenate(parts) if parts else np.empty((0, 3))


def texts(frame: Frame) -> list[str]:
    return [label.text for label in frame.labels]


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
        ([[1, 2], [2, 4]], [2, 4], "infinitely many", "says nothing new"),
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
    assert found["x"].role == dot.style.role
    assert str(found["x"].label) == "Shortest x̂"
    assert found["null_space"].role is None
    assert numbers(of(ELIMINATION, [[1, 2], [2, 4]], [2, -2]))["x"].role is None


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
    assert "out of the columns' reach" in caption(inputs)


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
    assert told[0].startswith("R₂ ← R₂ + R₁: x goes out of row 2")
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


# --- projections -------------------------------------------------------------------------------


def test_the_gap_is_at_a_right_angle_to_the_columns() -> None:
    inputs = of(LEAST_SQUARES, [[1, 0], [1, 1], [1, 2]], [1, 3, 4])
    start, end = drawn(picture(inputs, 1.0), "gap")
    for column in ([1, 1, 1], [0, 1, 2]):
        assert (end - start) @ column == pytest.approx(0, abs=1e-6)
    found = numbers(inputs)
    assert found["x"].matrix == (("7/6",), ("3/2",))
    assert found["squared"].exact == "1/6"
    assert "right angle" in caption(inputs)
    assert picture(inputs, 1.0).named("right angle")
    assert not picture(inputs, 0.5).named("right angle")


def test_what_runs_stands_apart_from_the_solution() -> None:
    inputs = of(LEAST_SQUARES, [[2, 2], [0, 2], [1, 1]], [1, 1, 3])
    found = numbers(inputs, 0.8)
    assert found["now.x"].value == pytest.approx([0.4, 0.4])
    assert found["now.gap"].group == "Now"
    assert found["x"].matrix == (("1/2",), ("1/2",))
    assert found["gap"].exact == "√5"
    assert found["gap"].group == "Solution x̂"


def test_a_gap_with_thousands_of_digits_is_told_in_decimals() -> None:
    matrix: Rows = [
        [0, "1e200", "1e-200"],
        ["1e300", "1/3", "0.1"],
        [1, "1e-200", "1e-200"],
        [0, 0, 3],
    ]
    for right in ([0, 1, 0, "1e-200"], [1, "0.1", "1e-200", "1e100"]):
        found = numbers(of(LEAST_SQUARES, matrix, right, ridge="1e9"))
        assert found["gap"].exact == ""


@pytest.mark.parametrize(
    ("ridge", "words"),
    [
        ("0.1", "‖x‖ falls from 10.26 to 1.48 and the gap grows from 0 to 1.1."),
        ("1e-9", "‖x‖ stays 10.26 and the gap grows from 0 to 8.3×10⁻⁸."),
    ],
)
def test_the_cost_of_a_ridge_is_told_in_numbers(ridge: str, words: str) -> None:
    inputs = of(LEAST_SQUARES, [[2, 2], [1, "1.2"]], [1, 2], ridge=ridge)
    assert words in caption(inputs, 0.75)


def test_b_in_the_column_space_leaves_no_gap() -> None:
    inputs = of(LEAST_SQUARES, [["1/3", "0.1"], ["2/3", "0.7"]], ["0.3", "0.9"])
    assert numbers(inputs)["gap"].value == 0
    assert "the gap is 0" in caption(inputs)


def test_a_ridge_has_its_own_end() -> None:
    inputs = of(LEAST_SQUARES, [[1, 1], [1, 1]], [2, 4], ridge="2")
    assert numbers(inputs)["x"].matrix == (("1",), ("1",))
    assert numbers(inputs, 0.5)["now.x"].value == pytest.approx([1.5, 1.5])
    assert len(LAB.stops(LAB.solve(inputs))) == 3


@pytest.mark.parametrize("height", [4, 5])
def test_lengths_in_more_than_three_dimensions_are_kept(height: int) -> None:
    matrix = [[1, k] for k in range(height)]
    right = [0, 3, 1, 4, 1][:height]
    inputs = of(LEAST_SQUARES, matrix, right)
    start, end = drawn(picture(inputs, 1.0), "gap")
    x = np.linalg.lstsq(np.array(matrix), np.array(right), rcond=None)[0]
    gap = np.linalg.norm(np.array(matrix) @ x - right)
    assert np.linalg.norm(end - start) == pytest.approx(gap)
    assert np.linalg.norm(drawn(picture(inputs, 1.0), "b")[1]) == pytest.approx(
        np.linalg.norm(right)
    )


@pytest.mark.parametrize(
    "matrix", [[[1, 2], [2, 4]], [[1, 2, 3]], [[1, 0], [0, 1], [1, 1]], [[0, 0], [0, 0]], [[2]]]
)
def test_the_four_subspaces_stand_at_right_angles(matrix: Rows) -> None:
    array = np.array(matrix, dtype=float)
    inputs = of(SUBSPACES, matrix, [1] * len(matrix))
    found = numbers(inputs)
    rank = int(np.linalg.matrix_rank(array))
    m, n = array.shape
    sizes = {"row_space": rank, "null_space": n - rank, "column_space": rank}
    for key, count in {**sizes, "left_null_space": m - rank}.items():
        value = found[key].value
        assert (0 if value is None else np.asarray(value).shape[1]) == count, key
    pairs = (("row_space", "null_space"), ("column_space", "left_null_space"))
    for one, other in pairs:
        first, second = found[one].value, found[other].value
        if first is not None and second is not None:
            assert np.asarray(first).T @ np.asarray(second) == pytest.approx(0)


def halves(inputs: Inputs) -> tuple[Half, Half]:
    story = LAB.solve(inputs)
    assert isinstance(story, SubspacePicture)
    return story.halves


def test_the_halves_have_one_scale_and_x_is_told() -> None:
    inputs = of(SUBSPACES, [[1, 2], [2, 4]], [1, 2])
    frame = picture(inputs, 1.0)
    left, right = halves(inputs)
    found = numbers(inputs)
    for name, key, half in (("x", "now.x", left), ("b", "now.reached", right)):
        arrow = np.diff(drawn(frame, name), axis=0)[0, :2]
        assert arrow / left.scale == pytest.approx(found[key].value)
        assert half.scale == left.scale
    assert found["now.x"].value == pytest.approx([1, 0])
    parts = [np.asarray(found[f"now.{key}"].value) for key in ("row_part", "null_part")]
    assert parts[0] + parts[1] == pytest.approx([1, 0])
    assert parts[0] @ parts[1] == pytest.approx(0)
    assert "now.reached" not in numbers(inputs, 0.5)


def test_halves_that_one_scale_would_hide_are_numbered_apart() -> None:
    left, right = halves(of(SUBSPACES, [[1000, 0], [0, 1000]], [1000, 1000]))
    assert left.scale == pytest.approx(1000 * right.scale)
    texts_left = [label.text for label in left.numbers()]
    assert "0.5" in texts_left
    assert "500" in [label.text for label in right.numbers()]


@pytest.mark.parametrize("matrix", [[[1, 2], [2, 4]], [[1, -2], [2, -4]], [[1, 2], [-2, -4]]])
def test_names_of_spaces_stay_on_their_side(matrix: Rows) -> None:
    frame = picture(of(SUBSPACES, matrix, [1, 2]), 0.0)
    camera = PLANE.fitted(LAB.extent(LAB.solve(of(SUBSPACES, matrix, [1, 2]))), SIZE, 1.35)
    for label in frame.labels:
        if label.text in ("null space", "left null space"):
            x = camera.project(np.array([label.position]), SIZE)[0, 0] + label.offset[0]
            half = 4.2 * len(label.text)
            if label.text.startswith("left"):
                assert x - half > SIZE[0] / 2
            else:
                assert x + half < SIZE[0] / 2


# --- regression --------------------------------------------------------------------------------


def test_the_sample_of_houses() -> None:
    sample = houses()
    assert sample.values.shape == (40, HOUSE_COLUMNS)
    inputs = LAB.check(Inputs(view=REGRESSION, explanation=ALL_COLUMNS))
    values = np.asarray(sample.values, dtype=float)
    whole = np.column_stack([values[:, :3], np.ones(40)])
    expected = np.linalg.lstsq(whole, values[:, 3], rcond=None)[0]
    found = numbers(inputs)
    for k in range(3):
        assert found[f"coefficient.{k}"].value == pytest.approx(expected[k])
    assert found["intercept"].value == pytest.approx(expected[3])
    rest = values[:, 3] - whole @ expected
    around = values[:, 3] - values[:, 3].mean()
    assert found["r_squared"].value == pytest.approx(1 - rest @ rest / (around @ around))


@pytest.mark.parametrize("explanation", ["one", TWO_COLUMNS, ALL_COLUMNS])
@pytest.mark.parametrize("t", [0.0, 0.6, 1.0])
def test_sticks_go_from_the_points_to_the_fit(explanation: str, t: float) -> None:
    inputs = LAB.check(Inputs(view=REGRESSION, explanation=explanation))
    frame = picture(inputs, t)
    up = 2 if explanation == TWO_COLUMNS else 1
    ends = drawn(frame, "residuals").reshape(-1, 2, 3)
    assert len(ends) == 40
    points = drawn(frame, "points")
    fit = drawn(frame, "fit")
    # The fit is affine: three (or two) of its corners tell its height anywhere.
    known = np.column_stack([fit[:, :up], np.ones(len(fit))])
    heights = np.linalg.lstsq(known, fit[:, up], rcond=None)[0]
    for pair, point in zip(ends, points, strict=True):
        touching = min(np.linalg.norm(end - point) for end in pair)
        assert touching == pytest.approx(0, abs=1e-5)
        on_fit = [abs(np.array([*end[:up], 1]) @ heights - end[up]) for end in pair]
        assert min(on_fit) == pytest.approx(0, abs=1e-4)


def test_a_fit_on_its_way_stands_apart_from_the_best_one() -> None:
    inputs = LAB.check(Inputs(view=REGRESSION, explanation=TWO_COLUMNS, first=1, second=3))
    early, late = numbers(inputs, 0.2), numbers(inputs, 1.0)
    assert early["now.r_squared"].group == "Now"
    assert early["r_squared"] == late["r_squared"]
    assert late["now.r_squared"].value == pytest.approx(late["r_squared"].value)
    for key in ("now.error", "error"):
        assert "price (1000 €)" in str(late[key].label)
    assert f"{late['coefficient.1'].text} · location" in str(late["formula"].text)


def test_a_line_through_a_typed_table() -> None:
    inputs = LAB.check(
        Inputs(
            view=REGRESSION,
            source=OWN,
            table=Matrix.from_texts([["0", "1"], ["1", "3"], ["2", "4"]]),
            target=2,
            first=1,
        )
    )
    found = numbers(inputs)
    assert found["coefficient.0"].value == pytest.approx(1.5)
    assert str(found["formula"].text) == "column 2 ≈ 1.5 · column 1 + 1.167"


@pytest.mark.parametrize(
    ("values", "changes", "words"),
    [
        ([[1.0], [2.0]], {}, "one column only"),
        ([[1.0, 2.0]], {}, "two rows"),
        ([[1.0, 2.0], [3.0, 4.0]], {"target": 1, "first": 1}, "explains itself"),
        ([[1.0, 2.0, 0.0]] * 3, {"first": 1, "second": 1}, "are the same"),
        ([[1.0, np.nan], [np.nan, 4.0]], {}, "two rows"),
        ([[1.0, 5.0], [2.0, 5.0]], {}, "nothing to explain"),
        ([[1.0, 5.0], [1.0, 6.0]], {}, "the same in all rows"),
    ],
)
def test_tables_that_cannot_be_used_say_why(
    values: list[list[float]], changes: dict[str, Any], words: str
) -> None:
    array = np.array(values)
    table = LoadedMatrix("own.csv", array, array.shape)
    explanation = TWO_COLUMNS if "second" in changes else "one"
    inputs = Inputs(
        view=REGRESSION, source=OWN, table=table, explanation=explanation, target=array.shape[1]
    )
    inputs = LAB.check(replace(inputs, **changes))
    picture(inputs, 0.5)
    assert words in caption(inputs)


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
@settings(max_examples=150, deadline=None)
def test_no_system_makes_the_picture_break(inputs: Inputs) -> None:
    solution = LAB.solve(inputs)
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
    compile(LAB.code(inputs), "program", "exec")


def test_the_solution_of_fractions_is_told_in_fractions() -> None:
    inputs = of(ROWS, [[3, 1], [1, 2]], [1, 1])
    assert numbers(inputs)["x"].matrix == (("1/5",), ("2/5",))
