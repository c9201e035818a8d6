"""The scene's cameras, grids, clocks and shapes against figures worked out by hand."""

from __future__ import annotations

import gc
import itertools
import math
from dataclasses import replace
from weakref import ref

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eigenscope.scene import shapes
from eigenscope.scene.camera import PLANE, SPACE, Camera, fly
from eigenscope.scene.clock import EASES, Play
from eigenscope.scene.frame import Draw, Frame, Style, affine
from eigenscope.scene.geometry import (
    Arrows,
    Geometry,
    Picture,
    Points,
    Polyline,
    Segments,
    vertices,
)
from eigenscope.scene.poses import mixed, mixed_frame
from eigenscope.scene.slots import Slot

SIZE = (800.0, 400.0)
CAMERAS = st.builds(
    Camera,
    target=st.tuples(*[st.floats(-5, 5)] * 3),
    azimuth=st.floats(-3, 3),
    elevation=st.floats(-1.5, 1.5),
    height=st.floats(0.1, 100),
    field_of_view=st.sampled_from([0.0, 0.5]),
    flat=st.just(False),
)
PIXELS = st.tuples(st.floats(0, 800), st.floats(0, 400))


def test_the_plane_has_x_right_and_y_up() -> None:
    places = PLANE.project([(0, 0, 0), (1, 0, 0), (0, 1, 0)], SIZE)
    assert places[:, :2] == pytest.approx(np.array([(400, 200), (450, 200), (400, 150)]))


def test_nearer_is_less_deep() -> None:
    eye = SPACE.axes()[2]
    for camera in (SPACE, replace(SPACE, field_of_view=0.0)):
        near, far = camera.project([eye, -eye], SIZE)[:, 2]
        assert near < far


@settings(max_examples=100, deadline=None)
@given(CAMERAS, PIXELS)
def test_unproject_undoes_project(camera: Camera, pixel: tuple[float, float]) -> None:
    world = camera.unproject(pixel, SIZE, camera.target)
    assert world is not None
    assert camera.project(world, SIZE)[0, :2] == pytest.approx(np.array(pixel), abs=1e-5)


@settings(max_examples=100, deadline=None)
@given(CAMERAS, PIXELS, st.floats(0.2, 5))
def test_zoom_keeps_what_is_under_the_pointer(
    camera: Camera, pixel: tuple[float, float], factor: float
) -> None:
    before = camera.unproject(pixel, SIZE, camera.target)
    assert before is not None
    zoomed = camera.zoomed(factor, pixel, SIZE)
    assert zoomed.height == pytest.approx(camera.height / factor)
    assert zoomed.project(before, SIZE)[0, :2] == pytest.approx(np.array(pixel), abs=1e-4)


def test_pan_moves_the_picture_with_the_pointer() -> None:
    before = PLANE.project((1, 1, 0), SIZE)[0]
    after = PLANE.panned(30, -20, SIZE).project((1, 1, 0), SIZE)[0]
    assert after[:2] - before[:2] == pytest.approx([30, -20])


def test_fit_holds_every_point_and_wastes_little() -> None:
    points = np.random.default_rng(1).normal(size=(40, 3)) * (3, 1, 2)
    for camera in (PLANE, SPACE):
        places = camera.fitted(points, SIZE, 1.2).project(points, SIZE)
        assert (places[:, :2] >= 0).all()
        assert (places[:, :2] <= SIZE).all()
        spread = np.ptp(places[:, :2], axis=0) / SIZE
        assert spread.max() > 0.6


def test_fit_of_nothing_changes_nothing() -> None:
    assert PLANE.fitted(np.full((3, 3), np.nan), SIZE) == PLANE
    assert PLANE.fitted(np.zeros((1, 3)), SIZE).height == PLANE.height


def test_flight_starts_and_ends_where_it_should_and_turns_the_short_way() -> None:
    start, end = Camera(azimuth=3.0, height=1.0), Camera(azimuth=-3.0, height=100.0)
    assert fly(start, end, 0) is start
    assert fly(start, end, 1) is end
    middle = fly(start, end, 0.5)
    assert middle.height == pytest.approx(10.0)
    assert abs(math.remainder(middle.azimuth - math.pi, 2 * math.pi)) < 1e-9


@pytest.mark.parametrize("name", EASES)
def test_eases_rise_from_0_to_1(name: str) -> None:
    values = [EASES[name](t) for t in np.linspace(0, 1, 101)]
    assert values[0] == pytest.approx(0)
    assert values[-1] == pytest.approx(1)
    assert all(b >= a for a, b in itertools.pairwise(values))


def test_a_play_keeps_real_time_whatever_is_dropped() -> None:
    play = Play(began=10.0, duration=1.2)
    assert play.at(10.6) == pytest.approx(0.5)
    assert not play.ended(11.19)
    assert play.ended(11.2 + 1e-9)
    assert play.at(99) == 1.0


def test_a_play_changes_speed_without_a_jump() -> None:
    play = Play(began=0.0, duration=1.0).with_speed(0.5, now=0.4)
    assert play.at(0.4) == pytest.approx(0.4)
    assert play.at(1.4) == pytest.approx(0.9)


def test_loops() -> None:
    there = Play(began=0.0, duration=1.0, loop="there and back")
    assert [there.at(x) for x in (0.25, 1.25, 2.25)] == pytest.approx([0.25, 0.75, 0.25])
    again = Play(began=0.0, duration=1.0, loop="repeat")
    assert [again.at(x) for x in (0.25, 1.25)] == pytest.approx([0.25, 0.25])
    assert not again.ended(50)


