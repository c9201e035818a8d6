"""The landscape where it is looked at: contours fill the view wherever one pans and zooms.

A terrain takes some hundredths of a second, so it is made for regions that go by steps, larger
than the view, and kept.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from eigenscope.engine.optimise.landscapes import Landscape
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.functions.height import Relief
from eigenscope.labs.kit.functions.square import HIGH, WIDE, Square
from eigenscope.labs.kit.functions.terrain import Terrain, terrain
from eigenscope.scene.grid import space_reach

_FINEST = 0.2  # of a region's radius: a view half as high as that gets contours of its own


@lru_cache(maxsize=16)
def ground(
    landscape: Landscape, region: Square, relief: Relief | None = None, *, slopes: bool = False
) -> Terrain:
    """Return the terrain of a landscape; kept, so that it uploads no contours anew.

    Landscapes are told apart as objects: whoever asks again hands over the same one.
    """
    with np.errstate(all="ignore"):  # far out, f may be beyond all numbers
        return terrain(landscape, region, relief, slopes=slopes)


def ground_in_view(landscape: Landscape, own: Terrain, view: View) -> Terrain:
    """Return the terrain that fills a view: a solution's own where that is enough."""
    if own.surface is not None:
        return own
    wide, high = _half(view)
    x, y = view.camera.target[:2]
    region = own.region
    across, up = abs(x - region.x) + wide, abs(y - region.y) + high
    fine = high >= _FINEST * region.radius
    if fine and across <= WIDE * region.radius and up <= HIGH * region.radius:
        return own
    return ground(landscape, _region_of(x, y, wide, high), slopes=own.field is not None)


def _half(view: View) -> tuple[float, float]:
    """Return half the width and height of what a view shows of the plane."""
    if view.camera.flat:
        return view.half
    reach = space_reach(view.camera, view.size)
    return reach, reach


def _region_of(x: float, y: float, wide: float, high: float) -> Square:
    """Return a region whose contours fill a view: its size and its place go by steps."""
    step = 0.5  # of the radius, from one place to the next: the view is at most half of it off
    least = max(wide / (WIDE - step / 2), high / (HIGH - step / 2))
    radius = 2.0 ** math.ceil(math.log2(least))
    middle = [round(place / (step * radius)) * step * radius for place in (x, y)]
    return Square(middle[0], middle[1], radius)
