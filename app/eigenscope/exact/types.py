"""The types of tables that exact arithmetic takes and gives."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import numpy.typing as npt

Fractions = tuple[tuple[Fraction, ...], ...]
"""The rows of an (m, n) matrix."""

FloatMatrix = npt.NDArray[np.float64]
