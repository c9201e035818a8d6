"""What is said of a window that slides: formulas with numbers, and a sentence for each moment."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from eigenscope.labs.kit.tensors.saying.formulas import formula
from eigenscope.labs.kit.tensors.sources.step_cells import index_text
from eigenscope.labs.kit.tensors.window.schedule import Span
from eigenscope.labs.kit.tensors.window.window_items import SMALL, WindowItems
from eigenscope.labs.kit.tensors.window.windowed import (
    CONVOLVED,
    LARGEST,
    MEAN,
    SPREAD,
    Windowed,
)
from eigenscope.wording.words import Words, sentences

_AT_A_PLACE = {
    CONVOLVED: Words(
        "{cell}: every cell under the window is multiplied by the weight that lies on it. The "
        "{count} products add up to {value}."
    ),
    SPREAD: Words(
        "{cell}: the number {value} is multiplied by each of the {count} weights, and the products "
        "are added to the cells under the window."
    ),
    LARGEST: Words("{cell}: of the {count} cells under the window the largest stays: {value}."),
    MEAN: Words("{cell}: the mean of the {count} cells under the window is {value}."),
}
_ON = Words(
    "The window goes on, {across} to the right at a time and {down} down after each row, to "
    "{rows} × {columns} places in all."
)
_ON_IN_A_ROW = Words("The window goes on, {across} to the right at a time, to {columns} places.")
_FILTERS = Words("Each of the {filters} kernels makes an output channel of its own.")
_BORDER = Words(
    "{count} of the cells is padding.",
    plural="{count} of the cells are padding.",
)


@dataclass(frozen=True, eq=False)
class WindowSpeech:
    """What is said of one step whose window slides."""

    windowed: Windowed
    items: WindowItems
    _formulas: dict[int, str] = field(default_factory=dict)

    def formula(self, cell: int) -> str:
        """Return how a cell of the result is made, with numbers."""
        if cell not in self._formulas:
            said = formula(self.windowed.step, cell, place=False)
            result = self.windowed.result
            place = index_text(self.items.shown(result.shape), cell)
            self._formulas[cell] = f"{result.label}{place} = {said}"
        return self._formulas[cell]

    def cell_text(self, place: int) -> str:
        """Return what the cell of the first small sheet is called that belongs to a place."""
        tensor = self.windowed.image if self.windowed.kind == SPREAD else self.windowed.result
        return f"{tensor.label}{index_text(self.items.shown(tensor.shape), place)}"

    def value_text(self, place: int) -> str:
        """Return the number in that cell."""
        return self.items.all[self.items.number(SMALL)].text(place)

    def words(self, span: Span) -> Words:
        """Return what is said of places of the window."""
        return self._at(span.first) if span.slow else self._going_on()

    def _at(self, place: int) -> Words:
        values = {
            "cell": self.cell_text(place),
            "count": str(self.items.products.block.count),
            "value": self.value_text(place),
        }
        words = [replace(_AT_A_PLACE[self.windowed.kind], values=values)]
        covered = self.windowed.sliding.inside(self.windowed.sliding.covered(place))
        outside = int((covered < 0).sum()) * len(self.windowed.channels(0))
        if outside and self.windowed.kind != SPREAD:
            words.append(replace(_BORDER, values={"count": outside}))
        return sentences(words)

    def _going_on(self) -> Words:
        sliding = self.windowed.sliding
        values = {
            "down": sliding.stride[0],
            "across": sliding.stride[1],
            "rows": sliding.places[0],
            "columns": sliding.places[1],
        }
        words = [replace(_ON_IN_A_ROW if self.windowed.flat else _ON, values=values)]
        filters = len(self.windowed.small)
        if filters > 1 and self.windowed.kind == CONVOLVED:
            words.append(replace(_FILTERS, values={"filters": filters}))
        return sentences(words)
