"""The lab SVD and PCA: its numbers, its pictures, its programs, and data that are not nice."""

from __future__ import annotations

import contextlib
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from eigenscope.document.codec import from_json, set_from_texts, to_json
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.svd_pca.cloud_story import CloudStory
from eigenscope.labs.svd_pca.inputs import Inputs
from eigenscope.labs.svd_pca.lab import LAB
from eigenscope.labs.svd_pca.map_story import MapStory
from eigenscope.language.evaluating.entry import Matrix, scalar
from eigenscope.plots.charts import Chart, Plotted
from eigenscope.readers import loading
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.readers.loading import load_matrix
from eigenscope.scene.camera import PLANE, SPACE
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import Points, Segments
from eigenscope.scene.slots import Slot

SIZE = (1280.0, 720.0)


def cloud(inputs: Inputs) -> CloudStory:
    story = LAB.solve(LAB.check(inputs))
    assert isinstance(story, CloudStory)
    return story


def taken_apart(rows: list[list[str]], view: str = "svd", rank: int = 1) -> MapStory:
    found = LAB.solve(LAB.check(Inputs(topic=view, matrix=Matrix.from_texts(rows), rank=rank)))
    assert isinstance(found, MapStory)
    return found


def table(values: npt.ArrayLike, **others: Any) -> Inputs:
    array = np.asarray(values)
    data = LoadedMatrix("data.npy", array, array.shape)
    return LAB.check(replace(Inputs(topic="components", source="table", data=data), **others))


def frame(inputs: Inputs, story: Any, t: float) -> Frame:
    home = SPACE if LAB.dimensions(inputs) == 3 else PLANE
    return LAB.frame(story, t, View(home.fitted(LAB.extent(story), SIZE, 1.35), SIZE))


def told(story: Any, t: float = 1.0) -> dict[str, Readout]:
    return {readout.key: readout for readout in LAB.readouts(story, t)}


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(code, "program", "exec"), names)
    names["torch"].set_default_dtype(names["torch"].float32)
    return names


def agrees(inputs: Inputs) -> int:
    """Run the program, compare it with what is shown, and return how many values there are."""
    names, compared = run(LAB.code(LAB.preview(inputs))), 0
    for readout in LAB.readouts(LAB.solve(inputs), 1.0):
        if readout.variable:
            shown = np.asarray(readout.value, dtype=np.float64)
            computed = np.asarray(names[readout.variable], dtype=np.float64)
            np.testing.assert_allclose(computed, shown, rtol=1e-7, atol=1e-8, err_msg=readout.key)
            compared += 1
    return compared


# --- a matrix taken apart -----------------------------------------------------------------------


def test_singular_values_are_exact_where_they_can_be() -> None:
    found = told(LAB.solve(Inputs()))
    assert found["sigma.1"].exact == "3√5/2"
    assert found["sigma.2"].exact == "√5/2"
    assert told(taken_apart([["1", "1"], ["0", "1"]]))["sigma.1"].exact == "(1 + √5)/2"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["1", "2"], ["2", "4"]], "One direction is mapped to 0: A has rank 1."),
        ([["0.1", "0.2"], ["0.3", "0.6"]], "One direction is mapped to 0: A has rank 1."),
        ([["0", "0"], ["0", "0"]], "The matrix is zero: every vector is mapped to the origin."),
        ([["0", "-1"], ["1", "0"]], "Equal singular values"),
    ],
)
def test_what_is_special_is_said(rows: list[list[str]], words: str) -> None:
    assert str(LAB.caption(taken_apart(rows), 1.0)).startswith(words)


def test_turning_over_is_said_while_it_happens() -> None:
    story = taken_apart([["1", "2"], ["3", "4"]])
    assert "det A < 0, U reflects" in str(LAB.caption(story, 0.5))
    assert "reflects" in str(told(story)["flip"].text)
    assert np.linalg.det(story.solution.frames.left) == pytest.approx(-1)
    assert np.linalg.det(story.solution.frames.right) == pytest.approx(1)
    polar = taken_apart([["1", "2"], ["3", "4"]], "polar")
    assert "det A < 0, Q reflects" in str(LAB.caption(polar, 0.3))
    assert "reflects" in str(told(polar)["flip"].text)
    assert "flip" not in told(taken_apart([["2", "1"], ["1", "3"]]))
    assert "det A < 0" not in str(LAB.caption(story, 0.1))


