"""An axis keeps its identity and its colour wherever it appears in a program."""

from __future__ import annotations

from random import Random

import pytest
from tests import sampling

from eigenscope.labs.kit.colours import OPERAND_A, OPERAND_B, RESULT
from eigenscope.labs.kit.tensors.colours import AXES
from eigenscope.labs.kit.tensors.sources.axes import StepAxes, axis_slots
from eigenscope.labs.kit.tensors.tracing import traced_program


def last_axes(source: str) -> StepAxes:
    """Return the axes of a program's last step; different axes of a step never share a slot."""
    program = traced_program(source)
    assert program.problem is None, program.problem
    return axis_slots(program)[-1]


def test_axes_have_colours_of_their_own() -> None:
    assert len(set(AXES)) == len(AXES) <= 7
    assert not {OPERAND_A, OPERAND_B, RESULT} & set(AXES)


def test_a_fresh_tensor_takes_the_colours_in_their_order() -> None:
    assert last_axes("torch.zeros(2, 3, 4)").result == AXES[:3]
    assert last_axes("torch.tensor(3.0)").result == ()
    assert len(last_axes("torch.zeros(1, 1, 1, 1, 1, 1, 2, 2)").result) == 8


MOVES = (
    ("X.permute(2, 0, 1)", (2, 0, 1)),
    ("X.transpose(0, 2)", (2, 1, 0)),
    ("X.movedim(0, 2)", (1, 2, 0)),
    ("X.flip(1)", (0, 1, 2)),
    ("X.roll(1, 0)", (0, 1, 2)),
    ("X.roll(2, 2)", (0, 1, 2)),
    ("X.clone()", (0, 1, 2)),
    ("X[1]", (1, 2)),
    ("X[:, 0]", (0, 2)),
    ("X[..., 1]", (0, 1)),
    ("X[:, ::2]", (0, 1, 2)),
    ("X[0:1]", (0, 1, 2)),
    ("X[:, [2, 0]]", (0, 1, 2)),
    ("X[None]", (None, 0, 1, 2)),
    ("X.unsqueeze(-1)", (0, 1, 2, None)),
    ("X.unsqueeze(1)", (0, None, 1, 2)),
    ("X.repeat(2, 1, 1)", (0, 1, 2)),
    ("X.repeat_interleave(2, dim=1)", (0, 1, 2)),
    ("X.expand(5, 3, 4, 5)", (None, 0, 1, 2)),
    ("X.index_select(2, torch.tensor([0, 0, 1]))", (0, 1, 2)),
    ("X.flatten(1)", (0, None)),
    ("X.reshape(12, 5)", (None, 2)),
    ("X.view(-1)", (None,)),
    ("X.reshape(3, 2, 2, 5)", (0, None, None, 2)),
    ("X.sum(0)", (1, 2)),
    ("X.sum((0, 2))", (1,)),
    ("X.mean(1, keepdim=True)", (0, 1, 2)),
    ("X.max(dim=2)[0]", (0, 1)),
    ("X.softmax(1)", (0, 1, 2)),
    ("X.cumsum(2)", (0, 1, 2)),
    ("X.sort(1)[1]", (0, 1, 2)),
    ("X.topk(2, dim=1)[0]", (0, 1, 2)),
    ("torch.cat((X, X), dim=1)", (0, 1, 2)),
    ("torch.stack((X, X), dim=1)", (0, None, 1, 2)),
    ("X * 2", (0, 1, 2)),
    ("X > 0", (0, 1, 2)),
    ("torch.zeros_like(X)", (0, 1, 2)),
    ("F.pad(X, (1, 0))", (0, 1, 2)),
    ("torch.rot90(X, 1, (1, 2))", (0, 2, 1)),
)


@pytest.mark.parametrize(("expression", "comes"), MOVES)
def test_axes_go_on_in_the_result(expression: str, comes: tuple[int | None, ...]) -> None:
    before = axis_slots(traced_program("X = torch.arange(60.0).reshape(3, 4, 5)"))[-1].result
    axes = last_axes(f"X = torch.arange(60.0).reshape(3, 4, 5); {expression}")
    assert len(set(before)) == 3
    assert len(axes.result) == len(comes)
    for slot, axis in zip(axes.result, comes, strict=True):
        if axis is None:
            assert slot not in before
        else:
            assert slot == before[axis]


@pytest.mark.parametrize(
    ("expression", "summed"),
    [
        ("X.sum(0)", {(0, 0)}),
        ("X.sum((0, 2))", {(0, 0), (0, 2)}),
        ("X.mean(1, keepdim=True)", {(0, 1)}),
        ("X.sum()", {(0, 0), (0, 1), (0, 2)}),
        ("X.argmax(2)", {(0, 2)}),
        ("X.softmax(1)", set()),
        ("X.cumsum(1)", set()),
        ("X.permute(2, 1, 0)", set()),
        ("X @ torch.ones(5, 2)", {(0, 2), (1, 0)}),
        ("X[0] @ torch.ones(5)", {(0, 1), (1, 0)}),
        ("torch.einsum('ijk,il,j->kl', X, torch.ones(3, 2), torch.ones(4))",
         {(0, 0), (0, 1), (1, 0), (2, 0)}),
    ],
)  # fmt: skip
def test_what_is_summed_over(expression: str, summed: set[tuple[int, int]]) -> None:
    assert last_axes(f"X = torch.arange(60.0).reshape(3, 4, 5); {expression}").summed == summed


