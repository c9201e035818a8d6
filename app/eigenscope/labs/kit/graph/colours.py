"""The colours of a graph of operations: they say what a thing is, and which way numbers run."""

from __future__ import annotations

from eigenscope.labs.kit.colours import OPERAND_A
from eigenscope.scene.slots import Slot

TENSOR = OPERAND_A  # a leaf: a number or tensor that was entered
OPERATION = Slot.AXIS  # what is computed
OUTCOME = Slot.HIGHLIGHT  # the node at the end, from which gradients run back
FORWARD = Slot.ACCENT_2
BACKWARD = Slot.ACCENT_7
"""Values on their way to the end, and gradients on their way back."""
