"""What a reduction has come to while its slices fall."""

from __future__ import annotations

import numpy as np
import pytest

from eigenscope.labs.kit.tensors.moving.partial import partial_texts
from eigenscope.labs.kit.tensors.moving.waves import waves_of
from eigenscope.labs.kit.tensors.numbers import cell_texts
from eigenscope.labs.kit.tensors.tracing import traced_program

X = "X = torch.arange(12).reshape(3, 4) - 5\n"


@pytest.mark.parametrize(
    ("line", "function", "axis"),
    [
        ("X.sum(dim=0)", np.add, 0),
        ("X.sum(dim=1)", np.add, 1),
        ("X.prod(dim=1)", np.multiply, 1),
        ("X.amax(dim=0)", np.maximum, 0),
        ("X.amin(dim=1)", np.minimum, 1),
    ],
)
def test_it_is_the_reduction_of_the_slices_that_have_fallen(
    line: str, function: np.ufunc, axis: int
) -> None:
    step = traced_program(X + line).steps[-1]
    waves = waves_of(step).waves
    assert len(waves) == step.operands[0].shape[axis]
    for count in range(1, len(waves) + 1):
        slices = np.take(step.operands[0].numbers, range(count), axis=axis)
        wanted = cell_texts(function.reduce(slices, axis=axis))
        assert partial_texts(step, waves[:count]) == dict(enumerate(wanted))


def test_nothing_is_said_of_what_means_nothing_before_its_end() -> None:
    for line in ("X.float().mean(dim=0)", "X.argmax(dim=0)", "X.max(dim=0)"):
        step = traced_program(X + line).steps[-1]
        assert partial_texts(step, waves_of(step).waves[:1]) == {}
    step = traced_program(X + "X.sum()").steps[-1]
    assert partial_texts(step, ()) == {}
