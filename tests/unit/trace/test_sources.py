"""Which cell comes from which: proven by changing one cell at a time."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from eigenscope.trace.program import trace
from eigenscope.trace.steps import TraceStep

MOVES = (
    "x.reshape(3, 2)", "x.T", "x.permute(1, 0)", "x.flatten()", "x[1]", "x[:, 1:]", "x[..., ::2]",
    "x[None]", "x.repeat(2, 1)", "torch.cat((x, x), dim=1)", "torch.stack((x, x))", "x.flip(0)",
    "x.roll(1)", "x[x > 1]", "x[torch.tensor([1, 0])]", "x.expand(2, 2, 3)", "x.squeeze()",
    "torch.gather(x, 1, torch.tensor([[0], [2]]))", "x.repeat_interleave(2, dim=0)",
    "x.split(2, 1)",
    "F.pad(x, (1, 1))", "F.pad(x, (1, 1), value=3.0)", "F.pad(x, (0, 2), 'constant', 2)",
    "x.half()", "x.to(torch.bfloat16).float()", "x.double()", "x.type_as(torch.ones(2).double())",
    "x.to(x.sum().double())", "torch.as_tensor(x)", "x.numpy().astype(np.float64)",
    "np.array(x.numpy())", "x.unsqueeze(0)", "torch.rot90(x)", "x.view(6)", "x.clone()", "x.diag()",
)  # fmt: skip
OTHERS = (
    "x + 1", "x * x", "x / x.sum(dim=1, keepdim=True)", "x.exp()", "x > 0", "x.sum()",
    "x.sum(dim=0)", "x.mean(dim=-1, keepdim=True)", "x.max()", "x.max(dim=1)", "x.argmax(dim=1)",
    "x.cumsum(dim=0)", "x.cumsum(dim=1)", "x.softmax(dim=0)", "x.softmax(dim=-1)", "x.norm()",
    "x.sort(dim=1)", "x.topk(2, dim=1)", "x @ x.T", "x.T @ x", "x @ torch.ones(3)",
    "torch.ones(2) @ x", "torch.outer(x[0], x[1])", "torch.einsum('ij,kj->ik', x, x)",
    "torch.einsum('ij->j', x)", "torch.einsum('...j,j->...', x, x[0])",
    "torch.bmm(x[None], x.T[None])",
    "torch.tensordot(x, x, dims=2)", "torch.kron(x, x)", "torch.linalg.det(x @ x.T)", "x.tril()",
    "torch.where(x > 0, x, -x)", "F.relu(x)", "F.linear(x, x)", "x.var(dim=0)", "x.clamp(-1, 1)",
    "x.masked_fill(x > 0, 0.0)", "x.bool()", "x.to(torch.int8)", "x.numpy().astype(bool)",
    "x.view(torch.int32)", "x.double().view(torch.float32)", "torch.tensor(x.shape)",
    "x.sum(dim=(0, 1))", "x.logsumexp(dim=1)", "torch.maximum(x, -x)",
    "x.norm(2, 1)", "x.norm(2, 0, True)", "torch.norm(x, dim=0)", "torch.linalg.norm(x, dim=1)",
    "torch.linalg.vector_norm(x, 1)", "torch.linalg.vector_norm(x, 1, dim=-1)", "x.median(dim=0)",
    "torch.linalg.matrix_norm(x.expand(2, 2, 3))", "torch.trace(x)", "x.trace()", "x.topk(2)",
    "x.topk(1, 0)", "torch.topk(k=2, input=x)", "x.sort()", "torch.sort(dim=0, input=x)",
    "torch.max(x, -x)", "x.cross(x.flip(0), dim=1)", "F.normalize(x)", "F.normalize(x, dim=0)",
    "F.layer_norm(x, (3,))", "F.layer_norm(x, x.shape)", "F.mse_loss(x, x.flip(0))",
    "F.cross_entropy(x, torch.tensor([2, 0]), reduction='none')",
    "F.scaled_dot_product_attention(x, x, x)", "torch.zeros_like(x)",
    "F.conv_transpose2d(x[None], torch.ones(1, 2, 2, 2), stride=2)",
    "np.cumsum(x.numpy())", "np.sort(x.numpy(), axis=None)", "np.argsort(x.numpy(), 0)",
    "np.linalg.norm(x.numpy(), axis=1)", "np.trace(x.numpy(), 1)",
    "np.cross(x.numpy()[0], [1, 2, 3])",
)  # fmt: skip
DATA = [[1.5, -2.0, 3.25], [0.5, 4.0, -1.0]]


def steps_of(data: object, expression: str) -> tuple[TraceStep, list[TraceStep]]:
    result = trace(f"x = torch.tensor({data})\ny = {expression}")
    assert result.problem is None, expression
    text = expression
    return result.steps[0], [step for step in result.steps[1:] if step.place.text == text]


def reached(steps: list[TraceStep], step: TraceStep, cell: int) -> set[int]:
    """Return the cells of the first step that a cell comes from, through all between."""
    if step is steps[0]:
        return {cell}
    found: set[int] = set()
    assert step.sources is not None
    for place, each in zip(step.inputs, step.sources, strict=True):
        before = steps[place]
        assert before.array is not None
        count = math.prod(before.array.shape)
        cells = range(count) if each.cells is None else each.cells[cell]
        for index in cells:
            if index >= 0 and (before is steps[0] or before.inputs):
                found |= reached(steps, before, int(index))
    return found


@pytest.mark.parametrize("expression", MOVES + OTHERS)
def test_a_cell_that_is_no_source_changes_nothing(expression: str) -> None:
    result = trace(f"x = torch.tensor({DATA})\ny = {expression}")
    assert result.problem is None
    last = [step for step in result.steps if step.place.text == expression]
    for number, step in enumerate(last):
        assert step.array is not None
        before = np.asarray(step.array).reshape(-1)
        roots = [reached(result.steps, step, cell) for cell in range(before.size)]
        for changed in range(6):
            data = np.array(DATA).reshape(-1)
            data[changed] += 1000.0 if changed % 2 else -1000.0
            again = trace(f"x = torch.tensor({data.reshape(2, 3).tolist()})\ny = {expression}")
            step_again = [each for each in again.steps if each.place.text == expression][number]
            after = np.asarray(step_again.array).reshape(-1)
            if after.shape != before.shape:
                continue  # a mask that chooses others
            differing = np.flatnonzero(before != after)
            assert all(changed in roots[cell] for cell in differing), (expression, changed)


@pytest.mark.parametrize("expression", MOVES)
def test_what_only_moves_is_exactly_its_source(expression: str) -> None:
    first, steps = steps_of(DATA, expression)
    for step in steps:
        assert step.sources
        assert step.array is not None
        moved = step.sources[0].cells
        assert moved is not None
        assert moved.shape[1] == 1
        values = np.asarray(step.array).reshape(-1)
        source = np.asarray(first.array).reshape(-1)
        if step.inputs[0] == 0:
            for value, cell in zip(values, moved[:, 0], strict=True):
                assert value == (source[cell] if cell >= 0 else value)


SLIDING = (
    "F.conv2d(x, w)", "F.conv2d(x, w, b)", "F.conv2d(x, w, bias=b, padding=1)",
    "F.conv2d(x, w, b, stride=(2, 1), padding=(0, 2))", "F.conv2d(x, w, dilation=2, padding=2)",
    "F.conv2d(x, w[:, :1], groups=2)", "F.conv2d(x[0], w, b, 2, 1)",
    "F.conv1d(x[0], w.reshape(2, 4, 4), padding=1)",
    "F.conv1d(x[:, :, 0], w[:, :, 0], b, stride=2)",
    "F.conv_transpose2d(x, w[:2])", "F.conv_transpose2d(x, w[:2], b[:2], stride=2, padding=1)",
    "F.conv_transpose2d(x, w[:2], None, (1, 3), (0, 1), (0, 2), 1, 2)",
    "F.conv_transpose2d(x, w[:2], b, groups=2)", "F.conv_transpose2d(x[1], w[:2], bias=b[:2])",
    "F.conv2d(x, w, padding='same', dilation=(1, 2))", "F.conv2d(x, w, b, 1, 'valid')",
    "F.conv1d(x[0], w.reshape(2, 4, 4), padding='same')",
    "F.conv1d(x[0, :, 0], w[:, 0], b, 2, 1, 2)", "F.conv_transpose1d(x[:, :, 0], w[:2, 0])",
    "F.conv_transpose1d(x[0, :, 0], w[:2, 0], b[:2], 2, 1, 1)",
    "F.conv_transpose1d(x[0], w[:, 0], stride=(3,), groups=2, dilation=2)",
    "F.conv_transpose2d(x, w[:2], stride=(2, 1), dilation=(1, 3))",
    "F.linear(x, v, b)", "F.linear(x, v, bias=b)",
)  # fmt: skip
POOLING = ("F.max_pool2d(x, 2)", "F.max_pool2d(x, (2, 3), stride=1)", "F.avg_pool2d(x, 2)",
           "F.max_pool2d(x[0], 3, 2, 1)", "F.avg_pool2d(x, 2, stride=(1, 2))",
           "F.max_pool1d(x[0], 2)", "F.max_pool1d(x[0], 3, 2, 1)", "F.max_pool1d(x[0], 2, 1, 0, 2)",
           "F.avg_pool1d(x[:, 0], 2, 1)", "F.avg_pool1d(x[0], (3,), (2,), (1,))")  # fmt: skip
IMAGES = """torch.manual_seed(3)
x = torch.randn(2, 2, 4, 5); w = torch.randn(4, 2, 2, 2); b = torch.randn(4); v = torch.randn(4, 5)
"""


def taken(step: TraceStep, steps: list[TraceStep], place: int) -> np.ndarray:
    """Return the values of a step's sources in one of its operands, 0 where there are none."""
    assert step.sources is not None
    cells = step.sources[place].cells
    assert cells is not None
    values = np.append(np.asarray(steps[step.inputs[place]].array, np.float64).ravel(), 0.0)
    return values[cells]


