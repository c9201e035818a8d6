"""The lab Gradient descent: its words, numbers and pictures, and what it makes of odd inputs."""

from __future__ import annotations

import contextlib
import io
import math
import subprocess
import sys
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.descent.inputs import FLAGS, Inputs
from eigenscope.labs.descent.lab import LAB
from eigenscope.labs.descent.solution import Solution
from eigenscope.language.evaluating.entry import Matrix, column, scalar
from eigenscope.plots.charts import Chart
from eigenscope.scene.camera import PLANE, SPACE
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import Segments, vertices

SIZE = (1280.0, 720.0)
ALL: dict[str, Any] = dict.fromkeys(FLAGS, True)
BOWL = Inputs(momentum=False)  # λ = 2 and 7, from (3, −1)


def solved(inputs: Inputs) -> Solution:
    return LAB.solve(LAB.check(inputs))


def frame(solution: Solution, t: float) -> Frame:
    camera = PLANE if LAB.dimensions(solution.inputs) == 2 else SPACE
    return LAB.frame(solution, t, View(camera.fitted(LAB.extent(solution), SIZE), SIZE))


def readouts(inputs: Inputs, t: float = 1.0) -> dict[str, Readout]:
    return {each.key: each for each in LAB.readouts(solved(inputs), t)}


def texts(inputs: Inputs, t: float = 1.0) -> dict[str, str]:
    return {key: str(each.text) for key, each in readouts(inputs, t).items()}


def labels(found: Frame) -> list[str]:
    return [label.text for label in found.labels]


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(code, "program", "exec"), names)
    names["torch"].set_default_dtype(names["torch"].float32)  # as other tests know it
    return names


def matrix(*rows: tuple[str, str]) -> Matrix:
    return Matrix.from_texts(rows)


# --- numbers and words ---------------------------------------------------------------------------

PROGRAMS = {
    **{each.key: each.inputs for each in LAB.experiments()},
    "all": replace(BOWL, **ALL, rate=scalar("0.05")),
    "himmelblau": replace(BOWL, **ALL, function="himmelblau", rate=scalar("0.003")),
    "diverging": replace(BOWL, momentum=True, nesterov=True, rate=scalar("1")),
    "no method": replace(BOWL, descent=False),
    "saddle": replace(BOWL, matrix=matrix(("1", "0"), ("0", "-2")), b=(column("1", "2"),)),
    "flat": replace(BOWL, matrix=matrix(("0", "0"), ("0", "0"))),
    "asymmetric": replace(BOWL, matrix=matrix(("6", "4"), ("0", "3")), momentum=True),
    "log": replace(BOWL, function="formula", formula="log(x) + y²", start=(column("1/2", "1"),)),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_program_computes_the_readouts(name: str) -> None:
    inputs = LAB.check(PROGRAMS[name])
    names = run(LAB.code(LAB.preview(inputs)))
    found = [each for each in readouts(inputs).values() if each.variable]
    assert found
    for each in found:
        value = names[each.variable]
        value = value.detach().numpy() if hasattr(value, "detach") else value
        wanted = np.asarray(each.value, dtype=float)
        np.testing.assert_allclose(value, wanted, rtol=1e-6, atol=1e-12, err_msg=each.key)


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        ("0.1", "converges"),
        ("0.25", "converges in a zigzag: η > 1/λₘₐₓ"),
        ("2/7", "oscillates for ever: η is at the limit"),
        ("0.3", "diverges: η is too large"),
    ],
)
def test_the_rate_decides(rate: str, words: str) -> None:
    assert texts(replace(BOWL, rate=scalar(rate)))["rate.descent.verdict"] == words


def test_a_diverging_descent_is_said_to_diverge_long_before_it_escapes() -> None:
    inputs = replace(BOWL, rate=scalar("0.29"), steps=5)
    assert texts(inputs)["end.descent"] == "diverges"
    assert str(LAB.caption(solved(inputs), 1.0)) == "After 5 steps: gradient descent diverges."


