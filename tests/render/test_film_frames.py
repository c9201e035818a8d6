"""A film's frames: the picture that the renderer paints, and its planes by the standard's numbers.

The expected planes are worked out here from the red, green and blue picture, by ITU-R BT.709.
"""

from __future__ import annotations

import weakref
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from eigenscope.document.codec import set_from_texts
from eigenscope.document.figures import FilmSettings
from eigenscope.export.film_painter import FilmPainter
from eigenscope.export.pictures import frame_image, load_palette
from eigenscope.export.subject import Subject
from eigenscope.export.timeline import Moment
from eigenscope.labs.contract.registry import load_lab
from eigenscope.render.paint.luma import luma_colour, luma_image
from eigenscope.scene.camera import Camera, Size
from eigenscope.scene.frame import Draw, Frame, Style
from eigenscope.scene.geometry import Segments
from eigenscope.scene.slots import Slot

from .compare import pixels

Floats = npt.NDArray[np.float64]
DARK = load_palette("dark")
# High enough to be painted in bands, and the last of them is lower than the others.
SETTINGS = FilmSettings(1.0, 10, 1280, 720)
SUBJECTS = {
    "plane": ("transform", "[[2,1],[1,2]]"),
    "space": ("transform", "[[1,0.5,0],[0,1,0.5],[0.3,0,1]]"),
    "product": ("product", None),
    "systems": ("systems", None),
}


@cache
def subject(kind: str) -> Subject:
    name, matrix = SUBJECTS[kind]
    lab = load_lab(name)
    inputs = lab.defaults()
    if matrix is not None:
        inputs = set_from_texts(lab, inputs, {"matrix": matrix})
    return Subject(lab, inputs, lab.solve(inputs))


def in_planes(red_first: npt.NDArray[np.generic]) -> Floats:
    """Return Y, U and V (…, 3) of red, green and blue, 0…255."""
    red, green, blue = (np.asarray(red_first[..., k], np.float64) / 255 for k in range(3))
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return np.stack(
        [16 + 219 * y, 128 + 224 * (blue - y) / 1.8556, 128 + 224 * (red - y) / 1.5748], axis=-1
    )


@pytest.mark.parametrize("kind", SUBJECTS)
def test_a_frame_is_the_renderers_picture(qtbot: QtBot, kind: str) -> None:
    painter = FilmPainter(subject(kind), SETTINGS, DARK)
    for t in (0.0, 0.3, 0.8):
        found = painter.paint(Moment(t))[..., 2::-1].astype(np.int16)
        frame = subject(kind).frame(t, painter.size, subject(kind).camera(painter.size, 0.0))
        wanted = pixels(frame_image(frame, DARK, painter.size, pixel_ratio=SETTINGS.height / 720))
        assert np.abs(found - wanted).max() <= 1


class _Flying(Subject):
    """Its only line goes up with time, by its mix alone."""

    poses = Segments([[(-1, -1, 0), (1, -1, 0)]]), Segments([[(-1, 1, 0), (1, 1, 0)]])

    def frame(self, t: float, size: Size, camera: Camera | None = None) -> Frame:
        low, high = self.poses
        line = Draw(low, Style(Slot.ACCENT_1, 9.0), towards=high, mix=t)
        return Frame((line,), (), camera or self.camera(size))


def test_what_is_between_two_poses_does_not_stand_still(qtbot: QtBot) -> None:
    plane = subject("plane")
    of = _Flying(plane.lab, plane.inputs, plane.solution)
    painter = FilmPainter(of, SETTINGS, DARK)
    heights = []
    for t in (0.0, 0.0, 0.5, 1.0):
        found = painter.paint(Moment(t))[..., :3].astype(np.int16)
        rows = np.flatnonzero((found != found[0, 0]).any(axis=(1, 2)))
        heights.append(float(rows.mean()))
    assert heights[0] == heights[1] > heights[2] + 20 > heights[3] + 40


@pytest.mark.parametrize("kind", SUBJECTS)
def test_planes_are_those_of_the_picture(qtbot: QtBot, kind: str) -> None:
    plain = FilmPainter(subject(kind), SETTINGS, DARK)
    luma = FilmPainter(subject(kind), SETTINGS, DARK, luma=True)
    height, width = SETTINGS.height, SETTINGS.width
    for t in (0.0, 0.3, 0.8):
        wanted = in_planes(plain.paint(Moment(t))[..., 2::-1])
        found = luma.paint(Moment(t)).astype(np.float64)
        assert found.shape == (height * 3 // 2, width)
        # Each thing that is blended is rounded once, in either way of painting; labels are twice,
        # with their ground and their letters.
        assert np.abs(found[:height] - wanted[..., 0]).max() <= 4
        assert np.abs(found[:height] - wanted[..., 0]).mean() < 0.6
        differences = found[height:].reshape(height // 2, width // 2, 2)
        assert np.abs(differences - wanted[::2, ::2, 1:]).max() <= 5
        assert np.abs(differences - wanted[::2, ::2, 1:]).mean() < 0.6


def test_frames_planes_are_not_overwritten_by_the_next(qtbot: QtBot) -> None:
    painter = FilmPainter(subject("plane"), SETTINGS, DARK, luma=True)
    first = painter.paint(Moment(0.0))
    kept = first.copy()
    assert (painter.paint(Moment(1.0)) != kept).any()
    assert (first == kept).all()


def test_memory_of_planes_is_used_again_once_nobody_has_them(qtbot: QtBot) -> None:
    painter = FilmPainter(subject("plane"), SETTINGS, DARK, luma=True)
    planes = painter.paint(Moment(0.2))
    first = weakref.ref(planes)
    assert painter.paint(Moment(0.4)) is not planes
    del planes
    assert painter.paint(Moment(0.6)) is first()


@pytest.mark.parametrize(
    ("colour", "planes"),
    [  # of 75 % bars, as the recommendation's tables for 8 bits have them
        ((255, 255, 255), (235, 128, 128)), ((0, 0, 0), (16, 128, 128)),
        ((191, 191, 0), (168, 44, 136)), ((191, 0, 0), (51, 109, 212)),
        ((0, 191, 0), (133, 63, 52)), ((0, 0, 191), (28, 212, 120)),
    ],
)  # fmt: skip
def test_colours_by_the_standard(colour: tuple[int, int, int], planes: tuple[int, ...]) -> None:
    red, green, blue = colour
    made = luma_colour(QColor(red, green, blue, 51))
    assert (made.blue(), made.green(), made.red()) == planes
    assert made.alpha() == 51


def test_images_by_the_standard(qtbot: QtBot) -> None:
    random = np.random.default_rng(5)
    plain = random.integers(0, 256, (9, 7, 4), np.uint8)  # blue, green, red, alpha
    image = QImage(plain.data, 7, 9, 28, QImage.Format.Format_ARGB32)
    made = luma_image(image)
    found = np.frombuffer(made.constBits(), np.uint8).reshape(9, 7, 4)
    assert (found[..., 3] == plain[..., 3]).all()
    # Premultiplied, so over a ground they give the mixture that the colours give.
    wanted = in_planes(plain[..., 2::-1]) * (plain[..., 3:] / 255)
    assert np.abs(found[..., :3] - wanted).max() <= 2
