"""The lab itself: ties inputs, solution, picture, readouts and program together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from eigenscope.engine.runtime.jobs import Cancellation
from eigenscope.labs.contract.lab import Handle, Lab, View
from eigenscope.labs.contract.presets import Experiment, Preset
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.contract.topics import Topic
from eigenscope.labs.kit.colours import OPERAND_B
from eigenscope.labs.kit.places import Floats, in_space
from eigenscope.labs.product import maps, picture, readouts, solving
from eigenscope.labs.product.description import DESCRIPTION
from eigenscope.labs.product.inputs import TOPICS, Inputs, fit, shown_as_maps
from eigenscope.labs.product.layout import aspect
from eigenscope.labs.product.presets import PRESETS, experiments
from eigenscope.labs.product.solving import Solution
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Words


class Product(Lab):
    """The lab *Matrix product*."""

    description = DESCRIPTION
    inputs_type = Inputs

    def topics(self) -> tuple[Topic, ...]:
        """Return what can be done with the matrices."""
        return TOPICS

    def check(self, inputs: Inputs) -> Inputs:
        """Return the inputs made to fit each other."""
        return fit(inputs)

    def dimensions(self, inputs: Inputs) -> int:
        """Return 3 where maps of space are shown; tables lie in the plane."""
        sides = (*inputs.a.shape, *inputs.b.shape)
        return 3 if shown_as_maps(inputs) and max(sides) == 3 else 2

    def solve(self, inputs: Inputs, cancellation: Cancellation | None = None) -> Solution:
        """Return the whole story."""
        return solving.solve(inputs)

    def frame(self, solution: Solution, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        if solution.maps is not None:
            return maps.frame(solution.maps, t, view)
        return picture.frame(solution, t, view)

    def readouts(self, solution: Solution, t: float) -> tuple[Readout, ...]:
        """Return the numbers beside the picture."""
        return readouts.readouts(solution, t)

    def code(self, solution: Solution) -> str:
        """Return the torch program."""
        return readouts.program(solution)

    def stops(self, solution: Solution) -> tuple[float, ...]:
        """Return when an entry, a column, an outer product, a row or a map begins."""
        told = solution.maps or solution.story
        return (0.0, 1.0) if told is None else told.timeline.stops

    def caption(self, solution: Solution, t: float) -> Words:
        """Return what is happening at ``t``."""
        told = solution.maps or solution.story
        return solving.ending(solution) if told is None else told.timeline.caption(t)

    def legend(self, solution: Solution) -> Mapping[Slot, str]:
        """Return what the colours of tables mean, or those of arrows."""
        if solution.maps is not None:
            return maps.LEGEND
        return picture.LEGEND

    def handles(self, solution: Solution, t: float) -> tuple[Handle, ...]:
        """Return the tips of B's columns, where the product is shown as maps."""
        if solution.maps is None:
            return ()
        tips = in_space(solution.maps.b.T)
        return tuple(
            Handle(
                f"b-{j}",
                place_of(tip),
                OPERAND_B,
                f"Drag: column {j + 1} of B follows, and C with it.",
            )
            for j, tip in enumerate(tips)
        )

    def dragged(
        self, inputs: Inputs, key: str, position: tuple[float, float, float]
    ) -> tuple[Inputs, bool]:
        """Return the inputs with a column of B at a new place."""
        index = int(key.partition("-")[2])
        rows = inputs.b.shape[0]
        return replace(inputs, b=inputs.b.with_column(index, position[:rows])), False

    def presets(self) -> tuple[Preset, ...]:
        """Return the presets."""
        return PRESETS

    def extent(self, solution: Solution) -> Floats:
        """Return the corners of what moves; for tables those of the plane's own view."""
        if solution.maps is not None:
            return maps.extent(solution.maps)
        return maps.TABLES

    def aspect(self, solution: Solution) -> float | None:
        """Return the proportions of the tables, if these are drawn."""
        return None if solution.maps is not None else aspect(solution.plan)

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what to try."""
        return experiments()


LAB = Product()
