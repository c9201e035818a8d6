"""The lab itself: chooses the story that is told of the inputs, and lets it speak.

All labs are imported for the menu before the first picture, so this one waits with its parts until
it is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from eigenscope.labs.contract.lab import Handle, Lab, View
from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.contract.topics import Topic
from eigenscope.labs.systems.description import DESCRIPTION
from eigenscope.labs.systems.inputs import TOPICS, Inputs, fit
from eigenscope.plots.curves import Curve
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation
    from eigenscope.labs.systems.story import Floats, Story


class LinearSystems(Lab):
    """The lab *Linear systems*."""

    description = DESCRIPTION
    inputs_type = Inputs

    def topics(self) -> tuple[Topic, ...]:
        """Return the ways of looking at a system."""
        return TOPICS

    def check(self, inputs: Inputs) -> Inputs:
        """Return the inputs with as many right-hand sides as equations."""
        return fit(inputs)

    def dimensions(self, inputs: Inputs) -> int:
        """Return 2 for the plane, 3 where space is needed."""
        from eigenscope.labs.systems.solving import dimensions

        return dimensions(inputs)

    def solve(self, inputs: Inputs, cancellation: Cancellation | None = None) -> Story:
        """Return the solved story; small problems need no torch."""
        from eigenscope.labs.systems.solving import story_of

        return story_of(inputs)

    def frame(self, solution: Story, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        return solution.frame(t, view)

    def readouts(self, solution: Story, t: float) -> tuple[Readout, ...]:
        """Return the live numbers, then what holds at all times."""
        return solution.readouts(t)

    def code(self, solution: Story) -> str:
        """Return the torch program."""
        return solution.program()

    def unseen(self, solution: Story) -> str:
        """Return that the numbers are too large, where they are."""
        from eigenscope.labs.systems.story import TOO_LARGE

        return str(TOO_LARGE) if solution.timeline.caption(1.0) is TOO_LARGE else ""

    def legend(self, solution: Story) -> Mapping[Slot, str]:
        """Return what the colours of the view mean."""
        return solution.legend()

    def curves(self, solution: Story) -> tuple[Curve, ...]:
        """Return the quantities that are plotted along the motion."""
        return solution.curves()

    def stops(self, solution: Story) -> tuple[float, ...]:
        """Return where stages begin and end."""
        return solution.timeline.stops

    def handles(self, solution: Story, t: float) -> tuple[Handle, ...]:
        """Return what can be dragged."""
        return solution.handles(t)

    def dragged(
        self, inputs: Inputs, key: str, position: tuple[float, float, float]
    ) -> tuple[Inputs, bool]:
        """Return the inputs with b, a column or the solution at a new place."""
        from eigenscope.labs.systems.dragging import dragged

        return dragged(inputs, key, position)

    def extent(self, solution: Story) -> Floats:
        """Return points that a fitted view must hold."""
        return solution.extent()

    def caption(self, solution: Story, t: float) -> Words:
        """Return what is happening at ``t``."""
        return solution.timeline.caption(t)

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what to try."""
        from eigenscope.labs.systems.experiments import EXPERIMENTS

        return EXPERIMENTS


LAB = LinearSystems()
