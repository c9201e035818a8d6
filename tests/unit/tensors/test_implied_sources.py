"""Sources that a step's kind implies are those that a trace states."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from tests import sampling
from tests.unit.trace.random_programs import Drawn

from eigenscope.labs.kit.tensors.kinds import kind_of
from eigenscope.labs.kit.tensors.saying.formulas import formula
from eigenscope.labs.kit.tensors.sources.implied_sources import implied_row
from eigenscope.labs.kit.tensors.tracing import traced_program
from eigenscope.trace.known import Dependency

KINDS = (Dependency.ELEMENTWISE, Dependency.REDUCE, Dependency.CONTRACT)


@pytest.mark.parametrize("numpy", [False, True])
def test_what_is_implied_is_what_is_traced(numpy: bool) -> None:
    compared: Counter[Dependency] = Counter()
    for turn in range(sampling.count(100, 5_000)):
        chance = Random(sampling.seed_of(f"implied {turn}"))
        for step in traced_program("\n".join(Drawn(chance, 4, numpy=numpy).lines)).steps:
            if kind_of(step) not in KINDS or step.result is None or not step.result.numbers.size:
                continue
            if step.sources is None or len(step.sources) != len(step.operands):
                continue
            cell = chance.randrange(step.result.numbers.size)
            for operand, sources in enumerate(step.sources):
                row = implied_row(step, operand, cell)
                if row is not None and sources is not None:
                    assert sorted(row) == sorted(sources[cell].tolist()), (step.text, row)
                    compared[kind_of(step)] += 1
    assert all(compared[kind] for kind in KINDS[:2]), compared


def test_cells_of_large_steps_have_formulas() -> None:
    program = traced_program(
        "X = torch.arange(250_000).reshape(500, 500); Y = X + X[0]; Z = X @ X.T; s = X.sum(1)\n"
        "s = X.sum(0, keepdim=True); t = X.sum()"
    )
    texts = {step.operation: formula(step, 1) for step in program.steps if step.operation in "+@"}
    assert texts["+"] == "Y[0, 1] = 1 + 1 = 2"
    assert texts["@"] == "Z[0, 1] = 0·500 + 1·501 + … + 499·999 = 103916750"
    columns = program.steps[-2]
    assert formula(columns, 1) == "s[0, 1] = 1 + 501 + … + 249501 = 62375500"
    assert formula(program.steps[-1], 0) == "t = 0 + 1 + … + 249999 = 31249875000"
