"""The lab Matrix: charts, numbers, picture and program, against facts known exactly."""

from __future__ import annotations

import math
import threading
from dataclasses import replace

import mpmath
import numpy as np
import pytest

from eigenscope.engine.large import truncated_svd as spectra
from eigenscope.engine.runtime.jobs import Cancellation, Cancelled
from eigenscope.export.texts.values import value_of
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.labs.matrix.inputs import Inputs
from eigenscope.labs.matrix.lab import LAB
from eigenscope.plots.charts import Chart, HeatMap
from eigenscope.plots.ranges import home_extent, place
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.scene.camera import SPACE
from eigenscope.scene.geometry import Points
from eigenscope.ui.charts.chart_csv import matrix_csv
from eigenscope.wording.words import Text

from .matrix_lab_inputs import (
    chart,
    drawn,
    heat_map,
    loaded,
    numbers,
    picture,
    plotted,
    preset,
    shown,
    texts,
    typed,
)

SIZE = (900.0, 600.0)


# --- numbers -------------------------------------------------------------------------------------


def test_the_lab_is_found_by_its_entry_point() -> None:
    assert "matrix" in lab_names()
    assert load_lab("matrix").name == LAB.name


def test_the_hilbert_matrix_is_as_bad_as_it_is_known_to_be() -> None:
    with mpmath.workdps(50):
        values = mpmath.svd_r(mpmath.hilbert(10), compute_uv=False)
        condition = float(values[0] / values[9])
    assert condition == pytest.approx(1.6025e13, rel=1e-4)
    solution = LAB.solve(preset("hilbert"))
    assert solution.spectrum is not None
    assert solution.spectrum.summary.condition_number == pytest.approx(condition, rel=1e-3)
    assert texts(preset("hilbert"))["condition"] == "1.6×10¹³"
    assert texts(preset("hilbert"))["rank"] == "10 of 10"


def test_a_diagonal_matrix_has_readouts_that_are_known() -> None:
    found = texts(typed(np.diag([4, 3, 2, 1]), rank=2))
    assert found["shape"] == "4 × 4"
    assert found["rank"] == "4 of 4"
    assert found["stable_rank"] == "1.875"  # 30 / 16
    assert found["condition"] == "4"
    assert (found["spectral"], found["frobenius"], found["nuclear"]) == ("4", "5.4772", "10")
    assert found["error"] == "40.8248 %"  # √(5 / 30)
    assert (found["energy.50"], found["energy.90"], found["energy.99"]) == ("1", "3", "4")
    assert found["spectral_radius"] == "4"
    entropy = -sum(p * math.log(p) for p in (0.4, 0.3, 0.2, 0.1))
    assert float(found["effective_rank"]) == pytest.approx(math.exp(entropy), abs=1e-4)


@pytest.mark.parametrize("size", [1, 2, 5, 12])
def test_of_the_identity_every_rank_is_its_size(size: int) -> None:
    found = texts(typed(np.eye(size)))
    assert (found["effective_rank"], found["stable_rank"]) == (str(size), str(size))
    assert found["condition"] == "1"


def test_the_first_matrix_nearly_has_rank_two() -> None:
    found = texts(LAB.defaults())
    assert found["rank"] == "3 of 6"
    assert 2 < float(found["effective_rank"]) < 2.5


def test_the_zero_matrix() -> None:
    inputs = typed(np.zeros((3, 4)))
    found = texts(inputs)
    assert found["rank"] == "0 of 3"
    assert (found["effective_rank"], found["stable_rank"]) == ("0", "0")
    assert (found["condition"], found["error"], found["energy.99"]) == ("∞", "0 %", "0")
    assert drawn(picture(inputs, 1.0), "ball").any() == np.False_


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1), (2, 50), (50, 2), (7, 3)])
def test_any_shape_has_everything(shape: tuple[int, int]) -> None:
    values = np.random.default_rng(2).standard_normal(shape)
    inputs = typed(values)
    assert inputs.rank <= min(shape)
    assert texts(inputs)["rank"] == f"{min(shape)} of {min(shape)}"
    assert ("eigenvalues" in plotted(inputs)) == (shape[0] == shape[1])
    lengths = np.linalg.svd(values, compute_uv=False)[:3]
    ball = drawn(picture(inputs, 1.0), "ball")
    assert ball.max(axis=0)[: len(lengths)] == pytest.approx(lengths / lengths[0], abs=0.02)


