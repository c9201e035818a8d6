"""A program that differentiates, as it runs elsewhere: it names its output and its gradients."""

from __future__ import annotations

import ast
import re

from eigenscope.labs.kit.programs.whole_program import Arrays, joined, program_head

VALUE = "value"
"""What the program calls the number that is differentiated."""


def gradient_variable(leaf: str) -> str:
    """Return what the program calls the gradient of a leaf."""
    return f"grad_{leaf}"


def gradient_program(source: str, seed: int, definitions: Arrays) -> str:
    """Return a program that prints the number it differentiates, and the gradients of its leaves.

    What ``backward()`` is called of last gets the name ``value``; if it is never called, the last
    line's value does, and it is called then. A text that is no Python stays as it is.
    """
    body = "\n".join(re.split(r"\r\n?|\n", source)).rstrip()
    try:
        tree = ast.parse(body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return joined([[body]])
    body = _with_value(body, tree)
    lines = [f"{gradient_variable(leaf)} = {leaf}.grad" for leaf in leaf_names(source)]
    names = [VALUE] if re.search(rf"\b{VALUE} =", body) else []
    names += [gradient_variable(leaf) for leaf in leaf_names(source)]
    prints = [f'print(f"{name} = {{{name}}}")' for name in names]
    return joined([*program_head(source, seed, definitions), [body], lines, prints])


def leaf_names(source: str) -> tuple[str, ...]:
    """Return the names that a program gives to leaves, as far as its text says so, in order."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    names: dict[str, None] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_leaf(value):
                names[name] = None
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="requires_grad_")):
                names[name] = None
    return tuple(names)


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


def _with_value(body: str, tree: ast.Module) -> str:
    """Return a program in which the number that is differentiated has the name ``value``."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Expr) and _is_backward(node)]
    if calls:
        last = max(calls, key=lambda node: (node.lineno, node.col_offset))
        assert isinstance(last.value, ast.Call)
        assert isinstance(last.value.func, ast.Attribute)
        root = last.value.func.value
        text = ast.get_source_segment(body, root)
        return _replaced(body, root, f"{VALUE} = {text}; {VALUE}")
    match tree.body[-1] if tree.body else None:
        case ast.Expr(value=value):
            text = ast.get_source_segment(body, value)
            return _replaced(body, value, f"{VALUE} = {text}; {_BACK}")
        case ast.Assign(targets=[*_, ast.Name(id=name)]) | ast.AugAssign(target=ast.Name(id=name)):
            return f"{body}\n{VALUE} = {name}; {_BACK}"
    return body


_BACK = f"{VALUE}.backward()"


def _is_backward(node: ast.Expr) -> bool:
    match node.value:
        case ast.Call(func=ast.Attribute(attr="backward")):
            return True
    return False


def _replaced(body: str, node: ast.expr, text: str) -> str:
    """Return a text with another in the place of a node."""
    lines = [line.encode() for line in body.split("\n")]
    assert node.end_lineno is not None
    first, last = node.lineno - 1, node.end_lineno - 1
    before = lines[first][: node.col_offset]
    after = lines[last][node.end_col_offset :]
    lines[first : last + 1] = [before + text.encode() + after]
    return b"\n".join(lines).decode()
