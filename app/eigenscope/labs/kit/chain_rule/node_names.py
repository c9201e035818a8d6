"""What the nodes of a program's graph are called."""

from __future__ import annotations

import re
from collections import Counter

from eigenscope.trace.differentiating.differentiation import (
    Birth,
    DerivativeNode,
    Differentiation,
)
from eigenscope.wording.number_texts import subscript

_LONGEST_NAME = 22
_LONGEST_TITLE = 12
_SIGNS = {"*": "·", "-": "−", "[]=": "[…] =", "sigmoid": "σ", "mul": "·", "matmul": "@"}
_SHORTEST = 10  # letters of a number beside a sign
_POWERS = {"2": "(·)²", "3": "(·)³", "0.5": "√"}


class NodeNames:
    """The names of a graph's nodes, each another one: what is written into anew has a number."""

    def __init__(self, graph: Differentiation) -> None:
        self._graph = graph
        self._names: dict[int, str] = {}
        self._called: dict[int, str] = {}
        times = Counter[str]()
        for node in graph.nodes:
            called = node.name or self._expression(node)
            times[called] += 1
            number = subscript(times[called]) if times[called] > 1 else ""
            self._called[node.index] = f"{called}{number}"
            if node.name:
                self._names[node.index] = self._called[node.index]

    def name(self, index: int) -> str:
        """Return what formulas call a node: its name, or its expression if that is short."""
        return self._called[index]

    def heading(self, index: int) -> str:
        """Return what a node is called where it stands alone: an expression without brackets."""
        return re.sub(r"^\((.*)\)$", r"\1", self._called[index])

    @staticmethod
    def _expression(node: DerivativeNode) -> str:
        text = " ".join(node.text.split())
        if len(text) > _LONGEST_NAME:
            text = f"{operation_text(node)}(…)"
        return text if re.fullmatch(r"(torch\.)?\w+(\([^()]*\))?", text) else f"({text})"

    def leaf(self, index: int) -> str:
        """Return what a leaf is called in the program, however often it has been written into."""
        return self._graph.nodes[index].name or self.name(index)

    def title(self, index: int) -> str:
        """Return what stands in a node: its name, and the operation that it comes from."""
        node = self._graph.nodes[index]
        name = self._names.get(index, "")
        if node.birth in (Birth.LEAF, Birth.CONSTANT):
            text = _cut(node.text)
            return name or (node.operation if text.endswith("…") else "") or text
        operation = operation_text(node)
        return f"{name}: {operation}" if name and operation else name or operation


def operation_text(node: DerivativeNode) -> str:
    """Return an operation in few letters: its sign with the number that it takes, or its name."""
    if node.birth is Birth.WRITTEN:
        return "↻"
    sign = _SIGNS.get(node.operation, node.operation)
    numbers = [part for part in node.parts if isinstance(part, str)]
    if len(node.parts) == 2 and len(numbers) == 1 and not sign[:1].isalpha():
        number, first = numbers[0].replace("-", "−"), node.parts[0] == numbers[0]
        if sign == "**" and not first and number in _POWERS:
            return _POWERS[number]
        if len(number) <= _SHORTEST and sign != "[…] =":
            return f"{number} {sign}" if first else f"{sign} {number}"
    if node.operation == "[]":
        return _cut(node.text)
    return sign


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TITLE else f"{line[: _LONGEST_TITLE - 1]}…"
