"""The named kinds and the geometry that goes with them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eigenscope.engine.analysis.analyse import Kind, analyse

Matrix = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Entries = list[list[float]]
HALF = math.sqrt(0.5)


def names(entries: Entries | Matrix) -> list[str]:
    return [kind.name for kind in analyse(entries).kinds]


def first(entries: Entries | Matrix) -> Kind:
    return analyse(entries).kinds[0]


def turn(angle: float) -> Matrix:
    return np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])


def turn_about(axis: Matrix, angle: float) -> Matrix:
    """Return Rodrigues' rotation by the right-hand rule about a unit vector."""
    x, y, z = axis
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    result: Matrix = np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * cross @ cross
    return result


@pytest.mark.parametrize(
    ("entries", "wanted"),
    [
        ([[0, 0], [0, 0]], ["zero", "singular"]),
        ([[1, 0], [0, 1]], ["identity"]),
        ([[3, 0], [0, 3]], ["uniform scaling"]),
        ([[1e-200, 0], [0, 1e-200]], ["uniform scaling"]),
        ([[-1, 0], [0, -1]], ["rotation", "point reflection"]),
        ([[-1, 0, 0], [0, -1, 0], [0, 0, -1]], ["point reflection"]),
        ([[2, 0], [0, 5]], ["diagonal scaling"]),
        ([[0, -1], [1, 0]], ["rotation", "skew-symmetric"]),
        ([[0, 1], [1, 0]], ["reflection", "permutation"]),
        ([[1, 0], [0, -1]], ["reflection", "diagonal scaling"]),
        ([[1, 2], [0, 1]], ["shear", "defective", "upper triangular"]),
        ([[1, 0], [-3, 1]], ["shear", "defective", "lower triangular"]),
        ([[3, 4], [-1, -1]], ["shear", "defective"]),
        ([[0.5, 0.5], [0.5, 0.5]], ["orthogonal projection", "singular"]),
        ([[1, 1], [0, 0]], ["oblique projection", "singular", "upper triangular"]),
        ([[6, -9], [4, -6]], ["nilpotent", "defective", "singular"]),
        ([[1, 1], [0, -1]], ["oblique reflection", "upper triangular"]),
        ([[0, -2], [2, 0]], ["similarity", "skew-symmetric"]),
        ([[2, 1], [1, 2]], ["symmetric"]),
        ([[1, 2], [3, 4]], []),
        ([[0.866, -0.5], [0.5, 0.866]], ["similarity"]),
        ([[-1]], ["reflection"]),
        ([[4]], ["uniform scaling"]),
        ([[0]], ["zero", "singular"]),
        ([[0, 0, 0], [0, 0, 0]], ["zero"]),
        ([[2, 1], [0, 2]], ["defective", "upper triangular"]),
        ([[1, 2], [3, 6]], ["singular"]),
        ([[2, 1, 0, 0], [-1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 3]], ["defective", "singular"]),
        ([[math.pi, math.pi], [0, math.pi]], ["defective", "upper triangular"]),
        ([[1, 0], [0, 1], [0, 0]], ["isometric embedding", "full column rank"]),
        ([[0.6, 0.8]], ["isometric projection", "full row rank"]),
        ([[1, 2], [2, 4], [3, 6]], []),
    ],
)
def test_names(entries: Entries, wanted: list[str]) -> None:
    assert names(entries) == wanted


@pytest.mark.parametrize("degrees", [-179, -90, -30, 1, 30, 45, 60, 90, 135, 180])
@pytest.mark.parametrize("places", [None, 12])
def test_plane_rotations(degrees: int, places: int | None) -> None:
    entries = turn(math.radians(degrees))
    kind = first(entries if places is None else np.round(entries, places))
    assert kind.name == "rotation"
    assert kind.parameters["angle"] == pytest.approx(math.radians(degrees), abs=1e-15)


unit_vectors = st.tuples(*[st.integers(-1000, 1000)] * 3).filter(any)


@given(unit_vectors, st.floats(0.01, math.pi - 0.01))
def test_space_rotations(vector: tuple[int, int, int], angle: float) -> None:
    axis = np.array(vector) / np.linalg.norm(vector)
    kind = first(turn_about(axis, angle))
    assert kind.name == "rotation"
    assert kind.parameters["angle"] == pytest.approx(angle, abs=1e-10)
    np.testing.assert_allclose(np.array(kind.parameters["axis"]), axis, atol=1e-9)


