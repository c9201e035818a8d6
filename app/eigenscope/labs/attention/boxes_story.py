"""Attention as two boxes joined at the scores: Q Kᵀ is one product, weights V another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from eigenscope.arrays import Floats
from eigenscope.labs.attention.stages_story import StagesStory
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.attention import colours
from eigenscope.labs.kit.tensors.box.box_layout import WALL
from eigenscope.labs.kit.tensors.box.box_look import BoxLook
from eigenscope.labs.kit.tensors.box.box_picture import BoxPicture
from eigenscope.labs.kit.tensors.box.box_steps import BoxSteps
from eigenscope.labs.kit.tensors.flat_view import face_on
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text

_LOOK = (colours.QUERY, colours.KEY, colours.WEIGHT, colours.VALUE, colours.OUTPUT)
_AXES = (colours.QUERY, colours.CHANNEL, colours.KEY, colours.VALUE)


@dataclass(frozen=True, eq=False)
class BoxesStory(StagesStory):
    """The stages from queries and keys to the output of one ``head``, from 0.

    With ``flat`` the boxes are unfolded in the plane.
    """

    head: int = 0
    flat: bool = False

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """What is as large as the scores, and what the weights make of the values."""
        attention = self.attention
        shape = attention.program.operands.shape
        names = [each.variable for each in attention.program.statements]
        first = names.index("S" if "S" in names else "scores")
        last = names.index("weights")
        between = (name for name in names[first:last] if name not in ("top", "Z"))
        assert attention.array("weights").shape[-2:] == shape
        return (*between, "weights", names[last + 1])

    @cached_property
    def boxes(self) -> BoxPicture:
        """The picture."""
        attention = self.attention
        first, *between, last = (attention.steps[name] for name in self.variables)
        steps = BoxSteps(first, tuple(between), last, self.head)
        look = BoxLook(
            ("queries", "keys", "scores", "values", "output"),
            _LOOK,
            _AXES,
            attention.query_names,
            attention.key_names,
        )
        return BoxPicture(steps, look, flat=self.flat)

    def prepare(self) -> BoxesStory:
        """Make what takes long now, and return the story."""
        self.boxes.prepare()
        _ = self.timeline, self.attention.entropies
        return self

    def length(self, stage: int) -> float:
        """Return how long a stage plays."""
        return self.boxes.length(stage)

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        view = face_on(view) if self.flat else view
        draws, labels = self.boxes.parts(*self.shown(t), view)
        return Frame(tuple(draws), tuple(labels), view.camera)

    def score_under(self, stage: int, view: View) -> int | None:
        """Return the cell of the scores that the pointer is on."""
        under = self.boxes.cell_under(stage, face_on(view) if self.flat else view)
        return under[1] if under is not None and under[0] == WALL else None

    def extent(self) -> Floats:
        """Return the corners of the boxes."""
        return self.boxes.extent()

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours of faces mean."""
        return {
            colours.QUERY: "queries Q",
            colours.KEY: "keys K",
            colours.CHANNEL: "channels shared by Q and K",
            colours.WEIGHT: "scores and weights",
            colours.VALUE: "values V",
            colours.OUTPUT: "output",
        }
