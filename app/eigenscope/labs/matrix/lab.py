"""The lab itself: ties inputs, solution, picture, charts, readouts and program together.

Labs are imported one after another while the window waits for nothing longer, so this one waits
with its parts until it is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import Lab, View
from eigenscope.labs.contract.presets import Experiment, Preset
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.colours import BASIS
from eigenscope.labs.matrix import colours
from eigenscope.labs.matrix.description import DESCRIPTION
from eigenscope.labs.matrix.inputs import Inputs, fit, size
from eigenscope.plots.charts import Plotted
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Text, Words, sentences

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation
    from eigenscope.labs.matrix.solution import Solution

_HEAVY = 300_000  # entries: their singular values take half a second


class WholeMatrix(Lab):
    """The lab *Matrix*."""

    description = DESCRIPTION
    inputs_type = Inputs

    def check(self, inputs: Inputs) -> Inputs:
        """Return the inputs with a rank that the matrix can have."""
        return fit(inputs)

    def dimensions(self, inputs: Inputs) -> int:
        """Return 2 for at most two singular directions, else 3."""
        from eigenscope.labs.matrix import picture

        return picture.dimensions(size(inputs.data))

    def heavy(self, inputs: Inputs) -> bool:
        """Return whether there are so many entries that the spectrum takes seconds."""
        rows, columns = size(inputs.data)
        return rows * columns > _HEAVY

    def preview(self, inputs: Inputs) -> Solution:
        """Return what can be shown at once, without torch."""
        from eigenscope.labs.matrix import solving

        return solving.preview(inputs)

    def solve(self, inputs: Inputs, cancellation: Cancellation | None = None) -> Solution:
        """Return spectrum, eigenvalues and approximation."""
        from eigenscope.labs.matrix import solving

        return solving.solve(inputs, cancellation)

    def frame(self, solution: Solution, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        from eigenscope.labs.matrix import picture

        return picture.frame(solution, t, view)

    def charts(self, solution: Solution) -> tuple[Plotted, ...]:
        """Return the map of the entries and the charts."""
        from eigenscope.labs.matrix import charts

        return charts.charts(solution)

    def unseen(self, solution: Solution) -> Text:
        """Return why there are no singular values, if that is known."""
        from eigenscope.labs.matrix.solution import COMPUTING

        missing = solution.missing
        return "" if missing is None or missing == COMPUTING else missing

    def missing_charts(self, solution: Solution) -> Mapping[str, Text]:
        """Return why this matrix has no eigenvalues or no density."""
        from eigenscope.labs.matrix import charts

        return charts.missing(solution)

    def legend(self, solution: Solution) -> Mapping[Slot, Text]:
        """Return what the arrows and the ball are."""
        names = {slot: f"σ{subscript(k)}u{subscript(k)}" for k, slot in enumerate(BASIS, 1)}
        return {**names, colours.BALL: "image of the unit ball", colours.ROWS: "rows"}

    def readouts(self, solution: Solution, t: float) -> tuple[Readout, ...]:
        """Return the numbers, which hold at all times."""
        from eigenscope.labs.matrix import readouts

        return readouts.readouts(solution)

    def code(self, solution: Solution) -> str:
        """Return the torch program."""
        from eigenscope.labs.matrix import program

        return program.program(solution.inputs)

    def presets(self) -> tuple[Preset, ...]:
        """Return the presets."""
        from eigenscope.labs.matrix.presets import PRESETS

        return PRESETS

    def extent(self, solution: Solution) -> Floats:
        """Return points about the unit ball, from which everything shrinks."""
        signs = np.stack(np.meshgrid(*[[-1.0, 0.0, 1.0]] * 3), axis=-1).reshape(-1, 3)
        signs[:, 2] *= solution.axes == 3
        lengths = np.linalg.norm(signs, axis=1)
        points: Floats = 1.2 * signs[lengths > 0] / lengths[lengths > 0, None]
        return points

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what to try."""
        from eigenscope.labs.matrix.experiments import experiments

        return experiments()

    def caption(self, solution: Solution, t: float) -> Words:
        """Return what is seen, or why there is nothing to see."""
        if solution.missing is not None and self.unseen(solution):
            return solution.missing
        words = Words(
            "The unit ball along v₁, v₂, v₃ becomes an ellipsoid along u₁, u₂, u₃, drawn in units "
            "of σ₁."
            if solution.axes == 3
            else "The leading singular directions: vᵢ becomes σᵢuᵢ, drawn in units of σ₁."
        )
        drawn = self.sampled(solution)
        return sentences([drawn, words]) if drawn else words

    def sampled(self, solution: Solution) -> Text:
        """Return how many of the rows are drawn as points, if not all are."""
        drawn = 0 if solution.points is None else len(solution.points.positions)
        if not 0 < drawn < solution.shape[0]:
            return ""
        return Words(
            "{drawn} of {all} rows are drawn as points, evenly sampled.",
            {"drawn": f"{drawn:,}", "all": f"{solution.shape[0]:,}"},
        )


LAB = WholeMatrix()
