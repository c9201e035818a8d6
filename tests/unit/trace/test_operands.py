"""The operands of steps: what the program calls them, as they were, and where they lie."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from eigenscope.trace.program import trace
from eigenscope.trace.steps import TraceStep

TEXTS: tuple[tuple[str, list[str]], ...] = (
    ("2 * S", ["2", "S"]),
    ("S.T @ S", ["S.T", "S"]),
    ("torch.ones(2, 3) + S", ["torch.ones(2, 3)", "S"]),
    ("torch.cat((S, S + 1), dim=0)", ["S", "S + 1"]),
    ("torch.maximum(S, -S)", ["S", "-S"]),
    ("torch.clamp(S, 0, max=2)", ["S", "0", "2"]),
    ("torch.where(S > 1, S, 0.5)", ["S > 1", "S", "0.5"]),
    ("S.sum(dim=0)", ["S"]),
    ("S[0, 1:]", ["S"]),
    ("S[S > 1]", ["S", "S > 1"]),
    ("S.tril(1)", ["S"]),
    ("torch.zeros(2, 3)", []),
    ("(S + S) * 2", ["S + S", "2"]),
    ("S.numel() * S", ["S.numel()", "S"]),
    ("torch.add(other=S, input=S, alpha=2)", ["S", "S"]),
    ("torch.stack(S.split(1))", ["S.split(1)[0]", "S.split(1)[1]"]),
    ("(S * S).sum()", ["S * S"]),
    ("S.shape[0] + S", ["S.shape[0]", "S"]),
    ("torch.einsum('ij,ij->i', S, S)", ["S", "S"]),
)


def last(code: str) -> TraceStep:
    result = trace(code)
    assert result.problem is None, result.problem
    return result.steps[-1]


@pytest.mark.parametrize(("expression", "texts"), TEXTS)
def test_operands_are_called_what_the_program_writes(expression: str, texts: list[str]) -> None:
    step = last(f"S = torch.arange(6.).reshape(2, 3)\n{expression}")
    assert [operand.text for operand in step.operands] == texts


def test_a_long_text_gives_way_to_a_name() -> None:
    code = "S = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0])\nfor s in S:\n"
    step = last(f"{code}    s + 1")
    assert [operand.text for operand in step.operands] == ["s", "1"]
    spread = last("p, q = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]).reshape(2, 4)")
    assert spread.operands[0].text.startswith("torch.tensor(")


def test_operands_are_as_they_were_when_a_view_was_written_into() -> None:
    code = "X = torch.arange(12); Y = X.view(3, 4); Y[0, 0] = 100; Z = X + 1"
    result = trace(code)
    made, viewed, written, added = result.steps
    assert [operand.value for operand in written.operands[1:]] == [100]
    assert written.operands[0].value is viewed.value
    (x, one) = added.operands
    assert x.array is not None
    assert (x.text, x.step, x.array[0].item(), one.value) == ("X", 0, 100, 1)
    assert made.value[0] == 0  # type: ignore[index]
    assert torch.equal(torch.as_tensor(x.array) + 1, torch.as_tensor(added.array))


@pytest.mark.parametrize(
    "write",
    [
        "Y.data[0] = 7", "Y += 1", "Y.zero_()", "a = Y.numpy(); a[1] = 9", "Y[Y > 1] = nan",
        "torch.add(Y, 1, out=Y)", "F.relu(Y, True)", "F.relu(Y.data, inplace=True)",
        "np.exp(Y.numpy(), Y.numpy())", "np.add(Y.numpy(), 1, out=Y.numpy())",
    ],
)  # fmt: skip
def test_every_way_of_writing_is_noticed_and_nothing_else_copies(write: str) -> None:
    code = (
        f"nan = torch.nan; X = torch.arange(-1., 3.); Y = X.view(4); X + 1; {write}; X + 1; X * 2"
    )
    steps = [step for step in trace(code).steps if step.place.text in ("X + 1", "X * 2")]
    first, second, third = (step.operands[0] for step in steps)
    assert torch.as_tensor(first.array).tolist() == [-1.0, 0.0, 1.0, 2.0]
    assert not torch.equal(torch.as_tensor(second.array), torch.as_tensor(first.array))
    assert third.value is second.value  # one copy serves until the next writing


def test_operands_are_the_values_of_their_steps_where_nothing_was_written() -> None:
    steps = trace("A = np.array([1.0, np.nan]); B = A * 2; C = A + B; A[0] = 5; A + B").steps
    assert steps[2].operands[0].value is steps[0].value
    assert steps[2].operands[1].value is steps[1].value
    assert np.asarray(steps[-1].operands[0].value)[0] == 5.0
    assert steps[-1].operands[1].value is steps[1].value


def test_the_operands_of_writing_are_the_old_tensor_and_the_value() -> None:
    steps = trace("X = torch.zeros(2, 2); Y = torch.ones(2, 2); X[0, :] = 12; X += Y").steps
    written, added = steps[2], steps[3]
    assert written.operands[0].value is steps[0].value
    assert written.arguments == (None, (0, slice(None)), 12)
    assert torch.as_tensor(added.operands[0].array).tolist() == [[12.0, 12.0], [0.0, 0.0]]
    assert [operand.text for operand in added.operands] == ["X", "Y"]
    assert torch.as_tensor(added.array).tolist() == [[13.0, 13.0], [1.0, 1.0]]


def test_arguments_are_plain_and_tensors_among_them_are_none() -> None:
    steps = trace(
        "X = torch.ones(2, 3); torch.cat((X, X), dim=1); X.sum(1, keepdim=True)\n"
        "X.reshape(X.shape[1], -1); X[0, 1:]"
    ).steps
    by_name = {step.operation: step for step in steps}
    assert by_name["cat"].arguments == ((None, None),)
    assert by_name["cat"].named == {"dim": 1}
    assert (by_name["sum"].arguments, by_name["sum"].named) == ((None, 1), {"keepdim": True})
    assert by_name["reshape"].arguments == (None, 3, -1)
    assert by_name["[]"].arguments == (None, (0, slice(1, None)))


def test_a_gradient_is_no_result_of_the_step_of_its_leaf() -> None:
    step = last("x = torch.ones(2, requires_grad=True); (x * x).sum().backward(); x.grad * 3")
    operand = step.operands[0]
    assert (operand.text, operand.step) == ("x.grad", None)
    assert torch.as_tensor(operand.array).tolist() == [2.0, 2.0]


MEMORIES = ("X[1:, ::2]", "X.T", "X.view(4, 3)[2]", "X[1].expand(5, 4)", "X.permute(1, 0)[1:]")


@pytest.mark.parametrize("expression", MEMORIES)
def test_memory_is_where_torch_has_it(expression: str) -> None:
    result = trace(f"X = torch.arange(12).reshape(3, 4)\ny = {expression}")
    step = result.steps[-1]
    x = torch.arange(12).reshape(3, 4)
    expected = eval(expression, {"X": x})
    assert step.memory is not None
    assert step.memory.owner == 0
    assert step.memory.offset == expected.storage_offset()
    assert step.memory.strides == expected.stride() == step.strides
    assert step.memory.length == 12
    memory = np.arange(12)
    lies = np.lib.stride_tricks.as_strided(
        memory[step.memory.offset :], expected.shape, [8 * each for each in step.memory.strides]
    )
    assert np.array_equal(lies, np.asarray(step.array))


def test_memory_of_numpy_is_counted_from_its_owner() -> None:
    steps = trace("A = np.arange(12, dtype=np.int8); B = A[2:][::-3]; t = torch.from_numpy(A[3:])")
    memories = [step.memory for step in steps.steps]
    places = [(each.owner, each.offset, each.strides) for each in memories if each is not None]
    assert places == [(0, 0, (1,)), (0, 2, (1,)), (0, 11, (-3,)), (0, 3, (1,)), (0, 3, (1,))]
    assert {each.length for each in memories if each is not None} == {12}


PROBLEMS: tuple[tuple[str, list[str]], ...] = (
    ("torch.ones(2, 3) + torch.ones(2, 4)", ["torch.ones(2, 3)", "torch.ones(2, 4)"]),
    ("X @ X", ["X", "X"]),
    ("torch.cat((X, X.T), dim=0)", ["X", "X.T"]),
    ("X[7]", ["X"]),
    ("X[0] = torch.ones(2)", ["X", "torch.ones(2)"]),
    ("X += torch.ones(5)", ["X", "torch.ones(5)"]),
    ("Y = Z + 1", []),
)


@pytest.mark.parametrize(("code", "texts"), PROBLEMS)
def test_a_problem_has_the_operands_of_the_call_that_failed(code: str, texts: list[str]) -> None:
    problem = trace(f"X = torch.ones(2, 3)\n{code}").problem
    assert problem is not None
    assert [operand.text for operand in problem.operands] == texts


def test_axes_that_do_not_fit_are_those_of_operands() -> None:
    problem = trace("torch.where(torch.ones(2) > 0, 1, torch.ones(3))").problem
    assert problem is not None
    assert problem.axes == ((0, 0), (2, 0))
    assert [operand.text for operand in problem.operands][1:] == ["1", "torch.ones(3)"]
