"""How a step begins: what was there before goes to its new place, all else appears."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from eigenscope.labs.kit.tensors.cells.items import TensorItem
from eigenscope.labs.kit.tensors.cells.placement import Placement
from eigenscope.labs.kit.tensors.tensor_step import ShownTensor
from eigenscope.scene.frame import Draw


@dataclass(frozen=True, eq=False)
class Arrival:
    """A moment between the picture of the last step and that of the next one.

    Attributes
    ----------
    part
        How far it has come, 0…1.
    items, placements
        What the last picture showed, and where.
    """

    part: float
    items: Sequence[TensorItem]
    placements: Sequence[Placement]

    def start_of(self, tensor: ShownTensor) -> Placement | None:
        """Return where a tensor was, its result before its operands; None if it was not shown."""
        if tensor.step is None:
            return None
        pairs = reversed(list(zip(self.items, self.placements, strict=True)))
        return next(
            (
                placement
                for item, placement in pairs
                if item.tensor is not None
                and item.tensor.step == tensor.step
                and item.tensor.shape == tensor.shape
            ),
            None,
        )

    def faded(self, draw: Draw) -> Draw:
        """Return a draw of what appears, as strong as it is by now."""
        return replace(draw, style=replace(draw.style, opacity=draw.style.opacity * self.part))
