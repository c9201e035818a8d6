"""What is said while a convolution is written as a matrix, row by row."""

from __future__ import annotations

from dataclasses import dataclass, replace

from eigenscope.labs.kit.tensors.window.matrix_items import IM2COL, MatrixItems
from eigenscope.labs.kit.tensors.window.schedule import Span
from eigenscope.labs.kit.tensors.window.window_speech import WindowSpeech
from eigenscope.wording.words import Words

_ROW_OF_CELLS = Words(
    "The {count} cells under the window become row {line} of the matrix. Times the weights, they "
    "are {cell} = {value}."
)
_ROWS_OF_CELLS = Words(
    "Place after place becomes a row: {rows} rows of {columns} cells. A column has the cells that "
    "meet one and the same weight."
)
_ROW_OF_WEIGHTS = Words(
    "Row {line} of W: the weights stand where the window lies, zeros everywhere else. Times x, the "
    "image as one column, that is {cell} = {value}."
)
_ROWS_OF_WEIGHTS = Words(
    "Row after row the same weights move on: W has {entries} entries, of which {count} can differ "
    "from zero."
)
_COLUMN = Words(
    "Column {line} of Wᵀ: the weights stand where the window lies. Times {cell} = {value}, it is "
    "added to y."
)
_COLUMNS = Words(
    "Column after column the same weights move down: what is a row of W, for the convolution with "
    "this kernel, is a column of Wᵀ."
)


@dataclass(frozen=True, eq=False)
class MatrixSpeech:
    """What is said of a convolution as a product of matrices."""

    items: MatrixItems
    speech: WindowSpeech

    def words(self, span: Span) -> Words:
        """Return what is said of places of the window."""
        items = self.items
        if span.slow:
            values = {
                "line": items.line_of(0, span.first),
                "cell": self.speech.cell_text(span.first),
                "value": self.speech.value_text(span.first),
                "count": items.matrix.shape[1],
            }
            words = _COLUMN if items.spread else _ROW_OF_WEIGHTS
            return replace(_ROW_OF_CELLS if items.form == IM2COL else words, values=values)
        rows, columns = items.matrix.shape
        values = {
            "rows": rows,
            "columns": columns,
            "entries": rows * columns,
            "count": int((items.kernel_cells >= 0).sum()),
        }
        words = _COLUMNS if items.spread else _ROWS_OF_WEIGHTS
        return replace(_ROWS_OF_CELLS if items.form == IM2COL else words, values=values)