def test_only_the_symmetric_part_counts() -> None:
    skewed = texts(replace(BOWL, matrix=matrix(("6", "1"), ("3", "3"))))
    assert skewed == texts(BOWL)


def test_predicted_and_seen_factors_agree() -> None:
    found = texts(replace(BOWL, steps=120))
    assert found["rate.descent.predicted"] == "0.75"
    assert found["end.descent.seen"] == "0.75"


@pytest.mark.parametrize(
    ("rows", "shape"),
    [
        ((("1", "0"), ("0", "0")), "a valley: λₘᵢₙ = 0, a whole line of minima"),
        ((("1", "0"), ("0", "-2")), "a saddle: λₘᵢₙ is negative, no minimum"),
        ((("-1", "0"), ("0", "-2")), "a dome: it curves down everywhere, no minimum"),
        ((("0", "0"), ("0", "0")), "constant"),
    ],
)
def test_what_has_no_lowest_point_is_said(rows: Any, shape: str) -> None:
    assert texts(replace(BOWL, matrix=matrix(*rows)))["rate.shape"] == shape


def test_outcomes_are_told_apart() -> None:
    saddle = replace(BOWL, function="saddle", start=(column("1", "0"),))
    assert texts(saddle)["end.descent"] == ("has reached a saddle point, not a minimum")
    assert texts(replace(saddle, start=(column("1", "1/2"),)))["end.descent"] == "has converged"
    assert texts(replace(BOWL, start=(column("0", "0"),)))["end.descent"] == (
        "stays at the start: the gradient is 0"
    )
    slow = replace(BOWL, rate=scalar("1e-4"))
    assert texts(slow)["end.descent"] == "has not converged yet"
    dome = replace(BOWL, matrix=matrix(("-1", "0"), ("0", "-2")), rate=scalar("0.01"))
    assert texts(dome)["end.descent"] == "goes down without end: f is unbounded below"


def test_the_running_numbers_follow_the_steps() -> None:
    start, middle = texts(BOWL, 0.0), texts(BOWL, 0.5)
    assert start["now.step"] == "0 of 40"
    assert middle["now.step"] == "20 of 40"
    # f(3, −1) = ½ (6·9 − 2·2·3 + 3) = 22.5; ∇f = (16, 3)
    assert start["now.descent.f"] == "22.500"
    assert start["now.descent.slope"] == f"{math.hypot(16, 3):.3f}"


def test_a_running_number_that_gets_small_is_read_and_stays_large_in_a_presentation() -> None:
    found = {each.key: each for each in LAB.readouts(solved(BOWL), 1.0)}["now.descent.slope"]
    assert found.live
    value = float(np.asarray(found.value))
    assert 0 < value < 0.1
    assert float(str(found.text)) == pytest.approx(value, rel=0.01)


def test_a_loss_that_shrinks_by_a_factor_is_straight_on_its_axis() -> None:
    # Along an eigenvector f falls by exactly (1 − ηλ)² a step.
    inputs = replace(
        BOWL,
        function="curvatures",
        angle=scalar("0"),
        start=(column("0", "3"),),
        rate=scalar("1/2"),
    )
    (curve,) = LAB.curves(solved(inputs))
    assert curve.logarithmic
    taken = curve.values[::2]
    np.testing.assert_allclose(taken[1:20] / taken[:19], 0.25, rtol=1e-12)
    np.testing.assert_allclose(curve.times[::2], np.arange(41) / 40)


