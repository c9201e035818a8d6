"""The topic *Jacobian*: its numbers, the zoom, maps one after the other, and what it hands on."""

from __future__ import annotations

import ast
import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
import torch

from eigenscope.document.codec import set_from_texts
from eigenscope.engine.calculus.local_map import LocalMap, local_map
from eigenscope.labs.calculus.inputs import Inputs
from eigenscope.labs.calculus.lab import LAB
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.registry import load_lab
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.kit.functions.zoomed_grid import ZoomedGrid
from eigenscope.labs.kit.jacobians import jacobian_zoom
from eigenscope.language.definitions.formula import Formula
from eigenscope.language.definitions.formula_lists import read_formulas
from eigenscope.language.texts.messages import LanguageError
from eigenscope.scene.camera import PLANE
from eigenscope.scene.geometry import vertices
from eigenscope.scene.slots import Slot

SIZE = (1280.0, 720.0)


def of(map_text: str, point: str, **others: str) -> Inputs:
    texts = {"topic": "jacobian", "map": map_text, "point": point, **others}
    inputs: Inputs = set_from_texts(LAB, LAB.defaults(), texts)
    return inputs


def numbers(inputs: Inputs) -> dict[str, np.ndarray]:
    readouts = LAB.readouts(LAB.solve(inputs), 1.0)
    return {readout.key: np.asarray(readout.value) for readout in readouts}


def test_polar_coordinates_scale_areas_by_the_radius() -> None:
    values = numbers(of("x cos(y), x sin(y)", "[[2, pi/6]]"))
    root = math.sqrt(3) / 2
    np.testing.assert_allclose(values["jacobian"], [[root, -1], [0.5, 2 * root]], rtol=1e-15)
    assert values["area"] == pytest.approx(2, rel=1e-15)


def test_softmax_loses_a_dimension_exactly() -> None:
    values = numbers(of("e^x/(e^x+e^y), e^y/(e^x+e^y)", "[[0.5, -0.5]]"))
    assert values["area"] == 0
    p = 1 / (1 + math.exp(-1))
    np.testing.assert_allclose(values["jacobian"][0], [p * (1 - p), -p * (1 - p)], rtol=1e-14)


@pytest.mark.parametrize(
    ("map_text", "known"),
    [
        ("abs(x), y", ["value", "jacobian"]),
        ("1/x, y", ["value"]),
        ("cbrt(x), y", ["value", "jacobian"]),
    ],
)
def test_what_there_is_not_is_among_the_brief_numbers(map_text: str, known: list[str]) -> None:
    solution = LAB.solve(of(map_text, "[[0, 0]]"))
    assert [each.key for each in LAB.readouts(solution, 1.0) if each.brief] == known


def test_a_surface_has_three_rows_and_an_area() -> None:
    values = numbers(of("x, y, x^2 + y^2", "[[1, 2]]"))
    assert values["jacobian"].tolist() == [[1, 0], [0, 1], [2, 4]]
    assert values["area"] == pytest.approx(math.sqrt(1 + 4 + 16), rel=1e-15)


@pytest.mark.parametrize(
    ("map_text", "area"),
    [
        ("1e200 x, 1e-200 y", 1.0),
        ("1e300 x, 1e300 y", math.inf),
        ("1e300 y, 1e300 x", -math.inf),
        ("1e300 x + 1e300 y, 1e300 x + 1e300 y", 0.0),
        ("1e-200 x, 1e-100 y, 0", 1e-300),
        ("1e200 x, 1e-200 y, 0x", 1.0),
        ("1e200 x, y, 1e300 y", math.inf),
    ],
)
def test_areas_of_huge_and_tiny_maps_are_exact(map_text: str, area: float) -> None:
    inputs = of(map_text, "0, 0")
    assert numbers(inputs)["area"] == pytest.approx(area, rel=1e-15)
    assert "∞" not in [str(each.text) for each in LAB.readouts(LAB.solve(inputs), 1.0)]


def test_what_stands_beside_a_map_works_it_out_no_second_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = []

    def counted(functions: Sequence[Formula], point: np.ndarray) -> LocalMap:
        calls.append(point)
        return local_map(functions, point)

    monkeypatch.setattr(jacobian_zoom, "local_map", counted)
    inputs = of("x^2 - y^2 + 1/8, 2x y", "0.625, 0.375", then="sin(x), cos(y)")
    LAB.preview(inputs)
    LAB.readouts(LAB.solve(inputs), 1.0)
    LAB.counterparts(inputs)
    LAB.handovers(inputs)
    assert len(calls) == 2  # one for each map


