"""A lab that is a list of topics: its input ``topic`` says which story is told of the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from eigenscope.arrays import Floats
from eigenscope.labs.contract.code_marks import CodeMarks
from eigenscope.labs.contract.lab import Handle, Lab, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.contract.specs import topics_of
from eigenscope.labs.contract.topics import Topic
from eigenscope.labs.kit.story import Story
from eigenscope.plots.curves import Curve
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation
    from eigenscope.plots.charts import Plotted


@dataclass(frozen=True)
class Solver:
    """From the inputs to the story of one topic.

    Attributes
    ----------
    at_once
        Makes what can be shown at once: the whole story, unless another way to it is given.
    whole
        Makes the whole story, where that takes time.
    heavy
        Tells whether it takes seconds.
    dimensions
        Returns 2 if the picture lives in the plane, 3 if it needs space.
    """

    at_once: Callable[[Any], Story]
    whole: Callable[[Any, Cancellation | None], Story] | None = None
    heavy: Callable[[Any], bool] = lambda _inputs: False
    dimensions: Callable[[Any], int] = lambda _inputs: 2


class TopicLab(Lab):
    """A lab of several topics. Its ``inputs_type`` has a field declared with ``topic_choice``.

    Attributes
    ----------
    solvers
        How each topic is solved, by the topics' keys.
    """

    solvers: ClassVar[Mapping[str, Solver]]

    def topics(self) -> tuple[Topic, ...]:
        """Return those that the inputs choose among."""
        return topics_of(self.inputs_type)

    # --- solving -----------------------------------------------------------------------------

    def dimensions(self, inputs: Any) -> int:
        """Return what the topic says."""
        return self.solvers[inputs.topic].dimensions(inputs)

    def heavy(self, inputs: Any) -> bool:
        """Return what the topic says."""
        return self.solvers[inputs.topic].heavy(inputs)

    def preview(self, inputs: Any) -> Story:
        """Return the topic's story as far as it is known at once."""
        return self.solvers[inputs.topic].at_once(inputs)

    def solves_at_once(self, inputs: Any) -> bool:
        """Tell whether that is the whole story."""
        return self.solvers[inputs.topic].whole is None

    def solve(self, inputs: Any, cancellation: Cancellation | None = None) -> Story:
        """Return the topic's story."""
        solver = self.solvers[inputs.topic]
        return solver.whole(inputs, cancellation) if solver.whole else solver.at_once(inputs)

    # --- what the story answers ----------------------------------------------------------------

    def frame(self, solution: Story, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        return solution.frame(t, view)

    def extent(self, solution: Story) -> Floats:
        """Return points that a fitted view must hold."""
        return solution.extent()

    def aspect(self, solution: Story) -> float | None:
        """Return the width by the height of what is drawn."""
        return solution.aspect()

    def unseen(self, solution: Story) -> Text:
        """Return why nothing can be drawn."""
        return solution.unseen

    def sampled(self, solution: Story) -> Text:
        """Return how many of very many points are drawn, if not all are."""
        return solution.sampled

    def stops(self, solution: Story) -> tuple[float, ...]:
        """Return where stages begin and end."""
        return solution.timeline.stops

    def handles(self, solution: Story, t: float) -> tuple[Handle, ...]:
        """Return what can be dragged of what is seen."""
        return () if solution.unseen else tuple(solution.handles(t))

    def points(self, solution: Story) -> bool:
        """Tell whether the topic's picture cares for where the mouse is."""
        return solution.points

    def chosen(self, inputs: Any, solution: Story, t: float, view: View) -> Any | None:
        """Return what the topic makes of a click."""
        return solution.chosen(inputs, t, view)

    def legend(self, solution: Story) -> Mapping[Slot, Text]:
        """Return what the topic's colours mean."""
        return solution.legend()

    def caption(self, solution: Story, t: float) -> Words:
        """Return what is happening at ``t``."""
        return solution.caption(t)

    def readouts(self, solution: Story, t: float) -> tuple[Readout, ...]:
        """Return the topic's numbers."""
        return solution.readouts(t)

    def code(self, solution: Story) -> str:
        """Return the topic's program."""
        return solution.code()

    def marks(self, solution: Story, t: float) -> Mapping[str, CodeMarks]:
        """Return what stands beside the lines of the topic's inputs."""
        return solution.code_marks(t)

    def time_of(self, solution: Story, field: str, line: int) -> float | None:
        """Return when a line of the topic's program has run."""
        return solution.time_of(line)

    def curves(self, solution: Story) -> tuple[Curve, ...]:
        """Return what the topic plots along the motion."""
        return solution.curves()

    def charts(self, solution: Story) -> tuple[Plotted, ...]:
        """Return the topic's plots."""
        return solution.charts()

    def missing_charts(self, solution: Story) -> Mapping[str, Text]:
        """Return why plots of other topics are not there."""
        return solution.missing_charts()
