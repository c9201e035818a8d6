"""From the inputs to a training, which all topics share, and to the picture of a topic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from eigenscope.engine.optimise.training.errors import TrainingError
from eigenscope.engine.optimise.training.network import Dense, NetworkShape, Parameters
from eigenscope.engine.optimise.training.run import TrainingRun, untrained
from eigenscope.engine.optimise.training.setup import TrainingSetup
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.known_results import KnownResults
from eigenscope.labs.kit.networks.data_inputs import CURVE, data_of
from eigenscope.labs.kit.networks.learning import Learning
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.unseen_story import UnseenStory
from eigenscope.labs.network.inputs import (
    AS_SURFACE,
    BY_LAYER,
    OF_WEIGHTS,
    OWN,
    TRAINING,
    WEIGHTS,
    Inputs,
    hidden_activations,
)
from eigenscope.labs.network.layers_story import LayersStory
from eigenscope.labs.network.story import NetworkStory
from eigenscope.labs.network.surface_story import SurfaceStory
from eigenscope.labs.network.training_story import CurveStory, TrainingStory
from eigenscope.labs.network.weights_story import WeightsStory
from eigenscope.scene.camera import Camera

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation

RUNS: KnownResults[Inputs, TrainingRun] = KnownResults(4)
"""The trainings that are still known."""


def untrained_story(inputs: Inputs) -> Story:
    """Return the picture of the network before training, or why there is none."""
    try:
        return _story(inputs, before(inputs))
    except TrainingError as error:  # which `trained_story` raises
        return UnseenStory(error.reason)


def trained_story(inputs: Inputs, cancellation: Cancellation | None) -> NetworkStory:
    """Return the picture of the training, and offer it as it grows."""

    def show(run: TrainingRun) -> None:
        if cancellation is not None and cancellation.awaited:
            cancellation.offer(_ready(_story(inputs, Learning(run))))

    return _ready(_story(inputs, trained(inputs, cancellation, show)))


def _ready(story: NetworkStory) -> NetworkStory:
    """Return a story whose last picture has its shapes: the worker that trains makes them."""
    story.frame(1.0, View(Camera(), (1280, 720)))
    return story


def _story(inputs: Inputs, learning: Learning) -> NetworkStory:
    if inputs.topic in (TRAINING, AS_SURFACE) and inputs.data == CURVE:
        return CurveStory(inputs, learning)
    return _KINDS[inputs.topic](inputs, learning)


def dimensions(inputs: Inputs) -> int:
    """Return 2 if a topic's picture lives in the plane, 3 if it needs space."""
    if inputs.topic == BY_LAYER:
        return 3 if max(inputs.layers[1:]) > 2 else 2
    return 3 if inputs.topic == AS_SURFACE and inputs.data != CURVE else 2


_KINDS: dict[str, type[NetworkStory]] = {
    TRAINING: TrainingStory,
    BY_LAYER: LayersStory,
    AS_SURFACE: SurfaceStory,
    OF_WEIGHTS: WeightsStory,
}


def before(inputs: Inputs) -> Learning:
    """Return the untrained network, or the training if it is still known; without torch."""
    shared = _shared(inputs)
    return Learning(RUNS.get(shared) or untrained(_setup_of(shared)))


def trained(
    inputs: Inputs,
    cancellation: Cancellation | None = None,
    watch: Callable[[TrainingRun], None] | None = None,
) -> Learning:
    """Return the training; whoever watches is shown it so far, some twenty times a second."""
    shared = _shared(inputs)
    run = RUNS.get(shared)
    if run is None:
        from eigenscope.engine.optimise.training.training import train  # late: it needs torch

        run = train(_setup_of(shared), cancellation, watch)
        RUNS.add(shared, run)
    return Learning(run)


def _shared(inputs: Inputs) -> Inputs:
    """Return inputs that are the same for all topics, which share one training."""
    return replace(inputs, topic=TRAINING)


@lru_cache(maxsize=4)
def _setup_of(inputs: Inputs) -> TrainingSetup:
    data = data_of(inputs)
    return TrainingSetup(
        data=data,
        shape=NetworkShape(inputs.layers, (*hidden_activations(inputs), "none")),
        initial=_own_parameters(inputs) if inputs.weights == OWN else None,
        loss=inputs.loss,
        optimiser=inputs.optimiser,
        rate=inputs.rate.scalar.value,
        batch=min(inputs.batch, data.count),
        weight_decay=inputs.decay.scalar.value,
        steps=inputs.steps,
        seed=inputs.seed,
    )


def _own_parameters(inputs: Inputs) -> Parameters:
    own = WEIGHTS[: len(inputs.layers) - 1]
    arrays = ((getattr(inputs, w).to_array(), getattr(inputs, b).to_array()) for w, b in own)
    return tuple(Dense(weight, bias[:, 0]) for weight, bias in arrays)
