"""How large a program may become: said before anything is computed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch

from eigenscope.trace.errors import TraceError
from eigenscope.wording.words import Words

MOST_TEXT = 100_000  # characters
MOST_STEPS = 1_000
MOST_TURNS = 100  # of a loop
MOST_AXES = 64  # of a step, which is as many as NumPy's arrays have
MOST_CELLS = 2048**2  # of a step
MOST_CELLS_ALTOGETHER = 64_000_000
LARGEST_WHOLE = 2**63
_MOST_BITS = 4096


def check_cells(count: int) -> None:
    """Raise TraceError if a result would have too many cells."""
    if count > MOST_CELLS:
        values = {"count": f"{count:,}", "most": f"{MOST_CELLS:,}"}
        raise TraceError(Words("This has {count} cells; a step has at most {most}.", values))


def check_by_meta(
    function: Callable[..., object], arguments: Sequence[object], named: Mapping[str, object]
) -> None:
    """Raise TraceError if torch would make too much of these: it finds shapes without numbers.

    Where it cannot, the largest number among the arguments times the cells of the tensors bounds
    what may come of it.
    """
    with torch.device("meta"):
        try:
            result = function(*map(_meta, arguments), **{k: _meta(v) for k, v in named.items()})
        except (IndexError, TypeError, ValueError):  # wrong: carrying it out says how
            return
        except Exception:  # what needs numbers, or is wrong in its shapes
            everything = flat([*arguments, *named.values()])
            largest = max((abs(n) for n in everything if isinstance(n, int)), default=1)
            cells = [each.numel() for each in everything if isinstance(each, torch.Tensor)]
            check_cells(largest if not cells else 0)
            if largest > MOST_CELLS // max(1, *cells, 1):
                check_cells(largest * max(cells, default=1))
            return
    for each in result if isinstance(result, tuple | list) else (result,):
        if isinstance(each, torch.Tensor):
            check_cells(each.numel())


def check_elementwise(values: Sequence[object]) -> None:
    """Raise TraceError if tensors that are broadcast would make too much.

    It does what `check_by_meta` does without torch's own way, whose first call imports a compiler.
    """
    shapes = [tuple(each.shape) for each in flat(values) if isinstance(each, torch.Tensor)]
    try:
        shape = np.broadcast_shapes(*shapes)
    except ValueError:  # wrong: carrying it out says how
        return
    check_cells(math.prod(shape))


def check_plain(values: Sequence[object]) -> None:
    """Raise TraceError for a range or a whole number that is too long to be gone through."""
    for each in flat(values):
        if isinstance(each, range):
            check_cells(len(each))
        if isinstance(each, int) and each.bit_length() > _MOST_BITS:
            raise TraceError("This number is too large.")


def check_power(base: Any, exponent: Any) -> None:
    """Raise TraceError for a power of whole numbers that has too many digits."""
    whole = isinstance(base, int) and isinstance(exponent, int)
    if whole and abs(base) > 1 and base.bit_length() * abs(exponent) > _MOST_BITS:
        raise TraceError("This power is too large.")


def _meta(value: object) -> object:
    if isinstance(value, torch.Tensor):
        return value.detach().to("meta")
    if isinstance(value, list | tuple):
        return type(value)(map(_meta, value))
    return value


def flat(values: object) -> list[object]:
    """Return what stands in lists and tuples, and in those within them."""
    if isinstance(values, list | tuple):
        return [each for value in values for each in flat(value)]
    return [values]
