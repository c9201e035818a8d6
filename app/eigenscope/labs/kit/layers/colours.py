"""What is drawn of a layer's sheet, and in which colours."""

from __future__ import annotations

from eigenscope.labs.kit.colours import COLUMN_SPACE, NULL_SPACE, OUTPUT
from eigenscope.scene.slots import Slot

SHEET = Slot.ACCENT_9  # what keeps the rank of W
EDGE = Slot.ACCENT_4  # what the activation flattens
CORNER = NULL_SPACE  # what it sends to 0
FOLD = Slot.ACCENT_5  # where a neuron has z = 0
CLASSES = (OUTPUT, Slot.NEGATIVE, COLUMN_SPACE)  # points of each class
