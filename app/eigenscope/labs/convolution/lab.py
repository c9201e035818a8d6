"""The lab itself: its topics, each a way to see a window that slides.

All labs are imported for the menu before the first picture, so this one waits with its parts until
it is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from eigenscope.labs.contract.presets import Counterpart, Experiment
from eigenscope.labs.contract.traceable import TraceableCode
from eigenscope.labs.convolution.choices import (
    CONVOLUTION,
    CORRELATION,
    LAYERS,
    MATRIX,
    MAX,
    MEAN,
    PICTURES,
    POOLING,
    WINDOW,
)
from eigenscope.labs.convolution.description import DESCRIPTION
from eigenscope.labs.convolution.inputs import Inputs, fit
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.topics import Solver, TopicLab
from eigenscope.wording.errors import WordedError

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation
    from eigenscope.labs.convolution.solving import Slide


def _previewed(story: Callable[[Inputs], Story]) -> Callable[[Inputs], Story]:
    """Return what makes a story that is seen at once, if only of why there is none."""

    def preview(inputs: Inputs) -> Story:
        from eigenscope.labs.kit.unseen_story import UnseenStory

        try:
            return story(inputs)
        except WordedError as error:
            return UnseenStory(error.reason)

    return preview


def _slide(inputs: Inputs) -> Slide:
    from eigenscope.labs.convolution import solving

    return (solving.pooled if inputs.topic == POOLING else solving.convolved)(inputs)


def _awaited(inputs: Inputs) -> Story:
    from eigenscope.labs.convolution.readouts import program_of
    from eigenscope.labs.kit.unseen_story import UnseenStory

    return UnseenStory("The window is about to slide.", program_of(_slide(inputs)))


def _window(inputs: Inputs, cancellation: Cancellation | None) -> Story:
    from eigenscope.labs.convolution.solving import traced
    from eigenscope.labs.convolution.window_story import window_story

    slide = _slide(inputs)
    return window_story(inputs, slide, traced(slide, cancellation))


def _layers(inputs: Inputs, _cancellation: Cancellation | None = None) -> Story:
    from eigenscope.labs.kit.convolution.field_story import field_story

    return field_story(inputs.side, inputs.stack.to_array(), inputs.kernels, inputs.cell)


def _unfiltered(inputs: Inputs) -> Story:
    from eigenscope.labs.convolution.pictures_story import awaited_picture

    return awaited_picture(inputs)


def _filtered(inputs: Inputs, cancellation: Cancellation | None) -> Story:
    from eigenscope.labs.convolution.pictures_story import filtered_picture

    return filtered_picture(inputs, cancellation)


_SLIDING = Solver(_previewed(_awaited), _window, dimensions=lambda inputs: 3 if inputs.deep else 2)


class ConvolutionLab(TopicLab):
    """The lab *Convolution*."""

    description = DESCRIPTION
    inputs_type = Inputs
    solvers: ClassVar[Mapping[str, Solver]] = {
        WINDOW: _SLIDING,
        MATRIX: Solver(_previewed(_awaited), _window),
        POOLING: _SLIDING,
        LAYERS: Solver(_previewed(_layers), _layers),
        PICTURES: Solver(_previewed(_unfiltered), _filtered),
    }

    def check(self, inputs: Inputs) -> Inputs:
        """Return the inputs made to fit each other."""
        return fit(inputs)

    def counterparts(self, inputs: Inputs) -> tuple[Counterpart, ...]:
        """Return the kernel turned by 180°, or the other way to pool."""
        if inputs.topic == POOLING:
            mean = replace(inputs, pool=MEAN if inputs.pool == MAX else MAX)
            titles = ("Largest", "Mean") if inputs.pool == MAX else ("Mean", "Largest")
            return (Counterpart("other", *titles, mean),)
        if inputs.topic == LAYERS:
            return ()
        titles, other = ("Left as it is", "Turned by 180°"), CONVOLUTION
        if inputs.mode == CONVOLUTION:
            titles, other = titles[::-1], CORRELATION
        return (Counterpart("turned", *titles, replace(inputs, mode=other)),)

    def as_code(self, inputs: Inputs) -> TraceableCode | None:
        """Return what slides as lines of torch; of layers and whole pictures none."""
        if inputs.topic in (LAYERS, PICTURES):
            return None
        try:
            slide = _slide(inputs)
        except ValueError:  # the picture says why
            return None
        return TraceableCode(slide.prepared + "\n".join(slide.lines) + "\n", "products")

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what to try."""
        from eigenscope.labs.convolution.experiments import EXPERIMENTS

        return EXPERIMENTS


LAB = ConvolutionLab()
