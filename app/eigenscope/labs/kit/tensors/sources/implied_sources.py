"""The sources of single cells where a step has too many for all of them to be stated."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from eigenscope.labs.kit.tensors.kinds import base_name, kind_of
from eigenscope.labs.kit.tensors.sources.contracting import letters_of
from eigenscope.labs.kit.tensors.tensor_step import TensorStep
from eigenscope.labs.kit.tensors.window.window_sources import windowed_row
from eigenscope.trace.known import Dependency

_MOST = 10_000  # sources of one cell


def implied_row(step: TensorStep, operand: int, cell: int) -> list[int] | None:
    """Return the sources of a cell in an operand, as the kind of the step implies them.

    None where they cannot be known from shapes alone, or are too many for a formula.
    """
    if step.result is None or not step.result.numbers.size:
        return None
    at = tuple(int(place) for place in np.unravel_index(cell, step.result.shape or (1,)))
    match kind_of(step):
        case Dependency.ELEMENTWISE:
            return _broadcast(step, operand, at)
        case Dependency.REDUCE if len(step.operands) == 1:
            return _reduced(step, at)
        case Dependency.CONTRACT:
            return _contracted(step, operand, at)
    return windowed_row(step, operand, cell)


def reduced_axes(step: TensorStep) -> list[int]:
    """Return the axes that a reduction names; all of them if it names none."""
    rank = len(step.operands[0].shape)
    place = 2 if base_name(step.operation) in ("norm", "vector_norm") else 1  # after its order
    first = step.arguments[place] if len(step.arguments) > place else None
    axes = step.named.get("dim", step.named.get("axis", first))
    if isinstance(axes, bool) or not isinstance(axes, int | tuple | list) or not rank:
        return list(range(rank))
    listed = [axes] if isinstance(axes, int) else [axis for axis in axes if isinstance(axis, int)]
    return sorted({axis % rank for axis in listed}) or list(range(rank))


def _broadcast(step: TensorStep, operand: int, at: tuple[int, ...]) -> list[int] | None:
    shape, after = step.operands[operand].shape, step.result.shape if step.result else ()
    shift = len(after) - len(shape)
    if shift < 0 or any(n not in (1, after[axis + shift]) for axis, n in enumerate(shape)):
        return None
    places = [0 if n == 1 else at[axis + shift] for axis, n in enumerate(shape)]
    return [int(np.ravel_multi_index(places, shape))] if shape else [0]


def _reduced(step: TensorStep, at: tuple[int, ...]) -> list[int] | None:
    shape, after = step.operands[0].shape, step.result.shape if step.result else ()
    axes = reduced_axes(step)
    rest = [axis for axis in range(len(shape)) if axis not in axes]
    stays = len(after) == len(shape)
    expected = [1 if k in axes else n for k, n in enumerate(shape) if stays or k not in axes]
    count = math.prod(shape[axis] for axis in axes)
    if list(after) != expected or count > _MOST:
        return None
    fixed = {axis: at[axis if stays else rest.index(axis)] for axis in rest}
    index = tuple(fixed.get(axis, slice(None)) for axis in range(len(shape)))
    row: list[int] = _numbered(shape)[index].reshape(-1).tolist()
    return row


def _contracted(step: TensorStep, operand: int, at: tuple[int, ...]) -> list[int] | None:
    letters = letters_of(step)
    if letters is None:
        return None
    terms, result = letters
    lengths: dict[str, int] = {}
    for term, each in zip(terms, step.operands, strict=True):
        for letter, length in zip(term, each.shape, strict=True):
            if length != 1 or letter not in lengths:  # 1 is broadcast to any other
                lengths[letter] = length
    summed = [letter for letter in lengths if letter not in result]
    grid = [lengths[letter] for letter in summed]
    if math.prod(grid) > _MOST:
        return None
    places = {
        letter: np.full(1, place, np.int64) for letter, place in zip(result, at, strict=False)
    }
    for letter, running in zip(summed, np.indices(grid), strict=False):
        places[letter] = running.reshape(-1).astype(np.int64)
    shape = step.operands[operand].shape
    flat: npt.NDArray[np.int64] = np.zeros(1, np.int64)
    for letter, length in zip(terms[operand], shape, strict=True):
        flat = flat * length + (places[letter] if length > 1 else 0)
    if set(terms[operand]) & set(summed):
        flat = np.broadcast_to(flat, math.prod(grid))
    row: list[int] = flat.tolist()
    return row


def _numbered(shape: tuple[int, ...]) -> npt.NDArray[np.int64]:
    return np.arange(math.prod(shape), dtype=np.int64).reshape(shape)
