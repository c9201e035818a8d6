"""The exported torch programs of the topics *gradient* and *jacobian*, carried out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from eigenscope.document.codec import set_from_texts
from eigenscope.labs.calculus.lab import LAB


def carried_out(**texts: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return the variables of the program of some inputs, and the numbers that stand beside it."""
    story = LAB.solve(set_from_texts(LAB, LAB.defaults(), texts))
    names: dict[str, Any] = {}
    exec(LAB.code(story), names)
    readouts = LAB.readouts(story, 1.0)
    return names, {each.variable: each.value for each in readouts if each.variable}


@pytest.mark.parametrize(
    ("f", "point", "direction"),
    [
        ("1e200 x^2 + y", "1, 1", "3e200, 4e200"),
        ("1e-200 x + 1e-200 y", "1, 1", "3e-200, 4e-200"),
        ("x1 + x2^2 - x3", "1, 1, 0", "1, 2, 2"),
    ],
)
def test_huge_and_tiny_vectors_have_their_lengths(f: str, point: str, direction: str) -> None:
    names, values = carried_out(topic="gradient", f=f, point=point, direction=direction)
    for variable in ("gradient_length", "unit", "directional"):
        assert np.isfinite(values[variable]).all()
        np.testing.assert_allclose(names[variable], values[variable], rtol=1e-15)
