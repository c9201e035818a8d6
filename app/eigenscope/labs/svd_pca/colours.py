"""What the lab draws besides what other labs have too, and in which colours."""

from __future__ import annotations

from eigenscope.labs.kit.colours import COLUMN_SPACE, DIRECTIONS
from eigenscope.scene.slots import Slot

BALL = Slot.POSITIVE  # the unit circle or ball, and its image
LOST = Slot.ACCENT_7  # the error of a map or a projection
DATA = Slot.ACCENT_9
SPREAD = Slot.POSITIVE
MEAN = Slot.INK
PLANE = COLUMN_SPACE
VARIANCE, CUMULATIVE = DIRECTIONS[:2]
CHOSEN = Slot.MUTED  # how many components are kept
