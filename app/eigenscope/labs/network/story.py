"""What the topics have in common: a training as time, its points, numbers, curves and program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from eigenscope.arrays import Floats
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.facts import Fact
from eigenscope.labs.kit.networks import colours, training_words
from eigenscope.labs.kit.networks.data_inputs import MOST_POINTS, data_lines
from eigenscope.labs.kit.networks.learning import Learning
from eigenscope.labs.kit.networks.training_curves import training_curves
from eigenscope.labs.kit.networks.training_program import program
from eigenscope.labs.kit.networks.training_readouts import training_readouts
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.timeline import Timeline, even
from eigenscope.labs.network.inputs import Inputs
from eigenscope.plots.curves import Curve
from eigenscope.scene.frame import Draw, Style
from eigenscope.scene.geometry import Points
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words

_STOPS = 10
_SIZES = ((30, 12.0), (300, 9.0), (1000, 6.0), (MOST_POINTS, 4.0))
"""Up to so many points are so many pixels wide."""


@dataclass(frozen=True, eq=False)
class NetworkStory(Story):
    """A topic of a training; its time is the training's unless it says otherwise."""

    inputs: Inputs
    learning: Learning

    @cached_property
    def timeline(self) -> Timeline:
        """Ten stages of a training, or as many as there are steps."""
        return even(min(_STOPS, self.learning.run.last))

    def state(self, t: float) -> int:
        """Return the state of the network whose numbers are shown at a time."""
        return self.learning.state(t)

    def caption(self, t: float) -> Words:
        """Return how far the training is and how good the network is."""
        run = self.learning.run
        if t >= 1 and run.diverged is not None:
            return training_words.diverging(run)
        return training_words.progress(self.learning, self.state(t))

    # --- what is drawn ---

    @cached_property
    def clouds(self) -> tuple[Points, ...]:
        """The points of each group, where they stand in the plane of inputs."""
        return self.clouds_at(self.learning.plane.places(self.learning.data.inputs))

    def clouds_at(self, places: Floats) -> tuple[Points, ...]:
        """Return the points of each group at places (n, 3) of all points."""
        return tuple(Points(places[rows]) for rows in self.learning.groups())

    def points_draws(
        self,
        clouds: tuple[Points, ...],
        towards: tuple[Points, ...] | None = None,
        mix: float = 0.0,
        *,
        rim: bool = False,
    ) -> Iterator[Draw]:
        """Yield the points of each group in its colour, on the way to others, perhaps with rims."""
        size = next(width for most, width in _SIZES if self.learning.data.count <= most)
        for k, (cloud, end) in enumerate(zip(clouds, towards or clouds, strict=True)):
            if rim:
                yield Draw(cloud, Style(Slot.GHOST, size + 3.0), name="rim")
            style = Style(colours.class_slot(k), size)
            yield Draw(cloud, style, name=f"points {k}", towards=end, mix=mix)

    def group_legend(self) -> Mapping[Slot, Text]:
        """Return what the groups of points are called; the rims of points have no name."""
        names = training_words.group_names(self.learning)
        legend = {colours.class_slot(k): name for k, name in enumerate(names)}
        if len(names) > len(colours.CLASSES) + 1:  # one alone has its own name
            legend[colours.OTHERS] = "other classes"
        return legend

    # --- numbers ---

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers at a time, and the weights and biases of that state."""
        return tuple(training_readouts(self.learning.run, self.state(t)))

    def curves(self) -> tuple[Curve, ...]:
        """Return the loss and the accuracy along the training."""
        return training_curves(self.learning.run)

    def facts(self) -> tuple[Fact, ...]:
        """Return what the program computes besides the network."""
        return ()

    def code(self) -> str:
        """Return the torch program that trains the same network."""
        return program(
            self.learning.setup, data_lines(self.inputs, self.learning.data), self.facts()
        )
