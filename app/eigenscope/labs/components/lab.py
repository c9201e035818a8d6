"""The lab itself: ties inputs, solutions, pictures, readouts and programs together.

All labs are imported for the menu before the first picture, so this one waits with its parts until
it is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from eigenscope.labs.components import colours
from eigenscope.labs.components.description import DESCRIPTION
from eigenscope.labs.components.inputs import PCA, TABLE, TOPICS, Inputs, fit, width
from eigenscope.labs.contract.lab import Handle, Lab, View
from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.contract.topics import Topic
from eigenscope.labs.kit.colours import BASIS, DIRECTIONS
from eigenscope.plots.curves import Curve
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation
    from eigenscope.labs.components.cloud import CloudSolution
    from eigenscope.labs.components.maps import MapSolution
    from eigenscope.plots.charts import Plotted

    Solution = MapSolution | CloudSolution


class Components(Lab):
    """The lab *SVD and PCA*."""

    description = DESCRIPTION
    inputs_type = Inputs

    def topics(self) -> tuple[Topic, ...]:
        """Return what can be decomposed, and how."""
        return TOPICS

    def check(self, inputs: Inputs) -> Inputs:
        """Return the inputs with numbers that matrix and data can have."""
        return fit(inputs)

    def dimensions(self, inputs: Inputs) -> int:
        """Return 2 for the plane, 3 where space is needed."""
        size = width(inputs) if inputs.topic == PCA else max(inputs.matrix.shape)
        return 3 if size >= 3 else 2

    def heavy(self, inputs: Inputs) -> bool:
        """Return whether there are so many rows that looking at all of them takes a while."""
        from eigenscope.labs.components import data

        return inputs.topic == PCA and inputs.source == TABLE and data.heavy(inputs)

    def preview(self, inputs: Inputs) -> Solution:
        """Return what can be shown at once: without exact roots, and of many rows some."""
        return _solved(inputs, None, at_once=True)

    def solve(self, inputs: Inputs, cancellation: Cancellation | None = None) -> Solution:
        """Return the whole solution."""
        return _solved(inputs, cancellation, at_once=False)

    def frame(self, solution: Solution, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        from eigenscope.labs.components import cloud_picture, map_picture
        from eigenscope.labs.components.maps import MapSolution

        if isinstance(solution, MapSolution):
            return map_picture.frame(solution, t, view)
        return cloud_picture.frame(solution, t, view)

    def readouts(self, solution: Solution, t: float) -> tuple[Readout, ...]:
        """Return the numbers beside the picture."""
        from eigenscope.labs.components import cloud_readouts, map_readouts
        from eigenscope.labs.components.maps import MapSolution

        if isinstance(solution, MapSolution):
            return map_readouts.readouts(solution, t)
        return cloud_readouts.readouts(solution, t)

    def caption(self, solution: Solution, t: float) -> Words:
        """Return what happens at ``t``."""
        from eigenscope.labs.components import cloud_readouts
        from eigenscope.labs.components.maps import MapSolution

        if isinstance(solution, MapSolution):
            return solution.timeline.caption(t)
        return cloud_readouts.caption(solution, t)

    def code(self, solution: Solution) -> str:
        """Return the torch program."""
        from eigenscope.labs.components import cloud_readouts, map_readouts
        from eigenscope.labs.components.maps import MapSolution

        if isinstance(solution, MapSolution):
            return map_readouts.program(solution)
        return cloud_readouts.program(solution.inputs)

    def charts(self, solution: Solution) -> tuple[Plotted, ...]:
        """Return the scree plot and the errors of principal components."""
        from eigenscope.labs.components import charts
        from eigenscope.labs.components.maps import MapSolution

        return () if isinstance(solution, MapSolution) else charts.charts(solution)

    def missing_charts(self, solution: Solution) -> Mapping[str, str]:
        """Return that maps have no principal components."""
        from eigenscope.labs.components.maps import MapSolution

        if not isinstance(solution, MapSolution):
            return {}
        return dict.fromkeys(("scree", "error"), f"principal components need --set topic={PCA}")

    def legend(self, solution: Solution) -> Mapping[Slot, str]:
        """Return what the colours of the view mean."""
        from eigenscope.labs.components import legends
        from eigenscope.labs.components.maps import MapSolution

        if isinstance(solution, MapSolution):
            return legends.of_map(solution.inputs.topic, solution.matrix.shape[1])
        return legends.CLOUD

    def curves(self, solution: Solution) -> tuple[Curve, ...]:
        """Return the singular values of what has acted, or the variance that is left."""
        from eigenscope.labs.components.maps import MapSolution

        if isinstance(solution, MapSolution):
            values = np.asarray(np.linalg.svd(solution.samples, compute_uv=False), np.float64)
            return tuple(
                Curve(f"σ{'₁₂₃'[k]} of M(t)", solution.times, values[:, k], DIRECTIONS[k])
                for k in range(values.shape[1])
            )
        if solution.components is None:
            return ()
        times = np.linspace(0.0, 1.0, 101)
        left = np.array([(1 - solution.parts(t).slid) ** 2 for t in times])
        lost = float(solution.components.shares[solution.kept :].sum())
        kept = float(solution.components.shares[: solution.kept].sum())
        return (Curve("variance now", times, kept + lost * left, colours.VARIANCE),)

    def stops(self, solution: Solution) -> tuple[float, ...]:
        """Return where a stage begins or ends."""
        return solution.timeline.stops

    def handles(self, solution: Solution, t: float) -> tuple[Handle, ...]:
        """Return the tips of the columns, or the user's own points where they lie."""
        from eigenscope.labs.components import cloud_picture
        from eigenscope.labs.components.maps import MapSolution
        from eigenscope.labs.kit.places import in_space

        if isinstance(solution, MapSolution):
            if solution.unit != 1:
                return ()
            tips = in_space(solution.path.at(t).T)
            return tuple(
                Handle(f"column-{k}", place_of(tip), BASIS[k], "Drag: the matrix follows.")
                for k, tip in enumerate(tips)
            )
        if not cloud_picture.draggable(solution) or solution.parts(t).slid > 0:
            return ()
        return tuple(
            Handle(f"point-{k}", (x, y, 0.0), colours.DATA, "Drag your point.")
            for k, (x, y) in enumerate(solution.inputs.drawn)
        )

    def dragged(
        self, inputs: Inputs, key: str, position: tuple[float, float, float]
    ) -> tuple[Inputs, bool]:
        """Return the inputs with a column, or a point, at a new place."""
        kind, _, number = key.partition("-")
        index = int(number)
        if kind == "point":
            points = list(inputs.drawn)
            points[index] = (position[0], position[1])
            return replace(inputs, drawn=tuple(points)), False
        column = position[: inputs.matrix.shape[0]]
        matrix = inputs.matrix.with_column(index, column)
        return replace(inputs, matrix=matrix), True

    def extent(self, solution: Solution) -> npt.NDArray[np.float64]:
        """Return the corners of all that moves."""
        from eigenscope.labs.components import cloud_picture
        from eigenscope.labs.components.maps import MapSolution
        from eigenscope.labs.kit.places import corners_of

        if not isinstance(solution, MapSolution):
            return cloud_picture.extent(solution)
        size = solution.matrix.shape[1]
        around = np.concatenate([np.eye(size), -np.eye(size)])
        # Corners of the ellipse's own axes, so that all of it is in sight.
        around = np.concatenate([around, around @ solution.frames.right.T])
        return np.concatenate(
            [
                corners_of(solution.samples[::10], 1.05 * around),
                [(-1.5, -1.0, 0.0), (1.5, 1.0, 0.0)],
            ]
        )

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what to try."""
        from eigenscope.labs.components.experiments import EXPERIMENTS

        return EXPERIMENTS


def _solved(inputs: Inputs, cancellation: Cancellation | None, *, at_once: bool) -> Solution:
    from eigenscope.labs.components.cloud import solve_cloud
    from eigenscope.labs.components.maps import solve_map

    if inputs.topic == PCA:
        return solve_cloud(inputs, cancellation, at_once=at_once)
    return solve_map(inputs, exact=not at_once)


LAB = Components()
