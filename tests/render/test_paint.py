"""The painter's pixels, worked out by hand, and the files that are made of them."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from eigenscope.export.pictures import frame_image, svg_bytes
from eigenscope.render.paint.painting import paint_draws
from eigenscope.render.paint.recording import Recording
from eigenscope.resources import read_text
from eigenscope.scene.camera import Camera
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
from eigenscope.scene.palette import palette_from_json
from eigenscope.scene.slots import Slot

from .compare import disagreement, pixels

SIZE = (200, 100)
PALETTE = palette_from_json(read_text("themes", "light.json"))
FLAT = Camera(height=10.0)  # ten pixels to a unit, the origin at (100, 50)
FRONT = Camera(azimuth=-np.pi / 2, elevation=0.0, height=10.0, flat=False)  # x right, z up


def painted(*draws: Draw, camera: Camera = FLAT, labels: tuple[Label, ...] = ()) -> QImage:
    return frame_image(Frame(draws, labels, camera), PALETTE, SIZE)


def draw(geometry: Geometry, slot: Slot = Slot.ACCENT_1, **style: float) -> Draw:
    return Draw(geometry, Style(slot, **style))  # type: ignore[arg-type]


def colour(slot: Slot) -> tuple[int, ...]:
    return _rgb(QColor.fromRgbF(*PALETTE[slot]))


def at(image: QImage, x: int, y: int) -> tuple[int, ...]:
    return _rgb(image.pixelColor(x, y))


def _rgb(found: QColor) -> tuple[int, ...]:
    return found.red(), found.green(), found.blue()


def near(found: tuple[int, ...], slot: Slot = Slot.ACCENT_1) -> bool:
    """Tell whether a colour is a slot's, but for the rounding of anti-aliasing."""
    return int(np.abs(np.array(found) - np.array(colour(slot))).max()) <= 2


def blend(over: Slot, under: Slot, opacity: float) -> np.ndarray:
    return np.array(colour(over)) * opacity + np.array(colour(under)) * (1 - opacity)


def test_a_line_has_its_width_place_and_colour(qtbot: QtBot) -> None:
    image = painted(draw(Segments([[(-5, 0, 0), (5, 0, 0)]]), width=4.0))
    assert near(at(image, 100, 48))
    assert near(at(image, 100, 51))
    assert at(image, 100, 45) == at(image, 100, 54) == colour(Slot.BACKGROUND)
    assert at(image, 45, 50) == at(image, 155, 50) == colour(Slot.BACKGROUND)


def test_a_draw_is_placed_by_its_matrix(qtbot: QtBot) -> None:
    line = Draw(
        Segments([[(-1, 0, 0), (1, 0, 0)]]), Style(Slot.ACCENT_1, 4.0), affine([[0, 0], [3, 0]])
    )
    image = painted(line)
    assert at(image, 100, 25) == colour(Slot.ACCENT_1)
    assert at(image, 115, 50) == colour(Slot.BACKGROUND)


def test_an_arrow_has_a_head_of_pixels(qtbot: QtBot) -> None:
    image = painted(draw(Arrows([[(-5, 0, 0), (5, 0, 0)]]), width=4.0))
    assert near(at(image, 134, 54))  # the head is 18 long and 15 wide
    assert at(image, 130, 55) == colour(Slot.BACKGROUND)
    assert at(image, 60, 50) == colour(Slot.ACCENT_1)


def test_an_arrow_of_no_length_is_a_dot(qtbot: QtBot) -> None:
    image = painted(draw(Arrows([[(0, 0, 0), (0, 0, 0)]]), width=8.0))
    assert at(image, 100, 50) == colour(Slot.ACCENT_1)


def test_a_face_is_translucent_and_has_no_seam(qtbot: QtBot) -> None:
    square = Triangles([[(-3, -3, 0), (3, -3, 0), (3, 3, 0)], [(-3, -3, 0), (3, 3, 0), (-3, 3, 0)]])
    image = painted(draw(square, opacity=0.5))
    wanted = blend(Slot.ACCENT_1, Slot.BACKGROUND, 0.5)
    for place in ((90, 40), (100, 50), (110, 40), (95, 55), (105, 45)):
        assert np.abs(np.array(at(image, *place)) - wanted).max() <= 2


