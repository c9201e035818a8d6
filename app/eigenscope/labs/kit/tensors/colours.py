"""The colours of axes, in the order in which a tensor's axes take them."""

from __future__ import annotations

from eigenscope.scene.slots import Slot

AXES = (
    Slot.ACCENT_1,
    Slot.ACCENT_2,
    Slot.ACCENT_6,
    Slot.ACCENT_5,
    Slot.ACCENT_8,
)
"""They are told apart from each other, and from the kit's colours of operands and results."""
