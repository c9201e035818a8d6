"""The lab itself: asks the part of the topic that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from eigenscope.labs.calculus import inputs as topics
from eigenscope.labs.calculus.derivative_story import DERIVATIVE
from eigenscope.labs.calculus.description import DESCRIPTION
from eigenscope.labs.calculus.gradient_story import GRADIENT
from eigenscope.labs.calculus.graph_story import GRAPH
from eigenscope.labs.calculus.inputs import Inputs
from eigenscope.labs.calculus.jacobian_story import JACOBIAN
from eigenscope.labs.calculus.parts import TopicPart
from eigenscope.labs.contract.handover import Handover
from eigenscope.labs.contract.lab import Place
from eigenscope.labs.contract.presets import Counterpart, Experiment, Preset
from eigenscope.labs.kit.topics import Solver, TopicLab

_PARTS: Mapping[str, TopicPart] = {
    topics.DERIVATIVE: DERIVATIVE,
    topics.GRADIENT: GRADIENT,
    topics.JACOBIAN: JACOBIAN,
    topics.GRAPH: GRAPH,
}


class CalculusLab(TopicLab):
    """The lab *Calculus*."""

    description = DESCRIPTION
    inputs_type = Inputs
    solvers: ClassVar[Mapping[str, Solver]] = {key: part.solver for key, part in _PARTS.items()}

    def dragged(self, inputs: Inputs, key: str, position: Place) -> tuple[Inputs, bool]:
        """Return the inputs as the topic changes them."""
        return _PARTS[inputs.topic].dragged(inputs, key, position), False

    def counterparts(self, inputs: Inputs) -> tuple[Counterpart, ...]:
        """Return those of the topic."""
        return _PARTS[inputs.topic].counterparts(inputs)

    def handovers(self, inputs: Inputs) -> tuple[Handover, ...]:
        """Return what other labs go on with."""
        return _PARTS[inputs.topic].handovers(inputs)

    def presets(self) -> tuple[Preset, ...]:
        """Return those of all topics."""
        return tuple(preset for part in _PARTS.values() for preset in part.presets)

    def experiments(self) -> tuple[Experiment, ...]:
        """Return those of all topics."""
        return tuple(each for part in _PARTS.values() for each in part.experiments)


LAB = CalculusLab()
