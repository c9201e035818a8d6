"""The lab itself: its topics, each an operation on the two matrices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar

from eigenscope.labs.contract.presets import Counterpart, Experiment, Preset
from eigenscope.labs.contract.traceable import TraceableCode
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.topics import Solver, TopicLab
from eigenscope.labs.product import solving
from eigenscope.labs.product.description import DESCRIPTION
from eigenscope.labs.product.inputs import (
    ENTRYWISE,
    LAYER,
    PRODUCT,
    REDUCTION,
    Inputs,
    fit,
    shown_as_box,
    shown_as_maps,
)
from eigenscope.labs.product.presets import PRESETS, experiments
from eigenscope.labs.product.solving import Solution
from eigenscope.labs.product.stories import TableStory, product_story
from eigenscope.labs.product.traceable_code import traceable


def _dimensions(inputs: Inputs) -> int:
    """Return 3 for a box, and where maps of space are shown; tables lie in the plane."""
    if shown_as_box(inputs):
        return 3
    return 3 if shown_as_maps(inputs) and max(*inputs.a.shape, *inputs.b.shape) == 3 else 2


def _product(inputs: Inputs) -> Story:
    if shown_as_box(inputs):
        from eigenscope.labs.product.box_story import BoxStory  # late: few look at it

        return BoxStory(solving.product(inputs))
    return product_story(inputs)


def _of_tables(solve: Callable[[Inputs], Solution]) -> Solver:
    return Solver(lambda inputs: TableStory(solve(inputs)))


class Product(TopicLab):
    """The lab *Matrix product*."""

    description = DESCRIPTION
    inputs_type = Inputs
    solvers: ClassVar[Mapping[str, Solver]] = {
        PRODUCT: Solver(_product, dimensions=_dimensions),
        ENTRYWISE: _of_tables(solving.combined),
        LAYER: _of_tables(solving.product),
        REDUCTION: _of_tables(solving.reduction),
    }

    def check(self, inputs: Inputs) -> Inputs:
        """Return the inputs made to fit each other."""
        return fit(inputs)

    def counterparts(self, inputs: Inputs) -> tuple[Counterpart, ...]:
        """Return the same with A and B swapped, where something is done with both."""
        if inputs.topic == REDUCTION or inputs.a == inputs.b:
            return ()
        swapped = fit(replace(inputs, a=inputs.b, b=inputs.a))
        return (Counterpart("swapped", "A, B as entered", "A and B swapped", swapped),)

    def as_code(self, inputs: Inputs) -> TraceableCode:
        """Return the operation on the tables, read as chosen where lines of torch can be."""
        return traceable(inputs)

    def dragged(
        self, inputs: Inputs, key: str, position: tuple[float, float, float]
    ) -> tuple[Inputs, bool]:
        """Return the inputs with a column of B at a new place."""
        index = int(key.partition("-")[2])
        rows = inputs.b.shape[0]
        return replace(inputs, b=inputs.b.with_column(index, position[:rows])), False

    def presets(self) -> tuple[Preset, ...]:
        """Return the presets."""
        return PRESETS

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what to try."""
        return experiments()


LAB = Product()