def test_jacobians_of_maps_in_a_row_are_multiplied() -> None:
    first, second = "x^2 - y^2, 2x y", "tanh(x - y/2), exp(x) y"
    values = numbers(of(first, "[[0.6, 0.3]]", then=second))
    maps = [read_formulas(text, ("x", "y"), 2, 2) for text in (first, second)]

    def both(point: torch.Tensor) -> torch.Tensor:
        for each in maps:
            point = torch.stack([formula(torch, point[0], point[1]) for formula in each])
        return point

    place = torch.tensor([0.6, 0.3], dtype=torch.float64)
    expected = torch.autograd.functional.jacobian(both, place).numpy()
    np.testing.assert_allclose(values["product"], expected, rtol=1e-14)
    np.testing.assert_allclose(values["outer value"], both(place).numpy(), rtol=1e-15)


def test_determinants_of_maps_in_a_row_are_multiplied_in_numbers_words_and_picture() -> None:
    inputs = of("x^2 - y^2, 2x y", "[[1, 0.5]]", then="y, x/2", window="0.5")
    values, story = numbers(inputs), LAB.solve(inputs)
    areas = [float(values[key]) for key in ("area", "outer area", "product area")]
    assert areas == [5, -0.5, -2.5]
    assert str(LAB.caption(story, 1.0)).endswith("−0.5 · 5 = −2.5.")
    (square,) = LAB.frame(story, 1.0, View(PLANE, SIZE)).named("square")
    sides = square.matrix[:2, :2]  # half of a half side, along each column
    np.testing.assert_allclose(sides, 0.25 * np.array([[1.0, 2.0], [1.0, -0.5]]))
    assert square.style.slot is Slot.NEGATIVE


def test_columns_are_named_as_long_as_they_are_drawn() -> None:
    story = LAB.solve(of("2x, 3y", "[[1, 1]]", window="0.5"))
    for t in (0.8, 1.0):
        frame = LAB.frame(story, t, View(PLANE, SIZE))
        (name,) = (label for label in frame.labels if label.text == "∂F/∂x × 0.5")
        (arrow,) = frame.named("column 0")
        tip = vertices(arrow.geometry)[-1].astype(float) @ arrow.matrix[:3, :3].T
        np.testing.assert_allclose(name.position, tip + arrow.matrix[:3, 3], atol=1e-6)


def test_the_grid_becomes_that_of_the_linear_map() -> None:
    def square(points: np.ndarray) -> np.ndarray:
        x, y = points[..., 0], points[..., 1]
        return np.stack([x * x - y * y, 2 * x * y], axis=-1)

    point, image = np.array([1.5, 0.5]), np.array([2.0, 1.5])
    grid = ZoomedGrid(square, point, image, 1.0)
    window = np.random.default_rng(0).uniform(-1, 1, (50, 2))
    linear = image + window @ np.array([[3.0, -1.0], [1.0, 3.0]]).T
    off = [
        float(np.abs(grid.mapped(window, number)[:, :2] - linear).max())
        for number in range(1, grid.last + 1)
    ]
    assert all(after < before / 2 for before, after in pairwise(off))
    assert off[-1] < 3 / grid.magnified(grid.last)


def test_a_line_is_not_drawn_across_a_pole() -> None:
    story = LAB.solve(of("1/x, y", "[[0.5, 1]]"))
    frame = LAB.frame(story, 0.25, View(PLANE, SIZE))
    (grid,) = frame.named("grid")
    assert grid.towards is not None
    for geometry in (grid.geometry, grid.towards):
        ends = vertices(geometry).astype(float).reshape(-1, 2, 3)
        assert np.isfinite(ends).all()
    mapped = vertices(grid.geometry).astype(float).reshape(-1, 2, 3)[..., 0]
    assert (mapped[:, 0] * mapped[:, 1] > 0).all()


