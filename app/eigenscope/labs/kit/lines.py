"""Lines without an end: they go through the whole view, whichever that is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import ORIGIN
from eigenscope.scene.frame import Draw, Style, affine
from eigenscope.scene.geometry import Segments
from eigenscope.scene.slots import Slot

LINE = Segments([[(-1.0, 0.0, 0.0), (1.0, 0.0, 0.0)]])
"""For a matrix that carries (1, 0, 0) to half of a line."""

_SPACE_LINE = 2.5  # views: how far from the origin a line goes in space, where it fades out


def line(
    name: str,
    direction: Floats,
    view: View,
    slot: Slot,
    through: Floats = ORIGIN,
    width: float = 1.6,
    opacity: float = 0.75,
) -> Iterator[Draw]:
    """Yield a line that goes through the whole view; in space, where it has no end, it fades out.

    There a line that leads away from the eye never leaves the view.
    """
    camera = view.camera
    wide = camera.height * max(1.0, view.size[0] / max(view.size[1], 1.0))
    reach = wide * (1.0 if camera.flat else _SPACE_LINE) + float(np.linalg.norm(camera.target))
    from eigenscope.exact.vectors import Vector, unit  # late: few first pictures have a line

    half = unit(Vector(direction)) * (reach + float(np.linalg.norm(through)))
    style = Style(slot, width, opacity, 0.0 if camera.flat else 1.0)
    yield Draw(LINE, style, affine(half[:, None], through), name=name)