@pytest.mark.parametrize("function", ["quadratic", "rosenbrock"])
@pytest.mark.parametrize("t", [0.0, 0.013, 0.5, 0.51, 0.7001, 0.9999, 1.0])
def test_panel_plot_and_ball_agree_at_every_time(function: str, t: float) -> None:
    inputs = replace(BOWL, **ALL, function=function, rate=scalar("0.0005"))
    inputs = replace(inputs, start=(column("-1.2", "1"),))
    solution = solved(inputs)
    found = {each.key: each for each in LAB.readouts(solution, t)}
    shown, curves = frame(solution, t), LAB.curves(solution)
    assert len(curves) == len(solution.tracks) == 5
    assert solution.lowest is not None
    for track, curve in zip(solution.tracks, curves, strict=True):
        (ball,) = shown.named(f"{track.run.method} ball")
        place = ball.matrix[None, :2, 3]
        value = float(solution.landscape.value(place)[0])
        slope = float(np.hypot(*solution.landscape.gradient(place)[0]))
        assert found[f"now.{track.run.method}.f"].value == pytest.approx(value)
        assert found[f"now.{track.run.method}.slope"].value == pytest.approx(slope)
        plotted = float(np.interp(t, curve.times, curve.values))
        assert plotted == pytest.approx(value - solution.lowest, rel=1e-6)
    taken = str(found["now.step"].text).split()[0]
    if 0 < t < 1:
        assert str(LAB.caption(solution, t)).startswith(f"{taken} of 40 steps taken: ")


def test_the_caption_is_true_for_all_that_is_shown() -> None:
    def words(**methods: bool) -> str:
        chosen: dict[str, Any] = dict.fromkeys(FLAGS, False) | methods
        return str(LAB.caption(solved(replace(BOWL, **chosen)), 0.5))

    assert "perpendicular to the contour" in words(descent=True)
    assert "β" in words(momentum=True)
    both = words(descent=True, momentum=True)
    assert "perpendicular" not in both
    assert "the others use earlier gradients too" in both
    assert "perpendicular" not in words(momentum=True, adam=True)


@pytest.mark.parametrize(("chosen", "count"), [(ALL, 5), ({}, 1)])
def test_names_stand_in_the_corner_and_cover_nothing(chosen: dict[str, Any], count: int) -> None:
    solution = solved(replace(BOWL, **chosen))
    shown = frame(solution, 1.0)
    names = [label for label in shown.labels if label.text.startswith("● ")]
    assert len(names) == count
    middles = [shown.camera.project(label.position, SIZE)[0, :2] for label in names]
    rows = [float(y) - label.offset[1] for (_, y), label in zip(middles, names, strict=True)]
    assert rows == sorted(rows)
    assert rows[0] > 0
    assert rows[-1] < 120
    for (x, _), label in zip(middles, names, strict=True):
        assert SIZE[0] - 200 < float(x) + label.offset[0] < SIZE[0] - 20
    assert not any(label.text in ("momentum", "Adam") for label in shown.labels)


def test_a_narrow_valley_leaves_no_crumbs_of_contours() -> None:
    for solution in (
        solved(replace(BOWL, function="rosenbrock")),
        *(solved(each.inputs) for each in LAB.experiments() if each.key == "rosenbrock"),
    ):
        for contour in solution.terrain.contours[:3]:
            ends = contour.points.astype(float)
            breaks = np.abs(ends[1:, 0] - ends[:-1, 1]).max(axis=1) > 1e-6
            pieces = np.split(ends, np.flatnonzero(breaks) + 1)
            sizes = [float(np.ptp(piece.reshape(-1, 3), axis=0).max()) for piece in pieces]
            assert min(sizes) > 0.08 * solution.terrain.region.radius


# --- pictures ------------------------------------------------------------------------------------

FUNCTIONS = ["quadratic", "curvatures", "rosenbrock", "himmelblau", "saddle", "formula"]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_along_a_contour_f_is_the_same(function: str) -> None:
    solution = solved(replace(BOWL, function=function))
    contours = solution.terrain.contours
    assert len(contours) >= 15
    radius = solution.terrain.region.radius
    means = []
    for contour in contours:
        points = contour.points.reshape(-1, 3)[:, :2].astype(float)
        points += solution.terrain.region.middle
        values = solution.landscape.value(points)
        steep = np.hypot(*solution.landscape.gradient(points).T)
        means.append(float(np.median(values)))
        # As far off as a point is that lies a hundredth of the picture beside its line.
        assert (np.abs(values - means[-1]) <= 0.01 * radius * steep + 1e-9).mean() > 0.95
    assert means == sorted(means)


