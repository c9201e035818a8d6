"""The tensors of a file, found by words and put in order quickly, be there a hundred thousand.

Everything that takes long is done once, on a worker: the orders by each column and the names in
small letters. What is typed then only picks from an order that is there already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from eigenscope.readers.loading import not_shown
from eigenscope.readers.table_reading import TableReading
from eigenscope.readers.tensor_file import TensorEntry
from eigenscope.wording.words import Text

PICTURE, NAME, SHAPE, KIND, SIZE = range(5)
_DIGITS = re.compile(r"(\d+)")


class Catalogue:
    """What a file holds.

    Attributes
    ----------
    entries
        The tensors, in the order of the file.
    notes
        The reader's sentences for the user.
    table
        How the file was read if it is a table.
    reasons
        Why a tensor cannot be shown, by its place in the file; only of those.
    """

    def __init__(
        self,
        entries: Sequence[TensorEntry],
        notes: Sequence[Text] = (),
        table: TableReading | None = None,
    ) -> None:
        self.entries = entries
        self.notes = notes
        self.table = table
        reasons = ((place, not_shown(entry)) for place, entry in enumerate(self.entries))
        self.reasons: dict[int, Text] = {place: reason for place, reason in reasons if reason}
        self._names = [entry.name.lower() for entry in self.entries]
        natural = [_natural(name) for name in self._names]
        places = range(len(self.entries))
        by_name = sorted(places, key=natural.__getitem__)

        def ordered(key: Callable[[TensorEntry], Any]) -> Sequence[int]:
            return sorted(by_name, key=lambda place: key(self.entries[place]))

        self._orders: dict[int, Sequence[int]] = {
            NAME: by_name,
            SHAPE: ordered(lambda entry: (len(entry.shape), entry.shape)),
            KIND: ordered(lambda entry: entry.dtype),
            SIZE: ordered(lambda entry: entry.nbytes),
        }

    def find(self, text: str, column: int = -1, *, descending: bool = False) -> list[int]:
        """Return the places of the tensors whose names hold all words of a text.

        Parameters
        ----------
        text
            For example "attn q", which finds "layers.0.attn.q_proj.weight".
        column
            By what they are ordered; without one as in the file.
        """
        places: Iterable[int] = self._orders.get(column, range(len(self.entries)))
        for word in text.lower().split():
            places = [place for place in places if word in self._names[place]]
        result = list(places)
        return result[::-1] if descending else result


def _natural(name: str) -> list[tuple[int, str]]:
    """Return a key by which "layers.2" comes before "layers.10"."""
    parts = _DIGITS.split(name)
    return [(int(part[:18]), "") if part.isdecimal() else (-1, part) for part in parts]
