"""What OpenGL paints, pixel by pixel, against values worked out by hand.

The view is 200 × 100 logical pixels and 10 units high: one unit is 10 pixels, the origin is the
corner shared by the pixels 99, 100 across and 49, 50 down.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtGui import QImage

from eigenscope.render.gl.offscreen import Offscreen, opengl_report
from eigenscope.scene import shapes
from eigenscope.scene.camera import PLANE, Camera
from eigenscope.scene.frame import Draw, Frame, Label, Style, affine
from eigenscope.scene.geometry import (
    Arrows,
    Geometry,
    Picture,
    Points,
    Polyline,
    Segments,
    Triangles,
)
from eigenscope.scene.measures import HEAD_HALF_WIDTH, SHADE_AMBIENT, head_length
from eigenscope.scene.palette import Palette
from eigenscope.scene.slots import Slot

Pixels = npt.NDArray[np.int64]

SIZE = (200, 100)
BLACK, RED, GREEN, BLUE = (0, 0, 0), (255, 0, 0), (0, 255, 0), (0, 0, 255)
PALETTE = Palette(
    "test",
    True,
    dict.fromkeys(Slot, (1.0, 1.0, 1.0, 1.0))
    | {
        Slot.BACKGROUND: (0.0, 0.0, 0.0, 1.0),
        Slot.ACCENT_1: (1.0, 0.0, 0.0, 1.0),
        Slot.ACCENT_2: (0.0, 1.0, 0.0, 1.0),
        Slot.ACCENT_3: (0.0, 0.0, 1.0, 1.0),
    },
)
FLAT = replace(PLANE, height=10.0)
DEEP = replace(FLAT, flat=False)  # from above: what has a larger z is nearer
X, Y, Z = Slot.ACCENT_1, Slot.ACCENT_2, Slot.ACCENT_3
ALONG = Segments([[(-5, 0, 0), (5, 0, 0)]])
ACROSS = Segments([[(0, -4, 0), (0, 4, 0)]])
SQUARE = Triangles([[(0, 0, 0), (2, 0, 0), (2, 2, 0)], [(0, 0, 0), (2, 2, 0), (0, 2, 0)]])


def painted(
    opengl: Offscreen,
    *draws: Draw,
    camera: Camera = FLAT,
    ratio: float = 1.0,
    budget: int | None = None,
) -> Pixels:
    """Return red, green and blue, (height, width, 3)."""
    frame = Frame(draws, (), camera)
    return rgb(opengl.image(frame, PALETTE, SIZE, ratio, point_budget=budget))


def rgb(image: QImage) -> Pixels:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    return rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).astype(np.int64)


def assert_pixel(
    picture: Pixels, x: int, y: int, colour: tuple[float, ...], within: int = 2
) -> None:
    assert np.abs(picture[y, x] - np.array(colour)).max() <= within, (x, y, picture[y, x])


def raised(z: float) -> npt.NDArray[np.float64]:
    return affine(np.eye(3), (0.0, 0.0, z))


def test_nothing_but_the_background(opengl: Offscreen) -> None:
    assert not painted(opengl).any()


def test_a_line_is_as_wide_as_said_and_no_longer(opengl: Offscreen) -> None:
    picture = painted(opengl, Draw(ALONG, Style(X, 4.0)))
    assert [tuple(picture[y, 100]) for y in (47, 48, 49, 50, 51, 52)] == [
        BLACK, RED, RED, RED, RED, BLACK
    ]  # fmt: skip
    assert_pixel(picture, 51, 50, RED)
    assert_pixel(picture, 148, 50, RED)
    assert_pixel(picture, 46, 50, BLACK)  # the round end reaches 2 pixels beyond x = 50
    assert_pixel(picture, 153, 50, BLACK)


def test_a_line_thinner_than_a_pixel_is_paler(opengl: Offscreen) -> None:
    picture = painted(opengl, Draw(ALONG, Style(X, 0.5), affine(np.eye(3), (0, 0.05, 0))))
    assert_pixel(picture, 100, 49, (127.5, 0, 0))
    assert_pixel(picture, 100, 50, BLACK)


def test_a_slanting_line_covers_its_length_times_its_width(opengl: Offscreen) -> None:
    line = Segments([[(-3, -2, 0), (3, 2.5, 0)]])
    picture = painted(opengl, Draw(line, Style(X, 3.0)))
    length = 10 * np.hypot(6, 4.5)
    assert picture[..., 0].sum() / 255 == pytest.approx(3 * length + np.pi * 1.5**2, rel=0.01)


def test_twice_the_pixels_double_the_widths(opengl: Offscreen) -> None:
    picture = painted(opengl, Draw(ALONG, Style(X, 4.0)), ratio=2.0)
    assert picture.shape == (200, 400, 3)
    assert (picture[96:104, 200] == RED).all()
    assert not picture[:96, 200].any()
    assert not picture[104:, 200].any()


def test_the_zoom_does_not_change_widths(opengl: Offscreen) -> None:
    picture = painted(opengl, Draw(ALONG, Style(X, 4.0)), camera=replace(FLAT, height=2.0))
    assert picture[:, 100, 0].sum() == 4 * 255


def test_opacity_blends(opengl: Offscreen) -> None:
    below = Draw(SQUARE, Style(Y))
    picture = painted(opengl, below, Draw(SQUARE, Style(X, opacity=0.3)))
    assert_pixel(picture, 110, 40, (0.3 * 255, 0.7 * 255, 0))
    assert_pixel(picture, 110, 60, BLACK)
    assert_pixel(picture, 121, 40, BLACK)


def test_a_translucent_square_on_the_background(opengl: Offscreen) -> None:
    grey = {Slot.BACKGROUND: (0.2, 0.4, 0.6, 1.0), Slot.ACCENT_1: (0.9, 0.5, 0.1, 0.8)}
    palette = replace(PALETTE, colours={**PALETTE.colours, **grey})
    frame = Frame((Draw(SQUARE, Style(X, opacity=0.5)),), (), FLAT)
    picture = rgb(opengl.image(frame, palette, SIZE))
    assert_pixel(picture, 110, 40, (255 * (0.4 * 0.9 + 0.6 * 0.2), 255 * 0.44, 255 * 0.4))


def test_no_line_of_a_polyline_is_blended_twice(opengl: Offscreen) -> None:
    bend = Polyline([(-6, 3, 0), (0, -3, 0), (1, 3, 0), (6, 3, 0), (6, -3, 0)])
    whole = painted(opengl, Draw(bend, Style(X, 9.0)))
    pale = painted(opengl, Draw(bend, Style(X, 9.0, 0.5)))
    assert np.abs(pale - whole / 2).max() <= 1.5
    assert_pixel(pale, 100, 79, (127.5, 0, 0))


def test_bends_leave_no_gap(opengl: Offscreen) -> None:
    angle = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    ring = Polyline(np.stack([4 * np.cos(angle), 4 * np.sin(angle), 0 * angle], 1), closed=True)
    picture = painted(opengl, Draw(ring, Style(X, 6.0)))
    for turn in np.linspace(0, 2 * np.pi, 500):
        # Between two corners the ring is flatter than a circle by 40·(1 − cos(π/24)) = 0.34 pixels.
        x, y = 99.5 + 39.8 * np.cos(turn), 49.5 - 39.8 * np.sin(turn)
        assert_pixel(picture, round(x), round(y), RED)


def test_a_line_folded_right_back_is_still_there(opengl: Offscreen) -> None:
    collapsed = affine(np.diag([1.0, 0.0, 1.0]))
    ring = Polyline([(4, 0, 0), (0, 4, 0), (-4, 0, 0), (0, -4, 0)], closed=True)
    picture = painted(opengl, Draw(ring, Style(X, 4.0), collapsed))
    assert (picture[48:52, 60:140] == RED).all()


@pytest.mark.parametrize("portion", [0.0, 0.25, 0.6, 1.0])
def test_a_portion_is_the_first_part(opengl: Offscreen, portion: float) -> None:
    path = Polyline([(-5, 0, 0), (-3, 0, 0), (-1, 0, 0), (1, 0, 0), (3, 0, 0), (5, 0, 0)])
    picture = painted(opengl, Draw(path, Style(X, 4.0), portion=portion))
    end = 50 + round(100 * portion)
    if portion:
        assert (picture[50, 50 : end - 1] == RED).all()
    assert not picture[50, end + 2 :].any()


def test_a_portion_of_a_closed_line_has_two_ends(opengl: Offscreen) -> None:
    square = Polyline([(-2, -2, 0), (2, -2, 0), (2, 2, 0), (-2, 2, 0)], closed=True)
    half = painted(opengl, Draw(square, Style(X, 4.0), portion=0.5))
    assert_pixel(half, 100, 70, RED)
    assert_pixel(half, 120, 50, RED)
    assert_pixel(half, 100, 30, BLACK)
    assert_pixel(half, 80, 50, BLACK)
    assert_pixel(half, 78, 70, RED, within=30)  # the round end at the first corner is whole


def test_fade_goes_by_the_distance_before_the_matrix(opengl: Offscreen) -> None:
    picture = painted(opengl, Draw(ALONG, Style(X, 4.0, fade=5.0), affine(np.eye(3) * 1.6)))
    # The middle of pixel 164 is 64.5 pixels from the origin: 6.45 / 1.6 = 4.03125 units of source,
    # t = 0.515625 of the way from 3 to 5, and 1 - t²(3 - 2t) = 0.47658.
    assert_pixel(picture, 140, 50, RED)
    assert_pixel(picture, 164, 50, (255 * 0.47658, 0, 0))
    assert_pixel(picture, 199 - 164, 50, (255 * 0.47658, 0, 0))
    assert_pixel(picture, 179, 50, BLACK, within=1)


def test_an_arrow_has_a_shaft_and_a_head(opengl: Offscreen) -> None:
    arrow = Arrows([[(-5, 0, 0), (5, 0, 0)]])
    picture = painted(opengl, Draw(arrow, Style(X, 4.0)))
    long = head_length(4.0)  # 18 pixels, from x = 132 to the tip at 150
    half = HEAD_HALF_WIDTH * long
    wide = (picture[:, :, 0] > 127).sum(axis=0)
    assert wide[100] == 4
    assert wide[134] == pytest.approx(2 * half * (150 - 134.5) / long, abs=1.1)
    assert wide[142] == pytest.approx(2 * half * (150 - 142.5) / long, abs=1.1)
    assert wide[130] == 4
    assert wide[151] == 0


def test_a_translucent_arrow_is_evenly_so(opengl: Offscreen) -> None:
    arrow = Arrows([[(-5, -3, 0), (5, 3, 0)]])
    whole = painted(opengl, Draw(arrow, Style(X, 6.0)))
    pale = painted(opengl, Draw(arrow, Style(X, 6.0, 0.5)))
    assert np.abs(pale - whole / 2).max() <= 1.5


@pytest.mark.parametrize("length", [1.0, 1.6, 2.4])
def test_a_short_arrow_has_a_smaller_head_and_still_a_shaft(
    opengl: Offscreen, length: float
) -> None:
    picture = painted(opengl, Draw(Arrows([[(0, 0, 0), (length, 0, 0)]]), Style(X, 4.0)))
    tip = 100 + round(10 * length)
    assert not picture[:, tip + 2 :].any()
    assert not picture[:, :97].any()
    wide = (picture[:, :, 0] > 100).sum(axis=0)
    half = (100 + tip) // 2
    assert 1 <= wide[101] <= 4  # the shaft
    assert wide[half + 1] >= 1.5 * wide[101]  # the head, as long as the shaft or shorter
    assert (wide[101 : half - 1] == wide[101]).all()


def test_an_arrow_of_no_length_is_a_dot(opengl: Offscreen) -> None:
    nothing = painted(opengl, Draw(Arrows([[(0, 0, 0), (0, 0, 0)]]), Style(X, 4.0)))
    assert nothing[..., 0].sum() / 255 == pytest.approx(np.pi * 2**2, rel=0.1)  # a dot


@pytest.mark.parametrize("width", [1.0, 1.4, 4.0])
@pytest.mark.parametrize("height", [3.0, 1.0, -1.0])
@pytest.mark.parametrize("tilt", [0.0, 0.3])
def test_a_line_takes_the_tint_of_the_faces_that_are_nearer_alone(
    opengl: Offscreen, width: float, height: float, tilt: float
) -> None:
    """Thin lines and soft edges took that of all; before, they showed the background, dotted."""
    slanted = Draw(Segments([[(-6, -1.3, height), (6, 1.1, height)]]), Style(X, width))
    line = painted(opengl, slanted, camera=DEEP)[:, 60:140, 0] / 255
    slope = np.array([[8, 0, 0], [0, 8, 0], [0, tilt, 8]])
    low = Draw(shapes.square(), Style(Y, opacity=0.3), affine(slope))
    high = Draw(shapes.square(), Style(Z, opacity=0.4), affine(slope, (0, 0, 2)))
    wanted = np.zeros((*line.shape, 3))
    layers: list[tuple[float, int, float]] = [(0, 1, 0.3), (2, 2, 0.4), (height, 0, 1.0)]
    for _, channel, alpha in sorted(layers):
        cover = alpha * (line if channel == 0 else 1.0)
        wanted *= 1 - np.asarray(cover)[..., None]
        wanted[..., channel] += 255 * cover
    for draws in ((slanted, low, high), (low, high, slanted)):
        picture = painted(opengl, *draws, camera=DEEP)[:, 60:140]
        assert np.abs(picture - wanted).max() <= 3


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_thin_line_is_tinted_by_each_of_so_many_faces(opengl: Offscreen, count: int) -> None:
    line = Draw(Segments([[(-6, -1.3, -1), (6, 1.1, -1)]]), Style(X, 1.0))
    alone = painted(opengl, line, camera=DEEP)[:, 60:140, 0] / 255
    face = Draw(shapes.square(), Style(Y, opacity=0.2))
    faces = [replace(face, matrix=affine(8 * np.eye(3), (0.0, 0.0, k))) for k in range(count)]
    picture = painted(opengl, line, *faces, camera=DEEP)[:, 60:140]
    assert np.abs(picture[..., 0] - 255 * alone * 0.8**count).max() <= 3
    assert np.abs(picture[..., 1] - 255 * (1 - 0.8**count)).max() <= 3


def test_a_thin_line_within_a_body_is_tinted_by_its_front_alone(opengl: Offscreen) -> None:
    line = Draw(Segments([[(0, 0.55, 0.5), (2, 1.3, 0.5)]]), Style(Z, 1.0))
    body = Draw(box(False), Style(X, opacity=0.5))
    alone = painted(opengl, line, camera=DEEP)[35:45, 105:115, 2]
    both = painted(opengl, line, body, camera=DEEP)[35:45, 105:115]
    assert np.abs(both[..., 2] - alone / 2).max() <= 2
    back = 127.5 * (1 - alone / 255)
    assert np.abs(both[..., 0] - (back / 2 + 127.5)).max() <= 2


def test_in_the_plane_the_later_draw_is_on_top(opengl: Offscreen) -> None:
    above, below = Draw(ALONG, Style(X, 4.0), raised(1)), Draw(ACROSS, Style(Y, 4.0), raised(-1))
    assert_pixel(painted(opengl, above, below), 100, 50, GREEN)
    assert_pixel(painted(opengl, below, above), 100, 50, RED)


def test_in_space_the_nearer_is_on_top_in_any_order(opengl: Offscreen) -> None:
    above, below = Draw(ALONG, Style(X, 4.0), raised(1)), Draw(ACROSS, Style(Y, 4.0), raised(-1))
    assert_pixel(painted(opengl, above, below, camera=DEEP), 100, 50, RED)
    assert_pixel(painted(opengl, below, above, camera=DEEP), 100, 50, RED)


def test_at_the_same_depth_the_later_is_on_top(opengl: Offscreen) -> None:
    one, other = Draw(ALONG, Style(X, 4.0)), Draw(ALONG, Style(Y, 6.0))
    tilted = replace(DEEP, azimuth=0.3, elevation=0.7, field_of_view=0.6)
    for camera in (DEEP, tilted):
        assert_pixel(painted(opengl, one, other, camera=camera), 100, 50, GREEN)
        assert_pixel(painted(opengl, other, one, camera=camera), 100, 50, RED)


def test_soft_edges_hide_nothing_in_space(opengl: Offscreen) -> None:
    lower = Draw(SQUARE, Style(Y), raised(-1))
    line = Draw(Segments([[(0, 1, 0), (2, 1.3, 0)]]), Style(X, 4.0))
    behind = Draw(Segments([[(1, 0, -0.5), (1, 2, -0.5)]]), Style(Z, 8.0))
    picture = painted(opengl, line, behind, lower, camera=DEEP)
    # Along the blue line hardly any of the black background shows: only red, blue and mixtures.
    assert (picture[32:48, 110, 0] + picture[32:48, 110, 2]).min() >= 0.75 * 255 - 2


def test_what_has_nearly_faded_out_hides_nothing_in_space(opengl: Offscreen) -> None:
    faint = Draw(Segments([[(-5, 0, 1), (5, 0, 1)]]), Style(X, 4.0, 0.1))
    line = Draw(ACROSS, Style(Y, 4.0))
    for draws in ((faint, line), (line, faint)):
        assert_pixel(painted(opengl, *draws, camera=DEEP), 100, 50, (25.5, 229.5, 0))


@pytest.mark.parametrize("shift", [0.0, 0.02, 0.05, 0.08])
def test_the_smallest_dot_is_never_lost_in_space(opengl: Offscreen, shift: float) -> None:
    dot = Draw(Points([(shift, shift, 0)]), Style(X, 1.0))
    assert painted(opengl, dot, camera=DEEP)[..., 0].max() > 60


def test_faces_hide_nothing_but_cover_what_is_behind(opengl: Offscreen) -> None:
    face = Draw(SQUARE, Style(X, opacity=0.5), raised(1))
    line = Draw(Segments([[(0, 1, 0), (2, 1, 0)]]), Style(Y, 6.0))
    for draws in ((face, line), (line, face)):
        assert_pixel(painted(opengl, *draws, camera=DEEP), 110, 40, (127.5, 127.5, 0))
    nearer = replace(line, matrix=raised(2))
    assert_pixel(painted(opengl, nearer, face, camera=DEEP), 110, 40, GREEN)


def test_a_line_on_a_face_is_seen_whole(opengl: Offscreen) -> None:
    tilted = replace(DEEP, azimuth=0.4, elevation=0.5, field_of_view=0.6)
    face = Draw(Triangles(SQUARE.points * 3 - 3), Style(X))
    line = Draw(Segments([[(-2, -1, 0), (2, 1, 0)]]), Style(Y, 4.0))
    alone, both = (painted(opengl, *d, camera=tilted) for d in ((line,), (face, line)))
    inside = alone[..., 1] == 255
    assert inside.sum() > 50
    assert (both[inside] == GREEN).all()


def test_the_farther_face_is_painted_first(opengl: Offscreen) -> None:
    low, high = Draw(SQUARE, Style(X, opacity=0.5)), Draw(SQUARE, Style(Y, opacity=0.5), raised(1))
    for draws in ((low, high), (high, low)):
        assert_pixel(painted(opengl, *draws, camera=DEEP), 110, 40, (63.75, 127.5, 0))


def box(inside_out: bool) -> Triangles:
    """Return the faces z = 0 and z = 1 of a flat box and one side, wound one way or the other."""
    top = SQUARE.points + np.array([0, 0, 1])
    side = np.array([[(0, 0, 0), (2, 0, 0), (2, 0, 1)]])
    faces = np.concatenate([top, SQUARE.points[:, ::-1], side])
    return Triangles(faces[:, ::-1] if inside_out else faces, convex=True)


@pytest.mark.parametrize("inside_out", [False, True])
@pytest.mark.parametrize("mirrored", [1.0, -1.0])
def test_a_plane_through_a_convex_body_lies_between_its_faces(
    opengl: Offscreen, inside_out: bool, mirrored: float
) -> None:
    body = Draw(box(inside_out), Style(X, opacity=0.5), affine(np.diag([1, 1, mirrored])))
    plane = Draw(SQUARE, Style(Y, opacity=0.5), raised(mirrored * 0.5))
    # Bottom red, then green, then red: 255·(1/2·1/2·1/2) + 255/2 and 255·1/4.
    assert_pixel(painted(opengl, body, plane, camera=DEEP), 110, 40, (159.4, 63.75, 0))


def test_the_faces_of_a_hollow_surface_are_sorted(opengl: Offscreen) -> None:
    low, high = SQUARE.points, SQUARE.points + np.array([0, 0, 1])
    slant = np.array([[(5, 0, 0), (6, 0, 3), (5, 1, 0)]])
    for faces in ((low, high, slant), (slant, high, low)):
        surface = Draw(Triangles(np.concatenate(faces)), Style(X, opacity=0.5, shaded=True))
        middle = Draw(SQUARE, Style(Y, opacity=0.5), raised(2))
        picture = painted(opengl, surface, middle, camera=DEEP)
        assert_pixel(picture, 110, 40, (0.375 * 255, 127.5, 0))


@pytest.mark.parametrize("tilt", [0.0, 0.5, 1.2])
def test_shading_goes_by_the_tilt(opengl: Offscreen, tilt: float) -> None:
    slope = np.array([[1, 0, 0], [0, np.cos(tilt), 0], [0, np.sin(tilt), 0]])
    around = Triangles(SQUARE.points - np.array([1, 1, 0]))
    picture = painted(
        opengl, Draw(around, Style(X, shaded=True), affine(slope)), camera=replace(DEEP, height=3.0)
    )
    bright = SHADE_AMBIENT + (1 - SHADE_AMBIENT) * np.cos(tilt)
    assert_pixel(picture, 105, 48, (255 * bright, 0, 0))


def test_points_are_round_and_have_their_own_colours(opengl: Offscreen) -> None:
    colours = [(0, 255, 0, 255), (0, 0, 255, 128)]
    picture = painted(opengl, Draw(Points([(0, 0, 0), (5, 0, 0)], colours), Style(X, 12.0)))
    assert_pixel(picture, 100, 50, GREEN)
    assert_pixel(picture, 150, 50, (0, 0, 128))
    assert_pixel(picture, 105, 44, BLACK)
    assert picture[:, :130, 1].sum() / 255 == pytest.approx(np.pi * 6**2, rel=0.02)
    plain = painted(opengl, Draw(Points([(0, 0, 0)]), Style(X, 12.0)))
    assert_pixel(plain, 100, 50, RED)


@pytest.mark.parametrize("camera", [FLAT, DEEP])
def test_of_two_points_the_later_or_the_nearer_is_on_top(opengl: Offscreen, camera: Camera) -> None:
    colours = [(255, 0, 0, 255), (0, 255, 0, 255)]
    dots = Points([(0, 0, 1), (0, 0, 0)], colours)
    picture = painted(opengl, Draw(dots, Style(Z, 8.0)), camera=camera)
    assert_pixel(picture, 100, 50, GREEN if camera.flat else RED)


def test_a_budget_draws_a_fair_sample(opengl: Offscreen) -> None:
    # A point in the middle of every pixel of the view: those drawn can be counted.
    places = [((x - 99.5) / 10, (y - 49.5) / 10, 0) for y in range(100) for x in range(200)]
    dots = Draw(Points(places[:19_000]), Style(X, 1.0))
    assert (painted(opengl, dots)[..., 0] > 127).sum() == 19_000
    some = painted(opengl, dots, budget=5_000)[..., 0] > 127
    assert some.sum() == 5_000
    assert some[:, :100].sum() == pytest.approx(2_500, abs=200)
    assert some[10:, :].sum() > 4_400


@pytest.mark.parametrize("camera", [FLAT, DEEP])
def test_points_left_out_are_not_missed(opengl: Offscreen, camera: Camera) -> None:
    # The same red dots over and over, and one green one that must win or must lose.
    many = np.tile([(1.05, 0.05, 0.0), (3.05, 2.05, 0.0)], (15_000, 1))
    colours = np.tile(np.array([255, 0, 0, 255], np.uint8), (len(many), 1))
    many[20_000], colours[20_000] = (1.05, 0.05, 0.5), (0, 255, 0, 255)
    picture = painted(opengl, Draw(Points(many, colours), Style(Z, 5.0)), camera=camera)
    assert_pixel(picture, 110, 49, RED if camera.flat else GREEN)
    assert_pixel(picture, 130, 29, RED)


def test_a_picture_stands_upright(opengl: Offscreen) -> None:
    pixels = np.zeros((2, 2, 4), np.uint8)
    pixels[0, 0], pixels[0, 1] = (255, 0, 0, 255), (0, 255, 0, 255)  # top left, top right
    pixels[1, 0], pixels[1, 1] = (0, 0, 255, 255), (255, 255, 255, 128)
    picture = painted(
        opengl, Draw(Picture(pixels, [(-4, -4, 0), (4, -4, 0), (-4, 4, 0)]), Style(Slot.ACCENT_9))
    )
    assert_pixel(picture, 70, 20, RED)
    assert_pixel(picture, 130, 20, GREEN)
    assert_pixel(picture, 70, 80, BLUE)
    assert_pixel(picture, 130, 80, (128, 128, 128))
    assert_pixel(picture, 150, 50, BLACK)


def test_a_picture_hides_and_is_hidden_in_space(opengl: Offscreen) -> None:
    white = np.full((4, 4, 4), 255, np.uint8)
    sheet = Draw(Picture(white, [(-4, -4, 0), (4, -4, 0), (-4, 4, 0)]), Style(Slot.ACCENT_9))
    over, on, under = (Draw(ALONG, Style(X, 4.0), raised(z)) for z in (1, 0, -1))
    assert_pixel(painted(opengl, over, sheet, camera=DEEP), 120, 50, RED)
    assert_pixel(painted(opengl, sheet, on, camera=DEEP), 120, 50, RED)
    assert_pixel(painted(opengl, sheet, under, camera=DEEP), 120, 50, (255, 255, 255))


def test_the_opacity_of_a_picture_dims_its_own_colours(opengl: Offscreen) -> None:
    """Whatever its slot's colour and alpha are."""
    red = np.full((4, 4, 4), (255, 0, 0, 255), np.uint8)
    corners = [(-4, -4, 0), (4, -4, 0), (-4, 4, 0)]
    faint = replace(PALETTE, colours={**PALETTE.colours, Z: (0.0, 0.0, 1.0, 0.5)})
    for cells in (False, True):
        sheet = Draw(Picture(red, corners, cells=cells), Style(Z, opacity=0.25))
        for camera in (FLAT, DEEP):
            frame = Frame((Draw(ACROSS, Style(Y, 40.0), raised(-1)), sheet), (), camera)
            picture = rgb(opengl.image(frame, faint, SIZE))
            assert_pixel(picture, 70, 50, (64, 0, 0))
            assert_pixel(picture, 100, 50, (64, 191, 0))


