"""Where a cell comes from: its sources through all steps, back to what was typed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from eigenscope.labs.kit.tensors.saying.formulas import formula
from eigenscope.labs.kit.tensors.tensor_step import Indices, TensorProgram, TensorStep


def sources_through(program: TensorProgram, index: int, cell: int) -> Mapping[int, Indices]:
    """Return the cells of earlier results that a cell is made from, by the steps that made them.

    The step itself is among them, with the one cell; steps go from the last to the first.
    """
    steps = {step.index: step for step in program.steps}
    waiting: dict[int, Indices] = {index: np.array([cell], np.int64)}
    reached: dict[int, Indices] = {}
    while waiting:
        latest = max(waiting)
        cells = reached[latest] = waiting.pop(latest)
        step = steps[latest]
        for number, operand in enumerate(step.operands):
            if operand.step is None or operand.step not in steps or operand.step >= latest:
                continue
            before = _sources(step, number, cells)
            known = waiting.get(operand.step)
            waiting[operand.step] = before if known is None else np.union1d(known, before)
    return {step: cells for step, cells in reached.items() if len(cells)}


def _sources(step: TensorStep, operand: int, cells: Indices) -> Indices:
    size = step.operands[operand].numbers.size
    known = step.sources is not None and len(step.sources) == len(step.operands)
    sources = step.sources[operand] if known and step.sources is not None else None
    if sources is None or (len(cells) and int(cells.max()) >= len(sources)):
        return np.arange(size, dtype=np.int64)
    flat = np.unique(sources[cells])
    return flat[flat >= 0]


def chain(program: TensorProgram, index: int, cell: int, most: int = 8) -> tuple[str, ...]:
    """Return how a cell is made, then its first sources in the steps before, one text a step.

    What is only typed says no more than its number, and is left out; so is what is beyond ``most``.
    """
    steps = {step.index: step for step in program.steps}
    texts = []
    for number, cells in sources_through(program, index, cell).items():
        step = steps[number]
        if number == index or step.operands:
            texts.append(formula(step, int(cells[0])))
    return tuple(texts[:most])
