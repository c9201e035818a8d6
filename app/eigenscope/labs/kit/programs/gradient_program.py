"""A program that differentiates, as it runs elsewhere: it names its output and its gradients."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection

from eigenscope.labs.kit.programs.definitions import renamed
from eigenscope.labs.kit.programs.leaf_names import is_stored, leaf_names
from eigenscope.labs.kit.programs.own_readers import with_own_readers
from eigenscope.labs.kit.programs.program_text import parsed, replaced, segment_of, tidied
from eigenscope.labs.kit.programs.whole_program import Arrays, joined, program_head

VALUE = "value"
"""What the program calls the number that is differentiated."""


def gradient_variable(leaf: str) -> str:
    """Return what the program calls the gradient of a leaf."""
    return f"grad_{leaf}"


def gradient_program(source: str, seed: int, definitions: Arrays) -> str:
    """Return a program that prints the number it differentiates, and the gradients of its leaves.

    What ``backward()`` is called of last gets the name ``value``; if it is never called, the last
    line's value does, and it is called then. What else has the name of a result gets another one.
    A text that is no Python stays as it is.
    """
    body = tidied(source)
    tree = parsed(body)
    if tree is None:
        return joined([[body]])
    leaves = leaf_names(source)
    others = _other_names(tree, [VALUE, *map(gradient_variable, leaves)])
    body = with_own_readers(renamed(body, others))
    arrays = {others.get(name, name): array for name, array in definitions.items()}
    head = program_head(body, seed, arrays)
    body = _with_value(body, ast.parse(body))
    lines = [f"{gradient_variable(leaf)} = {others.get(leaf, leaf)}.grad" for leaf in leaves]
    names = [VALUE] if re.search(rf"\b{VALUE} =", body) else []
    names += [gradient_variable(leaf) for leaf in leaves]
    prints = [f'print(f"{name} = {{{name}}}")' for name in names]
    return joined([*head, [body], lines, prints])


def _other_names(tree: ast.Module, results: Collection[str]) -> dict[str, str]:
    """Return new names for what has the name of a result, or of what prints it."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    used = {node.id for node in nodes} | {*results}
    stored = [node.id for node in nodes if is_stored(node)]
    taken = {*results} - ({VALUE} if stored.count(VALUE) == 1 and _root(tree) == VALUE else set())
    others: dict[str, str] = {}
    for name in dict.fromkeys(node.id for node in nodes):
        if name in taken or (name == "print" and name in stored):
            other = f"{name}_"
            while other in used:
                other += "_"
            used.add(other)
            others[name] = other
    return others


def _last_call(tree: ast.Module) -> tuple[ast.Expr, ast.Call, ast.expr] | None:
    """Return the last call of ``backward()``, as a line, and what it is called of."""
    calls = [
        (node, node.value, node.value.func.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr == "backward"
    ]
    return max(calls, key=lambda call: (call[0].lineno, call[0].col_offset)) if calls else None


def _root(tree: ast.Module) -> str:
    """Return the name of what is differentiated, if it has one."""
    call = _last_call(tree)
    root = call[2] if call is not None else tree.body[-1] if tree.body else None
    match root:
        case ast.Name(id=name) | ast.Expr(value=ast.Name(id=name)):
            return name
        case ast.Assign(targets=[*_, ast.Name(id=name)]) | ast.AugAssign(target=ast.Name(id=name)):
            return name
    return ""


def _with_value(body: str, tree: ast.Module) -> str:
    """Return a program in which the number that is differentiated has the name ``value``."""
    call, name = _last_call(tree), _root(tree)
    if call is not None:
        line, back, root = call
        if name == VALUE:
            return body
        source = segment_of(body, root)
        text = f"({source})" if "\n" in source else source  # its own brackets are left out
        back.func = ast.Attribute(ast.Name(VALUE), "backward")
        return replaced(body, line, f"{VALUE} = {text}; {ast.unparse(back)}")
    match tree.body[-1] if tree.body else None:
        case ast.Expr() as last if name != VALUE:
            text = segment_of(body, last)
            return replaced(body, last, f"{VALUE} = {text}; {_BACK}")
        case ast.Expr() as last:
            return replaced(body, last, _BACK)
    named = f"{VALUE} = {name}; " if name not in ("", VALUE) else ""
    return f"{body}\n{named}{_BACK}" if name else body


_BACK = f"{VALUE}.backward()"