@given(unit_vectors, st.floats(0.01, math.pi - 0.01))
def test_rotoreflections(vector: tuple[int, int, int], angle: float) -> None:
    axis = np.array(vector) / np.linalg.norm(vector)
    kind = first(turn_about(axis, angle) @ (np.eye(3) - 2 * np.outer(axis, axis)))
    assert kind.name == "rotoreflection"
    assert kind.parameters["angle"] == pytest.approx(angle, abs=1e-10)
    np.testing.assert_allclose(np.array(kind.parameters["axis"]), axis, atol=1e-9)


@given(unit_vectors)
def test_half_turns_and_mirrors(vector: tuple[int, int, int]) -> None:
    axis = np.array(vector) / np.linalg.norm(vector)
    half_turn = first(2 * np.outer(axis, axis) - np.eye(3))
    assert half_turn.name == "rotation"
    assert half_turn.parameters["angle"] == math.pi
    assert abs(np.dot(np.array(half_turn.parameters["axis"]), axis)) == pytest.approx(1)
    mirror = first(np.eye(3) - 2 * np.outer(axis, axis))
    assert mirror.name == "reflection"
    assert abs(np.dot(np.array(mirror.parameters["normal"]), axis)) == pytest.approx(1)


def test_mirror_line() -> None:
    swap = first([[0, 1], [1, 0]])
    assert swap.parameters["line"] == pytest.approx((HALF, HALF))
    assert swap.parameters["normal"] == pytest.approx((HALF, -HALF))


@pytest.mark.parametrize(
    ("entries", "factor", "direction", "normal"),
    [
        ([[1, 2], [0, 1]], 2, (1, 0), (0, 1)),
        ([[1, -2], [0, 1]], -2, (1, 0), (0, 1)),
        ([[1, 0, 3], [0, 1, 4], [0, 0, 1]], 5, (0.6, 0.8, 0), (0, 0, 1)),
    ],
)
def test_shears(
    entries: Entries, factor: float, direction: tuple[float, ...], normal: tuple[float, ...]
) -> None:
    parameters = first(entries).parameters
    assert parameters["factor"] == pytest.approx(factor)
    assert parameters["direction"] == pytest.approx(direction)
    assert parameters["normal"] == pytest.approx(normal)


def test_projections() -> None:
    oblique = first([[1, 1], [0, 0]]).parameters
    assert oblique["onto_direction"] == pytest.approx((1, 0))
    assert oblique["along_direction"] == pytest.approx((HALF, -HALF))
    plane = first([[1, 0, 0], [0, 1, 0], [0, 0, 0]]).parameters
    assert plane["onto_normal"] == pytest.approx((0, 0, 1))
    assert plane["along_direction"] == pytest.approx((0, 0, 1))
    third = math.radians(30)
    line = np.array([math.cos(third), math.sin(third)])
    typed: list[Matrix] = [np.outer(line, line), np.outer(line, line).round(12)]
    for entries in typed:
        kind = first(entries)
        assert kind.name == "orthogonal projection"
        assert kind.parameters["onto_direction"] == pytest.approx(tuple(line))


def test_other_parameters() -> None:
    assert first([[2, 0], [0, 5]]).parameters["factors"] == (2, 5)
    assert first([[0, 1, 0], [0, 0, 1], [0, 0, 0]]).parameters["index"] == 3
    spiral = first(3 * turn(0.5))
    assert spiral.name == "similarity"
    assert spiral.parameters["factor"] == pytest.approx(3)
    assert spiral.parameters["angle"] == pytest.approx(0.5)
    cycles = np.eye(5)[:, [1, 2, 0, 4, 3]]
    permutation = next(kind for kind in analyse(cycles).kinds if kind.name == "permutation")
    assert permutation.parameters["cycles"] == "(1 2 3)(4 5)"


def test_rotation_of_four_dimensions() -> None:
    double = np.zeros((4, 4))
    double[:2, :2], double[2:, 2:] = turn(0.5), turn(2.0)
    kind = first(double)
    assert kind.name == "rotation"
    assert sorted(np.atleast_1d(np.array(kind.parameters["angles"]))) == pytest.approx([0.5, 2.0])


def test_a_nearly_special_matrix_is_not_special() -> None:
    assert "rotation" not in names(turn(0.5) * 1.00001)
    assert "shear" not in names([[1, 1], [0, 1.000001]])
    assert "orthogonal projection" not in names([[1, 0], [0, 1e-5]])
