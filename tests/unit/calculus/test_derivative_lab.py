"""The lab Calculus: the numbers of its topic *derivative*, and what its pictures say."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from eigenscope.labs.calculus.inputs import Inputs
from eigenscope.labs.calculus.lab import LAB
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.kit.derivatives.colours import CURVE
from eigenscope.labs.kit.functions.graph_plane import GraphPlane
from eigenscope.labs.kit.functions.pieces import curve_pieces
from eigenscope.language.definitions.formula import read_formula
from eigenscope.language.evaluating.entry import scalar
from eigenscope.main.command_line import run
from eigenscope.scene.camera import PLANE
from eigenscope.scene.geometry import Polyline, vertices
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width
from eigenscope.wording.number_texts import tidy


def _inputs(**changes: Any) -> Inputs:
    numbers = {k: scalar(v) for k, v in changes.items() if k in ("point", "h")}
    return replace(Inputs(), **{**changes, **numbers})


def _values(inputs: Inputs) -> dict[str, Any]:
    return {each.key: each.value for each in LAB.readouts(LAB.preview(inputs), 1.0)}


@pytest.mark.parametrize(
    ("h", "slope"), [("0.1", 2.3), ("0.01", 2.03), ("0.001", 2.003), ("0.0001", 2.0003)]
)
def test_the_command_line_gives_the_worked_example(
    capsys: pytest.CaptureFixture[str], h: str, slope: float
) -> None:
    settings = ("topic=derivative", "f=3x^2 - 4x", "point=1", f"h={h}")
    words = [word for setting in settings for word in ("--set", setting)]
    assert run(["numbers", "calculus", *words, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    values = {each["key"]: each["value"] for each in data["readouts"]}
    assert (values["value"], values["derivative"], values["second"]) == (-1.0, 2.0, 6.0)
    assert values["secant"] == pytest.approx(slope, abs=1e-11)


def test_what_is_undefined_is_no_number_to_programs(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--set", "f=ln(x)", "--set", "point=-1"]
    assert run(["numbers", "calculus", *words, "--json"]) == 0
    values = {each["key"]: each for each in json.loads(capsys.readouterr().out)["readouts"]}
    for key in ("value", "derivative", "secant", "rise"):
        assert (values[key]["value"], values[key]["variable"]) == ("nan", None)


def test_one_word_can_be_an_input_of_two_topics(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["numbers", "calculus", "--set", "topic=gradient", "--set", "f=x y", "--json"]) == 0
    inputs = json.loads(capsys.readouterr().out)["inputs"]
    assert (inputs["f"], inputs["surface"]) == ("3x^2 - 4x", "x y")


def test_a_point_without_a_derivative_is_said_to_be_one() -> None:
    story = LAB.preview(_inputs(f="abs(x)", point="0"))
    values = {each.key: each for each in LAB.readouts(story, 1.0)}
    assert np.isnan(np.asarray(values["derivative"].value))
    assert str(values["derivative"].text) == "undefined"
    assert (values["slope.left"].value, values["slope.right"].value) == (-1.0, 1.0)
    assert "kink" in str(LAB.caption(story, 1.0))
    assert not LAB.charts(story)


@pytest.mark.parametrize("h", ["0", "-0.5", "1e-15", "1e300"])
@pytest.mark.parametrize("f", ["3x^2 - 4x", "1e300 x", "1/x", "ln(x)", "sqrt(-1 - x^2)", "7"])
@pytest.mark.parametrize("show", ["secant", "zoom", "slopes", "taylor"])
def test_odd_functions_and_steps_are_drawn(f: str, h: str, show: str) -> None:
    story = LAB.preview(_inputs(f=f, h=h, point="0", show=show))
    view = View(PLANE.fitted(LAB.extent(story), (800, 600), 1.35), (800.0, 600.0))
    for t in (0.0, 0.4, 1.0):
        frame = LAB.frame(story, t, view)
        assert all(np.isfinite(draw.matrix).all() for draw in frame.draws)
        assert str(LAB.caption(story, t))


@pytest.mark.parametrize(
    ("f", "count"),
    [("1/x", 2), ("tan(x)", 4), ("floor(x)", 8), ("where(x < 1, x, x + 1)", 2), ("abs(x)", 1)],
)
def test_no_line_goes_across_a_pole_or_a_jump(f: str, count: int) -> None:
    formula = read_formula(f, ("x",))
    pieces = curve_pieces(lambda x: np.asarray(formula(np, x)), -3.0, 5.0, -4.0, 4.0)
    assert len(pieces) == count
    for piece in pieces:
        in_view = np.abs(piece[:, 1]) <= 4
        assert np.abs(np.diff(piece[in_view, 1])).max() < 0.2
        np.testing.assert_array_equal(piece[:, 1], np.clip(formula(np, piece[:, 0]), -36.0, 36.0))


def test_a_drag_moves_the_point_and_the_step() -> None:
    inputs = _inputs()
    moved, _ = LAB.dragged(inputs, "point", (1.25, 7.0, 0.0))
    assert moved.point.scalar.value == 1.25
    moved, _ = LAB.dragged(inputs, "h", (0.5, 7.0, 0.0))
    assert moved.h.scalar.value == -0.5


def test_a_plane_knows_which_numbers_its_places_stand_for() -> None:
    plane = GraphPlane((2.0, -3.0), (0.5, 10.0)).zoomed((3.0, 4.0), 100.0)
    assert plane.numbers(plane.place(3.01, 4.5)) == pytest.approx((3.01, 4.5), rel=1e-12)


@pytest.mark.parametrize(
    ("rule", "slope"),
    [
        ("sum", math.cos(0.7) + math.exp(0.7)),
        ("product", math.cos(0.7) * math.exp(0.7) + math.sin(0.7) * math.exp(0.7)),
        ("quotient", (math.cos(0.7) - math.sin(0.7)) / math.exp(0.7)),
        ("chain", math.cos(math.exp(0.7)) * math.exp(0.7)),
        ("power", 4 * 0.7**3),
    ],
)
def test_the_rules_give_the_derivative(rule: str, slope: float) -> None:
    inputs = _inputs(show="rules", rule=rule, u="sin(x)", v="exp(x)", power=4, point="0.7")
    assert _values(inputs)["derivative"] == pytest.approx(slope, rel=1e-14)


def test_a_wrong_formula_is_refused_at_its_field() -> None:
    with pytest.raises(InputError, match=r"f: .*A comparison is the first argument of where"):
        LAB.inputs_type.__dataclass_fields__["f"].metadata["spec"].check("f", "2 (x < 1)")


def test_a_curve_without_a_height_at_the_point_is_not_said_to_be_enlarged() -> None:
    pole = LAB.preview(_inputs(f="1/x", point="0", show="zoom"))
    assert {str(LAB.caption(pole, t)) for t in (0.0, 0.5, 1.0)} == {"f goes to infinity here."}
    assert _values(_inputs(f="1/x", point="0", show="zoom"))["zoom"] == 1.0
    assert math.isnan(_values(_inputs(f="1/x", point="0"))["value"])
    assert _values(_inputs(show="zoom"))["zoom"] == 1e4


def test_a_corner_is_not_said_to_bend_less() -> None:
    corner = LAB.preview(_inputs(f="abs(x)", point="0", show="zoom"))
    assert str(LAB.caption(corner, 0.5)) == "The curve is enlarged about the point."


@pytest.mark.parametrize(
    ("f", "point", "h", "is_rounding"),
    [
        ("3x^2 - 4x", "1", "0.1", True),  # 2.0001778 for 2
        ("exp(sin(x))", "1", "0.01", True),
        ("3x^2 - 4x", "0", "0.1", False),  # f(0) = 0: nothing is lost in the difference
        ("x^2", "1e-13", "1e-13", False),  # 3e-13 for 2e-13: h is as large as x
        ("7", "1", "1", False),
        ("floor(x)", "1", "-1", False),
    ],
)
def test_rounding_is_blamed_only_for_what_it_does(
    f: str, point: str, h: str, is_rounding: bool
) -> None:
    stage = LAB.preview(_inputs(f=f, point=point, h=h)).timeline.stages[1]
    assert ("rounding" in str(stage.done)) == is_rounding


@pytest.mark.parametrize(("f", "low", "high"), [("abs(x)", -1, 1), ("sigmoid(x)", 0.1, 0.2)])
def test_the_window_of_slopes_holds_them(f: str, low: float, high: float) -> None:
    story = LAB.preview(_inputs(f=f, show="slopes"))
    _, bottom, top = _window(story)
    assert bottom <= low + 0.05
    assert top >= high


def test_slopes_that_are_huge_leave_the_curve_its_height() -> None:
    of_f = _window(LAB.preview(_inputs(f="sin(40x)", show="secant")))
    of_slopes = _window(LAB.preview(_inputs(f="sin(40x)", show="slopes")))
    assert of_slopes[2] - of_slopes[1] <= 3.01 * (of_f[2] - of_f[1])


def _window(story: Any) -> tuple[GraphPlane, float, float]:
    """Return the plane at the beginning, and the least and largest y that a fitted view holds."""
    plane, corners = story.plane(0.0), LAB.extent(story)
    heights = [plane.numbers(tuple(corner))[1] for corner in corners]
    return plane, min(heights), max(heights)


def test_no_pixel_has_many_points_of_a_curve() -> None:
    """They made dark dots on a pale line."""
    plane, view = GraphPlane(), View(PLANE, (800.0, 600.0))
    lines = [draw.geometry for draw in plane.curve("f", lambda x: x**7, view, Slot.INK)]
    assert lines
    for line in lines:
        assert isinstance(line, Polyline)
        lengths = np.linalg.norm(np.diff(line.points, axis=0), axis=1)
        pixels = np.cumsum(lengths) // (view.camera.height / view.size[1])
        assert np.unique(pixels, return_counts=True)[1].max() <= 3


def test_numbers_beside_an_axis_out_of_sight_are_whole() -> None:
    story: Any = LAB.preview(_inputs(f="x^2", point="1e6"))
    view = View(PLANE.fitted(LAB.extent(story), (360, 480), 1.35), (360.0, 480.0))
    wide = [label for label in story.plane(0.0).labels(view) if "10¹²" in label.text]
    assert wide
    for label in wide:
        middle = view.camera.project(np.array([label.position]), view.size)[0, 0] + label.offset[0]
        assert middle - text_width(label.text, label.size) / 2 >= 0


def test_rules_name_finite_changes_and_say_their_sums_with_signs() -> None:
    story = LAB.preview(_inputs(show="rules", rule="product", u="-x", v="x - 3", h="0.5"))
    assert "2 + (−1) = 1: the corner Δu·Δv vanishes" in str(LAB.caption(story, 1.0))
    power = LAB.preview(_inputs(show="rules", rule="power", power=4, h="0.4"))
    law = str(LAB.caption(power, 1.0))
    assert law == "(x⁴)′ = x³ + x·(x³)′ = 1 + 3 = 4, which is 4·x³."
    assert [str(text) for text in LAB.legend(power).values()][1:] == [
        "x³·Δx", "x·Δ(x³)", "Δx·Δ(x³)"
    ]  # fmt: skip
    texts = [label.text for label in LAB.frame(power, 0.5, _view(power)).labels]
    assert "Δ(x³) = 1.744" in texts  # 1.4³ − 1


@pytest.mark.parametrize("h", ["0.5", "-0.5"])
@pytest.mark.parametrize("rule", ["sum", "product", "quotient", "chain", "power"])
@pytest.mark.parametrize("u", ["x^2", "-x^2"])
def test_all_of_a_rule_is_in_its_window(rule: str, u: str, h: str) -> None:
    story = LAB.preview(_inputs(show="rules", rule=rule, u=u, v="x - 3", h=h))
    view, corners = _view(story), LAB.extent(story)
    low, high = corners.min(axis=0), corners.max(axis=0)
    for t in (0.0, 0.5, 1.0):
        for label in LAB.frame(story, t, view).labels:
            assert (low <= label.position).all(), (t, label.text)
            assert (label.position <= high).all(), (t, label.text)


def test_the_terms_of_a_series_are_said_with_their_own_numbers() -> None:
    story = LAB.preview(_inputs(f="sin(x)", point="0", show="taylor", order=3))
    said = [str(stage.caption) for stage in story.timeline.stages]
    assert said[0] == "Order 0: a constant, the value 0 of f at the point."
    assert "c₃ = f⁽³⁾/3! = −0.1667" in said[3]


def _view(story: Any) -> View:
    return View(PLANE.fitted(LAB.extent(story), (800, 600), 1.35), (800.0, 600.0))


def test_a_negative_slope_stands_in_parentheses_in_a_product() -> None:
    story = LAB.preview(_inputs(f="-2x", show="zoom"))
    assert str(LAB.caption(story, 1.0)).endswith("f(x) + (−2)·h.")


@pytest.mark.parametrize(
    ("setting", "limits"), [("order=21", "from 0 to 20"), ("power=8", "from 2 to 6")]
)
def test_a_number_beyond_what_is_drawn_is_refused(
    capsys: pytest.CaptureFixture[str], setting: str, limits: str
) -> None:
    shown = ("show=rules", "rule=power") if setting.startswith("power") else ("show=taylor",)
    words = [word for each in (*shown, setting) for word in ("--set", each)]
    assert run(["numbers", "calculus", *words]) == 2
    assert limits in capsys.readouterr().err


def test_words_say_what_has_no_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["numbers", "calculus", "--set", "f=ln(x)", "--set", "point=-1"]) == 0
    text = capsys.readouterr().out
    assert "nan" not in text
    assert "f′(−1)                undefined" in text


def test_lost_digits_are_recovered_and_what_torch_takes_stands_beside() -> None:
    story = LAB.solve(_inputs(f="(1 - cos(x))/x^2", point="1e-4"), None)
    values = {each.key: each for each in LAB.readouts(story, 1.0)}
    assert values["derivative"].value == pytest.approx(-8.3333333277777778e-6, rel=1e-12)
    assert values["derivative"].variable == values["second"].variable == ""
    assert values["autograd"].variable == "derivative"
    names: dict[str, Any] = {}
    exec(LAB.code(story), names)
    assert float(names["derivative"]) == values["autograd"].value


def test_a_step_that_float64_cannot_take_is_said_to_be_one() -> None:
    story = LAB.preview(_inputs(h="1e-17"))
    for t in (0.0, 1.0):
        assert "x + h is x = 1 itself" in str(LAB.caption(story, t))
    far = LAB.preview(_inputs(f="sin(x)", point="1e22", h="1e10"))
    assert "the quotient is 0" in str(LAB.caption(far, 0.7))
    assert "Δy/Δx" in str(LAB.caption(far, 0.0))


def test_a_negative_summand_stands_in_brackets() -> None:
    story = LAB.preview(_inputs(show="rules", rule="sum", v="-x"))
    assert "= 2 + (−1) = 1." in str(LAB.caption(story, 1.0))


def test_what_torch_takes_at_a_kink_is_in_the_program() -> None:
    inputs = _inputs(f="max(x, x^2)", point="1")
    names: dict[str, Any] = {}
    exec(LAB.code(LAB.preview(inputs)), names)
    story = LAB.solve(inputs)
    known = {each.key: each for each in LAB.readouts(story, 1.0)}["autograd"]
    assert (known.variable, known.value, float(names["autograd"])) == ("autograd", 1.5, 1.5)
    assert LAB.code(story) == LAB.code(LAB.preview(inputs))


@pytest.mark.parametrize(
    ("f", "x", "h", "longer"),
    [("x^2", "1", "1", "Δy"), ("x^2", "1", "-1", "dy"), ("sin(x)", "2", "1", "Δy")],
)
def test_changes_are_named_outside_the_triangle_each_at_a_height_of_its_own(
    f: str, x: str, h: str, longer: str
) -> None:
    story = LAB.preview(_inputs(f=f, point=x, h=h))
    frame = LAB.frame(story, 1.0, _view(story))
    names = {one.text[:2]: one for one in frame.labels if one.text[:2] in ("dy", "Δy")}
    corner = frame.named("Δy")[0].matrix[:3, 3]
    for name in names.values():
        assert name.side == (math.copysign(1.0, float(h)), 0.0)
        assert (name.position[0] - corner[0]) * float(h) > 0
    (shorter,) = {"dy", "Δy"} - {longer}
    end = frame.named(shorter)[0].matrix[1, 0]  # from the corner
    heights = {key: one.position[1] - corner[1] for key, one in names.items()}
    assert heights[shorter] / end == pytest.approx(0.5)
    assert heights[longer] / end > 1


def test_where_f_has_no_value_a_handle_is_no_point_of_its_curve() -> None:
    story = LAB.preview(_inputs(f="ln(x)", point="-1", h="2"))
    assert [one.slot for one in LAB.handles(story, 0.0)] == [Slot.MUTED, Slot.HANDLE]


def test_the_step_in_numbers_is_the_one_that_is_drawn() -> None:
    story: Any = LAB.preview(_inputs(f="3x^2 - 4x", point="1", h="1"))
    for t in (0.0, 0.4, 0.6, 1.0):
        shown = {each.key: each.value for each in LAB.readouts(story, t)}
        drawn = [label.text for label in LAB.frame(story, t, _view(story)).labels]
        named = [text for text in drawn if text.startswith("Δx")]
        now: Any = shown["h.now"]
        assert named in ([], [f"Δx = {tidy(now)}"])
    assert (shown["h.now"], shown["secant.now"]) == (1, 5)


@pytest.mark.parametrize(("f", "point"), [("x|x|", "0"), ("where(x < 1, x^2, 2x - 1)", "1")])
def test_a_second_derivative_that_differs_by_side_is_none(f: str, point: str) -> None:
    inputs = _inputs(f=f, point=point)
    for story in (LAB.preview(inputs), LAB.solve(inputs)):
        second = {each.key: each for each in LAB.readouts(story, 1.0)}["second"]
        assert np.isnan(np.asarray(second.value, float))
        assert (second.exact, second.variable) == ("", "")
    assert "second" not in LAB.code(LAB.solve(inputs))


def test_a_second_derivative_that_is_continuous_at_a_kink_of_the_third_stays() -> None:
    story = LAB.solve(_inputs(f="|x|^3", point="0"))
    assert {each.key: each.value for each in LAB.readouts(story, 1.0)}["second"] == 0.0


def test_what_float64_computes_stands_beside_a_value_that_it_loses() -> None:
    story = LAB.solve(_inputs(f="(1 - cos(x))/x^2", point="1e-9"), None)
    values = {each.key: each for each in LAB.readouts(story, 1.0)}
    assert values["value"].value == pytest.approx(0.5, rel=1e-15)
    names: dict[str, Any] = {}
    exec(LAB.code(story), names)
    assert float(names["value"]) == values["computed"].value == 0.0
    assert "computed" not in {each.key for each in LAB.readouts(LAB.solve(_inputs()), 1.0)}


@pytest.mark.parametrize(
    ("f", "point", "key", "text"),
    [
        ("1/x", "1e-300", "derivative", "below −1.8×10³⁰⁸"),
        ("1/x", "1e-110", "second", "above 1.8×10³⁰⁸"),
        ("abs(x)^1.5", "0", "second", "∞"),
    ],
)
def test_a_number_beyond_float64_is_not_called_infinite(
    f: str, point: str, key: str, text: str
) -> None:
    values = {each.key: each for each in LAB.readouts(LAB.preview(_inputs(f=f, point=point)), 1.0)}
    assert str(values[key].text) == text
    assert np.isinf(np.asarray(values[key].value))


@pytest.mark.parametrize(
    ("f", "show", "height", "away"),
    [
        ("1e300 x^2", "secant", 1e-14, 1e9),
        ("1e300 x^2", "secant", 1e14, 0.0),
        ("1e308x", "zoom", 1e6, 0.0),
    ],
)
def test_views_beyond_what_float64_holds_have_no_numbers_and_finite_lines(
    f: str, show: str, height: float, away: float
) -> None:
    story = LAB.preview(_inputs(f=f, show=show))
    view = _view(story)
    camera = view.camera
    x, y, z = camera.target
    moved = (x + away * camera.height, y - away * camera.height, z)
    view = replace(view, camera=replace(camera, height=height * camera.height, target=moved))
    for t in (0.0, 1.0):
        with np.errstate(over="raise"):
            frame = LAB.frame(story, t, view)
        for draw in frame.draws:
            if isinstance(draw.geometry, Polyline):
                assert np.isfinite(draw.geometry.points).all()


def test_a_zoom_makes_few_curves_anew_and_shows_each_in_its_place() -> None:
    story: Any = LAB.preview(_inputs(f="sin(3x)", show="zoom"))
    view = _view(story)
    curves, noise = set(), 1e-5
    for t in np.linspace(0.0, 1.0, 200):
        (draw,) = (draw for draw in LAB.frame(story, t, view).draws if draw.name == "curve")
        curves.add(id(draw.geometry))
        plane, (left, right, bottom, top) = story.plane(t), story.plane(t).window(view)
        places = vertices(draw.geometry) @ draw.matrix[:3, :3].T + draw.matrix[:3, 3]
        x, y = np.array([plane.numbers(tuple(place)) for place in places]).T
        inside = (bottom <= y) & (y <= top)
        assert x[0] <= left + noise * (right - left)
        assert right - noise * (right - left) <= x[-1]
        np.testing.assert_allclose(y[inside], np.sin(3 * x[inside]), atol=noise * (top - bottom))
    assert len(curves) <= 15


def test_a_rise_that_float64_has_not_is_not_said() -> None:
    story = LAB.solve(_inputs(f="ln(exp(x))", point="1000"), None)
    assert str(LAB.caption(story, 1.0)).endswith("dy = 1; along the curve float64 has no Δy.")
    assert not LAB.charts(story)
    assert "float64 has no value" in str(LAB.missing_charts(story)["errors"])


def test_a_figure_has_the_numbers_of_what_it_shows_and_the_formula_as_it_is_written() -> None:
    stories = {
        show: LAB.preview(_inputs(f="3x^2 - 4x", show=show)) for show in ("secant", "slopes")
    }
    brief = {show: {each.key for each in LAB.readouts(story, 1.0) if each.brief}
             for show, story in stories.items()}  # fmt: skip
    assert brief["secant"] - brief["slopes"] == {"secant"}
    assert str(LAB.legend(stories["slopes"])[CURVE]) == "y = 3x² − 4x"


@pytest.mark.parametrize(
    ("f", "point", "expected"),
    [
        ("cos(x)", "pi", (-1, 0, 1)),
        ("sin(x)", "2pi", (0, 1, 0)),
        ("x^2 - 2", "sqrt(2)", (0, 2 * math.sqrt(2), 2)),
        ("ln(x)", "e", (1, 1 / math.e, -1 / math.e**2)),
    ],
)
def test_at_a_constant_that_is_no_fraction_nothing_is_rounding_noise(
    f: str, point: str, expected: tuple[float, float, float]
) -> None:
    story = LAB.solve(_inputs(f=f, point=point))
    values = {each.key: each.value for each in LAB.readouts(story, 1.0)}
    for key, number in zip(("value", "derivative", "second"), expected, strict=True):
        assert values[key] == pytest.approx(number, rel=1e-15, abs=0)
