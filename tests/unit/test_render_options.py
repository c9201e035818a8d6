"""Every option of ``render`` for every kind of output: it changes something, or it is refused."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from eigenscope.document.figures import FigureSettings, FilmSettings
from eigenscope.main.errors import UserError
from eigenscope.main.render_limits import FIGURES, FILMS, FOLDER, TAKEN_BY, refuse_unused
from eigenscope.main.render_options import Options
from eigenscope.main.render_settings import figure_settings, film_settings

ENDINGS = (*FIGURES, *FILMS, FOLDER)
PLAIN = Options("transform", "out")
GIVEN: dict[str, Any] = {
    "settings": ("grid=off",), "beside": ("transpose",), "palette": "print", "view": "3d",
    "size": "640x360", "width": "640px", "height": "480px", "text_size": 1.5, "include": "readouts",
    "charts": "curves", "transparent": True, "at": "0.5", "dpi": 150.0, "line_width": 2.0,
    "title": "Shear", "columns": 2, "no_picture": True, "letters": "text", "fragment": True,
    "seconds": 2.0, "fps": 24, "hold": "0.1", "back": True, "orbit": 90.0, "quality": "best",
    "language": "zh_CN",
}  # fmt: skip
ELSEWHERE = {"settings", "beside", "view", "charts"}
"""What is no part of the settings of figures and films: tests of ``render`` look at it."""


def test_the_table_names_every_option() -> None:
    options = {field.name for field in fields(Options)} - {"what", "output", "table"}
    assert set(TAKEN_BY) == options == set(GIVEN)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", GIVEN)
def test_an_option_is_honoured_or_refused(name: str, ending: str) -> None:
    options = replace(PLAIN, **{name: GIVEN[name]})
    if name == "no_picture":
        options = replace(options, charts="curves")
    if ending not in TAKEN_BY[name]:
        with pytest.raises(UserError, match=f"--{name.replace('_', '-')} is for"):
            refuse_unused(options, ending)
        return
    refuse_unused(options, ending)
    if name in ELSEWHERE:
        return
    if ending in FIGURES:
        assert figure_settings(FigureSettings(), options) != FigureSettings()
    else:
        assert film_settings(FilmSettings(), options) != FilmSettings()


@pytest.mark.parametrize(
    ("given", "ending", "words"),
    [
        ({"no_picture": True}, ".pdf", "--no-picture leaves nothing"),
        ({"size": "640x360", "width": "85mm"}, ".png", "give it, or --width and --height"),
        ({"fps": 60}, ".gif", "at most 50 frames"),
        ({"transparent": True}, ".mp4", "--transparent is for .* not for a .mp4 file"),
        ({"transparent": True}, ".gif", "--transparent is for .* not for a .gif file"),
        ({"at": "0.5"}, FOLDER, "--at is for figures, not for a folder of pictures"),
        ({"seconds": 3.0}, ".svg", "--seconds is for films, not for a .svg file"),
    ],
)
def test_what_does_not_go_together_is_refused(
    given: dict[str, Any], ending: str, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        refuse_unused(replace(PLAIN, **given), ending)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"width": "85mm"}, "--width of a film is in pixels"),
        ({"height": "single"}, "--height of a film is in pixels"),
        ({"width": "640"}, "--width 640: say the unit"),
        ({"hold": "1,1", "seconds": 2.0}, "leave too little of 2 s for the motion"),
        ({"text_size": 9.0}, "--text-size is from 0.3 to 4"),
    ],
)
def test_what_a_film_cannot_have_is_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(UserError, match=words):
        film_settings(FilmSettings(), replace(PLAIN, **given))


def test_dots_an_inch_are_of_a_size_on_paper() -> None:
    with pytest.raises(UserError, match="--dpi is of a size on paper"):
        figure_settings(FigureSettings(800, 600, "px"), replace(PLAIN, dpi=300.0))
    assert figure_settings(FigureSettings(85), replace(PLAIN, dpi=150.0)).dpi == 150


@pytest.mark.parametrize(
    ("given", "size"),
    [
        ({"width": "1280px"}, (1280, 720)),
        ({"height": "540px"}, (960, 540)),
        ({"width": "540px", "height": "960px"}, (540, 960)),
        ({"size": "320x180"}, (320, 180)),
        ({"width": "853px"}, (853, 480)),  # a height that codecs can have
    ],
)
def test_a_films_width_and_height(given: dict[str, Any], size: tuple[int, int]) -> None:
    found = film_settings(FilmSettings(), replace(PLAIN, **given))
    assert (found.width, found.height) == size
