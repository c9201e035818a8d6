"""A product as a box: A and B are faces that share an edge, and C is the face that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.colours import OPERAND_A, OPERAND_B, RESULT
from eigenscope.labs.kit.tensors.box.box_look import BoxLook
from eigenscope.labs.kit.tensors.box.box_picture import BoxPicture
from eigenscope.labs.kit.tensors.box.box_steps import BoxSteps
from eigenscope.labs.kit.tensors.box.product_step import product_step
from eigenscope.labs.kit.tensors.box.turns import Reading
from eigenscope.labs.kit.tensors.tensor_step import TensorStep
from eigenscope.labs.product import colours
from eigenscope.labs.product.inputs import LARGEST
from eigenscope.labs.product.solving import product
from eigenscope.labs.product.stories import BeatsStory
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, say


@dataclass(frozen=True, eq=False)
class BoxStory(BeatsStory):
    """The beats of dot products or of outer products, seen on a box."""

    @cached_property
    def boxes(self) -> BoxPicture:
        """The picture."""
        inputs = self.solution.inputs
        step = product_step(inputs.a.to_array(), inputs.b.to_array())
        axes = (OPERAND_A, colours.SHARED_AXIS, OPERAND_B, RESULT)
        look = BoxLook(("A", "B", "C"), axes=axes, coloured=False)
        reading: Reading = "outer" if inputs.reading == "sheets" else "cells"
        steps = BoxSteps(step, reading=reading, most_cells=LARGEST * LARGEST)
        return BoxPicture(steps, look, formula=self._formula)

    @cached_property
    def _entries(self) -> Sequence[Text]:
        """How each entry of C is made, row by row."""
        beats = product(replace(self.solution.inputs, reading="dots")).beats
        return [] if beats is None else [stage[-1].formula for stage in beats.stages]

    def _formula(self, _step: TensorStep, cell: int) -> str:
        return say(self._entries[cell])

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        draws, labels = self.boxes.parts(0, t, view)
        return Frame(tuple(draws), tuple(labels), view.camera)

    @property
    def points(self) -> bool:
        """Cells light up under the mouse."""
        return True

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours of faces and of the shared axis mean."""
        return {
            OPERAND_A: "A",
            OPERAND_B: "B",
            colours.SHARED_AXIS: "axis that A and B share",
            RESULT: "result",
        }

    def extent(self) -> Floats:
        """Return the corners of the box."""
        return self.boxes.extent()
