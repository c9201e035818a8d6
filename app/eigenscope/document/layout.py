"""JSON laid out so that it diffs well: one value a line, but the numbers of a row together."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping

from eigenscope.labs.contract.schema import InputError
from eigenscope.wording.words import Text, Words, as_it_is, as_words

_DEEPEST = 24  # levels; a session has six
_MISTAKES: Mapping[str, Text] = {
    "expecting value": "expecting value",
    "expecting ',' delimiter": "expecting ',' delimiter",
    "expecting ':' delimiter": "expecting ':' delimiter",
    "expecting property name enclosed in double quotes": "expecting property name enclosed in "
    "double quotes",
    "extra data": "extra data",
    "invalid control character at": "invalid control character at",
    "unterminated string starting at": "unterminated string starting at",
}
"""The most frequent things that Python says of a text that is no JSON."""


def laid_out(data: object, indent: str = "") -> str:
    """Return JSON text whose order is that of the data; numbers that JSON lacks raise ValueError.

    A list of plain values stands on one line, and so does one of short lists of them per line: a
    changed row is one changed line.
    """
    inner = indent + "  "
    if isinstance(data, dict) and data:
        rows = [f"{inner}{_plain(str(k))}: {laid_out(v, inner)}" for k, v in data.items()]
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    if isinstance(data, list | tuple) and any(isinstance(x, dict | list | tuple) for x in data):
        rows = [f"{inner}{laid_out(x, inner)}" for x in data]
        return "[\n" + ",\n".join(rows) + f"\n{indent}]"
    return _plain(data)


def parsed(text: str) -> object:
    """Return what a JSON text holds.

    Raises
    ------
    InputError
        If it is no JSON, is nested too deeply, or holds NaN or an infinity.
    """
    try:
        data = json.loads(text, parse_constant=_refuse, parse_float=_finite)
        _check_depth(data)
    except InputError:
        raise
    except json.JSONDecodeError as error:
        said = error.msg.lower()
        mistake = as_words(_MISTAKES[said]) if said in _MISTAKES else as_it_is(said)
        raise InputError(
            Words(
                "it is not JSON: {mistake} at line {line}, column {column}",
                {"mistake": mistake, "line": str(error.lineno), "column": str(error.colno)},
            )
        ) from None
    except RecursionError:
        raise InputError("it is nested too deeply") from None
    except ValueError as error:  # such as an integer of too many digits
        problem = {"problem": str(error).split(";")[0]}
        raise InputError(Words("it holds what cannot be read: {problem}", problem)) from None
    return data


def _plain(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False)


def _check_depth(data: object) -> None:
    level = [data]
    for _ in range(_DEEPEST):
        inner = [list(x.values()) if isinstance(x, dict) else x for x in level]
        level = [x for part in inner if isinstance(part, list) for x in part]
        if not level:
            return
    raise InputError("it is nested too deeply")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        values = {"digits": digits[:20]}
        raise InputError(Words("it holds {digits}, which is too large for a number", values))
    return value


def _refuse(word: str) -> float:
    values = {"word": word}
    raise InputError(Words("it holds {word}, which is no number that a session can have", values))
