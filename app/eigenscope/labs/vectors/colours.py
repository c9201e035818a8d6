"""What the lab draws, and in which colours."""

from __future__ import annotations

from eigenscope.labs.kit.colours import BASIS, COLUMN_SPACE
from eigenscope.scene.slots import Slot

VECTORS = BASIS
"""a, b and c, or the columns of a matrix."""

RESULT = Slot.HIGHLIGHT  # a sum, difference, combination, cross product, or Ax
SHADOW = Slot.HIGHLIGHT  # a projection
LENGTH = Slot.HIGHLIGHT  # a way along the grid, or vectors of length 1
LINE = Slot.HIGHLIGHT
SPAN = COLUMN_SPACE
ANGLE = Slot.ACCENT_10
UNIT_BALL = Slot.ACCENT_9
BALL = Slot.ACCENT_10
IMAGE = Slot.ACCENT_10  # of the unit ball
MIDPOINT = Slot.ACCENT_7
TOUCHING = (Slot.ACCENT_5, Slot.ACCENT_10)
"""The two balls that touch a line."""