@pytest.mark.parametrize("dtype", [np.bool_, np.int32, np.uint8, np.float32, np.float64])
def test_every_type_of_number(dtype: type) -> None:
    values: np.ndarray = np.tril(np.ones((5, 5))).astype(dtype)
    found = texts(loaded(values))
    assert found["dtype"] == np.dtype(dtype).name
    assert (found["minimum"], found["maximum"], found["mean"]) == ("0", "1", "0.6")
    assert found["spectral_radius"] == "1"
    exact = 1 / (2 * math.sin(math.pi / 22))  # σ₁ of the sum matrix of five
    assert float(found["spectral"]) == pytest.approx(exact, abs=1e-4)


@pytest.mark.parametrize("scale", [1e-300, 1e300])
def test_huge_and_tiny_entries(scale: float) -> None:
    found = numbers(typed(np.diag([4, 3, 2]) * scale))
    assert value_of(found["spectral"]) == pytest.approx(4 * scale)
    assert value_of(found["frobenius"]) == pytest.approx(math.sqrt(29) * scale, rel=1e-2)
    assert str(found["rank"].text) == "3 of 3"
    assert str(found["condition"].text) == "2"


def test_entries_that_are_not_finite_are_told_of() -> None:
    values = np.ones((40, 30), dtype=np.float32)
    values[2, 3], values[5, :2] = math.nan, (math.inf, -math.inf)
    inputs = loaded(values)
    found = texts(inputs)
    assert found["not_finite"] == "3: 1 NaN, 2 infinite"
    assert "3 of 1200 entries are not finite" in found["missing"]
    assert "row 3, column 4" in found["missing"]
    assert found["mean"] == "1"
    charts = plotted(inputs)
    assert isinstance(charts["singular"], Chart)
    assert charts["singular"].series == ()
    assert "not finite" in str(charts["singular"].note)
    assert np.isnan(heat_map(inputs).values[2, 3])
    assert "isfinite" in LAB.code(LAB.preview(inputs))
    solution = LAB.solve(inputs)
    assert "not finite" in str(LAB.caption(solution, 0.0))
    assert LAB.preview(inputs).missing == solution.missing


def test_a_sample_says_that_it_is_one() -> None:
    values = np.random.default_rng(0).standard_normal((30, 20))
    rows, columns = np.arange(5, 305, 10), np.arange(0, 40, 2)
    data = LoadedMatrix("big.npy", values, (300, 40), rows, columns)
    inputs = LAB.check(Inputs(data=data))
    found = texts(inputs)
    assert "30 × 20 entries" in found["sample"]
    assert found["tensor"] == "300 × 40"
    charts = LAB.charts(LAB.solve(inputs))
    assert all("sample of 30 × 20" in str(each.note) for each in charts)
    assert heat_map(inputs).row_numbers is rows
    assert chart(inputs, "rows").series[0].x.tolist() == (rows + 1).tolist()
    code = LAB.code(LAB.preview(inputs))
    assert "A = A[5:296:10]" in code
    assert "A = A[:, 0:39:2]" in code


# --- charts --------------------------------------------------------------------------------------


def test_charts_of_noise_show_the_law() -> None:
    inputs = preset("noise")
    density = chart(inputs, "density")
    bars, law = density.series
    assert np.sum(bars.y * np.diff(bars.x)) == pytest.approx(1)
    assert np.trapezoid(law.y, law.x) == pytest.approx(1, abs=1e-3)
    edge = math.sqrt(200) + math.sqrt(100)  # of noise with deviation 1
    assert density.marks[0].place == pytest.approx(edge, rel=0.01)
    assert str(density.note).startswith("Noise of standard deviation 0.9")
    singular = chart(inputs, "singular")
    assert not singular.log_y  # the largest is but six times the smallest
    assert chart(preset("hilbert"), "singular").log_y
    assert singular.series[0].x.tolist() == list(range(1, 101))
    assert [mark.place for mark in singular.marks] == pytest.approx([edge, 2], rel=0.01)
    assert texts(inputs)["above_noise"] == "0"
    assert texts(preset("low-rank"))["above_noise"] == "5"


