"""Sources of layers and of what names its axes: changing a cell changes those it is listed for."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest

from eigenscope.trace.program import trace
from eigenscope.trace.steps import TraceStep

Shapes = dict[str, tuple[int, ...]]
ROW: Shapes = {"x": (2, 3, 4), "w": (4,), "b": (4,)}
WORDS: Shapes = {"t": (5, 3)}
SCORES: Shapes = {"x": (4, 3)}
PAIR: Shapes = {"x": (2, 3), "y": (2, 3)}
HEADS: Shapes = {"q": (2, 2, 3, 2), "k": (2, 2, 4, 2), "v": (2, 2, 4, 3)}
HEAD: Shapes = {"q": (3, 2), "k": (4, 2), "v": (4, 3), "m": (3, 4)}
IMAGE: Shapes = {"x": (2, 2, 3, 2), "w": (2, 2, 2, 3), "b": (4,)}
SQUARES: Shapes = {"x": (2, 3, 3)}
CASES: tuple[tuple[Shapes, str], ...] = (
    (ROW, "F.layer_norm(x, (4,), w, b)"), (ROW, "F.layer_norm(x, [3, 4])"),
    (ROW, "F.layer_norm(bias=b, input=x, normalized_shape=(4,), weight=w)"),
    (WORDS, "F.embedding(torch.tensor([[3, 0], [1, 3]]), t)"),
    (SCORES, "F.cross_entropy(x, torch.tensor([2, 0, 1, 1]), reduction='none')"),
    ({"x": (2, 3, 2)}, "F.cross_entropy(x, torch.tensor([[2, 0], [1, 1]]), reduction='none')"),
    (PAIR, "F.cross_entropy(x, y, reduction='none')"),
    (SCORES, "F.cross_entropy(x, torch.tensor([2, 0, 1, 1]))"),
    (PAIR, "F.mse_loss(x, y)"), (PAIR, "F.mse_loss(x, y, reduction='none')"),
    (PAIR, "F.mse_loss(y, x[:1], reduction='sum')"),
    (HEADS, "F.scaled_dot_product_attention(q, k, v)"),
    (HEADS, "F.scaled_dot_product_attention(q, k, v, is_causal=True)"),
    (HEADS, "F.scaled_dot_product_attention(q, k, v, scale=2.0)"),
    (HEAD, "F.scaled_dot_product_attention(q, k, v, m)"),
    (HEADS | HEAD, "F.scaled_dot_product_attention(q, k, v, attn_mask=m)"),
    (HEAD, "F.scaled_dot_product_attention(q, k, v, torch.ones(3, 4).tril(1) > 0)"),
    (IMAGE, "F.conv_transpose2d(x, w)"),
    (IMAGE, "F.conv_transpose2d(x, w, b, stride=(2, 1), padding=1, groups=2)"),
    (IMAGE, "F.conv_transpose2d(x[0], w, b[:2], 2, 0, 1, 1, (1, 2))"),
    (PAIR, "torch.cross(x, y, dim=1)"), (PAIR, "x.cross(y)"),
    (SQUARES, "torch.cross(x, x.flip(2), dim=2)"), (SQUARES, "torch.trace(x[0])"),
    (SQUARES, "torch.linalg.matrix_norm(x)"), (SQUARES, "torch.linalg.norm(x, dim=(0, 2))"),
    (SQUARES, "x.norm(2, 1)"), (SQUARES, "torch.linalg.vector_norm(x, 3, (0, -1), True)"),
    (SQUARES, "F.normalize(x)"), (SQUARES, "F.normalize(x, 2.0, -1)"),
    (SQUARES, "np.trace(x.numpy(), 1, 1, 2)"), (SQUARES, "np.linalg.norm(x.numpy(), axis=1)"),
    (SQUARES, "np.cumsum(x.numpy())"), (SQUARES, "np.cumsum(x.numpy(), axis=1)"),
    (SQUARES, "torch.kron(x[0], x[1, :2])"), (PAIR, "np.kron(x.numpy(), y.numpy()[0])"),
    (SQUARES, "torch.tensordot(x, x[1], dims=1)"), (SQUARES, "torch.tensordot(x, x, ([0], [0]))"),
    (SQUARES, "torch.tensordot(x, x[:, :2], ([0, -1], [0, 2]))"), (PAIR, "torch.tensordot(x, y)"),
    (SQUARES, "np.tensordot(x.numpy(), x.numpy()[0], axes=(1, 0))"),
    (PAIR, "np.cross(x.numpy(), y.numpy())"), (PAIR, "np.cross(a=x.numpy(), b=y.numpy(), axis=-1)"),
)  # fmt: skip
SOFT = ("F.scaled_dot_product_attention(q, k, v, is_causal=True)",)  # one key alone weighs 1
EVERYTHING = ("F.cross_entropy(x, torch.tensor([2, 0, 1, 1]))",)


def values_of(shapes: Shapes) -> dict[str, list[float]]:
    chance = Random(str(shapes))
    return {
        name: [round(chance.uniform(0.2, 2.0), 3) for _ in range(math.prod(shape))]
        for name, shape in shapes.items()
    }


def last(shapes: Shapes, values: dict[str, list[float]], expression: str) -> list[TraceStep]:
    """Return the steps of a program, those that are typed first."""
    lines = [
        f"{name} = torch.tensor({values[name]}, dtype=torch.float64).reshape({shape})"
        for name, shape in shapes.items()
    ]
    result = trace("\n".join([*lines, expression]))
    assert result.problem is None, result.problem
    return result.steps


def depends(steps: list[TraceStep], name: str) -> np.ndarray:
    """Return which cells of the last step come from which of the tensor of a name."""
    reach: list[np.ndarray] = []
    (typed,) = (place for place, step in enumerate(steps) if step.name == name)
    for place, step in enumerate(steps):
        count, cells = math.prod(step.shape or ()), math.prod(steps[typed].shape or ())
        each = np.eye(cells, dtype=np.bool_) if place == typed else np.zeros((count, cells), bool)
        for before, sources in zip(step.inputs, step.sources or (), strict=True):
            if sources.cells is None:
                each |= reach[before].any(axis=0)
                continue
            assert len(sources.cells) == count
            padded = np.vstack([reach[before], np.zeros((1, cells), bool)])  # -1 is its last
            each |= padded[sources.cells].any(axis=1)
        reach.append(each)
    return reach[-1]


@pytest.mark.parametrize(("shapes", "expression"), CASES)
def test_a_cell_changes_exactly_what_it_is_a_source_of(shapes: Shapes, expression: str) -> None:
    values = values_of(shapes)
    steps = last(shapes, values, expression)
    before = np.asarray(steps[-1].array).ravel()
    assert steps[-1].sources
    if expression not in EVERYTHING:
        assert all(each.cells is not None for each in steps[-1].sources)
    for name in shapes:
        listed = depends(steps, name)
        for cell in range(len(values[name])):
            changed = [*values[name]]
            changed[cell] += 0.37
            after = np.asarray(last(shapes, {**values, name: changed}, expression)[-1].array)
            differing = np.abs(after.ravel() - before) > 1e-12
            if expression in SOFT:
                assert listed[differing, cell].all(), (name, cell)
            else:
                assert np.array_equal(differing, listed[:, cell]), (name, cell)


def test_a_causal_query_meets_the_keys_up_to_it_alone() -> None:
    step = last(HEADS, values_of(HEADS), "F.scaled_dot_product_attention(q, k, v, is_causal=True)")
    sources = step[-1].sources
    assert sources is not None
    queries, keys, values = (np.asarray(each.cells) for each in sources)
    assert queries[-1].tolist() == [22, 23]
    assert keys[-1].tolist() == [24, 25, 26, 27, 28, 29, -1, -1]
    assert values[-1].tolist() == [38, 41, 44, -1]
    assert values[0].tolist() == [0, -1, -1, -1]


def test_an_index_chooses_its_row_of_the_table() -> None:
    steps = trace("i = torch.tensor([[3, 0]]); t = torch.ones(5, 2); F.embedding(i, t)").steps
    assert steps[-1].sources is not None
    index, row = (each.cells for each in steps[-1].sources)
    assert np.asarray(index).ravel().tolist() == [0, 0, 1, 1]
    assert np.asarray(row).ravel().tolist() == [6, 7, 0, 1]
    one_hot = trace("F.one_hot(torch.tensor([2, 0]), 3)").steps[-1]
    assert one_hot.sources is not None
    assert np.asarray(one_hot.sources[0].cells).ravel().tolist() == [0, 0, 0, 1, 1, 1]


def test_what_a_rule_does_not_follow_comes_from_everything() -> None:
    codes = (
        "F.embedding(torch.tensor([0]), torch.ones(2, 2), max_norm=1.0)",
        "np.cross(np.ones((2, 2)), np.ones((2, 2)))",
        "F.normalize(torch.ones(2, 3), dim=(0, 1))",
        "F.layer_norm(torch.ones(400, 400), (400,))",
    )
    for code in codes:
        sources = trace(code).steps[-1].sources
        assert sources is None or all(each.cells is None for each in sources), code
