"""What is exported: a solved lab and where it is seen from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.document.comparison import headings
from eigenscope.document.session import Look
from eigenscope.labs.contract.lab import Inputs, Lab, Solution, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.contract.specs import MatrixSpec, shown
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.plots.charts import Plotted, curve_chart
from eigenscope.scene.camera import FITTED, PLANE, SPACE, Camera, Size
from eigenscope.scene.frame import Frame
from eigenscope.wording.words import say


@dataclass(frozen=True, eq=False)
class Subject:
    """A lab's solution, seen through a kept camera or, without one, a fitted one.

    Attributes
    ----------
    lab, inputs, solution
        What is shown.
    look
        The camera that the user chose, or None.
    dimensions
        Of a fitted view: 2, 3, or None for what the lab needs.
    extent
        World points (n, 3) that a fitted view must hold, or None for what the lab says.
    companion
        What is shown beside it, with the same camera, or None.
    heading
        What the picture is called where there are two.
    """

    lab: Lab
    inputs: Inputs
    solution: Solution
    look: Look | None = None
    dimensions: int | None = None
    extent: Floats | None = None
    companion: Subject | None = None
    heading: str = ""

    def pictures(self) -> tuple[Subject, ...]:
        """Return each picture on its own: itself, or the two that stand side by side.

        Two are seen by one camera, which holds what either shows.
        """
        if self.companion is None:
            return (self,)
        both = (self, self.companion)
        extent = np.vstack([each.lab.extent(each.solution) for each in both])
        dimensions = self.dimensions or max(each.lab.dimensions(each.inputs) for each in both)
        here, there = headings(self.lab, self.inputs, self.companion.inputs)
        shared = replace(
            self, extent=extent, dimensions=dimensions, companion=None, heading=say(here)
        )
        inputs, solution = self.companion.inputs, self.companion.solution
        return shared, replace(shared, inputs=inputs, solution=solution, heading=say(there))

    def camera(self, size: Size, orbit: float = 0.0) -> Camera:
        """Return the camera for a picture of a size, gone round by ``orbit`` radians in space."""
        if self.look is None:
            flat = (self.dimensions or self.lab.dimensions(self.inputs)) == 2
            camera = (PLANE if flat else SPACE).fitted(self._extent(), size, FITTED)
        else:
            camera = self.look.camera()
            # A picture narrower than the window must not lose what stood at its sides.
            aspect = size[0] / max(size[1], 1.0)
            camera = replace(camera, height=camera.height * max(1.0, self.look.aspect / aspect))
        if camera.flat or not orbit:
            return camera
        turned = math.remainder(camera.azimuth + orbit, 2 * math.pi)
        return replace(camera, azimuth=turned)

    def _extent(self) -> Floats:
        return self.lab.extent(self.solution) if self.extent is None else self.extent

    def frame(self, t: float, size: Size, camera: Camera | None = None) -> Frame:
        """Return the picture at ``t`` (0…1) for a view of a size in logical pixels."""
        return self.lab.frame(self.solution, t, View(camera or self.camera(size), size))

    def readouts(self, t: float) -> Sequence[Readout]:
        """Return the numbers beside the picture at ``t``."""
        return self.lab.readouts(self.solution, t)

    def charts(self) -> tuple[Plotted, ...]:
        """Return what can be plotted beside the picture: the lab's charts, and its curves."""
        curves = self.lab.curves(self.solution)
        charts = self.lab.charts(self.solution)
        return (*charts, curve_chart(curves)) if curves else charts

    def matrix(self) -> Matrix | None:
        """Return the first matrix that the user sees, if there is one."""
        for name, spec in shown(self.inputs).items():
            if isinstance(spec, MatrixSpec):
                matrix = getattr(self.inputs, name)
                return matrix if isinstance(matrix, Matrix) else None
        return None
