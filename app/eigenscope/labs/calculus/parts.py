"""What each topic of the lab gives it, so that the lab itself knows no topic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from eigenscope.labs.contract.handover import Handover
from eigenscope.labs.contract.lab import Place
from eigenscope.labs.contract.presets import Counterpart, Experiment, Preset
from eigenscope.labs.kit.topics import Solver


@dataclass(frozen=True)
class TopicPart:
    """A topic of the lab; the functions mean what those of ``Lab`` do.

    Attributes
    ----------
    solver
        From the inputs to the topic's story.
    dragged
        Returns the inputs once a handle is at a place.
    counterparts, handovers
        What is seen beside the inputs, and what other labs go on with.
    presets, experiments
        What the topic begins with.
    """

    solver: Solver
    dragged: Callable[[Any, str, Place], Any] = lambda inputs, _key, _position: inputs
    counterparts: Callable[[Any], tuple[Counterpart, ...]] = lambda _inputs: ()
    handovers: Callable[[Any], tuple[Handover, ...]] = lambda _inputs: ()
    presets: tuple[Preset, ...] = ()
    experiments: tuple[Experiment, ...] = ()
