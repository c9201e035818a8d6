"""The structure of the package, as its imports have it; the contracts of import-linter say more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import eigenscope

ROOT = Path(eigenscope.__file__).parent.parent


def modules() -> dict[str, Path]:
    """Return the files of the package by the names of their modules."""
    named = {}
    for path in (ROOT / "eigenscope").rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        named[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return named


def imported_by(path: Path, known: dict[str, Path]) -> Iterator[str]:
    """Yield the modules of the package that a file imports: late, and for types alone, too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                name = name if name in known else node.module
                if name in known:
                    yield name


def test_no_modules_import_one_another_in_a_circle() -> None:
    known = modules()
    assert len(known) > 500
    imports = {name: set(imported_by(path, known)) - {name} for name, path in known.items()}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_labs_take_accents_in_one_place() -> None:
    """What a thing looks like is said once, in the ``colours.py`` of its lab or of the kit."""
    labs = ROOT / "eigenscope" / "labs"
    taking = {path for path in labs.rglob("*.py") if "Slot.ACCENT" in path.read_text("utf-8")}
    assert {path.name for path in taking} == {"colours.py"}


def test_no_two_classes_outside_labs_have_one_name() -> None:
    homes: dict[str, list[str]] = {}
    for module, path in modules().items():
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(module)
    shared = {
        name: [module for module in places if ".labs." not in module]
        for name, places in homes.items()
    }
    assert {name: places for name, places in shared.items() if len(places) > 1} == {}


def test_arrays_of_floats_have_one_name_in_one_place() -> None:
    spelt = re.compile(r"NDArray\[np\.float64\]")
    homes = [m for m, path in modules().items() if spelt.search(path.read_text("utf-8"))]
    assert homes == ["eigenscope.arrays"]


VAGUE = {"found", "told", "given", "kept", "made", "seen"}
"""They say that something came about, not what it is."""


def assigned_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of whatever gets a name in a module, imports aside."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                yield node.lineno, name


def test_names_say_what_they_hold() -> None:
    vague = [
        f"{module}:{line}: {name}"
        for module, path in modules().items()
        for line, name in assigned_in(ast.parse(path.read_text("utf-8")))
        if name.strip("_").lower() in VAGUE
    ]
    assert vague == []


FOREIGN = {"anchors", "compress_type"}
"""Attributes of other libraries' objects that only an assignment sets."""


def assigned_to_others(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of assignments to attributes of anything but one's own self."""
    own = {"self", "cls", *(node.name for node in tree.body if isinstance(node, ast.ClassDef))}
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=name), ctx=ast.Store()) if name in own:
                pass
            case ast.Attribute(attr=attribute, ctx=ast.Store()) if attribute not in FOREIGN:
                yield node.lineno, ast.unparse(node)


@pytest.mark.parametrize("room", ["ui", "main", "document"])
def test_nobody_assigns_to_anothers_attributes(room: str) -> None:
    """Who owns something changes it; others ask for that by a method."""
    reaching = [
        f"{module}:{line}: {text}"
        for module, path in modules().items()
        if module.startswith(f"eigenscope.{room}.")
        for line, text in assigned_to_others(ast.parse(path.read_text("utf-8")))
    ]
    assert reaching == []
