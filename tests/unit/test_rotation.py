from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from eigenscope.engine.motion import paths as motion
from eigenscope.engine.motion.polar import upright_axes
from eigenscope.engine.motion.rotation import turn_of
from eigenscope.engine.motion.trajectory import Path


def assert_turns_all_the_way(way: Path) -> None:
    """Every frame is a proper rotation, and the last one before the end is next to the end."""
    times = np.concatenate([np.linspace(0, 1, 42)[:-1], [1 - 1e-13, 1]])
    frames = way.sample(times)
    gram = np.swapaxes(frames, 1, 2) @ frames
    np.testing.assert_allclose(gram, np.broadcast_to(np.eye(len(way.end)), gram.shape), atol=1e-12)
    np.testing.assert_allclose(np.linalg.det(frames), 1, atol=1e-12)
    np.testing.assert_allclose(frames[-2], frames[-1], atol=1e-11)
    lengths = np.linalg.norm(np.diff(frames, axis=0), ord=2, axis=(1, 2))
    assert (lengths <= 3 * math.pi * np.diff(times) + 1e-11).all()


@pytest.mark.parametrize("missing", [1e-3, 1e-6, 1e-9, 1e-12])
def test_angles_next_to_zero_and_to_a_half_turn_are_told_exactly(missing: float) -> None:
    for angle in (missing, math.pi - missing, missing - math.pi):
        # sin(π − x) is sin x, which the sum in floats would lose digits of.
        s = math.copysign(math.sin(missing), angle)
        c = math.cos(missing) if angle == missing else -math.cos(missing)
        for t in (0.25, 0.5, 0.75):
            expected = [
                [math.cos(t * angle), -math.sin(t * angle)],
                [math.sin(t * angle), math.cos(t * angle)],
            ]
            np.testing.assert_allclose(motion.path([[c, -s], [s, c]]).at(t), expected, atol=1e-14)


@pytest.mark.parametrize("size", [2, 3, 4, 7, 12])
@pytest.mark.parametrize("kind", ["turning", "stages"])
def test_spaces_of_any_dimension_turn(size: int, kind: str) -> None:
    orthogonal = np.linalg.qr(np.random.default_rng(size).normal(size=(size, size)))[0]
    if np.linalg.det(orthogonal) < 0:
        orthogonal[0] *= -1
    assert_turns_all_the_way(motion.path(orthogonal, kind))


@pytest.mark.parametrize("gap", [0, 1e-14, 1e-11, 1e-8, 1e-5])
@pytest.mark.parametrize("angle", [0.0, 1e-10, 1.0, math.pi / 2, math.pi - 1e-8, math.pi])
def test_two_planes_with_nearly_the_same_angle(angle: float, gap: float) -> None:
    basis = np.linalg.qr(np.random.default_rng(5).normal(size=(5, 5)))[0]
    blocks = np.eye(5)
    for first, turn in ((0, angle), (2, angle - gap)):
        c, s = math.cos(turn), math.sin(turn)
        blocks[first : first + 2, first : first + 2] = [[c, -s], [s, c]]
    way = motion.path(basis @ blocks @ basis.T, "turning")
    assert_turns_all_the_way(way)


def test_planes_and_angles_by_hand() -> None:
    # x → y → −x by 90° in the first plane, a half turn in the second, and the fifth stands still.
    rotation = np.zeros((5, 5))
    rotation[:2, :2] = [[0, -1], [1, 0]]
    rotation[2:4, 2:4] = -np.eye(2)
    rotation[4, 4] = 1
    turn = turn_of(rotation)
    np.testing.assert_allclose(np.sort(turn.angles), [math.pi / 2, math.pi], atol=1e-15)
    np.testing.assert_allclose(turn.rotation(), rotation, atol=1e-15)
    for u, w, angle in zip(turn.first, turn.second, turn.angles, strict=True):
        sense = np.outer(w, u) - np.outer(u, w)
        corner = 0 if angle < 2 else 2
        assert sense[corner + 1, corner] == pytest.approx(1)


@pytest.mark.parametrize("size", [1, 2, 3, 6])
def test_the_identity_turns_nothing(size: int) -> None:
    turn = turn_of(np.eye(size))
    assert len(turn.angles) == 0
    np.testing.assert_array_equal(turn.rotation(), np.eye(size))


@pytest.mark.parametrize("axis", [(1, 2, 2), (2, -2, 1), (-2, 1, 2), (0, 3, 4), (0, -3, 4)])
def test_the_sense_of_a_half_turn_follows_a_rule(axis: tuple[float, float, float]) -> None:
    a = np.array(axis) / np.linalg.norm(axis)
    rotation = 2 * np.outer(a, a) - np.eye(3)
    for matrix in (rotation, rotation + 1e-17):
        quarter = motion.path(matrix).at(0.5)
        skew = np.array([quarter[1, 0], quarter[2, 0], quarter[2, 1]])
        skew -= [quarter[0, 1], quarter[0, 2], quarter[1, 2]]
        assert skew[int(np.argmax(np.abs(skew) > np.abs(skew).max() - 1e-6))] > 0


@pytest.mark.parametrize("seed", range(40))
def test_upright_axes_are_the_proper_rotation_nearest_the_identity(seed: int) -> None:
    axes = np.linalg.qr(np.random.default_rng(seed).normal(size=(3, 3)))[0]
    upright = upright_axes(axes, np.array([1.0, 3.0, 2.0]))
    assert np.linalg.det(upright) == pytest.approx(1)
    candidates = [
        axes[:, order] * signs
        for order in itertools.permutations(range(3))
        for signs in itertools.product((-1.0, 1.0), repeat=3)
    ]
    best = max(np.trace(rotation) for rotation in candidates if np.linalg.det(rotation) > 0)
    assert np.trace(upright) == pytest.approx(best)
    np.testing.assert_allclose(upright_axes(axes, np.ones(3)), np.eye(3), atol=1e-14)


@pytest.mark.parametrize("factors", [(6, 5, 4, 3, 2, 1), (2, 2, 1, 0, -1, -1)])
def test_upright_axes_of_a_mirror_are_proper(factors: tuple[float, ...]) -> None:
    # I − 2vvᵀ with v along (1, …, 1): every axis is nearest to its own slot, the sign is wrong.
    axes = np.eye(6) - np.ones((6, 6)) / 3
    upright = upright_axes(axes, np.array(factors, dtype=float))
    assert np.linalg.det(upright) == pytest.approx(1)
    stretch = axes @ np.diag(factors) @ axes.T
    along = upright.T @ stretch @ upright
    np.testing.assert_allclose(along, np.diag(np.diag(along)), atol=1e-13)
    np.testing.assert_allclose(np.sort(np.diag(along)), np.sort(factors), atol=1e-13)


@pytest.mark.parametrize("size", [5, 8])
def test_upright_axes_of_many_dimensions_are_proper(size: int) -> None:
    axes = np.eye(size)[:, ::-1] * np.where(np.arange(size) == 1, -1.0, 1.0)
    upright = upright_axes(axes, np.arange(size, dtype=float))
    np.testing.assert_allclose(upright, np.eye(size), atol=1e-14)
