"""Which names of a program mean leaves at its end, by its text alone."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from eigenscope.labs.kit.programs.program_text import parsed


def leaf_names(source: str) -> tuple[str, ...]:
    """Return the names that a program gives to leaves for good, as far as its text says so."""
    tree = parsed(source)
    if tree is None:
        return ()
    names: dict[str, None] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[target, *_], value=value):
                names |= dict.fromkeys(_leaves_in(target, value))
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="requires_grad_")):
                names[name] = None
    times = _bindings(tree)
    return tuple(name for name in names if times[name] <= 1)


def _leaves_in(target: ast.expr, value: ast.expr) -> Iterator[str]:
    """Yield the names that an assignment gives to leaves."""
    match target, value:
        case ast.Name(id=name), _ if _is_leaf(value):
            yield name
        case (ast.Tuple(elts=targets), ast.Tuple(elts=values)) if len(targets) == len(values):
            for part, own in zip(targets, values, strict=True):
                yield from _leaves_in(part, own)


def _bindings(tree: ast.Module) -> Counter[str]:
    """Return how often each name comes to mean something else; in a loop that is often."""
    added = [id(node.target) for node in ast.walk(tree) if isinstance(node, ast.AugAssign)]
    loops = [node for node in ast.walk(tree) if isinstance(node, ast.For)]
    return Counter(
        node.id
        for part in (tree, *loops)
        for node in ast.walk(part)
        if isinstance(node, ast.Name) and is_stored(node) and id(node) not in added
    )


def is_stored(node: ast.Name) -> bool:
    """Tell whether a name comes to mean something where it stands."""
    return isinstance(node.ctx, ast.Store)


def _is_leaf(value: ast.expr) -> bool:
    """Tell whether an expression makes a tensor that requires a gradient from the beginning."""
    match value:
        case ast.Call(func=ast.Attribute(attr="requires_grad_")):
            return True
        case ast.Call(keywords=keywords):
            return any(
                each.arg == "requires_grad" and ast.unparse(each.value) == "True"
                for each in keywords
            )
    return False
