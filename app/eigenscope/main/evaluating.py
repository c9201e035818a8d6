"""``eigenscope evaluate``: what an expression is worth, exactly where that is known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from eigenscope.engine.analysis.digits import EXACT_NOISE, FLOAT_NOISE, digits_apart
from eigenscope.labs.contract.files_read import FilesRead
from eigenscope.labs.kit.running import cleared
from eigenscope.language.definitions.definitions import Definitions
from eigenscope.language.definitions.name_rules import split_statement
from eigenscope.language.notation import latex_of_value
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.values.value import Array, Exact, Value
from eigenscope.main.errors import UserError
from eigenscope.main.table_options import tell_of
from eigenscope.readers.formats import file_and_tensor
from eigenscope.readers.table_reading import TableChoices
from eigenscope.readers.tensor_file import ReaderError
from eigenscope.wording.words import Words, as_words

_MOST_SHOWN = 12  # rows and columns of a matrix in a terminal
_DIGITS = 12  # of a number there; more where they tell it from others
_SURE_DIGITS = 15  # of an integer that a float holds: all are said
_SURE = 10.0**_SURE_DIGITS


def evaluate(
    text: str,
    defined: Sequence[str],
    *,
    exact: bool,
    as_json: bool,
    choices: TableChoices | None = None,
) -> str:
    """Return what the command prints.

    Parameters
    ----------
    text
        The expression.
    defined
        Definitions such as ``A=rot(30)``, or ``A=FILE[:tensor]`` of a small matrix.
    exact
        Whether exact values are printed where they are known.
    as_json
        Whether everything is printed, for programs.
    choices
        How tables in files are to be read.

    Raises
    ------
    UserError
        If something cannot be read or has no value, with a line that marks the place.
    """
    definitions = Definitions()
    files = FilesRead(choices)
    try:
        for statement in defined:
            parts = split_statement(statement)
            if parts is None:
                raise UserError(
                    Words("--define takes NAME=EXPRESSION, not {text}", {"text": repr(statement)})
                )
            definitions.define(parts[0], _entries_of(parts[1], files))
        value = definitions.evaluate(text)
    except LanguageError as error:
        raise UserError(
            Words(
                "{message}\n{place}",
                {"message": as_words(error.reason), "place": error.caret_lines()},
            )
        ) from error
    except ReaderError as error:
        raise UserError(Words("--define {reason}", {"reason": as_words(error.reason)})) from error
    tell_of(files)
    if as_json:
        return json.dumps(_table(value), ensure_ascii=False, allow_nan=False)
    known = value.exact_text() if exact else None
    return known if known is not None else _written(value)


def _entries_of(text: str, files: FilesRead) -> str:
    """Return an expression as it is, and the entries of a matrix in a file."""
    return text if file_and_tensor(text) is None else files.small(text, None).to_text()


def _table(value: Value) -> dict[str, Any]:
    return {
        "kind": value.kind,
        "shape": list(value.shape),
        "value": _plain(value.array.tolist()),
        "exact": value.exact_text(),
        "latex": latex_of_value(value),
    }


def _plain(entries: Any) -> Any:
    """Return nested lists of what JSON can hold; a complex number as its two parts."""
    if isinstance(entries, list):
        return [_plain(each) for each in entries]
    if isinstance(entries, complex):
        return {"re": entries.real, "im": entries.imag}
    return int(entries) if entries.is_integer() and abs(entries) < 2**53 else entries


def _written(value: Value) -> str:
    """Return a value in brackets, its numbers with as many digits as tell them apart."""
    array = value.array + 0.0  # no −0
    computed = value.exact is None and value.turns is None and not value.sharp
    if computed and array.ndim:
        array = cleared(array)
    corner = np.atleast_1d(array)[(slice(_MOST_SHOWN),) * max(array.ndim, 1)].ravel()
    if value.exact is not None and _too_fine(value.exact, array):
        return value.exact_text() or ""
    parts = [float(part) for part in (*corner.real, *corner.imag)]
    noise = FLOAT_NOISE if computed else EXACT_NOISE if value.exact is None else 0.0
    digits = digits_apart(parts, noise, _DIGITS)
    if not array.ndim:
        return _number(array.item(), digits)
    width = max((len(_number(each, digits)) for each in corner.tolist()), default=0)

    def aligned(entry: Any) -> str:
        return _number(entry, digits).rjust(width)

    with np.printoptions(
        threshold=_MOST_SHOWN**2, formatter={"float_kind": aligned, "complex_kind": aligned}
    ):
        return str(array)


def _too_fine(exact: Exact, array: Array) -> bool:
    """Whether entries that differ have the same float, so that no decimal of it tells them."""
    if not 1 < exact.size <= _MOST_SHOWN**2:
        return False
    return len(set(exact.ravel().tolist())) > len(set(array.ravel().tolist()))


def _number(number: float | complex, digits: int) -> str:
    if isinstance(number, float) and number.is_integer() and abs(number) < _SURE:
        digits = max(digits, _SURE_DIGITS)
    return f"{number:.{digits}g}".replace("j", "i")
