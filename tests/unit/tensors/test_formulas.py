"""What a cell's formula says is true: worked numbers, and programs drawn at random."""

from __future__ import annotations

import cmath
import re
from collections import Counter
from random import Random
from typing import Any

import numpy as np
import pytest
from tests import sampling
from tests.unit.tensors.evaluated import NAMES, evaluated, evaluated_list, number
from tests.unit.trace.random_programs import Drawn

from eigenscope.labs.kit.tensors.kinds import base_name, kind_of
from eigenscope.labs.kit.tensors.saying import reductions_in_numbers
from eigenscope.labs.kit.tensors.saying.formulas import formula
from eigenscope.labs.kit.tensors.sources import chains, step_cells
from eigenscope.labs.kit.tensors.sources.chains import chain, sources_through
from eigenscope.labs.kit.tensors.sources.step_cells import index_text, short_label
from eigenscope.labs.kit.tensors.tensor_step import Indices, TensorStep
from eigenscope.labs.kit.tensors.tracing import traced_program
from eigenscope.trace.known import Dependency


class InFull:
    """Writes every number with all its digits."""

    def text(self, value: Any) -> str:
        text = {"inf": "∞", "-inf": "−∞"}.get(repr(value), repr(value))
        return text.replace("-", "−")


def last_formula(source: str, cell: int = 0) -> str:
    program = traced_program(source)
    assert program.problem is None, program.problem
    return formula(program.steps[-1], cell)


@pytest.mark.parametrize(
    ("source", "cell", "text"),
    [
        ("A = torch.tensor([[1, 2], [3, 4]]); C = A @ torch.tensor([[5, 6], [7, 8]])", 1,
         "C[0, 1] = 1·6 + 2·8 = 22"),
        ("torch.tensor([1, 2]) + torch.tensor([10, 20])", 0, "1 + 10 = 11"),
        ("torch.tensor([2]) < torch.tensor([3])", 0, "2 < 3 → True"),
        ("X = torch.arange(12).reshape(3, 4); X.sum(0)", 0, "0 + 4 + 8 = 12"),
        ("X = torch.arange(12.0).reshape(3, 4); X.mean(0)", 0, "(0 + 4 + 8) / 3 = 4"),
        ("torch.tensor([1, 5, 2]).max()", 0, "max(1, 5, 2) = 5"),
        ("torch.tensor([0.0, 1.0]).softmax(0)", 1, "exp(1) / (exp(0) + exp(1)) ≈ 0.731"),
        ("X = torch.arange(6); Y = X.reshape(3, 2)", 2, "Y[1, 0] = X[2] = 2"),
        ("torch.tensor([1.0]).exp()", 0, "exp(1) ≈ 2.718"),
        ("torch.arange(12).sum()", 0, "0 + 1 + … + 11 = 66"),
        ("u = torch.tensor([3.0, -4.0]); n = torch.norm(u)", 0, "n = √(3² + (−4)²) = 5"),
        ("u = torch.tensor([3.0, -4.0]); torch.norm(u, 1)", 0, "|3| + |−4| = 7"),
        ("np.linalg.norm(np.array([3.0, -4.0]))", 0, "√(3² + (−4)²) = 5"),
        ("torch.tensor([1.0, 3.0]).var()", 0, "((1 − 2)² + (3 − 2)²) / 1 = 2"),
        ("np.array([1.0, 3.0]).var()", 0, "((1 − 2)² + (3 − 2)²) / 2 = 1"),
        ("torch.tensor([1, 2, 4]).cumsum(0)", 2, "1 + 2 + 4 = 7"),
        ("A = torch.tensor([[1.0, 2], [3, 4]]); torch.linalg.det(A)", 0, "det(A) = −2"),
        ("A = torch.tensor([[1.0, 2], [1, 4]]); torch.linalg.inv(A)", 1, "inv(A)[0, 1] = −1.0"),
        ("torch.clamp(torch.tensor([5]), max=3)", 0, "clamp(5, max=3) = 3"),
        ("X = torch.zeros(2); X[1] = 7", 1, "X[1] = 7"),
        ("Y = torch.zeros(2); Y[:] = torch.ones(2)", 0, "Y[0] = torch.ones(2)[0] = 1"),
        ("torch.tensor([1.7]).long()", 0, "int64(1.7) = 1"),
        ("5 / 9", 0, "5 / 9 = 0.556"),
        ("torch.zeros(2, 3).shape", 0, "torch.zeros(2, 3).shape = (2, 3)"),
        ("I = torch.arange(9.0).reshape(1, 1, 3, 3); K = torch.arange(4.0).reshape(1, 1, 2, 2)\n"
         "F.conv2d(I, K)", 0, "0·0 + 1·1 + 3·2 + 4·3 = 19"),
        ("I = torch.arange(9.0).reshape(1, 1, 3, 3); K = torch.arange(4.0).reshape(1, 1, 2, 2)\n"
         "F.conv2d(I, K, torch.tensor([-1.0]), padding=1)", 0, "0·3 + (−1) = −1"),
        ("I = torch.arange(9.0).reshape(1, 1, 3, 3); F.max_pool2d(I, 2, 1)", 3,
         "max(4, 5, 7, 8) = 8"),
        ("I = torch.arange(9.0).reshape(1, 1, 3, 3); F.avg_pool2d(I, 2, 1)", 0,
         "(0 + 1 + 3 + 4) / 4 = 2"),
        ("X = torch.tensor([[1.0, 2]]); W = torch.tensor([[2.0, 1]]); b = torch.tensor([-1.0])\n"
         "F.linear(X, W, b)", 0, "1·2 + 2·1 + (−1) = 3"),
        ("torch.max(torch.tensor([1, 5]), torch.tensor([3, 2]))", 0, "max(1, 3) = 3"),
        ("F.pad(torch.tensor([1, 2]), (1, 0))", 0, "0"),
        ("torch.where(torch.tensor([True]), torch.tensor([1]), torch.tensor([2]))", 0,
         "where(True, 1, 2) = 1"),
    ],
)  # fmt: skip
def test_formulas_of_single_cells(source: str, cell: int, text: str) -> None:
    assert last_formula(source, cell) == text


