"""Names that fit to so many digits: a rotation by 30° typed with 12 digits is one to 12 digits.

Where the entries are exact, the decimals that were typed say what they may have been rounded
from; where they are floats, the digits are those to which the equations hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from eigenscope.engine.analysis.classification import find_kinds
from eigenscope.engine.analysis.decomposition import EPSILON, decompose, subspaces
from eigenscope.engine.analysis.results import Kind
from eigenscope.engine.analysis.structure import Judge, structure
from eigenscope.engine.analysis.subject import JudgedMatrix
from eigenscope.exact.typed_fractions import typed_digits
from eigenscope.exact.types import Fractions

DOUBLE_DIGITS = 16
FEWEST_DIGITS = 10
"""To fewer digits floats are not looked at."""

_ISOMETRIES = {"rotation", "reflection", "rotoreflection", "orthogonal"}
_ROUNDED = _ISOMETRIES | {
    "oblique reflection",
    "involution",
    "orthogonal projection",
    "oblique projection",
    "similarity",
}


def with_rounded(
    subject: JudgedMatrix, exact: Sequence[Kind], fractions: Fractions
) -> tuple[Kind, ...]:
    """Return the names that fit the decimals' rounding, then those that fit exactly.

    Parameters
    ----------
    subject
        A square matrix as it was decided exactly; of others nothing is rounded.
    exact
        The names that fit exactly.
    """
    if subject.structure is None:
        return tuple(exact)
    digits = typed_digits(fractions)
    if digits is None or digits < 1:
        return tuple(exact)
    n = subject.size
    # Each product of two rounded entries is off by two units at most, of which half were typed.
    tolerance = n * max(4 * EPSILON, 20.0 * 10.0**-digits)
    decomposition = decompose(subject.floats, None, relative=tolerance)
    judge = Judge(tolerance)
    rounded = replace(
        subject,
        entries=subject.floats,
        judge=judge,
        structure=structure(decomposition.scaled, judge, decomposition.exponent),
        rank=decomposition.rank,
        subspaces=subspaces(decomposition),
    )
    new_kinds = _new(rounded, {kind.name for kind in exact})
    rounded_first = [replace(kind, digits=min(digits, DOUBLE_DIGITS)) for kind in new_kinds]
    implied = {"similarity"} if any(kind.name in _ISOMETRIES for kind in new_kinds) else set()
    return (*rounded_first, *(kind for kind in exact if kind.name not in implied))


def float_kinds(subject_at: Callable[[float], JudgedMatrix], strict: float) -> tuple[Kind, ...]:
    """Return the names that fit floats, with the digits where these are fewer than float64 has.

    Parameters
    ----------
    subject_at
        Returns the matrix as it is judged with a tolerance, relative to its size.
    strict
        The tolerance that rounding alone needs.
    """
    kinds = list(find_kinds(subject_at(strict)))
    names = {kind.name for kind in kinds}
    if not _new(subject_at(10.0**-FEWEST_DIGITS), names):
        return tuple(kinds)
    for digits in range(DOUBLE_DIGITS - 2, FEWEST_DIGITS - 1, -1):
        tolerance = 10.0**-digits
        for kind in _new(subject_at(tolerance), names) if tolerance > strict else ():
            kinds.append(replace(kind, digits=digits))
            names.add(kind.name)
    return tuple(kinds)


def _new(subject: JudgedMatrix, names: set[str]) -> list[Kind]:
    """Return the names that only rounding keeps from fitting, other than known ones."""
    return [k for k in find_kinds(subject) if k.name in _ROUNDED and k.name not in names]