def _area(triangles: np.ndarray) -> float:
    a, b, c = np.moveaxis(triangles.astype(np.float64), 1, 0)
    return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2)


def test_sizes_of_the_shapes() -> None:
    assert _area(shapes.unit_square().points) == pytest.approx(1)
    assert _area(shapes.unit_cube().points) == pytest.approx(6)
    assert _area(shapes.cube().points) == pytest.approx(24)
    assert _area(shapes.disc().points) == pytest.approx(math.pi, rel=1e-3)
    assert _area(shapes.sphere().points) == pytest.approx(4 * math.pi, rel=0.03)
    assert _area(shapes.letter_f_face().points) == pytest.approx(0.16 * (1.25 + 0.5 + 0.375))


@pytest.mark.parametrize("solid", [shapes.unit_cube(), shapes.sphere(), shapes.cube()])
def test_faces_of_solids_wind_outwards(solid: object) -> None:
    points = solid.points.astype(np.float64)  # type: ignore[attr-defined]
    normals = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
    outward = points.mean(axis=1) - points.reshape(-1, 3).mean(axis=0)
    assert ((normals * outward).sum(axis=1) > 0).all()


def test_geometry_is_frozen_and_checked() -> None:
    line = Polyline([(0, 0, 0), (1, 1, 1)])
    with pytest.raises(ValueError, match="read-only"):
        line.points[0, 0] = 5
    with pytest.raises(ValueError, match="coordinates"):
        Segments([(0, 0, 0), (1, 1, 1)])
    with pytest.raises(ValueError, match="one RGBA per point"):
        Points([(0, 0, 0)], np.zeros((2, 4), dtype=np.uint8))
    assert vertices(Segments([[(0, 0, 0), (1, 2, 3)]])).shape == (2, 3)


_PAIR = Segments([[(0, 0, 0), (1, 0, 0)]]), Segments([[(2, 0, 0), (3, 4, 0)]])
_TRIANGLE = [[(0, 0, 0), (1, 0, 0), (0, 1, 0)]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (_PAIR[0], Arrows(_PAIR[1].points)),
        (_PAIR[0], Segments([*_PAIR[1].points, *_PAIR[1].points])),
        (Polyline(_TRIANGLE[0]), Polyline(_TRIANGLE[0], closed=True)),
        (Points(_TRIANGLE[0]), Points(_TRIANGLE[0][:2])),
        (Picture(np.zeros((1, 1, 4)), _TRIANGLE[0]), Picture(np.zeros((1, 1, 4)), _TRIANGLE[0])),
    ],
)
def test_two_poses_are_of_one_kind_with_as_many_points(first: Geometry, second: Geometry) -> None:
    with pytest.raises(ValueError, match="pose"):
        Draw(first, Style(Slot.GRID), towards=second)


def test_a_draw_between_poses() -> None:
    plain = Draw(_PAIR[0], Style(Slot.GRID), name="plain")
    halfway = replace(plain, towards=_PAIR[1], mix=0.5, name="halfway")
    assert mixed(plain) is plain
    there = mixed(halfway)
    assert (there.towards, there.mix, there.name) == (None, 0.0, "halfway")
    assert vertices(there.geometry).tolist() == [[1, 0, 0], [2, 2, 0]]
    assert mixed(halfway).geometry is there.geometry
    assert mixed(replace(halfway, mix=0.0)).geometry is _PAIR[0]
    assert vertices(mixed(replace(halfway, mix=2.0)).geometry).tolist() == [[2, 0, 0], [3, 4, 0]]
    before = Frame((plain,), (), Camera())
    assert mixed_frame(before) is before
    assert [draw.name for draw in mixed_frame(replace(before, draws=(plain, halfway))).draws] == [
        "plain", "halfway"
    ]  # fmt: skip


def test_points_between_poses_keep_the_colours_of_the_first() -> None:
    red, blue = [(255, 0, 0, 255)], [(0, 0, 255, 255)]
    first, second = Points([(0, 0, 0)], red), Points([(4, 0, 0)], blue)
    for mix in (0.25, 1.0):
        points = mixed(Draw(first, Style(Slot.GRID), towards=second, mix=mix)).geometry
        assert isinstance(points, Points)
        assert points.positions.tolist() == [[4 * mix, 0, 0]]
        assert points.colours is not None
        assert points.colours.tolist() == [[255, 0, 0, 255]]


def test_mixtures_keep_no_pose_alive() -> None:
    first, second = Segments(_PAIR[0].points), Segments(_PAIR[1].points)
    halfway = Draw(first, Style(Slot.GRID), towards=second, mix=0.5)
    alive: list[ref[Geometry]] = [ref(first), ref(second), ref(mixed(halfway).geometry)]
    assert all(each() is not None for each in alive)
    del first, second, halfway
    gc.collect()
    assert [each() for each in alive] == [None] * 3


def test_affine_embeds_maps_of_any_size() -> None:
    matrix = affine([[1, 2], [3, 4], [5, 6]], (7, 8, 9))
    assert matrix @ (1, 1, 0, 1) == pytest.approx([10, 15, 20, 1])
    flattened = affine([[1, 0, 0], [0, 1, 0]])
    assert flattened @ (4, 5, 6, 1) == pytest.approx([4, 5, 0, 1])
