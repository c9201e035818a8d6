"""What the lab draws, and in which colours."""

from __future__ import annotations

from eigenscope.scene.slots import ACCENTS, Slot

CLASSES = (Slot.ACCENT_3, Slot.ACCENT_7, Slot.ACCENT_4)
"""Points of the first three classes, and where the network says that class."""

OTHERS = Slot.MUTED  # points of further classes
BOUNDARY = Slot.HIGHLIGHT
WRONG = Slot.INK
OUTPUT = Slot.HIGHLIGHT  # the network's output, as a curve or surface
LOSS, ACCURACY = Slot.HIGHLIGHT, Slot.ACCENT_5
LAYERS = ACCENTS[:6]


def class_slot(number: int) -> Slot:
    """Return the colour of a class, from 0."""
    return CLASSES[number] if number < len(CLASSES) else OTHERS
