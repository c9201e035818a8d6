"""Two pictures side by side, in figures and films: each is what it would be alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from eigenscope.document.figures import FigureSettings, FilmSettings
from eigenscope.export.composing import compose
from eigenscope.export.errors import FigureError
from eigenscope.export.film_painter import FilmPainter
from eigenscope.export.film_pairs import film_painter
from eigenscope.export.page import Panel, TextLine
from eigenscope.export.pictures import load_palette
from eigenscope.export.subject import Subject
from eigenscope.export.timeline import Moment
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.registry import load_lab
from eigenscope.main.command_line import run

DARK = load_palette("dark")
FILM = FilmSettings(1.0, 10, 640, 360, readouts=True, legend=True)


def pair(name: str, key: str) -> Subject:
    lab = load_lab(name)
    inputs = lab.defaults()
    other = next(each.inputs for each in lab.counterparts(inputs) if each.key == key)
    companion = Subject(lab, other, lab.solve(other))
    return Subject(lab, inputs, lab.solve(inputs), companion=companion)


@pytest.mark.parametrize(("name", "key"), [("transform", "transpose"), ("descent", "half")])
def test_a_figure_has_both_pictures_at_each_moment_by_one_camera(
    qtbot: QtBot, name: str, key: str
) -> None:
    of = pair(name, key)
    page = compose(of, FigureSettings(1600, 0, "px", moments=(0.5, 1.0), legend=True))
    panels = [item for item in page.items if isinstance(item, Panel)]
    assert len(panels) == 4
    first, second = of.pictures()
    expected = [(one, t) for one in (first, second) for t in (0.5, 1.0)]
    camera = first.camera(panels[0].size)
    for panel, (one, t) in zip(panels, expected, strict=True):
        assert panel.frame.camera == camera
        frame = one.lab.frame(one.solution, t, View(camera, panel.size))
        assert [label.text for label in panel.frame.labels] == [each.text for each in frame.labels]
    assert {panel.place[0] < page.size[0] / 2 for panel in panels[:2]} == {True}
    assert {panel.place[0] > page.size[0] / 2 for panel in panels[2:]} == {True}
    words = [item.text for item in page.items if isinstance(item, TextLine)]
    assert {first.heading, second.heading} <= set(words)
    assert first.heading != second.heading


@pytest.mark.parametrize("luma", [False, True], ids=["plain", "planes"])
def test_a_films_halves_are_films_of_each_picture(qtbot: QtBot, luma: bool) -> None:
    of = pair("transform", "inverse")
    moment = Moment(0.7)
    both = film_painter(of, FILM, DARK, luma=luma).paint(moment)
    for place, one in enumerate(of.pictures()):
        alone = FilmPainter(one, replace(FILM, width=320), DARK, luma=luma).paint(moment)
        half = both[:, 320 * place : 320 * (place + 1)]
        assert (half[..., :3] == alone[..., :3]).all() if not luma else (half == alone).all()


def test_pictures_that_find_no_room_side_by_side_are_refused(qtbot: QtBot) -> None:
    with pytest.raises(FigureError, match="no room"):
        compose(pair("transform", "inverse"), FigureSettings(40, 0, "px"))


def test_a_pair_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pair.png"
    shear = ["render", "transform", "-o", str(path), "--size", "400x200"]
    assert run(shear) == 0
    from PIL import Image

    alone = np.asarray(Image.open(path))
    images = []
    for beside in ("transpose", "matrix=[[1,0],[1,1]]"):
        assert run([*shear, "--beside", beside]) == 0
        images.append(np.asarray(Image.open(path)))
    assert (images[0] != alone).any()
    assert (images[0] == images[1]).all()  # the same inputs, typed
    capsys.readouterr()
    assert run([*shear, "--beside", "sideways"]) == 2
    words = capsys.readouterr().err
    assert "--beside takes NAME=VALUE, or transpose, inverse, none, not 'sideways'" in words
    assert run([*shear, "--beside", "matrix=["]) == 2
    assert "--beside" in capsys.readouterr().err
