"""How large an expression of sympy becomes, before it is worked out or multiplied out.

A power of a million digits, or a product of a million terms, is one operation that can't be ended.
"""

from __future__ import annotations

import math
from typing import Any

MOST_BITS = 4096
"""Of a number that is worked out exactly."""

MOST_TERMS = 200
"""Of an expression that is multiplied out."""


def terms_of(f: Any) -> float:
    """Return how many terms an expression may have once it is multiplied out."""
    sizes = [terms_of(part) for part in f.args]
    if f.is_Add:
        return sum(sizes)
    if f.is_Mul:
        return math.prod(sizes)
    if f.is_Pow and f.exp.is_Integer:
        count, turns = int(min(sizes[0], MOST_TERMS)), int(min(abs(f.exp), MOST_TERMS))
        return float(math.comb(count + turns - 1, turns))
    return max(sizes, default=1.0)


def bits_of(f: Any, place: Any) -> float:
    """Return how many bits the numbers in an expression may have, if its variable is a number."""
    if f.is_Symbol:
        return bits_of(place, place)
    if f.is_Rational:
        return float(int(f.p).bit_length() + int(f.q).bit_length())
    sizes = [bits_of(part, place) for part in f.args]
    if not f.is_Pow:
        return sum(sizes)
    below, above = sizes
    turns = float(abs(f.exp)) if f.exp.is_Rational else 2.0 ** min(above, 64.0)
    return below * max(turns, 1.0)
