"""What an expression consists of, and how it is written down again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeGuard

DEEPEST = 200  # nodes within nodes


@dataclass(frozen=True)
class Node:
    """A part of an expression; ``start`` and ``end`` tell where it stands in the text."""

    start: int = field(compare=False)
    end: int = field(compare=False)


@dataclass(frozen=True)
class Number(Node):
    """A number without a sign, as it was typed."""

    text: str


@dataclass(frozen=True)
class Name(Node):
    """A name that stands for a value."""

    name: str


@dataclass(frozen=True)
class Sign(Node):
    """``sign`` is + or −."""

    sign: str
    operand: Node


@dataclass(frozen=True)
class Binary(Node):
    """An operator is one of + - * / ^ and the backslash, or for each entry .+ .- .* ./ .^ .

    A comparison is one too: < <= > >= == != .
    """

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class After(Node):
    """``operator`` is ' (transposed), ^H, ^-T, ^-H, ^+ (pseudoinverse), ° or %."""

    operator: str
    operand: Node


@dataclass(frozen=True)
class Call(Node):
    """A function of arguments, some of them with names."""

    name: str
    arguments: tuple[Node, ...]
    keywords: tuple[tuple[str, Node], ...] = ()


@dataclass(frozen=True)
class Slice(Node):
    """Part of an axis; what is left out is None."""

    first: Node | None
    last: Node | None
    step: Node | None


@dataclass(frozen=True)
class Index(Node):
    """Entries, rows or columns of a value, counted from 0."""

    operand: Node
    items: tuple[Node, ...]


@dataclass(frozen=True)
class List(Node):
    """Rows in square brackets; ``spaced`` if spaces rather than commas part the entries."""

    rows: tuple[tuple[Node, ...], ...]
    spaced: bool = False


@dataclass(frozen=True)
class Bars(Node):
    """|x|, or with ``double`` ‖x‖, whose ``order`` is its subscript or empty."""

    operand: Node
    double: bool = False
    order: str = ""


COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
"""The operators that are true or false."""


def is_comparison(node: Node) -> TypeGuard[Binary]:
    """Tell whether a node is true or false."""
    return isinstance(node, Binary) and node.operator in COMPARISONS


def children(node: Node) -> Iterator[Node]:
    """Yield the parts of a node, from left to right."""
    match node:
        case Sign() | After() | Bars():
            yield node.operand
        case Binary():
            yield node.left
            yield node.right
        case Call():
            yield from node.arguments
            yield from (value for _, value in node.keywords)
        case Slice():
            yield from (part for part in (node.first, node.last, node.step) if part is not None)
        case Index():
            yield node.operand
            yield from node.items
        case List():
            for row in node.rows:
                yield from row


def names_in(node: Node) -> set[str]:
    """Return the names whose values an expression needs."""
    names: set[str] = set()
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Name):
            names.add(each.name)
        waiting.extend(children(each))
    return names


def fixed_parts(node: Node) -> list[Node]:
    """Return the largest parts of an expression that use no names, single numbers apart."""
    parts: list[Node] = []
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Number | Slice):
            continue
        if not names_in(each):
            parts.append(each)
        else:
            waiting.extend(children(each))
    return parts


_COMPARED, _SUM, _PRODUCT, _SIGNED, _POSTFIX, _ATOM = range(6)
_LEVELS = {
    **dict.fromkeys(COMPARISONS, _COMPARED),
    **dict.fromkeys(("+", "-", ".+", ".-"), _SUM),
    **dict.fromkeys(("^", ".^"), _POSTFIX),
}


def to_text(node: Node) -> str:
    """Return an expression as text; reading it again gives an equal tree."""
    return _written(node)[0]


def _written(node: Node) -> tuple[str, int]:
    """Return a node's text and how tightly it holds together."""
    match node:
        case Number():
            return node.text, _ATOM
        case Name():
            return node.name, _ATOM
        case Sign():
            return node.sign + _at(node.operand, _SIGNED), _SIGNED
        case Binary():
            return _binary(node)
        case After():
            return _at(node.operand, _POSTFIX) + node.operator, _POSTFIX
        case Call():
            parts = [to_text(part) for part in node.arguments]
            parts += [f"{name}={to_text(part)}" for name, part in node.keywords]
            return f"{node.name}({', '.join(parts)})", _ATOM
        case Slice():
            return _slice(node), _ATOM
        case Index():
            items = ", ".join(to_text(item) for item in node.items)
            # 2[1, 2] is a product, and so is x^2[1, 2].
            numeric = isinstance(node.operand, Number | Binary)
            text = f"({to_text(node.operand)})" if numeric else _at(node.operand, _POSTFIX)
            return f"{text}[{items}]", _POSTFIX
        case List():
            return _list(node), _ATOM
        case Bars():
            if node.double:
                return f"‖{to_text(node.operand)}‖{f'_{node.order}' if node.order else ''}", _ATOM
            inner = to_text(node.operand)
            # Two bars side by side would be those of a norm.
            return f"|({inner})|" if "|" in (inner[0], inner[-1]) else f"|{inner}|", _ATOM
    raise AssertionError(node)


def _at(node: Node, level: int) -> str:
    """Return a node's text, in brackets unless it holds together as tightly as it must."""
    text, own = _written(node)
    return text if own >= level else f"({text})"


def _binary(node: Binary) -> tuple[str, int]:
    level = _LEVELS.get(node.operator, _PRODUCT)
    if level == _POSTFIX:
        # Of two powers side by side the right one comes first.
        least = _ATOM if isinstance(node.left, Binary) else _POSTFIX
        return _at(node.left, least) + node.operator + _exponent(node.right), level
    left, right = _at(node.left, max(level, _SUM)), _at(node.right, level + 1)
    return f"{left} {node.operator} {right}", level


def _exponent(node: Node) -> str:
    match node:
        case Sign(sign="-"):  # ^+ would be the pseudoinverse
            return node.sign + _exponent(node.operand)
        case Binary(operator="^" | ".^", left=left) if _written(left)[1] == _ATOM:
            return to_text(left) + node.operator + _exponent(node.right)
    return _at(node, _ATOM)


def _slice(node: Slice) -> str:
    def part(each: Node | None) -> str:
        return "" if each is None else to_text(each)

    step = "" if node.step is None else f":{to_text(node.step)}"
    return f"{part(node.first)}:{part(node.last)}{step}"


def _list(node: List) -> str:
    entry: Callable[[Node], str] = to_text
    if node.spaced:
        return "[" + "; ".join(" ".join(_at(x, _POSTFIX) for x in row) for row in node.rows) + "]"
    return "[" + "; ".join(", ".join(entry(x) for x in row) for row in node.rows) + "]"
