"""The cells that one cell of a step's result is made from, with how they are written."""

from __future__ import annotations

import ast
import cmath
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from eigenscope.labs.kit.tensors.numbers import NumberFormat, format_of
from eigenscope.labs.kit.tensors.saying.sums import bracketed, is_shown
from eigenscope.labs.kit.tensors.sources.implied_sources import implied_row
from eigenscope.labs.kit.tensors.tensor_step import ShownTensor, TensorStep

_NOISE = 1e-6  # of a float32, relative
_LONGEST_LABEL = 20


class StepCells:
    """One cell of a step's result, and the cells of its operands that it is made from."""

    def __init__(self, step: TensorStep, cell: int) -> None:
        self.step = step
        self.cell = cell
        self._formats: dict[int, NumberFormat] = {}

    @cached_property
    def rows(self) -> list[list[int] | None]:
        """The flat indices of the sources in each operand; None where they are not known."""
        rows = [row_of(self.step, number, self.cell) for number in range(len(self.step.operands))]
        return [
            None if row is None else [int(index) for index in row if index >= 0] for row in rows
        ]

    def full_row(self, operand: int) -> list[int] | None:
        """Return the sources in an operand, with -1 where there is none."""
        row = row_of(self.step, operand, self.cell)
        return None if row is None else [int(index) for index in row]

    def text(self, operand: int, index: int) -> str:
        """Return how a cell of an operand is written."""
        numbers = self.step.operands[operand].numbers
        if operand not in self._formats:
            self._formats[operand] = format_of(numbers)
        return self._formats[operand].text(numbers.flat[index].item())

    def texts(self, operand: int, row: Sequence[int]) -> list[str]:
        """Return how cells of an operand are written; nothing of those that dots stand for."""
        last = len(row) - 1
        return [
            self.text(operand, index) if is_shown(place, last) else ""
            for place, index in enumerate(row)
        ]

    def term(self, operand: int, index: int) -> str:
        """Return how a cell of an operand is written within a term."""
        return bracketed(self.text(operand, index))

    def equals_result(self, operand: int, index: int) -> bool:
        """Tell whether a cell of an operand has the number of the result's cell."""
        value = complex(self.step.operands[operand].numbers.flat[index].item())
        both = cmath.isnan(value) and cmath.isnan(self.result_number)
        return both or value == self.result_number

    def each(self) -> list[str] | None:
        """Return the texts of the one source in each operand; None if one has not just one."""
        singles = [row[0] for row in self.rows if row is not None and len(row) == 1]
        if len(singles) != len(self.rows):
            return None
        return [self.text(operand, index) for operand, index in enumerate(singles)]

    @property
    def result_text(self) -> str:
        """How the cell itself is written."""
        result = self.step.result
        if result is None:
            return self.step.answer
        return format_of(result.numbers).text(result.numbers.flat[self.cell].item())

    @property
    def rounded(self) -> bool:
        """Whether the text of the cell is not all of its number."""
        number = self.result_number
        plain = self.result_text.replace("−", "-")
        try:
            return abs(float(plain) - number.real) > _NOISE * abs(number)
        except ValueError:  # a complex number, a power of ten, a word
            return False

    @property
    def result_number(self) -> complex:
        """The number in the cell."""
        result = self.step.result
        return complex("nan") if result is None else complex(result.numbers.flat[self.cell].item())


def row_of(step: TensorStep, operand: int, cell: int) -> Sequence[int] | None:
    """Return the sources of a cell in an operand, with -1 where there is none; None if unknown."""
    if not step.operands[operand].shape:
        return (0,)  # a number is what each cell is made from
    if step.sources is None:
        return implied_row(step, operand, cell)
    if len(step.sources) != len(step.operands):
        return None
    sources = step.sources[operand]
    if sources is None or cell >= len(sources):
        return None
    row: Sequence[int] = sources[cell].tolist()
    return row


def index_text(shape: Sequence[int], cell: int) -> str:
    """Return the index of a cell as code has it: [0, 1]; nothing of a number."""
    if not len(shape):
        return ""
    places = np.unravel_index(cell, tuple(shape))
    return f"[{', '.join(str(int(place)) for place in places)}]"


def short_label(tensor: ShownTensor) -> str:
    """Return what a tensor is called within a formula: its name, or what makes it."""
    label = " ".join(tensor.label.split())
    if label.isidentifier():
        return label
    try:
        tree = ast.parse(label, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return label if len(label) <= _LONGEST_LABEL else "…"
    if isinstance(tree, ast.Call):
        name = tree.func.attr if isinstance(tree.func, ast.Attribute) else ast.unparse(tree.func)
        return label if len(label) <= _LONGEST_LABEL else f"{name}(…)"
    if len(label) > _LONGEST_LABEL:
        return "(…)"
    return f"({label})" if isinstance(tree, ast.BinOp | ast.Compare | ast.UnaryOp) else label
