"""What a name may be, and what is a definition."""

from __future__ import annotations

import re

from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain

_NAME = re.compile(r"[^\W\d_]+(?:_\w+|\d+)*")
_LONGEST = 40  # characters


def check_name(name: str) -> None:
    """Raise LanguageError if a text is no name, or one that has a meaning already."""
    read = plain(name)
    if not _NAME.fullmatch(read):
        words = "A name is a letter or a word, such as A, B1, W_q or Σ."
        raise LanguageError(words, read, 0, len(read))
    if len(read) > _LONGEST:
        words = f"A name has at most {_LONGEST} characters."
        raise LanguageError(words, read, 0, len(read))
    # Late: functions take a while to be imported, and a session without names needs none.
    from eigenscope.language.functions import FUNCTIONS

    if read in FUNCTIONS or read in ("T", "H"):
        words = f"{read} is a function already: choose another name."
        if read in ("T", "H"):
            words = f"A^{read} is the transpose: choose another name than {read}."
        raise LanguageError(words, read, 0, len(read))


def split_statement(text: str) -> tuple[str, str] | None:
    """Return name and expression of ``A = …``, or None if the text is no definition."""
    name, equals, rest = text.partition("=")
    return (name.strip(), rest.strip()) if equals and _NAME.fullmatch(plain(name).strip()) else None
