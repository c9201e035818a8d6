"""Sentences that are put together when they are shown, in the language that is spoken then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, Union

from eigenscope.wording import language

Value = Union[str, int, "Words"]
"""What stands in a place: a text as it is, a number, or words that are translated themselves."""
Text: TypeAlias = Union[str, "Words"]
"""What a user reads: words, or a text of the code, which is looked up when it is shown.

Whatever stands in the code where this type is asked for goes into the catalogue.
"""


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

    def __hash__(self) -> int:
        return hash((self.template, tuple(self.values.items()), self.context, self.plural))

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


def say(text: Text) -> str:
    """Return a text in the language that is spoken."""
    return str(text) if isinstance(text, Words) else language.translations().text(text)


def as_words(text: Text) -> Words:
    """Return a text as words."""
    return text if isinstance(text, Words) else Words(text)


def as_it_is(text: str) -> Words:
    """Return what no catalogue knows: a name, a number, a formula."""
    return Words("{text}", {"text": text})


def sentences(parts: Sequence[Text]) -> Words:
    """Return sentences that follow each other."""
    first, *others = map(as_words, parts)
    for part in others:
        first = Words("{first} {next}", {"first": first, "next": part}, "sentences")
    return first


def together(parts: Sequence[Text]) -> Words:
    """Return one thing, or several with a comma between them."""
    first, *others = map(as_words, parts)
    for part in others:
        first = Words("{first}, {next}", {"first": first, "next": part}, "list")
    return first


def listed(parts: Sequence[Text]) -> Words:
    """Return one thing, or several as a sentence lists them: "a, b and c"."""
    *first, last = map(as_words, parts)
    if not first:
        return last
    return Words("{first} and {last}", {"first": together(first), "last": last}, "list")


def literally(text: str) -> str:
    """Return the template that reads as a text, whatever braces are in it."""
    return text.replace("{", "{{").replace("}", "}}")
