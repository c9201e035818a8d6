"""Texts that are worked out: whether one is an expression, and what is read in either case."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from eigenscope.language.evaluating.matrix_text import without_name
from eigenscope.language.foreign import readable
from eigenscope.language.texts.brackets import outermost
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions

_PARTED = re.compile(r"[,;\t\n]")
_WORD = re.compile(r"[^\W\d_]\w*")
_WORKED_OUT = re.compile(r"[^\W\d_]|[-+*/^'°√|‖⊙@\\]")
Entered = TypeVar("Entered")


def entries_or_value(
    text: str,
    definitions: Definitions | None,
    entries: Callable[[str], Entered],
    value: Callable[[Definitions, str], Entered],
) -> Entered:
    """Return what a text stands for: the entries that it lists, or the value of an expression.

    Parameters
    ----------
    text
        Entries or an expression.
    definitions
        What names in an expression stand for.
    entries
        Reads the text as entries; raises LanguageError if it lists none.
    value
        Works an expression out, without the name that it is given in the text.

    Raises
    ------
    LanguageError
        That of `entries` if the text is no expression, else that of `value`.
    """
    expression = without_name(readable(text))
    try:
        return entries(text)
    except LanguageError:
        if not (_is_expression(expression) or uses_names(expression, definitions)):
            raise
    # Late: a window shows its first matrix before anything is worked out.
    from eigenscope.language.definitions.definitions import Definitions

    return value(definitions or Definitions(), expression)


def uses_names(text: str, definitions: Definitions | None) -> bool:
    """Tell whether a word in a text is the name of something."""
    names = set() if definitions is None else set(definitions.names)
    return bool(names) and any(word in names for word in _WORD.findall(plain(text)))


def _is_expression(text: str) -> bool:
    """Tell whether something is worked out, other than within the entries of a matrix."""
    read = plain(text)
    try:
        spans = outermost(read)
    except LanguageError:
        return False
    outside, end = "", 0
    for begun, closed in spans:
        outside += read[end:begun]
        end = closed + 1
    outside += read[end:]
    if _PARTED.search(outside.strip()):
        return False
    beside = len(spans) > 1 or (spans and outside.strip())  # a product without a sign
    return bool(_WORKED_OUT.search(outside) or beside)
