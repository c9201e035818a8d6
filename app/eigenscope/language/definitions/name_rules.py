"""What a name may be, and what is a definition."""

from __future__ import annotations

import re

from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain
from eigenscope.wording.words import Text, Words

_NAME = re.compile(r"[^\W\d_]+(?:_\w+|\d+)*")
_LONGEST = 40  # characters


def check_name(name: str) -> None:
    """Raise LanguageError if a text is no name, or one that has a meaning already."""
    read = plain(name)
    if not _NAME.fullmatch(read):
        words: Text = "A name is a letter or a word, such as A, B1, W_q or Σ."
        raise LanguageError(words, read, 0, len(read))
    if len(read) > _LONGEST:
        words = Words("A name has at most {most} characters.", {"most": _LONGEST})
        raise LanguageError(words, read, 0, len(read))
    # Late: functions take a while to be imported, and a session without names needs none.
    from eigenscope.language.functions import FUNCTIONS

    if read in FUNCTIONS or read in ("T", "H"):
        words = Words("{name} is a function already: choose another name.", {"name": read})
        if read in ("T", "H"):
            taken = "A^{name} is the transpose: choose another name than {name}."
            words = Words(taken, {"name": read})
        raise LanguageError(words, read, 0, len(read))


def split_statement(text: str) -> tuple[str, str] | None:
    """Return name and expression of ``A = …``, or None if the text is no definition."""
    name, equals, rest = text.partition("=")
    return (name.strip(), rest.strip()) if equals and _NAME.fullmatch(plain(name).strip()) else None
