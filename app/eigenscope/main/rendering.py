"""``eigenscope render``: a lab's picture to a file, without a display or OpenGL."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eigenscope.main.errors import UserError
from eigenscope.scene.palette import Palette

_LARGEST = 16_384  # pixels of one side: what image formats and memory take without trouble


def render(
    *,
    lab_name: str,
    settings: Sequence[str],
    at: str,
    size: str,
    palette: str,
    view: str | None,
    output: str,
) -> None:
    """Draw a lab at a moment and save it; raise UserError where an option does not fit."""
    from eigenscope.document.codec import set_from_text
    from eigenscope.document.schema import InputError
    from eigenscope.labs.registry import load_lab

    try:
        lab = load_lab(lab_name)
    except KeyError as error:
        raise UserError(str(error.args[0])) from error
    inputs = lab.defaults()
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals:
            raise UserError(f"--set takes NAME=VALUE, not {setting!r}")
        try:
            inputs = set_from_text(lab, inputs, name.strip(), text)
        except InputError as error:
            raise UserError(f"--set {error}") from error
    moment, pixels = _moment(at), _size(size)
    colours = _palette(palette)

    from eigenscope.export.figures import ensure_gui_application, save_figure
    from eigenscope.labs.base import View
    from eigenscope.scene.camera import PLANE, SPACE

    try:
        solution = lab.solve(inputs)
    except ValueError as error:
        raise UserError(str(error)) from error
    flat = lab.dimensions(inputs) == 2 if view is None else view == "2d"
    camera = (PLANE if flat else SPACE).fitted(lab.extent(solution), pixels, 1.35)
    frame = lab.frame(solution, moment, View(camera, pixels))
    application = ensure_gui_application()
    try:
        save_figure(frame, colours, output, pixels)
    except (OSError, ValueError) as error:
        raise UserError(str(error)) from error
    finally:
        del application


def _moment(text: str) -> float:
    try:
        moment = float(text)
    except ValueError:
        moment = -1.0
    if not 0.0 <= moment <= 1.0:
        raise UserError(f"--at takes a number from 0 to 1, not {text!r}")
    return moment


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,6})\s*[x×*]\s*(\d{1,6})", text.strip())
    if found is None:
        raise UserError(f"--size takes WIDTHxHEIGHT such as 1600x1000, not {text!r}")
    width, height = int(found[1]), int(found[2])
    if not (16 <= width <= _LARGEST and 16 <= height <= _LARGEST):
        raise UserError(f"--size takes 16 to {_LARGEST} pixels a side, not {text!r}")
    return width, height


def _palette(name: str) -> Palette:
    from eigenscope.resources import resource
    from eigenscope.scene.palette import palette_from_json

    folder = resource("themes")
    names = sorted(path.stem for path in folder.glob("*.json"))
    if name not in names:
        raise UserError(f"--palette is one of {', '.join(names)}, not {name!r}")
    return palette_from_json((folder / f"{name}.json").read_text(encoding="utf-8"))
