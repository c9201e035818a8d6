"""What the lab draws besides its operands and their result, and in which colours."""

from __future__ import annotations

from eigenscope.scene.slots import Slot

ADDED = Slot.MUTED  # b, added to every row
SHARED_AXIS = Slot.ACCENT_6  # along which a product adds up
LETTER = Slot.ACCENT_9
MISFIT = Slot.WARNING