@pytest.mark.parametrize("turned", [False, True])
def test_translucent_pictures_in_space_are_painted_from_far_to_near(
    opengl: Offscreen, turned: bool
) -> None:
    corners = [(-4, -4, 0), (4, -4, 0), (-4, 4, 0)]
    colours = ((255, 0, 0, 255), (0, 255, 0, 255))
    sheets = [
        Draw(Picture(np.full((2, 2, 4), rgba, np.uint8), corners), Style(X, opacity=0.5), raised(z))
        for z, rgba in zip((-1, 1), colours, strict=True)
    ]
    line = Draw(ALONG, Style(Z, 8.0))  # between the two
    draws = [*sheets, line][:: -1 if turned else 1]
    picture = painted(opengl, *draws, camera=DEEP)
    assert_pixel(picture, 120, 70, (64, 128, 0))
    assert_pixel(picture, 120, 50, (0, 128, 128))


def test_what_passes_the_eye_is_cut_off(opengl: Offscreen) -> None:
    inside = Camera((0, 0, 0), -np.pi / 2, 0.0, 4.0, 0.6, False)  # looks along +y
    through = Segments([[(0, 100, 0.5), (0, -100, 0.5)]])
    picture = painted(opengl, Draw(through, Style(X, 4.0)), camera=inside)
    # It comes from the horizon in the middle and leaves over the top.
    assert_pixel(picture, 100, 5, RED)
    assert not picture[55:].any()


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e300])
def test_a_matrix_beyond_all_bounds_paints_nothing_and_raises_nothing(
    opengl: Offscreen, value: float
) -> None:
    draws = [
        Draw(shape, Style(X, 4.0), np.full((4, 4), value)) for shape in (ALONG, SQUARE, box(False))
    ]
    last = Draw(ACROSS, Style(Y, 4.0))
    for camera in (FLAT, DEEP):
        assert_pixel(painted(opengl, *draws, last, camera=camera), 100, 30, GREEN)


def test_empty_geometry_is_nothing(opengl: Offscreen) -> None:
    none = np.zeros((0, 3))
    shapes: list[Geometry] = [
        Segments(none.reshape(0, 2, 3)),
        Polyline(none),
        Polyline([(0, 0, 0)]),
        Arrows(none.reshape(0, 2, 3)),
        Triangles(none.reshape(0, 3, 3), convex=True),
        Points(none, np.zeros((0, 4))),
    ]
    for camera in (FLAT, DEEP):
        draws = [Draw(shape, Style(X)) for shape in shapes]
        assert not painted(opengl, *draws, camera=camera).any()


def test_labels_are_written_where_asked(opengl: Offscreen) -> None:
    frame = Frame((), (Label("████", (5, 0, 0), X, size=30.0),), FLAT)
    picture = rgb(opengl.image(frame, PALETTE, SIZE, labels=True))
    assert picture[:, 120:, 0].any()
    assert not rgb(opengl.image(frame, PALETTE, SIZE)).any()


def test_the_report_names_what_draws(qapp: object) -> None:
    report = opengl_report()
    assert set(report) == {"version", "renderer", "vendor"}
    major, minor = (int(part) for part in report["version"].split()[0].split(".")[:2])
    assert (major, minor) >= (3, 3)
