"""Whether strict linear inequalities hold together somewhere, decided exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Inequality = Sequence[Fraction]
"""(a₁, …, aₙ, c), which means a₁x₁ + … + aₙxₙ + c > 0."""


def feasible(inequalities: Sequence[Inequality]) -> bool:
    """Tell whether all hold at some x, by eliminating one unknown after another.

    The last unknown is bounded from below by some and from above by others; there is room for it
    exactly where each lower bound is below each upper one (Fourier and Motzkin). For a few
    unknowns and inequalities: the numbers of these are squared at each step.
    """
    if not inequalities:
        return True
    if len(inequalities[0]) == 1:
        return all(constant > 0 for (constant,) in inequalities)
    lower: list[list[Fraction]] = []
    upper: list[list[Fraction]] = []
    others: list[list[Fraction]] = []
    for inequality in inequalities:
        *rest, last, constant = inequality
        scaled = [each / abs(last) for each in (*rest, constant)] if last else [*rest, constant]
        (lower if last > 0 else upper if last < 0 else others).append(scaled)
    pairs = ([a + b for a, b in zip(low, high, strict=True)] for low in lower for high in upper)
    return feasible([*others, *pairs])
