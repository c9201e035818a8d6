"""What surrounds a program: an input that the document fills in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs.base import Spec
from eigenscope.labs.contract.surroundings import Surroundings
from eigenscope.wording.words import Words


@dataclass(frozen=True)
class SurroundingsSpec(Spec):
    """A Surroundings, which is neither shown nor kept.

    ``names`` tells which names the inputs mention, ``files`` whether they may want to read files:
    what they do not want is left out, so that nothing is solved anew for it. ``renamed`` returns
    the inputs once a definition, the first name, is called by the second.
    """

    kind = "surroundings"
    is_entered = False
    names: Callable[[Any], frozenset[str]] = lambda _inputs: frozenset()
    files: Callable[[Any], bool] = lambda _inputs: False
    renamed: Callable[[Any, str, str], Any] = lambda inputs, _old, _new: inputs

    def check(self, name: str, value: object) -> None:
        """Raise InputError unless it is one."""
        if not isinstance(value, Surroundings):
            raise InputError(Words("{name} cannot be set", {"name": name}))
