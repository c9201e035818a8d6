"""The topic *Jacobian*."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.calculus.inputs import Inputs
from eigenscope.labs.calculus.jacobian_experiments import EXPERIMENTS, PRESETS
from eigenscope.labs.calculus.parts import TopicPart
from eigenscope.labs.contract.handover import Handover
from eigenscope.labs.contract.lab import Handle, Place, View
from eigenscope.labs.contract.presets import Counterpart
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.arrows import arrow, dot
from eigenscope.labs.kit.colours import BASIS, sign_slot
from eigenscope.labs.kit.data_cache import Remembered
from eigenscope.labs.kit.functions.partial_formulas import (
    PartialFormulas,
    partial_formulas,
    with_partials,
)
from eigenscope.labs.kit.functions.zoomed_grid import LINES, SQUARE
from eigenscope.labs.kit.grids import axis_numbers, standing_grid
from eigenscope.labs.kit.jacobians.jacobian_inputs import formulas_of
from eigenscope.labs.kit.jacobians.jacobian_numbers import prepared, readouts
from eigenscope.labs.kit.jacobians.jacobian_words import (
    LINEAR,
    LINEAR_MAP,
    MAP,
    THEN,
    ZOOM,
    legend_of,
    square_slot,
    timeline_of,
)
from eigenscope.labs.kit.jacobians.jacobian_zoom import Zoom, area_of
from eigenscope.labs.kit.one_vector import vector_of
from eigenscope.labs.kit.places import in_space, vector_in_space
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.timeline import Timeline
from eigenscope.labs.kit.tip_labels import tip_label
from eigenscope.labs.kit.topics import Solver
from eigenscope.labs.kit.unseen_story import UnseenStory, unseen_numbers
from eigenscope.language.evaluating.entry import number_text
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Frame, Label, Style, affine
from eigenscope.scene.geometry import place_of
from eigenscope.scene.grid import plane_grid
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Text, Words

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation


@dataclass(frozen=True, eq=False)
class JacobianStory(Story):
    """A map of the plane, zoomed in at a point."""

    zoom: Zoom
    partials: PartialFormulas = field(default_factory=dict)

    @cached_property
    def timeline(self) -> Timeline:
        """The map, the zoom, the linear map, the second map."""
        return timeline_of(self.zoom)

    @property
    def _dimensions(self) -> int:
        return len(self.zoom.formulas)

    def _share(self, stage: int, t: float) -> float:
        return self.timeline.eased(stage, t) if stage < len(self.timeline.stages) else 0.0

    def _pose(self, t: float) -> float:
        """Return the pose of the grid: up to 1 while F acts, then up to the last."""
        zooms = self.zoom.grid.last - 1
        return self._share(MAP, t) + zooms * self._share(ZOOM, t)

    def _linear(self, t: float) -> tuple[Floats, Floats]:
        """Return the linear map that is drawn (m, 2), and the image of p (m,)."""
        zoom, share = self.zoom, self._share(THEN, t)
        if zoom.after is None or share <= 0:
            return zoom.jacobian, zoom.first.value
        mixed = (1 - share) * zoom.jacobian + share * zoom.product
        return mixed, (1 - share) * zoom.first.value + share * zoom.after.value

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        draws = [*standing_grid(view, self._dimensions)]
        if self._share(THEN, t) <= 0:
            draws += self.zoom.grid.draws(self._pose(t), Slot.GRID, square_slot(self.zoom))
        if self._share(LINEAR, t) > 0:
            draws += self._linear_draws(t)
        place = vector_in_space(self._middle(t))
        draws.append(dot("point", place, Slot.INK, 9.0))
        labels = [*axis_numbers(view, self._dimensions), *self._labels(t, view)]
        return Frame(tuple(draws), tuple(labels), view.camera)

    def _middle(self, t: float) -> Floats:
        """Return where p is, (m,)."""
        share, image = self._share(MAP, t), self._linear(t)[1]
        start = vector_in_space(self.zoom.point)[: len(image)]
        middle: Floats = (1 - share) * start + share * image
        return middle

    def _linear_draws(self, t: float) -> Iterator[Draw]:
        share, radius = self._share(LINEAR, t), self.zoom.grid.radius
        linear, image = self._linear(t)
        matrix = affine(radius * linear, vector_in_space(image))
        lines = plane_grid(1 / LINES, LINES)
        yield Draw(lines, Style(LINEAR_MAP, 2.2, 0.55 * share), matrix, name="linear")
        yield Draw(shapes.cross(), Style(LINEAR_MAP, 2.2, 0.55 * share), matrix, name="linear axes")
        if self._share(THEN, t) > 0:
            square = affine(SQUARE * radius * linear, vector_in_space(image))
            style = Style(sign_slot(area_of(linear)), opacity=0.45)
            yield Draw(shapes.unit_square(), style, square, name="square")
        for axis in range(2):
            step = vector_in_space(share * radius * linear[:, axis])
            yield from arrow(f"column {axis}", step, BASIS[axis], vector_in_space(image), 4.2)

    def _labels(self, t: float, view: View) -> Iterator[Label]:
        place = vector_in_space(self._middle(t))
        name = "p" if t <= 0 else "G(F(p))" if self._share(THEN, t) >= 1 else "F(p)"
        yield Label(name, place_of(place), Slot.INK, (-16.0, -14.0), 15, bold=True, priority=7)
        magnified = self.zoom.grid.magnified(self._pose(t))
        if magnified > 1 and self._share(LINEAR, t) <= 0:
            text = str(Words("magnified × {factor}", {"factor": tidy(round(magnified, 1), 1)}))
            yield Label(text, place_of(place), Slot.INK, (0.0, -34.0), 13, priority=6)
        yield from self._column_labels(self._share(LINEAR, t), t, view)

    def _column_labels(self, share: float, t: float, view: View) -> Iterator[Label]:
        if share <= 0:
            return
        (linear, image), radius = self._linear(t), self.zoom.grid.radius
        start = vector_in_space(image)
        name = "∂(G∘F)" if self._share(THEN, t) > 0 else "∂F"
        times = "" if radius == 1 else f" × {tidy(radius)}"
        for axis, letter in enumerate("xy"):
            tip = start + vector_in_space(share * radius * linear[:, axis])
            text = f"{name}/∂{letter}{times}"
            yield tip_label(text, tip, BASIS[axis], view, 8, start=start)

    def extent(self) -> Floats:
        """Return the grid before and after, and the columns of the Jacobians."""
        extent, radius = [self.zoom.grid.extent()], self.zoom.grid.radius
        if self.zoom.composes and self.zoom.after is not None:
            corners = radius * np.array([(a, b) for a in (-1, 1) for b in (-1, 1)])
            extent.append(in_space(self.zoom.after.value + corners @ self.zoom.product.T))
        return np.concatenate(extent)

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return legend_of(self.zoom)

    def handles(self, t: float) -> Iterator[Handle]:
        """Yield the point, before it is mapped."""
        if t <= 0:
            place = place_of(vector_in_space(self.zoom.point))
            yield Handle("point", place, Slot.HANDLE, "Drag the point.")

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers."""
        return tuple(readouts(self.zoom, self.partials))

    def prepared(self) -> str:
        """Return the maps and the point."""
        return prepared(self.zoom)


