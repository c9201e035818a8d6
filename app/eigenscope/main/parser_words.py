"""What argparse says of itself, in the language that is spoken, and its help in wide characters."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from eigenscope.main.terminal_text import is_wide, wrapped
from eigenscope.wording.language import translations
from eigenscope.wording.words import Text, Words, say

# Written as argparse has them, from Python 3.11 on: places with a percent sign are filled in there.
_TEXTS: tuple[Text, ...] = (
    "usage: ",
    "%(heading)s:",
    "positional arguments",
    "options",
    "show this help message and exit",
    "argument %(argument_name)s: %(message)s",
    "the following arguments are required: %s",
    "one of the arguments %s is required",
    "unrecognized arguments: %s",
    "not allowed with argument %s",
    "ignored explicit argument %r",
    "ambiguous option: %(option)s could match %(matches)s",
    "unexpected option string: %s",
    "expected one argument",
    "expected at most one argument",
    "expected at least one argument",
    Words("expected %s argument", {"count": 1}, plural="expected %s arguments"),
    "invalid %(type)s value: %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)",
    "unknown parser %(parser_name)r (choices: %(choices)s)",
)
_FILLER = "\ue000"  # behind a wide character, so that argparse counts it twice


def speak_in_parsers() -> None:
    """Have argparse look its own texts up where all others are looked up."""
    vars(argparse)["_"] = say
    vars(argparse)["ngettext"] = lambda one, more, n: translations().counted(one, more, n)


class HelpFormatter(argparse.HelpFormatter):
    """Lays help out by the cells of a terminal and not by characters."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Argparse: add a line that says how the program is called."""
        prefix = say("usage: ") if prefix is None else prefix
        super().add_usage(usage, actions, groups, _filled(prefix))

    def format_help(self) -> str:
        """Argparse: return all of the text."""
        return super().format_help().replace(_FILLER, "")

    def _metavar_formatter(self, action: argparse.Action, default_metavar: str) -> Any:
        known = super()._metavar_formatter(action, default_metavar)
        return lambda size: tuple(name and _filled(name) for name in known(size))

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(text, width) if _any_wide(text) else super()._split_lines(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if not _any_wide(text):
            return super()._fill_text(text, width, indent)
        return "\n".join(indent + line for line in wrapped(text, width - len(indent)))


def _any_wide(text: str) -> bool:
    return any(map(is_wide, text))


def _filled(text: str) -> str:
    return "".join(each + _FILLER * is_wide(each) for each in text)
