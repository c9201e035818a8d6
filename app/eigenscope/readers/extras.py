"""Packages that only some files need, and what is said where one is not installed."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from eigenscope.readers.tensor_file import ReaderError


def extra(package: str, file: str, what: str) -> ModuleType:
    """Return a package.

    Raises
    ------
    ReaderError
        If it is not installed; ``file`` and ``what`` say in the message what needs it.
    """
    try:
        return import_module(package)
    except ImportError:
        raise ReaderError(
            f"{file} {what}, for which the package {package} is needed: "
            "pip install 'eigenscope[models]'."
        ) from None