@pytest.mark.parametrize("key", ["orthogonal", "convolution", "attention", "positions"])
def test_where_the_law_of_noise_does_not_fit_no_edge_is_drawn(key: str) -> None:
    density, singular = chart(preset(key), "density"), chart(preset(key), "singular")
    assert len(density.series) == 1
    assert not density.marks
    assert [mark.place for mark in singular.marks] == [2]
    assert "above_noise" not in texts(preset(key))


def test_the_rank_line_can_be_left_out() -> None:
    inputs = replace(LAB.defaults(), rank_line=False)
    assert not chart(inputs, "singular").marks
    assert not chart(inputs, "energy").marks


def test_zeros_are_shown_on_a_linear_axis() -> None:
    singular = chart(typed(np.diag([3, 2, 0, 0])), "singular")
    assert not singular.log_y
    assert singular.series[0].y.tolist() == [3, 2, 0, 0]
    assert str(singular.note) == "2 of 4 are zero up to rounding."
    steep = chart(typed(np.diag([100, 2, 0, 0])), "singular")
    assert steep.log_y
    assert steep.series[0].y.tolist() == [100, 2]
    assert str(steep.note).endswith("A logarithmic axis cannot show them.")


def test_the_energy_of_a_diagonal_matrix() -> None:
    energy, error = chart(typed(np.diag([4, 3, 2, 1])), "energy").series
    assert energy.x.tolist() == [0, 1, 2, 3, 4]
    assert energy.y == pytest.approx([0, 1600 / 30, 2500 / 30, 2900 / 30, 100])
    assert error.y**2 / 1e4 == pytest.approx(1 - energy.y / 100)


def test_eigenvalues_of_the_shift_lie_on_a_circle() -> None:
    plane = chart(preset("shift"), "eigenvalues")
    assert plane.equal
    assert plane.circles == pytest.approx((1,))
    points = plane.series[0].x + 1j * plane.series[0].y
    np.testing.assert_allclose(points**12, np.ones(12), atol=1e-11)


def test_real_eigenvalues_have_the_room_of_the_chart() -> None:
    """A whole circle of the spectral radius squeezed them into a thread."""
    plane = chart(typed(np.diag([18, 1, 0.5])), "eigenvalues")
    left, right, bottom, top = home_extent(plane, tuple(place(s, plane) for s in plane.series))
    assert left < -18 < 18 < right
    assert top - bottom < 0.2 * (right - left)


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e6])
@pytest.mark.parametrize("turned", [False, True])
def test_equal_units_leave_both_axes_room(unit: float, turned: bool) -> None:
    """Real eigenvalues beside ±1 or rounding upwards: the plot was empty, at 10⁻⁸ across."""
    rows = [[0, -1], [1, 0]] if turned else np.diag([18, 1, 0.5])
    plane = chart(typed(unit * np.array(rows)), "eigenvalues")
    left, right, bottom, top = home_extent(plane, tuple(place(s, plane) for s in plane.series))
    assert 0.05 < (top - bottom) / (right - left) < 20
    assert bottom < 0 < top


def test_norms_and_histogram() -> None:
    inputs = typed([[3, 4], [0, 0], [6, 8]])
    rows = chart(inputs, "rows").series[0]
    assert rows.y.tolist() == [5, 0, 10]
    assert rows.x.tolist() == [0.5, 1.5, 2.5, 3.5]
    assert chart(inputs, "columns").series[0].y == pytest.approx([math.sqrt(45), math.sqrt(80)])
    entries = chart(inputs, "entries")
    assert entries.series[0].y.sum() == 6
    assert entries.marks[0].place == 3.5


