"""A name changed wherever an expression uses it, with the rest left as it was typed."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from eigenscope.language.definitions.highlighting import NAME, spans
from eigenscope.language.reading.parsing import parse_expression
from eigenscope.language.reading.pieces import Known
from eigenscope.language.reading.tree import Name, Node, names_in, to_text
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain


def renamed(text: str, old: str, new: str, known: Known) -> str:
    """Return an expression in which a name is another.

    Parameters
    ----------
    text
        The expression; one that cannot be read stays as it is.
    old, new
        The name, and the one that it gets.
    known
        What has a meaning before the change.
    """
    try:
        before = parse_expression(text, known)
    except LanguageError:
        return text
    if old not in names_in(before):
        return text
    renamed = _with_name(before, old, new)
    after = Known({new if name == old else name for name in known.values}, known.functions)
    written = _replaced(plain(text), old, new, known)
    try:
        if parse_expression(written, after) == renamed:
            return written
    except LanguageError:
        pass
    return to_text(renamed)


def _replaced(text: str, old: str, new: str, known: Known) -> str:
    result, place = "", 0
    for span in spans(text, known):
        if span.kind != NAME or text[span.start : span.end] != old:
            continue
        result += text[place : span.start]
        if result[-1:].isalnum():  # AB with A called W1 is W1 B
            result += " "
        result += new
        if text[span.end : span.end + 1].isalnum():
            result += " "
        place = span.end
    return result + text[place:]


def _with_name(node: Node, old: str, new: str) -> Node:
    if isinstance(node, Name):
        return replace(node, name=new) if node.name == old else node
    return replace(
        node, **{f.name: _changed(getattr(node, f.name), old, new) for f in fields(node)}
    )


def _changed(part: Any, old: str, new: str) -> Any:
    if isinstance(part, Node):
        return _with_name(part, old, new)
    if isinstance(part, tuple):
        return tuple(_changed(each, old, new) for each in part)
    return part
