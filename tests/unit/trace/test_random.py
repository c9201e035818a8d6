"""Programs drawn at random: torch's own results, and sources that hold when a cell changes."""

from __future__ import annotations

import math
import re
from itertools import accumulate
from random import Random

import numpy as np
import numpy.typing as npt
import torch
from tests import sampling
from tests.unit.trace.random_programs import Drawn

from eigenscope.trace.program import trace
from eigenscope.trace.steps import Trace, TraceStep

Reach = npt.NDArray[np.bool_]  # (cells of a step, cells that were typed)
FIRST_LINE = re.compile(r"(v\d = torch\.tensor\()\[(.*)\](, .*)")


def owner(result: Trace, step: TraceStep) -> int:
    """Return the first step with a step's memory."""
    shared = step.shares_memory_with
    return result.steps.index(step) if shared is None else shared


def test_random_programs_give_what_torch_gives() -> None:
    for number in range(sampling.count(150, 10_000)):
        drawn = Drawn(Random(sampling.seed_of(f"programs {number}")), 4)
        program = "\n".join(drawn.lines)
        result = trace(program)
        assert result.problem is None, (program, result.problem)
        steps = {step.name: step for step in result.steps if step.name}
        tensors = drawn.tensors()
        for name, tensor in tensors.items():
            live = steps[name].live
            assert isinstance(live, torch.Tensor), program
            assert live.dtype == tensor.dtype, (program, name)
            assert live.stride() == tensor.stride(), (program, name)
            assert torch.equal(live.nan_to_num(), tensor.nan_to_num()), (program, name)
        owners: dict[int, int] = {}
        for name, tensor in tensors.items():
            if tensor.numel():
                memory = tensor.untyped_storage().data_ptr()
                first = owners.setdefault(memory, owner(result, steps[name]))
                assert first == owner(result, steps[name]), (program, name)
        assert len(set(owners.values())) == len(owners), program


def test_random_programs_give_what_numpy_gives() -> None:
    for number in range(sampling.count(150, 10_000)):
        drawn = Drawn(Random(sampling.seed_of(f"arrays {number}")), 4, numpy=True)
        program = "\n".join(drawn.lines)
        result = trace(program)
        assert result.problem is None, (program, result.problem)
        steps = {step.name: step for step in result.steps if step.name}
        owners: dict[int, int] = {}
        for name, array in drawn.arrays().items():
            live = steps[name].live
            assert isinstance(live, np.ndarray), (program, name)
            assert live.dtype == array.dtype, (program, name)
            assert live.strides == array.strides, (program, name)
            assert np.array_equal(live, array, equal_nan=array.dtype.kind == "f"), (program, name)
            if array.size and isinstance(drawn.scope[name], np.ndarray):
                root = array
                while isinstance(root.base, np.ndarray):
                    root = root.base
                first = owners.setdefault(id(root), owner(result, steps[name]))
                assert first == owner(result, steps[name]), (program, name)
        assert len(set(owners.values())) == len(owners), program


def test_random_lines_that_libraries_refuse_are_refused_in_their_place() -> None:
    for number in range(sampling.count(150, 10_000)):
        drawn = Drawn(Random(sampling.seed_of(f"wrong {number}")), 4, numpy=number % 2 == 1)
        if drawn.wrong:
            problem = trace(drawn.wrong).problem
            assert problem is not None, drawn.wrong
            assert problem.place.line == drawn.wrong.count("\n") + 1, drawn.wrong
            assert "{" not in str(problem.message), drawn.wrong


def test_operands_are_what_they_were_before_their_line() -> None:
    compared = 0
    for number in range(sampling.count(60, 2_000)):
        chance = Random(sampling.seed_of(f"operands {number}"))
        drawn = Drawn(chance, 6, numpy=number % 3 == 2)
        write = chance.choice((" += 1", "[...] = 3", "[0:1] = 2"))
        lines = [*drawn.lines, f"v0{write}", *drawn.lines[2:]]
        result = trace("\n".join(lines))
        for line in range(2, len(lines)):
            before = trace("\n".join(lines[:line]))
            if before.problem is not None:
                break
            for step in result.steps:
                for operand in step.operands if step.place.line == line + 1 else ():
                    if operand.step is not None and operand.step < len(before.steps):
                        then = np.asarray(before.steps[operand.step].live)
                        now = np.asarray(operand.value)
                        assert now.dtype == then.dtype, (lines, line)
                        assert now.tobytes() == then.tobytes(), (lines, line)
                        compared += now.size
    assert compared


def reaches(result: Trace) -> tuple[list[Reach | None], int]:
    """Return for each step which of the cells that were typed its cells come from."""
    typed = [step for step in result.steps if step.operation == "tensor" and step.place.line <= 2]
    counts = [math.prod(step.shape or ()) for step in typed]
    starts = [0, *accumulate(counts)]
    reach: list[Reach | None] = []
    for step in result.steps:
        if step.shape is None:
            reach.append(None)
            continue
        cells = np.zeros((math.prod(step.shape), starts[-1]), np.bool_)
        reach.append(cells)
        if step in typed:
            start = starts[typed.index(step)]
            cells[:, start : start + len(cells)] = np.eye(len(cells), dtype=np.bool_)
            continue
        if step.sources is None:  # too many to be told
            cells[:] = True
            continue
        for before, sources in zip(step.inputs, step.sources, strict=True):
            earlier = reach[before]
            if earlier is None or sources.cells is None:
                cells |= True if earlier is None else earlier.any(axis=0)
                continue
            assert len(sources.cells) == len(cells)
            for cell, listed in enumerate(sources.cells):
                cells[cell] |= earlier[listed[listed >= 0]].any(axis=0)
    return reach, starts[-1]


def changed(lines: list[str], cell: int, by: int) -> list[str]:
    """Return a program with one of its typed cells changed."""
    lines = list(lines)
    for place in (0, 1):
        match = FIRST_LINE.fullmatch(lines[place])
        assert match is not None
        cells = match[2].split(", ") if match[2] else []
        if cell < len(cells):
            cells[cell] = str(int(cells[cell]) + by)
            lines[place] = f"{match[1]}[{', '.join(cells)}]{match[3]}"
            return lines
        cell -= len(cells)
    raise AssertionError


def test_no_cell_changes_with_one_that_is_not_among_its_sources() -> None:
    for number in range(sampling.count(60, 2_000)):
        chance = Random(sampling.seed_of(f"sources {number}"))
        drawn = Drawn(chance, 3, writes=False)
        result = trace("\n".join(drawn.lines))
        reach, typed = reaches(result)
        for cell in range(typed):
            lines = changed(drawn.lines, cell, chance.choice((-3, 1, 7)))
            for step, again, cells in zip(
                result.steps, trace("\n".join(lines)).steps, reach, strict=False
            ):
                if step.shape != again.shape:
                    break  # what a mask chooses, and what follows
                if cells is None:
                    continue
                before, after = np.asarray(step.array).ravel(), np.asarray(again.array).ravel()
                differing = (before != after) & ~(np.isnan(before) & np.isnan(after))
                assert cells[differing, cell].all(), (lines, step.place.text, cell)
