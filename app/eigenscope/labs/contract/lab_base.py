"""What most labs answer alike, so that a lab says only what is its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from eigenscope.labs.contract.lab import (
    Curve,
    Experiment,
    Handle,
    Inputs,
    Preset,
    Readout,
    Solution,
    View,
    Words,
)
from eigenscope.labs.contract.lessons import lesson_text
from eigenscope.scene.frame import Frame
from eigenscope.scene.roles import ROLE_NAMES, Role

if TYPE_CHECKING:
    from eigenscope.engine.jobs import Cancellation
    from eigenscope.labs.charts import Plotted


class LabBase:
    """A lab in the plane whose solution takes no time.

    What must be given: the attributes, ``solve``, ``frame`` and ``code``. A lab whose ``solve``
    is slow or needs torch gives its own ``preview`` too.
    """

    name: str
    title: str
    summary: str
    group: str
    icon: str = "shapes"
    inputs_type: type

    def defaults(self) -> Inputs:
        """Return the defaults of the inputs' fields."""
        return self.inputs_type()

    def check(self, inputs: Inputs) -> Inputs:
        """Return the inputs as they are."""
        return inputs

    def dimensions(self, inputs: Inputs) -> int:
        """Return 2."""
        return 2

    def heavy(self, inputs: Inputs) -> bool:
        """Return False."""
        return False

    def solve(self, inputs: Inputs, cancellation: Cancellation | None = None) -> Solution:
        """Return the lab's own solution."""
        raise NotImplementedError

    def preview(self, inputs: Inputs) -> Solution:
        """Return the whole solution."""
        return self.solve(inputs)

    def frame(self, solution: Solution, t: float, view: View) -> Frame:
        """Return the lab's own picture."""
        raise NotImplementedError

    def readouts(self, solution: Solution, t: float) -> tuple[Readout, ...]:
        """Return none."""
        return ()

    def code(self, inputs: Inputs) -> str:
        """Return the lab's own program."""
        raise NotImplementedError

    def curves(self, solution: Solution) -> tuple[Curve, ...]:
        """Return none."""
        return ()

    def charts(self, solution: Solution) -> tuple[Plotted, ...]:
        """Return none."""
        return ()

    def aspect(self, solution: Solution) -> float | None:
        """Return None: a grid fills any view."""
        return None

    def unseen(self, solution: Solution) -> str:
        """Return nothing: all can be seen."""
        return ""

    def missing_charts(self, solution: Solution) -> Mapping[str, str]:
        """Return nothing."""
        return {}

    def stops(self, solution: Solution) -> tuple[float, ...]:
        """Return the beginning and the end."""
        return (0.0, 1.0)

    def legend(self, solution: Solution) -> Mapping[Role, str]:
        """Return the common names."""
        return ROLE_NAMES

    def handles(self, solution: Solution, t: float) -> tuple[Handle, ...]:
        """Return none."""
        return ()

    def dragged(
        self, inputs: Inputs, key: str, position: tuple[float, float, float]
    ) -> tuple[Inputs, bool]:
        """Return the inputs unchanged."""
        return inputs, False

    def presets(self) -> tuple[Preset, ...]:
        """Return none."""
        return ()

    def extent(self, solution: Solution) -> npt.NDArray[np.float64]:
        """Return the corners of a square about the origin, (4, 3)."""
        return np.array([(x, y, 0.0) for x in (-3.0, 3.0) for y in (-3.0, 3.0)])

    def carry(self, before: Inputs, solution: Solution, t: float, after: Inputs) -> Inputs | None:
        """Return None: every play begins at 0 and changes nothing."""
        return None

    def caption(self, solution: Solution, t: float) -> Words:
        """Return nothing."""
        return Words("")

    def lesson(self) -> str:
        """Return the text that resources have under the lab's name, or nothing."""
        return lesson_text(self.name)

    def experiments(self) -> tuple[Experiment, ...]:
        """Return none."""
        return ()
