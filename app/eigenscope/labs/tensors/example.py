"""What a ready-made program of the lab is: a few lines of torch or NumPy with a name."""

from __future__ import annotations

from dataclasses import dataclass

from eigenscope.wording.words import Text

WRONG = "wrong"
"""The key of an example that ends with an error, which is what it teaches."""


@dataclass(frozen=True)
class CodeExperiment:
    """A program to try, and the question that its picture answers.

    ``topic`` is the key of the topic that it belongs to.
    """

    key: str
    title: Text
    watch: Text
    topic: str
    code: str


@dataclass(frozen=True)
class NumberExperiment:
    """A number to try, as it is typed, the type that stores it, and what is asked of them."""

    key: str
    title: Text
    watch: Text
    number: str
    dtype: str


def lines(*each: str) -> str:
    """Return a program of these lines."""
    return "\n".join(each)
