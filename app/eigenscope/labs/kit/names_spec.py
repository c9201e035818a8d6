"""An input that lists names: one for each layer of several, say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs import Spec
from eigenscope.wording.words import Value, Words


@dataclass(frozen=True)
class NamesSpec(Spec):
    """A str: some of ``names`` with commas between.

    ``most`` says how many are used, given the inputs.
    """

    kind = "names"
    names: tuple[str, ...] = ()
    most: Callable[[Any], int] = lambda _inputs: 1

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return the names to choose from."""
        return [*self.names]

    def check(self, name: str, value: object) -> None:
        """Raise InputError unless all are names to choose from."""
        for each in names_in(str(value)):
            if each not in self.names:
                said = {"name": name, "wrong": repr(each), "names": ", ".join(self.names)}
                raise InputError(Words("{name}: {wrong} is none of {names}", said))

    def check_beside(self, name: str, value: str, inputs: Inputs) -> None:
        """Raise InputError if there are more names than are used."""
        most = max(self.most(inputs), 1)
        listed = len(names_in(value))
        if listed > most:
            said: dict[str, Value] = {"name": name, "listed": listed, "count": most}
            raise InputError(
                Words(
                    "{name} lists {listed} names, and only the first is used: leave out the others",
                    said,
                    plural="{name} lists {listed} names, and only the first {count} are used: "
                    "leave out the others",
                )
            )


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a text."""
    return tuple(part.strip().lower() for part in re.split("[,，;；、]", text) if part.strip())


def one_each(text: str, count: int, default: str) -> tuple[str, ...]:
    """Return a name for each of several: the last one stands for all others."""
    names = names_in(text) or (default,)
    return (*names, *names[-1:] * count)[:count]
