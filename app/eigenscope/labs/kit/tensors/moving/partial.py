"""What a reduction has come to while its slices fall: sums that grow, the largest so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from eigenscope.labs.kit.tensors.kinds import base_name
from eigenscope.labs.kit.tensors.moving.waves import Wave
from eigenscope.labs.kit.tensors.numbers import format_of
from eigenscope.labs.kit.tensors.tensor_step import Indices, TensorStep

_FUNCTIONS: Mapping[str, np.ufunc] = {
    "sum": np.add,
    "prod": np.multiply,
    "max": np.maximum,
    "amax": np.maximum,
    "min": np.minimum,
    "amin": np.minimum,
    "any": np.logical_or,
    "all": np.logical_and,
}


def partial_texts(step: TensorStep, fallen: Sequence[Wave]) -> dict[int, str]:
    """Return what cells of a reduction have come to after some of its waves.

    Nothing is said of reductions that mean nothing before their end, such as a mean.
    """
    function = _FUNCTIONS.get(base_name(step.operation))
    if function is None or step.result is None or not fallen or step.operation.endswith("[1]"):
        return {}
    moves = [move for wave in fallen for move in wave.moves]
    targets: Indices = np.concatenate([move.targets for move in moves])
    sources: Indices = np.concatenate([move.sources for move in moves])
    numbers = step.operands[moves[0].operand].numbers.reshape(-1)[sources]
    cells, places = np.unique(targets, return_inverse=True)
    order = np.argsort(places, kind="stable")
    starts = np.searchsorted(places[order], np.arange(len(cells)))
    with np.errstate(all="ignore"):
        totals = function.reduceat(numbers[order], starts)
    written = format_of(totals)
    return {int(cell): written.text(total) for cell, total in zip(cells, totals, strict=True)}
