"""Films by a reader that is not ours: profile, opacity and quality, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from eigenscope.document.codec import set_from_texts
from eigenscope.document.figures import QUALITIES, FilmSettings
from eigenscope.export.errors import FigureError
from eigenscope.export.film_painter import FilmPainter
from eigenscope.export.films import save_film
from eigenscope.export.pictures import load_palette
from eigenscope.export.subject import Subject
from eigenscope.export.timeline import Moment
from eigenscope.labs.contract.registry import load_lab

Pixels = npt.NDArray[np.uint8]
DARK = load_palette("dark")
FILM = FilmSettings(0.4, 10, 640, 360, 0.0, 0.0)


@cache
def subject(lab_name: str = "transform", **texts: str) -> Subject:
    lab = load_lab(lab_name)
    inputs = set_from_texts(lab, lab.defaults(), texts or {"matrix": "[2 1; 1 2]"})
    return Subject(lab, inputs, lab.solve(inputs))


def saved(settings: FilmSettings, path: Path) -> Path:
    save_film(subject(), settings, DARK, "even", path)
    return path


def opacities(path: Path) -> Iterator[Pixels]:
    """Yield the opacity of each frame, by FFmpeg or Pillow."""
    if path.suffix == ".webm":
        # FFmpeg's own reader of VP9 leaves opacity out.
        with av.open(str(path)) as film:
            reader = av.codec.CodecContext.create("libvpx-vp9", "r")
            for packet in film.demux(film.streams.video[0]):
                for frame in reader.decode(packet):
                    yield frame.to_ndarray(format="rgba")[..., 3].astype(np.uint8)
        return
    for picture in sorted(path.iterdir()) if path.is_dir() else [path]:
        with Image.open(picture) as image:
            for number in range(getattr(image, "n_frames", 1)):
                image.seek(number)
                yield np.asarray(image.convert("RGBA").getchannel("A"))


def test_an_mp4_is_of_high_profile_and_can_be_played_before_it_is_whole(
    qtbot: QtBot, tmp_path: Path
) -> None:
    for quality in QUALITIES:
        path = saved(replace(FILM, quality=quality), tmp_path / f"{quality}.mp4")
        with av.open(str(path)) as film:
            assert film.streams.video[0].codec_context.profile == "High"
            assert len(list(film.decode(video=0))) == 4
        data = path.read_bytes()
        assert 0 < data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize("ending", [".mp4", ".webm"])
def test_better_quality_is_nearer_to_what_was_painted(
    qtbot: QtBot, tmp_path: Path, ending: str
) -> None:
    # Luminance, for no quality keeps the colours of all pixels.
    wanted = FilmPainter(subject(), FILM, DARK, luma=True).paint(Moment(0.0))[:360].astype(float)
    errors = []
    for quality in QUALITIES:
        path = saved(replace(FILM, quality=quality), tmp_path / (quality + ending))
        with av.open(str(path)) as film:
            first = next(film.decode(video=0)).to_ndarray(format="nv12")[:360]
        errors.append(float(((first - wanted) ** 2).mean()))
    assert errors[0] > errors[1] > errors[2], errors


@pytest.mark.parametrize("name", ["film.webm", "film.apng", "pictures"])
def test_a_transparent_film_shows_what_is_behind_it(
    qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    settings = replace(FILM, transparent=True, readouts=True)
    for alpha in opacities(saved(settings, tmp_path / name)):
        assert alpha.shape == (360, 640)
        assert alpha.max() >= 250
        assert np.mean(alpha < 5) > 0.3  # most of a grid is between its lines


@pytest.mark.parametrize("name", ["film.mp4", "film.gif"])
def test_formats_without_opacity_refuse_it(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    with pytest.raises(FigureError, match="cannot be transparent; WebM"):
        saved(replace(FILM, transparent=True), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_transparent_picture_over_a_ground_is_the_picture(qtbot: QtBot) -> None:
    clear = FilmPainter(subject(), replace(FILM, transparent=True), DARK)
    whole = FilmPainter(subject(), FILM, DARK)
    ground = whole.paint(Moment(0.0))[0, 0, :3].astype(float)  # a corner shows the ground alone
    for t in (0.0, 0.4, 1.0):
        found = clear.paint(Moment(t)).astype(float)
        alpha = found[..., 3:] / 255
        mixed = found[..., :3] * alpha + ground * (1 - alpha)
        assert np.abs(mixed - whole.paint(Moment(t))[..., :3]).max() <= 5


@pytest.mark.parametrize(
    "change",
    [
        {"charts": ("curves",)}, {"readouts": True}, {"legend": True}, {"matrix": True},
        {"text_size": 1.5}, {"charts": ("curves",), "width": 360, "height": 640},
    ],
)  # fmt: skip
@pytest.mark.parametrize("luma", [False, True])
def test_what_a_film_is_to_show_is_there(qtbot: QtBot, change: dict[str, Any], luma: bool) -> None:
    settings = replace(FILM, **change)
    plain = replace(FILM, width=settings.width, height=settings.height)
    seen, without = (
        FilmPainter(subject(), one, DARK, luma=luma).paint(Moment(0.5)) for one in (settings, plain)
    )
    assert np.mean(seen != without) > 0.0005


def test_the_place_on_the_curve_moves_and_the_rest_stands(qtbot: QtBot) -> None:
    painter = FilmPainter(subject(), replace(FILM, charts=("curves",), legend=True), DARK)
    frames = [painter.paint(Moment(t)).astype(int)[..., :3] for t in (0.25, 0.75)]
    width, scale = painter.size[0], 0.5  # of 360 rows by 720
    chart = [frame[:, round(width * scale) :] for frame in frames]
    columns = np.flatnonzero(np.abs(chart[0] - chart[1]).max(axis=(0, 2)) > 30)
    assert 1 <= len(columns) <= 8  # two lines of a pixel or two
    below = [frame[round(painter.size[1] * scale) + 1 :] for frame in frames]
    assert (below[0] == below[1]).all()


def test_numbers_below_stand_where_they_stood(qtbot: QtBot) -> None:
    painter = FilmPainter(subject(), replace(FILM, readouts=True), DARK)
    heights = set()
    for t in (0.0, 0.1, 0.5, 1.0):
        frame = painter.paint(Moment(t))
        heights.add(painter.size)
        assert frame[-10:, :300].max() > 100  # something is written
    assert len(heights) == 1


def test_too_many_charts_for_a_film_are_refused(qtbot: QtBot) -> None:
    of = subject("matrix", data="randn(50, 50)")
    charts = tuple(one.key for one in of.charts())
    with pytest.raises(FigureError, match=r"no room for \d charts"):
        FilmPainter(of, replace(FILM, charts=charts), DARK)
