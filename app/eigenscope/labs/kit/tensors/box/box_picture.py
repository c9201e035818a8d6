"""A product as two faces of a box that share an edge; attention as two boxes joined at a wall.

Turned one through the other, the matrices of a product would lose their axes. On a box each axis
is an edge: the shared one lies inside, and adding up along it carries the inside onto a face.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.story import PLANE
from eigenscope.labs.kit.tensors.box.box_layout import RIGHT, WALL, BoxLayout
from eigenscope.labs.kit.tensors.box.box_lines import HEADING, headings, names_beside
from eigenscope.labs.kit.tensors.box.box_look import BoxLook
from eigenscope.labs.kit.tensors.box.box_motion import inside, moving_lights, rows_over, telling
from eigenscope.labs.kit.tensors.box.box_sides import (
    Sides,
    as_first_seen,
    net_in_view,
    sides_of,
    standing_box,
)
from eigenscope.labs.kit.tensors.box.box_steps import BoxSteps, Lit
from eigenscope.labs.kit.tensors.box.face_draws import (
    face_draws,
    face_light,
    hatching,
    sheet_draws,
    sheet_labels,
)
from eigenscope.labs.kit.tensors.box.sheet import MOST_NUMBERS, Sheet
from eigenscope.labs.kit.tensors.pointing import Cell
from eigenscope.labs.kit.tensors.signs import title_of
from eigenscope.labs.kit.tensors.speech import cell_formula
from eigenscope.labs.kit.tensors.step_layout import StepLayout
from eigenscope.labs.kit.tensors.tensor_step import TensorStep
from eigenscope.labs.kit.timeline import smooth
from eigenscope.scene.frame import Draw, Label

_CODE, _FORMULA = 0.34, 0.34  # sizes of letters, in world units of a whole view
_LIT, _FAINT = 0.3, 0.12  # how strongly cells are lit
_SETTLING = 0.9  # of a product's motion, from when its colours come out


_said = lru_cache(maxsize=128)(cell_formula)  # asked for by every frame while nothing moves


@dataclass(frozen=True, eq=False)
class BoxPicture:
    """The picture of a product, or of two that are joined, with what happens between them.

    Each step is a stage; a stage's ``part`` goes from 0 to 1.

    Attributes
    ----------
    steps
        What is shown.
    look
        Names and colours.
    flat
        Whether the faces lie beside each other in the plane, as the box's net.
    formula
        How a cell of a step's result is made, by its flat index.
    """

    steps: BoxSteps
    look: BoxLook = field(default_factory=BoxLook)
    flat: bool = False
    formula: Callable[[TensorStep, int], str] = _said
    _still: dict[BoxLayout, tuple[Draw, ...]] = field(default_factory=dict)

    # --- where things are ----------------------------------------------------------------------

    def layout(self, view: View) -> tuple[BoxLayout, StepLayout]:
        """Return where the faces stand in a view, and the lines of text."""
        aspect = round(view.size[0] / max(view.size[1], 1.0), 2)
        if not self.flat:
            return self._standing
        return net_in_view(self._sides, aspect, round(HEADING / max(view.size[1], HEADING), 3))

    @cached_property
    def _sides(self) -> Sides:
        return sides_of(self.steps)

    @cached_property
    def _standing(self) -> tuple[BoxLayout, StepLayout]:
        return standing_box(self._sides)

    def extent(self) -> Floats:
        """Return the corners (n, 3) of a box in space, for a view to hold; of a net the plane's."""
        if self.flat:
            return PLANE
        layout = self._standing[0]
        return as_first_seen(layout.corners, beside=len(layout.faces) > RIGHT)

    def length(self, stage: int) -> float:
        """Return how long a stage plays, in lengths of a simple step."""
        turns = self.steps.turns.get(stage)
        return 1.0 if turns is None else 1.0 + 0.15 * len(turns.all)

    def prepare(self) -> None:
        """Make what takes long, before it is shown."""
        for stage in range(len(self.steps.all)):
            for sheet in (*self.steps.faces(stage).values(), self.steps.result(stage)):
                _ = sheet.picture, sheet.widest, sheet.hidden

    # --- the picture ---------------------------------------------------------------------------

    def parts(
        self, stage: int, part: float, view: View, chosen: Cell | None = None
    ) -> tuple[list[Draw], list[Label]]:
        """Return the draws and labels of a stage at a part (0…1) of its motion.

        ``chosen`` is a cell, as `cell_under` returns it, that is spoken of when nothing moves and
        the mouse is on no other.
        """
        layout, lines = self.layout(view)
        pointed = self.cell_under(stage, view)
        draws = [*self._faces(layout)]
        labels = [*self._written(stage, layout, view)]
        for face, sheet in self.steps.faces(stage).items():
            if face != self.steps.target(stage):
                draws += self._sheet(sheet, face, layout, view)
                labels += sheet_labels(sheet, layout.faces[face], view, layout.letters)
        draws += self._hidden(stage, part, layout)
        more_draws, more_labels = self._result(stage, part, layout, view)
        draws += more_draws
        labels += more_labels
        cell = pointed or (chosen if part >= 1 else None)
        lit = () if cell is None else self.steps.belonging(stage, *cell)
        draws += self._lights(lit, layout) if lit else self._moving(stage, part, layout)
        labels += self._texts(stage, part, lines, view, cell)
        return draws, labels

    def cell_under(self, stage: int, view: View) -> Cell | None:
        """Return the face under the view's pointer and the cell of its sheet, or None."""
        if view.pointer is None:
            return None
        layout, _ = self.layout(view)
        sheets = {**self.steps.faces(stage), self.steps.target(stage): self.steps.result(stage)}
        cells: list[tuple[float, Cell]] = []
        for face, sheet in sheets.items():
            placement = layout.faces[face]
            corner, normal = placement.place(0, 0), placement.normal
            place = view.camera.unproject(view.pointer, view.size, corner, normal)
            if place is None:
                continue
            x, y, _ = placement.units_of(place)
            row, column = int(np.floor(-y)), int(np.floor(x))
            rows, columns = sheet.shape
            if 0 <= row < rows and 0 <= column < columns:
                depth = float(view.camera.project(place, view.size)[0, 2])
                cells.append((depth, (face, row * columns + column)))
        return min(cells)[1] if cells else None

    # --- what does not move ---------------------------------------------------------------------

    def _faces(self, layout: BoxLayout) -> tuple[Draw, ...]:
        if layout not in self._still:
            self._still[layout] = tuple(self._empty_faces(layout))
        return self._still[layout]

    def _empty_faces(self, layout: BoxLayout) -> Iterator[Draw]:
        for face, (placement, shape) in enumerate(zip(layout.faces, layout.shapes, strict=True)):
            lined = math.prod(shape) <= MOST_NUMBERS
            name, slot = self.look.names[face], self.look.faces[face]
            yield from face_draws(
                shape, placement, name, slot, self.look.axes_of(face), lined=lined
            )

    def _sheet(
        self, sheet: Sheet, face: int, layout: BoxLayout, view: View, strength: float = 1.0
    ) -> Iterator[Draw]:
        return sheet_draws(
            sheet,
            layout.faces[face],
            self.look.names[face],
            self.look.faces[face],
            view,
            coloured=face == WALL and self.look.coloured,
            strength=strength,
        )

    def _hidden(self, stage: int, part: float, layout: BoxLayout) -> Iterator[Draw]:
        """Yield the marks of what a mask has left out of the wall."""
        for masked in range(min(stage, len(self.steps.between)) + 1):
            sheet = self.steps.result(masked)
            if sheet.hidden is not None:
                strength = 1.0 if masked < stage else smooth(part)
                yield from hatching(sheet, layout.faces[WALL], self.look.names[WALL], strength)
                return

    def _written(self, stage: int, layout: BoxLayout, view: View) -> Iterator[Label]:
        sheets = self.steps.faces(stage)
        target = self.steps.target(stage)
        sheets = {**sheets, target: self.steps.result(stage)}
        names = {
            face: sheet.tensor.label if sheet.tensor.label else self.look.names[face]
            for face, sheet in sheets.items()
        }
        yield from headings(layout, sheets, names, self.look, view)
        yield from names_beside(layout, self.look, view)

    # --- what moves ----------------------------------------------------------------------------

    def _result(
        self, stage: int, part: float, layout: BoxLayout, view: View
    ) -> tuple[list[Draw], list[Label]]:
        """Return a stage's result, as far as it is there."""
        face = self.steps.target(stage)
        placement, most = layout.faces[face], layout.letters
        result = self.steps.result(stage)
        if self.steps.product(stage):
            turns = self.steps.turns[stage]
            strength = smooth(part) if result.many else (part - _SETTLING) / (1 - _SETTLING)
            sheet = self.steps.partial(stage, turns.terms(part))
            count = turns.count(part)
            draws = [*self._sheet(result, face, layout, view, strength)]
            return draws, [*sheet_labels(sheet, placement, view, most, (0, count), True)]
        before = self.steps.result(stage - 1)
        count = rows_over(result.shape[0], part) * result.shape[1]
        draws = [*self._sheet(before, face, layout, view, 1.0 - smooth(part))]
        draws += self._sheet(result, face, layout, view, smooth(part))
        labels = [*sheet_labels(before, placement, view, most, (count, result.numbers.size))]
        labels += sheet_labels(result, placement, view, most, (0, count), True)
        return draws, labels

    def _moving(self, stage: int, part: float, layout: BoxLayout) -> Iterator[Draw]:
        if not 0 < part < 1:
            return
        yield from self._lights(moving_lights(self.steps, stage, part), layout)
        yield from inside(self.steps, stage, part, layout, self.look)

    def _lights(self, lit: Lit, layout: BoxLayout) -> Iterator[Draw]:
        for face, (rows, columns) in lit:
            slot, name = self.look.faces[face], self.look.names[face]
            many = math.prod(layout.shapes[face]) > MOST_NUMBERS
            strength = _FAINT if many or face == WALL else _LIT  # where colours say something
            yield from face_light(layout.faces[face], rows, columns, slot, name, strength)

    def _texts(
        self, stage: int, part: float, lines: StepLayout, view: View, cell: Cell | None
    ) -> Iterator[Label]:
        step = self.steps.all[stage]
        yield lines.line(title_of(step), lines.code, view, _CODE, bold=True)
        spoken = self.steps.spoken_of(stage, *cell) if cell is not None else None
        if spoken is None and part > 0:
            spoken = telling(self.steps, stage, part)
        if spoken is not None:
            slot = self.look.faces[self.steps.target(stage)]
            said = self.formula(step, spoken)
            yield from lines.lines(said, lines.formula, view, _FORMULA, slot=slot)