def test_a_pole_in_the_grid_leaves_the_rest_large() -> None:
    extent = LAB.extent(LAB.solve(of("1/x, y", "[[0.5, 1]]")))
    assert extent[:, 0].min() == pytest.approx(
        2 - 3 * 4, abs=0.1
    )  # F(p) = 2, and J takes the window's side to 4
    assert extent[:, 0].max() == pytest.approx(2 + 3 * 4, abs=0.1)


@pytest.mark.parametrize(
    ("map_text", "point", "words"),
    [
        ("1/x, y", "[[0, 1]]", "no value at p"),
        ("ln(x), y", "[[-1, 1]]", "no value at p"),
        ("1e200 exp(x), y", "[[1, 1]]", "too far away"),
        ("1e300 x, y", "[[0, 0]]", "too steep"),
    ],
)
def test_maps_without_a_picture_say_why(map_text: str, point: str, words: str) -> None:
    story = LAB.solve(of(map_text, point))
    assert words in str(LAB.unseen(story))
    assert LAB.handovers(of("1/x, y", "[[0, 1]]")) == ()


def test_a_fold_has_no_jacobian_and_no_linear_stage() -> None:
    inputs = of("abs(x) + y/2, y", "[[0, 0]]")
    story = LAB.solve(inputs)
    assert len(LAB.stops(story)) == 3
    assert np.isnan(numbers(inputs)["jacobian"]).all()
    assert LAB.counterparts(inputs) == ()


def test_beside_it_stands_the_linear_map() -> None:
    inputs = of("x^2 - y^2, 2x y", "[[1.5, -0.5]]")
    (counterpart,) = LAB.counterparts(inputs)
    here, there = numbers(inputs), numbers(counterpart.inputs)
    for key in ("value", "jacobian", "area"):
        np.testing.assert_allclose(there[key], here[key], rtol=1e-14)


def test_linear_transformation_takes_the_jacobian() -> None:
    (handover,) = LAB.handovers(of("x^2 - y^2, 2x y", "[[1.5, -0.5]]"))
    lab = load_lab(handover.lab)
    inputs = set_from_texts(lab, lab.defaults(), handover.texts)
    assert inputs.matrix.to_array().tolist() == [[3, 1], [-1, 3]]


@pytest.mark.parametrize(
    "map_text",
    ["(x^2, max(x, y))", "[x^2, max(x, y)]", " ( x^2 ,max(x, y) ) ", "(x)^2, (max(x, y))"],
)
def test_a_map_may_stand_in_brackets(map_text: str) -> None:
    assert numbers(of(map_text, "3, 5"))["value"].tolist() == [9, 5]


@pytest.mark.parametrize(
    ("map_text", "start"), [("(x, q)", 4), ("[x,  q + 1]", 5), ("x, (x, q", 3), ("x, q)", 4)]
)
def test_what_is_wrong_within_brackets_is_marked_at_its_place(map_text: str, start: int) -> None:
    with pytest.raises(LanguageError) as caught:
        read_formulas(map_text, ("x", "y"), 2, 3)
    assert caught.value.start == start


@pytest.mark.parametrize("map_text", ["x", "x, y, x, y", "x, q", "(x)", "(x, y", "(x, y))"])
def test_maps_that_are_none_are_refused(map_text: str) -> None:
    with pytest.raises(InputError):
        of(map_text, "[[1, 1]]")


def test_an_overflow_is_said_to_be_one() -> None:
    values = numbers(of("x/y, y", "[[1, 1e-300]]"))
    np.testing.assert_array_equal(values["jacobian"], [[1 / 1e-300, -np.inf], [0, 1]])
    story = LAB.solve(of("sin(1e200 (1e200 x)), y", "[[0, 1]]"))
    assert "F is too steep at p to be drawn" in str(LAB.unseen(story))
    assert "beyond float64" in {str(each.text) for each in LAB.readouts(story, 1.0)}


@pytest.mark.parametrize(
    ("map_text", "point", "area"),
    [
        ("1e200 x, 1e-250 y", "[[1, 1]]", 1e-50),
        ("1e200 x, 1e200 y", "[[0, 0]]", math.inf),
        ("1e-200 x, 1e-100 y", "[[0, 0]]", 1e-300),
        ("1e200 x, 1e200 x, 1e-200 y", "[[0, 0]]", math.sqrt(2)),
        ("x^2 - y^2, 2x y", "[[0, 0]]", 0.0),
        ("x cos(y), x sin(y)", "[[0, 1]]", 0.0),
        ("x cos(y), x sin(y)", "[[2, 1]]", 2.0),
        ("x, y, x^2 + y^2", "[[1, 2]]", math.sqrt(21)),  # √(1 + 4x² + 4y²)
    ],
)
def test_factors_of_area_are_right_however_large(map_text: str, point: str, area: float) -> None:
    assert numbers(of(map_text, point))["area"] == pytest.approx(area, rel=1e-14)


