"""What can be done with names, as changes of contents: whatever uses a name follows.

Every function takes contents and the definitions as they are, and gives the contents as they are to
be; the document makes an edit of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from eigenscope.document.contents import Contents, Named, expressions
from eigenscope.document.surrounding import mentioned_names, with_renamed_definition
from eigenscope.labs.contract.lab import Inputs
from eigenscope.language.definitions.name_rules import check_name, split_statement
from eigenscope.language.evaluating.entry import Source
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions


def read_statement(text: str, definitions: Definitions) -> tuple[str, str] | None:
    """Return name and expression of ``A = 2B``, or None for an expression that names nothing.

    What an expression uses need not be there yet.

    Raises
    ------
    LanguageError
        If it cannot be read, the name is none, or it would be defined by itself.
    """
    from eigenscope.language.reading.parsing import parse_expression
    from eigenscope.language.reading.tree import names_in

    known = definitions.known()
    parts = split_statement(text)
    if parts is None:
        parse_expression(text, known)
        return None
    name, expression = plain(parts[0]), parts[1]
    check_name(name)
    used = names_in(parse_expression(expression, replace(known, values={*known.values, name})))
    if name in used and name not in definitions.names and name in known.values:
        used.discard(name)  # e = 2e still means the number e
    for user in (name, *definitions.users(name)):
        if user in used:
            words = "{name} would be defined by itself."
            if user != name:
                words = "{name} would be defined by itself: {user} uses it already."
            reason = Words(words, {"name": name, "user": user})
            raise LanguageError(reason, plain(expression), 0, len(expression))
    return name, expression


def defined(named: Named, name: str, expression: str) -> Named:
    """Return definitions with one more, or with another expression for a name."""
    return tuple({**dict(named), name: expression}.items())


def duplicated(named: Named, name: str) -> tuple[Named, str]:
    """Return definitions with a new name beside one, for the same expression, and that name."""
    texts = dict(named)
    stem = name.rstrip("0123456789") or name
    new = next(n for k in range(1, len(texts) + 3) if (n := f"{stem}{k}") not in texts)
    place = list(texts).index(name) + 1
    return (*named[:place], (new, texts[name]), *named[place:]), new


def moved(named: Named, name: str, place: int) -> Named:
    """Return definitions in which one stands before what stood at a place."""
    old = next(k for k, (each, _) in enumerate(named) if each == name)
    rest = [*named[:old], *named[old + 1 :]]
    rest.insert(min(max(place, 0), len(named)) - (place > old), named[old])
    return tuple(rest)


def without(named: Named, name: str) -> Named:
    """Return definitions without one."""
    return tuple((each, text) for each, text in named if each != name)


def renamed_in(contents: Contents, definitions: Definitions, old: str, new: str) -> Contents:
    """Return contents in which something has another name, wherever it is used.

    Raises
    ------
    LanguageError
        If the new name is none, or taken.
    """
    from eigenscope.language.definitions.renaming import renamed

    new = plain(new)
    check_name(new)
    if new in definitions.names:
        taken = Words("{name} is taken: choose another name.", {"name": new})
        raise LanguageError(taken, new, 0, len(new))
    known = definitions.known()

    def follow(text: str) -> str:
        return renamed(text, old, new, known)

    texts = tuple((new if n == old else n, follow(text)) for n, text in contents.definitions)

    def follow_inputs(inputs: Inputs) -> Inputs:
        return with_renamed_definition(_renamed_sources(inputs, follow), old, new)

    others = contents.mapped(lambda _, inputs: follow_inputs(inputs))
    return replace(others, definitions=texts)


def shown_names(inputs: Inputs, definitions: Definitions) -> set[str]:
    """Return the names that the matrices and the program of a lab use themselves."""
    from eigenscope.language.reading.parsing import parse_expression
    from eigenscope.language.reading.tree import names_in

    names = mentioned_names(inputs)
    for _, text in expressions(inputs).values():
        try:
            names |= names_in(parse_expression(text, definitions.known()))
        except LanguageError:
            continue
    return names


def _renamed_sources(inputs: Inputs, follow: Callable[[str], str]) -> Inputs:
    changes = {
        name: replace(matrix, source=Source(follow(text)))
        for name, (matrix, text) in expressions(inputs).items()
    }
    return replace(inputs, **changes) if changes else inputs
