"""What the colours of a program's pictures mean; axes have their numbers beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eigenscope.labs.kit.colours import OPERANDS, RESULT
from eigenscope.labs.kit.tensors.problem_picture import MISFIT, misfits
from eigenscope.labs.kit.tensors.step_picture import StepPicture
from eigenscope.labs.kit.tensors.tensor_step import TensorProgram
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text

_NAMES: tuple[tuple[Slot, Text], ...] = (
    (OPERANDS[0], "first operand"),
    (OPERANDS[1], "second operand"),
    (OPERANDS[2], "third operand"),
    (RESULT, "result"),
)


def program_legend(program: TensorProgram, pictures: Sequence[StepPicture]) -> Mapping[Slot, Text]:
    """Return what each colour means that some step's picture has."""
    shown = {item.slot for picture in pictures for item in picture.items if item.tensor is not None}
    if program.problem is not None:
        shown |= set(misfits(program.problem))
    legend: dict[Slot, Text] = {slot: text for slot, text in _NAMES if slot in shown}
    if MISFIT in shown:
        legend[MISFIT] = "does not fit"
    return legend