def test_digits_that_float64_loses_are_recovered() -> None:
    """sin x/x − 1 = −x²/6 + …."""
    inputs = of("sin(x)/x - 1, y", "[[1e-8, 2]]", then="x, y^2")
    values = numbers(inputs)
    np.testing.assert_allclose(values["value"], [-1e-16 / 6, 2], rtol=1e-9)
    slope = -1e-8 / 3
    np.testing.assert_allclose(values["jacobian"], np.diag([slope, 1.0]), rtol=1e-9)
    np.testing.assert_allclose(values["product"], np.diag([slope, 4.0]), rtol=1e-9)
    assert values["area"] == pytest.approx(-1e-8 / 3, rel=1e-9)


def test_a_figure_of_two_maps_names_the_product_that_it_ends_with() -> None:
    alone, both = (LAB.solve(of("x y, x + y", "1, 2", **then)) for then in ({}, {"then": "y, x"}))
    assert not any("product" in str(name) for name in LAB.legend(alone).values())
    assert sum("product" in str(name) for name in LAB.legend(both).values()) == 3
    assert "product" in {each.key for each in LAB.readouts(both, 1.0) if each.brief}


def test_a_second_map_has_two_formulas_or_none() -> None:
    with pytest.raises(InputError, match="Enter 2 formulas with commas between, not 1"):
        of("x, y", "1, 2", then="x y")  # a row has no determinant, and the program ended there
    assert "outer area" not in numbers(of("x, y", "1, 2", then=""))


def test_columns_of_the_jacobian_come_as_formulas() -> None:
    known = {
        each.key: str(each.text)
        for each in LAB.readouts(LAB.solve(of("x cos(y), x sin(y)", "[[2, 0.7]]")), 1.0)
    }
    assert known["formula x"] == "(cos(y), sin(y))"
    assert known["formula y"] == "(−x sin(y), x cos(y))"


def test_a_second_map_follows_a_value_that_float64_has_lost() -> None:
    """exp(1000)/exp(1000) is ∞/∞ in float64, and G has nowhere to be looked at before."""
    values = numbers(of("exp(x)/exp(x) + y, y", "[[1000, 2]]", then="x + y, x y"))
    np.testing.assert_allclose(values["value"], [3, 2], rtol=1e-12)
    np.testing.assert_allclose(values["outer value"], [5, 6], rtol=1e-12)
    np.testing.assert_allclose(values["product"], [[0, 2], [0, 5]], rtol=1e-12, atol=1e-12)


def test_the_jacobian_that_is_shown_goes_on_where_float64_loses_digits() -> None:
    """(1 − cos x)/x² = 1/2 − x²/24 + …: at 10⁻⁷ float64 alone has the slope 8000."""
    inputs = of("(1 - cos(x))/x^2, y", "[[1e-7, 2]]")
    shown = numbers(inputs)["jacobian"]
    (handover,) = LAB.handovers(inputs)
    matrix = ast.literal_eval(handover.texts["matrix"])
    assert matrix == shown.tolist()
    assert matrix[0] == pytest.approx([-1e-7 / 12, 0.0], rel=1e-9)
    (beside,) = LAB.counterparts(inputs)
    np.testing.assert_allclose(numbers(beside.inputs)["jacobian"], shown, rtol=1e-9)


def test_a_product_of_jacobians_is_0_where_its_terms_cancel() -> None:
    inputs = of("x^2 - y^2, 2x y", "[[0.3, 0.6]]", then="x + y/2, x/3 - y/6")
    values = numbers(inputs)
    expected = [
        [1.2, -0.9],
        [0, -0.5],
    ]  # as 0.6 + 1.2/2, −1.2 + 0.6/2, 0.6/3 − 1.2/6, −1.2/3 − 0.6/6
    np.testing.assert_allclose(values["product"], expected, rtol=1e-15, atol=0)
