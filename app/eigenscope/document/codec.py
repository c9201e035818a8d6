"""A lab's inputs as JSON and from command-line text, by their specs alone.

Reading checks everything: what comes from a file or a person is never trusted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

import numpy as np
import numpy.typing as npt

from eigenscope.document.loaded_codec import (
    FilesRead,
    loaded_from_json,
    loaded_to_json,
    read_data,
    read_small,
)
from eigenscope.document.schema import Choice, Flag, InputError, Number, Text, finite, shown
from eigenscope.labs.contract.lab import Inputs, Lab
from eigenscope.labs.contract.specs import (
    ChoiceSpec,
    DataSpec,
    FlagSpec,
    FormulaSpec,
    MatrixSpec,
    OutlineSpec,
    PictureSpec,
    ScalarSpec,
    Spec,
    VectorsSpec,
    WholeSpec,
    specs,
)
from eigenscope.language.evaluating.entry import Matrix, Source, number_text
from eigenscope.language.texts.messages import LanguageError
from eigenscope.readers.images import ImageError, LoadedImage, read_image
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.readers.tensor_file import ReaderError

MOST_VECTORS = 50
MOST_CORNERS = 500
LONGEST_ENTRY = 1000  # characters of one number: what people type has a hundred at most
LONGEST_EXPRESSION = 20_000  # characters
MOST_ENTRIES = 10_000  # of a matrix that was typed
_LARGEST_WHOLE = 10**6  # of a number chosen with a slider
_FARTHEST = 1e9  # of a polygon's corner


Tensors = Mapping[str, npt.NDArray[np.generic]]
"""Arrays from files, which belong beside the text, by names that the text refers to."""


def to_json(
    inputs: Inputs, tensors: dict[str, npt.NDArray[np.generic]], prefix: str = ""
) -> dict[str, object]:
    """Return inputs as what JSON can hold, in the order of their fields.

    Arrays from files are put into ``tensors``, under names that begin with ``prefix``.
    """
    found = specs(type(inputs))
    data: dict[str, object] = {}
    for each in fields(inputs):
        value = getattr(inputs, each.name)
        if isinstance(value, LoadedMatrix):
            data[each.name] = loaded_to_json(value, tensors, f"{prefix}{each.name}")
        elif isinstance(value, LoadedImage):
            tensors[f"{prefix}{each.name}"] = value.pixels
            data[each.name] = {"name": value.name, "tensor": f"{prefix}{each.name}"}
        else:
            data[each.name] = _encode(found[each.name], value)
    return data


def from_json(lab: Lab, data: object, tensors: Tensors) -> Inputs:
    """Return a lab's inputs from JSON; what is missing keeps its default.

    Raises
    ------
    InputError
        If a value is of the wrong kind, or a tensor that the text names is not there.
    """
    if not isinstance(data, dict):
        raise InputError("the inputs are not a table of names and values")
    inputs = lab.defaults()
    for name, spec in specs(lab.inputs_type).items():
        if name in data:
            inputs = replace(inputs, **{name: _decode(name, spec, data[name], tensors)})
    return lab.check(inputs)


def set_from_text(lab: Lab, inputs: Inputs, name: str, text: str) -> Inputs:
    """Return inputs with one field set from text; see ``set_from_texts``."""
    return set_from_texts(lab, inputs, {name: text})


def set_from_texts(
    lab: Lab, inputs: Inputs, texts: Mapping[str, str], files: FilesRead | None = None
) -> Inputs:
    """Return inputs with fields set from texts, as the command line gives them.

    They are set together, so their order does not matter. What is set itself comes before what
    another field would select, and nothing that is set is changed to fit the rest. ``files`` says
    how tables are to be read, and takes what files hold.

    Raises
    ------
    InputError
        If there is no such field, a text does not fit it, or two do not go together.
    """
    found = specs(lab.inputs_type)
    for name in texts:
        if name not in found:
            raise InputError(f"{lab.name} has no input {name!r}; it has: {', '.join(found)}")
    values = {name: _from_text(name, found[name], text, files) for name, text in texts.items()}
    chosen = {**_selected(found, values), **values}
    checked = lab.check(replace(inputs, **chosen))
    for name, value in values.items():
        kept = getattr(checked, name)
        if kept is not value and not (isinstance(kept, type(value)) and kept == value):
            raise InputError(
                f"{name}: {texts[name]!r} does not go with the other inputs"
                + (f"; {_plain(kept)} would" if _plain(kept) else "")
            )
    return checked


def _selected(found: Mapping[str, Spec], values: Mapping[str, object]) -> dict[str, str]:
    """Return the choices that fields select, unless they are set; raise InputError if they differ.

    A picture or outline that is taken away selects nothing.
    """
    chosen: dict[str, tuple[str, str]] = {}
    for name in sorted(values):
        for field, value in getattr(found[name], "selects", ()) if values[name] else ():
            before, other = chosen.setdefault(field, (name, value))
            if other != value and field not in values:
                raise InputError(f"{before} and {name} do not go together: set {field} too")
    return {field: value for field, (_, value) in chosen.items()}


def _plain(value: object) -> str:
    """Return a value as it could be typed, if that is short."""
    if isinstance(value, Matrix):
        rows = value.texts()
        return f"[{'; '.join(' '.join(row) for row in rows)}]" if len(rows) < 6 else ""
    return str(value) if isinstance(value, str | int) else ""


def _encode(spec: Spec, value: object) -> object:
    if isinstance(value, Matrix):
        entries = [list(row) for row in value.texts()]
        if value.source is None:
            return entries
        return {"expression": value.source.text, "entries": entries}
    if isinstance(spec, VectorsSpec) and isinstance(value, tuple):
        return [[row[0] for row in vector.texts()] for vector in value]
    if isinstance(spec, OutlineSpec) and isinstance(value, tuple):
        return [[float(x), float(y)] for x, y in value]
    return value


def _decode(name: str, spec: Spec, data: object, tensors: Tensors) -> object:
    match spec:
        case DataSpec() if isinstance(data, dict) and "tensor" in data:
            return loaded_from_json(name, data, tensors)
        case DataSpec():
            return _sourced_matrix(name, data)
        case WholeSpec():
            return Number(spec.low, _LARGEST_WHOLE, whole=True).read(name, data)
        case MatrixSpec():
            matrix = _sourced_matrix(name, data)
            if any(a > b for a, b in zip(matrix.shape, spec.largest, strict=True)):
                raise InputError(f"{name} is larger than {spec.largest[0]}×{spec.largest[1]}")
            return matrix
        case ScalarSpec():
            return _scalar(name, spec, data)
        case FormulaSpec():
            return _formula(name, spec, data)
        case VectorsSpec():
            most = min(spec.most, MOST_VECTORS)
            if not isinstance(data, list) or not spec.fewest <= len(data) <= most:
                least = f"{spec.fewest} to" if spec.fewest else "at most"
                raise InputError(f"{name} is not a list of {least} {most} vectors")
            return tuple(_column(name, item) for item in data)
        case ChoiceSpec():
            return Choice(tuple(value for value, _ in spec.options)).read(name, data)
        case FlagSpec():
            return Flag().read(name, data)
        case OutlineSpec():
            return _outline(name, data)
        case PictureSpec():
            return _image(name, data, tensors)
    raise InputError(f"{name} cannot be read")


def _from_text(name: str, spec: Spec, text: str, files: FilesRead | None) -> object:
    try:
        match spec:
            case MatrixSpec():
                return read_small(text, max(spec.largest), files)
            case DataSpec():
                return read_data(text, files)
            case WholeSpec():
                return Number(spec.low, _LARGEST_WHOLE, whole=True).read(name, _number(text))
            case ScalarSpec():
                return _within(name, spec, read_small(text, 1, files))
            case VectorsSpec():
                rows = read_small(text, None, files).texts()
                return _decode(name, spec, [list(row) for row in rows], {})
            case OutlineSpec():
                return _outline(name, read_small(text, None, files).to_array().tolist())
            case FlagSpec():
                words = {"true": True, "yes": True, "on": True, "1": True}
                words |= {"false": False, "no": False, "off": False, "0": False}
                if text.lower() not in words:
                    raise InputError(f"{name} is on or off, not {text!r}")
                return words[text.lower()]
            case PictureSpec():
                return read_image(text) if text else None
            case _:
                return _decode(name, spec, text, {})
    except (LanguageError, ImageError, ReaderError) as error:
        raise InputError(f"{name}: {error}") from error


def _sourced_matrix(name: str, data: object) -> Matrix:
    if not isinstance(data, dict):
        return _matrix(name, data)
    text = Text(LONGEST_EXPRESSION).read(f"the expression of {name}", data.get("expression"))
    return replace(_matrix(name, data.get("entries")).computed(), source=Source(text))


def _matrix(name: str, data: object) -> Matrix:
    if not isinstance(data, list) or not data or not all(isinstance(row, list) for row in data):
        raise InputError(f"{name} is not a list of rows")
    if sum(map(len, data)) > MOST_ENTRIES:
        raise InputError(f"{name} has more than {MOST_ENTRIES} entries")
    try:
        return Matrix.from_texts(tuple(tuple(_text(name, x) for x in row) for row in data))
    except (LanguageError, ValueError) as error:
        raise InputError(f"{name}: {error}") from error


def _scalar(name: str, spec: ScalarSpec, data: object) -> Matrix:
    found = _sourced_matrix(name, [[data]] if isinstance(data, str | int | float) else data)
    if found.shape != (1, 1):
        raise InputError(f"{name} is not one number")
    return _within(name, spec, found)


def _within(name: str, spec: ScalarSpec, number: Matrix) -> Matrix:
    if not spec.least <= number.scalar.value <= spec.most:
        raise InputError(f"{name} is not from {spec.least:g} to {spec.most:g}")
    return number


def _formula(name: str, spec: FormulaSpec, data: object) -> str:
    from eigenscope.language.definitions.formula import (
        read_formula,  # late: the first picture has none
    )

    text = Text(LONGEST_EXPRESSION).read(name, data)
    try:
        read_formula(text, spec.variables)
    except LanguageError as error:
        raise InputError(f"{name}: {error}") from error
    return text


def _column(name: str, data: object) -> Matrix:
    if not isinstance(data, list) or not 1 <= len(data) <= 3:
        raise InputError(f"{name} holds a vector that is not a list of 1 to 3 numbers")
    return _matrix(name, [[x] for x in data])


def _text(name: str, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InputError(f"{name} holds {shown(value)}, which is no number")
    if isinstance(value, str):
        return Text(LONGEST_ENTRY).read(f"an entry of {name}", value)
    return number_text(finite(f"an entry of {name}", value))


def _number(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text


def _outline(name: str, data: object) -> tuple[tuple[float, float], ...]:
    if not isinstance(data, list) or len(data) > MOST_CORNERS:
        raise InputError(f"{name} is not a list of at most {MOST_CORNERS} corners")
    corners = []
    for item in data:
        if not isinstance(item, list) or len(item) != 2:
            raise InputError(f"{name} holds a corner that is not two numbers")
        x, y = (Number(-_FARTHEST, _FARTHEST).read(f"a corner of {name}", x) for x in item)
        corners.append((x, y))
    return tuple(corners)


def _image(name: str, data: object, tensors: Tensors) -> LoadedImage | None:
    if data is None or data == "":
        return None
    if not isinstance(data, dict):
        raise InputError(f"{name} is a picture's name and tensor, not {shown(data)}")
    title = Text(255).read(f"{name}: name", data.get("name"))
    key = Text(255).read(f"{name}: tensor", data.get("tensor"))
    if key not in tensors:
        raise InputError(f"{name}: the tensor {key!r} is not in the file")
    array = tensors[key]
    try:
        return LoadedImage(title, array.astype(np.uint8, casting="no", copy=False))
    except (TypeError, ImageError) as error:
        raise InputError(f"{name}: {error}") from None
