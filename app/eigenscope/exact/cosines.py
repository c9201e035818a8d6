"""The cosines that have square roots alone, and the angles that have them."""

from __future__ import annotations

import math
from fractions import Fraction

from eigenscope.exact.surd import ExactNumber, Surd, root

_HALF = Fraction(1, 2)
_QUARTER = Fraction(1, 4)
COSINES = {
    Fraction(0): Surd.of(1),
    Fraction(1, 12): (root(Fraction(2)) + root(Fraction(6))) * _QUARTER,
    Fraction(1, 6): root(Fraction(3)) * _HALF,
    Fraction(1, 5): (root(Fraction(5)) + 1) * _QUARTER,
    _QUARTER: root(Fraction(2)) * _HALF,
    Fraction(1, 3): Surd.of(_HALF),
    Fraction(2, 5): (root(Fraction(5)) - 1) * _QUARTER,
    Fraction(5, 12): (root(Fraction(6)) - root(Fraction(2))) * _QUARTER,
    _HALF: Surd({}),
}
"""The cosines of fractions of pi from 0 to a right angle, by the fraction."""


def cosine(turns: Fraction) -> Surd | None:
    """Return cos(turns·π), or None where it has other roots than square roots of fractions."""
    folded = turns % 2
    folded = min(folded, 2 - folded)  # cos is even
    if folded > _HALF:
        opposite = COSINES.get(1 - folded)
        return None if opposite is None else -opposite
    return COSINES.get(folded)


def whole_degrees(cosine_of_angle: ExactNumber) -> int | None:
    """Return the angle, 0…180, that has a cosine in whole degrees; None if it is none of these."""
    degrees = round(math.degrees(math.acos(max(-1.0, min(1.0, float(cosine_of_angle))))))
    return degrees if cosine(Fraction(degrees, 180)) == cosine_of_angle else None
