"""What the lab draws, and in which colours."""

from __future__ import annotations

from eigenscope.labs.kit.colours import OPERAND_A, OPERAND_B, RESULT
from eigenscope.scene.slots import Slot

FIRST, SECOND = OPERAND_A, OPERAND_B
"""The operands of a step on the number line."""

ANSWER = RESULT
NAMED = Slot.MUTED  # numbers that earlier lines have made
UNIT = Slot.ACCENT_2  # the number 1, while a line is stretched

KIND = RESULT  # the kinds of numbers that a number belongs to
TYPED = Slot.ACCENT_4  # the number that was typed, on its way to the nearest one stored
STORED = RESULT
SIGN, EXPONENT, FRACTION = Slot.ACCENT_6, Slot.ACCENT_9, Slot.ACCENT_2
"""The parts of a number's bits."""
