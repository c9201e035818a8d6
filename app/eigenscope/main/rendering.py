"""``eigenscope render``: a lab or a session to a figure or a film, without display or OpenGL."""

from __future__ import annotations

import gc
import re
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from eigenscope.document.ending import ENDING
from eigenscope.document.figures import (
    COLUMN_WIDTHS,
    INCHES,
    MILLIMETRES,
    PIXELS,
    FigureSettings,
    FilmSettings,
)
from eigenscope.document.schema import InputError
from eigenscope.document.session import Playback, Session
from eigenscope.main.errors import UserError
from eigenscope.main.render_options import Options

if TYPE_CHECKING:
    from eigenscope.export.subject import Subject

FIGURES, FILMS = (".png", ".svg", ".pdf", ".tex"), (".mp4", ".webm", ".gif", ".apng")
_DEFAULT = FigureSettings(1600, 1000, PIXELS)  # of a lab that is drawn without a session
Kept = TypeVar("Kept", FigureSettings, FilmSettings)
_LENGTH = re.compile(r"([\d.]+)\s*(px|mm|cm|in|pt)?")
_UNITS = {"cm": (10.0, MILLIMETRES), "pt": (1 / 72, INCHES)}


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
    ending = output.suffix.lower()
    if ending and ending not in FIGURES + FILMS:
        known = ", ".join(FIGURES + FILMS)
        raise UserError(f"{output.name}: files end in {known}, or are a folder without an ending")
    session = _session(options)
    figure = _figure(session.figure, options) if ending in FIGURES else session.figure
    film = session.film if ending in FIGURES else _film(session.film, options)
    from eigenscope.export.errors import FigureError
    from eigenscope.export.pictures import ensure_gui_application
    from eigenscope.export.subject import Subject

    try:
        solution = session.lab.solve(session.inputs)
    except ValueError as error:
        raise UserError(str(error)) from error
    look = session.look if options.view is None else None
    dimensions = None if options.view is None else int(options.view[0])
    subject = Subject(session.lab, session.inputs, solution, look, dimensions)
    if options.charts is not None:
        figure = replace(figure, charts=_charts(subject, options.charts))
    application = ensure_gui_application()
    gc.freeze()
    gc.enable()
    try:
        if ending in FIGURES:
            _save_figure(subject, figure, session, output)
        else:
            _save_film(subject, film, session, output)
    except FigureError as error:
        raise UserError(str(error)) from error
    except OSError as error:
        raise UserError(error.strerror or str(error)) from error
    finally:
        del application


def _save_figure(subject: Subject, figure: FigureSettings, session: Session, output: Path) -> None:
    from eigenscope.export.composing import compose
    from eigenscope.export.figures import save_figure
    from eigenscope.export.pictures import load_palette
    from eigenscope.scene.clock import EASES

    now = EASES[session.playback.ease](session.playback.position)
    palette = load_palette(figure.palette or session.theme or "light")
    page = compose(subject, figure, now, dark=palette.dark)
    save_figure(page, figure, palette, output)


def _save_film(subject: Subject, film: FilmSettings, session: Session, output: Path) -> None:
    from eigenscope.export.films import save_film
    from eigenscope.export.pictures import load_palette

    palette = load_palette(film.palette or session.theme or "dark")
    save_film(subject, film, palette, session.playback.ease, output, _Progress())


