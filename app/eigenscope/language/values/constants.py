"""Names that mean something before anything is defined."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from eigenscope.exact.surd import Surd
from eigenscope.language.values.value import Value, from_array, from_exact, objects, pi_times

_IMAGINARY = from_exact(objects([Surd({-1: Fraction(1)})], ()))
_IDENTITY = Value(np.asarray(1.0), objects([Surd.of(1)], ()), role="identity")

CONSTANTS: Mapping[str, Value] = {
    "pi": pi_times(Fraction(1)),
    "π": pi_times(Fraction(1)),
    "tau": pi_times(Fraction(2)),
    "τ": pi_times(Fraction(2)),
    "e": from_array(np.asarray(math.e)),
    "i": _IMAGINARY,
    "I": _IDENTITY,
    "inf": from_array(np.asarray(math.inf)),
    "rad": Value(np.asarray(1.0), objects([Surd.of(1)], ()), angle=True),
    "deg": pi_times(Fraction(1, 180), angle=True),
}
"""Names that mean something unless they are given another meaning."""