def moving_names(story: MapStory, t: float) -> list[str]:
    """Return the labels at the tips of the thick arrows, the image of v₁ first."""
    shown = frame(story.solution.inputs, story, t).labels
    tips = (story.solution.path.at(t) @ story.solution.frames.right).T
    found = []
    for tip in tips:
        place = np.zeros(3)
        place[: len(tip)] = tip
        here = [label for label in shown if label.bold and np.allclose(label.position, place)]
        found.append(max(here, key=lambda label: label.priority).text if here else "")
    return found


@pytest.mark.parametrize(
    ("view", "t", "names"),
    [
        ("svd", 0.0, ["v₁", "v₂"]),
        ("svd", 0.2, ["Mv₁", "Mv₂"]),
        ("svd", 1 / 3, ["e₁", "e₂"]),
        ("svd", 0.5, ["Mv₁", "Mv₂"]),
        ("svd", 2 / 3, ["σ₁e₁", "σ₂e₂"]),
        ("svd", 0.9, ["Mv₁", "Mv₂"]),
        ("svd", 1.0, ["Av₁ = σ₁u₁", "Av₂ = σ₂u₂"]),
        ("polar", 0.3, ["Mv₁", "Mv₂"]),
        ("polar", 0.5, ["σ₁v₁", "σ₂v₂"]),
        ("polar", 0.99, ["Mv₁", "Mv₂"]),
        ("low_rank", 0.3, ["Mv₁", "Mv₂"]),
        ("low_rank", 0.5, ["Av₁ = σ₁u₁", "Av₂ = σ₂u₂"]),
        ("low_rank", 0.7, ["Av₁ = σ₁u₁", "Mv₂"]),
        ("low_rank", 1.0, ["A₁v₁ = σ₁u₁", ""]),
    ],
)
def test_moving_arrows_are_called_what_they_are_now(view: str, t: float, names: list[str]) -> None:
    assert moving_names(taken_apart([["3/2", "0"], ["2", "5/2"]], view), t) == names


def test_the_resting_names_of_arrows_are_true_where_space_is_turned_over() -> None:
    story = taken_apart([["1", "2"], ["3", "4"]])
    assert moving_names(story, 2 / 3) == ["σ₁e₁", "−σ₂e₂"]
    tips = story.solution.path.at(2 / 3) @ story.solution.frames.right
    np.testing.assert_allclose(tips, np.diag(story.solution.frames.values * [1, -1]), atol=1e-9)
    polar = taken_apart([["1", "2"], ["3", "4"]], "polar")
    assert moving_names(polar, 0.5) == ["σ₁v₁", "−σ₂v₂"]


def test_every_axis_of_a_solid_has_a_name_while_one_is_pressed_flat() -> None:
    rows = [["2", "1", "0"], ["0", "3/2", "1"], ["1", "0", "1"]]
    assert moving_names(taken_apart(rows, "low_rank", 2), 0.8) == [
        "Av₁ = σ₁u₁",
        "Av₂ = σ₂u₂",
        "Mv₃",
    ]


def test_a_single_direction_is_spoken_of_as_one() -> None:
    words = str(LAB.caption(taken_apart([["2"], ["1"]], "polar"), 0.3))
    assert words.startswith("P stretches along v₁, which keeps its direction.")


@pytest.mark.parametrize("view", ["svd", "polar", "low_rank"])
def test_nothing_is_said_to_be_done_while_it_moves(view: str) -> None:
    story = taken_apart([["3/2", "0"], ["2", "5/2"]], view)
    for t in (0.1, 0.3, 0.45, 0.6, 0.8, 0.99):
        words = str(LAB.caption(story, t))
        assert " has " not in words, words
        assert " have " not in words, words
    done = LAB.stops(story)[1]
    assert " has " in str(LAB.caption(story, done))
    assert str(LAB.caption(story, 0.0)).startswith("Before A acts: the unit circle")