def test_the_play_changes_no_geometry() -> None:
    solution = solved(replace(BOWL, **ALL, field=True))
    first, last = frame(solution, 0.01), frame(solution, 1.0)
    assert {id(d.geometry) for d in last.draws} <= {id(d.geometry) for d in first.draws}


def test_a_way_grows_step_by_step() -> None:
    solution = solved(BOWL)
    assert not frame(solution, 0.0).named("descent path")
    (way,) = frame(solution, 0.25).named("descent path")
    assert way.portion == pytest.approx(0.25)
    (ball,) = frame(solution, 0.25).named("descent ball")
    np.testing.assert_allclose(ball.matrix[:2, 3], solution.tracks[0].run.points[10])
    (whole,) = frame(solution, 1.0).named("descent path")
    assert whole.portion == 1.0


def test_a_way_that_leaves_the_picture_goes_to_its_border_and_no_farther() -> None:
    solution = solved(replace(BOWL, rate=scalar("2")))
    (whole,) = frame(solution, 1.0).named("descent whole")
    reach = np.abs(vertices(whole.geometry)).max()
    assert 10 * solution.terrain.region.radius < reach < 50 * solution.terrain.region.radius
    assert not frame(solution, 1.0).named("descent ball")


def test_ways_lie_on_the_surface() -> None:
    solution = solved(replace(BOWL, view="surface", function="himmelblau", rate=scalar("0.003")))
    assert LAB.dimensions(solution.inputs) == 3
    height = solution.terrain.height
    assert height is not None
    points = vertices(solution.tracks[0].line).astype(float) if solution.tracks[0].line else None
    assert points is not None
    expected = height.of(solution.landscape.value(points[:, :2]))
    np.testing.assert_allclose(points[:, 2], expected, atol=1e-4 * height.top)
    assert solution.terrain.surface is not None
    assert len(solution.terrain.surface.points) <= 600


def test_a_logarithmic_height_lifts_the_floor() -> None:
    steep = replace(BOWL, function="rosenbrock", view="surface")
    even, log = (solved(replace(steep, height=h)).terrain.height for h in ("even", "logarithmic"))
    assert even is not None
    assert log is not None
    assert even.of(even.low) == log.of(log.low) == 0
    assert even.of(even.high) == pytest.approx(float(log.of(log.high)))
    assert float(log.of(10.0)) > 5 * float(even.of(10.0))


def test_dragging_the_start_leaves_the_contours_alone() -> None:
    before = solved(BOWL)
    inputs, to_the_end = LAB.dragged(before.inputs, "start", (2.95, -1.05, 0.0))
    assert not to_the_end
    after = solved(inputs)
    assert after.start.tolist() == [2.95, -1.05]
    assert after.terrain.contours is before.terrain.contours


def test_the_direction_that_bends_down_is_marked() -> None:
    solution = solved(replace(BOWL, function="saddle", start=(column("1", "0"),)))
    found = frame(solution, 1.0)
    assert "λₘᵢₙ = −1, downward" in labels(found)
    (line,) = found.named("curvature 1")
    direction = line.matrix[:2, 0] / np.linalg.norm(line.matrix[:2, 0])
    np.testing.assert_allclose(direction, [0, 1], atol=1e-12)
    assert "saddle" in labels(found)
    assert labels(found).count("minimum") == 2


def test_the_arrows_of_the_field_point_straight_down() -> None:
    solution = solved(replace(BOWL, field=True))
    (field,) = frame(solution, 0.0).named("field")
    ends = vertices(field.geometry).reshape(-1, 2, 3)[..., :2] + field.matrix[:2, 3]
    ways, middles = ends[:, 1] - ends[:, 0], ends.mean(axis=1)
    slopes = solution.landscape.gradient(middles)
    cosines = (ways * slopes).sum(axis=1) / np.hypot(*ways.T) / np.hypot(*slopes.T)
    np.testing.assert_allclose(cosines, -1.0, atol=1e-5)


