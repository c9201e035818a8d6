"""What the lab draws besides what other labs have too, and in which colours."""

from __future__ import annotations

from eigenscope.scene.slots import Slot

BIAS = Slot.ACCENT_6
