"""Large matrices in small pieces, so that looking at them needs no second copy in float64."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats

Array = npt.NDArray[np.generic]

BLOCK = 1 << 17  # entries: a megabyte of float64, which stays in a core's cache
SAMPLE = 1_000_000  # entries from which percentiles are told
_EXTREME = 400  # powers of two beyond which squares would overflow or vanish


def blocks(values: Array, exponent: int = 0) -> Iterator[tuple[slice, slice, Floats]]:
    """Yield a matrix (m, n) piece by piece, in float64 and times 2 to the power of −exponent.

    The pieces share one buffer: each is gone when the next is asked for.
    """
    m, n = values.shape
    wide = min(n, BLOCK)
    high = max(1, BLOCK // wide)
    buffer = np.empty((high, wide))
    for top in range(0, m, high):
        for left in range(0, n, wide):
            part = values[top : top + high, left : left + wide]
            block = buffer[: part.shape[0], : part.shape[1]]
            block[...] = part
            if exponent:
                np.ldexp(block, -exponent, out=block)
            yield slice(top, top + high), slice(left, left + wide), block


def scaling(largest: float) -> int:
    """Return the power of two by which entries up to ``largest`` can be squared; mostly 0."""
    exponent = math.frexp(largest)[1]
    return exponent if abs(exponent) > _EXTREME else 0


def even_sample(values: Array, most: int = SAMPLE) -> Floats:
    """Return at most ``most`` finite entries of a matrix (m, n), evenly out of all of it, (k,)."""
    n = values.shape[1]
    step = max(1, -(-values.size // most))
    while step > 1 and math.gcd(step, n) > 1:
        step += 1  # or it would meet the same columns again and again
    places = np.arange(step // 2, values.size, step)
    taken = values.ravel() if step == 1 else values[places // n, places % n]
    sample: Floats = np.asarray(taken, dtype=np.float64)
    return sample[np.isfinite(sample)]
