"""A convolution as a product of matrices, linked cell by cell with the window that slides.

Each place of the window writes its row: the cells that it covers (im2col), or the weights where it
lies (Toeplitz). The row times the vector is the cell of the result. Of a transposed convolution it
is a column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.colours import RESULT
from eigenscope.labs.kit.tensors.arrangement import ROW, TWO_ABOVE
from eigenscope.labs.kit.tensors.cells.headings import short
from eigenscope.labs.kit.tensors.pointing import cell_under
from eigenscope.labs.kit.tensors.step_layout import StepLayout, step_layout
from eigenscope.labs.kit.tensors.window.matrix_draws import MatrixDraws
from eigenscope.labs.kit.tensors.window.matrix_forms import toeplitz_shape
from eigenscope.labs.kit.tensors.window.matrix_items import (
    IM2COL,
    MATRIX,
    OUTPUT,
    TOEPLITZ,
    MatrixItems,
)
from eigenscope.labs.kit.tensors.window.matrix_links import MatrixLinks
from eigenscope.labs.kit.tensors.window.matrix_numbers import MatrixNumbers
from eigenscope.labs.kit.tensors.window.matrix_speech import MatrixSpeech
from eigenscope.labs.kit.tensors.window.schedule import GATHER, GLIDE, Moment, Schedule
from eigenscope.labs.kit.tensors.window.window_speech import WindowSpeech, stages_of
from eigenscope.labs.kit.tensors.window.windowed import SPREAD, Windowed
from eigenscope.labs.kit.timeline import Stage
from eigenscope.scene.frame import Draw, Label

MOST_ENTRIES = 1_000_000
"""Entries of a matrix that has a picture."""

_CODE, _FORMULA = 0.34, 0.36  # sizes of letters, in world units
_LONGEST_CODE = 90
_SIGNS = ("∗", "=", "·", "=")
_TRANSPOSED_SIGNS = ("∗ᵀ", "=", "·", "=")


@dataclass(frozen=True, eq=False)
class MatrixPicture:
    """The picture of one convolution as a product of matrices.

    Attributes
    ----------
    windowed
        The convolution.
    form
        `IM2COL` or `TOEPLITZ`; a transposed one has the latter alone.
    """

    windowed: Windowed
    form: str = TOEPLITZ
    _drawn: dict[StepLayout, MatrixNumbers] = field(default_factory=dict)

    @cached_property
    def items(self) -> MatrixItems:
        """What stands side by side."""
        return MatrixItems(self.windowed, self.form)

    @cached_property
    def _links(self) -> MatrixLinks:
        return MatrixLinks(self.items)

    @cached_property
    def schedule(self) -> Schedule:
        """When the window is at which of its places."""
        return Schedule(self.windowed.sliding.count)

    @property
    def length(self) -> float:
        """How long it plays, in lengths of a simple step."""
        return 0.5 + 0.3 * self.schedule.length

    @cached_property
    def speech(self) -> WindowSpeech:
        """What is said of it."""
        return WindowSpeech(self.windowed, self.items.window)

    def prepare(self) -> None:
        """Make what takes long, before it is shown."""
        for item in self.items.window.all:
            item.prepare()
        _ = self.items.all, self.items.kernel_cells

    def layout(self, view: View) -> StepLayout:
        """Return where all stands in a view."""
        signs = _TRANSPOSED_SIGNS if self.items.spread else _SIGNS
        return step_layout(self.items.all, signs, view, kinds=(ROW, TWO_ABOVE))

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """What is said: of each slow place, and of all that are passed fast."""
        return stages_of(self.schedule, MatrixSpeech(self.items, self.speech).words, self.length)

    def part_in(self, stage: int, part: float) -> float:
        """Return the part of the motion at a part (0…1) of one of the stages."""
        return self.schedule.spans[stage].part(part)

    def moment(self, part: float) -> Moment:
        """Return where the window is at a part (0…1) of the motion."""
        return self.schedule.at(part)

    # --- what is spoken of ---------------------------------------------------------------------

    def pointed(self, view: View) -> tuple[str, int] | None:
        """Return the item under the pointer by its name, and the cell."""
        pointed = cell_under(self.items.all, self.layout(view), view)
        return None if pointed is None else (self.items.all[pointed[0]].name, pointed[1])

    def result_cell(self, view: View) -> int | None:
        """Return the cell of the result under the pointer, in it or in its row; or None."""
        pointed = self.pointed(view)
        if pointed is None or pointed[0] not in (MATRIX, OUTPUT):
            return None
        name, cell = pointed
        row, column = divmod(cell, self.items.all[self.items.number(name)].block.columns)
        if self.form == IM2COL:
            return (column if name == OUTPUT else 0) * self.windowed.sliding.count + row
        return row

    # --- the picture ---------------------------------------------------------------------------

    def parts(
        self, part: float, view: View, chosen: int | None = None
    ) -> tuple[list[Draw], list[Label]]:
        """Return the draws and labels at a part (0…1) of the motion.

        ``chosen`` is a cell of the result that is spoken of unless the mouse is on another.
        """
        layout, moment = self.layout(view), self.moment(part)
        numbers = self._drawn.setdefault(layout, MatrixNumbers(MatrixDraws(self.items, layout)))
        pointed = self.pointed(view)
        focus = self._links.place_of(pointed)
        if pointed is None and chosen is not None and not self.items.spread:
            focus = divmod(chosen, self.windowed.sliding.count)
        lines = 0 if part <= 0 else moment.place + int(moment.part(GATHER) >= 1)
        done = moment.done if part > 0 else 0
        draws = [*numbers.draws.still(view, lines, done)]
        labels = [*numbers.labels(view, lines, done)]
        if pointed is not None and focus is None:
            draws += self._pointed_draws(numbers.draws, pointed)
        else:
            sheet, place = focus or (0, moment.place)
            draws += self._place_draws(numbers.draws, sheet, place, moment, moves=focus is None)
            if focus is None and moment.slow and 0 < moment.part(GATHER) < 1:
                along = moment.part(GATHER)
                draws += numbers.flight(sheet, place, along)
                labels += numbers.flight_labels(sheet, place, along, view)
        labels += self._texts(layout, pointed, focus, moment, part, view)
        return draws, labels

    def _place_draws(
        self, draws: MatrixDraws, sheet: int, place: int, moment: Moment, *, moves: bool
    ) -> Iterator[Draw]:
        row, column = self.windowed.sliding.corner(place)
        if self.items.spread:
            yield from draws.window.small_cell(place)
        elif moves and place:
            before = self.windowed.sliding.corner(place - 1)
            left = 1 - moment.part(GLIDE)
            yield from draws.covered(
                row + (before[0] - row) * left, column + (before[1] - column) * left
            )
        else:
            yield from draws.covered(row, column)
        yield from draws.vector_hues(sheet, place)
        yield from draws.line(sheet, place)
        yield from draws.result(sheet, place)

    def _pointed_draws(self, draws: MatrixDraws, pointed: tuple[str, int]) -> Iterator[Draw]:
        """Yield a cell lit, and the cells of the matrix that belong to it."""
        name, cell = pointed
        yield from draws.framed(name, (cell,))
        entries = tuple(self._links.entries_of(pointed).tolist())
        if entries:
            yield from draws.framed(MATRIX, entries)

    def _texts(
        self,
        layout: StepLayout,
        pointed: tuple[str, int] | None,
        focus: tuple[int, int] | None,
        moment: Moment,
        part: float,
        view: View,
    ) -> Iterator[Label]:
        code = short(self.windowed.step.text, _LONGEST_CODE)
        yield layout.line(code, layout.code, view, _CODE, bold=True)
        yield from layout.sign_labels(_TRANSPOSED_SIGNS if self.items.spread else _SIGNS, view)
        cell: int | None = None
        if self.items.spread:
            cell = pointed[1] if pointed is not None and pointed[0] == OUTPUT else None
        elif focus is not None:
            cell = focus[0] * self.windowed.sliding.count + focus[1]
        elif pointed is None and (part >= 1 or (moment.slow and moment.part(GATHER) >= 1)):
            cell = moment.place
        if cell is not None:
            said = self.speech.formula(cell)
            yield layout.line(said, layout.formula, view, _FORMULA, slot=RESULT)


def matrix_picture(windowed: Windowed, form: str) -> MatrixPicture | None:
    """Return the picture of a convolution as matrices; None of a pooling, and of a very large one.

    ``form`` is `IM2COL` or `TOEPLITZ`; a transposed convolution has the latter alone.
    """
    if windowed.weights is None or (form == IM2COL and windowed.kind == SPREAD):
        return None
    rows, columns = toeplitz_shape(windowed)
    if form == IM2COL:
        rows = windowed.sliding.count
        columns = len(windowed.wide) * windowed.sliding.offsets.size
    return MatrixPicture(windowed, form) if 0 < rows * columns <= MOST_ENTRIES else None
