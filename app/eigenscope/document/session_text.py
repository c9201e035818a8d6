"""A session as JSON, and back: versioned, validated, stable in its order."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from eigenscope.document.codec import Tensors, from_json, to_json
from eigenscope.document.figures import PALETTES, FigureSettings, FilmSettings
from eigenscope.document.layout import laid_out, parsed
from eigenscope.document.migration import VERSION, migrated
from eigenscope.document.schema import Choice, InputError, Text, read, shown, written
from eigenscope.document.session import Look, Playback, Session
from eigenscope.labs.registry import load_lab

FORMAT = "eigenscope session"


def session_text(session: Session) -> tuple[str, dict[str, npt.NDArray[np.generic]]]:
    """Return a session as JSON text, and the tensors that belong beside it."""
    tensors = dict(session.tensors)
    name = session.lab.name
    inputs = {**session.others, name: to_json(session.inputs, tensors, f"{name}.")}
    data = {
        "format": FORMAT,
        "version": VERSION,
        "lab": name,
        "inputs": {key: inputs[key] for key in sorted(inputs)},
        "view": None if session.look is None else written(session.look),
        "playback": written(session.playback),
        "theme": session.theme,
        "figure": written(session.figure),
        "film": written(session.film),
    }
    return laid_out(data) + "\n", tensors


def read_session(text: str, tensors: Tensors) -> Session:
    """Return the session of a JSON text.

    Raises
    ------
    InputError
        If it is no session, from a newer version, or anything in it does not fit.
    """
    data = parsed(text)
    if not isinstance(data, dict) or data.get("format", FORMAT) != FORMAT:
        raise InputError("it is not a session of Eigenscope")
    return _session(migrated(data), tensors)


def read_old_state(state: Mapping[str, object]) -> Session:
    """Return the session that a program before version 2 kept among its settings.

    Raises
    ------
    InputError
        If anything in it does not fit.
    """
    return _session(migrated({**state, "version": 1}), {})


def _session(data: Mapping[str, object], tensors: Tensors) -> Session:
    name = Text(100).read("lab", data.get("lab"))
    try:
        lab = load_lab(name)
    except KeyError as error:
        raise InputError(f"it needs a lab that is not installed here: {error.args[0]}") from None
    inputs = data.get("inputs")
    if not isinstance(inputs, dict):
        raise InputError(f"inputs is a table of labs, not {shown(inputs)}")
    view = data.get("view")
    return Session(
        lab=lab,
        inputs=from_json(lab, inputs.get(name, {}), tensors),
        look=None if view is None else read(Look, "view", view),
        playback=read(Playback, "playback", data.get("playback", {})),
        theme=Choice(("", *PALETTES)).read("theme", data.get("theme", "")),
        figure=read(FigureSettings, "figure", data.get("figure", {})),
        film=read(FilmSettings, "film", data.get("film", {})),
        others={key: value for key, value in inputs.items() if key != name},
        tensors={k: v for k, v in tensors.items() if not k.startswith(f"{name}.")},
    )
