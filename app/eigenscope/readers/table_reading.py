"""How a table is read: what a person chose, and what was found out where nothing was chosen.

Nothing in a table says how it was written. So whatever is found out is said, and each of it can be
chosen otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from itertools import pairwise

from eigenscope.language.texts.digit_signs import Comma

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", " ": "space"}
"""What may stand between cells, and what it is called."""


@dataclass(frozen=True)
class TableChoices:
    """What a person said about how a table is to be read; None where it is to be found out.

    Attributes
    ----------
    encoding
        Python's name of the encoding.
    separator
        One of `SEPARATORS`; a space stands for any run of white space.
    comma
        What a comma in a number means.
    column_names
        Whether the first row holds names of columns.
    row_names
        Whether the first column holds names of rows.
    most_rows
        How many rows are read, None for all.
    """

    encoding: str | None = None
    separator: str | None = None
    comma: Comma | None = None
    column_names: bool | None = None
    row_names: bool | None = None
    most_rows: int | None = None


@dataclass(frozen=True)
class TableReading:
    """How a table was read.

    Attributes
    ----------
    encoding, separator, comma, column_names, row_names
        As of `TableChoices`; ``comma`` is None if no number has one.
    doubts
        Names of those attributes that were guessed and may well be wrong.
    columns
        The places of the columns of numbers, from 0, where texts were left out; else None.
    """

    encoding: str
    separator: str
    comma: Comma | None
    column_names: bool
    row_names: bool
    doubts: frozenset[str] = frozenset()
    columns: tuple[int, ...] | None = None

    @property
    def choices(self) -> TableChoices:
        """What reads the table in the same way again."""
        return TableChoices(
            self.encoding, self.separator, self.comma, self.column_names, self.row_names
        )

    def to_json(self) -> dict[str, object]:
        """Return it as what JSON has, for programs and sessions."""
        columns = {} if self.columns is None else {"columns": list(self.columns)}
        return {
            "encoding": self.encoding,
            "separator": self.separator,
            "comma": None if self.comma is None else self.comma.name.lower(),
            "column_names": self.column_names,
            "row_names": self.row_names,
            "guessed": sorted(self.doubts),
            **columns,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> TableReading:
        """Return what `to_json` gave; raise ValueError for anything else."""
        encoding, separator, comma = (data.get(key) for key in ("encoding", "separator", "comma"))
        names = data.get("column_names"), data.get("row_names")
        guessed, columns = data.get("guessed", []), data.get("columns")
        right = (
            isinstance(encoding, str)
            and isinstance(separator, str)
            and separator in SEPARATORS
            and (comma is None or comma in {each.name.lower() for each in Comma})
            and all(isinstance(each, bool) for each in names)
            and isinstance(guessed, list)
            and (columns is None or _are_places(columns))
            and {field.name for field in fields(cls)}.issuperset(map(str, guessed))
        )
        if not right:
            raise ValueError("it does not say how a table is read")
        return cls(
            str(encoding),
            str(separator),
            None if comma is None else Comma[str(comma).upper()],
            bool(names[0]),
            bool(names[1]),
            frozenset(map(str, guessed)) if isinstance(guessed, list) else frozenset(),
            tuple(columns) if isinstance(columns, list) else None,
        )

    @property
    def plain(self) -> bool:
        """Whether nothing had to be found out: commas or tabs part plain numbers in UTF-8."""
        return (
            self.encoding == "utf-8"
            and self.separator in ",\t"
            and self.comma is None
            and not self.doubts
        )


def _are_places(columns: object) -> bool:
    """Tell whether these are places of columns, in order."""
    if not isinstance(columns, list) or not all(type(each) is int for each in columns):
        return False
    return columns[:1] >= [0] and all(before < after for before, after in pairwise(columns))
