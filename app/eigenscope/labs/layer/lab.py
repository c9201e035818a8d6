"""The lab itself: the layer as a motion, and the batch as blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from eigenscope.labs.contract.handover import Handover
from eigenscope.labs.contract.presets import Counterpart, Experiment, Preset
from eigenscope.labs.contract.traceable import TraceableCode
from eigenscope.labs.kit.facts import composed_program, grouped
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.topics import Solver, TopicLab
from eigenscope.labs.kit.unseen_story import UnseenStory
from eigenscope.labs.layer import motion, presets, program
from eigenscope.labs.layer.description import DESCRIPTION
from eigenscope.labs.layer.inputs import BATCH, MOTION, TOPICS, Inputs, fit, misfit
from eigenscope.labs.layer.layer import Layer
from eigenscope.labs.layer.readouts import readouts
from eigenscope.labs.layer.words import batch_timeline
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation

_OTHER = {MOTION: BATCH, BATCH: MOTION}


@lru_cache(maxsize=2)
def _motion(inputs: Inputs) -> motion.MotionStory:
    """Return the motion; the preview is the solution, with the same geometry."""
    return motion.MotionStory(Layer(inputs))


def _at_once(inputs: Inputs) -> Story:
    """Return the motion, or why nothing is drawn: misfits, or a batch that is being traced."""
    begins, reason = program.prepared(inputs), misfit(inputs)
    if reason is not None:
        return UnseenStory(reason.reason, composed_program(begins))
    if inputs.topic == MOTION:
        return _motion(inputs)
    layer, waiting = Layer(inputs), Words("The steps of the layer are being traced.")
    numbers = readouts(layer)
    code = composed_program(begins, *grouped(numbers))
    return UnseenStory(waiting, code, numbers, batch_timeline(layer))


def _whole(inputs: Inputs, cancellation: Cancellation | None) -> Story:
    reason = misfit(inputs)
    if reason is not None:
        raise reason
    if inputs.topic == MOTION:
        return _motion(inputs)
    from eigenscope.labs.layer.batch import batch_story  # late: it traces with torch

    return batch_story(inputs, cancellation)


class LayerLab(TopicLab):
    """The lab *Layer*."""

    description = DESCRIPTION
    inputs_type = Inputs
    solvers: ClassVar[Mapping[str, Solver]] = {
        MOTION: Solver(_at_once, _whole, dimensions=motion.dimensions_of),
        BATCH: Solver(_at_once, _whole),
    }

    def check(self, inputs: Inputs) -> Inputs:
        """Return the inputs with a chosen point that there is."""
        return fit(inputs)

    def counterparts(self, inputs: Inputs) -> tuple[Counterpart, ...]:
        """Return the same layer as the other picture."""
        titles, other = {topic.key: topic.title for topic in TOPICS}, _OTHER[inputs.topic]
        beside = replace(inputs, topic=other)
        return (Counterpart("other", titles[inputs.topic], titles[other], beside, follows=True),)

    def dragged(
        self, inputs: Inputs, key: str, position: tuple[float, float, float]
    ) -> tuple[Inputs, bool]:
        """Return the inputs with a point, a column of W or b at a new place."""
        return motion.dragged(inputs, key, position), False

    def as_code(self, inputs: Inputs) -> TraceableCode | None:
        """Return the layer as lines of torch; None while its sizes do not fit."""
        return None if misfit(inputs) else program.traceable(inputs)

    def handovers(self, inputs: Inputs) -> tuple[Handover, ...]:
        """Return the layer with a loss for the chain rule; nothing while its sizes do not fit."""
        if misfit(inputs):
            return ()
        texts = {"topic": "graph", "program": program.differentiated(inputs)}
        return (Handover("calculus", "Go back through it from ½‖Y‖²", texts),)

    def presets(self) -> tuple[Preset, ...]:
        """Return the presets."""
        return presets.PRESETS

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what to try."""
        return presets.EXPERIMENTS


LAB = LayerLab()