@pytest.mark.parametrize("expression", SLIDING)
def test_sums_over_windows_are_the_sums_over_their_sources(expression: str) -> None:
    result = trace(IMAGES + expression)
    assert result.problem is None
    steps, step = result.steps, result.steps[-1]
    sums = (taken(step, steps, 0) * taken(step, steps, 1)).sum(axis=1)
    if len(step.inputs) == 3:
        sums = sums + taken(step, steps, 2)[:, 0]
    assert np.allclose(sums, np.asarray(step.array).ravel(), atol=1e-5)


@pytest.mark.parametrize("expression", POOLING)
def test_pools_take_their_windows_alone(expression: str) -> None:
    result = trace(IMAGES + expression)
    assert result.problem is None
    steps, step = result.steps, result.steps[-1]
    values = taken(step, steps, 0)
    assert step.sources is not None
    outside = step.sources[0].cells == -1
    pooled = (
        values.mean(axis=1)
        if "avg" in expression
        else np.where(outside, -np.inf, values).max(axis=1)
    )
    assert np.allclose(pooled, np.asarray(step.array).ravel(), atol=1e-5)


NAMED = (
    ("F.conv2d(x, w, b)", "F.conv2d(bias=b, weight=w, input=x)"),
    ("torch.gather(v, 1, i)", "torch.gather(index=i, dim=1, input=v)"),
    ("torch.index_select(v, 0, i[0])", "torch.index_select(index=i[0], dim=0, input=v)"),
    ("np.take(a, k, axis=0)", "np.take(axis=0, indices=k, a=a)"),
)


