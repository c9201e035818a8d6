"""Sentences that are put together when they are shown, in the language that is spoken then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Union

from eigenscope.wording import language

Value = Union[str, int, "Words"]
"""What stands in a place: a text as it is, a number, or words that are translated themselves."""


@dataclass(frozen=True)
class Words:
    """A whole sentence with places for values, kept apart so that it can be translated.

    ``Words("Rotation by {angle}", {"angle": "30°"})`` reads "Rotation by 30°".

    Attributes
    ----------
    template
        The sentence in English, with its places in braces.
    values
        What stands in the places.
    context
        Tells apart what English calls by one word and other languages by two.
    plural
        The sentence for other numbers than one; then ``values`` has the number as "count".
    """

    template: str
    values: Mapping[str, Value] = field(default_factory=dict)
    context: str = ""
    plural: str = ""

    def __str__(self) -> str:
        translations = language.translations()
        if self.plural:
            count = self.values["count"]
            if not isinstance(count, int):
                raise TypeError(f"the count of {self.template!r} is no whole number: {count!r}")
            template = translations.counted(self.template, self.plural, count, self.context)
        else:
            template = translations.text(self.template, self.context)
        if not self.values:
            return template  # whatever braces somebody's own names have
        return template.format_map({name: str(value) for name, value in self.values.items()})


def literally(text: str) -> str:
    """Return the template that reads as a text, whatever braces are in it."""
    return text.replace("{", "{{").replace("}", "}}")
