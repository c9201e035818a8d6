"""``eigenscope render``: a lab or a session to a figure or a film, without display or OpenGL."""

from __future__ import annotations

import gc
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from eigenscope.document.ending import ENDING
from eigenscope.document.figures import (
    PIXELS,
    FigureSettings,
    FilmSettings,
)
from eigenscope.document.session import Session
from eigenscope.main.errors import UserError
from eigenscope.main.render_inputs import companion_of
from eigenscope.main.render_limits import FIGURES, FILMS, refuse_unused
from eigenscope.main.render_options import Options
from eigenscope.main.render_settings import figure_settings, film_settings
from eigenscope.main.session_argument import session_of, solved, with_surroundings
from eigenscope.main.table_options import tell
from eigenscope.plots.charts import CURVES
from eigenscope.wording.errors import reason_of
from eigenscope.wording.words import Text, Value, Words, as_it_is, as_words, say, together

if TYPE_CHECKING:
    from eigenscope.export.subject import Subject

_DEFAULT = FigureSettings(1600, 1000, PIXELS)  # of a lab that is drawn without a session


def render(options: Options) -> None:
    """Draw what the options ask for; raise UserError where one does not fit.

    What is imported and made before the first frame stays until the end, so looking through it for
    garbage, again and again, would be in vain; it is a fifth of a short film's time.
    """
    gc.disable()
    try:
        _render(options)
    finally:
        gc.freeze()


def _render(options: Options) -> None:
    output = Path(options.output)
    ending = _ending(options.output)
    refuse_unused(options, ending)
    session = session_of(options.what, options.settings, options.table)
    if not options.what.endswith(ENDING):
        session = replace(session, figure=_DEFAULT)
    figure = figure_settings(session.figure, options) if ending in FIGURES else session.figure
    film = session.film if ending in FIGURES else film_settings(session.film, options)
    from eigenscope.export.errors import FigureError
    from eigenscope.export.pictures import ensure_gui_application
    from eigenscope.export.subject import Subject

    solution = solved(session)
    look = session.look if options.view is None else None
    dimensions = None if options.view is None else int(options.view[0])
    subject = Subject(session.lab, session.inputs, solution, look, dimensions)
    companion = companion_of(session, options.beside, options.table)
    if companion is not None:
        beside = with_surroundings(replace(session, inputs=companion), options.what)
        other = replace(subject, inputs=beside.inputs, solution=solved(beside))
        subject = replace(subject, companion=other)
    if ending not in FIGURES or figure.picture:
        _refuse_unseen(subject)
    if options.charts is not None:
        charts = charts_named(subject, options.charts)
        figure, film = replace(figure, charts=charts), replace(film, charts=charts)
    if options.orbit and subject.camera((16.0, 9.0)).flat:
        raise UserError("--orbit goes round in space, and this picture is flat: --view 3d turns it")
    application = ensure_gui_application()
    gc.freeze()
    gc.enable()
    try:
        if ending in FIGURES:
            _save_figure(subject, figure, session, output)
        else:
            _save_film(subject, film, session, output)
    except FigureError as error:
        raise UserError(error.reason) from error
    except OSError as error:
        raise UserError(error.strerror or reason_of(error)) from error
    finally:
        del application


def _ending(output: str) -> str:
    """Return a file's ending, or nothing for a folder; raise UserError if there is no such kind."""
    said: dict[str, Value] = {
        "endings": together([*map(as_it_is, FIGURES + FILMS)]),
        "output": output,
        "name": Path(output).name,
    }
    name = Path(output).name
    if output == "-":
        raise UserError(
            Words("-o -: nothing is written to a pipe; name a file that ends in {endings}", said)
        )
    if not name.strip(".") or name.startswith(".") or name.endswith("."):
        raise UserError(
            Words("-o {output}: name a file that ends in {endings}, or a new folder", said)
        )
    ending = Path(name).suffix.lower()
    if ending and ending not in FIGURES + FILMS:
        raise UserError(
            Words("{name}: the extension must be one of {endings}, or left out for a folder", said)
        )
    return ending


def _save_figure(subject: Subject, figure: FigureSettings, session: Session, output: Path) -> None:
    from eigenscope.export.composing import compose
    from eigenscope.export.figures import left_out, save_figure
    from eigenscope.export.pictures import load_palette
    from eigenscope.scene.clock import EASES

    now = EASES[session.playback.ease](session.playback.position)
    palette = load_palette(figure.palette or session.theme or "light")
    page = compose(subject, figure, now, dark=palette.dark)
    save_figure(page, figure, palette, output)
    tell(output.name, left_out(subject, page, output), None)


def _save_film(subject: Subject, film: FilmSettings, session: Session, output: Path) -> None:
    from eigenscope.export.films import save_film
    from eigenscope.export.pictures import load_palette

    palette = load_palette(film.palette or session.theme or "dark")
    save_film(subject, film, palette, session.playback.ease, output, _Progress())
    tell(output.name, filter(None, [subject.lab.sampled(subject.solution)]), None)


class _Progress:
    """Tells on a terminal how far a film is; says nothing to a file or a pipe."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._said = 0.0

    def __call__(self, part: float, words: Text) -> None:
        now = time.monotonic()
        if not sys.stderr.isatty() or (now - self._said < 0.2 and part < 1):
            return
        self._said = now
        left = (now - self._began) * (1 - part) / max(part, 1e-9)
        end = "\n" if part >= 1 else ""
        progress = Words(
            "frame {frame}, {seconds} s left",
            {"frame": as_words(words), "seconds": f"{left:4.0f}"},
        )
        print(f"\r{progress} ", end=end, file=sys.stderr, flush=True)


def _refuse_unseen(subject: Subject) -> None:
    """Raise UserError, saying why, if there is nothing to see but the axes."""
    why = say(subject.lab.unseen(subject.solution)).rstrip(".。")  # a part of a sentence here
    charts = [as_it_is(plotted.key) for plotted in subject.charts()]
    if why and charts:
        raise UserError(
            Words(
                "there is no picture: {why}; --no-picture --charts with {charts} can be drawn",
                {"why": why, "charts": together(charts)},
            )
        )
    if why:
        raise UserError(Words("there is no picture: {why}", {"why": why}))


def charts_named(subject: Subject, text: str) -> tuple[str, ...]:
    """Return the keys of the charts that are asked for; raise UserError where one is not there."""
    known = [plotted.key for plotted in subject.charts()]
    asked = [name.strip() for name in text.split(",") if name.strip()]
    missing: dict[str, Text] = {CURVES: "nothing is plotted along this motion"}
    missing |= subject.lab.missing_charts(subject.solution)
    if not asked:
        raise UserError("--charts takes names with commas between, or all")
    for name in asked:
        if name in known or (name == "all" and known):
            continue
        why = missing.get(name) or Words("there is no chart {name}", {"name": repr(name)})
        said = {"why": as_words(why)}
        if known:
            said["names"] = together([*map(as_it_is, known)])
            raise UserError(Words("--charts: {why}; there are {names}, or all", said))
        raise UserError(Words("--charts: {why}; there are none here", said))
    return tuple(known if "all" in asked else asked)
