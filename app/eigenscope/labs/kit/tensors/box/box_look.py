"""The names and colours of a box's faces and of its axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eigenscope.labs.kit.colours import OPERAND_A, OPERAND_B, RESULT
from eigenscope.labs.kit.tensors.colours import AXES
from eigenscope.scene.slots import Slot


@dataclass(frozen=True)
class BoxLook:
    """How the faces and the axes of a box look.

    Attributes
    ----------
    names
        What the names of a face's draws begin with: of the left face, the top, the wall, and of
        the floor and the right side of a second box.
    faces
        Their colours, in the same order.
    axes
        The colours of the axes: rows, what is shared, columns, and those of the second product.
    rows, columns
        What stands beside the rows of the left face and above the columns of the top: tokens.
    coloured
        Whether the wall's numbers have colours behind them.
    """

    names: tuple[str, ...] = ("A", "B", "C", "V", "Y")
    faces: tuple[Slot, ...] = (OPERAND_A, OPERAND_B, RESULT, Slot.MUTED, RESULT)
    axes: tuple[Slot, ...] = AXES[:4]
    rows: Sequence[str] = ()
    columns: Sequence[str] = ()
    coloured: bool = True

    def axes_of(self, face: int) -> tuple[Slot, Slot]:
        """Return the colours of the rows' axis and the columns' axis of a face's matrix."""
        rows, shared, columns, further = self.axes
        return (
            (rows, shared),
            (shared, columns),
            (rows, columns),
            (columns, further),
            (rows, further),
        )[face]
