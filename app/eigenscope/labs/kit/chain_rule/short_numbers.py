"""Numbers of a program's graph, in few letters."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from eigenscope.labs.kit.tensors.numbers import cell_texts, in_lists
from eigenscope.wording.number_texts import rounded, tidy

_ALL_DIGITS, _FEW_DIGITS = 4, 2  # of a number in a line
_LONGEST_LINE = 22
_MOST_CELLS, _WIDEST = 64, 8  # of a matrix that is drawn in a node


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


def cells_of(numbers: npt.NDArray[np.generic]) -> tuple[tuple[float, ...], ...]:
    """Return the rows of a matrix that is drawn as cells in a node; nothing of what is not."""
    small = numbers.ndim == 2 and 2 <= numbers.size <= _MOST_CELLS
    if not small or max(numbers.shape) > _WIDEST or numbers.dtype.kind != "f":
        return ()
    if not np.isfinite(numbers).all():
        return ()
    return tuple(map(tuple, numbers.astype(np.float64).tolist()))


def shape_text(numbers: npt.NDArray[np.generic]) -> str:
    """Return the shape of numbers, such as "40 × 3", and of a vector "(40,)"."""
    return " × ".join(map(str, numbers.shape)) if numbers.ndim > 1 else str(numbers.shape)


def _in_brackets(numbers: npt.NDArray[np.generic], digits: int) -> str:
    write = tidy if digits == _ALL_DIGITS else rounded
    if numbers.dtype.kind == "f":
        return in_lists((write(cell, digits) for cell in np.ravel(numbers).tolist()), numbers.shape)
    return in_lists(cell_texts(numbers), numbers.shape)
