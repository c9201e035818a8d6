"""What to try with derivatives: slopes, corners, rounding, series, rules."""

from __future__ import annotations

from typing import Any

from eigenscope.labs.calculus.inputs import Inputs
from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.kit.derivatives.derivative_inputs import (
    CHAIN,
    POWER,
    PRODUCT,
    QUOTIENT,
    RULES,
    SLOPES,
    TAYLOR,
    ZOOM,
)
from eigenscope.language.evaluating.entry import scalar
from eigenscope.wording.words import Text


def _experiment(
    key: str, title: Text, watch: Text, *, point: str = "1", h: str = "1", **others: Any
) -> Experiment:
    return Experiment(key, title, watch, Inputs(point=scalar(point), h=scalar(h), **others))


EXPERIMENTS = (
    _experiment(
        "secant",
        "From secant to tangent",
        "The quotient goes 2.3, 2.03, 2.003 … to 2. Drag h to the left: is the limit the same?",
        h="0.1",
    ),
    _experiment(
        "taylor",
        "A series that stops short",
        "1/(1 + x²) has a value everywhere, and yet its series about 0 converges in (−1, 1) alone: "
        "the poles are at ±i.",
        f="1/(1 + x^2)",
        point="0",
        order=12,
        show=TAYLOR,
    ),
    _experiment(
        "rounding",
        "Too small a step",
        "At h = 1e-12 the quotient has four right digits. Find the best h in the chart of errors, "
        "for each way.",
        f="exp(sin(x))",
        h="0.01",
    ),
    _experiment(
        "corner",
        "A corner stays a corner",
        "However far |x| is enlarged at 0, it does not become a line. Which slopes does it have "
        "from the left and the right?",
        f="abs(x)",
        point="0",
        show=ZOOM,
    ),
    _experiment(
        "enlarged",
        "Every smooth curve is straight",
        "Enlarge the curve: after four powers of ten it is its tangent. Try another function.",
        f="sin(3x) + x/2",
        show=ZOOM,
    ),
    _experiment(
        "slopes",
        "The slope as a function",
        "Where f turns, f′ is 0; where f′ turns, f″ is 0. Predict f′ before it is drawn.",
        f="x^3/3 - x",
        show=SLOPES,
    ),
    _experiment(
        "activation",
        "The slope of an activation",
        "σ′ is at most 1/4, and nearly 0 far out: a product of many of them vanishes. Compare "
        "relu(x) and gelu(x).",
        f="sigmoid(x)",
        point="0",
        h="2",
        show=SLOPES,
    ),
    _experiment(
        "pieces",
        "A function in pieces",
        "The left piece has the slope 2 at 1, the right one −1. What would make them fit?",
        f="where(x < 1, x^2, 2 - x)",
    ),
    _experiment(
        "everywhere",
        "A series that converges everywhere",
        "With each term the polynomial follows the sine a little farther.",
        f="sin(x)",
        point="0",
        h="3",
        order=11,
        show=TAYLOR,
    ),
    _experiment(
        "product",
        "A rectangle that grows",
        "v·Δu and u·Δv are strips along the sides, and the corner Δu·Δv becomes nothing beside "
        "them. Make h smaller.",
        show=RULES,
        rule=PRODUCT,
        h="0.5",
    ),
    _experiment(
        "quotient",
        "The side of a rectangle",
        "u = q·v, so u′ = q′·v + q·v′. Which of the two strips is q′·v, and what follows for q′?",
        show=RULES,
        rule=QUOTIENT,
        h="0.5",
    ),
    _experiment(
        "power",
        "A square, and higher powers",
        "x² grows by two strips x·Δx, xⁿ by about n strips xⁿ⁻¹·Δx. Where are they for n = 3?",
        show=RULES,
        rule=POWER,
        h="0.4",
    ),
    _experiment(
        "chain",
        "Three scales in a chain",
        "Δx is stretched by about v′ to Δv, and Δv by about u′ to Δy: the factors multiply.",
        show=RULES,
        rule=CHAIN,
        u="x^2",
        v="1 + x/2",
        h="0.5",
    ),
)
