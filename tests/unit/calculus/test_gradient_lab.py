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
from eigenscope.scene.camera import PLANE
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


@pytest.mark.parametrize(
    ("f", "point", "words"),
    [
        ("abs(x) + abs(y)", "[[0, 1]]", "no plane is tangent"),
        ("cbrt(x y)", "[[0, 0]]", "Along x and along y f has a slope at p"),
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


def test_a_point_of_the_wrong_length_is_named() -> None:
    story = LAB.solve(of("x + y", "[[1, 2, 3]]"))
    assert "3 numbers" in str(LAB.unseen(story))


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


def test_a_pole_has_no_value() -> None:
    assert math.isnan(numbers(of("1/(x + y)", "[[1, -1]]"))["value"])


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        ({"topic": "gradient", "point": "[[1], [2]]"}, "point"),
        ({"topic": "gradient", "f": "sin("}, "f"),
        ({"topic": "jacobian", "point": "[[1], [2]]"}, "point"),
    ],
)
def test_an_error_calls_a_field_what_the_user_called_it(texts: dict[str, str], name: str) -> None:
    with pytest.raises(InputError, match=rf"^{name}\b"):
        set_from_texts(LAB, LAB.defaults(), texts)
