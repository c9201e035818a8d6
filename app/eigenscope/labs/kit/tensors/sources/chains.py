"""Where a cell comes from: its sources through all steps, back to what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from eigenscope.labs.kit.tensors.saying.formulas import formula
from eigenscope.labs.kit.tensors.tensor_step import Indices, TensorProgram, TensorStep


def sources_through(program: TensorProgram, index: int, cell: int) -> Mapping[int, Indices]:
    """Return the cells of earlier results that a cell is made from, by the steps that made them.

    The step itself is among them, with the one cell; steps go from the last to the first.
    """
    return dict(_through(program, index, cell))


def _through(program: TensorProgram, index: int, cell: int) -> Iterator[tuple[int, Indices]]:
    """Yield the steps that a cell is made from, from the last to the first, and their cells."""
    steps = {step.index: step for step in program.steps}
    waiting: dict[int, Indices] = {index: np.array([cell], np.int64)}
    while waiting:
        latest = max(waiting)
        cells = waiting.pop(latest)
        if len(cells):
            yield latest, cells
        step = steps[latest]
        for number, operand in enumerate(step.operands):
            if operand.step is None or operand.step not in steps or operand.step >= latest:
                continue
            before = _sources(step, number, cells)
            known = waiting.get(operand.step)
            waiting[operand.step] = before if known is None else _each_once(known, before)


def _sources(step: TensorStep, operand: int, cells: Indices) -> Indices:
    size = step.operands[operand].numbers.size
    known = step.sources is not None and len(step.sources) == len(step.operands)
    sources = step.sources[operand] if known and step.sources is not None else None
    if sources is None or (len(cells) and int(cells.max()) >= len(sources)):
        return np.arange(size, dtype=np.int64)
    flat = sources[cells].ravel()
    return _each_once(flat[flat >= 0])


def _each_once(*indices: Indices) -> Indices:
    """Return all indices in order: of millions, in far less time than NumPy needs to sort them."""
    size = max((int(each.max()) + 1 for each in indices if len(each)), default=0)
    there = np.zeros(size, dtype=np.bool_)
    for each in indices:
        there[each] = True
    return np.flatnonzero(there).astype(np.int64)


def chain(program: TensorProgram, index: int, cell: int, most: int = 8) -> tuple[str, ...]:
    """Return how a cell is made, then its first sources in the steps before, one text a step.

    What is only typed says no more than its number, and is left out; so is what is beyond ``most``.
    """
    steps = {step.index: step for step in program.steps}
    texts: list[str] = []
    for number, cells in _through(program, index, cell):
        if len(texts) == most:
            break
        step = steps[number]
        if number == index or step.operands:
            texts.append(formula(step, int(cells[0])))
    return tuple(texts)
