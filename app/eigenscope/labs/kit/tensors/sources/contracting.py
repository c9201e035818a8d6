"""The letters of a contraction: which axes are multiplied in step, and which are summed over."""

from __future__ import annotations

from eigenscope.labs.kit.tensors.kinds import MATRIX_PRODUCTS, base_name
from eigenscope.labs.kit.tensors.tensor_step import TensorStep

CONVOLUTIONS = {"conv1d": "w", "conv2d": "hw"}
"""By the letters of the axes along which the window slides, which those of the filters share."""
_SPARE = "αβγδεζηθικλμνξοπρστυφχψω"


def letters_of(step: TensorStep) -> tuple[list[str], str] | None:
    """Return a letter for each axis of each operand, and those of the result; None if unknown."""
    ranks = [len(operand.shape) for operand in step.operands]
    equation = _equation(step, ranks)
    if equation is None or step.result is None:
        return None
    left, arrow, right = equation.replace(" ", "").partition("->")
    terms = left.split(",")
    if len(terms) != len(ranks):
        return None
    wide = [rank - len(term.replace("...", "")) for term, rank in zip(terms, ranks, strict=True)]
    widest = max(
        (extra for term, extra in zip(terms, wide, strict=True) if "..." in term), default=0
    )
    full = [
        term.replace("...", _SPARE[widest - extra : widest])
        for term, extra in zip(terms, wide, strict=True)
    ]
    if not arrow:
        joined = "".join(term.replace("...", "") for term in terms)
        once = sorted(letter for letter in set(joined) if joined.count(letter) == 1)
        right = "..." * (widest > 0) + "".join(once)
    result = right.replace("...", _SPARE[:widest])
    known = [len(term) == rank for term, rank in zip(full, ranks, strict=True)]
    return (full, result) if all(known) and len(result) == len(step.result.shape) else None


def _equation(step: TensorStep, ranks: list[int]) -> str | None:
    name = base_name(step.operation)
    if name == "einsum":
        said = step.arguments[0] if step.arguments else None
        return said if isinstance(said, str) else None
    if name in CONVOLUTIONS and len(ranks) in (2, 3):
        slid = CONVOLUTIONS[name]
        batch = "n" * (ranks[0] > len(slid) + 1)
        return f"{batch}c{slid},oc{slid}{',o' * (len(ranks) == 3)}->{batch}o{slid}"
    if name == "linear":
        return {2: "...i,oi->...o", 3: "...i,oi,o->...o"}.get(len(ranks))
    if len(ranks) != 2 or not all(ranks):
        return None
    first, second = ranks
    if name in MATRIX_PRODUCTS or (name == "dot" and max(ranks) <= 2):
        left, right = "i" if first == 1 else "...ai", "i" if second == 1 else "...ib"
        return f"{left},{right}->...{'a' * (first > 1)}{'b' * (second > 1)}"
    if name in ("vdot", "inner") and ranks == [1, 1]:
        return "i,i->"
    if name == "outer" and ranks == [1, 1]:
        return "a,b->ab"
    return None
