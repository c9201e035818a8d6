"""What the lab Matrix product offers to be watched as lines of torch."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from eigenscope.labs.contract.registry import load_lab
from eigenscope.labs.kit.tensors.tracing import traced_program
from eigenscope.labs.product.inputs import FOLDS, OPERATORS, READINGS, Inputs, fit
from eigenscope.labs.product.lab import LAB
from eigenscope.language.evaluating.entry import matrix

from .product_lab_inputs import everything

COLUMN, ROW = matrix("0", "1", "2"), matrix("10 20")
LARGE = matrix("4097 1/3", "0.1 -2000")


def offered() -> list[Inputs]:
    """Return all that the lab begins with: its own inputs, presets of them, and experiments."""
    begun = [Inputs(), *everything(), *(each.inputs for each in LAB.experiments())]
    presets = [preset.make(inputs, 0.0) for preset in LAB.presets() for inputs in begun]
    return list(dict.fromkeys(map(fit, [*begun, *presets])))


def more() -> list[Inputs]:
    """Return every choice of every topic, with numbers that float32 would round as well."""
    square = Inputs(a=LARGE, b=matrix("4097 2", "-1 5"))
    choices = [
        *(replace(square, reading=reading) for reading, _ in READINGS),
        *(replace(square, topic="entrywise", operator=sign) for sign, _ in OPERATORS),
        *(
            replace(square, topic="reduction", fold=fold, axis=axis, keepdims=keepdims)
            for fold, _ in FOLDS
            for axis in "01"
            for keepdims in (False, True)
        ),
        replace(square, topic="layer"),
        Inputs(topic="entrywise", operator="^", a=COLUMN, b=matrix("300 0")),
    ]
    return list(map(fit, choices))


def traced(inputs: Inputs) -> Any:
    code = LAB.as_code(inputs)
    return traced_program(code.lines)


@pytest.mark.parametrize("inputs", [*offered(), *more()], ids=str)
def test_the_last_result_is_that_of_the_lab(inputs: Inputs) -> None:
    program = traced(inputs)
    answers = [each for each in LAB.readouts(LAB.solve(inputs), 1.0) if each.key == "result"]
    assert (program.problem is None) == bool(answers)
    if not answers:
        assert program.problem.axes
        return
    wanted = np.array(answers[0].value, float)
    result = program.steps[-1].result.numbers
    np.testing.assert_allclose(result.reshape(wanted.shape), wanted, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("inputs", offered(), ids=str)
def test_the_lab_of_programs_shows_it_under_a_topic_of_its_own(inputs: Inputs) -> None:
    tensors = load_lab("tensors")
    code = LAB.as_code(inputs)
    shown = tensors.with_code(tensors.defaults(), code)
    assert shown is not None
    assert shown.code == code.lines
    assert shown.topic in {topic.key for topic in tensors.topics()}
    assert tensors.solve(shown).code().count("import torch\n") == 1


def test_rounded_numbers_have_sixteen_digits() -> None:
    program = traced(Inputs(a=matrix("0.1 1/3"), b=matrix("0.3", "1")))
    assert {step.result.dtype for step in program.steps} == {"float64"}
    assert program.steps[-1].result.numbers.item() == 0.1 * 0.3 + 1 / 3


def test_tables_are_written_as_people_write_them() -> None:
    code = LAB.as_code(Inputs(topic="entrywise", operator="+", a=COLUMN, b=ROW))
    assert code.topic == "broadcasting"
    assert code.lines.splitlines() == [
        "A = torch.tensor([[0.0], [1.0], [2.0]])",
        "B = torch.tensor([[10.0, 20.0]])",
        "C = A + B",
    ]


def test_labs_offer_no_code_of_themselves() -> None:
    transform = load_lab("transform")
    assert transform.as_code(transform.defaults()) is None
    assert transform.with_code(transform.defaults(), LAB.as_code(Inputs())) is None