def test_equal_errors_of_a_lower_rank_are_explained() -> None:
    words = "Only one singular value is left out"
    found = told(taken_apart([["3", "0"], ["0", "2"]], "low_rank"))
    assert found["spectral_error"].value == found["frobenius_error"].value
    assert words in str(found["frobenius_error"].tip)
    solid = [["3", "0", "0"], ["0", "2", "0"], ["0", "0", "1"]]
    found = told(taken_apart(solid, "low_rank"))
    assert words not in str(found["frobenius_error"].tip)


def test_the_first_experiment_brings_a_matrix_of_its_own() -> None:
    first = LAB.experiments()[0].inputs
    assert first != LAB.defaults()
    found = told(LAB.solve(first))
    assert [str(found[f"sigma.{k}"].text) for k in (1, 2)] == ["2", "0.5"]


@pytest.mark.parametrize("view", ["svd", "polar", "low_rank"])
@pytest.mark.parametrize(
    "rows",
    [
        [["1", "2"], ["3", "4"]],
        [["1", "2"], ["2", "4"]],
        [["-1", "2"], ["3", "4"], ["0", "1"]],
        [["-1", "2", "1"], ["3", "4", "2"]],
        [["-3", "-4"]],
        [["-3"], ["-4"]],
        [["-2"]],
        [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]],
        [["0", "0"], ["0", "0"]],
        [["0", "-2"], ["2", "0"]],
    ],
)
def test_programs_of_maps_agree(rows: list[list[str]], view: str) -> None:
    inputs = LAB.check(Inputs(topic=view, matrix=Matrix.from_texts(rows), rank=1))
    assert agrees(inputs) >= 4


@pytest.mark.parametrize("entry", ["1e200", "1e-200", "1e9"])
def test_a_huge_or_tiny_matrix_is_drawn_to_scale_and_says_so(entry: str) -> None:
    inputs = LAB.check(Inputs(matrix=Matrix.from_texts([[entry, "0"], ["0", "0"]])))
    story = LAB.solve(inputs)
    tip = frame(inputs, story, 1.0).named("v1")[0].matrix @ [1, 0, 0, 1]
    np.testing.assert_allclose(tip[:2], [1, 0], atol=1e-9)
    assert str(told(story)["unit"].text).startswith("1×10")
    assert "one unit in the picture stands for" in str(LAB.caption(story, 1.0))
    for t, seen in ((0.5, True), (1.0, False)):  # a unit vector is none in another unit
        shown = frame(inputs, story, t)
        assert bool(shown.named("v1 start")) == seen
        assert ("v₁" in [label.text for label in shown.labels]) == seen


@pytest.mark.parametrize("topic", ["svd", "polar"])
@pytest.mark.parametrize(
    "rows", [[["3/2", "0"], ["2", "5/2"]], [["1", "2", "0.1"], ["3", "4", "7"]], [["1"], ["2"]]]
)
def test_the_motion_ends_at_the_very_matrix(topic: str, rows: list[list[str]]) -> None:
    """The product of the factors is A but for rounding: 1.4999999999999998 for 3/2."""
    matrix = Matrix.from_texts(rows)
    solution = LAB.solve(LAB.check(replace(LAB.defaults(), topic=topic, matrix=matrix)))
    (now,) = (each for each in LAB.readouts(solution, 1.0) if each.key == "now")
    values = np.asarray(now.value)
    np.testing.assert_array_equal(values[: len(rows)], matrix.to_array())
    assert not values[len(rows) :].any()


def test_the_largest_error_of_a_lower_rank_is_drawn() -> None:
    inputs = LAB.check(
        Inputs(topic="low_rank", matrix=Matrix.from_texts([["3", "0"], ["0", "2"]]), rank=1)
    )
    (errors,) = frame(inputs, LAB.solve(inputs), 1.0).named("error")
    assert isinstance(errors.geometry, Segments)
    ends = errors.geometry.points.astype(np.float64)
    assert np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1).max() == pytest.approx(2)


