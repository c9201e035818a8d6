"""Finds the places in the source where a user's text is asked for: what has the type `Text`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_TEXT = re.compile(r"\bText\b")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Signature:
    """The parameters of what can be called, and the types of those that take texts."""

    parameters: tuple[str, ...]
    texts: Mapping[str, ast.expr]


class Callables:
    """Knows by its name what takes texts; of functions that share one, each of them."""

    def __init__(self, modules: Mapping[str, ast.Module]) -> None:
        self._modules = modules
        self._classes: dict[str, ast.ClassDef] = {}
        self._functions: dict[str, list[Function]] = {}
        self._signatures: dict[Function, Signature] = {}
        for tree in modules.values():
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef):
                    self._classes[node.name] = node
                elif isinstance(node, Function):
                    self._functions.setdefault(node.name, []).append(node)

    def called(self, name: str, own: ast.Module, imported: str) -> Iterator[Signature]:
        """Yield what a name may mean in a module, which may import it from another."""
        if name in self._classes:
            yield self._of_class(name)
            return
        functions = self._functions.get(name, [])
        home = self._modules.get(imported, own)
        mine = [node for node in functions if node in home.body]
        for node in mine or functions:
            if node not in self._signatures:
                self._signatures[node] = self._of_function(node)
            yield self._signatures[node]

    def _of_class(self, name: str) -> Signature:
        node = self._classes.get(name)
        if node is None:
            return Signature((), {})
        for part in node.body:
            if isinstance(part, Function) and part.name == "__init__":
                return self._of_function(part)
        inherited = [self._of_class(base) for base in map(name_of, node.bases)]
        fields = [
            part
            for part in node.body
            if isinstance(part, ast.AnnAssign) and "ClassVar" not in ast.unparse(part.annotation)
        ]
        names = [name for each in inherited for name in each.parameters]
        texts = {name: kind for each in inherited for name, kind in each.texts.items()}
        for each in fields:
            if name_of(each.target) not in names and "kw_only" not in ast.unparse(each):
                names.append(name_of(each.target))
            if asks(each.annotation):
                texts[name_of(each.target)] = each.annotation
        return Signature(tuple(names), texts)

    def _of_function(self, node: Function) -> Signature:
        arguments = [*node.args.posonlyargs, *node.args.args]
        names = [each.arg for each in arguments]
        if names[:1] in (["self"], ["cls"]):
            names = names[1:]
        every = [*arguments, *node.args.kwonlyargs, *filter(None, [node.args.vararg])]
        texts = {
            each.arg: each.annotation
            for each in every
            if each.annotation is not None and asks(each.annotation)
        }
        if node.args.kwarg is not None and node.args.kwarg.annotation is not None:
            for inner in ast.walk(node.args.kwarg.annotation):  # Unpack[Details]
                texts.update(self._of_class(name_of(inner)).texts)
        if node.args.vararg is not None and node.args.vararg.arg in texts:
            names += [node.args.vararg.arg] * 20
        return Signature(tuple(names), texts)


def asks(annotation: ast.expr | None) -> bool:
    """Tell whether a type is that of texts, or of what holds texts."""
    return annotation is not None and bool(_TEXT.search(ast.unparse(annotation)))


def name_of(node: ast.AST) -> str:
    """Return the last name of what an expression calls or means, or nothing."""
    if isinstance(node, ast.Subscript):
        return name_of(node.value)
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
