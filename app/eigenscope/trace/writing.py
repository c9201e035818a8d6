"""A trace as JSON, whose keys are the same in every language."""

from __future__ import annotations

import math
from typing import Any

from eigenscope.trace.steps import MOST_INDICES, Problem, Sources, Trace, TraceStep
from eigenscope.wording.words import say

MOST_VALUES = 10_000


def as_json(trace: Trace) -> dict[str, Any]:
    """Return a trace as what JSON can hold."""
    return {
        "steps": [_step(step) for step in trace.steps],
        "error": None if trace.problem is None else _problem(trace.problem),
    }


def _step(step: TraceStep) -> dict[str, Any]:
    array = step.array
    cut = array is not None and math.prod(array.shape) > MOST_VALUES
    written: dict[str, Any] = {
        "line": step.place.line,
        "column": step.place.column,
        "text": step.place.text,
        "operation": step.operation,
        "name": step.name or None,
        "inputs": list(step.inputs),
        "shape": None if step.shape is None else list(step.shape),
        "dtype": step.dtype or None,
        "strides": None if step.strides is None else list(step.strides),
        "shares_memory_with": step.shares_memory_with,
        "values": None if cut else _plain(step.value if array is None else array.tolist()),
        "sources": _sources(step),
        "grad": None if step.gradient is None else _plain(step.gradient.tolist()),
    }
    return {**written, "cut": True} if cut else written


def _problem(problem: Problem) -> dict[str, Any]:
    axes = None if problem.axes is None else [list(pair) for pair in problem.axes]
    return {
        "line": problem.place.line,
        "column": problem.place.column,
        "message": say(problem.message),
        "axes": axes,
    }


def _sources(step: TraceStep) -> list[list[Any]] | None:
    """Return for each cell of the result, by its flat index, the cells of each operand."""
    if step.sources is None or step.array is None:
        return None if step.sources is None else []
    count = math.prod(step.array.shape)
    if not step.sources or count > MOST_INDICES:
        return []
    return [[_of_cell(each, cell) for each in step.sources] for cell in range(count)]


def _of_cell(sources: Sources, cell: int) -> object:
    if sources.cells is None:
        return "all"
    return [int(index) for index in sources.cells[cell] if index >= 0]


def _plain(value: object) -> object:
    """Return numbers as JSON has them: exact, and what it lacks as texts."""
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, complex):
        return {"re": _plain(value.real), "im": _plain(value.imag)}
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    if isinstance(value, int | float | str | bool | type(None)):
        return value
    return str(value).removeprefix("torch.")