class _Progress:
    """Tells on a terminal how far a film is; says nothing to a file or a pipe."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._said = 0.0

    def __call__(self, part: float, words: str) -> None:
        now = time.monotonic()
        if not sys.stderr.isatty() or (now - self._said < 0.2 and part < 1):
            return
        self._said = now
        left = (now - self._began) * (1 - part) / max(part, 1e-9)
        end = "\n" if part >= 1 else ""
        print(f"\rframe {words}, {left:4.0f} s left ", end=end, file=sys.stderr, flush=True)


def _session(options: Options) -> Session:
    """Return the session or the lab that is drawn, with the inputs that were set."""
    from eigenscope.document.codec import set_from_text
    from eigenscope.document.eigen_file import SessionError, load_session
    from eigenscope.labs.registry import load_lab

    try:
        if options.what.endswith(ENDING):
            session = load_session(Path(options.what))
        else:
            lab = load_lab(options.what)
            session = Session(lab, lab.defaults(), playback=Playback(1.0), figure=_DEFAULT)
    except SessionError as error:
        raise UserError(str(error)) from error
    except KeyError as error:
        raise UserError(str(error.args[0])) from error
    inputs = session.inputs
    for setting in options.settings:
        name, equals, text = setting.partition("=")
        if not equals:
            raise UserError(f"--set takes NAME=VALUE, not {setting!r}")
        try:
            inputs = set_from_text(session.lab, inputs, name.strip(), text)
        except InputError as error:
            raise UserError(f"--set {error}") from error
    return replace(session, inputs=inputs)


def _figure(figure: FigureSettings, options: Options) -> FigureSettings:
    changes: dict[str, Any] = {}
    if options.at is not None:
        changes["moments"] = _moments(options.at)
    if options.size is not None:
        width, height = _size(options.size)
        changes |= {"width": width, "height": height, "unit": PIXELS}
    if options.width is not None:
        changes |= _width(options.width)
    if options.height is not None:
        changes |= _height(options.height, changes.get("unit", figure.unit))
    elif options.width is not None:
        changes["height"] = 0.0
    include = _include(options)
    for name in ("title", "matrix", "readouts", "legend"):
        if include is not None and name != "title":
            changes[name] = name in include
    for name in ("dpi", "palette", "text_size", "line_width", "title", "columns"):
        if getattr(options, name) is not None:
            changes[name] = getattr(options, name)
    if options.transparent:
        changes["transparent"] = True
    if options.no_picture:
        changes["picture"] = False
    return _checked(figure, changes)


def _film(film: FilmSettings, options: Options) -> FilmSettings:
    changes: dict[str, Any] = {}
    if options.size is not None:
        changes["width"], changes["height"] = _size(options.size)
    if options.hold is not None:
        changes |= _hold(options.hold)
    include = _include(options)
    if include is not None:
        changes["matrix"] = "matrix" in include
    for name in ("seconds", "fps", "orbit", "palette"):
        if getattr(options, name) is not None:
            changes[name] = getattr(options, name)
    if options.back:
        changes["back"] = True
    return _checked(film, changes)


def _checked(settings: Kept, changes: dict[str, Any]) -> Kept:
    """Return settings with changes, each checked as a file's would be."""
    from eigenscope.document.schema import read, written

    try:
        plain = {name: list(v) if isinstance(v, tuple) else v for name, v in changes.items()}
        return read(type(settings), "--option", {**written(settings), **plain})
    except InputError as error:
        words = str(error).removeprefix("--option: ")
        raise UserError(f"--{words.replace('_', '-', 1)}") from error


def _include(options: Options) -> set[str] | None:
    if options.include is None:
        return None
    names = {name.strip() for name in options.include.split(",") if name.strip()}
    unknown = names - {"matrix", "readouts", "legend"}
    if unknown:
        raise UserError(f"--include takes matrix, readouts, legend, not {min(unknown)!r}")
    return names


def _charts(subject: Subject, text: str) -> tuple[str, ...]:
    """Return the keys of the charts that are asked for."""
    known = [plotted.key for plotted in subject.charts()]
    asked = [name.strip() for name in text.split(",") if name.strip()]
    for name in asked:
        if name not in (*known, "all"):
            there = f"this lab has {', '.join(known)}, or all" if known else "this lab has none"
            raise UserError(f"--charts: there is no chart {name!r}; {there}")
    return tuple(known if "all" in asked else asked)


def _moments(text: str) -> tuple[float, ...]:
    found = []
    for part in text.split(","):
        try:
            moment = float(part)
        except ValueError:
            moment = -1.0
        if not 0.0 <= moment <= 1.0:
            raise UserError(f"--at takes numbers from 0 to 1, such as 0,0.5,1, not {text!r}")
        found.append(moment)
    return tuple(found)


def _size(text: str) -> tuple[int, int]:
    from eigenscope.document.figures import LARGEST_SIDE

    found = re.fullmatch(r"(\d{1,6})\s*[x×*]\s*(\d{1,6})", text.strip())
    if found is None:
        raise UserError(f"--size takes WIDTHxHEIGHT such as 1600x1000, not {text!r}")
    width, height = int(found[1]), int(found[2])
    if not (16 <= width <= LARGEST_SIDE and 16 <= height <= LARGEST_SIDE):
        raise UserError(f"--size takes 16 to {LARGEST_SIDE} pixels a side, not {text!r}")
    return width, height


def _width(text: str) -> dict[str, Any]:
    if text.strip() in COLUMN_WIDTHS:
        return {"unit": text.strip()}
    value, unit = _length(text, "--width")
    return {"width": value, "unit": unit}


def _height(text: str, unit: str) -> dict[str, Any]:
    value, own = _length(text, "--height")
    inches = {MILLIMETRES: 1 / 25.4, INCHES: 1.0, PIXELS: 1 / 96}
    wanted = unit if unit in inches else MILLIMETRES
    return {"height": value * inches[own] / inches[wanted]}


def _length(text: str, option: str) -> tuple[float, str]:
    found = _LENGTH.fullmatch(text.strip())
    try:
        value = float(found[1]) if found is not None else -1.0
    except ValueError:
        value = -1.0
    if found is None or value <= 0:
        extra = ", single or double" if option == "--width" else ""
        raise UserError(f"{option} takes a length such as 85mm, 3.3in, 800px{extra}, not {text!r}")
    factor, unit = _UNITS.get(found[2] or PIXELS, (1.0, found[2] or PIXELS))
    return value * factor, unit


def _hold(text: str) -> dict[str, Any]:
    try:
        parts = [float(part) for part in text.split(",")]
    except ValueError:
        parts = []
    if len(parts) not in (1, 2):
        raise UserError(f"--hold takes seconds such as 0.5 or 0.5,1, not {text!r}")
    return {"hold_start": parts[0], "hold_end": parts[-1]}
