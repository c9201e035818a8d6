"""What a value read from a file may be. Nothing that comes from outside is trusted.

A frozen dataclass whose fields are made by `checked` can be written as JSON and read back; reading
checks every field and names the one that is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Protocol, TypeVar

from eigenscope.wording import words as wording
from eigenscope.wording.errors import WordedError
from eigenscope.wording.words import Words, as_it_is, together

T = TypeVar("T")
_WRITTEN_OUT = 10**6  # whole numbers that have all their digits in a message


class InputError(WordedError, ValueError):
    """A value that does not fit its field; the text says which, and what would."""


Name = str | Words
"""What a message calls a value: a name as it is, or words."""


class Check(Protocol):
    """Turns what JSON holds into a field's value, or raises InputError."""

    def read(self, name: Name, data: object) -> Any:
        """Return the value; raise InputError, naming the field, if it does not fit."""


@dataclass(frozen=True)
class NumberRange:
    """A number within limits; ``whole`` ones are int."""

    low: float
    high: float
    whole: bool = False

    def read(self, name: Name, data: object) -> float:
        """Return the number."""
        value = finite(name, data)
        if not self.low <= value <= self.high:
            raise InputError(
                Words(
                    "{name} is from {low} to {high}, not {data}",
                    {
                        "name": name,
                        "low": _limit(self.low),
                        "high": _limit(self.high),
                        "data": shown(data),
                    },
                )
            )
        if self.whole and int(value) != value:
            raise _wrong("{name} is a whole number, not {data}", name, data)
        return int(value) if self.whole else value


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    options: tuple[str, ...]

    def read(self, name: Name, data: object) -> str:
        """Return the word."""
        if not isinstance(data, str) or data not in self.options:
            known = together([as_it_is(option) for option in self.options if option])
            raise InputError(
                Words(
                    "{name} is one of {options}, not {data}",
                    {"name": name, "options": known, "data": shown(data)},
                )
            )
        return data


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def read(self, name: Name, data: object) -> bool:
        """Return it."""
        if not isinstance(data, bool):
            raise _wrong("{name} is true or false, not {data}", name, data)
        return data


@dataclass(frozen=True)
class Text:
    """A text of limited length."""

    longest: int = 500

    def read(self, name: Name, data: object) -> str:
        """Return the text."""
        if not isinstance(data, str):
            raise _wrong("{name} is a text, not {data}", name, data)
        if len(data) > self.longest:
            raise InputError(
                Words(
                    "{name} is a text of at most {most} characters",
                    {"name": name, "most": self.longest},
                )
            )
        return data


@dataclass(frozen=True)
class Several:
    """A tuple of values of one kind."""

    each: Check
    most: int

    def read(self, name: Name, data: object) -> tuple[Any, ...]:
        """Return them."""
        if not isinstance(data, list) or len(data) > self.most:
            raise InputError(
                Words(
                    "{name} is a list of at most {most}, not {data}",
                    {"name": name, "most": self.most, "data": shown(data)},
                )
            )
        return tuple(
            self.each.read(Words("{name} {place}", {"name": name, "place": place}), each)
            for place, each in enumerate(data, 1)
        )


@dataclass(frozen=True)
class Record:
    """A dataclass of fields made by `checked`."""

    kind: type[Any]

    def read(self, name: Name, data: object) -> Any:
        """Return it."""
        return read(self.kind, name, data)


def checked(default: object, check: Check) -> Any:
    """Declare a field with what it may be."""
    return field(default=default, metadata={"check": check})


def read(kind: type[T], name: Name, data: object, called: Callable[[str], Name] | None = None) -> T:
    """Return a dataclass from JSON; what is missing keeps its default.

    ``called`` gives what messages call a field, which otherwise follows the name.

    Raises
    ------
    InputError
        If it is no table, or a field does not fit.
    """
    if not isinstance(data, Mapping):
        raise _wrong("{name} is a table of names and values, not {data}", name, data)

    def inner(field_name: str) -> Name:
        return Words("{name}: {field}", {"name": name, "field": field_name})

    name_of = called or inner
    values = {
        f.name: f.metadata["check"].read(name_of(f.name), data[f.name])
        for f in fields(_dataclass(kind))
        if f.name in data
    }
    return kind(**values)


def written(value: object) -> dict[str, object]:
    """Return a dataclass as what JSON can hold, in the order of its fields."""
    return {f.name: _plain(getattr(value, f.name)) for f in fields(_dataclass(type(value)))}


def shown(data: object) -> Name:
    """Return a value as a message can show it: never long."""
    if isinstance(data, int) and not isinstance(data, bool) and abs(data) > 10**15:
        return Words("a huge number")  # Python refuses to write out the very long ones
    text = repr(data)
    return text if len(text) <= 60 else f"{text[:57]}…"


def finite(name: Name, data: object) -> float:
    """Return any finite number; raise InputError, naming it, for anything else."""
    if isinstance(data, bool) or not isinstance(data, int | float):
        raise _wrong("{name} is a number, not {data}", name, data)
    try:
        value = float(data)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise InputError(Words("{name} is not finite", {"name": name}))
    return value


def _limit(number: float) -> str:
    """Return a limit as people write it: 1000000, not 1e+06."""
    return (
        str(int(number)) if abs(number) <= _WRITTEN_OUT and number == int(number) else f"{number:g}"
    )


def _wrong(words: wording.Text, name: Name, data: object) -> InputError:
    return InputError(Words(str(words), {"name": name, "data": shown(data)}))


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return written(value) if is_dataclass(value) else value


def _dataclass(kind: type[Any]) -> Any:
    return kind
