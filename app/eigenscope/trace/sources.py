"""Which cell of a result comes from which cells of its operands.

Where an operation only moves cells, the same operation is carried out on tensors of numbered cells,
so that the answer is right by construction. Elsewhere numbers are broadcast, gathered along axes,
or put into the letters of a contraction, as the operation itself does with values.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import numpy as np
import torch

from eigenscope.trace.known import Dependency
from eigenscope.trace.steps import MOST_INDICES, Array, Numbers, Sources

ALL = Sources(None)
Moved = Callable[[Sequence[Array]], object]


def numbers(shape: Sequence[int], first: int = 0) -> Numbers:
    """Return the flat indices of a shape's cells, in their places."""
    return np.arange(first, first + math.prod(shape), dtype=np.int64).reshape(shape)


def moved(operands: Sequence[Array], again: Moved, place: int | None) -> list[Sources] | None:
    """Return the sources of an operation that moves cells.

    Parameters
    ----------
    operands
        Those whose cells are moved.
    again
        Carries the operation out on other tensors of the same shapes.
    place
        Which of several results it is, or None.
    """
    starts = np.cumsum([1, *(math.prod(each.shape) for each in operands)]).tolist()
    numbered: list[Array] = []
    for operand, start in zip(operands, starts, strict=False):
        cells = numbers(tuple(operand.shape), start)
        numbered.append(torch.from_numpy(cells) if isinstance(operand, torch.Tensor) else cells)
    result = again(numbered)
    if place is not None:
        result = list(result)[place]  # type: ignore[call-overload]
    if not isinstance(result, torch.Tensor | np.ndarray | np.generic):
        return None
    flat = np.asarray(result).reshape(-1).astype(np.int64)
    sources = []
    for start, end in pairwise(starts):
        inside = (flat >= start) & (flat < end)
        sources.append(Sources(np.where(inside, flat - start, -1)[:, None]))
    return sources


def elementwise(operands: Sequence[Array], shape: Sequence[int]) -> list[Sources]:
    """Return the sources of what is made cell by cell, after broadcasting."""
    each = []
    for operand in operands:
        try:
            cells = np.broadcast_to(numbers(tuple(operand.shape)), shape)
        except ValueError:
            each.append(ALL)
            continue
        each.append(Sources(cells.reshape(-1, 1)))
    return each


def axes_of(arguments: Sequence[object], named: Mapping[str, object], rank: int) -> list[int]:
    """Return the axes that a reduction is over, from 0; all of them if none is named."""
    dim = named.get("dim", named.get("axis", arguments[0] if arguments else None))
    if isinstance(dim, bool) or not isinstance(dim, int | tuple | list):
        return list(range(rank))
    listed = [dim] if isinstance(dim, int) else list(dim)
    return sorted(axis % rank for axis in listed) if rank and listed else list(range(rank))


def reduced(operand: Array, axes: Sequence[int]) -> list[Sources]:
    """Return the sources of a reduction: for each result the cells along the axes."""
    cells = numbers(tuple(operand.shape))
    rest_of_axes = [axis for axis in range(cells.ndim) if axis not in axes]
    last = np.transpose(cells, [*rest_of_axes, *axes])
    count = math.prod(cells.shape[axis] for axis in rest_of_axes)
    return [Sources(last.reshape(count, -1) if last.size else np.zeros((count, 0), np.int64))]


def along(operand: Array, axis: int, length: int) -> list[Sources]:
    """Return the sources where each result is made from all cells along an axis.

    The result is as long as ``length`` along it.
    """
    cells = numbers(tuple(operand.shape))
    if not cells.ndim:
        return [Sources(cells.reshape(1, 1))]
    rows = np.moveaxis(cells, axis, -1)
    wide = np.broadcast_to(rows[..., None, :], (*rows.shape[:-1], length, rows.shape[-1]))
    count = math.prod(rows.shape[:-1]) * length
    # the axis goes back to its place among those of the result, before the cells of each
    return [Sources(np.moveaxis(wide, -2, axis % cells.ndim).reshape(count, rows.shape[-1]))]


def scanned(operand: Array, axis: int) -> list[Sources]:
    """Return the sources of what goes on along an axis: each cell and those before it."""
    cells = numbers(tuple(operand.shape))
    if not cells.ndim:
        return [Sources(cells.reshape(1, 1))]
    length = cells.shape[axis]
    (whole,) = along(operand, axis, length)
    places = np.broadcast_to(
        np.arange(length).reshape([-1 if k == axis % cells.ndim else 1 for k in range(cells.ndim)]),
        cells.shape,
    ).reshape(-1, 1)
    rows = whole.cells if whole.cells is not None else cells.reshape(-1, 1)
    return [Sources(np.where(np.arange(length) <= places, rows, -1))]


