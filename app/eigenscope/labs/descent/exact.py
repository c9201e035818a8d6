"""Closed forms of what follows from a Hessian whose entries are exact."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from eigenscope.exact.closed_forms import short_text
from eigenscope.exact.surd import ExactNumber, InexactError, root
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
    try:
        texts = {key: short_text(value) for key, value in _values(a, b, d).items()}
    except InexactError:
        return {}
    return {key: text for key, text in texts.items() if text and not _whole(text)}


def _values(a: Fraction, b: Fraction, d: Fraction) -> dict[str, ExactNumber]:
    trace, determinant = a + d, a * d - b * b
    between = root((a - d) ** 2 + 4 * b * b)  # of the eigenvalues
    smaller, larger = (trace - between) / 2, (trace + between) / 2
    found: dict[str, ExactNumber] = {"value 0": smaller, "value 1": larger}
    if determinant > 0 and trace > 0:
        found |= {"largest": 2 / larger, "best": 2 / trace}
        if between:  # else all directions bend alike
            found["condition"] = larger / smaller
    return found


def _whole(text: str) -> bool:
    return text.lstrip("−").isdigit()
