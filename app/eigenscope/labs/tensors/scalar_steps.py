"""The steps of a program whose results are real numbers, as a number line shows them."""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from eigenscope.labs.kit.tensors.tensor_step import ShownTensor, TensorProgram, TensorStep
from eigenscope.wording.number_texts import tidy

_KINDS = {
    **dict.fromkeys(("+", "add", "+="), "add"),
    **dict.fromkeys(("-", "sub", "subtract", "-="), "subtract"),
    **dict.fromkeys(("*", "mul", "multiply", "*="), "multiply"),
    **dict.fromkeys(("/", "div", "divide", "true_divide", "/="), "divide"),
    **dict.fromkeys(("**", "pow", "power", "**="), "power"),
    **dict.fromkeys(("<", ">", "<=", ">=", "==", "!="), "compare"),
    **dict.fromkeys(("lt", "gt", "le", "ge", "eq", "ne"), "compare"),
}
"""What is shown of an operation on two numbers, by its name or sign."""

_MOST_FACTORS = 6
_LARGEST = 1e300  # beyond it no steps of a line are floats
_ASSIGNMENT = re.compile(r"\s*([^\W\d]\w*)\s*=\s*(.+?)\s*(?:#.*)?")


@dataclass(frozen=True)
class Operand:
    """A number that a step takes, by its name or the text that makes it."""

    label: str
    value: float

    @property
    def named(self) -> str:
        """Its name with its value, or the value alone if the name says no more."""
        value = tidy(self.value)
        try:
            plain = float(self.label) == self.value
        except ValueError:
            plain = False
        return value if plain else f"{self.label} = {value}"


@dataclass(frozen=True)
class ScalarStep:
    """A step whose result is a real number, or the answer to a comparison of two.

    Attributes
    ----------
    kind
        What its picture is: "add", "subtract", "multiply", "divide", "power", "compare", "move"
        of one number to another, or "point" where a number comes from something else.
    operation, text, line
        Those of the traced step.
    operands
        The numbers that it takes.
    value
        The result; of a comparison 1 or 0.
    name
        What the program calls the result, or nothing.
    dtype
        Of the result; nothing of a plain number.
    digits
        The result as its library prints it, as short as it can be.
    """

    kind: str
    operation: str
    text: str
    line: int
    operands: tuple[Operand, ...]
    value: float
    name: str
    dtype: str
    digits: str

    @property
    def result(self) -> Operand:
        """The result with its name, or the text that makes it."""
        return Operand(self.name or self.text, self.value)

    @property
    def finite(self) -> bool:
        """Whether all its numbers have a place on the line."""
        return all(map(has_place, (self.value, *(each.value for each in self.operands))))

    @cached_property
    def factors(self) -> int:
        """How often a power multiplies; 0 where that is too often, or no whole number."""
        exponent = self.operands[1].value if self.kind == "power" else 0.0
        return int(exponent) if exponent in range(1, _MOST_FACTORS + 1) else 0

    @cached_property
    def places(self) -> tuple[float, ...]:
        """All numbers that the picture has to hold."""
        own = [each.value for each in self.operands]
        if self.kind != "compare":
            own.append(self.value)
        if self.kind in ("multiply", "divide") or self.factors:
            own.append(1.0)
        if self.factors:
            with contextlib.suppress(OverflowError):
                own += [own[0] ** k for k in range(self.factors + 1)]
        return tuple(filter(has_place, own))


def has_place(value: float) -> bool:
    """Tell whether a line can be drawn on which a number stands."""
    return math.isfinite(value) and abs(value) <= _LARGEST


def scalar_steps(program: TensorProgram) -> tuple[ScalarStep, ...]:
    """Return the steps of a program that a number line can show."""
    lines = program.source.splitlines()
    return tuple(_scalar_steps(program.steps, lines))


def _scalar_steps(steps: Sequence[TensorStep], lines: Sequence[str]) -> Iterator[ScalarStep]:
    for step in steps:
        operands = tuple(
            Operand(each.label, number)
            for each in step.operands
            if (number := _number(each)) is not None
        )
        alone = len(operands) == len(step.operands)
        kind = _KINDS.get(step.operation, "") if alone and len(operands) == 2 else ""
        if not kind:
            kind = "move" if alone and len(operands) in (1, 2) else "point"
        value, digits = _result(step, compares=kind == "compare")
        if value is None:
            continue
        name = step.result.label if step.result is not None else ""
        if not name.isidentifier():
            name = _assigned(step, lines)
        dtype = step.result.dtype if step.result is not None else ""
        yield ScalarStep(
            kind, step.operation, step.text, step.line, operands, value, name, dtype, digits
        )


def _number(tensor: ShownTensor) -> float | None:
    """Return a real number that has no axes; None of all else."""
    if tensor.numbers.ndim or tensor.numbers.dtype.kind not in "fiu":
        return None
    return float(tensor.numbers)


def _result(step: TensorStep, *, compares: bool) -> tuple[float | None, str]:
    """Return a step's number, and how its library prints it; None if it has none."""
    if step.result is None:
        if compares and step.answer in ("True", "False"):
            return float(step.answer == "True"), step.answer
        try:
            return float(step.answer), step.answer
        except ValueError:
            return None, ""
    numbers = step.result.numbers
    if compares and not numbers.ndim and numbers.dtype.kind == "b":
        return float(bool(numbers)), str(bool(numbers))
    return _number(step.result), str(numbers) if not numbers.ndim else ""


def _assigned(step: TensorStep, lines: Sequence[str]) -> str:
    """Return the name to which a line assigns the plain number that is all of its right side."""
    if not 0 < step.line <= len(lines):
        return ""
    match = _ASSIGNMENT.fullmatch(lines[step.line - 1])
    return match[1] if match is not None and match[2] == step.text else ""
