"""Which language is spoken: the one that is asked for, else the remembered, else the system's."""

from __future__ import annotations

from collections.abc import Sequence

from eigenscope.main.errors import UserError
from eigenscope.wording import language
from eigenscope.wording.words import Words

OPTION = "--language"


def speak_as_asked(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Speak the language that a command line or the environment asks for.

    It must be known before there is a parser, for the parser's help is in that language. Without a
    wish a command speaks that of its terminal.

    Returns
    -------
    asked
        The code of the language that is asked for, or nothing.
    rest
        The arguments without the option, which may stand anywhere.

    Raises
    ------
    UserError
        If it is none that is known.
    """
    language.speak(language.of_environment())
    asked, rest = _option(arguments)
    try:
        code = language.asked_for() if asked is None else asked
        language.speak(code or language.of_environment())
    except ValueError:
        what = language.VARIABLE if asked is None else OPTION
        values = {"option": what, "codes": ", ".join(language.LANGUAGES)}
        raise UserError(Words("{option} takes one of {codes}", values)) from None
    return code, rest


def _option(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return what is given for the option, if it is, and the other arguments."""
    asked: str | None = None
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            return asked, [*rest, word, *words]
        if word == OPTION:
            asked = next(words, "?")
        elif word.startswith(f"{OPTION}="):
            asked = word.partition("=")[2] or "?"
        else:
            rest.append(word)
    return asked, rest