def test_dragging_a_column_changes_it() -> None:
    story = LAB.solve(Inputs())
    handles = {handle.key: handle.position for handle in LAB.handles(story, 1.0)}
    np.testing.assert_allclose(handles["column-1"], (0, 2.5, 0), atol=1e-12)
    changed, to_the_end = LAB.dragged(Inputs(), "column-1", (1.0, -2.0, 0.0))
    assert to_the_end
    assert changed.matrix.to_array().tolist() == [[1.5, 1], [2, -2]]


# --- principal components -----------------------------------------------------------------------

SQUARE = ((0.0, 0.0), (3.0, 3.0), (3.0, 4.0), (0.0, 1.0))


def test_points_slide_at_right_angles_onto_the_first_axis() -> None:
    inputs = LAB.check(Inputs(topic="components", source="drawn", drawn=SQUARE))
    story = cloud(inputs)
    (draw,) = frame(inputs, story, 1.0).named("cloud")
    assert isinstance(draw.geometry, Points)
    moved = draw.geometry.positions @ draw.matrix[:3, :3].T + draw.matrix[:3, 3]
    points = np.array(SQUARE)
    centred = points - points.mean(axis=0)
    axis = np.linalg.svd(centred)[2][0]
    onto = points.mean(axis=0) + np.outer(centred @ axis, axis)
    np.testing.assert_allclose(moved[:, :2], onto, atol=1e-6)
    (start,) = frame(inputs, story, 0.0).named("cloud")
    first = draw.geometry.positions @ start.matrix[:3, :3].T + start.matrix[:3, 3]
    np.testing.assert_allclose(first[:, :2], points, atol=1e-6)


def test_what_is_kept_and_lost_is_said() -> None:
    rows = np.array([[10, 0, 0], [-10, 0, 0], [0, 5, 0], [0, -5, 0], [0, 0, 1], [0, 0, -1.0]])
    story = cloud(table(rows, components=2))
    found = told(story)
    assert found["kept"].value == pytest.approx(250 / 252)
    assert found["error"].value == pytest.approx(np.sqrt(2 / 252))
    assert "keeps 99.21 % of the variance; 0.79 % is lost" in str(LAB.caption(story, 1.0))
    assert told(story, 0.0)["now"].value == pytest.approx(1)
    assert found["now"].value == pytest.approx(250 / 252)


def test_the_error_is_told_to_be_the_root_of_what_is_lost() -> None:
    rows = np.array([[10, 0, 0], [-10, 0, 0], [0, 5, 0], [0, -5, 0], [0, 0, 1], [0, 0, -1.0]])
    assert "√(1 − 0.992063) = 0.0891" in str(told(cloud(table(rows, components=2)))["error"].tip)
    assert np.sqrt(1 - 0.992063) == pytest.approx(0.0891, abs=5e-5)


def test_the_axes_of_wide_data_are_named_at_every_time() -> None:
    inputs = table(np.random.default_rng(1).standard_normal((30, 5)), components=2)
    for t in (0.0, 0.6, 1.0):
        shown = frame(inputs, cloud(inputs), t)
        places = {label.text: label.position for label in shown.labels}
        for name in ("PC₁", "PC₂", "PC₃"):
            x, y, _ = shown.camera.project(places[name], SIZE)[0]
            assert 0 < x < SIZE[0]
            assert 0 < y < SIZE[1]


def heights(plotted: Plotted, number: int) -> npt.NDArray[np.float64]:
    assert isinstance(plotted, Chart)
    return plotted.series[number].y


