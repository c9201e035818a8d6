"""Steps of a program shown one after another: what one has made goes to its place in the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.tensors.moving.arrival import Arrival
from eigenscope.labs.kit.tensors.sources.chains import chain
from eigenscope.labs.kit.tensors.step_picture import StepPicture
from eigenscope.labs.kit.tensors.tensor_step import TensorProgram, TensorStep
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.scene.camera import SPACE
from eigenscope.scene.frame import Draw, Label
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation

_MOVING = 0.85  # of a step's time; the rest is time to look
_ARRIVING = 0.22  # of a step's motion, in which blocks go to their places
_FARTHEST = 4  # steps back that are written of a cell


@dataclass(frozen=True, eq=False)
class StepSequence:
    """Pictures of some steps of a program, in their order."""

    program: TensorProgram
    pictures: tuple[StepPicture, ...]

    def prepare(self, cancellation: Cancellation | None = None) -> None:
        """Make what takes long now, where nobody waits for a frame.

        Raises
        ------
        Cancelled
            If nobody waits for it any more.
        """
        for place, picture in enumerate(self.pictures):
            if cancellation is not None:
                cancellation.progress(place / len(self.pictures), "Pictures")
            picture.prepare()

    def stages(self, captions: Sequence[Words]) -> tuple[Stage, ...]:
        """Return a stage for each step, as long as its motion needs."""
        pairs = zip(captions, self.pictures, strict=True)
        return tuple(Stage(words, picture.length, moving=_MOVING) for words, picture in pairs)

    def shown(self, timeline: Timeline, t: float) -> tuple[int, float] | None:
        """Return the place of the step at a time and how far it has come; None after the last."""
        index, _ = timeline.at(t)
        return (index, timeline.part(index, t)) if index < len(self.pictures) else None

    @staticmethod
    def motion(place: int, part: float) -> float:
        """Return how far the cells of a step have come, after blocks have gone to their places."""
        return max(part - _ARRIVING, 0.0) / (1 - _ARRIVING) if place else part

    def parts(
        self,
        place: int,
        part: float,
        view: View,
        chosen: int | None = None,
        memories: tuple[float, float] = (0.0, 0.0),
    ) -> tuple[list[Draw], list[Label]]:
        """Return the draws and labels of a step at a part (0…1) of its time.

        ``chosen`` is a cell of its result that is spoken of; ``memories`` are how high the room
        below is that is left free, in the picture before and in this one.
        """
        picture = self.pictures[place]
        step = picture.step
        before, memory = memories
        arrival = None
        if place and part < _ARRIVING:
            last = self.pictures[place - 1]
            placements = last.layout(view, before).placements
            arrival = Arrival(part / _ARRIVING, last.items, placements)

        def said(cell: int) -> tuple[str, ...]:
            return chain(self.program, step.index, cell, _FARTHEST)[1:]

        motion = self.motion(place, part)
        return picture.parts(motion, view, memory, chosen, arrival, said)

    def extent(self) -> Floats:
        """Return the corners (n, 3) of all blocks in space, where a layout is the same for all."""
        view = View(SPACE, (1.0, 1.0))
        return np.concatenate([picture.extent(view) for picture in self.pictures])


def without_detour(step: TensorStep, program: TensorProgram, until: str) -> TensorStep:
    """Return a step that moves cells as one that moves them from a tensor some steps before.

    ``until`` is what the program calls that tensor; the steps between only move cells.
    """
    first = step.operands[0]
    if first.label == until or first.step is None or step.sources is None:
        return step
    earlier = without_detour(program.steps[first.step], program, until)
    if earlier.sources is None or step.sources[0] is None or earlier.sources[0] is None:
        return step
    sources = earlier.sources[0][step.sources[0][:, 0]]
    return replace(step, operands=earlier.operands[:1], sources=(sources,))
