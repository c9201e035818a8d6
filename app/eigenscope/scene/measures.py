"""Proportions of drawn things that are no part of a style: both renderers must agree on them."""

from __future__ import annotations

from typing import Final

HEAD_LENGTH: Final = 4.5
"""Length of an arrow's head, in widths of its shaft."""

HEAD_LEAST: Final = 11.0
"""Least length of an arrow's head, in logical pixels."""

HEAD_HALF_WIDTH: Final = 0.42
"""Half the width of an arrow's head, in lengths of the head."""

HEAD_MOST: Final = 0.5
"""Most of an arrow that is head: a short arrow's head shrinks, and so that it is still seen as a
head, its shaft is at most half as wide.
"""

SHADE_AMBIENT: Final = 0.72
"""Brightness of a shaded face seen edge on; seen face on, it has its full colour.

The colour is multiplied by ``SHADE_AMBIENT + (1 - SHADE_AMBIENT) * abs(normal @ to_eye)``, with
the unit normal of the face in the world and the unit vector from the camera's target to the eye.
"""

FADE_BEGINS: Final = 0.6
"""Where a fading line begins to fade, as a part of the distance at which it is gone."""

SIDE_STEEPNESS: Final = 1.5
"""How soon a label, on its way round what it names, stands wholly beside it or above it."""


def head_length(width: float) -> float:
    """Return the length of an arrow's head, in logical pixels, for a shaft of that width."""
    return max(HEAD_LEAST, HEAD_LENGTH * width)
