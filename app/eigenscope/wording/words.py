"""Sentences that are put together when they are shown, and not before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    """A sentence with places for values, kept apart so that it can be translated.

    ``Words("Rotation by {angle}", {"angle": "30°"})`` reads "Rotation by 30°".
    """

    template: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format_map(dict(self.values))


def literally(text: str) -> str:
    """Return the template that reads as a text, whatever braces are in it."""
    return text.replace("{", "{{").replace("}", "}}")
