"""The lab itself: ties inputs, solution, picture, readouts and program together.

All labs are imported for the menu before the first picture, so this one waits with its parts until
it is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import Handle, Lab, View
from eigenscope.labs.contract.presets import Counterpart, Experiment
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.descent import colours
from eigenscope.labs.descent.description import DESCRIPTION
from eigenscope.labs.descent.inputs import Inputs, fit
from eigenscope.labs.kit.one_vector import vector_of
from eigenscope.language.evaluating.entry import number_text, scalar
from eigenscope.plots.curves import Curve
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation
    from eigenscope.labs.descent.solution import Solution
    from eigenscope.plots.charts import Plotted


class Descent(Lab):
    """The lab *Gradient descent*."""

    description = DESCRIPTION
    inputs_type = Inputs

    def check(self, inputs: Inputs) -> Inputs:
        """Return the inputs with a 2×2 matrix, one start and one b."""
        return fit(inputs)

    def counterparts(self, inputs: Inputs) -> tuple[Counterpart, ...]:
        """Return the same with twice and half the learning rate of those methods that have it."""
        if not (inputs.descent or inputs.momentum or inputs.nesterov):
            return ()
        others = {"twice": inputs.rate.scalar.value * 2, "half": inputs.rate.scalar.value / 2}
        return tuple(
            Counterpart(
                key,
                f"η = {inputs.rate.texts()[0][0]}",
                f"η = {number_text(value)}",
                replace(inputs, rate=scalar(number_text(value))),
            )
            for key, value in others.items()
            if 1e-12 <= value <= 1e6
        )

    def dimensions(self, inputs: Inputs) -> int:
        """Return 3 for the surface, else 2."""
        return 3 if inputs.view == "surface" else 2

    def preview(self, inputs: Inputs) -> Solution:
        """Return what can be shown at once."""
        from eigenscope.labs.descent import solving

        return solving.preview(inputs)

    def solve(self, inputs: Inputs, cancellation: Cancellation | None = None) -> Solution:
        """Return the landscape and the ways of all methods."""
        from eigenscope.labs.descent import solving

        return solving.solve(inputs, cancellation)

    def frame(self, solution: Solution, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        from eigenscope.labs.descent import picture

        return picture.frame(solution, t, view)

    def readouts(self, solution: Solution, t: float) -> tuple[Readout, ...]:
        """Return the running numbers, the promises and the results."""
        from eigenscope.labs.descent import readouts

        return readouts.readouts(solution, t)

    def code(self, solution: Solution) -> str:
        """Return the torch program."""
        from eigenscope.labs.descent import program

        return program.program(solution)

    def legend(self, solution: Solution) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        from eigenscope.labs.descent.solution import EXTREMES, NAMES
        from eigenscope.labs.kit.functions.terrain_draws import CONTOURS, FIELD

        methods = {slot: NAMES[method] for method, slot in colours.METHODS.items()}
        axes = {
            slot: Words("eigenvector of {name}", {"name": name})
            for slot, name in zip(colours.CURVATURES, EXTREMES, strict=False)
        }
        return {
            **methods,
            **axes,
            CONTOURS: "equal values of f",
            FIELD: "direction of −∇f",
        }

    def curves(self, solution: Solution) -> tuple[Curve, ...]:
        """Return how far each method is above the minimum, or how steep it is there."""
        from eigenscope.labs.descent.curves import curves

        return curves(solution)

    def charts(self, solution: Solution) -> tuple[Plotted, ...]:
        """Return f and ‖∇f‖ over the steps, if they are asked for."""
        from eigenscope.labs.descent.curves import charts

        return charts(solution)

    def missing_charts(self, solution: Solution) -> Mapping[str, Text]:
        """Return how to have the charts over the steps."""
        if solution.inputs.convergence:
            return {}
        off: Text = "switched off: --set convergence=true"
        return {"loss": off, "gradient": off}

    def stops(self, solution: Solution) -> tuple[float, ...]:
        """Return the times at which a step has been taken."""
        return solution.timeline.stops

    def handles(self, solution: Solution, t: float) -> tuple[Handle, ...]:
        """Return the start."""
        if not solution.in_sight(solution.start):
            return ()
        x, y, z = solution.place(solution.start)
        place = (float(x), float(y), float(z))
        return (Handle("start", place, Slot.HANDLE, "Drag the start."),)

    def dragged(
        self, inputs: Inputs, key: str, position: tuple[float, float, float]
    ) -> tuple[Inputs, bool]:
        """Return the inputs with the start over or under a place."""
        return replace(inputs, start=vector_of(position[:2])), False

    def extent(self, solution: Solution) -> Floats:
        """Return the corners of the region that the contours are made for."""
        return solution.terrain.corners()

    def caption(self, solution: Solution, t: float) -> Words:
        """Return what is happening at ``t``."""
        from eigenscope.labs.descent import words

        return words.caption(solution, t)

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what to try."""
        from eigenscope.labs.descent.experiments import EXPERIMENTS

        return EXPERIMENTS


LAB = Descent()
