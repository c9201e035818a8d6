"""JSON laid out so that it diffs well: one value a line, but the numbers of a row together."""

from __future__ import annotations

import json
import math

from eigenscope.labs.contract.schema import InputError

_DEEPEST = 24  # levels; a session has six


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
        place = f"line {error.lineno}, column {error.colno}"
        raise InputError(f"it is not JSON: {error.msg.lower()} at {place}") from None
    except RecursionError:
        raise InputError("it is nested too deeply") from None
    except ValueError as error:  # such as an integer of too many digits
        raise InputError(f"it holds what cannot be read: {str(error).split(';')[0]}") from None
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
        raise InputError(f"it holds {digits[:20]}, which is too large for a number")
    return value


def _refuse(word: str) -> float:
    raise InputError(f"it holds {word}, which is no number that a session can have")
