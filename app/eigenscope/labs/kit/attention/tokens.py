"""A text as tokens: a stand-in for the tokenizers of real models."""

from __future__ import annotations

import re

from eigenscope.labs.contract.schema import InputError
from eigenscope.wording.words import Words

MOST_TOKENS = 2048

_WORDS = re.compile(r"[㐀-鿿]|[^\W㐀-鿿]+(?:['’][^\W㐀-鿿]+)?|[^\w\s]")
_SPACE = "␣"


def tokens_of(text: str, split: str) -> tuple[str, ...]:
    """Return the words and signs of a text, or its characters.

    Raises
    ------
    InputError
        If there are none, or too many.
    """
    plain = " ".join(text.split())
    if split == "characters":
        tokens = [_SPACE if letter == " " else letter for letter in plain]
    else:
        tokens = _WORDS.findall(plain)
    if not tokens:
        raise InputError(Words("The text has no tokens: write some words."))
    if len(tokens) > MOST_TOKENS:
        said = {"count": f"{len(tokens):,}", "most": f"{MOST_TOKENS:,}"}
        words = "The text has {count} tokens, and at most {most} are possible. Shorten it."
        raise InputError(Words(words, said))
    return tuple(tokens)