def test_long_lists_of_norms_keep_their_extremes() -> None:
    values = np.ones((20_000, 2), dtype=np.float32)
    values[12_345] = 30, 40
    rows = chart(loaded(values), "rows")
    assert len(rows.series[0].x) == len(rows.series[0].y) <= 8192
    assert rows.series[0].y.max() == 50
    assert rows.note is not None


def test_the_map_shows_entries_approximation_or_rest() -> None:
    matrix = np.random.default_rng(1).standard_normal((8, 6))
    left, values, right = np.linalg.svd(matrix, full_matrices=False)
    best = (left[:, :3] * values[:3]) @ right[:3]
    entries = heat_map(typed(matrix, rank=3))
    approximation = heat_map(typed(matrix, rank=3, map="approximation"))
    rest = heat_map(typed(matrix, rank=3, map="rest"))
    np.testing.assert_array_equal(entries.values, matrix)
    np.testing.assert_allclose(shown(typed(matrix, rank=3, map="approximation")), best, atol=1e-12)
    np.testing.assert_allclose(shown(typed(matrix, rank=3, map="rest")), matrix - best, atol=1e-12)
    assert (approximation.low, approximation.high) == (entries.low, entries.high)
    assert rest.high < entries.high
    assert str(approximation.title) == "Best approximation of rank 3"
    nothing = heat_map(typed(matrix, rank=6, map="rest"))
    assert not nothing.values.any()


def test_a_preview_shows_what_is_known_at_once() -> None:
    inputs = typed(np.random.default_rng(7).standard_normal((50, 50)), map="rest")
    preview = LAB.preview(inputs)
    charts = {each.key: each for each in LAB.charts(preview)}
    empty = [key for key, each in charts.items() if isinstance(each, Chart) and each.series == ()]
    assert empty == ["singular", "density", "energy", "eigenvalues"]
    assert {str(charts[key].note) for key in empty} == {"Computing…"}
    assert list(charts) == [each.key for each in LAB.charts(LAB.solve(inputs))]
    first = charts["map"]
    assert isinstance(first, HeatMap)
    np.testing.assert_array_equal(first.values, preview.values)
    frame = LAB.frame(preview, 1.0, View(SPACE, SIZE))
    assert len(frame.named("ball")) == 1


def test_what_was_found_is_kept_for_another_rank(monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = typed(np.random.default_rng(8).standard_normal((9, 9)))
    LAB.solve(inputs)

    def again(*_arguments: object) -> None:
        raise AssertionError("decomposed twice")

    monkeypatch.setattr(spectra, "matrix_spectrum", again)
    changed = replace(inputs, rank=4)
    assert LAB.preview(changed).missing is None
    assert LAB.solve(changed).inputs.rank == 4


def test_large_matrices_say_what_is_estimated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spectra, "VECTORS_SIDE", 20)
    monkeypatch.setattr(spectra, "EXACT_WORK", 100)
    monkeypatch.setattr(spectra, "ESTIMATED", 15)
    inputs = loaded(np.random.default_rng(3).standard_normal((90, 60)), map="approximation")
    found = texts(inputs)
    assert found["rank"] == "at least 15 of 60"
    assert found["energy.99"] == "> 15"
    assert not {"effective_rank", "nuclear", "condition"} & found.keys()
    assert "estimate of the leading 15 of 60" in str(chart(inputs, "singular").note)
    assert "leading" in str(chart(inputs, "density").note)
    assert "too large" in str(heat_map(inputs).note)
    assert "svd_lowrank" in LAB.code(LAB.preview(inputs))


def test_solving_can_be_stopped_and_goes_on_later() -> None:
    inputs = typed(np.random.default_rng(9).standard_normal((10, 10)))
    told: list[Text] = []
    stopped = Cancellation(lambda _fraction, words: told.append(words))
    stopped.cancel()
    with pytest.raises(Cancelled):
        LAB.solve(inputs, stopped)
    heard = Cancellation(lambda _fraction, words: told.append(words))
    assert LAB.solve(inputs, heard).spectrum is not None
    assert "Eigenvalues" in told


