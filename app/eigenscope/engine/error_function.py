"""The error function, which numpy lacks: formulas, their derivatives and networks all take it."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats

_erf = np.frompyfunc(math.erf, 1, 1)


def error_function(x: npt.ArrayLike) -> Floats:
    """Return erf of every number, 2/√π ∫₀ˣ exp(−t²) dt."""
    return np.asarray(_erf(x), dtype=np.float64)