def contracted(equation: str, operands: Sequence[Array]) -> list[Sources] | None:
    """Return the sources of a contraction that an equation of einsum says; None if too many."""
    terms, result = _letters(equation, [operand.ndim for operand in operands])
    lengths = _lengths(terms, operands)
    summed = [letter for letter in lengths if letter not in result]
    order = [*result, *summed]
    grid = [lengths[letter] for letter in order]
    count = math.prod(lengths[letter] for letter in result)
    summands = math.prod(lengths[letter] for letter in summed)
    if count * summands * len(operands) > MOST_INDICES:
        return None
    sources = []
    for term, operand in zip(terms, operands, strict=True):
        cells = np.zeros(grid, np.int64)
        strides = _strides(tuple(operand.shape))
        for letter, length, stride in zip(term, operand.shape, strides, strict=True):
            if length != 1:  # one that is broadcast stays where it is
                place = order.index(letter)
                axis = [-1 if k == place else 1 for k in range(len(grid))]
                cells = cells + stride * np.arange(length).reshape(axis)
        each = cells.reshape(count, summands)
        # what has none of the axes that are summed over is the same in every summand
        sources.append(Sources(each if set(term) & set(summed) else each[:, :1]))
    return sources


def products_in(equation: str, operands: Sequence[Array]) -> int:
    """Return how many products a contraction adds up, in all its sums together."""
    terms, _ = _letters(equation, [operand.ndim for operand in operands])
    return math.prod(_lengths(terms, operands).values())


def _lengths(terms: Sequence[str], operands: Sequence[Array]) -> dict[str, int]:
    """Return the length of each letter's axes; 1 is broadcast to any other."""
    lengths: dict[str, int] = {}
    for term, operand in zip(terms, operands, strict=True):
        for letter, length in zip(term, operand.shape, strict=True):
            if length != 1 or letter not in lengths:
                lengths[letter] = int(length)
    return lengths


def equation_of(name: str, ranks: Sequence[int]) -> str | None:
    """Return the equation of a product by its name and the numbers of its operands' axes."""
    if name in ("vdot", "inner"):
        return "i,i->" if tuple(ranks) == (1, 1) else None
    if name == "dot" and len(ranks) == 2 and max(ranks) > 2 and min(ranks):  # NumPy's, no batches
        left, right = "abcdefg"[: ranks[0] - 1], "hjklmnp"[: ranks[1] - 1]
        return f"{left}i,{right[:-1]}i{right[-1:]}->{left}{right}"
    if name in ("matmul", "mm", "mv", "bmm", "dot", "@"):
        if len(ranks) != 2:
            return None
        first, second = ranks
        if not first or not second:
            return None
        left = "i" if first == 1 else "...ai"
        right = "i" if second == 1 else "...ib"
        return f"{left},{right}->...{'a' * (first > 1)}{'b' * (second > 1)}"
    if name == "outer":
        return "a,b->ab" if tuple(ranks) == (1, 1) else None
    if name == "linear":
        known = {2: "...i,oi->...o", 3: "...i,oi,o->...o"}
        return known.get(len(ranks)) if tuple(ranks[1:]) in ((2,), (2, 1)) else None
    return None


def few(sources: Sequence[Sources] | None) -> tuple[Sources, ...] | None:
    """Return sources unless there are too many indices to be told."""
    if sources is None:
        return None
    total = sum(each.cells.size for each in sources if each.cells is not None)
    return tuple(sources) if total <= MOST_INDICES else None


def of_kind(
    kind: Dependency,
    operands: Sequence[Array],
    shape: Sequence[int],
    rest: Sequence[object],
    named: Mapping[str, object],
) -> list[Sources] | None:
    """Return the sources of an operation that neither moves nor contracts.

    ``rest`` are its arguments after the first operand.
    """
    count = math.prod(shape)
    if count > MOST_INDICES:
        return None
    match kind:
        case Dependency.ELEMENTWISE:
            return elementwise(operands, shape)
        case Dependency.REDUCE if len(operands) == 1:
            sources = reduced(operands[0], axes_of(rest, named, operands[0].ndim))
            cells = sources[0].cells
            return sources if cells is not None and len(cells) == count else [ALL]
        case Dependency.SCAN | Dependency.ALONG if len(operands) == 1:
            if operands[0].ndim and not set(named) & {"dim", "axis"} and not rest:
                axis = operands[0].ndim - 1
            else:
                axis = axes_of(rest, named, operands[0].ndim)[-1] if operands[0].ndim else 0
            if kind is Dependency.SCAN:
                return scanned(operands[0], axis)
            return along(operands[0], axis, shape[axis] if len(shape) else 1)
        case _:
            return [ALL for _ in operands]


def _letters(equation: str, ranks: Sequence[int]) -> tuple[list[str], str]:
    """Return the letters of each operand and of the result, the dots among them as letters."""
    left, arrow, right = equation.replace(" ", "").partition("->")
    terms = left.split(",")
    spare = [chr(code) for code in range(0x3B1, 0x3B1 + 24)]
    widest = max(
        (rank - len(term.replace("...", "")) for term, rank in zip(terms, ranks, strict=True)
         if "..." in term), default=0,
    )  # fmt: skip
    expanded = []
    for term, rank in zip(terms, ranks, strict=True):
        wide = rank - len(term.replace("...", ""))
        expanded.append(term.replace("...", "".join(spare[widest - wide : widest])))
    if arrow:
        return expanded, right.replace("...", "".join(spare[:widest]))
    counts = "".join(term.replace("...", "") for term in terms)
    once = sorted(letter for letter in set(counts) if counts.count(letter) == 1)
    return expanded, "".join(spare[:widest]) + "".join(once)


def _strides(shape: Sequence[int]) -> list[int]:
    strides, step = [], 1
    for length in reversed(shape):
        strides.append(step)
        step *= int(length)
    return strides[::-1]
