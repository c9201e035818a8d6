"""What the lab draws besides its operands and their result, and in which colours."""

from __future__ import annotations

from eigenscope.scene.slots import Slot

ADDED = Slot.MUTED  # b, added to every row
LETTER = Slot.ACCENT_9
MISFIT = Slot.WARNING
