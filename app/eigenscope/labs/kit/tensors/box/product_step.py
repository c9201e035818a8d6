"""A product of two matrices as a step, where no program has been traced."""

from __future__ import annotations

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.tensors.tensor_step import ShownTensor, TensorStep


def product_step(a: Floats, b: Floats, names: tuple[str, str, str] = ("A", "B", "C")) -> TensorStep:
    """Return the step C = A @ B of (n, k) and (k, m), with the sources of every cell."""
    (n, k), m = a.shape, b.shape[1]
    rows, columns, terms = np.arange(n), np.arange(m), np.arange(k)
    of_a = np.repeat(rows[:, None] * k + terms, m, axis=0)
    of_b = np.tile(columns[:, None] + terms * m, (n, 1))
    operands = tuple(
        ShownTensor(name, numbers, "float64") for name, numbers in zip(names, (a, b), strict=False)
    )
    result = ShownTensor(names[2], a @ b, "float64", step=0)
    text = f"{names[2]} = {names[0]} {names[1]}"
    return TensorStep(0, "@", 1, 0, text, operands, result, sources=(of_a, of_b))
