"""Which colour a value has in a heat map.

The diverging scale leaves the background's own lightness at 0 and goes to blue below and to red
above, so that what is strong stands out on dark and on light alike; its two arms differ in hue
and stay apart for every kind of colour vision. The sequential one is viridis.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats, Pixels

Bytes = Pixels
SHADES = 256
_ON_DARK = ("9fd4ff", "4a9be8", "265f9e", "262c36", "a03a30", "f0705c", "ffc4ad")
_ON_LIGHT = ("0b3c7d", "2a74c4", "9ac3ea", "f4f5f7", "f1ae97", "cf4a35", "7c1015")
_ODD = {True: "e6dc1e", False: "ff4fd8"}  # by diverging: a colour that is not on the scale
# Every fifth of the 256 colours of viridis by Stefan van der Walt and Nathaniel Smith, 2015.
_VIRIDIS = (
    "440154 46085c 471063 481769 481d6f 482475 472a7a 46307e 453781 433d84 414287 3f4889 3d4e8a "
    "3a538b 38598c 355e8d 33638d 31688e 2e6d8e 2c718e 2a768e 297b8e 27808e 25848e 23898e 218e8d "
    "20928c 1f978b 1e9c89 1fa188 21a585 24aa83 28ae80 2eb37c 35b779 3dbc74 46c06f 50c46a 5ac864 "
    "65cb5e 70cf57 7cd250 89d548 95d840 a2da37 b0dd2f bddf26 cae11f d8e219 e5e419 f1e51d fde725 "
)


_LIGHTNESS = np.array([0.299, 0.587, 0.114])  # of red, green and blue, as eyes see them
_MIDDLE = 140  # of 255


@dataclass(frozen=True, eq=False)
class ColourScale:
    """Colours from ``low`` to ``high``.

    Attributes
    ----------
    table
        (256, 4): red, green, blue and alpha along the scale.
    odd
        (4,): the colour of entries that are not finite.
    """

    low: float
    high: float
    table: Bytes
    odd: Bytes

    def paint(self, values: Floats) -> Bytes:
        """Return the colours (m, n, 4) of values (m, n)."""
        low, high = self.low / 2, self.high / 2  # halves: their difference can't overflow
        span = high - low
        with np.errstate(invalid="ignore", over="ignore"):
            part = (values / 2 - low) / span if span > 0 else np.full(values.shape, 0.5)
        known = np.isfinite(values)
        part = np.where(known, part, 0.0)
        shade = (np.clip(part, 0.0, 1.0) * (SHADES - 1) + 0.5).astype(np.uint8)
        result: Bytes = self.table[shade]
        result[~known] = self.odd
        return result


def scale_between(low: float, high: float, *, diverging: bool, dark: bool) -> ColourScale:
    """Return the scale of a heat map on a dark or a light ground."""
    if not (math.isfinite(low) and math.isfinite(high) and low <= high):
        low, high = 0.0, 1.0
    table = _diverging(dark) if diverging else _sequential()
    return ColourScale(low, high, table, _rgba([_ODD[diverging]])[0])


def is_light(colours: Bytes) -> npt.NDArray[np.bool_]:
    """Tell on which colours (…, 4) what is written should be dark."""
    light: npt.NDArray[np.bool_] = colours[..., :3] @ _LIGHTNESS > _MIDDLE
    return light


@cache
def _diverging(dark: bool) -> Bytes:
    return _between(_ON_DARK if dark else _ON_LIGHT)


@cache
def _sequential() -> Bytes:
    return _between(_VIRIDIS.split())


def _between(names: Sequence[str]) -> Bytes:
    """Return as many shades as a scale has, mixed from colours at equal steps."""
    stops = _rgba(names).astype(np.float64)
    places = np.linspace(0, len(stops) - 1, SHADES)
    mixed = [np.interp(places, np.arange(len(stops)), stops[:, i]) for i in range(4)]
    return np.stack(mixed, axis=1).round().astype(np.uint8)


def _rgba(names: Sequence[str]) -> Bytes:
    return np.array([[*bytes.fromhex(name), 255] for name in names], dtype=np.uint8)
