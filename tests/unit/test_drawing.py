"""What the kit draws: arrows, segments, dots, right angles, discs and balls where they belong."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pytest

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.angles import angle_arc, right_angle
from eigenscope.labs.kit.arrows import arrow, dot, is_dot, segment
from eigenscope.labs.kit.faces import filled, parallelogram, unit_ball
from eigenscope.labs.kit.lines import line
from eigenscope.labs.kit.tip_labels import clear_label, middle_label, tip_label
from eigenscope.scene.camera import PLANE, SPACE
from eigenscope.scene.frame import Draw, affine
from eigenscope.scene.geometry import vertices
from eigenscope.scene.slots import Slot

Floats = npt.NDArray[np.float64]
FLAT, SPATIAL = View(PLANE, (1280.0, 720.0)), View(SPACE, (1280.0, 720.0))
SLOT = Slot.MUTED


def points(draw: Draw) -> Floats:
    """Return the points of a draw where it is seen, (n, 3)."""
    there = vertices(draw.geometry).astype(np.float64)
    return np.asarray(there @ draw.matrix[:3, :3].T + draw.matrix[:3, 3])


def only(draws: Iterable[Draw]) -> Draw:
    """Return the one draw that there is."""
    (draw,) = draws
    return draw


@pytest.mark.parametrize("piece", [arrow, segment])
def test_it_goes_from_its_tail_to_its_tip(piece: object) -> None:
    """Whatever the tail is."""
    start, end = np.array([1.0, -2.0, 0.5]), np.array([3.0, 4.0, -1.0])
    draws = (
        arrow("a", end - start, SLOT, start) if piece is arrow else segment("a", start, end, SLOT)
    )
    assert points(only(draws)) == pytest.approx(np.stack([start, end]))


def test_an_arrow_of_no_length_is_a_dot_at_its_tail_as_large_as_it_is_wide() -> None:
    """A zero vector is seen, and where it is; one too short to have a direction is not."""
    tail = np.array([1e9, 2.0, 3.0])
    (zero,) = arrow("a", np.zeros(3), SLOT, tail, width=5.0)
    assert is_dot(zero)
    assert points(zero) == pytest.approx(tail[None])
    (thin,) = arrow("a", np.zeros(3), SLOT, tail, width=2.5)
    assert zero.style.width == pytest.approx(2 * thin.style.width)
    assert not list(arrow("a", np.array([1.0, 0.0, 0.0]), SLOT, tail))
    assert not is_dot(only(arrow("a", np.array([1.0, 0.0, 0.0]), SLOT)))
    assert not list(segment("a", tail, tail, SLOT))
    assert is_dot(dot("a", tail, SLOT))


@pytest.mark.parametrize(("first", "second"), [(8.0, 6.0), (0.03, 6.0), (8.0, 1e-3)])
def test_the_mark_of_a_right_angle_is_a_square_within_both_arms(
    first: float, second: float
) -> None:
    """However unlike the arms are in length."""
    corner = np.array([1.0, 2.0, 0.0])
    one, other = np.array([first, 0.0, 0.0]), np.array([0.0, second, 0.0])
    x, far, y = points(only(right_angle("r", corner, one, other, FLAT))) - corner
    assert x[0] == pytest.approx(y[1])
    assert far == pytest.approx(x + y)
    assert (x[1], x[2], y[0], y[2]) == pytest.approx((0.0, 0.0, 0.0, 0.0))
    assert 0 < x[0] < min(first, second) / 2


def test_no_right_angle_without_two_arms_or_if_it_cannot_be_seen() -> None:
    """A zero vector is at no angle to anything."""
    corner, arm, none = np.zeros(3), np.array([1.0, 0.0, 0.0]), np.zeros(3)
    other = np.array([0.0, 1.0, 0.0])
    assert not list(right_angle("r", corner, arm, none, FLAT))
    assert not list(right_angle("r", corner, none, other, FLAT))
    assert not list(right_angle("r", corner, arm, other, FLAT, opacity=-0.5))


def test_an_arc_spans_the_angle_between_two_vectors() -> None:
    """From the first to the second, around the origin; none along one line."""
    one, other = np.array([2.0, 0.0, 0.0]), np.array([0.0, 0.0, 3.0])
    found = angle_arc("θ", one, other, math.pi / 2, SPATIAL, SLOT)
    assert found is not None
    arc, place = found
    assert arc.portion == pytest.approx(1 / 4)
    rim = points(arc)
    quarter = rim[: len(rim) // 4 + 1]
    assert quarter[0] / np.linalg.norm(quarter[0]) == pytest.approx([1, 0, 0])
    assert quarter[-1] / np.linalg.norm(quarter[-1]) == pytest.approx([0, 0, 1], abs=1e-6)
    assert place / np.linalg.norm(place) == pytest.approx([math.sqrt(1 / 2), 0, math.sqrt(1 / 2)])
    assert angle_arc("θ", one, -2 * one, math.pi, SPATIAL, SLOT) is None


@pytest.mark.parametrize("view", [FLAT, SPATIAL])
def test_a_line_has_no_end_in_view(view: View) -> None:
    """It goes through its place along its direction; in space it fades out."""
    through = np.array([0.5, 0.5, 0.0])
    draw = only(line("l", np.array([1.0, 2.0, 0.0]), view, SLOT, through))
    first, last = points(draw)
    assert (first + last) / 2 == pytest.approx(through)
    assert np.cross(last - first, [1.0, 2.0, 0.0]) == pytest.approx(np.zeros(3))
    assert np.linalg.norm(last - first) > 2 * view.camera.height
    assert (draw.style.fade > 0) is (not view.camera.flat)


def test_a_face_has_a_border_if_it_is_wanted_and_solids_are_shaded() -> None:
    """All borders are called alike, so that a part of a picture is named by one word."""
    matrix = affine(2 * np.eye(3))
    face, border = filled("d", "disc", matrix, SLOT, 0.2, 1.5, 0.6)
    assert (face.name, border.name) == ("d", "d border")
    assert (face.style.opacity, border.style.opacity) == (0.2, 0.6)
    assert np.linalg.norm(points(border), axis=1) == pytest.approx(2.0)
    assert [draw.name for draw in filled("d", "disc", matrix, SLOT, 0.2)] == ["d"]
    assert [draw.name for draw in filled("d", "disc", matrix, SLOT, 0.0, 1.0)] == ["d border"]
    shaded = [next(unit_ball("b", n, matrix, SLOT, 0.2, 1.0)).style.shaded for n in (1, 2, 3)]
    assert shaded == [False, False, True]


@pytest.mark.parametrize("dimensions", [1, 2, 3])
def test_the_unit_ball_reaches_one_along_each_of_its_dimensions(dimensions: int) -> None:
    """And nowhere else."""
    draws = unit_ball("b", dimensions, affine(np.eye(3)), SLOT, 0.2, 1.0)
    reach = np.abs(np.concatenate([points(draw) for draw in draws])).max(axis=0)
    assert reach == pytest.approx([1.0] * dimensions + [0.0] * (3 - dimensions), abs=0.02)


def test_a_parallelogram_has_the_corners_that_its_sides_give() -> None:
    """In space, too."""
    first, second = np.array([2.0, 0.0, 1.0]), np.array([0.0, 3.0, -1.0])
    _, border = parallelogram("p", first, second, SLOT)
    assert points(border) == pytest.approx(np.array([np.zeros(3), first, first + second, second]))


def test_the_name_of_an_arrow_stands_on_the_side_where_nothing_else_is() -> None:
    """Beside its middle, away from a place that is named."""
    along, above = np.array([4.0, 0.0, 0.0]), np.array([2.0, 1.0, 0.0])
    label = middle_label("v", along, SLOT, FLAT, away=above, share=0.5)
    assert label.position == pytest.approx((2.0, 0.0, 0.0))
    assert label.offset[1] < 0 < middle_label("v", along, SLOT, FLAT, away=-above).offset[1]


def test_the_name_of_a_point_stands_where_the_lines_through_it_leave_most_room() -> None:
    """Not on a line that goes through the point, wherever that goes."""
    for turn in np.linspace(0.1, 3.1, 7):
        normal = np.array([[np.cos(turn), np.sin(turn)]])
        label = clear_label("x̂", np.zeros(3), normal, SLOT)
        assert abs(float(normal[0] @ label.offset)) > 8  # half a letter's height


@pytest.mark.parametrize("start", [(0.0, 0.0, 0.0), (1.0, 2.0, 0.0), (-3.0, 5.0, 0.0)])
def test_the_name_at_a_tip_stands_beyond_it_as_seen_from_the_tail(
    start: tuple[float, float, float],
) -> None:
    """Wherever the arrow begins."""
    way = np.array([3.0, -4.0, 0.0])
    label = tip_label("v", np.array(start) + way, SLOT, FLAT, start=np.array(start))
    assert label.side == pytest.approx((0.6, -0.8))
    assert np.array(label.offset) / np.hypot(*label.offset) == pytest.approx([0.6, -0.8])
