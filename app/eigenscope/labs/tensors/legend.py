"""What the colours of a program's pictures mean; axes have their numbers beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eigenscope.labs.kit.tensors.problem_picture import MISFIT, misfits
from eigenscope.labs.kit.tensors.step_legend import step_legend
from eigenscope.labs.kit.tensors.step_picture import StepPicture
from eigenscope.labs.kit.tensors.tensor_step import TensorProgram
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text


def program_legend(program: TensorProgram, pictures: Sequence[StepPicture]) -> Mapping[Slot, Text]:
    """Return what each colour means that some step's picture has."""
    wrong = frozenset() if program.problem is None else frozenset(misfits(program.problem))
    legend: dict[Slot, Text] = step_legend(pictures, wrong)
    if MISFIT in wrong:
        legend[MISFIT] = "does not fit"
    return legend