def test_two_threads_may_solve_the_same() -> None:
    inputs = typed(np.random.default_rng(10).standard_normal((40, 40)))
    found: list[object] = []
    threads = [
        threading.Thread(target=lambda: found.append(LAB.solve(inputs).spectrum)) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(found) == 3
    assert found[0] is found[1] is found[2]


# --- the picture ---------------------------------------------------------------------------------


def test_the_ball_becomes_the_ellipsoid() -> None:
    inputs = typed(np.diag([2, 8, 4]))
    assert np.abs(drawn(picture(inputs, 0.0), "ball")).max(axis=0) == pytest.approx(1, abs=0.02)
    end = picture(inputs, 1.0)
    assert np.abs(drawn(end, "ball")).max(axis=0) == pytest.approx([1, 0.5, 0.25], abs=0.02)
    assert drawn(end, "basis 1")[1] == pytest.approx([0, 0.5, 0])
    assert "σ₂ = 4" in [label.text for label in end.labels]
    for t, name in ((0.0, "v₂"), (0.5, "Mv₂")):  # stretched by σ only at the end
        assert name in [label.text for label in picture(inputs, t).labels]


def test_only_matrices_change_along_the_motion() -> None:
    inputs = replace(LAB.defaults(), rows=True)
    first, last = picture(inputs, 0.0), picture(inputs, 1.0)
    solution = LAB.solve(inputs)
    view = View(SPACE, SIZE)
    for a, b in zip(
        LAB.frame(solution, 0.0, view).draws, LAB.frame(solution, 0.7, view).draws, strict=True
    ):
        assert a.geometry is b.geometry
    assert len(first.draws) == len(last.draws)


def test_rows_are_seen_along_the_right_singular_vectors() -> None:
    values = np.random.default_rng(4).standard_normal((40, 7))
    frame = picture(typed(values, rows=True), 0.0)
    places = drawn(frame, "rows")
    right = np.linalg.svd(values)[2]
    expected = values @ right[:3].T
    # They are scaled by one factor, and singular vectors have no sign.
    factor = np.abs(places).max() / np.abs(expected).max()
    np.testing.assert_allclose(np.abs(places), np.abs(expected) * factor, atol=1e-5)
    inside = np.linalg.norm(places, axis=1) <= 1 + 1e-6
    assert 0.85 < inside.mean() < 1


def test_of_many_rows_a_fair_sample_is_drawn() -> None:
    frame = picture(loaded(np.random.default_rng(4).standard_normal((50_000, 3)), rows=True), 0.0)
    (draw,) = frame.named("rows")
    assert isinstance(draw.geometry, Points)
    assert len(draw.geometry.positions) == 20_000


def test_the_rank_is_kept_within_the_matrix() -> None:
    assert LAB.check(replace(LAB.defaults(), rank=99)).rank == 6
    assert LAB.check(replace(LAB.defaults(), rank=-1)).rank == 1


def test_what_is_only_rounding_is_no_singular_value() -> None:
    inputs = LAB.defaults()  # six rows, made of three
    chart = next(c for c in LAB.charts(LAB.solve(inputs)) if c.key == "singular")
    assert isinstance(chart, Chart)
    assert chart.series[0].y[3:].tolist() == [0, 0, 0]
    assert (chart.series[0].y[:3] > 1).all()
    assert "3 of 6 are zero up to rounding" in str(chart.note)


def test_a_copied_map_has_its_columns_names() -> None:
    data = LoadedMatrix("a.csv", np.eye(2), (2, 2), column_names=("height, cm", "age"))
    shown = LAB.charts(LAB.preview(replace(LAB.defaults(), data=data, rank=1)))[0]
    assert isinstance(shown, HeatMap)
    assert shown.column_names == ("height, cm", "age")
    cancellation = Cancellation(lambda *_: None)
    text = matrix_csv(shown.values, shown.column_names, cancellation)
    assert text == '"height, cm",age\n1.0,0.0\n0.0,1.0\n'
    assert matrix_csv(np.eye(2), (), cancellation) == "1.0,0.0\n0.0,1.0\n"
