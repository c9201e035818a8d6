# ruff: noqa: E501  (sentences as they are said)
"""Whole sentences on what each step of a program does with its tensors."""

from __future__ import annotations

from random import Random

import pytest
from tests import sampling
from tests.unit.trace.programs import PROGRAMS
from tests.unit.trace.random_programs import Drawn

from eigenscope.labs.kit.tensors.kinds import kind_of
from eigenscope.labs.kit.tensors.saying.captions import caption, problem_caption, step_words
from eigenscope.labs.kit.tensors.tensor_step import TensorStep
from eigenscope.labs.kit.tensors.tracing import traced_program
from eigenscope.trace.known import Dependency
from eigenscope.wording.words import say

SHARED = "Nothing is copied: the result shares the memory of X."
OWN = "It is a copy, with memory of its own."
IN_PLACE = "This is written in place: every tensor that shares this memory changes with it."


def last_caption(source: str) -> str:
    program = traced_program(f"X = torch.arange(24.0).reshape(2, 3, 4); {source}")
    assert program.problem is None, program.problem
    return say(caption(program.steps[-1]))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("torch.zeros(2, 3)", "A new tensor of the shape (2, 3): every cell is 0."),
        ("torch.tensor(3.0)", "A new tensor without axes: the single number 3."),
        ("torch.arange(0)", "A new tensor of the shape (0,), which has no cells."),
        ("torch.rand(2)", "A new tensor of the shape (2,): random numbers, all those between 0 and 1 "
         "alike. The same seed gives the same numbers again."),
        ("X.view(6, 4)", "The 24 cells keep their order, row after row, and take the shape (6, 4). "
         + SHARED),
        ("X[0, 0, 0].reshape(1, 1)", "The single cell takes the shape (1, 1). Nothing is copied: the "
         "result shares the memory of X[0, 0, 0]."),
        ("X.permute(2, 0, 1)", "The axes change places, 2, 0, 1 in their new order: (2, 3, 4) becomes "
         "(4, 2, 3). " + SHARED),
        ("Y = X[0]; Y.T", "Rows become columns: the cell in row i and column j goes to row j and "
         "column i. Nothing is copied: the result shares the memory of Y."),
        ("X.expand(5, 2, 3, 4)", "The same cells are shown again and again along axis 0: (2, 3, 4) "
         "becomes (5, 2, 3, 4). " + SHARED),
        ("X.flip(1, 2)", "The order of the cells is reversed along axes 1 and 2. " + OWN),
        ("X[1]", "A number as an index removes its axis (axis 0): (2, 3, 4) becomes (3, 4). " + SHARED),
        ("X[:, 1:]", "A slice takes a part of its axis and keeps the axis: (2, 3, 4) becomes "
         "(2, 2, 4). " + SHARED),
        ("X[0, :, ::2]", "A number removes its axis (axis 0), and a slice keeps its own: (2, 3, 4) "
         "becomes (3, 2). " + SHARED),
        ("X[..., -1, 2]", "A number as an index removes its axis (axes 1 and 2): (2, 3, 4) becomes "
         "(2,). " + SHARED),
        ("X[0, -1, 2]", "The cell at [0, 2, 2] is taken: a number without axes. " + SHARED),
        ("M = X > 20; X[M]", "The 3 cells are taken, in their order, where M is True. " + OWN),
        ("X[[1, 0]]", "The places that the index lists are taken, in its order: (2, 3, 4) becomes "
         "(2, 3, 4). " + OWN),
        ("torch.cat((X, X), dim=-1)", "X and X are joined along axis 2, which is there already: that "
         "length grows, and the result has the shape (2, 3, 8)."),
        ("torch.stack((X, X), dim=1)", "X and X are put side by side along a new axis, axis 1: (2, 3, 4) "
         "becomes (2, 2, 3, 4)."),
        ("np.repeat(np.arange(2), 2)", "Every cell is repeated beside itself: (2,) becomes (4,). "
         + OWN),
        ("X.long()", "The numbers become int64: what stands behind the point is cut off. " + OWN),
        ("X + X", "Cells in the same place are added."),
        ("2 - X", "Every cell of X is subtracted from 2."),
        ("X > 3", "Cell by cell it is asked where X > 3: there the result is True."),
        ("3 / 4", "Two numbers make one: 3 / 4 = 0.75."),
        ("v = torch.ones(3, 1); X * v", "Cells in the same place are multiplied. To fit, v with the "
         "shape (3, 1) is stretched along axes 0 and 2: its cells are used again there."),
        ("X[0] = 7", "The chosen cells of X are written into: they become 7. " + IN_PLACE),
        ("X *= 2", "Every cell of X is multiplied by 2. " + IN_PLACE),
        ("X.sum(dim=0)", "The cells along axis 0 are added up. That axis disappears: (2, 3, 4) becomes "
         "(3, 4)."),
        ("X.sum((0, 2))", "The cells along axes 0 and 2 are added up. These axes disappear: (2, 3, 4) "
         "becomes (3,)."),
        ("X.mean(-1, keepdim=True)", "The mean of the cells along axis 2: their sum, divided by how "
         "many there are. With keepdim, the length becomes 1 and the axis stays: (2, 3, 4) becomes "
         "(2, 3, 1)."),
        ("X.max()", "Of all cells, the largest one stays. One number is left."),
        ("X.softmax(-1)", "Along axis 2, the cells become positive numbers with the sum 1: each eˣ is "
         "divided by the sum of all."),
        ("X.cumsum(1)", "Along axis 1, every cell becomes the sum of itself and all before it."),
        ("A = X[0]; B = torch.ones(4, 5); A @ B", "Row i of A meets column j of B: cells are "
         "multiplied in pairs and added up to cell [i, j]. The shared axis of length 4 disappears."),
        ("torch.einsum('ijk,kl->l', X, torch.ones(4, 2))", "Axes with the same letter go in step, and "
         "all operands are multiplied. What the result lacks, i, j and k, is added up."),
        ("X.shape", "The lengths of the axes: (2, 3, 4)."),
        ("A = torch.eye(2); torch.linalg.det(A)", "The determinant: by how much A scales areas or "
         "volumes."),
        ("np.linalg.norm(np.ones(3))", "All cells are taken as one vector, and its norm is computed. One "
         "number is left."),
        ("A = torch.eye(2) + 1; torch.linalg.norm(A, 2)", "The norm of the matrix A."),
    ],
)  # fmt: skip
def test_captions_of_single_steps(source: str, text: str) -> None:
    assert last_caption(source) == text


