"""What is seen and said of a matrix that is taken apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.colours import BASIS, DIRECTIONS
from eigenscope.labs.kit.places import corners_of, in_space
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.timeline import Timeline
from eigenscope.labs.svd_pca import legends, map_picture, map_readouts
from eigenscope.labs.svd_pca.inputs import PCA, Inputs
from eigenscope.labs.svd_pca.maps import MapSolution, solve_map
from eigenscope.labs.svd_pca.program import decomposed
from eigenscope.plots.curves import Curve
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words


@dataclass(frozen=True, eq=False)
class MapStory(Story):
    """The singular values, the polar form or an approximation of a matrix."""

    solution: MapSolution

    @classmethod
    def of(cls, inputs: Inputs, *, exact: bool) -> MapStory:
        """Solve the inputs; see ``solve_map``."""
        return cls(solve_map(inputs, exact=exact))

    @property
    def timeline(self) -> Timeline:
        """The stages, and what is said in each."""
        return self.solution.timeline

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        return map_picture.frame(self.solution, t, view)

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return legends.of_map(self.solution.inputs.topic, self.solution.matrix.shape[1])

    def handles(self, t: float) -> tuple[Handle, ...]:
        """Return the tips of the columns, where the picture has the matrix's own size."""
        if self.solution.unit != 1:
            return ()
        tips = in_space(self.solution.path.at(t).T)
        return tuple(
            Handle(f"column-{k}", place_of(tip), BASIS[k], "Drag: the matrix follows.")
            for k, tip in enumerate(tips)
        )

    def extent(self) -> Floats:
        """Return the corners of all that moves."""
        size = self.solution.matrix.shape[1]
        around = np.concatenate([np.eye(size), -np.eye(size)])
        # Corners of the ellipse's own axes, so that all of it is in sight.
        around = np.concatenate([around, around @ self.solution.frames.right.T])
        moved = corners_of(self.solution.samples[::10], 1.05 * around)
        return np.concatenate([moved, [(-1.5, -1.0, 0.0), (1.5, 1.0, 0.0)]])

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers beside the picture."""
        return map_readouts.readouts(self.solution, t)

    def prepared(self) -> str:
        """Return the lines that take A apart."""
        return decomposed(self.solution.inputs)

    def curves(self) -> tuple[Curve, ...]:
        """Return the singular values of what has acted."""
        values = np.asarray(np.linalg.svd(self.solution.samples, compute_uv=False), np.float64)
        names = [Words("{value} of M(t)", {"value": f"σ{k}"}) for k in "₁₂₃"[: values.shape[1]]]
        return tuple(
            Curve(name, self.solution.times, values[:, k], DIRECTIONS[k])
            for k, name in enumerate(names)
        )

    def missing_charts(self) -> Mapping[str, Text]:
        """Return that maps have no principal components."""
        option = {"option": f"--set topic={PCA}"}
        return dict.fromkeys(
            ("scree", "error"), Words("principal components need {option}", option)
        )
