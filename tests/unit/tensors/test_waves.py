"""Every cell that a step moves moves once, and every cell of its result is done once."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from tests import sampling

from eigenscope.labs.kit.tensors.moving.waves import MOST_FLYING, Waves, goes_to, made_of, waves_of
from eigenscope.labs.kit.tensors.tensor_step import TensorStep

from .drawn_steps import drawn_steps, picture_of

Pair = tuple[int, int, int]
"""The number of an operand, its cell, and the cell of the result."""

LINES = {
    "x.T": "fly",
    "x.reshape(3, 2)": "fly",
    "x + 1": "fly",
    "torch.cat((x, x))": "fly",
    "x[0]": "fly",
    "x.sum()": "fold",
    "x.sum(dim=0)": "fold",
    "x.max(dim=1)": "fold",
    "x.softmax(dim=1)": "fold",
    "x @ x.T": "turn",
    "torch.einsum('ij,kj->ik', x, x)": "turn",
    "torch.outer(x[0], x[1])": "fly",
    "torch.linalg.pinv(x)": "fold",
    "torch.zeros(2, 3)": "fade",
    "torch.zeros_like(x)": "fade",
    "x.shape": "fade",
}


def last(line: str) -> TensorStep:
    return picture_of(f"x = torch.tensor([[1., 2, 3], [4, 5, 6]])\n{line}").step


def stated(step: TensorStep) -> Counter[Pair]:
    """Return the pairs that a step's sources state."""
    pairs: Counter[Pair] = Counter()
    assert step.result is not None
    for operand in range(len(step.operands)):
        for cell in range(step.result.numbers.size):
            pairs.update((operand, int(k), cell) for k in made_of(step, cell)[operand])
    return pairs


def moving(step: TensorStep) -> Counter[Pair]:
    """Return the pairs that move: of operands of which each cell's sources are known, if any."""
    assert step.sources is not None
    known = {k for k, each in enumerate(step.sources) if each is not None and each.size}
    chosen = known or {k for k, each in enumerate(step.sources) if each is None}
    if step.operation == "[]=" and len(chosen) > 1:
        chosen -= {0}  # what is not written stays
    return Counter({pair: count for pair, count in stated(step).items() if pair[0] in chosen})


def moved(waves: Waves) -> Counter[Pair]:
    return Counter(
        (move.operand, source, target)
        for wave in waves.waves
        for move in wave.moves
        for source, target in zip(move.sources.tolist(), move.targets.tolist(), strict=True)
    )


def test_every_source_of_random_steps_moves_once_and_each_result_is_done_once() -> None:
    kinds: Counter[str] = Counter()
    for source, step, _ in drawn_steps(sampling.count(40, 1500)):
        waves = waves_of(step)
        kinds[waves.kind] += 1
        if waves.kind == "fade":
            assert not waves.waves
            continue
        assert step.result is not None
        assert moved(waves) == moving(step), (source, step.text)
        done = np.concatenate([waves.still, *(wave.done for wave in waves.waves)])
        assert sorted(done.tolist()) == list(range(step.result.numbers.size)), (source, step.text)
        assert all(0.0 <= wave.begin < wave.end <= 1.0 for wave in waves.waves)
        assert all(a.begin <= b.begin and a.end <= b.end for a, b in pairwise(waves.waves))
        assert waves.waves[0].begin == 0.0
        assert waves.waves[-1].end == pytest.approx(1.0)
    assert {"fly", "fold", "fade"} <= kinds.keys()


def test_a_result_is_done_only_after_all_that_it_is_made_of_has_come() -> None:
    for source, step, _ in drawn_steps(sampling.count(40, 1500)):
        waves = waves_of(step)
        for cell in set(waves.done(1.0).tolist()) - set(waves.still.tolist()):
            (over,) = (wave.end for wave in waves.waves if cell in wave.done)
            ends = [w.end for w in waves.waves for move in w.moves if cell in move.targets]
            assert max(ends, default=0.0) <= over, (source, step.text, cell)


@pytest.mark.parametrize("line", LINES)
def test_how_cells_move(line: str) -> None:
    assert waves_of(last(line)).kind == LINES[line]


def test_folding_goes_along_the_axis_and_a_product_cell_by_cell() -> None:
    columns = [
        {int(cell) % 3 for move in wave.moves for cell in move.sources}
        for wave in waves_of(last("x.sum(dim=1)")).waves
    ]
    assert columns == [{0}, {1}, {2}]
    product = waves_of(last("x @ x.T")).waves
    assert [wave.done.tolist() for wave in product] == [[0], [1], [2], [3]]
    assert [sorted(m.sources.tolist()) for m in product[1].moves] == [[0, 1, 2], [1, 3, 5]]


def test_what_is_done_grows_with_the_time_from_nothing_to_all() -> None:
    for line in ("x.T", "x.sum(dim=0)", "x @ x.T"):
        step = last(line)
        waves = waves_of(step)
        assert step.result is not None
        done = [set(waves.done(k / 20).tolist()) for k in range(21)]
        assert done[0] == set()
        assert done[-1] == set(range(step.result.numbers.size))
        assert all(before <= after for before, after in pairwise(done))


def test_too_many_cells_fade_in() -> None:
    side = int(MOST_FLYING**0.5)
    assert waves_of(picture_of(f"x = torch.zeros({side}, {side})\nx.T").step).kind == "fly"
    assert waves_of(picture_of(f"x = torch.zeros({side + 1}, {side})\nx.T").step).kind == "fade"


def test_where_a_cell_goes_is_the_reverse_of_what_a_cell_is_made_of() -> None:
    for source, step, _ in drawn_steps(sampling.count(25, 800)):
        if step.result is None or not step.sources:
            continue
        forwards = {
            (operand, int(cell), int(target))
            for operand, each in enumerate(step.operands)
            for cell in range(each.numbers.size)
            for target in goes_to(step, operand, cell)
        }
        assert forwards == set(stated(step)), (source, step.text)
