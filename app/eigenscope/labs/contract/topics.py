"""What a lab's topics are called and take: its input ``topic`` chooses one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from eigenscope.wording.words import Text

TOPIC = "topic"  # the field by which every lab with topics chooses one


@dataclass(frozen=True)
class Topic:
    """One way of looking at a lab's matter.

    Attributes
    ----------
    key
        Stable: files and the command line name the topic by it.
    title
        What the user reads.
    inputs
        The names of the lab's inputs that it takes; the others are hidden while it is shown.
    called
        What the command line calls some of them: their names, by a word that another topic has for
        its own input, as ``point`` is a number of one topic and a vector of another.
    """

    key: str
    title: Text
    inputs: tuple[str, ...]
    called: Mapping[str, str] = field(default_factory=dict)
