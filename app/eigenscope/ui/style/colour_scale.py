"""The scale of heat maps in the present theme."""

from __future__ import annotations

from eigenscope.scene.colour_scale import ColourScale, scale_between
from eigenscope.ui.style.theme import current_theme


def colour_scale(low: float, high: float, diverging: bool) -> ColourScale:
    """Return the scale that a heat map has in the present theme."""
    return scale_between(low, high, diverging=diverging, dark=current_theme().dark)