@pytest.mark.parametrize(("in_order", "reversed_names"), NAMED)
def test_named_operands_have_their_own_sources_in_any_order(
    in_order: str, reversed_names: str
) -> None:
    start = IMAGES + "i = torch.tensor([[0, 2]]); a = np.ones((2, 3)); k = np.array([1, 1])\n"
    first, second = (trace(start + code).steps[-1] for code in (in_order, reversed_names))
    assert first.sources is not None
    assert second.sources is not None
    for one, other in zip(first.sources, second.sources[::-1], strict=True):
        if one.cells is None or other.cells is None:
            assert one.cells is other.cells
        else:
            assert np.array_equal(one.cells, other.cells)
    assert any(each.cells is not None for each in first.sources)


def test_what_is_not_followed_comes_from_everything() -> None:
    ceiling = trace(f"{IMAGES}F.max_pool2d(x, 2, ceil_mode=True)").steps[-1]
    assert ceiling.sources is not None
    assert ceiling.sources[0].cells is None


def test_contractions_name_the_pairs_that_are_multiplied() -> None:
    result = trace("A = torch.arange(6.).reshape(2, 3); B = torch.arange(12.).reshape(3, 4)\nA @ B")
    step = result.steps[-1]
    assert step.sources is not None
    left, right = (each.cells for each in step.sources)
    assert left is not None
    assert right is not None
    a, b = torch.arange(6.0).numpy(), torch.arange(12.0).numpy()
    sums = (a[left] * b[right]).sum(axis=1)
    assert np.array_equal(sums, np.asarray(step.array).reshape(-1))


def test_a_linear_layer_may_have_a_vector_of_weights() -> None:
    result = trace("x = torch.arange(6.0).reshape(2, 3); F.linear(x, torch.ones(3))")
    assert result.problem is None
    assert result.steps[-1].sources is not None