def test_where_f_has_no_value_there_is_a_hole_and_the_way_ends() -> None:
    inputs = replace(
        BOWL, function="formula", formula="log(x) + y²", start=(column("1/2", "1"),), steps=100
    )
    solution = solved(inputs)
    for contour in solution.terrain.contours:
        assert contour.points[..., 0].min() + solution.terrain.region.x >= -1e-6
    field = solved(replace(inputs, field=True)).terrain.field
    assert field is not None
    assert field.points.mean(axis=1)[:, 0].min() + solution.terrain.region.x > 0
    assert texts(inputs)["end.descent"] == "ends where f has no value"
    assert "no real value" in str(solution.problem)
    assert "ends where f has no value" in str(LAB.caption(solution, 1.0))


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ("cbrt(x) + y^2", "f has no gradient there"),
        ("sqrt(x^2 + y^2)", "f has no gradient there"),
        ("abs(x) + y^2", "f has no gradient there"),
        ("x^4 - y^2", "the gradient is 0"),
        ("abs(x)^3 + y^2", "the gradient is 0"),
    ],
)
def test_a_start_without_a_gradient_is_no_stationary_point(formula: str, why: str) -> None:
    inputs = replace(BOWL, function="formula", formula=formula, start=(column("0", "0"),))
    said, missing = texts(inputs), why == "f has no gradient there"
    assert said["end.descent"] == f"stays at the start: {why}"
    assert (said["now.descent.slope"] == "undefined") == missing
    solution = solved(inputs)
    assert why in str(LAB.caption(solution, 1.0))
    assert (solution.curvatures[0] is None) == missing


# --- odd inputs ----------------------------------------------------------------------------------

ODD: dict[str, dict[str, object]] = {
    "zero": {"matrix": matrix(("0", "0"), ("0", "0")), "b": (column("0", "0"),)},
    "plane": {"matrix": matrix(("0", "0"), ("0", "0")), "b": (column("1", "2"),)},
    "huge": {"matrix": matrix(("1e200", "0"), ("0", "1"))},
    "largest": {"matrix": matrix(("1e308", "1e308"), ("1e308", "1e308"))},
    "tiny": {"matrix": matrix(("1e-200", "0"), ("0", "1e-200")), "b": (column("1e200", "0"),)},
    "far": {"start": (column("1e200", "0"),)},
    "far rosenbrock": {"function": "rosenbrock", "start": (column("1e100", "-1e200"),)},
    "near": {"start": (column("1e-200", "0"),)},
    "small step": {"rate": scalar("1e-12")},
    "large step": {"rate": scalar("1e6"), "function": "saddle"},
    "one step": {"steps": 1},
    "constant": {"function": "formula", "formula": "5"},
    "nowhere": {"function": "formula", "formula": "sqrt(-1 - x²)"},
    "not at the start": {"function": "formula", "formula": "log(x - 10)"},
    "poles": {"function": "formula", "formula": "1/x + tan(y)"},
    "steps": {"function": "formula", "formula": "floor(x) + |y|"},
    "overflow": {"function": "formula", "formula": "exp(exp(x²))"},
    "no steps": dict.fromkeys(FLAGS, False),
}


@pytest.mark.parametrize("view", ["plane", "surface"])
@pytest.mark.parametrize("name", ODD)
@pytest.mark.filterwarnings("error")
def test_odd_inputs_are_shown_as_what_they_are(name: str, view: str) -> None:
    changes: dict[str, Any] = {**ALL, "field": True, "view": view, **ODD[name]}
    inputs = LAB.check(replace(BOWL, **changes))
    for solution in (LAB.preview(inputs), LAB.solve(inputs)):
        for t in (0.0, 0.3, 1.0):
            found = frame(solution, t)
            for draw in found.draws:
                assert np.isfinite(vertices(draw.geometry)).all(), draw.name
                assert np.isfinite(draw.matrix).all(), draw.name
            assert all(np.isfinite(label.position).all() for label in found.labels)
            assert all("nan" not in str(each.text) for each in LAB.readouts(solution, t))
            assert str(LAB.caption(solution, t))
            assert all(np.isfinite(each.position).all() for each in LAB.handles(solution, t))
        for curve in LAB.curves(solution):
            assert np.isfinite(curve.values).all()
            assert (curve.values > 0).all()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("zero", "f is constant here: no contours, no slope."),
        ("far", "The start is too far away to be drawn."),
        ("nowhere", "f has no real value anywhere here."),
        ("no steps", "Choose a method to see its path."),
    ],
)
def test_what_there_is_nothing_to_see_of_is_said(name: str, words: str) -> None:
    changes: dict[str, Any] = ODD[name]
    assert str(LAB.caption(solved(replace(BOWL, **changes)), 0.5)) == words


