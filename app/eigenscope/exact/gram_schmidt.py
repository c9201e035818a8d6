"""The Gram–Schmidt process, step by step, and the rank that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eigenscope.exact.vectors import (
    ROUNDING,
    Quantity,
    Vector,
    combination,
    projection,
    whole,
)


@dataclass(frozen=True, eq=False)
class Subtraction:
    """One step of Gram–Schmidt: from ``before`` its ``shadow`` on direction i is taken away.

    ``number`` and ``direction`` count vectors from 0; after = before − coefficient · u_direction.
    """

    number: int
    direction: int
    before: Vector
    coefficient: Quantity
    shadow: Vector
    after: Vector


@dataclass(frozen=True, eq=False)
class Orthogonalised:
    """What Gram–Schmidt does: its steps, and the remainders u (some may be 0)."""

    steps: tuple[Subtraction, ...]
    remainders: tuple[Vector, ...]

    @property
    def rank(self) -> int:
        """How many vectors do not lie in the span of those before them."""
        return sum(not remainder.zero for remainder in self.remainders)


def gram_schmidt(vectors: Sequence[Vector]) -> Orthogonalised:
    """Make vectors orthogonal, one after another, by the modified Gram–Schmidt process.

    Each shadow is taken from what is left after the shadows before (Å. Björck, "Solving linear
    least squares problems by Gram–Schmidt orthogonalization", BIT 7, 1967).
    """
    steps: list[Subtraction] = []
    remainders: list[Vector] = []
    for number, vector in enumerate(vectors):
        left = vector
        for direction, standing in enumerate(remainders):
            if standing.zero:
                continue
            coefficient, shadow = projection(left, standing)
            after = combination(whole(1, -1), (left, shadow))
            if after.exact is None and _is_noise(after, vector):
                after = whole(*[0] * len(vector))
            steps.append(Subtraction(number, direction, left, coefficient, shadow, after))
            left = after
        remainders.append(left)
    return Orthogonalised(tuple(steps), tuple(remainders))


def _is_noise(rest: Vector, of: Vector) -> bool:
    size = float(np.abs(of.values).max(initial=0.0))
    return bool(np.abs(rest.values).max(initial=0.0) <= ROUNDING * size)
