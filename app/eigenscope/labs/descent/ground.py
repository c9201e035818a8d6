"""The landscape where it is looked at: contours fill the view wherever one pans and zooms.

A terrain takes some hundredths of a second, so it is made for regions that go by steps, larger
than the view, and kept.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.descent.inputs import Inputs
from eigenscope.labs.descent.landscape import landscape_of
from eigenscope.labs.descent.solution import Solution
from eigenscope.labs.descent.terrain import HIGH, WIDE, Square, Terrain, terrain
from eigenscope.scene.grid import space_reach

_FINEST = 0.2  # of a region's radius: a view half as high as that gets contours of its own


def ground(
    inputs: Inputs, region: Square, lifted: bool, logarithmic: bool, slopes: bool
) -> Terrain:
    """Return the terrain; kept, so that another start or rate uploads no contours anew."""
    return _terrain_of(_function_of(inputs), region, lifted, logarithmic, slopes)


def ground_in_view(solution: Solution, view: View) -> Terrain:
    """Return the terrain that fills a view: the solution's own where that is enough."""
    own = solution.terrain
    if own.surface is not None:
        return own
    wide, high = _half(view)
    x, y = view.camera.target[:2]
    region = own.region
    across, up = abs(x - region.x) + wide, abs(y - region.y) + high
    fine = high >= _FINEST * region.radius
    if fine and across <= WIDE * region.radius and up <= HIGH * region.radius:
        return own
    return ground(
        solution.inputs, _region_of(x, y, wide, high), False, False, own.field is not None
    )


def _half(view: View) -> tuple[float, float]:
    """Return half the width and height of what a view shows of the plane."""
    camera, size = view.camera, view.size
    if not camera.flat:
        return space_reach(camera, size), space_reach(camera, size)
    return camera.height / 2 * size[0] / max(size[1], 1.0), camera.height / 2


def _region_of(x: float, y: float, wide: float, high: float) -> Square:
    """Return a region whose contours fill a view: its size and its place go by steps."""
    step = 0.5  # of the radius, from one place to the next: the view is at most half of it off
    least = max(wide / (WIDE - step / 2), high / (HIGH - step / 2))
    radius = 2.0 ** math.ceil(math.log2(least))
    middle = [round(place / (step * radius)) * step * radius for place in (x, y)]
    return Square(middle[0], middle[1], radius)


def _function_of(inputs: Inputs) -> Inputs:
    """Return inputs that differ only if their functions do."""
    return Inputs(
        function=inputs.function,
        matrix=inputs.matrix,
        b=inputs.b,
        first=inputs.first,
        second=inputs.second,
        angle=inputs.angle,
        formula=inputs.formula,
    )


@lru_cache(maxsize=16)
def _terrain_of(
    function: Inputs, region: Square, lifted: bool, logarithmic: bool, slopes: bool
) -> Terrain:
    landscape = landscape_of(function)
    with np.errstate(all="ignore"):  # far out, f may be beyond all numbers
        return terrain(landscape, region, lifted=lifted, logarithmic=logarithmic, slopes=slopes)
