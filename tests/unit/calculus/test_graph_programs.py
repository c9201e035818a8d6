"""The exported programs of the topic *graph*: each variable is what the number beside it says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from eigenscope.labs.calculus.lab import LAB
from eigenscope.labs.kit.programs.gradient_program import gradient_program
from eigenscope.labs.kit.programs.leaf_names import leaf_names

from .test_graph import story

_ONE, _TWO = "torch.tensor(1.5, requires_grad=True)", "torch.tensor(2.0, requires_grad=True)"
_BACK = "\ny.backward()"


@pytest.mark.parametrize(
    "program",
    [
        f"value = {_TWO}\ny = value ** 2{_BACK}",
        f"x = {_TWO}\nvalue = 3\ny = x * value{_BACK}\nz = value + x",
        f"value_ = {_ONE}\nvalue = {_TWO}\ny = value ** 2 * value_{_BACK}",
        f"x = {_ONE}\nvalue = x ** 2\nvalue.backward()",
        f"x = {_ONE}\nvalue = x ** 2\nvalue.backward()\nvalue = value + x",
        f"x = {_TWO}\ngrad_x = {_ONE}\ny = x * grad_x{_BACK}",
        f"print = {_TWO}\ny = print * print{_BACK}",
        f"grad = {_TWO}\nf = grad * grad\nf.backward()",
        f"a, b = {_ONE}, {_TWO}\ny = a * b{_BACK}",
        f"x = z = {_ONE}\ny = x * z{_BACK}",
    ],
)
def test_names_of_the_program_are_no_others_than_those_of_its_numbers(program: str) -> None:
    of = story(program)
    names: dict[str, Any] = {}
    exec(of.code(), names)
    readouts = [each for each in of.readouts(1.0) if each.key.startswith(("value", "grad_"))]
    assert all(each.variable for each in readouts)
    for each in readouts:
        np.testing.assert_array_equal(names[each.variable].detach(), np.asarray(each.value))


def test_a_definition_that_has_the_name_of_a_result_is_not_overwritten() -> None:
    program = f"x = {_TWO}\ny = x * value{_BACK}"
    names: dict[str, Any] = {}
    exec(gradient_program(program, 0, {"value": np.array([3.0])}), names)
    assert float(names["grad_x"]) == 3.0


@pytest.mark.parametrize(
    "program",
    [
        f"x = {_ONE}\nx = x * 2\nx.backward()",
        f"x = {_ONE}\ny = x * 2{_BACK}\nx = 3",
        f"for k in range(2):\n    x = {_ONE}\n    y = x * x\n    y.backward()",
        f"for x in range(2):\n    x = {_ONE}\n    y = x * x\n    y.backward()",
    ],
)
def test_a_name_that_is_given_away_names_no_gradient(program: str) -> None:
    of = story(program)
    assert leaf_names(program) == ()
    assert {each.variable for each in of.readouts(1.0) if each.key.startswith("grad_")} == {""}
    exec(of.code(), {})


def test_leaves_of_one_name_and_of_none_have_keys_of_their_own() -> None:
    of = story(f"x = {_ONE}\n(x * x).backward()\nx = {_TWO}\ny = x * x * torch.exp({_ONE}){_BACK}")
    keys = [each.key for each in of.readouts(1.0) if each.key.startswith("grad_")]
    assert keys == ["grad_x", "grad_x_2", "grad_leaf_3"]
    labels = [str(each.label) for each in LAB.readouts(of, 1.0) if each.key in keys]
    assert labels[:2] == ["x.grad", "x₂.grad"]
