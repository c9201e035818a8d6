"""The forms of the export dialogs: what is shown is what is given back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from eigenscope.document.figures import FigureSettings, FilmSettings
from eigenscope.labs.contract.registry import load_lab
from eigenscope.ui.export.figure_form import FigureForm
from eigenscope.ui.export.film_form import FOLDER, FilmForm
from eigenscope.ui.style.form import choose

MATRIX = load_lab("matrix")
CHARTS = MATRIX.charts(MATRIX.preview(MATRIX.defaults()))
FILM = FilmSettings(
    3.0, 25, 1280, 720, readouts=True, legend=True, matrix=True, charts=("map", "curves"),
    transparent=True, quality="best",
)  # fmt: skip


@pytest.mark.parametrize(
    "settings",
    [
        FigureSettings(),
        FigureSettings(letters="text", fragment=True),
        FigureSettings(unit="single", legend=True, fragment=True, moments=(0.0, 1.0)),
    ],
)
def test_a_figures_form_gives_back_what_it_shows(qtbot: QtBot, settings: FigureSettings) -> None:
    form = FigureForm(CHARTS)
    qtbot.addWidget(form)
    form.show_settings(settings)
    assert form.settings() == settings


def test_a_films_form_gives_back_what_it_shows(qtbot: QtBot) -> None:
    form = FilmForm(CHARTS, space=True)
    qtbot.addWidget(form)
    choose(form.format, FOLDER)
    for settings in (FilmSettings(), FILM):
        form.show_settings(settings)
        assert form.settings() == settings  # "curves" is of other labs, and stays


def test_a_films_form_offers_what_the_format_can(qtbot: QtBot) -> None:
    form = FilmForm(CHARTS, space=True)
    qtbot.addWidget(form)
    form.show_settings(FILM)
    for ending, quality, clear in (
        (".mp4", True, False), (".webm", True, True), (".gif", False, False), (FOLDER, False, True),
    ):  # fmt: skip
        choose(form.format, ending)
        assert form.quality.isEnabled() is quality, ending
        assert form.transparent.isEnabled() is clear, ending
        assert clear or not form.settings().transparent
        assert bool(form.transparent.toolTip()) is not clear


def test_every_chart_can_be_put_into_a_film(qtbot: QtBot) -> None:
    form = FilmForm(CHARTS, space=False)
    qtbot.addWidget(form)
    form.show_settings(replace(FILM, charts=()))
    form.charts["singular"].setChecked(True)
    assert form.settings().charts == ("singular",)
    assert list(form.charts) == [chart.key for chart in CHARTS]
