"""What is drawn of a terrain: its contours, its surface and the arrows down its slope."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from eigenscope.labs.kit.functions.terrain import Terrain
from eigenscope.scene.frame import Draw, Style, affine
from eigenscope.scene.slots import Slot

CONTOURS = Slot.BACKDROP
FIELD = Slot.MUTED


def terrain_draws(ground: Terrain, *, opacity: float = 0.26) -> Iterator[Draw]:
    """Yield a terrain; the ``opacity`` is that of its surface."""
    place = affine(np.eye(3), (*ground.region.middle, 0.0))
    if ground.surface is not None:
        style = Style(CONTOURS, opacity=opacity, shaded=True)
        yield Draw(ground.surface, style, place, name="contours surface")
    count = len(ground.contours)
    for index, level in enumerate(ground.contours):
        # Lower lines are stronger: so it is seen which way is down.
        strength = 0.95 - 0.5 * index / max(count - 1, 1)
        style = Style(CONTOURS, 1.3, strength)
        yield Draw(level, style, place, name=f"contours {index}")
    if ground.field is not None:
        yield Draw(ground.field, Style(FIELD, 1.6, 0.8), place, name="field")
