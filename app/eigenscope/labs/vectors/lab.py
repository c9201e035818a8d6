"""The lab itself: a topic's scene among the grid and the axes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from eigenscope.engine.runtime.jobs import Cancellation
from eigenscope.labs.contract.lab import Handle, Lab, View
from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.grids import axis_numbers, standing_grid
from eigenscope.labs.vectors.description import DESCRIPTION
from eigenscope.labs.vectors.experiments import EXPERIMENTS
from eigenscope.labs.vectors.inputs import Inputs, dragged, fit
from eigenscope.labs.vectors.pieces import Floats
from eigenscope.labs.vectors.scene import Scene
from eigenscope.labs.vectors.topics import SCENES
from eigenscope.plots.curves import Curve
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Words


class Vectors(Lab):
    """The lab *Vectors and norms*."""

    description = DESCRIPTION
    inputs_type = Inputs
    topic_input = "topic"

    def check(self, inputs: Inputs) -> Inputs:
        """Return the inputs with vectors of the right number and length."""
        return fit(inputs)

    def dimensions(self, inputs: Inputs) -> int:
        """Return 2 for the plane, 3 for space."""
        return SCENES[inputs.topic](inputs).dimensions

    def solve(self, inputs: Inputs, cancellation: Cancellation | None = None) -> Scene:
        """Return the topic's scene."""
        return SCENES[inputs.topic](inputs)

    def frame(self, solution: Scene, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        draws = [*standing_grid(view, solution.dimensions)]
        labels = [*axis_numbers(view, solution.dimensions)]
        if not solution.unseen:
            draws += solution.draws(t, view)
            labels += solution.labels(t, view)
        return Frame(tuple(draws), tuple(labels), view.camera)

    def readouts(self, solution: Scene, t: float) -> tuple[Readout, ...]:
        """Return the topic's numbers."""
        return (*solution.live(t), *solution.told)

    def code(self, solution: Scene) -> str:
        """Return the topic's program."""
        return solution.program()

    def unseen(self, solution: Scene) -> str:
        """Return why numbers cannot be drawn."""
        return solution.unseen

    def curves(self, solution: Scene) -> tuple[Curve, ...]:
        """Return what the topic plots along the motion."""
        return solution.curves()

    def stops(self, solution: Scene) -> tuple[float, ...]:
        """Return where the topic's stages begin and end."""
        return solution.timeline.stops

    def legend(self, solution: Scene) -> Mapping[Slot, str]:
        """Return what the topic's colours mean."""
        return solution.legend()

    def handles(self, solution: Scene, t: float) -> tuple[Handle, ...]:
        """Return the tips that can be dragged."""
        return () if solution.unseen else tuple(solution.handles())

    def dragged(
        self, inputs: Inputs, key: str, position: tuple[float, float, float]
    ) -> tuple[Inputs, bool]:
        """Return the inputs with a tip elsewhere; the time stays."""
        return dragged(inputs, key, position), False

    def extent(self, solution: Scene) -> Floats:
        """Return the topic's places, and the origin; a unit about it if there is nothing else."""
        if solution.unseen or not (places := solution.reach()).any():
            return super().extent(solution)
        return np.concatenate([places, np.zeros((1, 3))])

    def caption(self, solution: Scene, t: float) -> Words:
        """Return what happens at ``t``."""
        return Words(solution.unseen) if solution.unseen else solution.timeline.caption(t)

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what to try."""
        return EXPERIMENTS


LAB = Vectors()