def test_the_shared_axis_of_a_product_has_one_colour() -> None:
    axes = last_axes("A = torch.ones(2, 3); B = torch.ones(3, 4); A @ B")
    (i, k), (shared, j) = axes.operands
    assert k == shared
    assert axes.result == (i, j)
    assert len({i, j, k}) == 3
    assert axes.summed == {(0, 1), (1, 0)}


def test_batches_of_a_product_are_broadcast() -> None:
    axes = last_axes("A = torch.ones(1, 3, 4); B = torch.ones(5, 4, 2); A @ B")
    assert axes.result == (axes.operands[1][0], axes.operands[0][1], axes.operands[1][2])
    assert axes.operands[0][0] == axes.result[0]
    assert axes.stretched == {(0, 0)}
    assert axes.operands[0][2] == axes.operands[1][1]


def test_an_outer_product_by_axes_of_length_one_still_contracts_them() -> None:
    axes = last_axes("A = torch.ones(3, 1); B = torch.ones(1, 4); A @ B")
    assert axes.summed == {(0, 1), (1, 0)}
    assert axes.result == (axes.operands[0][0], axes.operands[1][1])
    assert not axes.stretched


def test_stretched_axes_have_the_colour_of_what_they_are_stretched_to() -> None:
    axes = last_axes(
        "a = torch.arange(3).reshape((3, 1)); b = torch.arange(2).reshape((1, 2)); a + b"
    )
    assert axes.stretched == {(0, 1), (1, 0)}
    assert axes.operands[0] == axes.operands[1] == axes.result
    assert len(set(axes.result)) == 2
    row = last_axes("X = torch.ones(2, 3); X + torch.ones(3)")
    assert row.operands[1] == row.result[1:]
    assert not row.stretched


def test_colours_go_along_the_program() -> None:
    program = traced_program(
        "X = torch.ones(2, 3, 4); Y = X.permute(2, 0, 1); Z = Y.sum(1); s = Z / Z.sum(1, "
        "keepdim=True); s[0] = 1"
    )
    first, second, third = AXES[:3]
    results = [axes.result for axes in axis_slots(program)]
    assert results == [
        (first, second, third),
        (third, first, second),
        (third, second),
        (third, second),
        (third, second),
        (third, second),
    ]
    assert axis_slots(program)[4].stretched == {(1, 1)}


def test_a_window_slides_along_the_axes_of_the_image() -> None:
    axes = last_axes("F.conv2d(torch.ones(2, 3, 6, 7), torch.ones(4, 3, 2, 2), torch.ones(4))")
    n, c, h, w = axes.operands[0]
    o, *rest = axes.operands[1]
    assert rest == [c, h, w]
    assert axes.operands[2] == (o,)
    assert axes.result == (n, o, h, w)
    assert len({n, c, h, w, o}) == 5
    assert axes.summed >= {(0, 1), (1, 1), (1, 2), (1, 3)}


def test_products_with_too_many_sources_have_their_axes_from_their_letters() -> None:
    program = traced_program("A = torch.ones(300, 200); B = torch.ones(200, 100); A @ B")
    assert program.steps[-1].sources is None
    axes = axis_slots(program)[-1]
    assert axes.operands[0][1] == axes.operands[1][0]
    assert axes.result == (axes.operands[0][0], axes.operands[1][1])
    added = last_axes("A = torch.ones(500, 1); B = torch.ones(1, 600); A + B")
    assert added.stretched == {(0, 1), (1, 0)}
    assert added.operands[0] == added.operands[1] == added.result


@pytest.mark.parametrize("shape", [(45_000, 2), (2, 45_000), (300, 300), (30, 30, 30, 3)])
def test_tensors_of_many_cells_are_looked_at_in_part(shape: tuple[int, ...]) -> None:
    order = tuple(range(len(shape)))[::-1]
    axes = last_axes(f"X = torch.ones({shape}); X.permute({order})")
    assert axes.result == axes.operands[0][::-1]
    assert len(set(axes.result)) == len(shape)
    if len(shape) == 2:
        columns = last_axes(f"X = torch.ones({shape}); X.sum(1)")
        assert columns.result == AXES[:1]
        assert columns.summed == {(0, 1)}


def test_no_program_takes_what_is_not_there() -> None:
    for source in ("X = torch.ones(0, 3); X.sum(0)", "X = torch.ones(0, 3); X + X", "len([1])"):
        program = traced_program(source)
        for step, axes in zip(program.steps, axis_slots(program), strict=True):
            assert [len(slots) for slots in axes.operands] == [
                len(operand.shape) for operand in step.operands
            ]


def test_permutations_at_random_carry_every_colour() -> None:
    for turn in range(sampling.count(60, 2_000)):
        chance = Random(sampling.seed_of(f"axes {turn}"))
        shape = tuple(chance.randint(1, 4) for _ in range(chance.randint(1, 5)))
        source, want = f"torch.ones({shape})", list(AXES[: len(shape)])
        for _ in range(3):
            rank, kind = len(want), chance.randrange(4)
            axis = chance.randrange(rank) if rank else 0
            if kind == 0:
                order = chance.sample(range(rank), rank)
                source, want = f"{source}.permute({order})", [want[k] for k in order]
            elif kind == 1 and rank > 1:
                source, want = f"{source}.sum({axis})", [*want[:axis], *want[axis + 1 :]]
            elif kind == 2 and rank:
                source = f"{source}.cumsum({axis})"
            else:
                source = f"(2 * {source})"
        last = traced_program(source).steps[-1].result
        assert last is not None
        for slot, wish, length in zip(last_axes(source).result, want, last.shape, strict=True):
            assert slot == wish or length == 1, source  # those of length 1 look alike
