"""A session as JSON, and back: versioned, validated, stable in its order."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Tensors
from eigenscope.document.codec import from_json, to_json
from eigenscope.document.contents import Named, followed, sourced
from eigenscope.document.figures import PALETTES, FigureSettings, FilmSettings
from eigenscope.document.layout import laid_out, parsed
from eigenscope.document.migration import VERSION, migrated
from eigenscope.document.session import Look, Playback, Session
from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.registry import LabError, lab_names, load_lab, present_name
from eigenscope.labs.contract.schema import Choice, InputError, Text, read, shown, written
from eigenscope.language.definitions.name_rules import check_name
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain
from eigenscope.wording.words import Words, as_words

FORMAT = "eigenscope session"
MOST_DEFINITIONS = 2000
LONGEST_DEFINITION = 20_000  # characters


def session_text(session: Session) -> tuple[str, dict[str, npt.NDArray[np.generic]]]:
    """Return a session as JSON text, and the tensors that belong beside it."""
    tensors = dict(session.tensors)
    known = {**session.closed, session.lab.name: session.inputs}
    inputs = dict(session.others)
    for name, entered in known.items():
        inputs[name] = to_json(entered, tensors, f"{name}.")
    beside = dict(session.others_beside)
    for name, entered in session.beside.items():
        beside[name] = to_json(entered, tensors, f"{name}.beside.")
    data = {
        "format": FORMAT,
        "version": VERSION,
        "lab": session.lab.name,
        "definitions": dict(session.definitions),
        "inputs": {key: inputs[key] for key in sorted(inputs)},
        "beside": {key: beside[key] for key in sorted(beside)},
        "view": None if session.look is None else written(session.look),
        "views": {name: written(session.looks[name]) for name in sorted(session.looks)},
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
    name = present_name(Text(100).read("lab", data.get("lab")))
    try:
        lab = load_lab(name)
    except LabError as error:
        lacks = "it needs a lab that is not installed here: {problem}"
        if name in lab_names():
            lacks = "it needs a lab that cannot be opened here: {problem}"
        raise InputError(Words(lacks, {"problem": as_words(error.reason)})) from None
    written_inputs, written_beside = _table(data, "inputs", None), _table(data, "beside", {})
    inputs, beside = _by_present_names(written_inputs), _by_present_names(written_beside)
    named = _definitions(data.get("definitions", {}))
    opened = {each: entered for each, entered in inputs.items() if _opens(each)}
    opened.setdefault(name, {})
    entered = _entered(opened, named, tensors)
    companions = {each: entered for each, entered in beside.items() if _opens(each)}
    opening = {*opened, *companions}
    names = {*opening, *written_inputs, *written_beside}
    own = tuple(f"{each}." for each in names if present_name(each) in opening)
    view = data.get("view")
    return Session(
        lab=lab,
        inputs=entered.pop(name),
        closed=entered,
        definitions=named,
        look=None if view is None else read(Look, "view", view),
        looks=_looks(data.get("views", {})),
        playback=read(Playback, "playback", data.get("playback", {})),
        theme=Choice(("", *PALETTES)).read("theme", data.get("theme", "")),
        figure=read(FigureSettings, "figure", data.get("figure", {})),
        film=read(FilmSettings, "film", data.get("film", {})),
        beside=_entered(companions, named, tensors),
        others={each: value for each, value in inputs.items() if each not in opened},
        others_beside={each: value for each, value in beside.items() if each not in companions},
        tensors={k: v for k, v in tensors.items() if not k.startswith(own)},
    )


def _table(data: Mapping[str, object], key: str, missing: object) -> dict[str, object]:
    table = data.get(key, missing)
    if not isinstance(table, dict):
        raise _no_table(key, table)
    return table


def _no_table(key: str, data: object) -> InputError:
    values = {"key": key, "value": shown(data)}
    return InputError(Words("{key} is a table of labs, not {value}", values))


def _by_present_names(table: Mapping[str, object]) -> dict[str, object]:
    """Return a table of labs by what they are called now; an entry of a former name comes last."""
    renamed = {present_name(name): entry for name, entry in table.items()}
    return renamed | {name: table[name] for name in renamed if name in table}


def _entered(texts: Mapping[str, object], named: Named, tensors: Tensors) -> dict[str, Inputs]:
    """Return labs' inputs from JSON, by their names."""
    entered = {name: from_json(load_lab(name), texts[name], tensors) for name in texts}
    return _with_sources(entered, named)


def _opens(name: str) -> bool:
    """Tell whether there is such a lab here; what belongs to another one is kept as it is."""
    try:
        load_lab(name)
    except LabError:
        return False
    return True


def _looks(data: object) -> dict[str, Look]:
    """Return where labs were seen from; a lab that is not installed here is seen from nowhere."""
    if not isinstance(data, dict):
        raise _no_table("views", data)
    looks = _by_present_names(data)
    return {name: read(Look, "views", looks[name]) for name in looks if name in lab_names()}


def _with_sources(entered: dict[str, Inputs], named: Named) -> dict[str, Inputs]:
    """Return inputs whose matrices know the factors of their expressions again."""
    if not sourced(*entered.values()):
        return entered
    # Late: most sessions name nothing, and opening one must not wait for the language.
    from eigenscope.language.definitions.definitions import Definitions

    definitions = Definitions.from_texts(dict(named))
    return {
        name: load_lab(name).check(followed(inputs, definitions))
        for name, inputs in entered.items()
    }


def _definitions(data: object) -> Named:
    """Return named expressions; what they are worth is found when it is needed."""
    if not isinstance(data, dict) or len(data) > MOST_DEFINITIONS:
        most = {"most": str(MOST_DEFINITIONS)}
        raise InputError(Words("definitions is a table of at most {most} names", most))
    named = []
    for name, text in data.items():
        try:
            check_name(name)
        except LanguageError as error:
            raise InputError(
                Words(
                    "definitions: {name}: {problem}",
                    {"name": shown(name), "problem": as_words(error.reason)},
                )
            ) from None
        called = Words("the definition of {name}", {"name": name})
        named.append((plain(name), Text(LONGEST_DEFINITION).read(called, text)))
    if len(dict(named)) < len(named):
        raise InputError("definitions names one thing twice")
    return tuple(named)
