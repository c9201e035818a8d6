"""A lab's inputs as JSON and from command-line text, by their specs alone.

Reading checks everything: what comes from a file or a person is never trusted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from eigenscope.arrays import Tensors
from eigenscope.labs.contract.lab import Inputs, Lab
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs.base import Arrays, Spec, entered, field_called
from eigenscope.labs.contract.topics import TOPIC
from eigenscope.wording.errors import reason_of
from eigenscope.wording.words import Words, as_it_is, together

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead


def to_json(inputs: Inputs, tensors: Arrays, prefix: str = "") -> dict[str, object]:
    """Return inputs as what JSON can hold, in the order of their fields.

    What nobody enters is left out. Arrays from files are put into ``tensors``, under names that
    begin with ``prefix``.
    """
    return {
        name: spec.to_json(getattr(inputs, name), tensors, f"{prefix}{name}")
        for name, spec in entered(type(inputs)).items()
    }


def from_json(lab: Lab, data: object, tensors: Tensors) -> Inputs:
    """Return a lab's inputs from JSON; what is missing keeps its default.

    A field may be called as it was in an earlier version.

    Raises
    ------
    InputError
        If a value is of the wrong kind, or a tensor that the text names is not there.
    """
    if not isinstance(data, dict):
        raise InputError("the inputs are not a table of names and values")
    inputs = lab.defaults()
    for name, spec in entered(lab.inputs_type).items():
        called = next((each for each in (name, *spec.formerly) if each in data), None)
        if called is not None:
            inputs = replace(inputs, **{name: spec.from_json(called, data[called], tensors)})
    return lab.check(inputs)


def set_from_texts(
    lab: Lab, inputs: Inputs, texts: Mapping[str, str], files: FilesRead | None = None
) -> Inputs:
    """Return inputs with fields set from texts, as the command line gives them.

    They are set together, so their order does not matter. What is set itself comes before what
    another field would select, and nothing that is set is changed to fit the rest. A field may be
    called as it was in an earlier version. ``files`` says how tables are to be read, and takes
    what files hold.

    Raises
    ------
    InputError
        If there is no such field, a text does not fit it, or two do not go together.
    """
    known = entered(lab.inputs_type)
    typed, texts = _by_present_names(lab, inputs, texts)
    for name in texts:
        if name not in known:
            fields = together([as_it_is(each) for each in known])
            raise InputError(
                Words(
                    "{lab} has no input {name}; it has: {known}",
                    {"lab": lab.name, "name": repr(name), "known": fields},
                )
            )
    if files is None:
        from eigenscope.labs.contract.files_read import FilesRead  # late: with it come readers

        files = FilesRead()
    values = {
        name: _from_text(typed[name], known[name], text, files) for name, text in texts.items()
    }
    chosen = {**_selected(known, values), **values}
    checked = lab.check(replace(_brought(known, inputs, values), **chosen))
    for name, value in values.items():
        fitted = getattr(checked, name)
        if fitted is not value and not (isinstance(fitted, type(value)) and fitted == value):
            raise InputError(_unfitting(typed[name], texts[name], _text(known[name], fitted)))
        if known[name].relevant(checked):
            known[name].check_beside(typed[name], value, checked)
    return checked


def _brought(known: Mapping[str, Spec], inputs: Inputs, values: Mapping[str, object]) -> Inputs:
    """Return the inputs with what fields that are set bring with them."""
    for name, value in values.items():
        inputs = replace(inputs, **known[name].brings(replace(inputs, **{name: value})))
    return inputs


def _text(spec: Spec, value: object) -> str:
    """Return a value as it could be typed; of a large matrix its size."""
    shape = getattr(value, "shape", ())
    return spec.text(value) or "×".join(map(str, shape))


def _unfitting(name: str, text: str, fitting: str) -> Words:
    """Return that what a field was set to does not fit, and what would if anything does."""
    values = {"name": name, "text": repr(text), "fitting": fitting}
    if fitting:
        return Words("{name}: {text} does not go with the other inputs; {fitting} would", values)
    return Words("{name}: {text} does not go with the other inputs", values)


def _by_present_names(
    lab: Lab, inputs: Inputs, texts: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return what the user called fields, and their texts, by what fields are called now.

    Raises
    ------
    InputError
        If two texts are given for one.
    """
    typed: dict[str, str] = {}
    present: dict[str, str] = {}
    topic = texts.get(TOPIC, inputs.topic if lab.topics() else "")
    for called, text in texts.items():
        name = field_called(lab.inputs_type, called, topic)
        typed.setdefault(name, called)
        if present.setdefault(name, text) != text:
            values = {"name": name, "first": repr(present[name]), "second": repr(text)}
            raise InputError(Words("gives {name} twice: {first} and {second}", values))
    return typed, present


def _selected(known: Mapping[str, Spec], values: Mapping[str, object]) -> dict[str, str]:
    """Return the choices that fields select, unless they are set; raise InputError if they differ.

    A picture or outline that is taken away selects nothing.
    """
    chosen: dict[str, tuple[str, str]] = {}
    for name in sorted(values):
        for field, value in known[name].selects if values[name] else ():
            before, other = chosen.setdefault(field, (name, value))
            if other != value and field not in values:
                fields = {"first": before, "second": name, "field": field}
                words = "{first} and {second} do not go together: set {field} too"
                raise InputError(Words(words, fields))
    return {field: value for field, (_, value) in chosen.items()}


def _from_text(name: str, spec: Spec, text: str, files: FilesRead) -> object:
    try:
        return spec.from_text(name, text, files)
    except InputError:
        raise
    except ValueError as error:  # what the language and the readers raise, with words for the user
        reason = Words("{name}: {problem}", {"name": name, "problem": reason_of(error)})
        raise InputError(reason) from error
