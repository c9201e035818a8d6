"""Which part of a picture is under the mouse, and what lighting it up changes."""

from __future__ import annotations

import numpy as np
import pytest

from eigenscope.scene.camera import Camera
from eigenscope.scene.frame import Draw, Frame, Style, affine
from eigenscope.scene.geometry import Arrows, Points, Polyline, Segments, Triangles
from eigenscope.scene.lighting import lit, part_at
from eigenscope.scene.slots import Slot

SIZE = (800.0, 800.0)  # with 8 units of height: 100 pixels a unit, the origin at (400, 400)
PARTS = ("sum", "face", "cloud", "path")


def frame(*draws: Draw) -> Frame:
    return Frame(draws, (), Camera())


SUM = Draw(Arrows([[(0, 0, 0), (1, 0, 0)]]), Style(Slot.HIGHLIGHT, 3.0), name="sum")
TRAIL = Draw(Segments([[(0, 2, 0), (1, 2, 0)]]), Style(Slot.TRAIL), name="sum trail")
SUMMARY = Draw(Segments([[(0, -2, 0), (1, -2, 0)]]), Style(Slot.TRAIL), name="summary")
FACE = Draw(
    Triangles([[(-1, -1, 0), (1, -1, 0), (0, 1, 0)]]),
    Style(Slot.ACCENT_9, opacity=0.3),
    name="face",
)


@pytest.mark.parametrize(
    ("pixel", "part"),
    [
        ((450, 400), "sum"),
        ((450, 405), "sum"),
        ((505, 400), "sum"),
        ((450, 200), "sum"),  # its trail belongs to it
        ((450, 600), None),  # another name that only begins the same
        ((400, 450), "face"),
        ((400, 250), None),
    ],
)
def test_the_part_under_a_pixel(pixel: tuple[float, float], part: str | None) -> None:
    assert part_at(frame(FACE, SUM, TRAIL, SUMMARY), SIZE, pixel, PARTS) == part


def test_a_line_wins_over_the_face_that_it_lies_on() -> None:
    assert part_at(frame(SUM, FACE), SIZE, (410, 402), PARTS) == "sum"


def test_a_draw_stands_where_its_matrix_puts_it() -> None:
    moved = Draw(SUM.geometry, SUM.style, affine(np.eye(3), (0, 3, 0)), name="sum")
    assert part_at(frame(moved), SIZE, (450, 100), PARTS) == "sum"
    assert part_at(frame(moved), SIZE, (450, 400), PARTS) is None


def test_only_the_portion_that_is_drawn_is_there() -> None:
    line = Polyline([(0, 0, 0), (1, 0, 0), (1, 1, 0)])
    half = Draw(line, Style(Slot.TRAIL), portion=0.5, name="path")
    assert part_at(frame(half), SIZE, (450, 400), PARTS) == "path"
    assert part_at(frame(half), SIZE, (500, 330), PARTS) is None


def test_a_draw_between_poses_is_where_it_is_seen() -> None:
    away = Arrows([[(0, 4, 0), (1, 4, 0)]])
    halfway = Draw(SUM.geometry, SUM.style, name="sum", towards=away, mix=0.5)
    assert part_at(frame(halfway), SIZE, (450, 200), PARTS) == "sum"
    assert part_at(frame(halfway), SIZE, (450, 400), PARTS) is None


def test_a_point_of_a_cloud() -> None:
    cloud = Draw(Points([(0, 0, 0), (2, 2, 0)]), Style(Slot.ACCENT_9), name="cloud")
    assert part_at(frame(cloud), SIZE, (603, 203), PARTS) == "cloud"
    assert part_at(frame(cloud), SIZE, (500, 300), PARTS) is None


def test_what_is_not_finite_is_nowhere() -> None:
    broken = Draw(SUM.geometry, SUM.style, affine(np.full((3, 3), np.nan)), name="sum")
    assert part_at(frame(broken), SIZE, (450, 400), PARTS) is None


def test_lighting_dims_the_rest_and_keeps_the_geometry() -> None:
    before = frame(FACE, SUM, TRAIL, SUMMARY)
    after = lit(before, "sum")
    face, total, trail, summary = after.draws
    assert face.style.opacity < 0.1
    assert summary.style.opacity < 0.5
    assert total.style.opacity == trail.style.opacity == 1.0
    assert total.style.width > SUM.style.width
    assert [d.geometry for d in after.draws] == [d.geometry for d in before.draws]


def test_a_part_that_is_not_there_changes_nothing() -> None:
    before = frame(FACE)
    assert lit(before, "sum") is before
