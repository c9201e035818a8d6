"""What the lab draws besides what other labs have too, and in which colours."""

from __future__ import annotations

from eigenscope.scene.slots import Slot

INVARIANT = Slot.ACCENT_10  # an ellipse that is carried onto itself
PATH = Slot.TRAIL  # of a vector's tip
SHAPE = Slot.ACCENT_9
