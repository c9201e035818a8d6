"""The lab itself: its topics, each with the picture that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from eigenscope.labs.contract.presets import Experiment, Preset
from eigenscope.labs.kit.topics import Solver, TopicLab
from eigenscope.labs.network.description import DESCRIPTION
from eigenscope.labs.network.inputs import TOPICS, Inputs, fit

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation
    from eigenscope.labs.kit.story import Story

_AT_ONCE = 100  # steps that take no time to speak of


def _untrained(inputs: Inputs) -> Story:
    from eigenscope.labs.network.solving import untrained_story

    return untrained_story(inputs)


def _trained(inputs: Inputs, cancellation: Cancellation | None) -> Story:
    from eigenscope.labs.network.solving import trained_story

    return trained_story(inputs, cancellation)


def _dimensions(inputs: Inputs) -> int:
    from eigenscope.labs.network.solving import dimensions

    return dimensions(inputs)


_SOLVER = Solver(
    _untrained, _trained, heavy=lambda inputs: inputs.steps > _AT_ONCE, dimensions=_dimensions
)


class NetworkLab(TopicLab):
    """The lab *Neural network*."""

    description = DESCRIPTION
    inputs_type = Inputs
    solvers: ClassVar[Mapping[str, Solver]] = {topic.key: _SOLVER for topic in TOPICS}

    def check(self, inputs: Any) -> Inputs:
        """Return the inputs with widths that the data need, and weights of those sizes."""
        return fit(inputs)

    def presets(self) -> tuple[Preset, ...]:
        """Return networks to begin with."""
        from eigenscope.labs.network.presets import PRESETS

        return PRESETS

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what to try."""
        from eigenscope.labs.network.experiments import EXPERIMENTS

        return EXPERIMENTS


LAB = NetworkLab()
