"""What the nodes of a program's graph are called, and how their numbers are written."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import numpy.typing as npt

from eigenscope.labs.kit.tensors.numbers import cell_texts
from eigenscope.trace.differentiating.differentiation import (
    Birth,
    DerivativeNode,
    Differentiation,
)
from eigenscope.wording.number_texts import rounded, subscript, tidy

_ALL_DIGITS, _FEW_DIGITS = 4, 2  # of a number in a line
_LONGEST_LINE, _LONGEST_NAME = 22, 22
_LONGEST_TITLE = 12
_SIGNS = {"*": "·", "-": "−", "[]=": "[…] =", "sigmoid": "σ", "mul": "·", "matmul": "@"}
_SHORTEST = 10  # letters of a number beside a sign
_POWERS = {"2": "(·)²", "3": "(·)³", "0.5": "√"}


def cells_text(numbers: npt.NDArray[np.generic], longest: int | None = None) -> str:
    """Return numbers in one line, such as "[0, 2.5]", or the shape of many, such as "40 × 3".

    It has at most ``longest`` letters, with fewer digits if need be; by itself as many as there is
    room for in a node.
    """
    return written_text(numbers, longest) or shape_text(numbers)


def written_text(numbers: npt.NDArray[np.generic], longest: int | None = None) -> str:
    """Return numbers in one line as `cells_text` does, or nothing if there is no room for them."""
    sizes = ((_ALL_DIGITS, longest or 14), (_FEW_DIGITS, longest or _LONGEST_LINE))
    if numbers.size <= max(size for _, size in sizes):
        for digits, most in sizes:
            text = _in_brackets(numbers, digits)
            if len(text) <= most or not numbers.ndim:
                return text
    return ""


def shape_text(numbers: npt.NDArray[np.generic]) -> str:
    """Return the shape of numbers, such as "40 × 3", and of a vector "(40,)"."""
    return " × ".join(map(str, numbers.shape)) if numbers.ndim > 1 else str(numbers.shape)


def _in_brackets(numbers: npt.NDArray[np.generic], digits: int) -> str:
    write = tidy if digits == _ALL_DIGITS else rounded
    if numbers.dtype.kind == "f":
        texts = iter([write(cell, digits) for cell in np.ravel(numbers).tolist()])
    else:
        texts = iter(cell_texts(numbers))

    def part(shape: tuple[int, ...]) -> str:
        if not shape:
            return next(texts)
        return f"[{', '.join(part(shape[1:]) for _ in range(shape[0]))}]"

    return part(numbers.shape)


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

    @staticmethod
    def _expression(node: DerivativeNode) -> str:
        text = " ".join(node.text.split())
        if len(text) > _LONGEST_NAME:
            text = f"{operation_text(node)}(…)"
        return text if re.fullmatch(r"[\w.]+(\(.*\))?", text) else f"({text})"

    def leaf(self, index: int) -> str:
        """Return what a leaf is called in the program, however often it has been written into."""
        return self._graph.nodes[index].name or self.name(index)

    def title(self, index: int) -> str:
        """Return what stands in a node: its name, and the operation that it comes from."""
        node = self._graph.nodes[index]
        name = self._names.get(index, "")
        if node.birth in (Birth.LEAF, Birth.CONSTANT):
            return name or _cut(node.text)
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
