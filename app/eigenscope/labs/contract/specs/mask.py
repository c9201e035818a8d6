"""Which keys a query may see: a word, or a matrix of 0 and 1."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Tensors
from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import InputError, shown
from eigenscope.labs.contract.specs.base import Spec
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead

NONE, CAUSAL, PADDING = "none", "causal", "padding"
LARGEST = 100
"""Rows and columns of a mask that is written as a matrix."""

Flags = npt.NDArray[np.bool_]

_PADDED = re.compile(r"padding((?:[\s,:=]+\d{1,6})+)")
_ROWS = re.compile(r"[01](?: [01])*(?:; [01](?: [01])*)*")


def _unknown(_inputs: Any) -> tuple[int, int] | None:
    return None


@dataclass(frozen=True)
class MaskSpec(Spec):
    """A str: "none", "causal", "padding 2 6" (how many keys are valid), or rows "1 0; 1 1".

    ``shape`` gives the numbers of queries and keys of the inputs, or None where it is not known.
    """

    kind = "mask"

    shape: Callable[[Any], tuple[int, int] | None] = field(default=_unknown, kw_only=True)

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return the words that it may be."""
        return [NONE, CAUSAL, PADDING]

    def alternatives(self, value: object) -> list[Any]:
        """Return one of each kind."""
        return [NONE, CAUSAL, f"{PADDING} 1"]

    def check(self, name: str, value: object) -> None:
        """Raise InputError unless it is one of these, written as they are kept."""
        if not isinstance(value, str) or value not in (NONE, CAUSAL):
            text = value if isinstance(value, str) else ""
            if not (_PADDED.fullmatch(text) or _ROWS.fullmatch(text)):
                raise InputError(_wrong(name, value))
        if isinstance(value, str) and _ROWS.fullmatch(value):
            _checked(name, [row.split() for row in value.split("; ")])

    def from_json(self, name: str, data: object, tensors: Tensors) -> str:
        """Return what was written, or what lists of 0 and 1 mean."""
        if isinstance(data, list):
            rows = data if data and isinstance(data[0], list) else [data]
            return _checked(name, [[str(cell) for cell in row] for row in rows])
        self.check(name, data)
        return str(data)

    def from_text(self, name: str, text: str, files: FilesRead) -> str:
        """Return what a text means: a word, how many keys are valid, a matrix, or a file with one.

        A text of nothing is no mask.
        """
        plain = " ".join(text.replace("，", ",").lower().split())
        if plain in ("", NONE, CAUSAL):
            return plain or NONE
        padded = _PADDED.fullmatch(plain)
        if padded is not None:
            return " ".join([PADDING, *re.findall(r"\d+", padded[1])])
        if plain.startswith(PADDING) or not any(sign in plain for sign in "01."):
            raise InputError(_wrong(name, text))
        numbers = files.tensor(text).to_array()
        if numbers.ndim > 2:
            raise InputError(_wrong(name, text))
        rows = [[f"{cell:g}" for cell in row] for row in np.atleast_2d(numbers).tolist()]
        return _checked(name, rows)

    def text(self, value: str) -> str:
        """Return it as it is typed."""
        return value


def mask_text(flags: Flags) -> str:
    """Return the mask that a matrix (n, m) of flags is."""
    return "; ".join(" ".join("1" if cell else "0" for cell in row) for row in flags.tolist())


def mask_with(text: str, shape: tuple[int, int], cell: int, *, visible: bool) -> str:
    """Return a mask of a shape (n, m) whose flat ``cell`` is visible or hidden.

    Raises
    ------
    InputError
        If the mask has another shape.
    """
    flags = mask_flags(text, shape)
    flags = np.ones(shape, dtype=np.bool_) if flags is None else flags.copy()
    flags.flat[cell] = visible
    return NONE if flags.all() else mask_text(flags)


def half_padded(shape: tuple[int, int] | None) -> str:
    """Return the mask that leaves the first half of the keys."""
    return f"{PADDING} {max(shape[1] // 2, 1) if shape else 1}"


def mask_flags(text: str, shape: tuple[int, int]) -> Flags | None:
    """Return where a mask lets queries see keys, (n, m); None if it hides nothing by its kind.

    Raises
    ------
    InputError
        If it has another shape; its text says which.
    """
    queries, keys = shape
    if text == NONE:
        return None
    if text == CAUSAL:
        return np.tril(np.ones(shape, dtype=bool))
    if text.startswith(PADDING):
        valid = [int(part) for part in text.split()[1:]]
        if len(valid) not in (1, queries):
            said = {"count": str(len(valid)), "queries": str(queries)}
            words = "The mask has {count} lengths: give one for all queries, or {queries}."
            raise InputError(Words(words, said))
        return np.arange(keys)[None, :] < np.broadcast_to(np.array(valid)[:, None], (queries, 1))
    flags = np.array([row.split() for row in text.split("; ")]) == "1"
    if flags.shape[1] != keys or flags.shape[0] not in (1, queries):
        said = {"shape": str(flags.shape), "wanted": str(shape)}
        words = "The mask has the shape {shape}; queries × keys is {wanted}."
        raise InputError(Words(words, said))
    return np.broadcast_to(flags, shape)


def _checked(name: str, rows: list[list[str]]) -> str:
    if len(rows) > LARGEST or any(len(row) > LARGEST for row in rows):
        raise InputError(Words("{name} has at most {most} rows and columns", _sized(name)))
    if not rows or len({len(row) for row in rows}) != 1 or not rows[0]:
        raise InputError(_wrong(name, rows))
    for row in rows:
        for cell in row:
            if cell not in ("0", "1"):
                words = "{name} consists of 0 and 1, not of {data}"
                raise InputError(Words(words, {"name": name, "data": shown(cell)}))
    return "; ".join(" ".join(row) for row in rows)


def _sized(name: str) -> dict[str, str]:
    return {"name": name, "most": str(LARGEST)}


def _wrong(name: str, data: object) -> Words:
    words = "{name} is none, causal, padding 2, or rows of 0 and 1 such as 1 0; 1 1; not {data}"
    return Words(words, {"name": name, "data": shown(data)})
