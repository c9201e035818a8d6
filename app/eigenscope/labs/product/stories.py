"""What is seen and said of matrices: as tables, or of a product as two maps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.colours import OPERAND_B
from eigenscope.labs.kit.places import in_space
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.labs.product import maps, picture, readouts
from eigenscope.labs.product.inputs import Inputs, shown_as_maps
from eigenscope.labs.product.layout import aspect
from eigenscope.labs.product.maps import Maps, composed
from eigenscope.labs.product.solving import Solution, product
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words, sentences


@dataclass(frozen=True, eq=False)
class BeatsStory(Story):
    """Tables whose cells are combined, beat by beat."""

    solution: Solution

    @cached_property
    def timeline(self) -> Timeline:
        """The beats; where sizes do not fit, all the time says why."""
        if self.solution.beats is not None:
            return self.solution.beats.timeline
        misfit = self.solution.misfit
        if misfit is None:
            return Timeline((Stage(),))
        said = [misfit.words, misfit.hint] if misfit.hint else [misfit.words]
        return Timeline((Stage(sentences(said)),))

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers beside the picture."""
        return readouts.readouts(self.solution, readouts.cells_now(self.solution, t))

    def code(self) -> str:
        """Return the torch program."""
        return readouts.program(self.solution)


class TableStory(BeatsStory):
    """The same, seen as tables in the plane."""

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        return picture.frame(self.solution, t, view)

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours of tables mean."""
        return picture.LEGEND

    def extent(self) -> Floats:
        """Return the corners of the plane's own view."""
        return maps.TABLES

    def aspect(self) -> float | None:
        """Return the proportions of the tables."""
        return aspect(self.solution.plan)


@dataclass(frozen=True, eq=False)
class ComposedStory(Story):
    """A product as B, then A, moving the plane or space."""

    solution: Solution
    maps: Maps

    @property
    def timeline(self) -> Timeline:
        """B acts, then A."""
        return self.maps.timeline

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        return maps.frame(self.maps, t, view)

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours of arrows mean."""
        return maps.LEGEND

    def handles(self, t: float) -> tuple[Handle, ...]:
        """Return the tips of B's columns."""
        return tuple(
            Handle(
                f"b-{j}",
                place_of(tip),
                OPERAND_B,
                Words("Drag: column {j} of B follows, and C with it.", {"j": str(j + 1)}),
            )
            for j, tip in enumerate(in_space(self.maps.b.T))
        )

    def extent(self) -> Floats:
        """Return the corners of what moves."""
        return maps.extent(self.maps)

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers beside the picture."""
        return readouts.readouts(self.solution, (readouts.map_now(self.maps, t),))

    def code(self) -> str:
        """Return the torch program."""
        return readouts.program(self.solution)


def product_story(inputs: Inputs) -> Story:
    """Return a product read as the inputs say."""
    if shown_as_maps(inputs):
        return ComposedStory(product(inputs), composed(inputs.a.to_array(), inputs.b.to_array()))
    return TableStory(product(inputs))
