"""What the lab draws, and in which colours."""

from __future__ import annotations

from eigenscope.labs.kit.colours import BASIS, COLUMN_SPACE, DIRECTIONS
from eigenscope.scene.slots import Slot

EQUATIONS = (*BASIS, *DIRECTIONS[:2])
COLUMNS = BASIS
SOLUTIONS = Slot.HIGHLIGHT
NEAREST = COLUMN_SPACE  # x̂, the least-squares solution
RIGHT = Slot.HIGHLIGHT  # b
X = Slot.MUTED
LEFT_NULL_SPACE, ROW_SPACE = DIRECTIONS[:2]
RESIDUAL = Slot.NEGATIVE
RIDGE = Slot.TRAIL  # Ax as the ridge grows
DATA = Slot.HIGHLIGHT
FIT = COLUMN_SPACE
