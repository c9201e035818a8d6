"""Norms of vectors and matrices in the lab Vectors, and its pictures of them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from eigenscope.labs.vectors.inputs import Inputs
from eigenscope.labs.vectors.lab import LAB
from eigenscope.language.evaluating.entry import Matrix, scalar

from .vectors_lab_inputs import (
    caption,
    drawn,
    numbers,
    picture,
    texts,
    with_vectors,
)

# --- norms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("choice", "size"), [("1", 7), ("2", 5), ("inf", 4)])
def test_the_ball_grows_to_the_tip(choice: str, size: float) -> None:
    inputs = with_vectors("norm", (3, 4), (1, 0), norm=choice)
    assert [numbers(inputs)[f"norm.{key}"].value for key in ("1", "2", "inf")] == [7, 5, 4]
    frame = picture(inputs, 1.0)
    rim = drawn(frame, "ball border")
    order = math.inf if choice == "inf" else float(choice)
    assert np.linalg.norm(rim, order, axis=1) == pytest.approx(np.full(len(rim), size), rel=1e-5)
    assert f"= {size}" in caption(inputs)


def test_the_ball_morphs_from_one_norm_to_another() -> None:
    inputs = with_vectors("norm", (3, 4), (1, 0), norm="inf")
    corner = [drawn(picture(inputs, t), "ball border").max(axis=0)[0] for t in (0.0, 0.5)]
    assert corner == pytest.approx([1, 1])
    areas = []
    for t in (0.0, 0.15, 0.25, 0.35, 0.5):
        rim = drawn(picture(inputs, t), "ball border")
        following = np.roll(rim, -1, axis=0)
        areas.append(float((rim[:, 0] * following[:, 1] - rim[:, 1] * following[:, 0]).sum() / 2))
    assert areas == sorted(areas)
    assert areas[0] == pytest.approx(2, rel=1e-6)
    assert areas[-1] == pytest.approx(4, rel=1e-6)


def test_the_walk_goes_along_the_axes() -> None:
    inputs = with_vectors("norm", (3, 4), (1, 0))
    assert drawn(picture(inputs, 1.0), "walk") == pytest.approx(
        np.array([[0, 0, 0], [3, 0, 0], [3, 0, 0], [3, 4, 0]])
    )


def test_below_one_there_is_no_norm() -> None:
    inputs = with_vectors("norm", (3, 4), (1, 0), norm="p", power=scalar("1/2"))
    found = numbers(inputs)
    assert found["broken.sum"].value == 4  # ‖(1, 1)‖ = (1 + 1)², and not at most 1 + 1
    assert found["norm.p"].value == pytest.approx((math.sqrt(3) + 2) ** 2)
    assert "does not give a norm" in caption(inputs)
    assert drawn(picture(inputs, 1.0), "midpoint") == pytest.approx(np.array([[0.5, 0.5, 0]]))
    assert "length 2 > 1" in texts(inputs)
    assert not LAB.handles(LAB.solve(inputs), 1.0)


def test_the_norms_of_zero() -> None:
    inputs = with_vectors("norm", (0, 0), (1, 0))
    assert [numbers(inputs)[f"norm.{key}"].value for key in ("1", "2", "inf")] == [0, 0, 0]
    assert "point" in caption(inputs, 0.8)


def test_the_curve_follows_the_norm_as_the_ball_morphs() -> None:
    (curve,) = LAB.curves(LAB.solve(with_vectors("norm", (3, 4), (1, 0), norm="inf")))
    assert (np.diff(curve.values) <= 0).all()  # a norm falls as p grows
    assert curve.values[[0, -1]].tolist() == [7, 4]
    assert np.abs(curve.values - 5).min() < 1e-12  # L2 is on the way


def test_l1_touches_the_line_at_a_corner() -> None:
    inputs = Inputs(topic="sparse")
    found = numbers(inputs)
    assert found["point.0.0"].value == pytest.approx([0.8, 1.6])
    assert found["point.1.0"].value == pytest.approx([0, 2])
    assert str(found["zeros.1"].text) == "1 of 2"
    assert "sparse" in caption(inputs)
    assert {"L2: (0.8, 1.6)", "L1: (0, 2)", "x + 2y = 4"} <= set(texts(inputs))
    assert drawn(picture(inputs, 1.0), "ball 2 border").max(axis=0)[1] == pytest.approx(2)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"line_y": scalar("1")}, "whole edge"),
        ({"level": scalar("0")}, "passes through 0"),
        ({"line_x": scalar("0"), "line_y": scalar("0")}, "nowhere"),
        ({"line_x": scalar("0"), "line_y": scalar("0"), "level": scalar("0")}, "everywhere"),
        ({"norm": "inf"}, "both coordinates"),
        ({"norm": "inf", "line_x": scalar("0")}, "whole edge"),
        ({"norm": "2", "line_x": scalar("0")}, "parallel to an axis"),
    ],
)
def test_lines_in_special_positions(changes: dict[str, object], words: str) -> None:
    inputs = replace(Inputs(topic="sparse"), **changes)  # type: ignore[arg-type]
    assert words in caption(inputs)


@pytest.mark.parametrize(
    ("choice", "value", "exact"),
    [("1", 3, "3"), ("2", (1 + math.sqrt(2)), "1 + √2"), ("inf", 3, "3")],
)
def test_matrix_norms(choice: str, value: float, exact: str) -> None:
    inputs = Inputs(topic="reach", norm=choice)  # the shear [[1, 2], [0, 1]]
    readout = numbers(inputs)[f"norm.{choice}"]
    assert readout.value == pytest.approx(value)
    assert readout.exact == exact
    frame = picture(inputs, 1.0)
    order = math.inf if choice == "inf" else float(choice)
    image = np.linalg.norm(drawn(frame, "image border"), order, axis=1)
    assert image.max() <= value * (1 + 1e-6)
    hull = np.linalg.norm(drawn(frame, "hull border"), order, axis=1)
    assert hull == pytest.approx(np.full(len(hull), value), rel=1e-5)
    assert np.linalg.norm(drawn(frame, "farthest")[1], order) == pytest.approx(value)


def test_the_zero_matrix_reaches_nowhere() -> None:
    zero = Matrix.from_texts((("0", "0"), ("0", "0")))
    assert "its norm is 0" in caption(Inputs(topic="reach", matrix=zero))
