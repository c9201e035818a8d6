"""Which cell of a result says most of how the step works, for a picture at rest."""

from __future__ import annotations

import numpy as np

from eigenscope.labs.kit.tensors.tensor_step import Indices, TensorStep

_MOST = 400  # cells that are looked at


def telling_cell(step: TensorStep) -> int:
    """Return a cell of a step's result, by its flat index.

    Of cells that only move it is one that comes from another place, from as late an operand as
    there is; of a function one that changes; of an answer the last that is true; of all others the
    last one, for the first is often made of zeros.
    """
    assert step.result is not None
    numbers = step.result.numbers
    count = numbers.size
    if numbers.dtype == bool and numbers.any():
        return int(np.flatnonzero(numbers)[-1])
    exact = [each for each in step.sources or () if each is not None and each.shape == (count, 1)]
    moved = [each for each in exact if (each[:, 0] < 0).any()] or exact
    if len(exact) != len(step.operands) or (len(exact) > 1 and moved is exact):
        return count - 1
    best, most = count - 1, -1.0
    for cell in np.unique(np.linspace(0, count - 1, min(count, _MOST)).astype(np.int64)).tolist():
        score = max(
            (_score(step, number, each, cell) for number, each in enumerate(exact)), default=-1.0
        )
        if score > most:
            best, most = cell, score
    return best


def _score(step: TensorStep, number: int, sources: Indices, cell: int) -> float:
    """Return how much a move of a cell says; less than nothing if it comes from elsewhere."""
    assert step.result is not None
    source = int(sources[cell, 0])
    shape, operand = step.result.shape, step.operands[number]
    if source < 0:
        return -1.0
    place = np.unravel_index(cell, shape) if shape else ()
    origin = np.unravel_index(source, operand.shape) if operand.shape else ()
    elsewhere = sum(a != b for a, b in zip(place, origin, strict=False))
    differing = len({int(each) for each in place})
    before, after = operand.numbers.flat[source], step.result.numbers.flat[cell]
    changed = before != after
    return float(4 * elsewhere + 3 * changed + 2 * number + differing + bool(before))