@lru_cache(maxsize=4)
def _zoom(inputs: Inputs) -> Zoom:
    """Return the map at the point, which is asked for by pictures, counterparts and handovers."""
    return Zoom(inputs)


_recovered: Remembered[Inputs, Zoom] = Remembered(most=4)
"""What has been worked out of maps of which float64 loses something."""


def _known(inputs: Inputs) -> Zoom:
    """Return the map at the point, with what float64 loses as soon as that is worked out."""
    return _recovered.get(inputs) or _zoom(inputs)


@lru_cache(maxsize=2)
def _first(inputs: Inputs) -> JacobianStory | UnseenStory:
    return _story(_zoom(inputs))


def _whole(inputs: Inputs, cancellation: Cancellation | None) -> Story:
    """Return the story with ∂F as formulas, and what float64 loses; as it was, if there is none."""
    zoom = _zoom(inputs)
    if zoom.point.shape != (2,):
        return _first(inputs)
    check = None if cancellation is None else cancellation.check
    right = zoom.recovered(check)
    if right is not zoom:
        _recovered.put(inputs, right)
    story = _first(inputs) if right is zoom else _story(right)
    if isinstance(story, UnseenStory):
        return story
    return with_partials(story, partial_formulas(zoom.formulas, check))


def _story(zoom: Zoom) -> JacobianStory | UnseenStory:
    if zoom.misfit:
        if zoom.point.shape != (2,):
            return UnseenStory(zoom.misfit)
        return unseen_numbers(zoom.misfit, prepared(zoom), readouts(zoom, {}))
    return JacobianStory(zoom)


def _dragged(inputs: Inputs, _key: str, position: Place) -> Inputs:
    """Return the inputs with the point at a place of the plane."""
    return replace(inputs, spot=vector_of(position[:2]))


def _counterparts(inputs: Inputs) -> tuple[Counterpart, ...]:
    """Return the linear map that F is like near p, as a map of its own."""
    zoom = _known(inputs)
    if zoom.misfit or not zoom.is_linear:
        return ()
    x, y = (f"({number_text(each)})" for each in zoom.point)
    rows = [
        f"{number_text(value)} + ({number_text(a)}) (x - {x}) + ({number_text(b)}) (y - {y})"
        for value, (a, b) in zip(zoom.first.value, zoom.jacobian, strict=True)
    ]
    beside = replace(inputs, map=", ".join(rows))
    return (Counterpart("linear", "F", "F(p) + J(x − p)", beside),)


def _handovers(inputs: Inputs) -> tuple[Handover, ...]:
    """Return J for Linear transformation."""
    zoom = _known(inputs)
    if zoom.misfit or not zoom.is_linear or len(zoom.formulas) != 2:
        return ()
    matrix = zoom.product if zoom.composes else zoom.jacobian
    rows = ", ".join(f"[{', '.join(map(number_text, row))}]" for row in matrix.tolist())
    return (Handover("transform", "Open J as a linear map", {"matrix": f"[{rows}]"}),)


JACOBIAN = TopicPart(
    Solver(_first, _whole, dimensions=lambda inputs: len(formulas_of(inputs))),
    dragged=_dragged,
    counterparts=_counterparts,
    handovers=_handovers,
    presets=PRESETS,
    experiments=EXPERIMENTS,
)
