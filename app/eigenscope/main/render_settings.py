"""What the options of ``eigenscope render`` change in the settings of figures and films."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from eigenscope.document.figures import (
    COLUMN_WIDTHS,
    INCHES,
    MILLIMETRES,
    PIXELS,
    FigureSettings,
    FilmSettings,
)
from eigenscope.export.timeline import LONGEST_RESTS
from eigenscope.labs.contract.schema import InputError
from eigenscope.main.errors import UserError
from eigenscope.main.render_options import Options
from eigenscope.wording.words import Words

Settings = TypeVar("Settings", FigureSettings, FilmSettings)
_LENGTH = re.compile(r"([\d.]+)\s*(px|mm|cm|in|pt)?")
_AROUND = ("matrix", "readouts", "legend")  # what --include lists
_UNITS = {"cm": (10.0, MILLIMETRES), "pt": (1 / 72, INCHES)}


def figure_settings(figure: FigureSettings, options: Options) -> FigureSettings:
    """Return a figure's settings as the options change them; raise UserError where one is wrong."""
    changes: dict[str, Any] = {"language": options.language} if options.language else {}
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
    if include is not None:
        changes |= {name: name in include for name in _AROUND}
    for name in ("dpi", "palette", "text_size", "line_width", "title", "columns", "letters"):
        if getattr(options, name) is not None:
            changes[name] = getattr(options, name)
    if options.transparent:
        changes["transparent"] = True
    if options.no_picture:
        changes["picture"] = False
    if options.fragment:
        changes["fragment"] = True
    if options.dpi is not None and changes.get("unit", figure.unit) == PIXELS:
        raise UserError("--dpi is of a size on paper, such as --width 85mm; this one is in pixels")
    return _checked(figure, changes)


def film_settings(film: FilmSettings, options: Options) -> FilmSettings:
    """Return a film's settings as the options change them; raise UserError if one does not fit."""
    changes: dict[str, Any] = {"language": options.language} if options.language else {}
    changes |= _pixels(film, options)
    if options.hold is not None:
        changes |= _hold(options.hold)
    include = _include(options)
    if include is not None:
        changes |= {name: name in include for name in _AROUND}
    for name in ("seconds", "fps", "orbit", "palette", "text_size", "quality"):
        if getattr(options, name) is not None:
            changes[name] = getattr(options, name)
    for name in ("back", "transparent"):
        if getattr(options, name):
            changes[name] = True
    settings = _checked(film, changes)
    return settings if options.hold is None else _check_hold(settings)


def _pixels(film: FilmSettings, options: Options) -> dict[str, Any]:
    """Return a film's size; of a width alone, or a height, the other keeps the proportions."""
    if options.size is not None:
        width, height = _size(options.size)
        return {"width": width, "height": height}
    sides: dict[str, float] = {}
    for name in ("width", "height"):
        text = getattr(options, name)
        if text is not None:
            column = text.strip() in COLUMN_WIDTHS
            length, unit = (0.0, "") if column else _length(text, f"--{name}")
            if unit != PIXELS:
                raise UserError(
                    Words(
                        "{option} of a film is in pixels, such as 1280px, not {text}",
                        {"option": f"--{name}", "text": repr(text)},
                    )
                )
            sides[name] = round(length)
    if len(sides) == 1:
        ((name, length),) = sides.items()
        share = length / getattr(film, name)
        other = "height" if name == "width" else "width"
        sides[other] = 2 * round(getattr(film, other) * share / 2)
    return sides


def _checked(settings: Settings, changes: dict[str, Any]) -> Settings:
    """Return settings with changes, each checked as a file's would be."""
    from eigenscope.labs.contract.schema import read, written

    try:
        plain = {name: list(v) if isinstance(v, tuple) else v for name, v in changes.items()}
        return read(type(settings), "", {**written(settings), **plain}, _option)
    except InputError as error:
        raise UserError(error.reason) from error


def _option(field: str) -> str:
    return "--" + field.replace("_", "-")


