"""Closed forms of what follows from a Hessian whose entries are exact."""

from __future__ import annotations

from functools import lru_cache

from eigenscope.exact.closed_forms import short_text
from eigenscope.exact.closed_roots import root_of
from eigenscope.exact.surd import ExactNumber, InexactError
from eigenscope.labs.descent.inputs import Inputs
from eigenscope.labs.descent.landscape import exact_hessian


def forms(inputs: Inputs) -> dict[str, str]:
    """Return texts for λ₁ and λ₂ ("value 0", "value 1"), "largest", "best" and "condition".

    What has no short closed form, or is a whole number, is left out.
    """
    if inputs.function == "curvatures":
        return _forms(inputs.first.scalar.exact, inputs.second.scalar.exact)
    entries = exact_hessian(inputs)
    return {} if entries is None else _of_hessian(*entries)


@lru_cache(maxsize=8)
def _of_hessian(a: ExactNumber, b: ExactNumber, d: ExactNumber) -> dict[str, str]:
    trace = a + d
    try:
        between = root_of((a - d) * (a - d) + 4 * b * b)  # of the eigenvalues
    except InexactError:
        best = short_text(2 / trace) if trace > 0 and a * d > b * b else ""
        return {"best": best} if best else {}
    return _forms((trace - between) / 2, (trace + between) / 2)


@lru_cache(maxsize=8)
def _forms(first: ExactNumber | None, second: ExactNumber | None) -> dict[str, str]:
    if first is None or second is None:
        return {}
    try:
        texts = {key: short_text(value) for key, value in _values(first, second).items()}
    except InexactError:
        return {}
    return {key: text for key, text in texts.items() if text and not _whole(text)}


def _values(first: ExactNumber, second: ExactNumber) -> dict[str, ExactNumber]:
    smaller, larger = (first, second) if first <= second else (second, first)
    values = {"value 0": smaller, "value 1": larger}
    if smaller > 0:
        values |= {"largest": 2 / larger, "best": 2 / (smaller + larger)}
        if smaller != larger:  # else all directions bend alike
            values["condition"] = larger / smaller
    return values


def _whole(text: str) -> bool:
    return text.lstrip("−").isdigit()
