"""Finds the texts of the program that a user reads, in its source.

A text is what stands where the type `Text` is asked for (in an argument, a field, a result, a
variable), and the templates of `Words`; in Qt's classes it is what goes through ``tr``. Where such
a place gets a sentence that is glued together, which nobody can translate, that is a problem.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_TEXT = re.compile(r"\bText\b")
_PLACE = re.compile(r"\{\w*\}")
_WORD = re.compile(r"[A-Za-z]{2,}")
_Function = ast.FunctionDef | ast.AsyncFunctionDef


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


@dataclass(frozen=True)
class _Signature:
    """The parameters of what can be called, and the types of those that take texts."""

    parameters: tuple[str, ...]
    texts: Mapping[str, ast.expr]


def texts_in(root: Path) -> Found:
    """Return the texts of all modules under a folder."""
    modules = {
        path.relative_to(root).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(root.rglob("*.py"))
    }
    callables = _Callables(modules.values())
    found = Found()
    for name, tree in modules.items():
        _Reader(name, tree, callables, found).read()
    return found


class _Callables:
    """Knows by its name what takes texts; of functions that share one, each of them."""

    def __init__(self, trees: Iterable[ast.Module]) -> None:
        self._classes: dict[str, ast.ClassDef] = {}
        self._functions: dict[str, list[_Function]] = {}
        self._signatures: dict[_Function, _Signature] = {}
        for tree in trees:
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef):
                    self._classes[node.name] = node
                elif isinstance(node, _Function):
                    self._functions.setdefault(node.name, []).append(node)

    def called(self, name: str, own: ast.Module) -> Iterator[_Signature]:
        """Yield what a name may mean: in a module its own function comes before all others."""
        if name in self._classes:
            yield self._of_class(name)
            return
        functions = self._functions.get(name, [])
        mine = [node for node in functions if node in own.body]
        for node in mine or functions:
            if node not in self._signatures:
                self._signatures[node] = self._of_function(node)
            yield self._signatures[node]

    def _of_class(self, name: str) -> _Signature:
        node = self._classes.get(name)
        if node is None:
            return _Signature((), {})
        for part in node.body:
            if isinstance(part, _Function) and part.name == "__init__":
                return self._of_function(part)
        inherited = [self._of_class(base) for base in map(_name, node.bases)]
        fields = [
            part
            for part in node.body
            if isinstance(part, ast.AnnAssign) and "ClassVar" not in ast.unparse(part.annotation)
        ]
        names = [name for each in inherited for name in each.parameters]
        texts = {name: kind for each in inherited for name, kind in each.texts.items()}
        for each in fields:
            if _name(each.target) not in names and "kw_only" not in ast.unparse(each):
                names.append(_name(each.target))
            if _asks(each.annotation):
                texts[_name(each.target)] = each.annotation
        return _Signature(tuple(names), texts)

    def _of_function(self, node: _Function) -> _Signature:
        arguments = [*node.args.posonlyargs, *node.args.args]
        names = [each.arg for each in arguments]
        if names[:1] in (["self"], ["cls"]):
            names = names[1:]
        every = [*arguments, *node.args.kwonlyargs, *filter(None, [node.args.vararg])]
        texts = {
            each.arg: each.annotation
            for each in every
            if each.annotation is not None and _asks(each.annotation)
        }
        if node.args.kwarg is not None and node.args.kwarg.annotation is not None:
            for inner in ast.walk(node.args.kwarg.annotation):  # Unpack[Details]
                texts.update(self._of_class(_name(inner)).texts)
        if node.args.vararg is not None and node.args.vararg.arg in texts:
            names += [node.args.vararg.arg] * 20
        return _Signature(tuple(names), texts)


class _Reader:
    """Reads one module."""

    def __init__(self, name: str, tree: ast.Module, callables: _Callables, found: Found) -> None:
        self._name, self._tree, self._callables, self._found = name, tree, callables, found
        self._parents = {
            child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)
        }
        self._assignments = self._all_assignments()

    def read(self) -> None:
        for node in self._parents:
            if isinstance(node, ast.Call):
                self._read_call(node)
            elif isinstance(node, ast.AnnAssign) and node.value and _asks(node.annotation):
                self._take_as(node.annotation, node.value)
            elif isinstance(node, _Function) and node.returns and _asks(node.returns):
                for value in _results(node):
                    self._take_as(node.returns, value)

    def _read_call(self, node: ast.Call) -> None:
        name = _name(node.func)
        if name == "Words":
            self._read_words(node)
        elif name == "tr" and node.args:
            self._take(node.args[0])
        elif name == "translate" and len(node.args) == 2:
            self._take(node.args[1])
        else:
            for signature in self._callables.called(name, self._tree):
                for parameter, value in _bound(node, signature.parameters):
                    if parameter in signature.texts:
                        self._take_as(signature.texts[parameter], value)

    def _read_words(self, node: ast.Call) -> None:
        given = dict(_bound(node, ("template", "values", "context", "plural")))
        plural = _constant(given.get("plural"))
        context = _constant(given.get("context"))
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
                if _asks(part):
                    self._take_as(part, node)
        elif isinstance(node, ast.Name):
            for value in self._assigned(node):
                self._take_as(kind, value)
        elif isinstance(node, ast.Tuple | ast.List) and members and not _repeats(members):
            for part, value in zip(members, node.elts, strict=False):
                if _asks(part):
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
        elif inner is not None and _name(kind) in ("Iterator", "Iterable", "Generator"):
            self._take_as(members[0] if members else inner, node)  # yielded one by one
        else:
            self._take(node)

    def _take(self, node: ast.expr, plural: str = "", context: str = "") -> None:
        for text, where in self._constants(node, set()):
            if text == _GLUED:
                self._complain(where, f"this is glued together: {ast.unparse(where)}")
                continue
            if not _WORD.search(_PLACE.sub("", text)) and text.count("{") < 2:
                continue  # a symbol, or a single place: the same in every language
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
        while not isinstance(node, _Function | ast.Module):
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


def _results(function: _Function) -> Iterator[ast.expr]:
    """Yield what a function returns or yields, without the functions in it."""
    waiting: list[ast.AST] = [*function.body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Return | ast.Yield) and node.value is not None:
            yield node.value
        if not isinstance(node, _Function | ast.Lambda | ast.ClassDef):
            waiting.extend(ast.iter_child_nodes(node))


def _adds_texts(node: ast.expr) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod | ast.Mult)


def _asks(annotation: ast.expr | None) -> bool:
    return annotation is not None and bool(_TEXT.search(ast.unparse(annotation)))


def _repeats(members: Sequence[ast.expr]) -> bool:
    return isinstance(members[-1], ast.Constant) and members[-1].value is ...


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def _constant(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