def test_of_several_results_each_has_its_own() -> None:
    program = traced_program("torch.tensor([[3, 1], [2, 5]]).max(dim=1)")
    assert [say(caption(step)).partition(".")[0] for step in program.steps[1:]] == [
        "Of the cells along axis 1, the largest one stays",
        "Along axis 1, the place of the largest cell is looked up, counted from 0",
    ]


def test_two_steps_of_which_the_same_is_said_are_told_apart() -> None:
    steps = traced_program("a = torch.ones(2)\nb = torch.ones(2)\ntorch.zeros(2)").steps
    same = "A new tensor of the shape (2,): every cell is 1."
    assert [say(words) for words in step_words(steps)] == [
        f"a = torch.ones(2): {same}",
        f"b = torch.ones(2): {same}",
        "A new tensor of the shape (2,): every cell is 0.",
    ]


def test_a_problem_says_what_does_not_fit() -> None:
    problem = traced_program("torch.ones(2, 3) + torch.ones(2, 4)").problem
    assert problem is not None
    assert "(2, 3)" in say(problem_caption(problem))
    assert "(2, 4)" in say(problem_caption(problem))


def check(step: TensorStep) -> None:
    """Check what holds for every caption."""
    text = say(caption(step))
    assert text.endswith("."), (step.text, text)
    assert "computed" not in text or "norm" in text, (step.text, text)
    if step.result is None or not step.operands:
        return
    before, result = step.operands[0].memory, step.result.memory
    if "Nothing is copied" in text:
        assert before is not None
        assert result is not None
        assert before.owner == result.owner
    if "memory of its own" in text:
        assert before is not None
        assert result is not None
        assert before.owner != result.owner
    if kind_of(step) is Dependency.ELEMENTWISE and step.result.shape:
        stretched = any(o.shape not in ((), step.result.shape) for o in step.operands)
        assert ("stretched" in text) == stretched, (step.text, text)


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_step_of_the_courses_has_a_caption(name: str) -> None:
    for step in traced_program(PROGRAMS[name]).steps:
        check(step)


@pytest.mark.parametrize("numpy", [False, True])
def test_captions_of_programs_at_random(numpy: bool) -> None:
    for turn in range(sampling.count(100, 5_000)):
        chance = Random(sampling.seed_of(f"captions {turn}"))
        for step in traced_program("\n".join(Drawn(chance, 4, numpy=numpy).lines)).steps:
            check(step)
