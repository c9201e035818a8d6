"""Attention as blocks side by side: one traced step after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from eigenscope.labs.attention.stages_story import StagesStory
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.attention import colours
from eigenscope.labs.kit.attention.colours import axes_of, slot_of
from eigenscope.labs.kit.tensors.flat_view import face_on
from eigenscope.labs.kit.tensors.sources.axes import step_axes
from eigenscope.labs.kit.tensors.step_picture import StepPicture
from eigenscope.labs.kit.tensors.step_sequence import StepSequence, without_detour
from eigenscope.labs.kit.tensors.tensor_step import ShownTensor
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation

_SPLIT = ("K_h", "V_h")  # shown once, of Q
_NAMES: tuple[tuple[Slot, Text], ...] = (
    (colours.EMBEDDING, "embeddings X, and learnable weights W"),
    (colours.QUERY, "queries Q"),
    (colours.KEY, "keys K"),
    (colours.WEIGHT, "scores and weights"),
    (colours.VALUE, "values V"),
    (colours.OUTPUT, "output"),
)


@dataclass(frozen=True, eq=False)
class BlocksStory(StagesStory):
    """The stages of attention as pictures of traced steps."""

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """All that the program makes."""
        statements = self.attention.program.statements
        return tuple(each.variable for each in statements if each.variable not in _SPLIT)

    @cached_property
    def sequence(self) -> StepSequence:
        """The pictures."""
        return StepSequence(self.attention.traced, tuple(map(self._picture, self.variables)))

    def _picture(self, variable: str) -> StepPicture:
        attention = self.attention
        step, traced = attention.steps[variable], attention.traced
        if variable in ("Q_h", "K_h", "V_h"):
            step = without_detour(step, traced, variable.removesuffix("_h"))
        elif step.operation == "flatten":
            step = without_detour(step, traced, "O_h")
        tensors = [*step.operands, *([] if step.result is None else [step.result])]
        slots = {each.label: slot_of(each.label) for each in tensors if each.dtype}
        assert step.result is not None
        axes = replace(
            step_axes(step, {}),
            operands=tuple(self.axes_of(each, variable) for each in step.operands),
            result=self.axes_of(step.result, variable),
        )
        return StepPicture(step, axes, names=self.names, slots=slots)

    @property
    def names(self) -> Mapping[Slot, Sequence[str]]:
        """What queries and keys are called, by the colours of their axes."""
        return {
            colours.QUERY: self.attention.query_names,
            colours.KEY: self.attention.key_names,
        }

    def axes_of(self, tensor: ShownTensor, variable: str) -> tuple[Slot, ...]:
        """Return the colours of a tensor's axes when a variable is made of it."""
        if variable == "output" and self.attention.inputs.project:
            variable = "projected"
        return axes_of(tensor.label, variable, len(tensor.shape))

    def prepare(self, cancellation: Cancellation | None = None) -> BlocksStory:
        """Make what takes long now, and return the story."""
        self.sequence.prepare(cancellation)
        _ = self.timeline, self.attention.entropies
        return self

    def length(self, stage: int) -> float:
        """Return how long a stage plays."""
        return self.sequence.pictures[stage].length

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        view = face_on(view)  # beside boxes it would lie on the floor
        draws, labels = self.sequence.parts(*self.shown(t), view)
        return Frame(tuple(draws), tuple(labels), view.camera)

    def score_under(self, stage: int, view: View) -> int | None:
        """Return the cell of a head's scores that the pointer is on in the result."""
        result = self.sequence.pictures[stage].step.result
        shape = self.attention.program.operands.shape
        if result is None or result.shape[-2:] != shape or slot_of(result.label) != colours.WEIGHT:
            return None
        cell = self.sequence.pictures[stage].result_cell(face_on(view))
        return None if cell is None else cell % (shape[0] * shape[1])

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours of tensors mean."""
        items = (item for picture in self.sequence.pictures for item in picture.items)
        shown = {item.slot for item in items}
        return {slot: name for slot, name in _NAMES if slot in shown}
