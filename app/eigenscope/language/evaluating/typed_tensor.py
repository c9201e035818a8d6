"""Tensors as people enter them: numbers in lists within lists, each with the text it was typed as.

A matrix has two axes and an expression; what has one, three or four axes is this.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.language.evaluating.entry import Entry, number_text, parse_entry
from eigenscope.language.evaluating.nested_lists import Nested, place_of, read_lists, shape_of
from eigenscope.language.texts.digit_signs import Comma
from eigenscope.language.texts.messages import LanguageError
from eigenscope.wording.words import Value, Words, as_words

LARGEST = 100_000  # entries


@dataclass(frozen=True)
class TypedTensor:
    """Entries in a row-major order; no axis has the size 0, and there is one axis at least."""

    shape: tuple[int, ...]
    entries: tuple[Entry, ...]

    @classmethod
    def from_text(cls, text: str, comma: Comma | None = None) -> TypedTensor:
        """Return the tensor that a text writes; a plain row of numbers has one axis.

        Parameters
        ----------
        text
            For example ``[[[1, 1/2], [sqrt(2), 3]]]``, ``1 2; 3 4``, or what NumPy and torch print.
        comma
            What a comma in a table without brackets means, where a person has said it.

        Raises
        ------
        LanguageError
            If it writes none; the message says where.
        """
        return cls.from_lists(read_lists(text, comma))

    @classmethod
    def from_lists(cls, lists: Nested) -> TypedTensor:
        """Return the tensor of lists within lists of texts; raise LanguageError as `from_text`."""
        shape = shape_of(lists) or (1,)
        if math.prod(shape) > LARGEST:
            words = Words(
                "More than {most} entries are too many to type.", {"most": f"{LARGEST:,}"}
            )
            raise LanguageError(words)
        return cls(shape, tuple(_parsed(lists, ())))

    @classmethod
    def from_array(cls, array: npt.ArrayLike) -> TypedTensor:
        """Return the tensor of an array of finite numbers; a scalar has one axis."""
        values = np.atleast_1d(np.asarray(array, dtype=np.float64))
        texts = (number_text(float(value)) for value in values.ravel())
        return cls(values.shape, tuple(map(parse_entry, texts)))

    def to_array(self) -> Floats:
        """Return the values, in the tensor's shape."""
        return np.array([entry.value for entry in self.entries]).reshape(self.shape)

    def to_lists(self) -> Nested:
        """Return the texts as lists within lists."""
        return _nested(iter([entry.text for entry in self.entries]), self.shape)

    @property
    def text(self) -> str:
        """It on one line, which reads back as an equal tensor: "[[1, 2], [3, 4]]"."""
        return _written(self.to_lists(), len(self.shape), lambda _depth: ", ")

    @property
    def lines(self) -> str:
        """The same with each row on a line of its own, as torch prints it, in columns."""
        widest = [0] * self.shape[-1]
        for place, entry in enumerate(self.entries):
            column = place % self.shape[-1]
            widest[column] = max(widest[column], len(entry.text))
        several = len(self.shape) > 1
        texts = [
            entry.text.rjust(widest[place % self.shape[-1]]) if several else entry.text
            for place, entry in enumerate(self.entries)
        ]
        axes = len(self.shape)

        def parted(depth: int) -> str:
            inner = axes - depth  # axes of the items that are parted
            return "," + "\n" * inner + " " * depth if inner else ", "

        return _written(_nested(iter(texts), self.shape), axes, parted)


def _parsed(lists: Nested, place: tuple[int, ...]) -> Iterator[Entry]:
    """Yield the entries; raise LanguageError naming the place of one that cannot be read."""
    if isinstance(lists, list):
        for index, item in enumerate(lists):
            yield from _parsed(item, (*place, index))
        return
    try:
        yield parse_entry(lists)
    except LanguageError as error:
        if not place:
            raise
        said: dict[str, Value] = {"place": place_of(place), "reason": as_words(error.message)}
        words = Words("At {place}: {reason}", said)
        raise LanguageError(words, error.text, error.start, error.end, hint=error.hint) from None


def _nested(texts: Iterator[str], shape: tuple[int, ...]) -> Nested:
    if not shape:
        return next(texts)
    return [_nested(texts, shape[1:]) for _ in range(shape[0])]


def _written(lists: Nested, axes: int, parted: Callable[[int], str], depth: int = 1) -> str:
    """Return lists in brackets; ``parted`` gives what stands between the items of a depth."""
    if not isinstance(lists, list):
        return lists
    items = [_written(item, axes, parted, depth + 1) for item in lists]
    alone = axes == depth and len(items) == 1 and len(items[0].split()) > 1
    comma = "," if alone else ""  # else "2 pi" would be read as two entries
    return f"[{parted(depth).join(items)}{comma}]"
