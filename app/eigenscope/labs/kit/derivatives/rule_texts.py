"""What is said of the rules, and what the parts of their pictures are called."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.labs.kit.derivatives.derivative_inputs import (
    CHAIN,
    POWER,
    PRODUCT,
    QUOTIENT,
    SUM,
)
from eigenscope.wording.words import Text

AREAS: Mapping[str, tuple[str, ...]] = {
    SUM: ("Δu", "Δv"),
    PRODUCT: ("v·Δu", "u·Δv", "Δu·Δv"),
    QUOTIENT: ("q·Δv", "v·Δq", "Δv·Δq"),
    CHAIN: ("Δx", "Δv", "Δy"),
}
"""What the colours of changes stand for."""

LAWS: Mapping[str, Text] = {
    SUM: "(u + v)′ = u′ + v′ = {left} + {right} = {slope}.",
    PRODUCT: "(u·v)′ = u′·v + u·v′ = {left} + {right} = {slope}: the corner Δu·Δv vanishes.",
    QUOTIENT: "q = u/v: from u′ = q′·v + q·v′ follows q′ = (u′ − q·v′)/v = {slope}.",
    POWER: (
        "({power})′ = {below} + x·({below})′ = {left} + {right} = {slope}, which is {n}·{below}."
    ),
    CHAIN: "(u(v(x)))′ = u′(v)·v′(x) = {left} · {right} = {slope}.",
}
"""What a rule says at the point."""


def change_of(name: str) -> str:
    """Return what the change of something is called."""
    return f"Δ{name}" if len(name) == 1 else f"Δ({name})"


def raised(power: int) -> str:
    """Return x to a power, 0 to 6."""
    return "x" if power == 1 else f"x{'⁰¹²³⁴⁵⁶'[power]}"
