"""The functions of numpy that formulas use, of numbers with a small imaginary part.

What numpy does with complex numbers is right where a function is analytic; |x|, max and the like
have to follow the real part, so that the imaginary part is the derivative there too.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from eigenscope.engine.error_function import error_function


class ComplexFunctions:
    """numpy for complex arrays z = x + ih; what is not here is numpy's own."""

    def __getattr__(self, name: str) -> Any:
        if name in ("relu", "nn"):  # what torch alone has
            raise AttributeError(name)
        return getattr(np, name)

    def abs(self, z: Any) -> Any:
        """Return z or −z, by the sign of the real part."""
        return np.where(z.real < 0, -z, z)

    def sign(self, z: Any) -> Any:
        """Return the sign of the real part."""
        return np.sign(z.real) + 0j

    def floor(self, z: Any) -> Any:
        """Return that of the real part."""
        return np.floor(z.real) + 0j

    def ceil(self, z: Any) -> Any:
        """Return that of the real part."""
        return np.ceil(z.real) + 0j

    def round(self, z: Any) -> Any:
        """Return that of the real part."""
        return np.round(z.real) + 0j

    def maximum(self, z: Any, w: Any) -> Any:
        """Return the one with the larger real part."""
        return np.where(np.real(z) < np.real(w), w, z)

    def minimum(self, z: Any, w: Any) -> Any:
        """Return the one with the smaller real part."""
        return np.where(np.real(z) > np.real(w), w, z)

    def erf(self, z: Any) -> Any:
        """Return erf x + ih·erf′ x, which is exact for a small h."""
        slope = 2 / math.sqrt(math.pi) * np.exp(-(z.real**2))
        return error_function(z.real) + 1j * z.imag * slope

    def logaddexp(self, z: Any, w: Any) -> Any:
        """Return ln(eᶻ + eʷ), which does not overflow."""
        return self.maximum(z, w) + np.log1p(np.exp(-self.abs(z - w)))
