"""What is seen and said of data and their principal components."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.timeline import Timeline
from eigenscope.labs.svd_pca import (
    charts,
    cloud_picture,
    cloud_readouts,
    cloud_words,
    colours,
    legends,
)
from eigenscope.labs.svd_pca.cloud import CloudSolution, solve_cloud
from eigenscope.labs.svd_pca.inputs import Inputs
from eigenscope.plots.charts import Plotted
from eigenscope.plots.curves import Curve
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation


@dataclass(frozen=True, eq=False)
class CloudStory(Story):
    """Points that are projected onto their principal axes."""

    solution: CloudSolution

    @classmethod
    def of(
        cls, inputs: Inputs, cancellation: Cancellation | None = None, *, at_once: bool = False
    ) -> CloudStory:
        """Solve the inputs; see ``solve_cloud``."""
        return cls(solve_cloud(inputs, cancellation, at_once=at_once))

    @property
    def timeline(self) -> Timeline:
        """The stages; what is said in them depends on the data."""
        return self.solution.timeline

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        return cloud_picture.frame(self.solution, t, view)

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return legends.CLOUD

    def handles(self, t: float) -> tuple[Handle, ...]:
        """Return the user's own points where they lie."""
        if not cloud_picture.draggable(self.solution) or self.solution.parts(t).slid > 0:
            return ()
        return tuple(
            Handle(f"point-{k}", (x, y, 0.0), colours.DATA, "Drag your point.")
            for k, (x, y) in enumerate(self.solution.inputs.drawn)
        )

    def extent(self) -> Floats:
        """Return the corners of the cloud."""
        return cloud_picture.extent(self.solution)

    @property
    def sampled(self) -> Text:
        """How many of the rows are drawn, if not all are."""
        return cloud_words.sampled(self.solution)

    def caption(self, t: float) -> Words:
        """Return what happens at ``t``."""
        return cloud_words.caption(self.solution, t)

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers beside the picture."""
        return cloud_readouts.readouts(self.solution, t)

    def code(self) -> str:
        """Return the torch program."""
        return cloud_readouts.program(self.solution.inputs)

    def curves(self) -> tuple[Curve, ...]:
        """Return the variance that is left."""
        solution = self.solution
        if solution.components is None:
            return ()
        times = np.linspace(0.0, 1.0, 101)
        left = np.array([(1 - solution.parts(t).slid) ** 2 for t in times])
        lost = float(solution.components.shares[solution.kept_count :].sum())
        share = float(solution.components.shares[: solution.kept_count].sum())
        return (Curve("variance now", times, share + lost * left, colours.VARIANCE),)

    def charts(self) -> tuple[Plotted, ...]:
        """Return the scree plot and the errors."""
        return charts.charts(self.solution)
