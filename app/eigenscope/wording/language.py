"""Which language is spoken; whoever shows words hears when it becomes another one."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from eigenscope.resources import resource
from eigenscope.wording.translations import Translations

ENGLISH, CHINESE = "en", "zh_CN"
LANGUAGES: Mapping[str, str] = {ENGLISH: "English", CHINESE: "简体中文"}
"""By code, each by its own name."""
VARIABLE = "EIGENSCOPE_LANGUAGE"

_spoken = [ENGLISH]
_catalogues: dict[str, Translations] = {}
_listeners: list[Callable[[], object]] = []
_others: list[Path] = []
_for_now: ContextVar[str] = ContextVar("language", default="")


def spoken() -> str:
    """Return the code of the language that is spoken."""
    return _for_now.get() or _spoken[0]


def translations() -> Translations:
    """Return the catalogue of the language that is spoken."""
    return _catalogue(spoken())


def add_catalogues(folder: Path) -> None:
    """Let a folder, if it is there, have catalogues as well: one of a package that brings labs."""
    if folder not in _others and folder.is_dir():
        _others.append(folder)
        _catalogues.clear()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language in a block alone, and in this thread: in a figure, say.

    Without a code it is the one that is spoken anyway.

    Raises
    ------
    ValueError
        If no such language is known.
    """
    if code:
        _check(code)
    token = _for_now.set(code or spoken())
    try:
        yield
    finally:
        _for_now.reset(token)


def speak(code: str, of: Translations | None = None) -> None:
    """Speak a language from now on.

    Parameters
    ----------
    code
        Of the language.
    of
        Its catalogue, if it is not known yet.

    Raises
    ------
    ValueError
        If no such language is known; the message names those that are.
    """
    if of is not None:
        _catalogues[code] = of
    _check(code)
    if code != _spoken[0]:
        _spoken[0] = code
        for listener in tuple(_listeners):
            listener()


def listen(listener: Callable[[], object]) -> Callable[[], None]:
    """Call a function whenever another language is spoken; return what ends that."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def _check(code: str) -> None:
    if code not in _catalogues and code not in LANGUAGES:
        known = ", ".join(sorted({*LANGUAGES, *_catalogues}))
        raise ValueError(f"no language {code!r}; there are: {known}")


def _catalogue(code: str) -> Translations:
    if code not in _catalogues:
        folders = () if code == ENGLISH else (resource("wording"), *_others)
        _catalogues[code] = Translations(folders, code)
    return _catalogues[code]


def code_of(name: str) -> str:
    """Return the code of the language that a system calls so, or nothing if it isn't spoken here.

    Systems write "zh_CN.UTF-8", "zh-Hans-CN", "en_GB"; "C" is English.
    """
    parts = re.split(r"[-_.@]", name)
    if parts[0] in ("en", "C", "POSIX"):
        return ENGLISH
    traditional = {"Hant", "TW", "HK", "MO"}.intersection(parts)
    return CHINESE if parts[0] == "zh" and not traditional else ""


def asked_for(environment: Mapping[str, str] = os.environ) -> str:
    """Return the code of the language that ``EIGENSCOPE_LANGUAGE`` asks for, or nothing.

    Raises
    ------
    ValueError
        If it asks for one that is not known; the message names those that are.
    """
    name = environment.get(VARIABLE, "")
    if name and not code_of(name):
        _check(name)
    return code_of(name)


def of_environment(environment: Mapping[str, str] = os.environ) -> str:
    """Return the language of a terminal, as its variables have it; English if it is none of ours.

    A list in ``LANGUAGE`` comes first, as it does for gettext.
    """
    names = [*environment.get("LANGUAGE", "").split(":")]
    names += [environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    return next(filter(None, map(code_of, filter(None, names))), ENGLISH)