def test_the_scree_plot_and_the_error_of_every_number_of_components() -> None:
    values = np.array([[4.0, 0, 1], [-4, 0, 1], [0, 2, 1], [0, -2, 1]])
    scree, error = LAB.charts(cloud(table(values)))
    np.testing.assert_allclose(heights(scree, 0), [80, 20, 0], atol=1e-12)
    np.testing.assert_allclose(heights(scree, 1), [80, 100, 100])
    expected = 100 * np.sqrt([1, 0.2, 0, 0])
    np.testing.assert_allclose(heights(error, 0), expected, atol=1e-6)
    for plotted in (scree, error):
        assert isinstance(plotted, Chart)
        assert plotted.whole_x
        assert not plotted.marks  # their words would lie on the curve
        assert str(plotted.series[-1].label) == "kept: 2"
        assert plotted.series[-1].x.tolist() == [2, 2]


@pytest.mark.parametrize("standardise", [False, True])
@pytest.mark.parametrize("source", ["plane", "space", "drawn", "table"])
def test_programs_of_clouds_agree(source: str, standardise: bool) -> None:
    inputs = Inputs(
        topic="components", source=source, drawn=SQUARE, standardise=standardise, components=1
    )
    assert agrees(LAB.check(inputs)) >= 7


def test_a_program_for_a_file_runs_and_leaves_out_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = np.random.default_rng(3).standard_normal((60, 5)).astype(np.float32)
    values[7, 2] = np.nan
    np.save(tmp_path / "w.npy", values)
    monkeypatch.chdir(tmp_path)
    inputs = set_from_texts(LAB, LAB.defaults(), {"data": "w.npy"})
    assert (inputs.topic, inputs.source) == ("components", "table")
    story = cloud(inputs)
    assert agrees(inputs) >= 7
    assert str(LAB.caption(story, 0.0)).startswith("1 row is left out")
    assert told(story)["count"].value == 59


@pytest.mark.parametrize(
    "values",
    [
        np.full((5, 2), np.nan),
        np.full((1, 3), 2.0),
        np.full((6, 3), 0.1),
        np.array([[1.0], [2], [4]]),
        np.array([[1.0, 1], [2, 2], [3, 3]]),
        np.array([[1e200, -1e200], [3e200, 1e200], [0, 0]]),
        np.array([[1e-200, -1e-200, 0], [3e-200, 1e-200, 0], [0, 0, 0]]),
        np.array([[1e6, 1.0], [1e6 + 1, 2], [1e6, 5]]),
        np.array([[np.inf, 1.0], [1, 2], [1, 5]]),
        np.array([[True, False], [False, True], [True, True]]),
        np.random.default_rng(0).standard_normal((3, 40)) * 1e30,
    ],
)
@pytest.mark.parametrize("standardise", [False, True])
def test_data_that_are_not_nice_are_shown_as_they_are(
    values: npt.NDArray[np.generic], standardise: bool
) -> None:
    inputs = table(values, standardise=standardise, colour=1)
    story = cloud(inputs)
    assert str(LAB.caption(story, 1.0))
    for t in (0.0, 0.2, 0.6, 1.0):
        shown = frame(inputs, story, t)
        for draw in shown.draws:
            assert np.isfinite(draw.matrix).all()
            if isinstance(draw.geometry, Points):
                places = draw.geometry.positions @ draw.matrix[:3, :3].T + draw.matrix[:3, 3]
                assert np.isfinite(places).all()
                assert np.abs(places).max() < 1e3  # it has a size that can be looked at
        assert not any("nan" in label.text for label in shown.labels)
    LAB.charts(story)
    LAB.curves(story)


def test_constant_columns_and_equal_points_are_named() -> None:
    found = told(cloud(table(np.array([[1.0, 3, 2], [2, 3, 5], [4, 3, 6]]), standardise=True)))
    assert str(found["constant"].text) == "2"
    words = str(LAB.caption(cloud(table(np.full((6, 3), 0.1))), 1.0))
    assert words.startswith("All points coincide")
    words = str(LAB.caption(cloud(table([[float("nan"), 1.0], [2.0, 3.0]])), 1.0))
    assert words == (
        "There must be at least two rows of finite numbers. 1 of 2 have missing or infinite "
        "numbers."
    )


