"""Every way to reach a matrix. One file, because the tests share their strategies and bounds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from eigenscope.engine.motion import paths as motion
from eigenscope.engine.motion.paths import PATH_KINDS
from eigenscope.engine.motion.trajectory import Path

from .. import sampling

Array = NDArray[np.float64]

bounded = settings(max_examples=sampling.count(30, 60), deadline=None)
kinds = st.sampled_from(PATH_KINDS)
entries = st.one_of(
    st.integers(-3, 3).map(float),
    st.floats(-10, 10, allow_subnormal=False),
)


@st.composite
def matrices(draw: st.DrawFn, rows: int | None = None, columns: int | None = None) -> Array:
    m = rows or draw(st.integers(1, 3))
    n = columns or draw(st.integers(1, 3))
    return np.array(draw(st.lists(entries, min_size=m * n, max_size=m * n))).reshape(m, n)


@st.composite
def squares(draw: st.DrawFn) -> Array:
    size = draw(st.integers(1, 3))
    return draw(matrices(size, size))


@st.composite
def rotations(draw: st.DrawFn) -> tuple[Array, float]:
    """A rotation in 2D or about an axis in 3D (Rodrigues' formula), with its angle in degrees."""
    degrees = draw(st.one_of(st.integers(0, 180).map(float), st.floats(0, 180)))
    angle = math.radians(degrees)
    if draw(st.booleans()):
        sign = draw(st.sampled_from([-1.0, 1.0]))
        c, s = math.cos(angle), sign * math.sin(angle)
        return np.array([[c, -s], [s, c]]), degrees
    axis = np.array(draw(st.tuples(*[st.integers(-5, 5)] * 3)), dtype=float)
    assume(axis.any())
    x, y, z = axis / np.linalg.norm(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * cross @ cross, degrees


def padded(matrix: Array, rows: int) -> Array:
    return np.vstack([matrix, np.zeros((rows - len(matrix), matrix.shape[1]))])


def same_bits(first: Array, second: Array) -> bool:
    return first.shape == second.shape and first.tobytes() == second.tobytes()


def assert_continuous(way: Path, constant: float, steps: int = 200) -> None:
    """Every step is no longer than a Lipschitz constant allows, the first and the last included."""
    times = np.concatenate([[0, 1e-12], np.linspace(0, 1, steps + 1)[1:-1], [1 - 1e-12, 1]])
    frames = way.sample(times)
    assert np.isfinite(frames).all()
    jumps = np.linalg.norm(np.diff(frames, axis=0), ord=2, axis=(1, 2))
    rounding = 1e-12 * max(1.0, float(np.abs(way.end).max()), float(np.abs(way.start).max()))
    assert (jumps <= constant * np.diff(times) + rounding).all()


def speed(matrix: Array) -> float:
    """A bound on |M′|: a part turns by at most π, and stretches from one norm to another."""
    norm = float(np.linalg.norm(matrix, 2))
    return 3 * (math.pi * max(1.0, norm) + 1 + norm)


@bounded
@given(matrix=matrices(), kind=kinds)
def test_starts_at_the_identity_and_ends_at_the_matrix_to_the_last_bit(
    matrix: Array, kind: str
) -> None:
    way = motion.path(matrix, kind)
    rows, columns = way.start.shape
    assert rows == 3 if way.stages[0].name == "turn-over" else rows == max(matrix.shape)
    assert same_bits(way.start, np.eye(rows, columns))
    assert same_bits(way.end, padded(matrix, rows))
    for t in (-1.0, 0.0):
        assert same_bits(way.at(t), way.start)
    for t in (1.0, 2.0):
        assert same_bits(way.at(t), way.end)
    ends = way.sample(np.array([0.0, 1.0]))
    assert same_bits(ends[0], way.start)
    assert same_bits(ends[1], way.end)


@bounded
@given(matrix=matrices(), kind=kinds)
def test_moves_continuously(matrix: Array, kind: str) -> None:
    assert_continuous(motion.path(matrix, kind), speed(matrix))


@pytest.mark.parametrize("kind", PATH_KINDS)
@pytest.mark.parametrize("scale", [0.0, 1e-310, 1e-150, 1e150])
def test_huge_tiny_and_zero_entries_stay_finite_and_continuous(kind: str, scale: float) -> None:
    for pattern in ([[1, 2], [3, 4]], [[0, -1], [1, 0]], [[1, 2, 3], [4, 5, 6], [7, 8, 9]]):
        matrix = scale * np.array(pattern, dtype=float)
        assert_continuous(motion.path(matrix, kind), speed(matrix))


@bounded
@given(matrix=matrices(), kind=kinds, t=st.floats(0, 1))
def test_one_frame_equals_the_sampled_one(matrix: Array, kind: str, t: float) -> None:
    way = motion.path(matrix, kind)
    np.testing.assert_allclose(way.at(t), way.sample(np.array([t]))[0], rtol=1e-12, atol=1e-12)


@bounded
@given(matrix=matrices(), kind=kinds)
def test_the_same_matrix_gives_the_same_path(matrix: Array, kind: str) -> None:
    times = np.linspace(0, 1, 9)
    first, second = (motion.path(matrix.copy(), kind).sample(times) for _ in range(2))
    assert same_bits(first, second)


@bounded
@given(matrix=squares())
def test_turning_keeps_a_positive_determinant_positive(matrix: Array) -> None:
    assume(np.linalg.det(matrix) > 0 and np.linalg.cond(matrix) < 1e6)
    for kind in ("turning", "stages"):
        way = motion.path(matrix, kind)
        assert (np.linalg.det(way.sample(np.linspace(0, 1, 1001))) > 0).all()
        assert not way.crosses_zero


@bounded
@given(matrix=squares())
def test_a_negative_determinant_changes_sign_once_and_says_so(matrix: Array) -> None:
    assume(np.linalg.det(matrix) < 0 and np.linalg.cond(matrix) < 1e6)
    for kind in ("turning", "stages"):
        way = motion.path(matrix, kind)
        signs = np.sign(np.linalg.det(way.sample(np.linspace(0, 1, 1001))))
        assert np.count_nonzero(np.diff(signs[signs != 0])) == 1
        assert way.crosses_zero
        assert way.note == "passes-through-zero"


@bounded
@given(rotation=rotations())
def test_a_rotation_stays_one_at_every_angle_up_to_a_half_turn(
    rotation: tuple[Array, float],
) -> None:
    matrix, degrees = rotation
    size = len(matrix)
    frames = motion.path(matrix, "turning").sample(np.linspace(0, 1, 181))
    np.testing.assert_allclose(np.linalg.det(frames), 1, atol=1e-9)
    gram = np.swapaxes(frames, 1, 2) @ frames
    np.testing.assert_allclose(gram, np.broadcast_to(np.eye(size), gram.shape), atol=1e-9)
    # The angle grows evenly: the trace of M(t) is that of a rotation by t times the whole angle.
    traces = size - 2 + 2 * np.cos(np.linspace(0, 1, 181) * math.radians(degrees))
    np.testing.assert_allclose(np.trace(frames, axis1=1, axis2=2), traces, atol=1e-9)


@pytest.mark.parametrize("matrix", [[[-2, 0], [0, -0.5]], [[-0.5, 0], [0, -2]]])
def test_two_negative_factors_are_a_half_turn_and_a_stretch(matrix: list[list[float]]) -> None:
    way = motion.path(matrix, "turning")
    a, b = -matrix[0][0], -matrix[1][1]
    for t in np.linspace(0.05, 0.95, 19):
        c, s = math.cos(math.pi * t), math.sin(math.pi * t)
        expected = np.array([[c, -s], [s, c]]) @ np.diag([1 + t * (a - 1), 1 + t * (b - 1)])
        np.testing.assert_allclose(way.at(t), expected, atol=1e-14)
    assert not way.crosses_zero
    assert_continuous(way, 2 * math.pi + 1)


@pytest.mark.parametrize(
    "matrix",
    [
        [[0, 1], [1, 0]],
        [[1, 0], [0, -1]],
        [[-2, 0], [0, 3]],
        [[2, 1], [1, 2]],
        [[1, 2], [2, 4]],
        [[0, 0], [0, 0]],
        [[1, 1, 1], [1, 1, 1], [1, 1, 1 + 1e-13]],  # its two least axes can't be told in floats
        [[0, 1, 0], [1, 0, 0], [0, 0, 5]],
        [[0.8, 0.6], [0.6, -0.8]],
    ],
)
def test_what_needs_no_turn_does_not_turn(matrix: list[list[float]]) -> None:
    way = motion.path(matrix, "turning")
    identity = np.eye(len(matrix))
    for t in (0.125, 0.5, 0.9):
        expected = identity + t * (np.array(matrix) - identity)
        np.testing.assert_allclose(way.at(t), expected, atol=1e-13)


@bounded
@given(matrix=squares())
def test_turning_stretches_along_the_axes_of_the_matrix(matrix: Array) -> None:
    size = float(np.linalg.norm(matrix, 2))
    assume(size > 1e-100)
    way = motion.path(matrix, "turning")
    whole = matrix.T @ matrix / size**2
    for t in (0.3, 0.8):
        frame = way.at(t)
        partial = frame.T @ frame / max(1.0, size**2)
        np.testing.assert_allclose(whole @ partial, partial @ whole, atol=1e-8)


def test_turning_takes_the_shorter_way_round() -> None:
    c = math.sqrt(0.5)
    clockwise = motion.path([[0, 1], [-1, 0]]).at(0.5)
    np.testing.assert_allclose(clockwise, [[c, c], [-c, c]], atol=1e-15)
    half_turn = motion.path([[-1, 0], [0, -1]]).at(0.5)
    np.testing.assert_allclose(half_turn, [[0, -1], [1, 0]], atol=1e-15)


@bounded
@given(matrix=matrices(3, 2))
def test_a_plane_turns_rigidly_in_space(matrix: Array) -> None:
    values, axes = np.linalg.eigh(matrix.T @ matrix)
    for t in (0.25, 0.5, 0.75):
        frame = motion.path(matrix, "turning").at(t)
        # Whatever turns, the lengths are those of the stretch alone: I + t(√(AᵀA) − I).
        stretch = axes @ np.diag(1 + t * (np.sqrt(np.maximum(values, 0)) - 1)) @ axes.T
        np.testing.assert_allclose(frame.T @ frame, stretch @ stretch, atol=1e-6)


@pytest.mark.parametrize("factors", [(5, 1, 3), (1, -2, 4), (0, 2, 0), (2, 2, -2), (-2, 3)])
def test_stages_of_a_diagonal_matrix_only_stretch(factors: tuple[float, ...]) -> None:
    way, identity = motion.path(np.diag(factors), "stages"), np.eye(len(factors))
    np.testing.assert_allclose(way.at(1 / 6), identity, atol=1e-14)
    np.testing.assert_allclose(way.at(1 / 2), (identity + np.diag(factors)) / 2, atol=1e-14)
    np.testing.assert_allclose(way.at(5 / 6), np.diag(factors), atol=1e-14)


def test_stages_turn_then_stretch_then_turn() -> None:
    # UΣVᵀ with a turn by 30° before and by 45° after a stretch by 3 and 2.
    def turn(degrees: float) -> Array:
        c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        return np.array([[c, -s], [s, c]])

    way = motion.path(turn(45) @ np.diag([3, 2]) @ turn(30), "stages")
    assert [(stage.name, stage.t0, stage.t1) for stage in way.stages] == [
        ("turn", 0, 1 / 3),
        ("stretch", 1 / 3, 2 / 3),
        ("turn", 2 / 3, 1),
    ]
    np.testing.assert_allclose(way.at(1 / 6), turn(15), atol=1e-14)
    np.testing.assert_allclose(way.at(1 / 3), turn(30), atol=1e-14)
    np.testing.assert_allclose(way.at(1 / 2), np.diag([2, 1.5]) @ turn(30), atol=1e-14)
    np.testing.assert_allclose(way.at(2 / 3), np.diag([3, 2]) @ turn(30), atol=1e-14)
    np.testing.assert_allclose(way.at(5 / 6), turn(22.5) @ np.diag([3, 2]) @ turn(30), atol=1e-14)


@pytest.mark.parametrize("degrees", [0, 30, 90, 137, 270])
def test_a_reflection_turns_over_about_its_mirror_line(degrees: float) -> None:
    angle = math.radians(degrees)
    mirror = np.array([math.cos(angle / 2), math.sin(angle / 2)])
    matrix = [[math.cos(angle), math.sin(angle)], [math.sin(angle), -math.cos(angle)]]
    way = motion.path(matrix, "flip")
    assert not way.crosses_zero
    assert way.note == ""
    frames = way.sample(np.linspace(0, 1, 51))
    np.testing.assert_allclose(np.linalg.svd(frames, compute_uv=False), 1, atol=1e-12)
    np.testing.assert_allclose(frames @ mirror, [[*mirror, 0]] * 51, atol=1e-12)
    # Half-way the plane stands upright on its mirror line.
    upright = way.at(0.5) @ np.array([-mirror[1], mirror[0]])
    np.testing.assert_allclose(np.abs(upright), [0, 0, 1], atol=1e-12)


@pytest.mark.parametrize("matrix", [[[2, 0], [0, 1]], [[1, 2], [2, 4]], np.diag([1.0, 1, -1])])
def test_what_cannot_flip_turns_and_says_so(matrix: list[list[float]]) -> None:
    flip, turn = motion.path(matrix, "flip"), motion.path(matrix, "turning")
    assert flip.note == "flip-needs-plane-reflection"
    assert same_bits(flip.at(0.3), turn.at(0.3))


@pytest.mark.parametrize(
    ("matrix", "crosses"),
    [
        ([[-1, 1], [0, -1]], True),  # a Jordan block: eigenvalue −1, defective
        ([[-4, 1], [-9, 2]], True),  # the same in other coordinates: (λ + 1)²
        ([[-6, 1], [-25, 4]], True),
        ([[-101, 100], [-100, 99]], True),
        ([[-1, 1, 0], [0, -1, 1], [0, 0, -1]], True),
        ([[1, 0, 0], [0, -0.5e-12, -1e-12], [0, 1e-12, -0.5e-12]], False),
        ([[0, -1], [1, 0]], False),  # eigenvalues ±i
        ([[-1, -1e-6], [1e-6, -1]], False),  # a turn by nearly 180° passes close, not through
        ([[-1, 0], [0, 0]], False),  # singular at its end
        ([[-2, 0, 0], [0, -3, 0], [0, 0, 1]], True),
        ([[-1, 0], [0, 1], [0, 0]], True),
        ([[-1, 0], [0, 1], [0.1, 0]], False),  # leaves the plane instead
        ([[-1e-200]], True),
    ],
)
def test_a_straight_path_says_whether_it_passes_through_zero(
    matrix: list[list[float]], crosses: bool
) -> None:
    assert motion.path(matrix, "linear").crosses_zero is crosses


@bounded
@given(first=matrices(2, 2), second=matrices(2, 2), kind=kinds, pause=st.sampled_from([0.0, 0.5]))
def test_a_sequence_joins_its_steps(first: Array, second: Array, kind: str, pause: float) -> None:
    way = motion.sequence([second, first], kind, pause)
    rows = len(way.end)
    assert same_bits(way.end, padded(second @ first, rows))
    assert same_bits(way.start, np.eye(rows, 2))
    steps = [stage for stage in way.stages if stage.name == "step"]
    assert len(steps) == 2
    assert [s.t1 for s in way.stages[:-1]] == [s.t0 for s in way.stages[1:]]
    scale = max(1.0, float(np.abs(first).max() * np.abs(second).max()))
    middle = way.at((steps[0].t1 + steps[1].t0) / 2)
    np.testing.assert_allclose(middle, padded(first, rows), atol=1e-12 * scale)
    constant = max(speed(first), speed(second) * float(np.linalg.norm(first, 2)))
    assert_continuous(way, constant * (2 + pause))


def test_a_sequence_acts_from_the_right_and_may_change_dimension() -> None:
    lift = np.array([[1.0, 0], [0, 1], [1, 1]])
    flatten = np.array([[1.0, 2, 3], [4, 5, 6]])
    way = motion.sequence([flatten, lift], "turning", pause=1.0)
    assert way.start.shape == (3, 2)
    assert same_bits(way.end, padded(flatten @ lift, 3))
    assert [(stage.name, stage.t0, stage.t1) for stage in way.stages] == [
        ("step", 0, 1 / 3),
        ("pause", 1 / 3, 2 / 3),
        ("step", 2 / 3, 1),
    ]
    np.testing.assert_allclose(way.sample([0.4, 0.6]), [lift, lift], atol=1e-14)
    with pytest.raises(ValueError, match="can't follow"):
        motion.sequence([lift, flatten, flatten])


@bounded
@given(kind=kinds, count=st.integers(1, 7), t=st.floats(0, 1))
def test_no_time_falls_between_two_steps(kind: str, count: int, t: float) -> None:
    way = motion.sequence([np.eye(2)] * count, kind, pause=0.1)
    seams = [time for stage in way.stages for time in (stage.t0, stage.t1)]
    beside = [np.nextafter(seam, side) for seam in seams for side in (-1, 2)]
    frames = way.sample([t, *seams, *beside])
    np.testing.assert_allclose(frames, np.broadcast_to(np.eye(2), frames.shape), atol=1e-13)


@bounded
@given(standing=matrices(2, 2), matrix=matrices(2, 2), kind=kinds)
def test_a_path_acts_once_more(standing: Array, matrix: Array, kind: str) -> None:
    way = motion.path(matrix, kind)
    again = motion.after(standing, way)
    rows = len(way.end)
    assert same_bits(again.start, padded(standing, rows))
    assert same_bits(again.end, way.end @ standing)
    scale = max(1.0, float(np.abs(standing).max() * np.abs(matrix).max()))
    np.testing.assert_allclose(again.at(0.4), way.at(0.4) @ standing, atol=1e-12 * scale)


def test_a_path_acts_on_a_plane_that_was_turned_over() -> None:
    mirror = motion.path([[0, 1], [1, 0]], "flip")
    back = motion.after(mirror.end, mirror)
    assert same_bits(back.end, np.eye(3, 2))
    with pytest.raises(ValueError, match="acts on matrices of 2 rows"):
        motion.after(mirror.at(0.5), mirror)


@bounded
@given(data=st.data(), columns=st.integers(1, 3), kind=kinds)
def test_goes_from_where_the_plane_stands(data: st.DataObject, columns: int, kind: str) -> None:
    standing = data.draw(matrices(columns=columns))
    target = data.draw(matrices(columns=columns))
    way = motion.path_from(standing, target, kind)
    rows = len(way.end)
    extra = rows - len(standing)
    expected = padded(standing, rows) if extra >= 0 else standing[:rows]
    assert same_bits(way.start, expected)
    assert extra >= 0 or not standing[rows:].any()
    assert same_bits(way.end, padded(target, rows))
    near = way.sample([1e-12, 1 - 1e-12])
    reach = 1e-9 * max(1.0, float(np.abs(target).max()), float(np.abs(standing).max()))
    np.testing.assert_allclose(near, [way.start, way.end], atol=reach)


def test_says_that_it_cannot_flip_from_where_it_stands() -> None:
    standing, target = [[0, 1], [1, 0]], [[1, 0], [0, -1]]
    assert motion.path_from(standing, target, "flip").note == "flip-needs-plane-reflection"
    assert motion.path_from(standing, np.eye(2), "flip").note == ""
    assert motion.path_from(standing, np.eye(2), "turning").note == "passes-through-zero"
    # What acts on a plane that has collapsed already can't make it fall through zero again.
    assert motion.after([[1, 1], [1, 1]], motion.path(standing)).note == ""


def test_goes_straight_from_a_singular_standing() -> None:
    way = motion.path_from([[1, 0], [0, 0]], [[0, -1], [1, 0]])
    assert way.note == "straight-from-singular"
    np.testing.assert_array_equal(way.at(0.5), [[0.5, -0.5], [0.5, 0]])


@bounded
@given(standing=matrices(2, 2), target=matrices(2, 2))
def test_moves_continuously_from_where_the_plane_stands(standing: Array, target: Array) -> None:
    assume(np.linalg.cond(standing) < 1e5)
    way = motion.path_from(standing, target)
    beyond = target @ np.linalg.inv(standing)
    assert_continuous(way, speed(beyond) * float(np.linalg.norm(standing, 2)) + 1)


def test_turns_from_where_it_stands() -> None:
    # From a quarter turn to a half turn there are 45° to the middle: 135° in all.
    way = motion.path_from([[0, -1], [1, 0]], [[-1, 0], [0, -1]])
    c = math.sqrt(0.5)
    np.testing.assert_allclose(way.at(0.5), [[-c, -c], [c, -c]], atol=1e-15)


@pytest.mark.parametrize("kind", PATH_KINDS)
def test_wrong_input_is_named(kind: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        motion.path(np.array([[math.nan, 0], [0, 1]]), kind)
    with pytest.raises(ValueError, match="finite"):
        motion.path(np.array([[1j, 0], [0, 1]]), kind)
    with pytest.raises(ValueError, match="shape"):
        motion.path([1, 2], kind)
    with pytest.raises(ValueError, match="same space"):
        motion.path_from(np.eye(2), np.eye(3), kind)
    with pytest.raises(ValueError, match="at least one matrix"):
        motion.sequence([], kind)


def test_an_unknown_kind_is_named() -> None:
    for standing in (np.eye(2), np.zeros((2, 2))):
        with pytest.raises(ValueError, match="one of linear, turning, stages, flip"):
            motion.path_from(standing, np.eye(2), "spiral")


def test_the_ends_cannot_be_changed() -> None:
    way = motion.path([[1, 2], [3, 4]])
    with pytest.raises(ValueError, match="read-only"):
        way.end[0, 0] = 5
    way.at(1.0)[0, 0] = 5
    assert way.at(1.0)[0, 0] == 1
