"""A switch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import Flag, InputError
from eigenscope.labs.contract.specs.base import Spec
from eigenscope.wording.words import Words, as_words

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead


_WORDS = {
    **dict.fromkeys(("true", "yes", "on", "1"), True),
    **dict.fromkeys(("false", "no", "off", "0"), False),
}


@dataclass(frozen=True)
class FlagSpec(Spec):
    """A bool; ``icon`` names an icon in resources."""

    kind = "flag"
    icon: str = ""

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return both values."""
        return [False, True]

    def alternatives(self, value: object) -> list[Any]:
        """Return both values."""
        return [False, True]

    def check(self, name: str, value: object) -> None:
        """Raise InputError unless it is true or false."""
        Flag().read(name, value)

    def from_text(self, name: str, text: str, files: FilesRead) -> bool:
        """Return true for "on" and false for "off", or what else people say for them."""
        if text.lower() not in _WORDS:
            raise InputError(
                Words("{name} is on or off, not {text}", {"name": name, "text": repr(text)})
            )
        return _WORDS[text.lower()]

    def named(self, value: object) -> Words:
        """Return whether it is on."""
        label = as_words(self.label)
        return Words("{label}: on" if value else "{label}: off", {"label": label})
