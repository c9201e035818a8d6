"""Sums, means, norms and whatever else many cells are put together by, written with numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from eigenscope.labs.kit.tensors.kinds import result_number
from eigenscope.labs.kit.tensors.numbers import format_of
from eigenscope.labs.kit.tensors.saying.sums import bracketed, call, grouped_sum, product, total
from eigenscope.labs.kit.tensors.sources.step_cells import StepCells
from eigenscope.wording.number_texts import tidy

NAMES = ("norm", "max_pool1d", "max_pool2d", "avg_pool1d", "avg_pool2d")
"""Those that are written here, though they are no reductions by their kind."""

_SUPERSCRIPT = {1: "", 2: "²", 3: "³", 4: "⁴"}
_NEAR = 1e-3  # relative: what a result of 16-bit floats may be off
_FUNCTIONS = {"amax": "max", "amin": "min", "max_pool1d": "max", "max_pool2d": "max"}


def reduced(cells: StepCells, name: str) -> str:
    """Return how the sources of the only operand are put together; nothing if it is not known."""
    row = _row(cells, name)
    if not row or len(cells.step.operands) != 1:
        return ""
    texts = cells.texts(0, row)
    terms = [bracketed(text) for text in texts]
    match name:
        case "sum" | "nansum" | "cumsum":
            return total(terms)
        case "prod" | "cumprod":
            return product(terms)
        case "mean":
            return f"{grouped_sum(terms)} / {len(terms)}"
        case "avg_pool1d" | "avg_pool2d":
            return f"{grouped_sum(terms)} / {len(cells.full_row(0) or [])}"
        case "var" | "std":
            return _spread(cells, name, row) or call(name, texts)
        case "norm" | "vector_norm":
            return _norm(cells, row) or call(name, texts)
        case "logsumexp":
            return f"log({total([f'exp({text})' for text in texts])})"
    second = result_number(cells.step.operation) == 1
    return call(f"arg{name}" if second else _FUNCTIONS.get(name, name), texts)


def along(cells: StepCells, name: str) -> str:
    """Return how a cell comes from all cells along an axis."""
    row = cells.rows[0] if len(cells.step.operands) == 1 else None
    if row is None or cells.step.result is None:
        return ""
    texts = cells.texts(0, row)
    powers = [f"exp({text})" for text in texts]
    if name in ("softmax", "log_softmax"):
        own = cells.text(0, cells.cell)
        if name == "softmax":
            return f"exp({own}) / {grouped_sum(powers)}"
        return f"{bracketed(own)} − log({total(powers)})"
    if result_number(cells.step.operation) == 1:
        name = {"sort": "argsort"}.get(name, f"arg{name}")
    shape = cells.step.operands[0].shape
    places = np.unravel_index(row, shape) if shape else ()
    running = next((k for k, place in enumerate(places) if len(set(place.tolist())) > 1), None)
    at = 0
    if running is not None:
        at = int(np.unravel_index(cells.cell, cells.step.result.shape)[running])
    return f"{call(name, texts)}[{at}]"


def _row(cells: StepCells, name: str) -> list[int] | None:
    """Return the sources in the first operand: all its cells if that is what a norm takes."""
    row = cells.rows[0]
    whole = cells.step.result is not None and cells.step.result.numbers.size == 1
    if row is None and whole and name in ("norm", "sum", "mean", "prod", "max", "min"):
        return list(range(cells.step.operands[0].numbers.size))
    return row


def _near(cells: StepCells, value: float) -> bool:
    """Tell whether a number is what the cell has: the formula that gives it is the right one."""
    return bool(abs(cells.result_number - value) <= _NEAR * max(abs(value), 1e-300))


def _numbers(cells: StepCells, row: Sequence[int]) -> list[float] | None:
    numbers = cells.step.operands[0].numbers
    if numbers.dtype.kind == "c":
        return None
    return [float(numbers.flat[index]) for index in row]


def _spread(cells: StepCells, name: str, row: Sequence[int]) -> str:
    """Return a variance or its root, by n − 1 or by n, whichever the library has taken."""
    values = _numbers(cells, row)
    if not values:
        return ""
    mean = math.fsum(values) / len(values)
    squares = math.fsum((value - mean) ** 2 for value in values)
    middle = bracketed(format_of(np.array([mean])).text(mean))
    terms = [f"({cells.term(0, index)} − {middle})²" for index in row]
    for correction in (1, 0):
        count = len(values) - correction
        if count <= 0:
            continue
        variance = squares / count
        if _near(cells, math.sqrt(variance) if name == "std" else variance):
            text = f"{grouped_sum(terms)} / {count}"
            return f"√({text})" if name == "std" else text
    return ""


def _norm(cells: StepCells, row: Sequence[int]) -> str:
    """Return a p-norm, for the p that the call names, or 2."""
    values = _numbers(cells, row)
    if not values:
        return ""
    power = _power(cells)
    sizes = np.abs(np.array(values))
    if math.isinf(power):
        function = "max" if power > 0 else "min"
        known = _near(cells, float(sizes.max() if power > 0 else sizes.min()))
        return call(function, [f"|{cells.text(0, index)}|" for index in row]) if known else ""
    if power <= 0 or not _near(cells, float((sizes**power).sum() ** (1 / power))):
        return ""
    if power == 2:
        return f"√({total([f'{cells.term(0, index)}²' for index in row])})"
    written = _SUPERSCRIPT.get(int(power)) if float(power).is_integer() else None
    raised = f"^{tidy(power)}" if written is None else written
    terms = [f"|{cells.text(0, index)}|{raised}" for index in row]
    return total(terms) if power == 1 else f"({total(terms)})^(1/{tidy(power)})"


def _power(cells: StepCells) -> float:
    step = cells.step
    positional = step.arguments[1] if len(step.arguments) > 1 else None
    said = step.named.get("p", step.named.get("ord", positional))
    if isinstance(said, int | float) and not isinstance(said, bool):
        return float(said)
    return 2.0
