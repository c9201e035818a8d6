"""How large the output is, in facts, readouts and words: for each axis with its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.convolution.axis_size import COLUMNS, LENGTH, ROWS, AxisSize
from eigenscope.labs.kit.facts import Fact
from eigenscope.wording.words import Text, Words, as_it_is

SIZES: Text = "Sizes"
FORMULA: Text = (
    "Cells n, padding p on both sides, kernel k, dilation d, stride s: ⌊(n + 2p − d(k − 1) − 1)/s⌋ "
    "+ 1. What does not fill a whole stride is dropped."
)
SPREAD: Text = (
    "Cells n, padding p on both sides, kernel k, dilation d, stride s: (n − 1)s − 2p + d(k − 1) + "
    "1, and e more with output padding e: a convolution would take that size to n."
)

_NAMES: Mapping[str, Text] = {
    ROWS: "Rows of the output",
    COLUMNS: "Columns of the output",
    LENGTH: "Length of the output",
}


def size_facts(axes: Sequence[AxisSize]) -> Iterator[Fact]:
    """Yield the formula of each axis."""
    for axis in axes:
        tip = SPREAD if axis.transposed else FORMULA
        yield Fact(axis.name, SIZES, _NAMES[axis.name], tip, axis.line(axis.name), brief=True)


def size_readouts(axes: Sequence[AxisSize]) -> Iterator[Readout]:
    """Yield the formula of each axis with its numbers."""
    for fact, axis in zip(size_facts(axes), axes, strict=True):
        yield fact.text(as_it_is(axis.equation), axis.output)


def size_words(axes: Sequence[AxisSize]) -> Words:
    """Return how large the output is, and why, in a sentence."""
    if len(axes) == 1:
        return Words("The output has {formula} cells.", {"formula": _worked_out(axes[0])})
    if axes[0].equation == axes[1].equation:
        return Words(
            "Rows and columns of the output: {formula}.", {"formula": _worked_out(axes[0])}
        )
    values = {"rows": _worked_out(axes[0]), "columns": _worked_out(axes[1])}
    return Words("The output has {rows} rows and {columns} columns.", values)


def _worked_out(axis: AxisSize) -> str:
    return f"{axis.formula} = {axis.output}"
