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
from eigenscope.labs.kit.functions.graph_plane import GraphPlane
from eigenscope.labs.kit.functions.pieces import curve_pieces
from eigenscope.language.definitions.formula import read_formula
from eigenscope.language.evaluating.entry import scalar
from eigenscope.main.command_line import run
from eigenscope.scene.camera import PLANE
from eigenscope.scene.geometry import Polyline
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width


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


def test_one_word_can_be_an_input_of_two_topics(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["numbers", "calculus", "--set", "topic=gradient", "--set", "f=x y", "--json"]) == 0
    inputs = json.loads(capsys.readouterr().out)["inputs"]
    assert (inputs["f"], inputs["surface"]) == ("3x^2 - 4x", "x y")


def test_a_point_without_a_derivative_is_said_to_be_one() -> None:
    story = LAB.preview(_inputs(f="abs(x)", point="0"))
    values = {each.key: each for each in LAB.readouts(story, 1.0)}
    assert values["derivative"].value is None
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
    assert {str(LAB.caption(pole, t)) for t in (0.0, 0.5, 1.0)} == {"f has no finite value here."}
    assert _values(_inputs(f="1/x", point="0", show="zoom"))["zoom"] == 1.0
    assert _values(_inputs(f="1/x", point="0"))["value"] is None
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
