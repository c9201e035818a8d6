"""Packages that only some files need, and what is said where one is not installed."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from eigenscope.readers.tensor_file import ReaderError
from eigenscope.wording.words import Text


def extra(package: str, needed: Text) -> ModuleType:
    """Return a package.

    Raises
    ------
    ReaderError
        If it is not installed; ``needed`` says what needs it, and how to install it.
    """
    try:
        return import_module(package)
    except ImportError:
        raise ReaderError(needed) from None
