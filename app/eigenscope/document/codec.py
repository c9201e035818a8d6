"""A lab's inputs as JSON and from command-line text, by their specs alone.

Reading checks everything: what comes from a file or a person is never trusted.
"""

from __future__ import annotations

from dataclasses import fields, replace

from eigenscope.labs.base import (
    ChoiceSpec,
    FlagSpec,
    Inputs,
    Lab,
    MatrixSpec,
    OutlineSpec,
    PictureSpec,
    Spec,
    VectorsSpec,
    specs,
)
from eigenscope.language.entry import Matrix
from eigenscope.language.matrix_text import parse_matrix
from eigenscope.language.messages import LanguageError

MOST_VECTORS = 50
MOST_CORNERS = 500
_FARTHEST = 1e9  # of a polygon's corner


class InputError(ValueError):
    """A value that does not fit its field; the text says which, and what would."""


def to_json(inputs: Inputs) -> dict[str, object]:
    """Return inputs as what JSON can hold, in the order of their fields."""
    found = specs(type(inputs))
    return {f.name: _encode(found[f.name], getattr(inputs, f.name)) for f in fields(inputs)}


def from_json(lab: Lab, data: object) -> Inputs:
    """Return a lab's inputs from JSON; what is missing keeps its default.

    Raises
    ------
    InputError
        If a value is of the wrong kind.
    """
    if not isinstance(data, dict):
        raise InputError("the inputs are not a table of names and values")
    inputs = lab.defaults()
    for name, spec in specs(lab.inputs_type).items():
        if name in data:
            inputs = replace(inputs, **{name: _decode(name, spec, data[name])})
    return lab.check(inputs)


def set_from_text(lab: Lab, inputs: Inputs, name: str, text: str) -> Inputs:
    """Return inputs with one field set from text, as the command line gives it.

    Raises
    ------
    InputError
        If there is no such field, or the text does not fit it.
    """
    found = specs(lab.inputs_type)
    if name not in found:
        raise InputError(f"{lab.name} has no input {name!r}; it has: {', '.join(found)}")
    value = _from_text(name, found[name], text)
    return lab.check(replace(inputs, **{name: value}))


def _encode(spec: Spec, value: object) -> object:
    if isinstance(value, Matrix):
        return [list(row) for row in value.texts()]
    if isinstance(spec, VectorsSpec) and isinstance(value, tuple):
        return [[row[0] for row in vector.texts()] for vector in value]
    if isinstance(spec, OutlineSpec) and isinstance(value, tuple):
        return [[float(x), float(y)] for x, y in value]
    return value


def _decode(name: str, spec: Spec, data: object) -> object:
    match spec:
        case MatrixSpec():
            matrix = _matrix(name, data)
            if any(a > b for a, b in zip(matrix.shape, spec.largest, strict=True)):
                raise InputError(f"{name} is larger than {spec.largest[0]}×{spec.largest[1]}")
            return matrix
        case VectorsSpec():
            if not isinstance(data, list) or len(data) > MOST_VECTORS:
                raise InputError(f"{name} is not a list of at most {MOST_VECTORS} vectors")
            return tuple(_column(name, item) for item in data)
        case ChoiceSpec():
            values = [value for value, _ in spec.options]
            if data not in values:
                raise InputError(f"{name} is one of {', '.join(values)}, not {data!r}")
            return data
        case FlagSpec():
            if not isinstance(data, bool):
                raise InputError(f"{name} is true or false, not {data!r}")
            return data
        case OutlineSpec():
            return _outline(name, data)
        case PictureSpec():
            if not isinstance(data, str):
                raise InputError(f"{name} is a file's path, not {data!r}")
            return data
    raise InputError(f"{name} cannot be read")


def _from_text(name: str, spec: Spec, text: str) -> object:
    try:
        match spec:
            case MatrixSpec():
                return parse_matrix(text, maximum=max(spec.largest))
            case VectorsSpec():
                rows = parse_matrix(text, maximum=None).texts()
                return tuple(Matrix.from_texts(tuple((x,) for x in row)) for row in rows)
            case OutlineSpec():
                return _outline(name, parse_matrix(text, maximum=None).to_array().tolist())
            case FlagSpec():
                words = {"true": True, "yes": True, "on": True, "1": True}
                words |= {"false": False, "no": False, "off": False, "0": False}
                if text.lower() not in words:
                    raise InputError(f"{name} is on or off, not {text!r}")
                return words[text.lower()]
            case _:
                return _decode(name, spec, text)
    except LanguageError as error:
        raise InputError(f"{name}: {error}") from error


def _matrix(name: str, data: object) -> Matrix:
    if not isinstance(data, list) or not data or not all(isinstance(row, list) for row in data):
        raise InputError(f"{name} is not a list of rows")
    try:
        return Matrix.from_texts(tuple(tuple(_text(name, x) for x in row) for row in data))
    except (LanguageError, ValueError) as error:
        raise InputError(f"{name}: {error}") from error


def _column(name: str, data: object) -> Matrix:
    if not isinstance(data, list) or not 1 <= len(data) <= 3:
        raise InputError(f"{name} holds a vector that is not a list of 1 to 3 numbers")
    return _matrix(name, [[x] for x in data])


def _text(name: str, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InputError(f"{name} holds {value!r}, which is no number")
    return str(value)


def _outline(name: str, data: object) -> tuple[tuple[float, float], ...]:
    if not isinstance(data, list) or len(data) > MOST_CORNERS:
        raise InputError(f"{name} is not a list of at most {MOST_CORNERS} corners")
    corners = []
    for item in data:
        if not isinstance(item, list) or len(item) != 2:
            raise InputError(f"{name} holds a corner that is not two numbers")
        pair = [float(x) for x in item if isinstance(x, int | float) and abs(x) <= _FARTHEST]
        if len(pair) != 2:
            raise InputError(f"{name} holds a corner that is not two sensible numbers")
        corners.append((pair[0], pair[1]))
    return tuple(corners)
