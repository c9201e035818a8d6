"""The row picture: each equation is a point, line or plane, and solutions are what all share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.exact.elimination import NONE, Elimination
from eigenscope.exact.rounding import as_floats
from eigenscope.exact.types import ExactRow
from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.arrows import dot, is_dot
from eigenscope.labs.kit.grids import axis_numbers, standing_grid
from eigenscope.labs.kit.readout_makers import text_readout
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.labs.kit.tip_labels import clear_label
from eigenscope.labs.systems import colours, legends, program
from eigenscope.labs.systems.equations import entry_text, equation_text
from eigenscope.labs.systems.flats import Flats, Unit, corner_label
from eigenscope.labs.systems.readouts import system_readouts
from eigenscope.labs.systems.row_words import effect, set_words
from eigenscope.labs.systems.story import NOW, TOO_LARGE, SystemStory, drawable
from eigenscope.labs.systems.system import System, span, unit_row
from eigenscope.scene.frame import Draw, Frame, Label, Style
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words, as_it_is, say, sentences

_FAINT = 0.35
_JOINED = 0.6  # of an equation's stage: from here on it counts
_FADE = 0.15  # of a stage, in which old solutions go and, after they are gone, new ones come
_FAR = 50.0  # times what else there is: a meeting point farther out would make all else a dot


def flats_of(system: System, units: tuple[Unit | None, ...]) -> Flats:
    """Return the drawer of a system's equations, about where they meet or come nearest."""
    unknowns = system.shape[1]
    known = [unit for unit in units if unit is not None and drawable(unit[1])]
    feet = [np.array(place_of(normal * distance)) for normal, distance in known]
    size = max([float(np.linalg.norm(foot)) for foot in feet], default=0.0)
    centre = np.array(place_of(system.nearest if drawable(system.nearest) else 0.0))
    if float(np.linalg.norm(centre)) > _FAR * max(size, 1.0) or not drawable(system.nearest):
        centre = np.mean([*feet, np.zeros(3)], axis=0)
    away = [abs(distance - float(normal @ centre[:unknowns])) for normal, distance in known]
    radius = max(size, float(np.linalg.norm(centre)), 2.2 * max(away, default=0.0)) * 1.1
    return Flats(unknowns, centre, radius or 2.0)


