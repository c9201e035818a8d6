"""The cell that a picture at rest speaks of."""

from __future__ import annotations

import pytest

from eigenscope.labs.kit.tensors.moving.telling import telling_cell
from eigenscope.labs.kit.tensors.moving.waves import made_of, waves_of
from eigenscope.labs.kit.tensors.tracing import traced_program

A = "A = torch.arange(6).reshape(2, 3)\n"


@pytest.mark.parametrize(
    ("line", "cell", "sources"),
    [
        ("A.T", 1, [[3]]),  # (0, 1) comes from (1, 0)
        ("torch.cat((A, A + 10), dim=1)", 3, [[], [0]]),  # of what stands behind the first
        ("A[:, [2, 0]]", 2, [[5]]),
        ("A.sum(dim=0)", 2, [[2, 5]]),
        ("A @ A.T", 3, [[3, 4, 5], [1, 3, 5]]),
        ("A + torch.tensor([10, 20, 30])", 5, [[5], [2]]),
        ("torch.tensor([3.0, -4.0, 0.0]).abs()", 1, [[1]]),  # one that changes
        ("torch.relu(torch.tensor([3.0, -4.0, 5.0]))", 1, [[1]]),
        ("A < 3", 2, [[2]]),  # the last that is true
    ],
)
def test_it_says_more_than_the_first(line: str, cell: int, sources: list[list[int]]) -> None:
    step = traced_program(A + line).steps[-1]
    assert telling_cell(step) == cell
    assert [each.tolist() for each in made_of(step, cell)][: len(sources)] == sources


def test_a_write_moves_what_is_written_and_leaves_the_rest() -> None:
    step = traced_program(A + "A[0, 0:2] = 100").steps[-1]
    waves = waves_of(step)
    assert sorted(waves.still.tolist()) == [2, 3, 4, 5]
    (wave,) = waves.waves
    assert [(move.operand, move.targets.tolist()) for move in wave.moves] == [(1, [0, 1])]
    assert sorted(waves.done(1.0).tolist()) == list(range(6))
    assert telling_cell(step) in (0, 1)