def _include(options: Options) -> set[str] | None:
    if options.include is None:
        return None
    names = {name.strip() for name in options.include.split(",") if name.strip()}
    unknown = names - set(_AROUND)
    if unknown:
        raise UserError(
            Words(
                "--include takes matrix, readouts, legend, not {text}",
                {"text": repr(min(unknown))},
            )
        )
    return names


def _moments(text: str) -> tuple[float, ...]:
    moments = []
    for part in text.split(","):
        try:
            moment = float(part)
        except ValueError:
            moment = -1.0
        if not 0.0 <= moment <= 1.0:
            raise UserError(
                Words(
                    "--at takes numbers from 0 to 1, such as 0,0.5,1, not {text}",
                    {"text": repr(text)},
                )
            )
        moments.append(moment)
    return tuple(moments)


def _size(text: str) -> tuple[int, int]:
    from eigenscope.document.figures import LARGEST_SIDE

    match = re.fullmatch(r"(\d{1,6})\s*[x×*]\s*(\d{1,6})", text.strip())
    if match is None:
        raise UserError(
            Words("--size takes WIDTHxHEIGHT such as 1600x1000, not {text}", {"text": repr(text)})
        )
    width, height = int(match[1]), int(match[2])
    if not (16 <= width <= LARGEST_SIDE and 16 <= height <= LARGEST_SIDE):
        raise UserError(
            Words(
                "--size takes 16 to {most} pixels a side, not {text}",
                {"most": LARGEST_SIDE, "text": repr(text)},
            )
        )
    return width, height


def _width(text: str) -> dict[str, Any]:
    if text.strip() in COLUMN_WIDTHS:
        return {"unit": text.strip()}
    value, unit = _length(text, "--width")
    return {"width": value, "unit": unit}


def _height(text: str, unit: str) -> dict[str, Any]:
    value, own = _length(text, "--height")
    inches = {MILLIMETRES: 1 / 25.4, INCHES: 1.0, PIXELS: 1 / 96}
    length_unit = unit if unit in inches else MILLIMETRES
    return {"height": value * inches[own] / inches[length_unit]}


def _length(text: str, option: str) -> tuple[float, str]:
    match = _LENGTH.fullmatch(text.strip())
    try:
        value = float(match[1]) if match is not None else -1.0
    except ValueError:
        value = -1.0
    if match is None or value <= 0:
        said = {"option": option, "text": repr(text)}
        if option == "--width":
            raise UserError(
                Words(
                    "{option} takes a length such as 85mm, 3.3in, 800px, single or double, "
                    "not {text}",
                    said,
                )
            )
        raise UserError(
            Words("{option} takes a length such as 85mm, 3.3in, 800px, not {text}", said)
        )
    if match[2] is None:
        raise UserError(
            Words(
                "{option} {number}: say the unit, such as {number}mm or {number}px",
                {"option": option, "number": match[1]},
            )
        )
    factor, unit = _UNITS.get(match[2], (1.0, match[2]))
    return value * factor, unit


def _hold(text: str) -> dict[str, Any]:
    try:
        parts = [float(part) for part in text.split(",")]
    except ValueError:
        parts = []
    if len(parts) not in (1, 2):
        raise UserError(
            Words("--hold takes seconds such as 0.5 or 0.5,1, not {text}", {"text": repr(text)})
        )
    return {"hold_start": parts[0], "hold_end": parts[-1]}


def _check_hold(film: FilmSettings) -> FilmSettings:
    """Return settings whose rests leave time for the motion, or raise UserError."""
    rests, most = film.hold_start + film.hold_end, film.seconds * LONGEST_RESTS
    if rests > most:
        raise UserError(
            Words(
                "--hold: rests of {rests} s leave too little of {length} s for the motion; "
                "they are at most {most} s",
                {"rests": f"{rests:g}", "length": f"{film.seconds:g}", "most": f"{most:g}"},
            )
        )
    return film
