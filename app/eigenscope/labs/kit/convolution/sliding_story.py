"""The story of a program whose last step has a window: what comes before it, then the window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.clicks import toggled
from eigenscope.labs.kit.colours import OPERAND_A, OPERAND_B, RESULT
from eigenscope.labs.kit.convolution.convolution import NO_CELL
from eigenscope.labs.kit.convolution.sliding_words import TURNED, missed_words, sliding_words
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.tensors.sources.axes import StepAxes, axis_slots
from eigenscope.labs.kit.tensors.step_picture import StepPicture
from eigenscope.labs.kit.tensors.tensor_step import TensorProgram, TensorStep
from eigenscope.labs.kit.tensors.window.sliding_picture import SlidingPicture
from eigenscope.labs.kit.tensors.window.window_picture import WindowPicture, window_picture
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.scene.camera import SPACE
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words, sentences

_PAD = "pad"
_MOVING = 0.92  # of a step's time; the rest is time to look


@dataclass(frozen=True, eq=False)
class SlidingStory(Story):
    """The steps from an image to an output, of which in the last a window slides.

    Attributes
    ----------
    steps
        The program.
    size
        How large the output is, in a sentence.
    deep
        Whether sheets stand in space.
    cell
        The cell of the output that was clicked; `NO_CELL` for none.
    """

    steps: TensorProgram
    size: Words
    deep: bool = False
    cell: int = NO_CELL

    @cached_property
    def _shown(self) -> tuple[tuple[TensorStep, StepAxes], ...]:
        """The steps that have a picture; the border that an image gets is seen around it."""
        steps = zip(self.steps.steps, axis_slots(self.steps), strict=True)
        return tuple(each for each in steps if each[0].operands and each[0].operation != _PAD)

    @cached_property
    def window(self) -> WindowPicture:
        """The picture of the window."""
        pad = next((step for step in self.steps.steps if step.operation == _PAD), None)
        picture = window_picture(self._shown[-1][0], pad, deep=self.deep)
        assert picture is not None  # image and window fit each other
        return picture

    @property
    def picture(self) -> SlidingPicture:
        """The picture that is shown of the window."""
        return self.window

    def sliding_words(self) -> Words:
        """Return what is said before the window slides."""
        return sliding_words(self.window.windowed)

    @cached_property
    def _before(self) -> tuple[StepPicture, ...]:
        """The kernel as it is turned: all of it has the kernel's colour."""
        kernels = {name: OPERAND_B for step, _ in self._shown[:-1] for name in _names(step)}
        return tuple(
            StepPicture(step, axes, self.deep, slots=kernels) for step, axes in self._shown[:-1]
        )

    def prepare(self) -> None:
        """Make what takes long now, where nobody waits for a frame."""
        for picture in self._before:
            picture.prepare()
        self.picture.prepare()
        _ = self.timeline

    @cached_property
    def timeline(self) -> Timeline:
        """What is prepared, then the window at its places."""
        stages = [Stage(TURNED, moving=_MOVING) for _ in self._before]
        *sliding, end = self.picture.stages
        done = sentences([self.size, *missed_words(self.window.windowed)])
        end = replace(end, done=done, moving=_MOVING)
        begin = None if stages else self.sliding_words()
        return Timeline((*stages, *sliding, end), before=begin)

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        index, _ = self.timeline.at(t)
        part = self.timeline.part(index, t)
        if index < len(self._before):
            draws, labels = self._before[index].parts(part, view)
        else:
            along = self.picture.part_in(index - len(self._before), part)
            draws, labels = self.picture.parts(along, view, chosen=self.clicked)
        return Frame(tuple(draws), tuple(labels), view.camera)

    @property
    def clicked(self) -> int | None:
        """The cell of the output that was clicked, if it is there."""
        count = self.window.windowed.result.numbers.size
        return self.cell if NO_CELL < self.cell < count else None

    @property
    def points(self) -> bool:
        """Cells light up under the mouse."""
        return True

    def chosen(self, inputs: Any, t: float, view: View) -> Any | None:
        """Return the inputs with the cell under the pointer as ``cell``, or with none any more."""
        if self.timeline.at(t)[0] < len(self._before):
            return None
        cell = self.picture.result_cell(view)
        return toggled(inputs, "cell", NO_CELL if cell is None else cell, NO_CELL)

    def extent(self) -> Floats:
        """Return the corners of the plane's own view, or of the room for sheets in space."""
        if not self.deep:
            return super().extent()
        view = View(SPACE, (1.0, 1.0))  # in space a layout is the same for all of them
        pictures: tuple[StepPicture | WindowPicture, ...] = (*self._before, self.window)
        return np.concatenate([each.extent(view) for each in pictures])

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return {OPERAND_A: "image", OPERAND_B: "kernel", RESULT: "output"}


def _names(step: TensorStep) -> Iterator[str]:
    yield from (operand.label for operand in step.operands)
    if step.result is not None:
        yield step.result.label
