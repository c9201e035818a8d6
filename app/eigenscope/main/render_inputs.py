"""The options ``--set`` and ``--beside``: inputs set together, each of them honoured or refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

from eigenscope.document.codec import set_from_texts
from eigenscope.document.session import Session
from eigenscope.labs.contract.files_read import FilesRead
from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs import ChoiceSpec, FlagSpec, Spec, field_called, specs
from eigenscope.main.errors import UserError
from eigenscope.main.table_options import tell_of
from eigenscope.readers.table_reading import TableChoices
from eigenscope.wording.words import Value, Words, as_it_is, as_words, together

_NONE = "none"


def inputs_with(
    session: Session,
    settings: Sequence[str],
    choices: TableChoices | None = None,
    option: str = "--set",
) -> Inputs:
    """Return a session's inputs with ``NAME=VALUE`` set; say what was assumed about files.

    ``choices`` say how tables in files are to be read; ``option`` is what the user typed.

    Raises
    ------
    UserError
        If one cannot be set, or would change nothing of what is drawn.
    """
    texts: dict[str, str] = {}
    for setting in settings:
        name, equals, text = (part.strip() for part in setting.partition("="))
        if not equals:
            raise UserError(
                Words(
                    "{option} takes NAME=VALUE, not {text}",
                    {"option": option, "text": repr(setting)},
                )
            )
        if texts.setdefault(name, text) != text:
            raise UserError(
                Words(
                    "{option} gives {name} twice: {first} and {second}",
                    {
                        "option": option,
                        "name": name,
                        "first": repr(texts[name]),
                        "second": repr(text),
                    },
                )
            )
    files = FilesRead(choices)
    try:
        inputs = set_from_texts(session.lab, session.inputs, texts, files)
    except InputError as error:
        raise UserError(
            Words("{option} {reason}", {"option": option, "reason": as_words(error.reason)})
        ) from error
    for name in texts:
        topic = inputs.topic if session.lab.topics() else ""
        _refuse_unused(inputs, field_called(type(inputs), name, topic), option)
    tell_of(files)
    return inputs


def companion_of(
    session: Session, settings: Sequence[str], choices: TableChoices | None = None
) -> Inputs | None:
    """Return the inputs of a second picture: those asked for, else the session's; None for none.

    Raises
    ------
    UserError
        If there is no such counterpart, or an input cannot be set.
    """
    if not settings:
        return session.companion
    if list(settings) == [_NONE]:
        return None
    known = {each.key: each.inputs for each in session.lab.counterparts(session.inputs)}
    if len(settings) == 1 and settings[0] in known:
        return known[settings[0]]
    names = together([as_it_is(name) for name in (*known, _NONE)])
    for setting in settings:
        if "=" not in setting:
            raise UserError(
                Words(
                    "--beside takes NAME=VALUE, or {names}, not {text}",
                    {"names": names, "text": repr(setting)},
                )
            )
    return inputs_with(session, settings, choices, "--beside")


def _refuse_unused(inputs: Inputs, name: str, option: str) -> None:
    """Raise UserError, with the choices that would do, if a field has no part in the picture."""
    said: dict[str, Value] = {"option": option, "name": name}
    known = specs(type(inputs))
    if known[name].relevant(inputs):
        return
    choices = _choices(known)
    for fields in (*combinations(choices, 1), *combinations(choices, 2)):
        for values in product(*(choices[key] for key in fields)):
            wanted = dict(zip(fields, values, strict=True))
            if known[name].relevant(replace(inputs, **wanted)):
                now = together([_set_to(key, getattr(inputs, key)) for key in fields])
                then = together([_set_to(*each) for each in wanted.items()])
                raise UserError(
                    Words(
                        "{option} {name} is not used with {now}; {then} would use it",
                        {**said, "now": now, "then": then},
                    )
                )
    raise UserError(Words("{option} {name} is not used with the other inputs as they are", said))


def _choices(known: Mapping[str, Spec]) -> dict[str, tuple[str | bool, ...]]:
    """Return what the fields that have a few values may be; switches, which change less, first."""
    switches: dict[str, tuple[str | bool, ...]] = {
        name: (True, False) for name, of in known.items() if isinstance(of, FlagSpec)
    }
    return switches | {
        name: tuple(value for value, _ in of.options)
        for name, of in known.items()
        if isinstance(of, ChoiceSpec)
    }


def _set_to(name: str, value: object) -> Words:
    text = str(value).lower() if isinstance(value, bool) else value
    return as_it_is(f"{name}={text}")
