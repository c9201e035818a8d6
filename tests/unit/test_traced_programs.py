"""Traced programs as labs have them: torch's numbers, without torch."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from tests.unit.trace.programs import PROGRAMS

from eigenscope.engine.runtime.jobs import Cancellation, Cancelled
from eigenscope.labs.kit.tensors.tensor_step import LOOK, ShownTensor, TensorStep
from eigenscope.labs.kit.tensors.tracing import traced_program
from eigenscope.trace.program import trace


def last(code: str) -> TensorStep:
    program = traced_program(code)
    assert program.problem is None, program.problem
    return program.steps[-1]


def shown(step: TensorStep) -> ShownTensor:
    assert step.result is not None
    return step.result


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_step_of_the_courses_has_its_numbers_and_sources(name: str) -> None:
    program, result = traced_program(PROGRAMS[name]), trace(PROGRAMS[name])
    assert program.problem is None
    looked = [step for step in program.steps if step.operation == LOOK]
    assert len(looked) == len(result.looks)
    steps = [step for step in program.steps if step.operation != LOOK]
    for step, before in zip(steps, result.steps, strict=True):
        assert (step.result is None) == (before.array is None)
        if step.result is not None and before.array is not None:
            assert np.array_equal(step.result.numbers, np.asarray(before.array), equal_nan=True)
            assert step.result.shape == before.shape
            assert step.result.memory is not None
        if step.result is None or step.sources is None:
            continue
        assert len(step.sources) == len(step.operands)
        for operand, cells in zip(step.operands, step.sources, strict=True):
            assert operand.step is None or operand.step < step.index
            if cells is not None:
                assert len(cells) == math.prod(step.result.shape)
                assert cells.size == 0 or cells.max() < max(math.prod(operand.shape), 1)


def test_numbers_are_operands_of_every_cell() -> None:
    step = last("S = torch.arange(6.).reshape(2, 3); 2 * S")
    two, s = step.operands
    assert (two.label, two.shape, two.step, two.dtype, two.memory) == ("2", (), None, "", None)
    assert s.label == "S"
    assert step.sources is not None
    assert np.array_equal(np.asarray(step.sources[0]), np.zeros((6, 1)))
    assert np.array_equal(np.asarray(step.sources[1])[:, 0], np.arange(6))
    added = last("X = torch.ones(2); X += 1")
    assert [operand.label for operand in added.operands] == ["X", "1"]


def test_what_is_written_comes_from_the_old_cells_and_from_the_value() -> None:
    step = last("X = torch.zeros(2, 2); X[0, :] = 12")
    assert [operand.label for operand in step.operands] == ["X", "12"]
    assert step.sources is not None
    old, fresh = step.sources
    assert np.asarray(old).ravel().tolist() == [-1, -1, 2, 3]
    assert np.asarray(fresh).ravel().tolist() == [0, 0, -1, -1]
    assert step.arguments == (None, (0, slice(None)), 12)


def test_what_has_no_axes_has_the_empty_shape_and_answers_are_as_python_prints_them() -> None:
    assert shown(last("torch.tensor(3.0)")).shape == ()
    answers = {
        "torch.ones(2, 3).shape": "torch.Size([2, 3])", "torch.ones(2).dtype": "torch.float32",
        "torch.ones(2, 3).T.is_contiguous()": "False", "torch.ones(2, 3).stride()": "(3, 1)",
        "torch.manual_seed(3)": "", "len(torch.ones(4))": "4", "5 / 9": str(5 / 9),
        "np.isscalar(3.5)": "True",
    }  # fmt: skip
    for code, text in answers.items():
        step = last(code)
        assert (step.result, step.answer) == (None, text), code


def test_kinds_of_numbers_that_numpy_lacks_are_wider() -> None:
    step = last("torch.arange(3, dtype=torch.bfloat16)")
    assert shown(step).dtype == "bfloat16"
    assert shown(step).numbers.dtype.name == "float32"
    assert step.named == {"dtype": "torch.bfloat16"}
    complex_ones = shown(last("(torch.ones(1, 2, dtype=torch.complex64) * 1j).H"))
    assert complex_ones.numbers.tolist() == [[-1j], [-1j]]
    assert shown(last("torch.ones(2) > 0")).numbers.dtype == np.bool_


def test_numbers_are_those_of_the_trace_and_nobody_writes_into_them() -> None:
    program = traced_program("X = torch.ones(2); X + X")
    operands = program.steps[1].operands
    assert np.shares_memory(operands[0].numbers, shown(program.steps[0]).numbers)
    assert np.shares_memory(operands[0].numbers, operands[1].numbers)
    with pytest.raises(ValueError, match="read-only"):
        operands[0].numbers[...] = 0


def test_a_problem_shows_the_operands_and_the_axes_that_do_not_fit() -> None:
    problem = traced_program("x = 1\ntorch.ones(2, 3) + torch.ones(2, 4)").problem
    assert problem is not None
    assert (problem.line, problem.column) == (2, 0)
    assert [operand.shape for operand in problem.operands] == [(2, 3), (2, 4)]
    assert problem.axes == ((0, 1), (1, 1))


def test_views_lie_in_the_memory_of_their_owner() -> None:
    code = "X = torch.arange(12).reshape(3, 4); Y = X[1:, ::2]"
    memory = shown(last(code)).memory
    assert memory is not None
    expected = torch.arange(12).reshape(3, 4)[1:, ::2]
    assert (memory.owner, memory.length) == (0, 12)
    assert (memory.offset, memory.strides) == (expected.storage_offset(), expected.stride())


def test_seeds_and_cancelling_are_passed_on() -> None:
    first, second = (
        shown(traced_program("torch.randn(2)", seed).steps[0]).numbers for seed in (1, 2)
    )
    assert not np.array_equal(first, second)
    cancellation = Cancellation(lambda _fraction, _words: None)
    cancellation.cancel()
    with pytest.raises(Cancelled):
        traced_program("torch.ones(2)", cancellation=cancellation)


def test_several_results_are_told_apart_until_they_have_names() -> None:
    program = traced_program("X = torch.ones(2, 2); X.max(dim=0); v, i = X.max(dim=1)")
    labels = [shown(step).label for step in program.steps]
    assert labels == ["X", "X.max(dim=0)[0]", "X.max(dim=0)[1]", "v", "i"]
