"""Least squares as a picture: Ax moves in the column space to where it is nearest to b."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
import numpy.typing as npt

from eigenscope.engine.elimination import Row, to_float
from eigenscope.engine.least_squares import exact_least_squares, least_squares, ridge_path
from eigenscope.labs import parts
from eigenscope.labs.base import Curve, Handle, Readout, View, Words
from eigenscope.labs.numerals import tidy
from eigenscope.labs.saying import matrix_readout, number_readout
from eigenscope.labs.systems import arrows
from eigenscope.labs.systems.columns import tip_handles
from eigenscope.labs.systems.embedding import Embedding, embedding_of
from eigenscope.labs.systems.equations import entry_text
from eigenscope.labs.systems.readouts import rank_readouts, vector_readout
from eigenscope.labs.systems.story import TOO_LARGE, drawable, even_stops, stage
from eigenscope.labs.systems.system import System
from eigenscope.scene.frame import Draw, Frame, Label, Style
from eigenscope.scene.geometry import Polyline
from eigenscope.scene.roles import Role

Floats = npt.NDArray[np.float64]
SQUARES = "Least squares"
_SAMPLES = 97  # of the way of a ridge
_MARK = 0.05  # of the picture's size: the mark of the right angle
_MARK_COMES = 0.9  # from this part of the way on
_ZERO = 1e-12  # of b: a gap that small is none


@dataclass(frozen=True, eq=False)
class ProjectionPicture:
    """First Ax goes straight from 0 to the projection of b; then a ridge, if any, draws it back."""

    system: System

    @property
    def dimensions(self) -> int:
        """2 or 3."""
        return self.embedding.dimensions

    @cached_property
    def best(self) -> Floats:
        """The minimiser of ‖Ax − b‖², (n,); the shortest if there are several."""
        exact = self._exact(0.0)
        if exact is not None:
            return np.array([to_float(value) for value in exact])
        return least_squares(self.system.matrix, self.system.right)

    def _exact(self, ridge: float) -> Row | None:
        system = self.system
        known = system.inputs.ridge.scalar.exact
        if system.exact is None or (ridge and known is None):
            return None
        return exact_least_squares(system.exact, known if ridge and known else Fraction())

    @cached_property
    def way(self) -> Floats:
        """The minimisers for ridges from 0 to λ, (k, n)."""
        shares = np.linspace(0.0, 1.0, _SAMPLES) ** 2
        return ridge_path(self.system.matrix, self.system.right, self.system.ridge * shares)

    @cached_property
    def embedding(self) -> Embedding:
        """Where vectors of ℝᵐ stand: the projection of b and the gap first."""
        system = self.system
        with np.errstate(over="ignore", invalid="ignore"):
            foot = np.nan_to_num(system.matrix @ self.best)
        vectors = [foot, system.right - foot, *system.matrix.T]
        return embedding_of(np.stack(vectors), system.shape[0])

    @cached_property
    def columns(self) -> Floats:
        """The columns as places, (n, 3)."""
        return self.embedding.places(self.system.matrix.T)

    @cached_property
    def right(self) -> Floats:
        """The place of b, (3,)."""
        return self.embedding.place(self.system.right)

    @cached_property
    def trail(self) -> Polyline:
        """The way of Ax while the ridge grows."""
        return Polyline(self.embedding.places(self.way @ self.system.matrix.T))

    @cached_property
    def _drawn(self) -> bool:
        return all(
            drawable(found) for found in (self.columns, self.right, self.best, self._reached(1.0))
        )

    def stops(self) -> tuple[float, ...]:
        """Return one stage, or with a ridge two."""
        return even_stops(2 if self.system.ridge else 1)

    def weights(self, t: float) -> Floats:
        """Return x at a time, (n,)."""
        index, part = stage(t, self.stops())
        if index == 0:
            return self.best * part
        along = part * (_SAMPLES - 1)
        below = min(int(along), _SAMPLES - 2)
        first, second = self.way[below], self.way[below + 1]
        found: Floats = first + (second - first) * (along - below)
        return found

    def _reached(self, t: float) -> Floats:
        with np.errstate(over="ignore", invalid="ignore"):
            reached: Floats = self.system.matrix @ self.weights(t)
        if self.system.solvable and not self.system.ridge and t >= 1:
            return self.system.right
        return reached

    def gap(self, t: float) -> float:
        """Return ‖Ax − b‖ at a time."""
        with np.errstate(over="ignore", invalid="ignore"):
            rest = self._reached(t) - self.system.right
        size = float(np.abs(rest).max())
        if not 0 < size < np.inf:
            return size
        gap = size * float(np.linalg.norm(rest / size))
        return 0.0 if gap <= _ZERO * float(np.abs(self.system.right).max()) else gap

    def frame(self, t: float, view: View) -> Frame:
        """Return b, the column space, Ax within it, and what is between Ax and b."""
        draws = [*parts.standing_grid(view, self.dimensions)]
        labels = [*parts.axis_numbers(view, self.dimensions)] if self.embedding.own else []
        if self._drawn:
            draws += arrows.column_space(self.columns, self.embedding, view, self._size())
            still, names = arrows.still_columns(self.columns, 0.7, view)
            draws += still
            labels += names
            moving = [*self._moving(t, view, labels)]
            draws += [draw for draw in moving if draw.name == "gap"]
            draws.append(arrows.arrow(self.right, Style(Role.OUTPUT, 4.0), "b"))
            labels.append(parts.tip_label("b", self.right, Role.OUTPUT, view, priority=8))
            draws += [draw for draw in moving if draw.name != "gap"]
        return Frame(tuple(draws), tuple(labels), view.camera)

    def _moving(self, t: float, view: View, labels: list[Label]) -> Iterator[Draw]:
        index, part = stage(t, self.stops())
        reached = self.embedding.place(self._reached(t))
        gap = self.gap(t)
        if index == 1:
            style = Style(Role.PATH, 2.2, 0.8)
            yield Draw(self.trail, style, portion=part, name="ridge path")
        if gap > 0:
            yield arrows.stick(reached, self.right, Style(Role.NEGATIVE_AREA, 3.0), "gap")
            text = f"gap {tidy(gap, 3)}"
            labels.append(
                arrows.middle_label(text, reached, self.right, Role.NEGATIVE_AREA, view)
            )
        yield arrows.arrow(reached, Style(Role.COLUMN_SPACE, 4.0), "Ax")
        if np.any(reached) and gap > 0:
            name = "Ax̂" if index == 0 and part >= 1 else "Ax"
            labels.append(parts.tip_label(name, reached, Role.COLUMN_SPACE, view, priority=7))
        if index == 0 and gap > 0:
            opacity = (part - _MARK_COMES) / (1 - _MARK_COMES)
            back = -reached if np.any(reached) else self._any_direction()
            size = _MARK * view.camera.height
            yield from arrows.right_angle(reached, back, self.right - reached, size, opacity)

    def _any_direction(self) -> Floats:
        found = next((column for column in self.columns if np.any(column)), None)
        return np.zeros(3) if found is None else found

    def _size(self) -> float:
        ends = np.concatenate([self.columns, self.right[None]])
        return 1.15 * float(np.linalg.norm(ends, axis=1).max()) or 1.0

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return x, Ax and the gap at a time, then the ranks."""
        x = matrix_readout(
            "x",
            SQUARES,
            "x̂" if t >= 1 else "x",
            self.weights(t),
            live=t < 1,
            brief=True,
            role=Role.COLUMN_SPACE,
            variable="x",
            tip="How often each column is taken.",
        )
        if t >= 1:
            x = vector_readout(x, self._exact(self.system.ridge))
        reached = matrix_readout(
            "reached", SQUARES, "Ax", self._reached(t), live=True, variable="reached"
        )
        return (
            x,
            number_readout(
                "gap",
                SQUARES,
                "‖Ax − b‖",
                self.gap(t),
                live=True,
                role=Role.NEGATIVE_AREA,
                variable="distance",
                tip="How far Ax is from b.",
            ),
            *self._squared(t),
            reached,
            *self._with_ridge(t),
            *rank_readouts(self.system),
        )

    def _squared(self, t: float) -> Iterator[Readout]:
        squared = self.gap(t) ** 2 if self.gap(t) < 1e150 else np.inf
        if np.isfinite(squared):
            yield number_readout(
                "squared",
                SQUARES,
                "‖Ax − b‖²",
                squared,
                live=True,
                brief=True,
                exact=self._exact_squared() if t >= 1 else "",
                variable="squared_error",
                tip="The sum of the squared errors: least at the end, if there is no ridge.",
            )

    def _exact_squared(self) -> str:
        exact, x = self.system.exact, self._exact(self.system.ridge)
        if exact is None or x is None:
            return ""
        rests = [
            sum((a * b for a, b in zip(row, x, strict=False)), Fraction()) - row[-1]
            for row in exact
        ]
        text = entry_text(sum((rest * rest for rest in rests), Fraction()), exact=True)
        return text if "/" in text else ""

    def _with_ridge(self, t: float) -> Iterator[Readout]:
        if self.system.ridge:
            size = float(np.linalg.norm(self.weights(t)))
            yield number_readout(
                "length",
                SQUARES,
                "‖x‖",
                size,
                live=True,
                variable="length",
                tip="What a ridge keeps short.",
            )

    def caption(self, t: float) -> Words:
        """Return where Ax goes, and what holds at the end."""
        if not self._drawn:
            return TOO_LARGE
        index, part = stage(t, self.stops())
        if t <= 0:
            return Words("Whatever x is, Ax stays in the column space. Where is it nearest to b?")
        if index == 1:
            values = {"ridge": tidy(self.system.ridge)}
            return Words("The ridge λ = {ridge} draws x towards 0; the gap grows a little.", values)
        if part < 1:
            return Words("Ax moves through the column space towards b.")
        if self.gap(t) == 0:
            return Words("b lies in the column space: the gap is 0 and x̂ solves Ax = b.")
        note = "" if self.embedding.whole else " (Of four dimensions, three are drawn.)"
        words = "The gap is at a right angle to every column: Aᵀ(b − Ax̂) = 0.{note}"
        return Words(words, {"note": note})

    def extent(self) -> Floats:
        """Return all arrows' ends."""
        points = [np.zeros((1, 3)), np.eye(3)[: self.dimensions]]
        if self._drawn:
            points += [self.columns, self.right[None], self.trail.points.astype(np.float64)]
        return np.concatenate(points)

    def curves(self) -> tuple[Curve, ...]:
        """Return the gap along the motion."""
        times = np.linspace(0.0, 1.0, _SAMPLES)
        gaps = np.array([self.gap(float(t)) for t in times])
        if not np.isfinite(gaps).all():
            return ()
        return (Curve("‖Ax − b‖", times, gaps, Role.NEGATIVE_AREA),)

    def handles(self, t: float) -> tuple[Handle, ...]:
        """Return the tips of b and of the columns, where the picture's coordinates are theirs."""
        if not (self.embedding.own and self._drawn):
            return ()
        return tip_handles(self.columns, self.right)

