"""Finds the files that travel with the program: in a checkout, a wheel or a frozen bundle."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def _folder() -> Path:
    package = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    candidates = [package / "resources", package.parent.parent / "resources"]
    if bundle is not None:
        candidates.insert(0, Path(bundle) / "resources")
    for folder in candidates:
        if folder.is_dir():
            return folder
    raise FileNotFoundError("the folder resources is missing from this installation")


def resource(*parts: str) -> Path:
    """Return the path of a resource; raise FileNotFoundError, naming it, if it is not there."""
    path = _folder().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"the resource {'/'.join(parts)} is missing")
    return path


def read_text(*parts: str) -> str:
    """Return a resource's text."""
    return resource(*parts).read_text(encoding="utf-8")
