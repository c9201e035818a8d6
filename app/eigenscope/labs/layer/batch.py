"""The batch as blocks of numbers: X Wᵀ, then + b, then σ. Each stage is a traced step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.colours import OPERAND_A, OPERAND_B, RESULT
from eigenscope.labs.kit.tensors.cells.item_draws import lights
from eigenscope.labs.kit.tensors.flat_view import flat_view
from eigenscope.labs.kit.tensors.pointing import cell_under
from eigenscope.labs.kit.tensors.sources.axes import axis_slots
from eigenscope.labs.kit.tensors.step_picture import StepPicture
from eigenscope.labs.kit.tensors.step_sequence import StepSequence
from eigenscope.labs.kit.tensors.tensor_step import TensorProgram
from eigenscope.labs.kit.tensors.tracing import traced_program
from eigenscope.labs.kit.timeline import Timeline
from eigenscope.labs.layer import program
from eigenscope.labs.layer.inputs import Inputs, with_point
from eigenscope.labs.layer.layer import Layer
from eigenscope.labs.layer.motion import MotionStory, dimensions_of
from eigenscope.labs.layer.numbers import NumbersStory
from eigenscope.labs.layer.words import batch_timeline
from eigenscope.scene.frame import Draw, Frame, Label
from eigenscope.scene.slots import Slot
from eigenscope.trace.access import ProgramAccess
from eigenscope.wording.words import Text

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation

_STAGES = ("@", "+")  # operations of the first two stages; the third is the activation


@dataclass(frozen=True, eq=False)
class BatchStory(NumbersStory):
    """The steps of a layer whose sizes fit."""

    trace: TensorProgram

    @cached_property
    def timeline(self) -> Timeline:
        """The product, the bias, the activation."""
        return batch_timeline(self.layer)

    @cached_property
    def sequence(self) -> StepSequence:
        """The pictures of the stages."""
        axes = axis_slots(self.trace)
        (product,) = (step for step in self.trace.steps if step.operation == _STAGES[0])
        pictures = tuple(
            StepPicture(step, axes[step.index])
            for step in self.trace.steps[product.index :]
            if step.operation in _STAGES or step.index > product.index + 2
        )
        return StepSequence(self.trace, pictures)

    def prepare(self) -> BatchStory:
        """Make what takes long now, where nobody waits for a frame, and return the story."""
        self.sequence.prepare()
        return self

    # --- the picture ---------------------------------------------------------------------------

    @cached_property
    def _extent(self) -> Floats:
        """What the motion's view is fitted to, so that both can be seen side by side."""
        if dimensions_of(self.layer.inputs) == 3:
            return super().extent()
        return MotionStory(self.layer).extent()

    def extent(self) -> Floats:
        """Return the corners of the motion, where it is in the plane."""
        return self._extent

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        flat = flat_view(view, self._extent)
        return flat.frame(*self._parts(t, flat.within))

    def _parts(self, t: float, view: View) -> tuple[list[Draw], list[Label]]:
        stage, _ = self.timeline.at(t)
        picture, part = self.sequence.pictures[stage], self.timeline.part(stage, t)
        draws, labels = self.sequence.parts(stage, part, view)
        motion = self.sequence.motion(stage, part)
        if motion > 0 or not stage:
            draws += self._chosen_row(picture, motion, view)
        return draws, labels

    def _chosen_row(self, picture: StepPicture, motion: float, view: View) -> Iterator[Draw]:
        """Yield the row of the chosen point, lit in the first operand and in the result."""
        row = self.layer.chosen
        if row is None:
            return
        placements = picture.layout(view).placements
        for number in (0, len(picture.items) - 1) if motion >= 1 else (0,):
            width = int(picture.items[number].block.shape[1])
            cells = tuple(range(row * width, (row + 1) * width))
            yield from lights(picture.items[number], placements[number], cells, taken=True)

    @property
    def points(self) -> bool:
        """Cells light up under the mouse."""
        return True

    def chosen(self, inputs: Any, t: float, view: View) -> Any | None:
        """Return the inputs with the point chosen whose row is under the pointer."""
        picture, inner = (
            self.sequence.pictures[self.timeline.at(t)[0]],
            flat_view(view, self._extent).within,
        )
        cell = cell_under(picture.items, picture.layout(inner), inner)
        if cell is None or cell[0] not in (0, len(picture.items) - 1):
            return None
        return with_point(inputs, cell[1] // int(picture.items[cell[0]].block.shape[1]) + 1)

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours of the blocks mean."""
        taken: Text = "points of the batch, then XWᵀ"
        if self.layer.map.bends:
            taken = "points of the batch, then XWᵀ and Z"
        return {OPERAND_A: taken, OPERAND_B: "weights, then bias", RESULT: "result of each step"}


def batch_story(inputs: Inputs, cancellation: Cancellation | None) -> BatchStory:
    """Return the traced steps of a layer whose sizes fit."""
    layer = Layer(inputs)
    access = ProgramAccess(names={"X": layer.points, "W": layer.map.weight, "b": layer.map.bias})
    source = "\n".join(program.lines(inputs)) + "\n"
    return BatchStory(layer, traced_program(source, 0, cancellation, access)).prepare()