def test_colours_follow_a_column() -> None:
    story = cloud(table(np.array([[0.0, 5], [1, 5], [2, 6]]), colour=1))
    assert story.solution.cloud is not None
    assert story.solution.cloud.colours is not None
    blue, _, orange = story.solution.cloud.colours[:, :3].astype(int)
    assert blue[2] > blue[0]
    assert orange[0] > orange[2]
    assert str(told(story)["colour"].text).startswith("column 1: blue 0.04, orange 1.96")
    made = told(cloud(LAB.check(Inputs(topic="components", source="space", colour=3))))
    assert str(made["colour"].text).startswith("column 3, z: blue ")


# --- files --------------------------------------------------------------------------------------


def test_all_rows_of_a_file_count_even_where_a_sample_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = np.random.default_rng(5).standard_normal((5000, 4)) * [4, 3, 2, 1]
    np.save(tmp_path / "large.npy", values)
    monkeypatch.setattr(loading, "LARGEST_WHOLE", 10_000)
    monkeypatch.setattr(loading, "SAMPLED_SIDE", 50)
    data = load_matrix(tmp_path / "large.npy")
    assert data.values.shape == (50, 4)
    inputs = LAB.check(Inputs(topic="components", source="table", data=data))
    assert LAB.heavy(inputs)
    first = LAB.preview(inputs)
    assert isinstance(first, CloudStory)
    assert first.solution.summary.moments.count == 50
    assert str(LAB.caption(first, 0.0)).startswith("A preview from 50 of 5,000 rows. ")
    story = cloud(inputs)
    assert story.solution.summary.moments.count == 5000
    np.testing.assert_allclose(
        np.asarray(told(story)["deviation.1"].value, dtype=np.float64),
        np.sqrt(np.linalg.eigvalsh(np.cov(values, rowvar=False))[-1]),
    )
    assert "# a sample" not in LAB.code(LAB.preview(inputs))


def test_once_the_file_has_gone_the_sample_is_used_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.npy"
    np.save(path, np.random.default_rng(5).standard_normal((5000, 4)))
    monkeypatch.setattr(loading, "LARGEST_WHOLE", 10_000)
    monkeypatch.setattr(loading, "SAMPLED_SIDE", 50)
    data = load_matrix(path)
    path.unlink()
    found = told(cloud(LAB.check(Inputs(topic="components", source="table", data=data))))
    assert found["count"].value == 50
    assert str(found["note.0"].text) == "These are 50 of 5,000 rows, evenly sampled."


def test_where_a_file_lies_is_neither_compared_nor_saved(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.eye(3))
    data = load_matrix(tmp_path / "a.npy")
    assert data.origin is not None
    assert data == replace(data, origin=None)
    inputs = LAB.check(Inputs(topic="components", source="table", data=data))
    tensors: dict[str, npt.NDArray[np.generic]] = {}
    text = str(to_json(inputs, tensors))
    assert str(tmp_path) not in text
    back = from_json(LAB, to_json(inputs, tensors), tensors)
    assert back == inputs
    assert back.data.origin is None


def test_made_clouds_have_the_deviations_that_were_asked_for() -> None:
    inputs = Inputs(topic="components", number=5000, long=scalar("3"), short=scalar("1"))
    found = cloud(replace(inputs, noise=scalar("0"), angle=scalar("30"))).solution.components
    assert found is not None
    np.testing.assert_allclose(found.deviations, [3, 1], rtol=0.05)
    assert np.degrees(np.arctan2(*found.axes[::-1, 0])) == pytest.approx(30, abs=2)


def test_what_m_is_stands_first_and_the_legend_counts_dimensions() -> None:
    plane = taken_apart([["3/2", "0"], ["2", "5/2"]])
    space = taken_apart([["3", "0", "0"], ["0", "2", "0"], ["0", "0", "1"]])
    for story, unit in ((plane, "unit circle"), (space, "unit ball")):
        first = LAB.readouts(story, 0.5)[0]
        assert (first.key, first.group) == ("now", "Now: M(t), the matrix at time t")
        assert LAB.legend(story)[Slot.POSITIVE] == f"{unit} and its image"
        assert unit in str(LAB.caption(story, 0.0))
