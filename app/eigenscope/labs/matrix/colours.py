"""What the lab draws, and in which colours."""

from __future__ import annotations

from eigenscope.labs.kit.colours import DIRECTIONS
from eigenscope.scene.slots import Slot

BALL = Slot.POSITIVE  # the image of the unit ball
ROWS = Slot.ACCENT_9
ENTRIES = Slot.HIGHLIGHT
NOT_FINITE = Slot.NEGATIVE
SPECTRUM, ERROR, ENERGY = DIRECTIONS  # singular values or eigenvalues; of what is kept of them
LENGTHS = ERROR  # of rows or columns
NOISE = Slot.ACCENT_10
MARK = Slot.MUTED  # a mean, a rank
