"""What is drawn of functions of x, and in which colours."""

from __future__ import annotations

from eigenscope.labs.kit.colours import BASIS, DIRECTIONS
from eigenscope.scene.slots import Slot

CURVE = Slot.HIGHLIGHT
RUN, RISE = BASIS[:2]
"""Δx, and Δy."""

SECANT = Slot.ACCENT_6
TANGENT = DIRECTIONS[0]
"""The tangent, with dy and f′."""

SECOND = BASIS[2]
"""f″, the corner of two changes, and where a series converges."""

POINT = Slot.INK

WAYS = (Slot.TRAIL, *BASIS, Slot.ACCENT_6)
"""Ways to a derivative, in a chart."""
