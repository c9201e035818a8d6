"""Which cells move together while a step plays, from what its result's cells are made of.

A reduction folds: the first slice along its axis falls, then the next. A contraction makes its
result cell by cell. All else flies in the order of the result's memory, in overlapping waves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from eigenscope.labs.kit.tensors.sources.step_cells import row_of
from eigenscope.labs.kit.tensors.tensor_step import Indices, TensorStep
from eigenscope.labs.kit.timeline import smooth

MOST_FLYING = 10_000
"""Cells that move in one step; where there are more, the result fades in."""

_MOST_MIXED = 400  # pairs of cells where each is made from all
_FOLDS, _TURNS, _SHARES = 10, 16, 8  # waves of a reduction, a contraction, and all else
_WRITE = "[]="
_OVERLAP = 0.45  # of the time that a wave takes which is not alone


@dataclass(frozen=True, eq=False)
class Move:
    """Cells of one operand that move to cells of the result, pair by pair."""

    operand: int
    sources: Indices
    targets: Indices


@dataclass(frozen=True, eq=False)
class Wave:
    """Moves at the same time, ``begin`` to ``end`` of the motion (0…1), and what is then done.

    ``done`` are the cells of the result that are complete when it has ended.
    """

    moves: tuple[Move, ...]
    done: Indices
    begin: float
    end: float

    def part(self, time: float) -> float:
        """Return how far it has come at a time of the motion, 0…1, at rest at both ends."""
        return smooth(min(max((time - self.begin) / (self.end - self.begin), 0.0), 1.0))


@dataclass(frozen=True, eq=False)
class Waves:
    """All waves of a step.

    Attributes
    ----------
    kind
        "fold", "turn", "fly", or "fade" where nothing moves.
    waves
        In the order in which they begin.
    still
        Cells of the result that are there from the start: a write leaves them as they are.
    """

    kind: str
    waves: tuple[Wave, ...]
    still: Indices = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def done(self, time: float) -> Indices:
        """Return the cells of the result that are complete at a time of the motion."""
        cells = [wave.done for wave in self.waves if time >= wave.end - 1e-9]
        return np.concatenate([self.still, *cells])


def waves_of(step: TensorStep) -> Waves:
    """Return how the cells of a step move."""
    pairs = _pairs(step)
    if step.result is None or not pairs or _count(pairs) > MOST_FLYING:
        return Waves("fade", ())
    if step.operation == _WRITE and len(pairs) > 1:
        return _written(pairs)
    deep = [operand for operand, sources in pairs.items() if sources.shape[1] > 1]
    if deep and len(pairs) == 1:
        return _in_order("fold", pairs, _folds(pairs[deep[0]]))
    if deep:
        return _in_order("turn", pairs, _groups(step.result.numbers.size, _TURNS))
    return _in_order("fly", pairs, _groups(step.result.numbers.size, _SHARES))


def _written(pairs: dict[int, Indices]) -> Waves:
    """Return what moves into a tensor: what is written, and nothing of what was there before."""
    coming = {operand: sources for operand, sources in pairs.items() if operand}
    new = np.any([(sources >= 0).any(axis=1) for sources in coming.values()], axis=0)
    moves = (_move(k, sources, (0, len(new), 0, -1)) for k, sources in coming.items())
    wave = Wave(tuple(move for move in moves if len(move.sources)), np.flatnonzero(new), 0.0, 1.0)
    return Waves("fly", (wave,), np.flatnonzero(~new))


def _pairs(step: TensorStep) -> dict[int, Indices]:
    """Return the sources of the operands that take part, by their numbers."""
    if step.result is None or step.sources is None:
        return {}
    count = step.result.numbers.size
    exact = {k: each for k, each in enumerate(step.sources) if each is not None and each.size}
    if exact:
        return exact
    sizes = {
        k: operand.numbers.size
        for k, (operand, sources) in enumerate(zip(step.operands, step.sources, strict=True))
        if sources is None
    }
    if not 0 < count * sum(sizes.values()) <= _MOST_MIXED:
        return {}
    return {
        k: np.broadcast_to(np.arange(size, dtype=np.int64), (count, size))
        for k, size in sizes.items()
        if size
    }


def _count(pairs: dict[int, Indices]) -> int:
    return sum(int((sources >= 0).sum()) for sources in pairs.values())


Mask = tuple[int, int, int, int]
"""First and last row, first and last column of sources that move in one wave."""


def _folds(sources: Indices) -> list[Mask]:
    count, depth = sources.shape
    edges = _edges(depth, _FOLDS)
    return [(0, count, first, last) for first, last in pairwise(edges)]


def _groups(count: int, most: int) -> list[Mask]:
    edges = _edges(count, most)
    return [(first, last, 0, -1) for first, last in pairwise(edges)]


def _edges(count: int, most: int) -> list[int]:
    parts = max(min(count, most), 1)
    return [round(k * count / parts) for k in range(parts + 1)]


def _in_order(kind: str, pairs: dict[int, Indices], masks: list[Mask]) -> Waves:
    """Return waves of which each moves the pairs within a mask."""
    length = 1.0 / len(masks) if kind != "fly" else max(_OVERLAP, 1.0 / len(masks))
    pause = (1.0 - length) / max(len(masks) - 1, 1)
    waves = []
    last = _last_waves(kind, pairs, masks)
    for number, mask in enumerate(masks):
        moves = tuple(
            move for k, sources in pairs.items() if len((move := _move(k, sources, mask)).sources)
        )
        begin = number * pause
        done = np.flatnonzero(last == number)
        waves.append(Wave(moves, done, begin, min(begin + length, 1.0)))
    return Waves(kind, tuple(waves))


def _last_waves(kind: str, pairs: dict[int, Indices], masks: list[Mask]) -> Indices:
    """Return in which wave each cell of the result becomes complete."""
    (sources, *_) = pairs.values()
    last = np.zeros(len(sources), dtype=np.int64)
    for number, (first, end, begin, stop) in enumerate(masks):
        if kind == "fold":
            last[(sources[:, begin:stop] >= 0).any(axis=1)] = number
        else:
            last[first:end] = number
    return last


def _move(operand: int, sources: Indices, mask: Mask) -> Move:
    first, last, begin, end = mask
    block = sources[first:last, begin : None if end < 0 else end]
    rows, columns = np.nonzero(block >= 0)
    return Move(operand, block[rows, columns], rows.astype(np.int64) + first)


def made_of(step: TensorStep, cell: int) -> tuple[Indices, ...]:
    """Return the cells of each operand that a cell of the result is made from; none if unknown."""
    none = np.zeros(0, dtype=np.int64)
    if step.result is None or cell >= math.prod(step.result.shape):
        return tuple(none for _ in step.operands)
    if step.sources is None:
        rows = (row_of(step, number, cell) or () for number in range(len(step.operands)))
        return tuple(np.array(row, dtype=np.int64) for row in rows)
    return tuple(
        np.arange(operand.numbers.size, dtype=np.int64)
        if sources is None
        else sources[cell][sources[cell] >= 0]
        for operand, sources in zip(step.operands, step.sources, strict=True)
    )


def goes_to(step: TensorStep, operand: int, cell: int) -> Indices:
    """Return the cells of the result that a cell of an operand goes into."""
    if step.sources is None or step.result is None:
        return np.zeros(0, dtype=np.int64)
    sources = step.sources[operand]
    if sources is None:
        return np.arange(step.result.numbers.size, dtype=np.int64)
    return np.flatnonzero(np.any(sources == cell, axis=1))
