"""The topic *gradient*: its numbers, points without a gradient, drags, and what it hands over."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from eigenscope.document.codec import set_from_texts
from eigenscope.labs.calculus.inputs import Inputs
from eigenscope.labs.calculus.lab import LAB
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.registry import load_lab
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs import specs
from eigenscope.main.command_line import run
from eigenscope.plots.charts import Chart
from eigenscope.scene.camera import FITTED, PLANE, SPACE
from eigenscope.scene.geometry import vertices

SIZE = (1280.0, 720.0)


def of(f: str, point: str, **others: str) -> Inputs:
    texts = {"topic": "gradient", "f": f, "point": point, **others}
    inputs: Inputs = set_from_texts(LAB, LAB.defaults(), texts)
    return inputs


def numbers(inputs: Inputs) -> dict[str, Any]:
    readouts = LAB.readouts(LAB.solve(inputs), 1.0)
    return {readout.key: readout.value for readout in readouts}


def test_log_sum_exp_has_the_gradient_of_the_worked_example() -> None:
    values = numbers(of("ln(e^x + e^y)", "[[0, ln(2)]]"))
    np.testing.assert_allclose(values["gradient"], [1 / 3, 2 / 3], rtol=1e-15)
    np.testing.assert_allclose(values["value"], math.log(3), rtol=1e-15)
    np.testing.assert_allclose(values["hessian"], [[2 / 9, -2 / 9], [-2 / 9, 2 / 9]], rtol=1e-14)


def test_four_variables_have_the_gradient_of_the_worked_example() -> None:
    a, b = "(x1+x2+x3+x4)^2", "(x1+x2-x3-x4)^2"
    values = numbers(of(f"(({a}+{b})^2 + ({a}-{b})^2)^2", "[[-1, 0, -2, 1]]"))
    assert values["value"] == 1024
    assert np.asarray(values["gradient"]).tolist() == [-4096.0] * 4


def test_five_variables_have_a_gradient() -> None:
    values = numbers(of("x1 x2^2 + exp(x3) x4/x5", "[[1, 2, 0, 3, 4]]"))
    np.testing.assert_allclose(values["gradient"], [4, 4, 0.75, 0.25, -3 / 16], rtol=1e-15)


def test_a_slope_is_the_projection_of_the_gradient() -> None:
    values = numbers(of("x^2/2 + 3 y", "[[2, 1]]", direction="[[3, 4]]"))
    assert values["directional"] == pytest.approx(2 * 0.6 + 3 * 0.8, rel=1e-15)


def test_a_slope_along_a_contour_is_exactly_0() -> None:
    values = numbers(of("1/(x + y)", "[[1, 0.5]]", direction="[[1, -1]]"))
    assert values["directional"] == 0


def test_a_stationary_point_at_pi_is_one() -> None:
    inputs = of("cos(x) + cos(y)", "[[pi, pi]]")
    values = numbers(inputs)
    assert np.asarray(values["gradient"]).tolist() == [0.0, 0.0]
    assert str(LAB.caption(LAB.solve(inputs), 1.0)).endswith("a minimum.")


@pytest.mark.parametrize("f", ["1e-20 x + y^2", "x + 1e-20 y"])
def test_a_tiny_slope_is_no_rounding(f: str) -> None:
    assert 1e-20 in np.asarray(numbers(of(f, "[[pi, 1/3]]"))["gradient"])


@pytest.mark.parametrize(
    ("f", "point", "words"),
    [
        ("abs(x) + abs(y)", "[[0, 1]]", "no plane is tangent"),
        ("cbrt(x y)", "[[0, 0]]", "Along each axis f has a slope at p"),
        ("1/(x + y)", "[[1, -1]]", "no value at p"),
        ("ln(x)", "[[-1, 0]]", "no value at p"),
        ("sqrt(x^2 + y^2)", "[[0, 0]]", "no gradient"),
    ],
)
def test_what_there_is_not_is_said(f: str, point: str, words: str) -> None:
    inputs = of(f, point)
    solution = LAB.solve(inputs)
    assert words in str(LAB.caption(solution, 0.5))
    assert not np.isfinite(np.asarray(numbers(inputs).get("gradient", np.nan))).any()
    for view in ("plane", "surface"):
        story = LAB.solve(replace(inputs, surface_view=view))
        frame = LAB.frame(story, 1.0, View(PLANE, SIZE))
        for draw in frame.draws:
            assert np.isfinite(vertices(draw.geometry)).all()
            assert not draw.name.startswith(("gradient", "direction", "tangent"))


@pytest.mark.parametrize("f", ["1e300 x^2 + y", "1e-300 x + y^2", "x/1e-300", "exp(x y) 1e200"])
@pytest.mark.parametrize("view", ["plane", "surface"])
def test_huge_and_tiny_functions_have_a_picture(f: str, view: str) -> None:
    story = LAB.solve(of(f, "[[1, 0.5]]", view=view))
    for t in (0.0, 0.5, 1.0):
        for draw in LAB.frame(story, t, View(PLANE, SIZE)).draws:
            assert np.isfinite(vertices(draw.geometry)).all(), draw.name
            assert np.isfinite(draw.matrix).all(), draw.name


def test_no_contour_crosses_a_pole() -> None:
    frame = LAB.frame(LAB.solve(of("1/(x + y)", "[[1, 0.5]]")), 0.0, View(PLANE, SIZE))
    contours = [draw for draw in frame.draws if draw.name.startswith("contours ")]
    assert len(contours) > 10
    for draw in contours:
        ends = vertices(draw.geometry).astype(float).reshape(-1, 2, 3) + draw.matrix[:3, 3]
        sides = np.sign(ends[..., 0] + ends[..., 1])
        assert (sides[:, 0] == sides[:, 1]).all()


def test_a_dragged_point_and_a_dragged_direction_are_taken() -> None:
    inputs = of("x^2 + y^2", "[[1, 1]]")
    moved, _ = LAB.dragged(inputs, "point", (0.5, -0.25, 0.0))
    assert np.asarray(numbers(moved)["gradient"]).tolist() == [1.0, -0.5]
    turned, _ = LAB.dragged(inputs, "direction", (1.0, 4.0, 0.0))
    assert numbers(turned)["directional"] == pytest.approx(2.0)


def test_another_number_of_variables_brings_a_point_of_as_many() -> None:
    inputs = set_from_texts(LAB, LAB.defaults(), {"topic": "gradient", "f": "x1 + x2 x4"})
    assert inputs.place[0].shape == inputs.direction[0].shape == (4, 1)


def test_a_formula_in_x1_alone_has_one_variable() -> None:
    values = numbers(of("x1^2", "[[3]]", direction="[[-2]]"))
    assert np.asarray(values["gradient"]).tolist() == [6.0]
    assert (values["value"], values["directional"]) == (9.0, -6.0)
    assert np.asarray(values["hessian"]).tolist() == [[2.0]]
    namespace: dict[str, Any] = {}
    exec(LAB.solve(of("x1^2", "[[3]]")).code(), namespace)  # runs, with torch's own answer
    assert namespace["gradient"].tolist() == [6.0]


@pytest.mark.parametrize("text", ["[[1], [2]]", "1; 2", "[1; 2]", "(1, 2)", "1, 2", "[[1, 2]]"])
@pytest.mark.parametrize("topic", ["gradient", "jacobian"])
def test_a_point_may_be_typed_as_a_row_or_a_column(topic: str, text: str) -> None:
    inputs: Inputs = set_from_texts(LAB, LAB.defaults(), {"topic": topic, "point": text})
    (vector,) = inputs.place if topic == "gradient" else inputs.spot
    assert vector.to_array().tolist() == [[1.0], [2.0]]


def test_bars_are_called_by_their_variables_and_offered_no_switch() -> None:
    inputs = of("x1 x2 + x3", "[[1, 2, 3]]")
    frame = LAB.frame(LAB.solve(inputs), 1.0, View(PLANE, SIZE))
    texts = [label.text for label in frame.labels]
    assert {"∂f/∂x₁", "∂f/∂x₃", "u₁·∂f/∂x₁", "u₃·∂f/∂x₃"} <= set(texts)
    offered = [name for name, spec in specs(Inputs).items() if spec.relevant(inputs)]
    assert offered == ["topic", "surface", "place", "direction"]


def test_every_text_calls_the_axes_by_their_variables() -> None:
    inputs = of("x1^2 x2", "[[1, 2]]", surface_view="surface")
    solution = LAB.solve(inputs)
    frames = [LAB.frame(solution, t / 20, View(SPACE, SIZE)) for t in range(21)]
    texts = {label.text for frame in frames for label in frame.labels}
    assert {"x₁", "x₂", "∂f/∂x₁ = 4", "∂f/∂x₂ = 1"} <= texts
    assert not {"x", "y"} & texts
    captions = [str(LAB.caption(solution, t / 20)) for t in range(21)]
    known = "With x₂ = 2 held fixed, f has the slope ∂f/∂x₁ = 4 along x₁; with x₁ = 1 held fixed, "
    assert any(known + "∂f/∂x₂ = 1 along x₂." in each for each in captions)
    assert any(each.endswith("2 + 4·Δx₁ + 1·Δx₂.") for each in captions)
    legend = {str(each) for each in LAB.legend(solution).values()}
    assert {"along x₁", "along x₂"} <= legend
    slices = next(each for each in LAB.charts(solution) if each.key == "slices")
    assert isinstance(slices, Chart)
    assert [str(each.label) for each in slices.series[:2]] == ["along x₁", "along x₂"]


@pytest.mark.parametrize("f", ["abs(x) + abs(y)", "sqrt(x^2 + y^2)", "1/x", "ln(x - 1)"])
def test_a_gradient_that_there_is_not_is_among_the_brief_numbers(f: str) -> None:
    brief = [each.key for each in LAB.readouts(LAB.solve(of(f, "[[0, 0]]")), 1.0) if each.brief]
    assert brief == ["value", "gradient"]


def test_a_point_of_the_wrong_length_is_named() -> None:
    story = LAB.solve(of("x + y", "[[1, 2, 3]]"))
    assert "3 numbers" in str(LAB.unseen(story))


@pytest.mark.parametrize("direction", ["5", "1, 2, 3"])
def test_a_direction_of_the_wrong_length_is_named(direction: str) -> None:
    inputs = of("x y", "1, 2", direction=direction)
    for story in (LAB.preview(inputs), LAB.solve(inputs)):
        assert "Direction has" in str(LAB.unseen(story))
        assert LAB.readouts(story, 1.0) == ()


def test_a_formula_with_other_names_is_refused() -> None:
    with pytest.raises(InputError, match="no name called"):
        of("x1 + y", "[[1, 2]]")


def test_gradient_descent_goes_on_with_f_from_p() -> None:
    (handover,) = LAB.handovers(of("sin(x) y", "[[1/3, 0.5]]"))
    lab = load_lab(handover.lab)
    inputs = set_from_texts(lab, lab.defaults(), handover.texts)
    assert (inputs.function, inputs.formula) == ("formula", "sin(x) y")
    assert [row[0] for row in inputs.start[0].texts()] == ["1/3", "0.5"]
    assert LAB.handovers(of("x1 + x3", "[[1, 2, 3]]")) == ()
    (handover,) = LAB.handovers(of("x1^2 x2 + exp(x1)", "[[1, 2]]"))
    inputs = set_from_texts(lab, lab.defaults(), handover.texts)
    assert inputs.formula == "x^2 y + exp(x)"


def test_a_pole_has_no_value() -> None:
    assert math.isnan(numbers(of("1/(x + y)", "[[1, -1]]"))["value"])


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        ({"topic": "gradient", "point": "[[1, 2], [3, 4]]"}, "point"),
        ({"topic": "gradient", "f": "sin("}, "f"),
        ({"topic": "jacobian", "point": "[[1, 2], [3, 4]]"}, "point"),
    ],
)
def test_an_error_calls_a_field_what_the_user_called_it(texts: dict[str, str], name: str) -> None:
    with pytest.raises(InputError, match=rf"^{name}\b"):
        set_from_texts(LAB, LAB.defaults(), texts)


def test_an_overflow_is_not_a_missing_tangent_plane() -> None:
    inputs = of("x/y", "[[1, 1e-300]]")
    assert "more than float64 can hold" in str(LAB.caption(LAB.solve(inputs), 0.5))
    known = {readout.key: readout for readout in LAB.readouts(LAB.solve(inputs), 1.0)}
    assert str(known["gradient"].text) == "beyond float64"
    assert str(known["partial y"].text) == "below −1.8×10³⁰⁸"
    np.testing.assert_array_equal(np.asarray(known["gradient"].value)[1], -np.inf)


def test_digits_that_float64_loses_are_recovered_and_torch_stands_beside() -> None:
    """(1 − cos u)/u² = ½ − u²/24 + … with u = xy, so that ∂f/∂x = −u y/12."""
    inputs = of("(1 - cos(x y))/(x y)^2", "[[1e-6, 2]]")
    values, u = numbers(inputs), 2e-6
    assert values["value"] == pytest.approx(0.5, rel=1e-12)
    np.testing.assert_allclose(values["gradient"], [-u / 6, -u * 1e-6 / 12], rtol=1e-9)
    np.testing.assert_allclose(
        values["hessian"], [[-1 / 3, -u / 6], [-u / 6, -1e-12 / 12]], rtol=1e-9
    )
    names: dict[str, Any] = {}
    exec(LAB.code(LAB.solve(inputs)), names)
    np.testing.assert_array_equal(names["gradient"].numpy(), values["torch gradient"])
    assert "curvatures" not in names
    assert not any(key.startswith("torch") for key in numbers(of("x y", "[[1, 2]]")))


def test_partial_derivatives_come_as_formulas_and_leave_the_picture_as_it_is() -> None:
    inputs, view = of("x y^2", "[[1, 2]]"), View(PLANE, SIZE)
    first = LAB.frame(LAB.preview(inputs), 1.0, view)
    whole = LAB.solve(inputs)
    known = {each.key: str(each.text) for each in LAB.readouts(whole, 1.0)}
    assert (known["formula x"], known["formula y"]) == ("y²", "2x y")
    terrain = [draw for draw in first.draws if draw.name.startswith("contours")]
    assert terrain
    again = [draw for draw in LAB.frame(whole, 1.0, view).draws if draw.name.startswith("contours")]
    assert [id(draw.geometry) for draw in again] == [id(draw.geometry) for draw in terrain]


def test_what_overflows_on_the_way_has_its_gradient() -> None:
    values = numbers(of("ln(exp(x) + exp(y))", "[[1000, 1000]]"))
    assert values["value"] == pytest.approx(1000 + math.log(2), rel=1e-15)
    np.testing.assert_allclose(values["gradient"], [0.5, 0.5], rtol=1e-15)
    np.testing.assert_allclose(values["hessian"], [[0.25, -0.25], [-0.25, 0.25]], rtol=1e-15)


def test_the_error_function_has_a_gradient() -> None:
    values = numbers(of("erf(x y)", "[[0.5, 1]]"))
    slope = 2 / math.sqrt(math.pi) * math.exp(-0.25)
    np.testing.assert_allclose(values["gradient"], [slope, slope / 2], rtol=1e-15)


def test_words_say_why_there_is_no_gradient(capsys: pytest.CaptureFixture[str]) -> None:
    settings = ("topic=gradient", "f=1/(x + y)", "point=[[1, -1]]")
    assert run(["numbers", "calculus", *(w for each in settings for w in ("--set", each))]) == 0
    assert "∇f(p)  f has no value at p, as it goes to infinity there" in capsys.readouterr().out


def test_what_is_no_number_is_refused_by_what_it_is() -> None:
    with pytest.raises(InputError, match="norm has no place in a formula"):  # not for x
        of("norm([x, y])", "[[1, 1]]")


def arrow_and_name(inputs: Inputs, t: float, draw_name: str, text: str) -> list[np.ndarray]:
    """Return where an arrow ends and where its name stands, (3,) each, in the plane."""
    frame = LAB.frame(LAB.solve(inputs), t, View(PLANE, SIZE))
    (label,) = (one for one in frame.labels if one.text.startswith(text))
    (draw,) = frame.named(draw_name)
    ends = vertices(draw.geometry).astype(float).reshape(-1, 3)
    tips = ends @ draw.matrix[:3, :3].T + draw.matrix[:3, 3]
    return [tips[-1], np.array(label.position)]


@pytest.mark.parametrize(("draw_name", "text"), [("partial x", "∂f/∂x"), ("gradient", "∇f")])
def test_an_arrow_that_grows_takes_its_name_along(draw_name: str, text: str) -> None:
    inputs = of("x^2/4 + x y/4 + y^2/2", "[[1, 1]]", direction="[[1, 0]]")
    times = np.linspace(0, 1, 41)
    frames = [LAB.frame(LAB.solve(inputs), t, View(PLANE, SIZE)) for t in times]
    growing = [
        t
        for t, frame in zip(times, frames, strict=True)
        if any(one.text.startswith(text) for one in frame.labels)
    ][:3]
    assert len(growing) == 3
    for t in growing:
        tip, place = arrow_and_name(inputs, t, draw_name, text)
        np.testing.assert_allclose(place, tip, atol=1e-6)


def test_a_gradient_of_0_is_called_so() -> None:
    frame = LAB.frame(LAB.solve(of("x^2 - y^2", "[[0, 0]]")), 1.0, View(PLANE, SIZE))
    assert "∇f = 0" in [label.text for label in frame.labels]


def test_slices_across_a_pole_leave_the_rest_of_them_its_height() -> None:
    inputs = of("1/(x + y)", "[[1, 0.5]]", direction="[[1, 1]]")
    slices = next(chart for chart in LAB.charts(LAB.solve(inputs)) if chart.key == "slices")
    assert isinstance(slices, Chart)
    highest = max(float(np.nanmax(np.abs(one.y))) for one in slices.series)
    assert 2 / 3 < highest < 15
    assert all(np.isfinite(one.y[len(one.y) // 2]) for one in slices.series)


@pytest.mark.parametrize("direction", ["1, -1, 1, 1, 1", "1, 1, 1, 1, 1"])
def test_bars_are_large_enough_to_be_read_in_a_column_of_a_paper(direction: str) -> None:
    inputs = of("x1 x2^2 + exp(x3) x4/x5", "1, 2, 0, 3, 4", direction=direction)
    story = LAB.solve(inputs)
    wide = 85 / 25.4 * 72 * 13 / 8  # 85 mm, at 8 points for labels of 13 pixels
    size = (wide, wide / (LAB.aspect(story) or 1.5))
    view = View(PLANE.fitted(LAB.extent(story), size, FITTED), size)
    frame = LAB.frame(story, 1.0, view)
    assert min(label.size for label in frame.labels) * 8 / 13 >= 6
    places = np.array([label.position[:2] for label in frame.labels])
    low, high = np.array(LAB.extent(story))[[0, -1], :2] / 0.84
    assert (places > low).all()
    assert (places < high).all()


def test_at_a_multiple_of_pi_nothing_is_rounding_noise() -> None:
    values = numbers(of("sin(x) cos(y)", "[[pi, pi/2]]"))
    assert values["value"] == 0
    np.testing.assert_array_equal(values["gradient"], [0, 0])
    np.testing.assert_array_equal(values["hessian"], [[0, 1], [1, 0]])
