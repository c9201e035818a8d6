"""What the colours of steps' pictures mean; axes have their numbers beside them."""

from __future__ import annotations

from collections.abc import Sequence

from eigenscope.labs.kit.colours import OPERANDS, RESULT
from eigenscope.labs.kit.tensors.step_picture import StepPicture
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text

_NAMES: tuple[tuple[Slot, Text], ...] = (
    (OPERANDS[0], "first operand"),
    (OPERANDS[1], "second operand"),
    (OPERANDS[2], "third operand"),
    (RESULT, "result"),
)


def step_legend(
    pictures: Sequence[StepPicture], others: frozenset[Slot] = frozenset()
) -> dict[Slot, Text]:
    """Return what each colour means that some step's picture has, or that is drawn otherwise."""
    shown = {item.slot for picture in pictures for item in picture.items if item.tensor is not None}
    return {slot: text for slot, text in _NAMES if slot in shown | others}
