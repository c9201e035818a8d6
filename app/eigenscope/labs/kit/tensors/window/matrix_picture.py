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
from eigenscope.labs.kit.tensors.cells.items import TensorItem
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
from eigenscope.labs.kit.tensors.window.schedule import GATHER, Moment, Span
from eigenscope.labs.kit.tensors.window.sliding_picture import FORMULA_SIZE, SlidingPicture
from eigenscope.labs.kit.tensors.window.window_items import WindowItems
from eigenscope.labs.kit.tensors.window.windowed import SPREAD, Windowed
from eigenscope.scene.frame import Draw, Label
from eigenscope.wording.words import Words

MOST_ENTRIES = 1_000_000
"""Entries of a matrix that has a picture."""

_SIGNS = ("∗", "=", "·", "=")
_TRANSPOSED_SIGNS = ("∗ᵀ", "=", "·", "=")


@dataclass(frozen=True, eq=False)
class MatrixPicture(SlidingPicture):
    """The picture of one convolution as a product of matrices.

    Attributes
    ----------
    form
        `IM2COL` or `TOEPLITZ`; a transposed one has the latter alone.
    """

    form: str = TOEPLITZ
    _drawn: dict[StepLayout, MatrixNumbers] = field(default_factory=dict)

    @cached_property
    def items(self) -> MatrixItems:
        """What stands side by side."""
        return MatrixItems(self.windowed, self.form)

    @cached_property
    def _links(self) -> MatrixLinks:
        return MatrixLinks(self.items)

    @property
    def window_items(self) -> WindowItems:
        """Image and kernel."""
        return self.items.window

    @property
    def shown(self) -> tuple[TensorItem, ...]:
        """Image and kernel, the matrix, and the two vectors."""
        return self.items.all

    @cached_property
    def _matrix_speech(self) -> MatrixSpeech:
        return MatrixSpeech(self.items, self.speech)

    def words(self, span: Span) -> Words:
        """Return what is said of places of the window and the rows that they write."""
        return self._matrix_speech.words(span)

    def prepare(self) -> None:
        """Make what takes long, before it is shown."""
        for item in self.items.window.all:
            item.prepare()
        _ = self.items.all, self.items.kernel_cells

    @property
    def signs(self) -> tuple[str, ...]:
        """What stands between the items."""
        return _TRANSPOSED_SIGNS if self.items.spread else _SIGNS

    def layout(self, view: View) -> StepLayout:
        """Return where all stands in a view."""
        return step_layout(self.shown, self.signs, view, kinds=(ROW, TWO_ABOVE))

    # --- what is spoken of ---------------------------------------------------------------------

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
        if self.items.spread:
            yield from draws.window.small_cell(place)
        else:
            yield from draws.covered(*self.corner(place, moment, moves=moves))
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
        yield self.code_label(layout, view)
        yield from layout.sign_labels(self.signs, view)
        cell: int | None = None
        if self.items.spread:
            cell = pointed[1] if pointed is not None and pointed[0] == OUTPUT else None
        elif focus is not None:
            cell = focus[0] * self.windowed.sliding.count + focus[1]
        elif pointed is None and (part >= 1 or (moment.slow and moment.part(GATHER) >= 1)):
            cell = moment.place
        if cell is not None:
            said = self.speech.formula(cell)
            yield from layout.lines(said, layout.formula, view, FORMULA_SIZE, slot=RESULT)


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