@dataclass(frozen=True, eq=False)
class RowPicture(SystemStory):
    """One equation after another leaves fewer solutions."""

    system: System

    @property
    def dimensions(self) -> int:
        """2, or 3 for three unknowns."""
        return 3 if self.system.shape[1] == 3 else 2

    @cached_property
    def units(self) -> tuple[Unit | None, ...]:
        """Each equation's unit normal and distance; None if no unknown is in it."""
        return tuple(unit_row(row) for row in self.system.elimination.start)

    @cached_property
    def flats(self) -> Flats:
        """What draws them."""
        return flats_of(self.system, self.units)

    @cached_property
    def so_far(self) -> tuple[Elimination, ...]:
        """The elimination of the first equation, of the first two, and so on."""
        return tuple(self.system.first(k + 1) for k in range(self.system.shape[0]))

    @cached_property
    def timeline(self) -> Timeline:
        """A stage for each equation: it comes in, then what it does to the solutions is said."""
        rows, unknowns = self.system.shape
        units = [unit for unit in self.units if unit is not None]
        if units and not any(drawable(unit[1]) for unit in units):
            return Timeline((Stage(TOO_LARGE, moving=_JOINED),) * rows)
        words = "Without any equation, {set} is a solution; each equation leaves fewer."
        before = Words(words, {"set": set_words(unknowns, None)})
        return Timeline(tuple(map(self._stage, range(rows))), before)

    def _stage(self, index: int) -> Stage:
        elimination = self.system.elimination
        text = equation_text(elimination.start[index], elimination.exact)
        values = {"number": str(index + 1), "text": text}
        last = index + 1 == self.system.shape[0]
        done = effect(self.so_far, index, last=last)
        if last and not self.system.solvable and drawable(self.system.nearest):
            done = sentences([done, "By least squares, Ax̂ comes nearest to b."])
        return Stage(Words("Equation {number} is added: {text}.", values), 1, done, _JOINED)

    def _count(self, t: float) -> int:
        """Return how many equations hold at a time; picture, numbers and words all ask here."""
        return self.timeline.done(t)

    def frame(self, t: float, view: View) -> Frame:
        """Return the equations so far in full, the others faint, and what solves those so far."""
        draws = [*standing_grid(view, self.dimensions)]
        labels = [*axis_numbers(view, self.dimensions)]
        solutions = [*self._solutions(t, view)]
        draws += [draw for draw in solutions if not is_dot(draw)]
        for k, unit in enumerate(self.units):
            shown = _FAINT + (1 - _FAINT) * self.timeline.part(k, t)
            draws += self._equation(k, unit, shown, view)
            labels += self._labels(k, unit, view)
        draws += self.flats.crossings(self.units)
        draws += [draw for draw in solutions if is_dot(draw)]
        if self._count(t) == self.system.shape[0]:
            labels += solution_labels(self.system, self.flats, self.units)
            draws += self._nearest(view, labels)
        return Frame(tuple(draws), tuple(labels), view.camera)

    def _equation(self, k: int, unit: Unit | None, shown: float, view: View) -> Iterator[Draw]:
        if unit is not None:
            style = Style(colours.EQUATIONS[k], 1.6 + 1.2 * shown, shown)
            yield from self.flats.equation(unit, style, f"equation {k + 1}", view)

    def _labels(self, k: int, unit: Unit | None, view: View) -> Iterator[Label]:
        elimination = self.system.elimination
        yield from equation_label(
            self.flats, elimination.start[k], unit, k, elimination.exact, view
        )

    def _nearest(self, view: View, labels: list[Label]) -> Iterator[Draw]:
        """Yield the place where the equations are missed least, if nothing solves them."""
        if self._marks_nearest:
            spot = np.array(place_of(self.system.nearest))
            yield dot("nearest", spot, colours.NEAREST, 11.0)
            normals = _lines(self.units, self.dimensions)
            ends = [unit[1] for unit in self.units if unit is not None][: len(normals)]
            unit_pixel = view.camera.height / max(view.size[1], 1.0)
            with np.errstate(over="ignore"):
                gaps = np.clip((np.array(ends) - normals @ spot[:2]) / unit_pixel, -1e6, 1e6)
            labels.append(clear_label("x̂", spot, normals, colours.NEAREST, gaps))

    @property
    def _marks_nearest(self) -> bool:
        """Whether x̂ is in the picture: there is no solution, and x̂ is within the ball."""
        nearest = self.system.nearest
        if self.system.solvable or not drawable(nearest) or not any(self.units):
            return False
        away = np.array(place_of(nearest)) - self.flats.centre
        return float(np.linalg.norm(away)) <= self.flats.radius

    def _changes_nothing(self, t: float) -> bool:
        """Whether the equation that comes in leaves all the solutions that were there."""
        index, _ = self.timeline.at(t)
        before, after = self.so_far[max(index - 1, 0)], self.so_far[index]
        if NONE in (before.kind, after.kind):
            return before.kind == after.kind
        return index > 0 and before.rank == after.rank

    def _solutions(self, t: float, view: View) -> Iterator[Draw]:
        """Yield what solves the equations so far: the old set goes, then the new one comes."""
        count = self._count(t)
        if not count:
            return
        elimination = self.so_far[count - 1]
        if elimination.particular is not None:
            _, part = self.timeline.at(t)
            opacity = 1.0 if self._changes_nothing(t) else min(abs(part - _JOINED) / _FADE, 1.0)
            point = as_floats([elimination.particular])[0]
            basis = span(elimination.null_basis, elimination.unknowns)
            yield from self.flats.solutions(point, basis, view, opacity)

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return what solves the equations so far, then what is known of the system."""
        count = self._count(t)
        elimination = self.so_far[count - 1] if count else None
        words = set_words(self.system.shape[1], elimination)
        names = as_it_is(", ".join(str(k + 1) for k in range(count)))
        if not count:
            names = Words("none yet")
        solved = colours.SOLUTIONS if elimination is not None and elimination.kind != NONE else None
        slot = colours.SOLUTIONS if self.system.solvable else None
        if self._marks_nearest:
            slot = colours.NEAREST
        return (
            text_readout("now.equations", NOW, "Equations so far", names, live=True),
            text_readout("now.solutions", NOW, "Solutions so far", words, live=True, slot=solved),
            *system_readouts(self.system, slot),
        )

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return legends.ROWS

    def prepared(self) -> str:
        """Return the program's beginning."""
        return program.elimination(self.system)

    def extent(self) -> Floats:
        """Return the ball, and the origin."""
        return extent_of(self.flats)

    def handles(self, t: float) -> tuple[Handle, ...]:
        """Return the one solution, if there is one: b follows it."""
        if t < 1 or self.system.elimination.kind != "one" or not drawable(self.system.nearest):
            return ()
        tip = "Drag the solution: b becomes A times it."
        return (Handle("solution", place_of(self.system.nearest), colours.SOLUTIONS, tip),)


def extent_of(flats: Flats) -> Floats:
    """Return points about the ball in which equations are seen, with the origin."""
    reach = flats.radius * (0.75 if flats.unknowns < 3 else 0.95)
    ends = [flats.centre + sign * reach * axis for axis in np.eye(3) for sign in (-1.0, 1.0)]
    points = np.array([*ends, np.zeros(3)])
    if flats.unknowns < 3:
        points[:, 2] = 0.0
    return points


def equation_label(
    flats: Flats, row: ExactRow, unit: Unit | None, k: int, exact: bool, view: View, text: str = ""
) -> Iterator[Label]:
    """Yield an equation's label; one without unknowns has no place, and says what it is."""
    text = text or equation_text(row, exact)
    if unit is None:
        words = "{equation}: never true" if row[-1] else "{equation}: always true"
        sentence = say(Words(words, {"equation": text}))
        yield corner_label(sentence, k, colours.EQUATIONS[k], view)
        return
    label = flats.label(unit, text, colours.EQUATIONS[k], k, view)
    if label is not None:
        yield label


def _lines(units: Sequence[Unit | None], dimensions: int) -> Floats:
    """Return the normals of lines in the plane, (k, 2)."""
    normals = [unit[0] for unit in units if unit is not None and len(unit[0]) == 2]
    return np.array(normals if dimensions == 2 else []).reshape(-1, 2)


def solution_labels(system: System, flats: Flats, units: Sequence[Unit | None]) -> Iterator[Label]:
    """Yield the coordinates of the one solution, beside it and clear of the lines."""
    elimination = system.elimination
    if elimination.kind != "one" or elimination.particular is None:
        return
    if drawable(system.nearest):
        numbers = ", ".join(entry_text(x, elimination.exact) for x in elimination.particular)
        text = f"({numbers})" if flats.unknowns > 1 else f"x = {numbers}"
        spot = np.array(place_of(system.nearest))
        yield clear_label(text, spot, _lines(units, min(flats.unknowns, 3)), colours.SOLUTIONS)