@pytest.mark.parametrize("seed", range(5))
def test_faces_that_share_edges_and_overlap_fill_what_each_of_them_fills(
    qtbot: QtBot, seed: int
) -> None:
    numbers = np.random.default_rng(seed)
    knots = numbers.uniform(-4, 4, (12, 2)).round(2)
    faces = np.zeros((30, 3, 3))
    faces[..., :2] = knots[numbers.integers(0, 12, (30, 3))]  # some share edges, some have no area
    together = painted(draw(Triangles(faces)))
    wanted = np.zeros((100, 200), bool)
    y, x = np.mgrid[0:100, 0:200] + 0.5
    for a, b, c in faces[..., :2] * [10, -10] + [100, 50]:
        sides = [
            (q - p)[0] * (y - p[1]) - (q - p)[1] * (x - p[0]) for p, q in ((a, b), (b, c), (c, a))
        ]
        wanted |= np.all([s > 0 for s in sides], axis=0) | np.all([s < 0 for s in sides], axis=0)
    seen = np.abs(pixels(together) - colour(Slot.ACCENT_1)).max(axis=2) <= 2
    # Only on the outline, where a pixel is covered in part, may they differ.
    inner = wanted & ~edges_of(wanted)
    assert seen[inner].all()
    assert not seen[~(wanted | edges_of(wanted))].any()
    assert inner.sum() > 500


def edges_of(mask: np.ndarray) -> np.ndarray:
    """Return where a pixel or one beside it is on the other side of a mask's outline."""
    near = np.zeros_like(mask)
    for axis in (0, 1):
        for step in (-1, 1):
            near |= np.roll(mask, step, axis=axis) != mask
    return near


def test_in_the_plane_the_later_is_on_top(qtbot: QtBot) -> None:
    across, up = Segments([[(-5, 0, 0), (5, 0, 0)]]), Segments([[(0, -4, 0), (0, 4, 0)]])
    image = painted(draw(across, width=6.0), draw(up, Slot.ACCENT_2, width=6.0))
    assert at(image, 100, 50) == colour(Slot.ACCENT_2)


def test_in_space_the_nearer_is_on_top(qtbot: QtBot) -> None:
    near, far = Segments([[(-5, -2, 0), (5, -2, 0)]]), Segments([[(0, 2, -4), (0, 2, 4)]])
    image = painted(draw(near, width=6.0), draw(far, Slot.ACCENT_2, width=6.0), camera=FRONT)
    assert at(image, 100, 50) == colour(Slot.ACCENT_1)


def test_a_line_through_a_face_is_dimmed_behind_it_alone(qtbot: QtBot) -> None:
    wall = Triangles([[(-4, 0, -4), (4, 0, -4), (4, 0, 4)], [(-4, 0, -4), (4, 0, 4), (-4, 0, 4)]])
    line = Segments([[(-3, -3, 0), (3, 3, 0)]])  # before the wall on the left, behind on the right
    image = painted(draw(line, width=6.0), draw(wall, Slot.ACCENT_3, opacity=0.5), camera=FRONT)
    assert at(image, 85, 50) == colour(Slot.ACCENT_1)
    behind = np.array(at(image, 115, 50))
    assert np.abs(behind - blend(Slot.ACCENT_3, Slot.ACCENT_1, 0.5)).max() <= 2


