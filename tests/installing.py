"""More labs than are installed, for tests of what other packages bring."""

from __future__ import annotations

import importlib.metadata
import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint, EntryPoints, entry_points
from pathlib import Path

import pytest

from eigenscope.labs.contract import registry

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def installed(**points: str) -> Iterator[None]:
    """Let labs be found that other packages would bring: their entry points by their names."""
    there = tuple(entry_points(group=registry.GROUP))
    more = tuple(EntryPoint(name, value, registry.GROUP) for name, value in points.items())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            importlib.metadata, "entry_points", lambda group: EntryPoints((*there, *more))
        )
        _forget()
        yield
    _forget()


def as_in_pyproject(folder: Path) -> dict[str, str]:
    """Return an environment in which labs are found as pyproject says, be the set-up older."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    info = folder / f"eigenscope-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Name: eigenscope\nVersion: {project['version']}\n")
    points = project["entry-points"][registry.GROUP]
    lines = [f"[{registry.GROUP}]", *(f"{name} = {value}" for name, value in points.items())]
    (info / "entry_points.txt").write_text("\n".join(lines))
    path = os.pathsep.join([str(folder), str(ROOT / "app")])
    return {**os.environ, "PYTHONPATH": path}


def _forget() -> None:
    for each in vars(registry).values():
        if hasattr(each, "cache_clear"):
            each.cache_clear()
