"""Attention in the plane: feet, weights, and an output that never leaves the hull of the values."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from tests import sampling

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.attention import colours
from eigenscope.labs.kit.attention.plane_numbers import PlaneNumbers
from eigenscope.labs.kit.attention.plane_picture import PlanePicture, dragged_row
from eigenscope.labs.kit.hulls import hull_of
from eigenscope.scene.camera import PLANE
from eigenscope.scene.frame import Frame

SIZE = (1280.0, 720.0)
VIEW = View(PLANE, SIZE)


def softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def plane(
    q: Floats,
    k: Floats,
    v: Floats,
    chosen: int = 0,
    seen: np.ndarray | None = None,
    temperature: float = 1.0,
) -> PlanePicture:
    """Return the picture of attention, computed by numpy alone."""
    scores = q @ k.T / np.sqrt(q.shape[1])
    seen = np.ones(scores.shape, dtype=bool) if seen is None else seen
    masked = np.where(seen, scores / temperature, -1e300)
    weights = np.where(seen, softmax(masked), 0.0)
    numbers = PlaneNumbers(q, k, v, scores, weights, weights @ v, seen, chosen, temperature)
    return PlanePicture(numbers)


def drawn(seed: int, n: int = 3, m: int = 5) -> tuple[Floats, Floats, Floats]:
    numbers = np.random.default_rng(seed)
    return numbers.normal(size=(n, 2)), numbers.normal(size=(m, 2)), numbers.normal(size=(m, 2))


def place_of(frame: Frame, name: str) -> Floats:
    (draw,) = frame.named(name)
    return np.asarray(draw.matrix[:3, 3])


def in_hull(point: Floats, places: Floats) -> bool:
    """Tell whether a point is within the hull: no line through it has all places on one side."""
    away = places - point
    sizes = np.hypot(*away.T)
    if (sizes < 1e-9).any():
        return True
    turns = np.sort(np.arctan2(*away.T[::-1]))
    gaps = np.diff(np.append(turns, turns[0] + 2 * np.pi))
    return bool(gaps.max() <= np.pi + 1e-7)


def test_feet_are_projections_and_tell_the_dot_products() -> None:
    for seed in range(sampling.count(100, 500)):
        q, k, v = drawn(sampling.seed_of(f"feet {seed}"))
        frame = plane(q, k, v, seed % 3).frame(0.5, VIEW)
        query = q[seed % 3]
        for row, key in enumerate(k):
            foot = place_of(frame, f"foot {row + 1}")[:2]
            assert np.isclose(foot[0] * query[1], foot[1] * query[0])  # on the query's line
            assert np.isclose((key - foot) @ query, 0.0)
            assert np.isclose(foot @ query, key @ query)


def test_the_output_moves_inside_the_hull_from_the_mean_to_what_attention_is() -> None:
    for seed in range(sampling.count(100, 500)):
        q, k, v = drawn(sampling.seed_of(f"hull {seed}"), m=2 + seed % 6)
        seen = np.tril(np.ones((3, len(k)), dtype=bool))
        chosen = seed % 3
        picture = plane(5 * q, k, v, chosen, seen)
        values = v[seen[chosen]]
        for share in np.linspace(0.0, 1.0, 9):
            place = picture.numbers.place_at(float(share))[:2]
            assert in_hull(place, values)
            scores = share * (5 * q[chosen] @ k.T / np.sqrt(2))[seen[chosen]]
            assert np.allclose(place, softmax(scores) @ values)
        assert np.allclose(picture.numbers.place_at(0.0)[:2], values.mean(axis=0))


def test_what_is_drawn_ends_at_the_output_of_attention() -> None:
    q, k, v = drawn(1)
    weights = softmax(q @ k.T / np.sqrt(2))
    frame = plane(q, k, v, 1).frame(1.0, VIEW)
    assert np.allclose(place_of(frame, "output")[:2], (weights @ v)[1])
    others = sorted(tuple(draw.matrix[:2, 3].round(9)) for draw in frame.named("outputs"))
    assert others == sorted(tuple(row.round(9)) for row in (weights @ v)[[0, 2]])
    for row, weight in enumerate(weights[1]):
        (line,) = frame.named(f"weight {row + 1}")
        start, end = line.matrix[:2, 3], line.matrix[:2, 3] + line.matrix[:2, 0]
        assert np.allclose(start, v[row])
        assert np.allclose(end, (weights @ v)[1])
        assert f"v{'₁₂₃₄₅'[row]}: {round(weight, 3):g}" in [each.text for each in frame.labels]
    widths = [frame.named(f"weight {row + 1}")[0].style.width for row in range(5)]
    assert np.argsort(widths).tolist() == np.argsort(weights[1]).tolist()


@pytest.mark.parametrize("temperature", [0.25, 1.0, 4.0])
def test_temperature_pulls_the_output_to_the_mean_or_to_one_value(temperature: float) -> None:
    q, k, v = drawn(3)
    numbers = plane(q, k, v, temperature=temperature).numbers
    expected = softmax(q[0] @ k.T / np.sqrt(2) / temperature)
    assert np.allclose(numbers.weights_at(1.0), expected)
    assert np.allclose(numbers.weights_at(0.999999), expected, atol=1e-5)


def test_a_key_that_may_not_be_seen_takes_no_part() -> None:
    q, k, v = drawn(4)
    seen = np.array([[True, False, True, True, False]] * 3)
    frame = plane(q, k, v, 0, seen).frame(1.0, VIEW)
    names = {draw.name for draw in frame.draws}
    for row, visible in enumerate(seen[0], start=1):
        assert (f"foot {row}" in names, f"weight {row}" in names) == (visible, visible)
        assert (frame.named(f"key {row}")[0].style.opacity > 0.31) == visible
    corners = {tuple(corner[:2].round(9)) for corner in plane(q, k, v, 0, seen).numbers.hull}
    assert corners == {tuple(row.round(9)) for row in v[seen[0]]}


def test_a_query_that_sees_nothing_has_the_output_0_and_says_so() -> None:
    q, k, v = drawn(5)
    picture = plane(q, k, v, 1, np.array([[True] * 5, [False] * 5, [True] * 5]))
    for t in (0.0, 0.5, 1.0):
        frame = picture.frame(t, VIEW)
        assert np.allclose(place_of(frame, "output"), 0.0)
        assert not any(draw.name.startswith(("weight", "foot", "hull")) for draw in frame.draws)
    assert str(picture.timeline.caption(0.5)) == (
        "Query q₂ may see no key: all its weights are 0, and so is its output."
    )


def test_a_mean_that_is_zero_is_said_to_be_zero() -> None:
    values = np.array([[2.0, 0.0], [-1.0, 1.5], [-1.0, -1.5]])
    picture = plane(np.array([[1.5, 0.5]]), np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), values)
    assert "mean of the values: (0, 0)." in str(picture.timeline.caption(0.6))


def test_captions_have_the_numbers() -> None:
    q = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    picture = plane(q, q, np.array([[1.0, 0.0], [0.0, 1.0], [2.0, 2.0]]))
    said = [str(picture.timeline.caption(t)) for t in (0.1, 0.2, 0.42, 0.6, 0.8, 1.0)]
    assert len(set(said)) == 6
    assert "Dot products with q₁: 1, 0, 1. Scaled, they are the scores: 0.707, 0, 0.707" in said[2]
    assert "mean of the values: (1, 1)" in said[3]
    # the worked example's first query
    assert "Weights 0.401, 0.198, 0.401: the output (1.203, 1)" in said[5]


@pytest.mark.parametrize("m", [1, 2, 5, 300])
def test_playing_uploads_nothing(m: int) -> None:
    picture = plane(*drawn(6, m=m))
    shapes: dict[str, set[int]] = {}
    frames = [picture.frame(t, VIEW) for t in np.linspace(0.0, 1.0, 81).tolist()]
    for frame in frames:
        for draw in frame.draws:
            assert np.isfinite(draw.matrix).all()
            if draw.name not in ("ghost", "axes"):
                shapes.setdefault(draw.name, set()).add(id(draw.geometry))
    assert {name: len(each) for name, each in shapes.items() if len(each) > 1} == {}
    assert max(len(frame.draws) for frame in frames) < 260


def test_the_largest_weights_are_drawn_of_very_many() -> None:
    q, k, v = drawn(7, m=300)
    picture = plane(q, k, v)
    weights = softmax(q[0] @ k.T / np.sqrt(2))
    assert set(picture.numbers.shown) == set(np.argsort(-weights)[:24].tolist())
    assert np.allclose(place_of(picture.frame(1.0, VIEW), "output")[:2], weights @ v)


def test_handles_are_where_vectors_are_and_name_their_rows() -> None:
    q, k, v = drawn(8, m=2)
    handles = {handle.key: handle for handle in plane(q, k, v, 2).handles(0.5)}
    assert list(handles) == ["q 2", "k 0", "k 1", "v 0", "v 1"]
    matrices = {"q": q, "k": k, "v": v}
    for key, handle in handles.items():
        letter, row, place = dragged_row(key, handle.position)
        assert np.allclose(matrices[letter][row], place)
    assert handles["q 2"].slot == colours.QUERY


def test_a_click_on_a_tip_names_its_query() -> None:
    q, k, v = drawn(9)
    picture = plane(q, k, v)
    for row, (x, y) in enumerate(q):
        pixel = PLANE.project([(x, y, 0.0)], SIZE)[0]
        view = View(PLANE, SIZE, (float(pixel[0]) + 3, float(pixel[1]) - 4))
        assert picture.query_under(view) == row
    assert picture.query_under(View(PLANE, SIZE, (2.0, 2.0))) is None
    assert picture.query_under(VIEW) is None


@pytest.mark.parametrize(
    ("vectors", "says"),
    [
        (np.ones((2, 3)), "two channels; queries and keys have 3 now, values 2"),
        (np.full((2, 2), 1e200), "Too large"),
        (np.full((2, 2), np.inf), "Too large"),
    ],
)
def test_what_cannot_be_drawn_says_why(vectors: Floats, says: str) -> None:
    with np.errstate(all="ignore"):
        picture = plane(vectors, vectors, np.eye(2))
    assert says in str(picture.unseen)
    assert picture.timeline.stops[-1] == 1.0
    assert list(picture.handles(0.5)) == []
    assert {draw.name for draw in picture.frame(0.5, VIEW).draws} <= {"ghost", "axes"}


def test_vectors_of_one_channel_and_zeros_are_drawn() -> None:
    line = plane(np.array([[2.0]]), np.array([[1.0], [-1.0]]), np.array([[3.0], [5.0]]))
    frame = line.frame(1.0, VIEW)
    weights = softmax(np.array([2.0, -2.0]))
    assert np.allclose(place_of(frame, "output"), [3.0 * weights[0] + 5.0 * weights[1], 0.0, 0.0])
    zero = plane(np.zeros((1, 2)), np.eye(2), np.eye(2))
    assert np.allclose(place_of(zero.frame(1.0, VIEW), "output"), (0.5, 0.5, 0.0))
    assert "q₁ is 0" in str(zero.timeline.caption(0.2))


def test_the_hull_is_the_smallest_polygon_around_all_points() -> None:
    for seed in range(sampling.count(100, 500)):
        numbers = np.random.default_rng(sampling.seed_of(f"corners {seed}"))
        places = np.zeros((numbers.integers(1, 9), 3))
        places[:, :2] = numbers.integers(-2, 3, size=(len(places), 2))
        hull = hull_of(places)
        edges = np.roll(hull, -1, axis=0) - hull
        if len(hull) > 2:  # no point lies to the right of an edge
            for corner, side in zip(hull, edges, strict=True):
                away = places - corner
                assert (side[0] * away[:, 1] - side[1] * away[:, 0] >= -1e-9).all()
        else:  # all points on a line
            assert all(abs(np.cross(b - a, c - a)[2]) < 1e-9 for a, b, c in combinations(places, 3))
        assert {tuple(corner) for corner in hull} <= {tuple(place) for place in places}
