"""The topic *gradient*."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.calculus.gradient_experiments import EXPERIMENTS
from eigenscope.labs.calculus.inputs import Inputs
from eigenscope.labs.calculus.parts import TopicPart
from eigenscope.labs.contract.handover import Handover
from eigenscope.labs.contract.lab import Handle, Place, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.colours import DIRECTIONS
from eigenscope.labs.kit.functions.formula_landscape import FormulaLandscape, landscape_of_formula
from eigenscope.labs.kit.functions.ground import ground, ground_in_view
from eigenscope.labs.kit.functions.height import Relief
from eigenscope.labs.kit.functions.lift import Lift
from eigenscope.labs.kit.functions.partial_formulas import (
    PartialFormulas,
    partial_formulas,
    with_partials,
)
from eigenscope.labs.kit.functions.square import region_about
from eigenscope.labs.kit.functions.terrain import Terrain
from eigenscope.labs.kit.functions.terrain_draws import terrain_draws
from eigenscope.labs.kit.gradients.gradient_bars import BarsStory
from eigenscope.labs.kit.gradients.gradient_charts import SLICES, TURN, slices_chart, turn_chart
from eigenscope.labs.kit.gradients.gradient_inputs import count_of, formula_of
from eigenscope.labs.kit.gradients.gradient_numbers import prepared, readouts
from eigenscope.labs.kit.gradients.gradient_picture import GradientPicture
from eigenscope.labs.kit.gradients.gradient_slope import Slope
from eigenscope.labs.kit.gradients.gradient_words import legend_of, stages_of, timeline_of
from eigenscope.labs.kit.grids import axis_numbers, standing_grid
from eigenscope.labs.kit.one_vector import vector_of
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.timeline import Timeline
from eigenscope.labs.kit.topics import Solver
from eigenscope.labs.kit.unseen_story import UnseenStory, unseen_numbers
from eigenscope.language.definitions.formula_lists import text_in
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation
    from eigenscope.plots.charts import Plotted

_RELIEF = Relief(faces=28, cut=True)
_LEAST = np.array([(-1.5, -1.5), (1.5, 1.5)])  # what is in the picture wherever the point is
_DIGITS = 3  # of a direction that is dragged


@dataclass(frozen=True, eq=False)
class GradientStory(Story):
    """A function of x and y at a point."""

    slope: Slope
    partials: PartialFormulas = field(default_factory=dict)

    @cached_property
    def _landscape(self) -> FormulaLandscape:
        return landscape_of_formula(self.slope.formula)

    @cached_property
    def _lifted(self) -> bool:
        return self.slope.inputs.surface_view == "surface"

    @cached_property
    def _terrain(self) -> Terrain:
        point = self.slope.point
        region = region_about(np.array([point, -point, *_LEAST]))
        return ground(self._landscape, region, _RELIEF if self._lifted else None)

    @cached_property
    def _picture(self) -> GradientPicture:
        slope = self.slope
        flat = np.zeros(2)
        lift = Lift(
            self._terrain,
            slope.point,
            slope.value if slope.local.has_value else self._floor,
            slope.gradient if slope.local.is_differentiable else flat,
        )
        slices = None
        if slope.inputs.slices:
            first, second = (lift.slice(self._landscape, way) for way in np.eye(2))
            slices = (first, second)
        return GradientPicture(slope, lift, self.timeline, slices)

    @property
    def _floor(self) -> float:
        return 0.0 if self._terrain.height is None else self._terrain.height.low

    @cached_property
    def timeline(self) -> Timeline:
        """Partial derivatives, tangent plane, gradient, directions, curvature."""
        return timeline_of(self.slope)

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        dimensions = 3 if self._lifted else 2
        ground = ground_in_view(self._landscape, self._terrain, view)
        draws = [*standing_grid(view, dimensions), *terrain_draws(ground, opacity=0.4)]
        draws += self._picture.draws(t)
        names = (*self.slope.names, "f")
        labels = [
            *axis_numbers(view, dimensions, names=names),
            *self._picture.labels(t, view),
        ]
        return Frame(tuple(draws), tuple(labels), view.camera)

    def extent(self) -> Floats:
        """Return the corners of the region, up to the surface's top."""
        return self._terrain.corners()

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return legend_of(self.slope)

    def handles(self, t: float) -> Iterator[Handle]:
        """Yield the point, and the tip of the direction."""
        picture = self._picture
        yield Handle("point", place_of(picture.lift.place), Slot.HANDLE, "Drag the point.")
        if stages_of(self.slope) and self.slope.inputs.compass and t >= 1:
            tip = picture.lift.place + picture.lift.rise(picture.radius * self.slope.unit)
            yield Handle("direction", place_of(tip), DIRECTIONS[2], "Drag: u turns.")

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers."""
        return tuple(readouts(self.slope, self.partials))

    def prepared(self) -> str:
        """Return f and where it is looked at."""
        return prepared(self.slope)

    def charts(self) -> tuple[Plotted, ...]:
        """Return the slices, and the slope over the angle."""
        if self.missing_charts():
            return ()
        reach = self._terrain.region.radius
        return (slices_chart(self.slope, reach), turn_chart(self.slope))

    def missing_charts(self) -> Mapping[str, Text]:
        """Return why they are not there, if they are not."""
        return {SLICES: self.slope.lacks, TURN: self.slope.lacks} if self.slope.lacks else {}


@lru_cache(maxsize=2)
def _first(inputs: Inputs) -> GradientStory | BarsStory | UnseenStory:
    return _story(Slope(inputs))


def _whole(inputs: Inputs, cancellation: Cancellation | None) -> Story:
    """Return the story with ∂f as formulas, and what float64 loses; as it was, if there is none."""
    slope = Slope(inputs)
    if not slope.fits:
        return _first(inputs)
    check = None if cancellation is None else cancellation.check
    right = slope.recovered(check)
    story = _first(inputs) if right is slope else _story(right)
    if isinstance(story, UnseenStory):
        return story
    return with_partials(story, partial_formulas([slope.formula], check))


def _story(slope: Slope) -> GradientStory | BarsStory | UnseenStory:
    if slope.misfit:
        numbers = readouts(slope, {}) if slope.fits else ()
        return unseen_numbers(slope.misfit, prepared(slope), numbers)
    return GradientStory(slope) if len(slope.point) == 2 else BarsStory(slope)


def _dragged(inputs: Inputs, key: str, position: Place) -> Inputs:
    """Return the inputs with the point, or the tip of the direction, over or under a place."""
    x, y = position[:2]
    if key == "point":
        return replace(inputs, place=vector_of(position[:2]))
    away = np.array([x, y]) - Slope(inputs).point
    length = math.hypot(*away)
    if not length > 0:
        return inputs
    return replace(inputs, direction=vector_of(np.round(away / length, _DIGITS)))


def _dimensions(inputs: Inputs) -> int:
    return 3 if count_of(inputs) == 2 and inputs.surface_view == "surface" else 2


def _handovers(inputs: Inputs) -> tuple[Handover, ...]:
    """Return f and p for Gradient descent, if it takes them."""
    if count_of(inputs) != 2 or inputs.place[0].shape[0] != 2:
        return ()
    x, y = (row[0] for row in inputs.place[0].texts())
    formula = text_in(formula_of(inputs.surface), ("x", "y"))
    texts = {"function": "formula", "formula": formula, "start": f"[[{x}, {y}]]"}
    return (Handover("descent", "Descend from p", texts),)


GRADIENT = TopicPart(
    Solver(_first, _whole, dimensions=_dimensions),
    dragged=_dragged,
    handovers=_handovers,
    experiments=EXPERIMENTS,
)
