"""A matrix and readouts as programs: NumPy, PyTorch and MATLAB."""

from __future__ import annotations

import json
import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

import numpy as np

from eigenscope.export.texts.names import TAKEN_IN_MATLAB, TAKEN_IN_PYTHON, names_of
from eigenscope.export.texts.values import (
    Array,
    Scalar,
    Sizes,
    Value,
    by_group,
    exact_of,
    one_line,
    value_of,
)
from eigenscope.labs.contract.readouts import Readout
from eigenscope.language.evaluating.entry import Matrix


class Language(ABC):
    """A programming language, as far as values are written in it."""

    comment: str
    taken: frozenset[str]
    module = ""
    head = ""

    @abstractmethod
    def scalar(self, number: Scalar) -> str:
        """Return a number with every digit."""

    @abstractmethod
    def array(self, array: Array) -> str:
        """Return an array of numbers, of one axis or more."""

    @abstractmethod
    def sizes(self, sizes: tuple[int, ...]) -> str:
        """Return sizes, as those of an array are given."""

    @abstractmethod
    def string(self, text: str) -> str:
        """Return a text in quotation marks."""

    @abstractmethod
    def statement(self, name: str, value: str) -> str:
        """Return an assignment."""

    def matrix(self, matrix: Matrix, name: str) -> str:
        """Return an assignment of the matrix."""
        return self.statement(name, self.array(matrix.to_array())) + "\n"

    def readouts(self, readouts: Sequence[Readout], taken: frozenset[str] = frozenset()) -> str:
        """Return an assignment for each readout, the exact form behind it."""
        grouped = [*by_group(readouts)]
        keys = [readout.key for _, members in grouped for readout in members]
        names = iter(names_of(keys, self.taken | taken))
        blocks = []
        for group, members in grouped:
            lines = [f"{self.comment} {one_line(group)}"]
            lines += [self._assigned(next(names), readout) for readout in members]
            blocks.append("\n".join(lines) + "\n")
        return "\n".join(blocks)

    def whole(self, matrix: Matrix | None, readouts: Sequence[Readout]) -> str:
        """Return a complete program."""
        blocks = [] if matrix is None else [self.matrix(matrix, "A")]
        if readouts:
            blocks.append(self.readouts(readouts, frozenset({"A"})))
        needed = self.head and any(f"{self.module}." in block for block in blocks)
        return "\n".join([self.head, *blocks] if needed else blocks)

    def _assigned(self, name: str, readout: Readout) -> str:
        comment, value = one_line(str(readout.label)), value_of(readout)
        exact = exact_of(readout)
        if exact:
            comment += f" = {exact}"
        elif isinstance(value, bool | Sizes):  # of which the words tell more
            comment += f": {one_line(str(readout.text))}"
        return f"{self.statement(name, self._value(value))}  {self.comment} {comment}"

    def _value(self, value: Value) -> str:
        match value:
            case str():
                return self.string(value)
            case Sizes():
                return self.sizes(value.sizes)
            case bool() | int() | float() | complex():
                return self.scalar(value)
        return self.array(value)


class _Python(Language):
    comment = "#"
    taken = TAKEN_IN_PYTHON

    def scalar(self, number: Scalar) -> str:
        if isinstance(number, complex):
            real, imaginary = self.scalar(number.real), self.scalar(number.imag)
            finite = math.isfinite(number.real) and math.isfinite(number.imag)
            return repr(number).strip("()") if finite else f"complex({real}, {imaginary})"
        if isinstance(number, int):  # True and False are
            return repr(number)
        if math.isnan(number):
            return f"{self.module}.nan"
        if math.isinf(number):
            return f"{'-' if number < 0 else ''}{self.module}.inf"
        return repr(number)

    def string(self, text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    def statement(self, name: str, value: str) -> str:
        return f"{name} = {value}"

    def sizes(self, sizes: tuple[int, ...]) -> str:
        return repr(sizes)

    def nested(self, entries: Any) -> str:
        if isinstance(entries, list):
            return f"[{', '.join(map(self.nested, entries))}]"
        return self.scalar(entries)


class _NumPy(_Python):
    module = "np"
    head = "import numpy as np\n"

    def array(self, array: Array) -> str:
        return f"np.array({self.nested(array.tolist())})"


class _Torch(_Python):
    module = "torch"
    head = "import torch\n"

    def array(self, array: Array) -> str:
        kind = {"b": "bool", "i": "int64", "c": "complex128"}.get(array.dtype.kind, "float64")
        return f"torch.tensor({self.nested(array.tolist())}, dtype=torch.{kind})"


class _Matlab(Language):
    comment = "%"
    taken = TAKEN_IN_MATLAB

    def scalar(self, number: Scalar) -> str:
        if isinstance(number, complex):
            sign = "-" if math.copysign(1.0, number.imag) < 0 else "+"
            real, imaginary = self.scalar(number.real), self.scalar(abs(number.imag))
            if not (math.isfinite(number.real) and math.isfinite(number.imag)):
                return f"complex({real},{self.scalar(number.imag)})"
            return f"{real}{sign}{imaginary}i"
        if isinstance(number, bool):
            return "true" if number else "false"
        if math.isnan(number):
            return "NaN"
        if math.isinf(number):
            return "-Inf" if number < 0 else "Inf"
        return repr(number).removesuffix(".0")

    def sizes(self, sizes: tuple[int, ...]) -> str:
        return f"[{' '.join(map(str, sizes))}]"

    def array(self, array: Array) -> str:
        if array.ndim > 2:  # slices along the last axis, from the first axes backwards
            slices = (self.array(array[..., k]) for k in range(array.shape[-1]))
            return f"cat({array.ndim}, {', '.join(slices)})"
        rows = np.atleast_2d(array).tolist()
        return f"[{'; '.join(' '.join(map(self.scalar, row)) for row in rows)}]"

    def string(self, text: str) -> str:
        doubled = text.replace('"', '""')
        return f'"{doubled}"'

    def statement(self, name: str, value: str) -> str:
        return f"{name} = {value};"


NUMPY: Language = _NumPy()
TORCH: Language = _Torch()
MATLAB: Language = _Matlab()
