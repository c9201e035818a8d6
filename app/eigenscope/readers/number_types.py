"""Types of numbers in files: what they are called, and what they become for the program.

numpy knows neither bfloat16 nor numbers of eight bits, which the weights of networks often are.
Such numbers are read as the whole numbers of their bits and turned into float32 here.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from eigenscope.readers.tensor_file import Array

BITS: dict[str, np.dtype[np.generic]] = {
    "bfloat16": np.dtype("<u2"),
    "float8_e4m3fn": np.dtype("u1"),
    "float8_e5m2": np.dtype("u1"),
}
"""Types that numpy lacks, and as what their bits are read."""


_WHOLE = tuple(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64))
PLAIN = frozenset(("bool", *_WHOLE, "float32", "float64", "complex64", "complex128"))
"""Types that stay what they are."""


def name_of(dtype: np.dtype[np.generic]) -> str | None:
    """Return the name of a numpy type of numbers, or None if it is not one."""
    if dtype.kind not in "biufc" or dtype.subdtype is not None:
        return None
    return dtype.newbyteorder("=").name


def widened(stored: Array, kind: str) -> Array:
    """Return numbers as the program works with them, in memory of their own."""
    if kind == "bfloat16":
        return np.left_shift(stored, 16, dtype=np.uint32, casting="unsafe").view(np.float32)
    if kind == "float8_e5m2":  # the upper half of a float16
        return (stored.astype(np.uint16) << 8).view(np.float16).astype(np.float32)
    if kind == "float8_e4m3fn":
        return _eight_bits()[stored.astype(np.intp)]
    if stored.dtype.kind == "f" and stored.dtype.itemsize == 2:
        return stored.astype(np.float32)
    if stored.dtype.kind == "b":  # a broken file may hold other bytes than 0 and 1
        return np.not_equal(stored.view(np.uint8), 0)
    if stored.dtype.kind == "f" and stored.dtype.itemsize > 8:
        return stored.astype(np.float64)
    if stored.dtype.kind == "c" and stored.dtype.itemsize > 16:
        return stored.astype(np.complex128)
    return stored.astype(stored.dtype.newbyteorder("="), copy=False)


@cache
def _eight_bits() -> npt.NDArray[np.float32]:
    """Return the value of each of the 256 numbers with 4 bits of exponent and 3 of fraction."""
    bits = np.arange(256)
    exponent, fraction = bits >> 3 & 15, bits & 7
    small = np.ldexp(fraction / 8.0, -6)
    values = np.where(exponent == 0, small, np.ldexp(1.0 + fraction / 8.0, exponent - 7))
    values[bits & 127 == 127] = np.nan
    return np.where(bits < 128, values, -values).astype(np.float32)
