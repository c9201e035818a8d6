"""How high the values of a function stand in the picture."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.labs.kit.functions.square import Square

_OVER = 0.02  # of the whole height: how far beyond its ends a value is still drawn
_TAIL, _FAR = 0.04, 5.0  # values so rare at the ends are cut off if they are so much farther out
_STEEPNESS = 100.0  # of a logarithmic height: the ratio that it spreads out


@dataclass(frozen=True)
class Relief:
    """How a landscape is lifted into space.

    Attributes
    ----------
    logarithmic
        Whether steep functions are spread out by a logarithm.
    faces
        Cells of the surface each way.
    cut
        Whether the surface ends where f is far higher or lower than almost everywhere, as at a
        pole; else it goes on at the height of the edge.
    """

    logarithmic: bool = False
    faces: int = 15
    cut: bool = False


@dataclass(frozen=True)
class Height:
    """From values of f to heights in the picture: 0 at ``low``, ``top`` at ``high``.

    With ``cut``, values beyond both have no height.
    """

    low: float
    high: float
    top: float
    logarithmic: bool = False
    cut: bool = False

    def of(self, values: npt.ArrayLike) -> Floats:
        """Return heights, a little above ``top`` at most; not a number where f has no value."""
        with np.errstate(all="ignore"):
            share = (np.asarray(values) - self.low) / (self.high - self.low)
            if self.cut:
                share = np.where((share < -_OVER) | (share > 1 + _OVER), np.nan, share)
            share = np.clip(share, 0.0, 1.1)
        if self.logarithmic:
            share = np.log1p(_STEEPNESS * share) / math.log1p(_STEEPNESS)
        return np.asarray(self.top * share)


def height_of(values: Floats, region: Square, relief: Relief) -> Height:
    """Return heights for the values that a function has in a region."""
    good = values[np.isfinite(values)]
    low, high = (float(good.min()), float(good.max())) if good.size else (0.0, 1.0)
    if relief.cut and good.size:
        inner = [float(each) for each in np.quantile(good, (_TAIL, 1 - _TAIL))]
        if high - low > _FAR * (inner[1] - inner[0]):
            low, high = inner
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        high = low + max(1.0, abs(low))
    return Height(low, high, region.radius, relief.logarithmic, relief.cut)
