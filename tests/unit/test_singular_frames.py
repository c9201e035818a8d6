"""Both frames of a singular value decomposition, the ways made of them, and exact values."""

from __future__ import annotations

import re
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest
import sympy

from eigenscope.engine.motion.svd_motion import (
    flattening_path,
    polar_path,
    singular_frames,
    stages_path,
)
from eigenscope.engine.motion.trajectory import Path
from eigenscope.exact.singular_values import singular_value_texts

Floats = npt.NDArray[np.float64]
SHAPES = [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 2), (3, 3), (1, 3), (3, 1)]
CASES = [(shape, rank) for shape in SHAPES for rank in range(min(shape) + 1)]


def made(shape: tuple[int, int], rank: int, seed: int) -> Floats:
    chance = np.random.default_rng(seed)
    if rank == min(shape):
        return chance.standard_normal(shape)
    return chance.standard_normal((shape[0], rank)) @ chance.standard_normal((rank, shape[1]))


@pytest.mark.parametrize(("shape", "rank"), CASES)
def test_frames_are_rotations_wherever_they_can_be(shape: tuple[int, int], rank: int) -> None:
    for seed in range(10):
        matrix = made(shape, rank, seed)
        found = singular_frames(matrix)
        assert found.rank == rank
        np.testing.assert_allclose(found.left @ found.stretch() @ found.right.T, matrix, atol=1e-13)
        assert np.linalg.det(found.right) == pytest.approx(1)
        turns_over = shape[0] == shape[1] == rank and np.linalg.det(matrix) < 0
        assert found.turned_over == turns_over
        assert np.linalg.det(found.left) == pytest.approx(-1 if turns_over else 1)


def steady(path: Path) -> bool:
    """Tell whether no step of many is much longer than others could be."""
    samples = path.sample(np.linspace(0, 1, 601))
    most = max(1.0, float(np.abs(samples).max()))
    return bool(np.abs(np.diff(samples, axis=0)).max() < 0.04 * most)


@pytest.mark.parametrize(("shape", "rank"), CASES)
def test_all_ways_lead_there_without_a_jump(shape: tuple[int, int], rank: int) -> None:
    matrix = made(shape, rank, 5)
    found = singular_frames(matrix)
    low = found.approximation(1)
    ways = (
        (stages_path(found), matrix),
        (polar_path(found), matrix),
        (flattening_path(matrix, low), low),
    )
    for path, end in ways:
        np.testing.assert_array_equal(path.start, np.eye(*path.start.shape))
        np.testing.assert_allclose(path.end[: shape[0]], end, atol=1e-13)
        assert not path.end[shape[0] :].any()
        assert steady(path)


def test_the_stages_are_turn_stretch_turn() -> None:
    matrix = np.array([[3.0, 0.0], [4.0, 5.0]])
    found = singular_frames(matrix)
    root = np.sqrt([2, 10])
    np.testing.assert_allclose(found.values, [3 * np.sqrt(5), np.sqrt(5)])
    np.testing.assert_allclose(found.right, np.array([[1, -1], [1, 1]]) / root[0])
    np.testing.assert_allclose(found.left, np.array([[1, -3], [3, 1]]) / root[1])
    path = stages_path(found)
    for t in np.linspace(0, 1 / 3, 9):
        np.testing.assert_allclose(path.at(t) @ path.at(t).T, np.eye(2), atol=1e-14)
    np.testing.assert_allclose(path.at(2 / 3) @ found.right, np.diag(found.values), atol=1e-13)


def test_the_polar_form_is_the_nearest_isometry_and_a_root() -> None:
    matrix = made((3, 3), 3, 2)
    found = singular_frames(matrix)
    np.testing.assert_allclose(found.isometry() @ found.symmetric(), matrix, atol=1e-13)
    np.testing.assert_allclose(found.symmetric() @ found.symmetric(), matrix.T @ matrix, atol=1e-12)
    np.testing.assert_allclose(found.isometry().T @ found.isometry(), np.eye(3), atol=1e-13)


@pytest.mark.parametrize(
    ("matrix", "free"),
    [
        (np.eye(3), True),
        (np.array([[0.0, -2], [2, 0]]), True),
        (np.diag([2.0, 2, 1]), True),
        (np.zeros((2, 2)), True),
        (np.diag([3.0, 1]), False),
        (np.diag([3.0, 0]), False),
    ],
)
def test_free_directions_follow_the_axes(matrix: Floats, free: bool) -> None:
    found = singular_frames(matrix)
    assert found.ambiguous == free
    np.testing.assert_allclose(found.right, np.eye(len(matrix)), atol=1e-12)


@pytest.mark.parametrize("scale", [1e200, 1e-200, 1e-310])
def test_huge_and_tiny_matrices(scale: float) -> None:
    matrix = np.array([[3.0, 0.0], [4.0, 5.0]])
    found, plain = singular_frames(matrix * scale), singular_frames(matrix)
    np.testing.assert_allclose(found.values / scale, plain.values, rtol=1e-9)
    np.testing.assert_allclose(found.left, plain.left, atol=1e-9)


def test_a_rank_that_is_known_exactly_counts() -> None:
    matrix = np.array([[0.1, 0.2], [0.3, 0.6]])
    assert singular_frames(matrix, np.array([2.0, 0.0])).rank == 1
    assert singular_frames(matrix, np.array([2.0, 1e-30])).values[1] == 1e-30


EXACT = [
    ([[3, 0], [4, 5]], ("3√5", "√5")),
    ([[Fraction(3, 2), 0], [2, Fraction(5, 2)]], ("3√5/2", "√5/2")),
    ([[1, 1], [0, 1]], ("(1 + √5)/2", "(−1 + √5)/2")),
    ([[2, 1], [1, 2]], ("3", "1")),
    ([[1, 2], [2, 4]], ("5", "0")),
    ([[1, 2], [Fraction(1, 2), 1]], ("5/2", "0")),
    ([[0, 0], [0, 0]], ("0", "0")),
    ([[1, 2, 2]], ("3",)),
    ([[1, 2], [3, 4]], ("(√26 + √34)/2", "(−√26 + √34)/2")),
    ([[1, 0], [0, 1], [1, 1]], ("√3", "1")),
    ([[1, 1, 0], [1, 1, 0], [0, 0, 1]], ("", "", "")),
]


def _root(found: re.Match[str]) -> str:
    return f"{found[1] or 1}*sqrt({found[2]})"


@pytest.mark.parametrize(("rows", "texts"), EXACT)
def test_singular_values_in_closed_form(rows: list[list[Fraction]], texts: tuple[str, ...]) -> None:
    matrix = sympy.Matrix(rows)
    exact = tuple(tuple(Fraction(entry) for entry in row) for row in rows)
    assert singular_value_texts(exact, matrix.rank()) == texts
    squares = sorted((matrix * matrix.T).eigenvals(multiple=True), key=float, reverse=True)
    for text, square in zip(texts, squares, strict=False):
        if text:
            plain = re.sub(r"(\d?)√(\d+)", _root, text.replace("−", "-"))
            value = sympy.sympify(plain)
            assert sympy.simplify(value**2 - square) == 0
