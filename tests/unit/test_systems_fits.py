"""The lab Linear systems where b is out of reach: projections and regression."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from eigenscope.labs.contract.lab import View
from eigenscope.labs.systems.halves import Half
from eigenscope.labs.systems.inputs import (
    ALL_COLUMNS,
    HOUSE_COLUMNS,
    LEAST_SQUARES,
    OWN,
    REGRESSION,
    SUBSPACES,
    TWO_COLUMNS,
    Inputs,
)
from eigenscope.labs.systems.lab import LAB
from eigenscope.labs.systems.regression_data import houses, table_of
from eigenscope.labs.systems.subspaces import SubspacePicture
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.scene.camera import PLANE
from eigenscope.scene.text_width import text_width

from .systems_lab_inputs import (
    SIZE,
    Rows,
    caption,
    drawn,
    numbers,
    of,
    picture,
    texts,
)

# --- projections -------------------------------------------------------------------------------


def test_the_gap_is_at_a_right_angle_to_the_columns() -> None:
    inputs = of(LEAST_SQUARES, [[1, 0], [1, 1], [1, 2]], [1, 3, 4])
    start, end = drawn(picture(inputs, 1.0), "gap")
    for column in ([1, 1, 1], [0, 1, 2]):
        assert (end - start) @ column == pytest.approx(0, abs=1e-6)
    found = numbers(inputs)
    assert found["x"].matrix == (("7/6",), ("3/2",))
    assert found["squared"].exact == "1/6"
    assert "perpendicular to every column" in caption(inputs)
    assert picture(inputs, 1.0).named("right angle")
    assert not picture(inputs, 0.5).named("right angle")


def test_what_runs_stands_apart_from_the_solution() -> None:
    inputs = of(LEAST_SQUARES, [[2, 2], [0, 2], [1, 1]], [1, 1, 3])
    found = numbers(inputs, 0.8)
    assert found["now.x"].value == pytest.approx([0.4, 0.4])
    assert str(found["now.gap"].group).startswith("Now: ")
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


def test_the_space_of_0_alone_is_written_as_in_books() -> None:
    inputs = of(SUBSPACES, [[1, 0], [0, 2]], [1, 2])
    assert caption(inputs, 0.2) == "The null space is {0}: x lies in the row space."
    assert "null space = {0}" in texts(picture(inputs, 0.2))


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
    view = View(replace(PLANE, height=5.0), (1000.0, 600.0))
    assert "0.5" in [label.text for label in left.numbers(view)]
    assert "500" in [label.text for label in right.numbers(view)]


@pytest.mark.parametrize("matrix", [[[1, 2], [2, 4]], [[1, -2], [2, -4]], [[1, 2], [-2, -4]]])
def test_names_of_spaces_stay_on_their_side(matrix: Rows) -> None:
    frame = picture(of(SUBSPACES, matrix, [1, 2]), 0.0)
    camera = PLANE.fitted(LAB.extent(LAB.solve(of(SUBSPACES, matrix, [1, 2]))), SIZE, 1.35)
    for label in frame.labels:
        if label.text in ("null space", "left null space"):
            x = camera.project(np.array([label.position]), SIZE)[0, 0] + label.offset[0]
            half = text_width(label.text, label.size, bold=label.bold) / 2
            if label.text.startswith("left"):
                assert x - half > SIZE[0] / 2
            else:
                assert x + half < SIZE[0] / 2


# --- regression --------------------------------------------------------------------------------


def test_the_sample_of_houses() -> None:
    sample = houses()
    assert sample.values.shape == (40, HOUSE_COLUMNS)
    names = [str(table_of(Inputs(target=column)).target_name) for column in range(1, 5)]
    assert names == list(sample.column_names)
    inputs = LAB.check(Inputs(topic=REGRESSION, explanation=ALL_COLUMNS))
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
    inputs = LAB.check(Inputs(topic=REGRESSION, explanation=explanation))
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
    inputs = LAB.check(Inputs(topic=REGRESSION, explanation=TWO_COLUMNS, first=1, second=3))
    early, late = numbers(inputs, 0.2), numbers(inputs, 1.0)
    assert str(early["now.r_squared"].group).startswith("Now: ")
    assert early["r_squared"] == late["r_squared"]
    assert late["now.r_squared"].value == pytest.approx(late["r_squared"].value)
    for key in ("now.error", "error"):
        assert "price (1000 €)" in str(late[key].label)
    assert f"{late['coefficient.1'].text} · location" in str(late["formula"].text)


def test_a_line_through_a_typed_table() -> None:
    inputs = LAB.check(
        Inputs(
            topic=REGRESSION,
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
        ([[1.0], [2.0]], {}, "only one column"),
        ([[1.0, 2.0]], {}, "two rows"),
        ([[1.0, 2.0], [3.0, 4.0]], {"target": 1, "first": 1}, "predicts itself"),
        ([[1.0, 2.0, 0.0]] * 3, {"first": 1, "second": 1}, "are the same"),
        ([[1.0, np.nan], [np.nan, 4.0]], {}, "two rows"),
        ([[1.0, 5.0], [2.0, 5.0]], {}, "nothing to predict"),
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
        topic=REGRESSION, source=OWN, table=table, explanation=explanation, target=array.shape[1]
    )
    inputs = LAB.check(replace(inputs, **changes))
    picture(inputs, 0.5)
    assert words in caption(inputs)