def test_the_inputs_are_made_to_fit() -> None:
    odd = replace(BOWL, matrix=scalar("5"), start=(), b=(column("1"), column("2")), steps=10**6)
    found = LAB.check(odd)
    assert found.matrix.texts() == (("5", "0"), ("0", "1"))
    assert found.start[0].texts() == (("0",), ("0",))
    assert found.b[0].texts() == (("1",), ("0",))
    assert found.steps == 500


@pytest.mark.parametrize("function", FUNCTIONS)
def test_solutions_do_without_torch(function: str) -> None:
    code = (
        "import sys\n"
        "from dataclasses import replace\n"
        "from eigenscope.labs.descent.lab import LAB\n"
        f"inputs = replace(LAB.defaults(), function={function!r})\n"
        "assert LAB.preview(inputs).terrain.contours\n"
        "assert LAB.solve(inputs).tracks\n"
        "assert 'torch' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_contours_are_few_enough_to_be_drawn_in_time() -> None:
    for each in LAB.experiments():
        contours: tuple[Segments, ...] = solved(each.inputs).terrain.contours
        assert sum(len(contour.points) for contour in contours) < 4000


# --- charts over the steps ----------------------------------------------------------------------


def charts_of(solution: Solution) -> list[Chart]:
    return [chart for chart in LAB.charts(solution) if isinstance(chart, Chart)]


def test_f_and_its_gradient_are_charted_over_the_steps() -> None:
    assert LAB.charts(solved(BOWL)) == ()
    assert set(LAB.missing_charts(solved(BOWL))) == {"loss", "gradient"}
    solution = solved(replace(BOWL, convergence=True, momentum=True, steps=12))
    loss, gradient = charts_of(solution)
    assert (str(loss.x_label), str(loss.y_label)) == ("Step k", "f − min f")
    for chart, values in ((loss, "losses"), (gradient, "gradient_norms")):
        assert chart.log_y
        for series, track in zip(chart.series, solution.tracks, strict=True):
            assert series.x.tolist() == list(range(13))
            wanted = getattr(track.run, values) - (solution.lowest if values == "losses" else 0)
            assert series.y == pytest.approx(wanted)


def test_a_loss_without_a_known_minimum_has_a_linear_axis() -> None:
    inputs = replace(BOWL, matrix=matrix(("-1", "0"), ("0", "-2")), convergence=True)
    loss, gradient = charts_of(solved(replace(inputs, rate=scalar("0.01"))))
    assert str(loss.y_label) == "f"
    assert not loss.log_y
    assert (loss.series[0].y < 0).all()
    assert gradient.log_y


def test_a_way_that_passes_over_itself_is_as_faint_as_others_before_it_is_gone() -> None:
    def opacity_of_all_layers(rate: str, steps: int) -> float:
        """Return the opacity where all steps of a way along one line lie over one another."""
        inputs = replace(LAB.defaults(), first=scalar("4"), function="curvatures", momentum=False)
        start = (Matrix.from_texts([["3"], ["0"]]),)
        inputs = replace(inputs, angle=scalar("0"), start=start, rate=scalar(rate), steps=steps)
        (whole,) = frame(solved(inputs), 0.0).named("descent whole")
        return 1 - (1 - whole.style.opacity) ** steps

    straight = opacity_of_all_layers("0.01", 1)
    assert straight == pytest.approx(0.3)
    assert opacity_of_all_layers("0.5", 10) < 0.5  # there and back: 0.97 if each step were 0.3