def test_two_faces_that_cross_are_each_in_front_on_one_side(qtbot: QtBot) -> None:
    def slanted(sign: int) -> Triangles:
        a, b = (-4, -4 * sign, -4), (4, 4 * sign, -4)
        c, d = (4, 4 * sign, 4), (-4, -4 * sign, 4)
        return Triangles([[a, b, c], [a, c, d]])

    image = painted(
        draw(slanted(1), Slot.ACCENT_1, opacity=0.5),
        draw(slanted(-1), Slot.ACCENT_3, opacity=0.5),
        camera=FRONT,
    )
    red, blue = np.array(colour(Slot.ACCENT_1)), np.array(colour(Slot.ACCENT_3))
    white = np.array(colour(Slot.BACKGROUND))
    left, right = np.array(at(image, 80, 40)), np.array(at(image, 120, 40))
    assert np.abs(left - (red / 2 + (blue / 2 + white / 2) / 2)).max() <= 3
    assert np.abs(right - (blue / 2 + (red / 2 + white / 2) / 2)).max() <= 3


def test_a_line_fades_from_its_origin(qtbot: QtBot) -> None:
    image = painted(draw(Segments([[(-10, 0, 0), (10, 0, 0)]]), width=6.0, fade=5.0))
    assert at(image, 110, 50) == colour(Slot.ACCENT_1)
    half = np.array(at(image, 140, 50))  # 4 of 5: in the middle of the fade
    assert np.abs(half - blend(Slot.ACCENT_1, Slot.BACKGROUND, 0.5)).max() <= 12
    assert at(image, 152, 50) == colour(Slot.BACKGROUND)


def test_a_portion_of_a_path(qtbot: QtBot) -> None:
    path = Polyline([(-4, 0, 0), (0, 0, 0), (4, 0, 0)])
    image = painted(Draw(path, Style(Slot.TRAIL, 4.0), portion=0.75))
    assert at(image, 118, 50) == colour(Slot.TRAIL)
    assert at(image, 123, 50) == colour(Slot.BACKGROUND)


def test_points_keep_their_own_colours(qtbot: QtBot) -> None:
    dots = Points([(-3, 0, 0), (3, 0, 0)], np.array([(255, 0, 0, 255), (0, 0, 255, 255)]))
    image = painted(draw(dots, width=10.0))
    assert at(image, 70, 50) == (255, 0, 0)
    assert at(image, 130, 50) == (0, 0, 255)


def test_a_picture_stands_upright(qtbot: QtBot) -> None:
    rows = np.zeros((20, 20, 4), dtype=np.uint8)
    rows[:10] = (255, 0, 0, 255)
    rows[10:] = (0, 0, 255, 255)
    image = painted(draw(Picture(rows, [(-2, -2, 0), (2, -2, 0), (-2, 2, 0)])))
    assert at(image, 100, 36) == (255, 0, 0)
    assert at(image, 100, 64) == (0, 0, 255)