def test_an_einsum_of_three_operands_multiplies_all_of_them() -> None:
    source = (
        'E = torch.einsum("ijk,il,j->kl", torch.arange(1.0, 13).reshape(2, 2, 3), '
        "torch.tensor([[1.0, 2], [3, 4]]), torch.tensor([1.0, 2]))"
    )
    assert last_formula(source, 0) == "E[0, 0] = 1·1·1 + 4·1·2 + 7·3·1 + 10·3·2 = 90"
    assert last_formula(source, 5).endswith(" = 162")


UNEVALUATED = {"kron", "tensordot", "zeros_like", "cross", "inner", "dot", "outer"}  # of many axes


WRITTEN = {
    Dependency.ELEMENTWISE,
    Dependency.REDUCE,
    Dependency.SCAN,
    Dependency.ALONG,
    Dependency.CONTRACT,
}


def holds(step: TensorStep, text: str) -> bool | None:
    """Tell whether a formula is right; None if it only names what is computed."""
    sign = " → " if " → " in text else " = "
    left, _, right = text.rpartition(sign)
    assert step.result is not None
    if not left:
        return None
    for operand in step.operands:
        match = re.fullmatch(re.escape(short_label(operand)) + r"(\[[\d, ]*\])?", left)
        if match:
            names = {index_text(operand.shape, k): k for k in range(operand.numbers.size)}
            cell = complex(operand.numbers.reshape(-1)[names[match[1] or ""]].item())
            return cell == number(right) or cmath.isnan(cell)
    if "…" in left or left == "sign(nan)" or re.search(r"\bv\d", left):
        return None
    try:
        value, said = evaluated(left), number(right)
    except (ZeroDivisionError, OverflowError, NameError, ValueError):
        return None
    if cmath.isnan(value) or cmath.isnan(said):
        return cmath.isnan(value) == cmath.isnan(said)
    if abs(said) > 1e30:
        return None
    if left.startswith("arg"):  # of equal ones it is any
        listed = evaluated_list(left)
        pair = listed[int(value.real)], listed[int(said.real)]
        return pair[0] == pair[1] or all(map(cmath.isnan, pair))
    return abs(value - said) <= 2e-4 * max(abs(said), 1e-3)


@pytest.mark.parametrize("numpy", [False, True])
def test_what_formulas_say_is_true(numpy: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step_cells, "format_of", lambda numbers: InFull())
    monkeypatch.setattr(reductions_in_numbers, "format_of", lambda numbers: InFull())
    if numpy:
        monkeypatch.setitem(NAMES, "median", lambda *cells: np.median(cells))
    known: Counter[str] = Counter()
    for turn in range(sampling.count(150, 5_000)):
        chance = Random(sampling.seed_of(f"formulas {turn}"))
        program = traced_program("\n".join(Drawn(chance, 4, numpy=numpy).lines))
        for step in program.steps:
            if step.result is None or not step.result.numbers.size or not step.operands:
                continue
            name = base_name(step.operation)
            text = formula(step, chance.randrange(step.result.numbers.size), place=False)
            right = holds(step, text)
            assert right is not False, (program.source, step.text, text)
            if right:
                known[name] += 1
            elif kind_of(step) in WRITTEN and name not in UNEVALUATED:
                untold = any(not operand.numbers.size for operand in step.operands)
                untold = untold or step.sources is None or any(s is None for s in step.sources)
                excused = re.search(r"…|nan|∞|[/%*] \(?−?0|e\+", text)
                assert untold or excused or " " not in text, (step.text, text)
    assert len(known) > 45, known
    assert sum(known.values()) > 400


def test_a_chain_goes_back_to_what_was_typed() -> None:
    program = traced_program(
        "A = torch.arange(4).reshape(2, 2); B = torch.tensor([[5, 6], [7, 8]]); C = A @ B; C.sum()"
    )
    assert chain(program, 4, 0)[0] == "7 + 8 + 31 + 36 = 82"
    product = next(step.index for step in program.steps if step.operation == "@")
    assert chain(program, product, 3) == (
        "C[1, 1] = 2·6 + 3·8 = 36",
        "A[1, 0] = torch.arange(4)[2] = 2",
    )
    reached = sources_through(program, product, 3)
    assert {step: cells.tolist() for step, cells in reached.items()} == {
        3: [3],
        2: [1, 3],
        1: [2, 3],
        0: [2, 3],
    }
    assert chain(program, product, 3, most=1) == ("C[1, 1] = 2·6 + 3·8 = 36",)


def test_a_chain_goes_no_farther_back_than_it_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    program = traced_program("x = torch.ones(3)\n" + "x = x * x\n" * 30)
    walked: list[int] = []
    sources_of = chains._sources

    def noting(step: TensorStep, operand: int, cells: Indices) -> Indices:
        walked.append(step.index)
        return sources_of(step, operand, cells)

    monkeypatch.setattr(chains, "_sources", noting)
    assert len(chain(program, 30, 1, 4)) == 4
    assert min(walked) >= 27
