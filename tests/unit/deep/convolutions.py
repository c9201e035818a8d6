"""Inputs and numbers of the lab Convolution, for its tests."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from eigenscope.labs.contract.registry import load_lab
from eigenscope.labs.convolution.inputs import Inputs
from eigenscope.language.evaluating.typed_tensor import TypedTensor

LAB = load_lab("convolution")
X = np.arange(9.0).reshape(3, 3)
K = np.array([[0.0, 1.0], [2.0, 3.0]])


def typed(values: ArrayLike) -> TypedTensor:
    return TypedTensor.from_array(values)


def numbers(**inputs: Any) -> dict[str, Any]:
    """Return the values of all readouts by their variables, with arrays as tensors."""
    for name in ("image", "kernel", "stack"):
        if name in inputs:
            inputs[name] = typed(inputs[name])
    solution = LAB.solve(LAB.check(Inputs(**inputs)))
    return {
        each.variable or each.key: each.value for each in LAB.readouts(solution, 1.0)
    }  # fmt: skip


def output(**inputs: Any) -> list[Any]:
    values: list[Any] = np.asarray(numbers(**inputs)["output"]).tolist()
    return values