@pytest.mark.parametrize("cells", [False, True])
def test_the_opacity_of_a_picture_dims_it(qtbot: QtBot, cells: bool) -> None:
    red = np.full((20, 20, 4), (255, 0, 0, 255), np.uint8)
    sheet = Picture(red, [(-2, -2, 0), (2, -2, 0), (-2, 2, 0)], cells=cells)
    mixed = 0.25 * np.array([255, 0, 0]) + 0.75 * np.array(colour(Slot.BACKGROUND))
    frame = Frame((draw(sheet, opacity=0.25),), (), FLAT)
    image = frame_image(frame, PALETTE, SIZE)
    assert np.abs(np.array(at(image, 100, 50)) - mixed).max() <= 2
    again = QImage(*SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(again)
    QSvgRenderer(svg_bytes(frame, PALETTE, SIZE)).render(painter)
    painter.end()
    assert np.abs(np.array(at(again, 100, 50)) - mixed).max() <= 2
    recorded = Recording()
    paint_draws(recorded, frame, PALETTE, SIZE)
    painter = QPainter(again)
    recorded.play(painter)
    painter.end()
    assert at(again, 100, 50) == at(image, 100, 50)


def test_pictures_in_space_are_painted_from_far_to_near(qtbot: QtBot) -> None:
    sheets = [
        Draw(
            Picture(np.full((2, 2, 4), rgba, np.uint8), [(-4, y, -4), (4, y, -4), (-4, y, 4)]),
            Style(Slot.ACCENT_1, opacity=0.5),
        )
        for y, rgba in ((1, (255, 0, 0, 255)), (-1, (0, 255, 0, 255)))  # the second is nearer
    ]
    under = 0.25 * np.array(colour(Slot.BACKGROUND))
    for draws in (sheets, sheets[::-1]):
        found = np.array(at(painted(*draws, camera=FRONT), 100, 50))
        assert np.abs(found - under - np.array([64, 128, 0])).max() <= 2


def test_huge_coordinates_do_no_harm(qtbot: QtBot) -> None:
    image = painted(draw(Segments([[(-1e9, 0, 0), (1e9, 0, 0)]]), width=4.0))
    assert at(image, 3, 50) == at(image, 196, 50) == colour(Slot.ACCENT_1)


def test_what_is_behind_the_eye_is_not_seen(qtbot: QtBot) -> None:
    camera = Camera(azimuth=-np.pi / 2, elevation=0.0, height=10.0, field_of_view=0.6, flat=False)
    line = Segments([[(0, -1000, -2), (0, 1000, -2)]])
    image = painted(draw(line, width=4.0), camera=camera)
    assert at(image, 100, 10) == colour(Slot.BACKGROUND)
    assert at(image, 100, 90) == colour(Slot.ACCENT_1)


def test_an_svg_is_the_same_picture(qtbot: QtBot, tmp_path: Path) -> None:
    square = Triangles([[(-3, -3, 0), (3, -3, 0), (3, 3, 0)]])
    frame = Frame(
        (draw(square, opacity=0.5), draw(Segments([[(-9, 1, 0), (9, 1, 0)]]), width=3.0, fade=8.0)),
        (Label("λ = 3", (0, -3, 0), Slot.ACCENT_4, size=20),),
        FLAT,
    )
    path = tmp_path / "picture.svg"
    path.write_bytes(svg_bytes(frame, PALETTE, SIZE))
    root = ElementTree.parse(path).getroot()
    assert root.get("viewBox") == "0 0 200 100"
    assert not [node for node in root.iter() if node.tag.endswith("}text")]
    again = QImage(*SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    again.fill(QColor("white"))
    painter = QPainter(again)
    QSvgRenderer(str(path)).render(painter)
    painter.end()
    assert disagreement(again, frame_image(frame, PALETTE, SIZE)) < 0.002


def test_a_png_of_twice_the_density(qtbot: QtBot) -> None:
    frame = Frame((draw(Segments([[(-5, 0, 0), (5, 0, 0)]]), width=4.0),), (), FLAT)
    image = frame_image(frame, PALETTE, SIZE, pixel_ratio=2.0)
    assert (image.width(), image.height()) == (400, 200)
    assert at(image, 200, 97) == at(image, 200, 102) == colour(Slot.ACCENT_1)
    assert at(image, 200, 90) == colour(Slot.BACKGROUND)


def test_a_transparent_background(qtbot: QtBot) -> None:
    frame = Frame((draw(Segments([[(-5, 0, 0), (5, 0, 0)]]), width=4.0),), (), FLAT)
    image = frame_image(frame, PALETTE, SIZE, transparent=True)
    assert image.pixelColor(3, 3).alpha() == 0
    assert image.pixelColor(100, 50).alpha() == 255


def test_a_closed_line_seen_edge_on_in_space_is_no_thicker_at_its_ends(qtbot: QtBot) -> None:
    """Its pieces get ever shorter there, and each must not be closed onto itself."""
    turn = np.linspace(0, 2 * np.pi, 128, endpoint=False)
    circle = Polyline(np.stack([2 * np.cos(turn), 0 * turn, np.sin(turn)], 1), closed=True)
    flattened = affine(np.diag([1.0, 1.0, 0.005]))
    line = Draw(circle, Style(Slot.ACCENT_1, 3.0), flattened)
    image = painted(line, camera=FRONT)
    ground = colour(Slot.BACKGROUND)
    heights = [sum(at(image, x, y) != ground for y in range(SIZE[1])) for x in range(SIZE[0])]
    assert 3 <= max(heights) <= 5
