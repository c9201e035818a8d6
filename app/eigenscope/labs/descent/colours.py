"""What the lab draws, and in which colours."""

from __future__ import annotations

from eigenscope.labs.kit.colours import DIRECTIONS
from eigenscope.scene.slots import Slot

METHODS = {
    "descent": Slot.TRAIL,
    "momentum": Slot.ACCENT_1,
    "nesterov": Slot.ACCENT_2,
    "rmsprop": Slot.ACCENT_3,
    "adam": Slot.ACCENT_6,
}
CURVATURES = DIRECTIONS[:2]
"""The eigenvectors of the Hessian."""
