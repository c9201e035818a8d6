"""A matrix and readouts as programs: NumPy, PyTorch and MATLAB."""

from __future__ import annotations

import json
import math
from abc import ABC, abstractmethod
from collections.abc import Sequence

from eigenscope.export.texts.names import TAKEN_IN_MATLAB, TAKEN_IN_PYTHON, names_of
from eigenscope.export.texts.values import (
    Rows,
    Scalar,
    Value,
    by_group,
    exact_of,
    one_line,
    value_of,
)
from eigenscope.labs.base import Readout
from eigenscope.language.entry import Matrix


class Language(ABC):
    """A programming language, as far as values are written in it."""

    comment: str
    taken: frozenset[str]
    head = ""

    @abstractmethod
    def scalar(self, number: Scalar) -> str:
        """Return a number with every digit."""

    @abstractmethod
    def array(self, rows: Rows, *, flat: bool) -> str:
        """Return a matrix, or a vector of its only row."""

    @abstractmethod
    def string(self, text: str) -> str:
        """Return a text in quotation marks."""

    @abstractmethod
    def statement(self, name: str, value: str) -> str:
        """Return an assignment."""

    def matrix(self, matrix: Matrix, name: str) -> str:
        """Return an assignment of the matrix."""
        return self.statement(name, self.array(_rows(matrix), flat=False)) + "\n"

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
        blocks = [self.head] if self.head else []
        if matrix is not None:
            blocks.append(self.matrix(matrix, "A"))
        if readouts:
            blocks.append(self.readouts(readouts, frozenset({"A"})))
        return "\n".join(blocks)

    def _assigned(self, name: str, readout: Readout) -> str:
        said = one_line(str(readout.label))
        exact = exact_of(readout)
        if exact:
            said += f" = {exact}"
        statement = self.statement(name, self._value(value_of(readout)))
        return f"{statement}  {self.comment} {said}"

    def _value(self, value: Value) -> str:
        if isinstance(value, str):
            return self.string(value)
        if not isinstance(value, tuple):
            return self.scalar(value)
        rows = [row for row in value if isinstance(row, tuple)]
        if rows:
            return self.array(tuple(rows), flat=False)
        numbers = tuple(number for number in value if not isinstance(number, tuple))
        return self.array((numbers,), flat=True)


class _Python(Language):
    comment = "#"
    taken = TAKEN_IN_PYTHON
    module = ""

    def scalar(self, number: Scalar) -> str:
        if isinstance(number, complex):
            real, imaginary = self.scalar(number.real), self.scalar(number.imag)
            finite = math.isfinite(number.real) and math.isfinite(number.imag)
            return repr(number).strip("()") if finite else f"complex({real}, {imaginary})"
        if math.isnan(number):
            return f"{self.module}.nan"
        if math.isinf(number):
            return f"{'-' if number < 0 else ''}{self.module}.inf"
        return repr(number)

    def string(self, text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    def statement(self, name: str, value: str) -> str:
        return f"{name} = {value}"

    def nested(self, rows: Rows, *, flat: bool) -> str:
        lists = [f"[{', '.join(self.scalar(number) for number in row)}]" for row in rows]
        return lists[0] if flat else f"[{', '.join(lists)}]"


class _NumPy(_Python):
    module = "np"
    head = "import numpy as np\n"

    def array(self, rows: Rows, *, flat: bool) -> str:
        return f"np.array({self.nested(rows, flat=flat)})"


class _Torch(_Python):
    module = "torch"
    head = "import torch\n"

    def array(self, rows: Rows, *, flat: bool) -> str:
        kind = "complex128" if _is_complex(rows) else "float64"
        return f"torch.tensor({self.nested(rows, flat=flat)}, dtype=torch.{kind})"


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
        if math.isnan(number):
            return "NaN"
        if math.isinf(number):
            return "-Inf" if number < 0 else "Inf"
        return repr(number).removesuffix(".0")

    def array(self, rows: Rows, *, flat: bool) -> str:
        return f"[{'; '.join(' '.join(self.scalar(number) for number in row) for row in rows)}]"

    def string(self, text: str) -> str:
        doubled = text.replace('"', '""')
        return f'"{doubled}"'

    def statement(self, name: str, value: str) -> str:
        return f"{name} = {value};"


def _rows(matrix: Matrix) -> Rows:
    return tuple(tuple(entry.value for entry in row) for row in matrix.rows)


def _is_complex(rows: Rows) -> bool:
    return any(isinstance(number, complex) for row in rows for number in row)


NUMPY: Language = _NumPy()
TORCH: Language = _Torch()
MATLAB: Language = _Matlab()
