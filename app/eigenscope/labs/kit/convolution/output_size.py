"""How large the output is: the formula with its numbers in place, for each axis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.convolution.convolution import Convolution, Pair
from eigenscope.labs.kit.facts import Fact
from eigenscope.wording.words import Text, Words, as_it_is

SIZES: Text = "Sizes"
FORMULA: Text = (
    "Cells n, padding p on both sides, kernel k, dilation d, stride s: ⌊(n + 2p − d(k − 1) − 1)/s⌋ "
    "+ 1. What does not fill a whole stride is dropped."
)
SPREAD: Text = (
    "Cells n, padding p on both sides, kernel k, dilation d, stride s: (n − 1)s − 2p + d(k − 1) + "
    "1, the size that a convolution would take to n."
)

ROWS, COLUMNS, LENGTH = "rows", "columns", "length"
_NAMES: Mapping[str, Text] = {
    ROWS: "Rows of the output",
    COLUMNS: "Columns of the output",
    LENGTH: "Length of the output",
}


@dataclass(frozen=True)
class AxisSize:
    """The lengths along one axis, and the output's that follows from them.

    Attributes
    ----------
    name
        Of the axis: `ROWS`, `COLUMNS` or `LENGTH`.
    length, border, kernel, stride, dilation
        The image's cells, those before and after them, and how the window slides.
    transposed
        Whether the image is what a window would leave of the output.
    """

    name: str
    length: int
    border: Pair
    kernel: int
    stride: int = 1
    dilation: int = 1
    transposed: bool = False

    @property
    def output(self) -> int:
        """How many cells come out."""
        reach = self.dilation * (self.kernel - 1)
        if self.transposed:
            return (self.length - 1) * self.stride - sum(self.border) + reach + 1
        return (self.length + sum(self.border) - reach - 1) // self.stride + 1

    @property
    def formula(self) -> str:
        """The formula with these numbers: "⌊(8 + 2·1 − 1·(3 − 1) − 1)/2⌋ + 1"."""
        before, after = self.border
        around = f"2·{before}" if before == after else f"({before} + {after})"
        reach = f"{self.dilation}·({self.kernel} − 1)"
        if self.transposed:
            return f"({self.length} − 1)·{self.stride} − {around} + {reach} + 1"
        return f"⌊({self.length} + {around} − {reach} − 1)/{self.stride}⌋ + 1"

    @property
    def equation(self) -> str:
        """What it comes to: "4 = ⌊(8 + 2·1 − 1·(3 − 1) − 1)/2⌋ + 1"."""
        return f"{self.output} = {self.formula}"

    def line(self, name: str) -> str:
        """Return the line of the program that works it out."""
        around, reach = sum(self.border), f"{self.dilation} * ({self.kernel} - 1)"
        if self.transposed:
            return f"{name} = ({self.length} - 1) * {self.stride} - {around} + {reach} + 1"
        return f"{name} = ({self.length} + {around} - {reach} - 1) // {self.stride} + 1"


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


def axis_sizes(conv: Convolution) -> tuple[AxisSize, ...]:
    """Return how large the output is along each axis."""
    return tuple(
        AxisSize(
            name, conv.image.shape[axis + 1], conv.border[axis], conv.window[axis],
            conv.stride[axis], conv.dilation[axis], conv.transposed,
        )
        for axis, name in enumerate(names_of(conv.axes))
    )  # fmt: skip


def names_of(axes: int) -> tuple[str, ...]:
    """Return what one or two axes are called."""
    return (LENGTH,) if axes == 1 else (ROWS, COLUMNS)
