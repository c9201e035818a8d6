"""The colours of what several labs show, so that a thing has the same one in all of them.

What only one lab shows has its colour in that lab's own ``colours.py``.
"""

from __future__ import annotations

from eigenscope.scene.slots import ACCENTS, Slot

BASIS = ACCENTS[:3]
"""e₁, e₂ and e₃, their images, and whatever else stands for the axes: vectors, columns."""

DIRECTIONS = ACCENTS[3:6]
"""Eigenlines, singular directions, principal axes: the first, second and third."""

NULL_SPACE = Slot.ACCENT_7
COLUMN_SPACE = Slot.ACCENT_8

INPUT = Slot.MUTED
OUTPUT = Slot.HIGHLIGHT
"""A vector, and its image."""

OPERAND_A, OPERAND_B, RESULT = Slot.ACCENT_9, Slot.ACCENT_4, Slot.HIGHLIGHT
"""The operands of a product, and what comes out."""

OPERANDS = (OPERAND_A, OPERAND_B, Slot.MUTED)
"""Those of an operation that may take more than two."""


def sign_slot(sign: float) -> Slot:
    """Return the slot of an area or another signed size, by its sign."""
    if sign == 0:
        return Slot.ZERO
    return Slot.NEGATIVE if sign < 0 else Slot.POSITIVE
