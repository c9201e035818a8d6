"""Finds the texts of the program that a user reads, in its source.

A text is what stands where the type `Text` is asked for (in an argument, a field, a result, a
variable), and the templates of `Words`; in Qt's classes it is what goes through ``tr``. Where such
a place gets a sentence that is glued together, which nobody can translate, that is a problem.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from text_places import Callables, Function, asks, name_of

_PLACE = re.compile(r"\{\w*\}")
_WORD = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True)
class Entry:
    """A text, the other form that it has for more things than one, and its context."""

    text: str
    plural: str = ""
    context: str = ""


@dataclass
class Found:
    """What a source has: where each text stands, and what cannot be translated."""

    places: dict[Entry, set[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def texts_in(root: Path) -> Found:
    """Return the texts of all modules under a folder."""
    modules = {
        path.relative_to(root).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(root.rglob("*.py"))
    }
    callables = Callables(modules)
    found = Found()
    for name, tree in modules.items():
        _Reader(name, tree, callables, found).read()
    return found


class _Reader:
    """Reads one module."""

    def __init__(self, name: str, tree: ast.Module, callables: Callables, found: Found) -> None:
        self._name, self._tree, self._callables, self._found = name, tree, callables, found
        self._parents = {
            child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)
        }
        self._assignments = self._all_assignments()
        self._imported = {
            alias.asname or alias.name: _file_of(node.module)
            for node in self._parents
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }
        self._followed: set[ast.Name] = set()

    def read(self) -> None:
        for node in self._parents:
            if isinstance(node, ast.Call):
                self._read_call(node)
            elif isinstance(node, ast.AnnAssign) and node.value and asks(node.annotation):
                self._take_as(node.annotation, node.value)
            elif isinstance(node, Function) and node.returns and asks(node.returns):
                for value in _results(node):
                    self._take_as(node.returns, value)

    def _read_call(self, node: ast.Call) -> None:
        name = name_of(node.func)
        if name == "Words":
            self._read_words(node)
        elif name == "tr" and node.args:
            self._take(node.args[0])
        elif name == "translate" and len(node.args) == 2:
            self._take(node.args[1])
        else:
            home = self._imported.get(name, "") if isinstance(node.func, ast.Name) else ""
            for signature in self._callables.called(name, self._tree, home):
                for parameter, value in _bound(node, signature.parameters):
                    if parameter in signature.texts:
                        self._take_as(signature.texts[parameter], value)

    def _read_words(self, node: ast.Call) -> None:
        given = dict(_bound(node, ("template", "values", "context", "plural")))
        plural = self._constant(given.get("plural"))
        context = self._constant(given.get("context"))
        if "template" in given:
            self._take(given["template"], plural, context)
        values = given.get("values")
        for value in values.values if isinstance(values, ast.Dict) else ():
            for text, _ in self._constants(value, set()):
                if _WORD.search(text):
                    self._complain(value, f"the value {text!r} is not translated")

    def _take_as(self, kind: ast.expr, node: ast.expr) -> None:
        """Take the texts of what has a type, which may have other things than texts as well."""
        inner = kind.slice if isinstance(kind, ast.Subscript) else None
        members = inner.elts if isinstance(inner, ast.Tuple) else []
        if isinstance(kind, ast.BinOp):  # A | B
            for part in (kind.left, kind.right):
                if asks(part):
                    self._take_as(part, node)
        elif isinstance(node, ast.Name):
            followed = self._assigned(node) if node not in self._followed else ()
            self._followed.add(node)
            for value in followed:
                self._take_as(kind, value)
        elif isinstance(node, ast.Tuple | ast.List) and members and not _repeats(members):
            for part, value in zip(members, node.elts, strict=False):
                if asks(part):
                    self._take_as(part, value)
        elif isinstance(node, ast.Tuple | ast.List) and inner is not None:
            for value in node.elts:
                self._take_as(members[0] if members else inner, value)
        elif isinstance(node, ast.GeneratorExp | ast.ListComp) and inner is not None:
            self._take_as(members[0] if members else inner, node.elt)
        elif isinstance(node, ast.Starred):
            self._take_as(ast.Subscript(ast.Name("tuple"), kind), node.value)
        elif isinstance(node, ast.IfExp):
            self._take_as(kind, node.body)
            self._take_as(kind, node.orelse)
        elif isinstance(node, ast.Dict) and len(members) == 2:
            for value in node.values:
                self._take_as(members[1], value)
        elif inner is not None and name_of(kind) in ("Iterator", "Iterable", "Generator"):
            self._take_as(members[0] if members else inner, node)  # yielded one by one
        else:
            self._take(node)

    def _take(self, node: ast.expr, plural: str = "", context: str = "") -> None:
        for text, where in self._constants(node, set()):
            if text == _GLUED:
                self._complain(where, f"this is glued together: {ast.unparse(where)}")
                continue
            is_symbol = not _WORD.search(_PLACE.sub("", text)) and text.count("{") < 2
            if is_symbol and not context:
                continue  # or a single place: the same in every language
            entry = Entry(text, plural, context)
            self._found.places.setdefault(entry, set()).add(self._name)

    def _complain(self, node: ast.expr, what: str) -> None:
        problem = f"{self._name}:{node.lineno}: {what}"
        if problem not in self._found.problems:
            self._found.problems.append(problem)

    # --- what an expression may be -------------------------------------------------------------

    def _constants(self, node: ast.expr, known: set[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
        """Yield the texts that an expression may be, with the expressions they stand in."""
        if node in known:
            return
        known.add(node)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, node
        elif isinstance(node, ast.JoinedStr) or _adds_texts(node):
            parts = [n.value for n in ast.walk(node) if isinstance(n, ast.Constant)]
            if any(isinstance(part, str) and _WORD.search(part) for part in parts):
                yield _GLUED, node
        else:
            for part in self._parts(node):
                yield from self._constants(part, known)

    def _constant(self, node: ast.expr | None) -> str:
        texts = [] if node is None else [text for text, _ in self._constants(node, set())]
        return texts[0] if texts else ""

    def _parts(self, node: ast.expr) -> Iterable[ast.expr]:
        match node:
            case ast.IfExp():
                return node.body, node.orelse
            case ast.BoolOp():
                return node.values
            case ast.Tuple() | ast.List() | ast.Set():
                return node.elts
            case ast.Dict():
                return node.values
            case ast.Starred() | ast.NamedExpr():
                return (node.value,)
            case ast.GeneratorExp() | ast.ListComp():
                return (node.elt,)
            case ast.DictComp():
                return (node.value,)
            case ast.Subscript():
                return (node.value,)
            case ast.Call(func=ast.Attribute(attr="get", value=ast.Dict() as table)):
                return table, *node.args[1:]
            case ast.Call(func=ast.Name(id="dict")):
                return [each.value for each in node.keywords]
            case ast.Name():
                return self._assigned(node)
            case _:
                return ()

    def _assigned(self, name: ast.Name) -> list[ast.expr]:
        """Return what is assigned to a name in the function around it, and in the module."""
        scopes = {self._scope(name), self._tree}
        return [value for scope in scopes for value in self._assignments.get((scope, name.id), ())]

    def _scope(self, node: ast.AST) -> ast.AST:
        while not isinstance(node, Function | ast.Module):
            node = self._parents[node]
        return node

    def _all_assignments(self) -> dict[tuple[ast.AST, str], list[ast.expr]]:
        """Return what is assigned to each name, by the function or module in which it is."""
        values: dict[tuple[ast.AST, str], list[ast.expr]] = {}
        for node in self._parents:
            if not isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) or not node.value:
                continue
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                for name, value in _pairs(target, node.value):
                    values.setdefault((self._scope(node), name), []).append(value)
        return values


_GLUED = "(glued together)"


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for inner, part in zip(target.elts, value.elts, strict=False):
            yield from _pairs(inner, part)


def _bound(node: ast.Call, parameters: Sequence[str]) -> Iterator[tuple[str, ast.expr]]:
    yield from zip(parameters, node.args, strict=False)
    for keyword in node.keywords:
        if keyword.arg:
            yield keyword.arg, keyword.value


def _results(function: Function) -> Iterator[ast.expr]:
    """Yield what a function returns or yields, without the functions in it."""
    waiting: list[ast.AST] = [*function.body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Return | ast.Yield) and node.value is not None:
            yield node.value
        if not isinstance(node, Function | ast.Lambda | ast.ClassDef):
            waiting.extend(ast.iter_child_nodes(node))


def _file_of(module: str) -> str:
    """Return the file of a module of the program, as places are named."""
    return module.partition(".")[2].replace(".", "/") + ".py"


def _adds_texts(node: ast.expr) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod | ast.Mult)


def _repeats(members: Sequence[ast.expr]) -> bool:
    return isinstance(members[-1], ast.Constant) and members[-1].value is ...
