"""Programs of the courses: every statement gives what torch or NumPy itself gives."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from eigenscope.engine.runtime.jobs import Cancellation, Cancelled
from eigenscope.trace.program import trace
from eigenscope.trace.steps import TraceStep

from .programs import PROGRAMS

WRONG = (
    ("torch.ones(2, 3) + torch.ones(2, 4)", "do not fit", ((0, 1), (1, 1))),
    ("torch.ones(2, 3) @ torch.ones(2, 3)", "inner lengths 3 and 2", ((0, 1), (1, 0))),
    ("torch.arange(12).reshape(5, -1)", "12 cells do not fit", None),
    ("torch.cat((torch.ones(2, 3), torch.ones(3, 2)), dim=0)", "joined", ((0, 1), (1, 1))),
    ("torch.dot(torch.arange(3), torch.arange(4))", "3 and 4 differ", ((0, 0), (1, 0))),
    ("torch.arange(4)[7]", "no index 7 along axis 0 of (4,)", ((0, 0),)),
    ("torch.arange(4)[5_000_000]", "no index 5000000 along axis 0 of (4,)", ((0, 0),)),
    ("torch.zeros(3, 4).view(2, 7)", "12 cells do not fit", None),
    ("Y = X + 1", "no name X", None),
    ('open("x").read()', "no name open", None),
)

REASONS = (
    ("torch.arange(6).reshape(2, 3).T.view(6)", "reshape, or contiguous() first"),
    ("torch.ones(2, 3).sum(dim=5)", "(2, 3) has no axis 5"),
    ("np.ones((2, 3)).sum(axis=5)", "(2, 3) has no axis 5"),
    ("torch.ones(2, 3)[0, 0, 0]", "more indices than the shape (2, 3)"),
    ("np.ones((2, 3))[0, 7]", "no index 7 along axis 1 of (2, 3): its length is 3"),
    ("torch.ones(2, 3)[torch.tensor([True, False, True])]", "The mask (3,)"),
    ("torch.arange(3).mean()", "mean takes floating-point numbers, and these are int64"),
    ("torch.arange(3).softmax(0)", "softmax takes floating-point numbers"),
    ("torch.ones(2, 2) @ torch.arange(2)", "one type, and they have float32 and int64"),
    ("torch.linalg.inv(torch.ones(2, 3))", "square matrices, and this has the shape (2, 3)"),
    ("torch.linalg.inv(torch.ones(2, 2))", "This matrix is singular"),
    ("np.linalg.inv(np.ones((2, 2)))", "This matrix is singular"),
    ("torch.linalg.cholesky(-torch.eye(2))", "not positive definite"),
    ("torch.ones(2, 3).item()", "(2, 3) has not exactly one cell"),
    ("torch.dot(torch.ones(2, 2), torch.ones(2))", "dot takes two vectors"),
    ("torch.ones(3, requires_grad=True).backward()", "backward() starts from one number"),
    ("torch.ones(3).sum().backward()", "Nothing here requires a gradient"),
    ("torch.ones(2, requires_grad=True).numpy()", ".detach().numpy()"),
    ("torch.ones(2, 3).expand(3, 3)", "(2, 3) cannot be expanded so"),
    ("torch.stack((torch.ones(2), torch.ones(3)))", "(2,) and (3,) differ"),
    ("torch.tensor([[1, 2], [3]])", "rows must have one length"),
    ("np.array([[1, 2], [3]])", "rows must have one length"),
    ("torch.ones(2).permute(0, 1)", "permute names every axis of (2,) once"),
    ("torch.ones(2, 2).sum(dim=(0, 0))", "An axis is named twice"),
    ("torch.ones(3).shape.sum()", "This is no tensor (Size), and has no sum"),
    ("torch.einsum('ij,jk->ik', torch.ones(2, 3), torch.ones(2, 3))", "The letter j stands for"),
)
WRITINGS = (
    ("y = torch.arange(3); y += 0.5", "keeps its type, int64"),
    ("y = torch.ones(2, 1); y += torch.ones(2, 3)", "keeps its shape, (2, 1), and the result "
     "would have (2, 3)"),
    ("y = np.ones((2, 1)); y += np.ones((2, 3))", "the result would have (2, 3)"),
    ("y = torch.ones(2, 3); y[0] = torch.ones(2)", "has the shape (2,), and its place has (3,)"),
    ("y = np.broadcast_to(np.ones(3), (2, 3)); y[0] = np.zeros(3)", "copy it first"),
    ("y = torch.ones(3).expand(2, 3); y[:] = torch.zeros(3)", "copy it first"),
    ("y = np.ones(3).sum(); y[()] = 1", "Only tensors can be written into"),
    ("y = np.ones((2, 3)); y[0] = np.ones(2)", "has the shape (2,), and its place has (3,)"),
    ("w = torch.ones(2, requires_grad=True); w += 1", "within torch.no_grad()"),
    ("w = torch.ones(2, requires_grad=True); y = (w * w).sum(); y.backward(); y.backward()",
     "retain_graph=True"),
)  # fmt: skip


@pytest.mark.parametrize(("code", "words"), REASONS + WRITINGS)
def test_what_a_library_refuses_is_said_in_our_words(code: str, words: str) -> None:
    problem = trace(code).problem
    assert problem is not None
    assert words in str(problem.message)


def test_numbers_of_numpy_are_replaced_and_not_written_into() -> None:
    steps = trace("y = np.ones(3).sum(); z = y; y += 1").steps
    assert [(step.name, step.value) for step in steps[1:]] == [("y", 3.0), ("y", 4.0)]
    assert steps[-1].shares_memory_with is None


@pytest.mark.parametrize(
    "expression",
    ["x.median(0)", "torch.median(x, 0)", "torch.median(input=x, dim=0)", "x.median(-3, True)"],
)
def test_a_median_along_a_spread_axis_is_one_of_its_cells(expression: str) -> None:
    program = f"x = torch.tensor([[2.0, 5.0, -1.0]]).expand(4, 1, 3)\nm, at = {expression}"
    for _ in range(3):  # what lies in memory that was used before is another number each time
        torch.full((3,), 7.5)
        values = next(step for step in trace(program).steps if step.name == "m").value
        assert torch.as_tensor(values).flatten().tolist() == [2.0, 5.0, -1.0]


def test_dot_of_numpy_has_no_batches() -> None:
    steps = trace("np.dot(np.arange(12.).reshape(2, 2, 3), np.arange(24.).reshape(4, 3, 2))").steps
    step = steps[-1]
    assert step.sources is not None
    left, right = (each.cells for each in step.sources)
    assert left is not None
    assert right is not None
    sums = (np.arange(12.0)[left] * np.arange(24.0)[right]).sum(axis=1)
    assert np.array_equal(sums, np.asarray(step.array).ravel())


def test_a_number_made_from_another_is_a_step_of_its_own() -> None:
    steps = trace("n = torch.ones(3).numel()\nm = -n\nk = -1").steps
    assert [(step.name, step.value) for step in steps[1:]] == [("n", 3), ("m", -3)]


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_statement_gives_what_the_library_gives(name: str) -> None:
    source = PROGRAMS[name]
    result = trace(source)
    assert result.problem is None
    names: dict[str, Any] = {"torch": torch, "np": np, "F": torch.nn.functional}
    torch.manual_seed(0)
    np.random.seed(0)
    steps = {(step.place.line, step.place.column, step.place.text): step for step in result.steps}
    compared = 0
    for statement in ast.parse(source).body:
        code = compile(ast.Module([statement], []), "program", "exec")
        if not isinstance(statement, ast.Expr):
            exec(code, names)
            continue
        expected = eval(compile(ast.Expression(statement.value), "program", "eval"), names)
        text = ast.get_source_segment(source, statement.value)
        step = steps.get((statement.lineno, statement.col_offset, str(text)))
        if step is not None and expected is not None and "rand" not in source:
            compared += same(step, expected)
    assert compared >= ("rand" not in source)
    for known, value in names.items():
        last = [step for step in result.steps if step.name == known]
        if last and "rand" not in source:
            same(replace(last[-1], value=last[-1].live), value)


def same(step: TraceStep, expected: object) -> bool:
    """Hold a step to a value; tell whether there was anything to compare."""
    if isinstance(expected, tuple) and expected and isinstance(expected[0], torch.Tensor):
        return False  # each is a step of its own
    if isinstance(expected, torch.Tensor):
        assert isinstance(step.value, torch.Tensor)
        assert step.value.dtype == expected.dtype
        assert step.strides == tuple(expected.stride())
        assert torch.equal(step.value, expected.detach())
    elif isinstance(expected, np.ndarray | np.generic) and not isinstance(expected, np.bool_):
        assert np.asarray(step.value).dtype == expected.dtype
        assert np.array_equal(np.asarray(step.value), expected)
    else:
        assert step.value == expected
    return True


@pytest.mark.parametrize(("code", "words", "axes"), WRONG)
def test_what_is_wrong_is_said_where_it_is(
    code: str, words: str, axes: tuple[tuple[int, int], ...] | None
) -> None:
    problem = trace(f"x = torch.ones(2)\n{code}").problem
    assert problem is not None
    assert words in str(problem.message)
    assert problem.axes == axes
    assert problem.place.line == 2
    assert problem.place.text in code


def test_kinds_of_numbers_are_named_as_numpy_and_python_name_them() -> None:
    result = trace(
        "np.array([1.5], dtype=np.float32).astype(np.int8); np.zeros(3, dtype=bool)\n"
        "np.ones(2).astype(int); torch.ones(2).to(float); np.uint8(3)"
    )
    assert result.problem is None
    dtypes = [step.dtype for step in result.steps]
    assert dtypes == ["float32", "int8", "bool", "float64", "int64", "float32", "float64", "uint8"]
    for code in ("np.array(['a'])", "np.array(None)", "np.array([2**70])", "np.array(range)"):
        problem = trace(code).problem
        assert problem is not None
        assert "numbers here, and nothing else" in str(problem.message)


def test_names_aliases_and_memory() -> None:
    result = trace(
        "X = torch.arange(12); Y = X.view(3, 4); Y[0, 0] = 100\nQ = K = X + 1; Z = X.clone()"
    )
    steps = {step.name: step for step in result.steps}
    written = next(step for step in result.steps if step.operation == "[]=")
    assert written.name == "Y"
    assert written.shares_memory_with == 0
    assert next(step for step in result.steps if step.operation == "view").shares_memory_with == 0
    assert result.steps[0].value[0] == 0  # type: ignore[index]  # as it was then
    assert steps["K"].operation == "alias"
    assert steps["K"].shares_memory_with == result.steps.index(steps["Q"])
    assert steps["Z"].shares_memory_with is None


def test_several_results_have_the_names_that_torch_gives_them() -> None:
    result = trace(
        "x = torch.tensor([2.0, 5, 3])\nx.max(0).values; x.sort().indices\n"
        "torch.linalg.qr(torch.eye(2)).R"
    )
    assert result.problem is None
    problem = trace("torch.ones(4).split(2).values").problem
    assert problem is not None
    assert "has no values" in str(problem.message)


def test_gradients_accumulate_as_torch_has_them() -> None:
    result = trace(PROGRAMS["gradients"])
    leaf = result.steps[0]
    assert leaf.gradient is not None
    assert leaf.gradient.tolist() == [0.0, 1.0, 4.0, 9.0]


def test_loops_are_unrolled_and_random_numbers_are_the_programs_own() -> None:
    state = torch.random.get_rng_state()
    result = trace(
        "s = 0\nfor i in range(3):\n    s = s + torch.tensor(i)\nprint(s, i)\ntorch.randn(2)"
    )
    assert result.printed == ["tensor(3) 2"]
    assert torch.equal(torch.random.get_rng_state(), state)
    first, second = (trace("torch.randn(3); np.random.randn(2)", seed=4) for _ in range(2))
    for one, other in zip(first.steps, second.steps, strict=True):
        assert np.array_equal(np.asarray(one.value), np.asarray(other.value))


def test_a_trace_stops_before_the_next_step_when_nobody_waits() -> None:
    told: list[float] = []

    def report(fraction: float, _words: object) -> None:
        told.append(fraction)
        if fraction == 0.5:
            cancellation.cancel()

    cancellation = Cancellation(report)
    with pytest.raises(Cancelled):
        trace("x = torch.ones(3)\ny = x + 1\nz = y + 1\nw = z + 1", cancellation=cancellation)
    assert told == [0.0, 0.25, 0.5]
