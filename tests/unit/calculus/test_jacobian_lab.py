"""The topic *Jacobian*: its numbers, the zoom, maps one after the other, and what it hands on."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
import torch

from eigenscope.document.codec import set_from_texts
from eigenscope.labs.calculus.inputs import Inputs
from eigenscope.labs.calculus.lab import LAB
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.registry import load_lab
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.kit.functions.zoomed_grid import ZoomedGrid
from eigenscope.language.definitions.formula_lists import read_formulas
from eigenscope.scene.camera import PLANE
from eigenscope.scene.geometry import vertices

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


def test_a_surface_has_three_rows_and_an_area() -> None:
    values = numbers(of("x, y, x^2 + y^2", "[[1, 2]]"))
    assert values["jacobian"].tolist() == [[1, 0], [0, 1], [2, 4]]
    assert values["area"] == pytest.approx(math.sqrt(1 + 4 + 16), rel=1e-15)


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


@pytest.mark.parametrize(
    ("map_text", "point", "words"),
    [
        ("1/x, y", "[[0, 1]]", "no value at p"),
        ("ln(x), y", "[[-1, 1]]", "no value at p"),
        ("1e200 exp(x), y", "[[1, 1]]", "too far away"),
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


@pytest.mark.parametrize("map_text", ["x", "x, y, x, y", "x, q"])
def test_maps_that_are_none_are_refused(map_text: str) -> None:
    with pytest.raises(InputError):
        of(map_text, "[[1, 1]]")
