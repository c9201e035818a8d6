"""Closed forms of what follows from a Hessian whose entries are exact."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache

from eigenscope.exact.closed_forms import fraction_text, surd_text
from eigenscope.labs.descent.inputs import Inputs
from eigenscope.labs.descent.landscape import exact_hessian


def forms(inputs: Inputs) -> dict[str, str]:
    """Return texts for λ₁ and λ₂ ("value 0", "value 1"), "largest", "best" and "condition".

    What has no short closed form, or is a whole number, is left out.
    """
    entries = exact_hessian(inputs)
    return {} if entries is None else _forms(*entries)


@lru_cache(maxsize=8)
def _forms(a: Fraction, b: Fraction, d: Fraction) -> dict[str, str]:
    trace, determinant = a + d, a * d - b * b
    # λ = tr/2 ± √(disc)/2, with disc = p/q and √(p/q) = √(pq)/q.
    under = (a - d) ** 2 + 4 * b * b
    radicand, half = under.numerator * under.denominator, Fraction(1, 2 * under.denominator)
    if not under:  # all directions bend alike
        forms = {"value 0": a, "value 1": a}
        if a > 0:
            forms |= {"largest": 2 / a, "best": 1 / a}
        texts = {key: fraction_text(value) for key, value in forms.items()}
        return {key: text for key, text in texts.items() if not _whole(text)}
    found = {
        "value 0": _text(trace / 2, -half, radicand),
        "value 1": _text(trace / 2, half, radicand),
    }
    if determinant > 0 and trace > 0:
        # 2/λₘₐₓ = 2 λₘᵢₙ/(λₘᵢₙ λₘₐₓ), and κ = λₘₐₓ²/(λₘᵢₙ λₘₐₓ).
        found["largest"] = _text(trace / determinant, -2 * half / determinant, radicand)
        found["best"] = fraction_text(2 / trace)
        square = (trace * trace + under) / 4
        found["condition"] = _text(square / determinant, trace * half / determinant, radicand)
    return {key: text for key, text in found.items() if text is not None and not _whole(text)}


def _text(rational: Fraction, factor: Fraction, radicand: int) -> str | None:
    root = math.isqrt(radicand)
    if root * root == radicand:
        return fraction_text(rational + factor * root)
    return surd_text(rational, factor, radicand)


def _whole(text: str) -> bool:
    return text.lstrip("−").isdigit()
