"""Least squares as a picture: Ax moves in the column space to where it is nearest to b."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.angles import right_angle
from eigenscope.labs.kit.arrows import ORIGIN, arrow, segment
from eigenscope.labs.kit.colours import COLUMN_SPACE
from eigenscope.labs.kit.embedding import Embedding, embedding_of
from eigenscope.labs.kit.timeline import Stage, Timeline, even
from eigenscope.labs.kit.tip_labels import middle_label, tip_label
from eigenscope.labs.systems import colours, legends, program
from eigenscope.labs.systems.approach import Approach
from eigenscope.labs.systems.approach_readouts import approach_readouts
from eigenscope.labs.systems.drawn_columns import DrawnColumns
from eigenscope.labs.systems.story import TOO_LARGE, SystemStory, drawable, not_whole
from eigenscope.labs.systems.system import System
from eigenscope.plots.curves import Curve
from eigenscope.scene.frame import Draw, Frame, Label, Style
from eigenscope.scene.geometry import Polyline
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import rounded, tidy
from eigenscope.wording.words import Text, Words, say, sentences

_MARK = 0.05  # of the view's height: the mark of the right angle
_MARK_COMES = 0.9  # from this part of the way on


@dataclass(frozen=True, eq=False)
class ProjectionPicture(SystemStory):
    """Ax within the column space, b outside it, and the gap between them."""

    approach: Approach

    @property
    def system(self) -> System:
        """The system Ax ≈ b."""
        return self.approach.system

    @cached_property
    def timeline(self) -> Timeline:
        """Where Ax goes, what holds where it is nearest, and how a ridge, if any, draws it back."""
        if not self._drawn:
            return even(len(self.approach.timeline.stages), TOO_LARGE)
        moving = Words("Ax moves through the column space towards b.")
        before = Words("Whatever x is, Ax stays in the column space. Where is it nearest to b?")
        stages = [Stage(moving, done=self._nearest_words())]
        if self.system.ridge:
            stages.append(Stage(self._ridge_words()))
        return Timeline(tuple(stages), before)

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return x, Ax and the gap at a time, then the ranks."""
        return approach_readouts(self.approach, t)

    @property
    def dimensions(self) -> int:
        """2 or 3."""
        return self.embedding.dimensions

    @cached_property
    def embedding(self) -> Embedding:
        """Where vectors of ℝᵐ stand: the projection of b and the gap first."""
        system = self.system
        foot = np.nan_to_num(system.product(self.approach.best))
        vectors = [foot, system.right - foot, *system.matrix.T]
        return embedding_of(np.stack(vectors), system.shape[0])

    @cached_property
    def _arrows(self) -> DrawnColumns:
        return DrawnColumns(self.system, self.embedding)

    @cached_property
    def trail(self) -> Polyline:
        """The way of Ax while the ridge grows."""
        return Polyline(self.embedding.places(self.approach.way @ self.system.matrix.T))

    @cached_property
    def _drawn(self) -> bool:
        ends = (self.approach.best, self.approach.reached(1.0))
        return self._arrows.drawable and all(map(drawable, ends))

    def frame(self, t: float, view: View) -> Frame:
        """Return b, the column space, Ax within it, and what is between Ax and b."""
        draws, labels = self._arrows.ground(view)
        if self._drawn:
            draws += self._arrows.still(view, ORIGIN[None])
            labels += self._arrows.names(view)
            moving = [*self._moving(t, view, labels)]
            draws += [draw for draw in moving if draw.name == "gap"]
            draws += self._arrows.b()
            draws += [draw for draw in moving if draw.name != "gap"]
        return Frame(tuple(draws), tuple(labels), view.camera)

    def _moving(self, t: float, view: View, labels: list[Label]) -> Iterator[Draw]:
        index, part = self.timeline.at(t)
        reached = self.embedding.place(self.approach.reached(t))
        gap, rest = self.approach.gap(t), self._arrows.right - reached
        if index == 1:
            style = Style(colours.RIDGE, 2.2, 0.8)
            yield Draw(self.trail, style, portion=part, name="ridge path")
        if gap > 0:
            yield from segment("gap", reached, self._arrows.right, colours.RESIDUAL, 3.0)
            # Its name is on the side where b's arrow is not.
            write = tidy if t in self.approach.timeline.stops else rounded
            text = say(Words("gap {size}", {"size": write(gap, 3)}))
            away = self._arrows.right / 2
            labels.append(middle_label(text, rest, colours.RESIDUAL, view, reached, away, 0.5, 7))
        yield from arrow("Ax", reached, COLUMN_SPACE, width=4.0)
        if np.any(reached) and gap > 0:
            name = "Ax̂" if index == 0 and part >= 1 else "Ax"
            labels.append(tip_label(name, reached, COLUMN_SPACE, view, priority=7))
        if index == 0 and gap > 0:
            opacity = (part - _MARK_COMES) / (1 - _MARK_COMES)
            back = -reached if np.any(reached) else self._any_direction()
            yield from right_angle("right angle", reached, back, rest, view, _MARK, opacity)

    def _any_direction(self) -> Floats:
        direction = next((column for column in self._arrows.columns if np.any(column)), None)
        return np.zeros(3) if direction is None else direction

    def _nearest_words(self) -> Words:
        if self.approach.gap(self.approach.timeline.stops[1]) == 0:
            return Words("b lies in the column space: the gap is 0 and x̂ solves Ax = b.")
        words: Text = "The gap b − Ax̂ is perpendicular to every column: Aᵀ(b − Ax̂) = 0."
        return sentences([words, *not_whole(self.embedding)])

    def _ridge_words(self) -> Words:
        """Return what the ridge costs, in numbers: only they tell whether it is a little."""
        approach = self.approach
        start = approach.timeline.stops[1]
        long, short = (tidy(math.hypot(*approach.weights(t)), 2) for t in (start, 1.0))
        near, far = (tidy(approach.gap(t), 2) for t in (start, 1.0))
        values = {"ridge": tidy(self.system.ridge)}
        values |= {"long": long, "short": short, "near": near, "far": far}
        if long == short and near == far:
            return Words(
                "As λ grows to {ridge}, ‖x‖ stays {short} and the gap stays {far}.", values
            )
        if long == short:
            return Words(
                "As λ grows to {ridge}, ‖x‖ stays {short} and the gap grows from {near} to {far}.",
                values,
            )
        if near == far:
            return Words(
                "As λ grows to {ridge}, ‖x‖ falls from {long} to {short} and the gap stays {far}.",
                values,
            )
        return Words(
            "As λ grows to {ridge}, ‖x‖ falls from {long} to {short} and the gap grows from {near} "
            "to {far}.",
            values,
        )

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return legends.LEAST_SQUARES

    def prepared(self) -> str:
        """Return the program's beginning."""
        return program.system_lines(self.approach.system)

    def extent(self) -> Floats:
        """Return all arrows' ends."""
        points = self._arrows.extent()
        return np.concatenate([points, self.trail.points]) if self._drawn else points

    def curves(self) -> tuple[Curve, ...]:
        """Return the gap along the motion."""
        times = np.linspace(0.0, 1.0, 97)
        gaps = np.array([self.approach.gap(float(t)) for t in times])
        if not np.isfinite(gaps).all():
            return ()
        return (Curve("‖Ax − b‖", times, gaps, colours.RESIDUAL),)

    def handles(self, t: float) -> tuple[Handle, ...]:
        """Return the tips of b and of the columns, where the picture's coordinates are theirs."""
        return self._arrows.handles() if self._drawn else ()
