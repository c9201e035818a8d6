"""Where the sources of a result's cells lie in an operand: its coordinates, some looked at.

An axis is found again in a result by how its coordinate changes with those of the result's cells.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eigenscope.labs.kit.tensors.tensor_step import Indices

_MOST_CELLS = 2000  # of the result, that are looked at
_MOST_SUMMANDS = 64


@dataclass(frozen=True)
class SourceCoordinates:
    """An operand's axes: where the sources of some of the result's cells lie along each.

    ``along`` is (cells, summands) for each axis; ``there`` tells where there is a source at all.
    """

    along: tuple[Indices, ...]
    there: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def some_cells(shape: Sequence[int]) -> Indices:
    """Return the flat indices of a grid of cells: all, or along each axis some at random."""
    lengths = list(shape)
    while math.prod(lengths) > _MOST_CELLS:
        longest = lengths.index(max(lengths))
        lengths[longest] = max(lengths[longest] // 2, 2)
        if max(lengths) == 2:
            break
    chance = np.random.default_rng(0)  # steps of one length could hide what repeats
    chosen = [_some(length, most, chance) for length, most in zip(shape, lengths, strict=True)]
    if not chosen:
        return np.zeros(1, np.int64)
    grid = np.meshgrid(*chosen, indexing="ij")
    return np.ravel_multi_index([each.reshape(-1) for each in grid], tuple(shape)).astype(np.int64)


def _some(length: int, most: int, chance: np.random.Generator) -> Indices:
    if length <= most:
        return np.arange(length, dtype=np.int64)
    chosen = chance.choice(length, most, replace=False)
    chosen[:2] = (0, length - 1)
    return np.unique(chosen).astype(np.int64)


def coordinates_of(shape: tuple[int, ...], sources: Indices) -> SourceCoordinates:
    """Return the coordinates of sources in a tensor of a shape."""
    if sources.shape[1] > _MOST_SUMMANDS:
        chosen = _some(sources.shape[1], _MOST_SUMMANDS, np.random.default_rng(1))
        sources = sources[:, chosen]
    there = sources >= 0
    along = np.unravel_index(np.where(there, sources, 0), [max(length, 1) for length in shape])
    return SourceCoordinates(tuple(each.astype(np.int64) for each in along), there)


def affine_function(
    along: Indices, there: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], place: Indices,
    length: int,
) -> bool | None:  # fmt: skip
    """Tell whether a coordinate is an affine function of one of the result's; None if of none.

    Where a window slides it is one for each of its cells, all with the same slope.
    """
    slopes: set[int | None] = set()
    for summand in range(along.shape[1]):
        inside = there[:, summand]
        values, at = along[inside, summand], place[inside]
        if not len(values):
            continue
        table = np.full(length, -1, np.int64)
        table[at] = values
        if (table[at] != values).any():
            return None
        where = np.flatnonzero(table >= 0)
        steps, rises = np.diff(where), np.diff(table[where])
        if not rises.any() and len(where) > 1:
            return None
        if len(where) > 1:
            slope, rest = divmod(int(rises[0]), int(steps[0]))
            slopes.add(None if rest or (rises != slope * steps).any() else slope)
    if not slopes:
        return None
    affine = len(slopes) == 1 and None not in slopes
    return affine if affine or along.shape[1] == 1 else None


def runs(along: Indices, there: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> bool:
    """Tell whether a coordinate runs while the result's cell stays."""
    highest = np.where(there, along, -1).max(axis=1, initial=-1)
    lowest = np.where(there, along, np.iinfo(np.int64).max).min(axis=1, initial=2**62)
    return bool((highest > lowest).any())
