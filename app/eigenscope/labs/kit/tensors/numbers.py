"""How the numbers of tensors are written: all of one tensor alike, so that their columns align."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from eigenscope.labs.kit.tensors.tensor_step import ShownTensor
from eigenscope.wording.number_texts import complex_text, rounded, tidy

Cells = npt.NDArray[np.generic]

_MOST_DECIMALS = 4
_MOST_DIGITS = 6  # of a number that is written in full
_MOST_LOOKED_AT = 20_000
_FINE = 1e-12  # finer numbers carry what a few operations have added to them
_LARGE, _SMALL = 1e6, 1e-4  # beyond these a number is a power of ten times another


@dataclass(frozen=True)
class NumberFormat:
    """How the numbers of one tensor are written: with so many decimals, if they have any."""

    decimals: int = 0

    def text(self, value: Any) -> str:
        """Return one of the numbers: an integer, a bool, a float or a complex number."""
        if isinstance(value, bool | np.bool_):
            return str(bool(value))
        if isinstance(value, int | np.integer):
            return str(int(value)).replace("-", "−")
        if isinstance(value, complex | np.complexfloating):
            return complex_text(complex(value), self._real).replace(" ", "")
        return self._real(float(value))

    def _real(self, value: float) -> str:
        if math.isnan(value):
            return "nan"
        size = abs(value)
        if math.isinf(value) or size >= _LARGE:
            return rounded(value, 3) if size >= 1e12 or not value.is_integer() else tidy(value)
        if size == 0:
            return f"{0:.{self.decimals}f}"
        text = f"{value:.{self.decimals}f}"
        if not float(text) or (not self.decimals and not value.is_integer()):
            return rounded(value, 3)
        return text.replace("-", "−")


def format_of(numbers: Cells) -> NumberFormat:
    """Return how the numbers of a tensor are written."""
    if numbers.dtype.kind not in "fc":
        return NumberFormat()
    # flat, unlike reshape, copies none of the others where they do not lie in order
    flat = np.asarray(numbers.flat[:: numbers.size // _MOST_LOOKED_AT + 1])
    eps = float(np.finfo(flat.dtype.str).eps)
    noise = eps if eps > _FINE else 4 * eps
    parts = np.concatenate([flat.real, flat.imag]) if numbers.dtype.kind == "c" else flat
    sizes = np.abs(parts.astype(np.float64))
    sizes = sizes[np.isfinite(sizes) & (sizes >= _SMALL) & (sizes < _LARGE)]
    if not sizes.size:
        return NumberFormat()
    largest = float(sizes.max())
    power = math.floor(math.log10(largest))
    most = min(_MOST_DECIMALS, max(_MOST_DIGITS - 1 - max(power, 0), 1))
    for decimals in range(most + 1):
        off = np.abs(np.round(sizes, decimals) - sizes)
        if bool((off <= noise * sizes).all()):
            return NumberFormat(decimals)
    return NumberFormat(max(3 - power, 1) if power >= 0 else 2 - power)


def cell_texts(numbers: Cells) -> tuple[str, ...]:
    """Return how the cells of a tensor are written, in the order of its cells."""
    write = format_of(numbers).text
    return tuple(write(value) for value in numbers.reshape(-1).tolist())


def cell_text(numbers: Cells, cell: int) -> str:
    """Return how one cell of a tensor is written: as `cell_texts` has it, and quickly."""
    return format_of(numbers).text(numbers.flat[cell].item())


def value_text(value: ShownTensor | str, longest: int = 28) -> str:
    """Return a tensor or an answer in one line that has at most about so many characters.

    Such as "6.0", "[3, 5, 7]", "[0, 1, 2, …] (12,)" and "(3, 4) float32".
    """
    if isinstance(value, str):
        line = answer_text(value)
        return line if len(line) <= longest else f"{line[: max(longest - 1, 1)]}…"
    shape = str(value.shape)
    if 0 < value.numbers.size <= longest:
        whole = in_lists(_told_apart(value.numbers), value.numbers.shape)
        if len(whole) <= longest:
            return whole
    if value.numbers.ndim == 1 and value.numbers.size:
        few = _told_apart(value.numbers[:8])
        for count in range(min(len(few), value.numbers.size - 1), 0, -1):
            line = f"[{', '.join(few[:count])}, …] {shape}"
            if len(line) <= longest:
                return line
    return f"{shape} {value.dtype}".strip()


def answer_text(answer: str) -> str:
    """Return what Python prints in fewer words: (2, 3) of a size, 0.556 of a float."""
    line = " ".join(answer.split())
    size = re.fullmatch(r"torch\.Size\(\[(.*)\]\)", line)
    if size:
        lengths = size[1] + "," * (bool(size[1]) and "," not in size[1])
        return f"({lengths})"
    try:
        number = np.array(ast.literal_eval(line))
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return line
    if number.dtype.kind != "f" or number.ndim:
        return line
    return _told_apart(number)[0]


def in_lists(texts: Iterable[str], shape: tuple[int, ...]) -> str:
    """Return the texts of an array's cells as one, in lists within lists."""
    cells = iter(texts)

    def part(shape: tuple[int, ...]) -> str:
        if not shape:
            return next(cells)
        return f"[{', '.join(part(shape[1:]) for _ in range(shape[0]))}]"

    return part(shape)


def _told_apart(numbers: Cells) -> list[str]:
    """Return the texts of cells, whole floats with ".0", as integers are written without it."""
    texts: Iterable[str] = cell_texts(numbers)
    if numbers.dtype.kind == "f":
        texts = (f"{text}.0" if text.lstrip("−").isdecimal() else text for text in texts)
    return list(texts)
