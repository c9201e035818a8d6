"""How many cells come out along an axis over which a window slides: the number and its formula."""

from __future__ import annotations

from dataclasses import dataclass

Pair = tuple[int, int]

ROWS, COLUMNS, LENGTH = "rows", "columns", "length"


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
    extra
        How many cells the output of a transposed convolution has more at its end.
    """

    name: str
    length: int
    border: Pair
    kernel: int
    stride: int = 1
    dilation: int = 1
    transposed: bool = False
    extra: int = 0

    @property
    def reach(self) -> int:
        """From the window's first cell to its last, gaps among them."""
        return self.dilation * (self.kernel - 1) + 1

    @property
    def padded(self) -> int:
        """The image's cells with those before and after them."""
        return self.length + sum(self.border)

    @property
    def output(self) -> int:
        """How many cells come out; less than one where the window fits nowhere."""
        if self.transposed:
            return (self.length - 1) * self.stride - sum(self.border) + self.reach + self.extra
        return (self.padded - self.reach) // self.stride + 1

    @property
    def formula(self) -> str:
        """The formula with these numbers: "⌊(8 + 2·1 − 1·(3 − 1) − 1)/2⌋ + 1"."""
        before, after = self.border
        around = f"2·{before}" if before == after else f"({before} + {after})"
        reach = f"{self.dilation}·({self.kernel} − 1)"
        if self.transposed:
            more = f" + {self.extra}" if self.extra else ""
            return f"({self.length} − 1)·{self.stride} − {around} + {reach} + 1{more}"
        return f"⌊({self.length} + {around} − {reach} − 1)/{self.stride}⌋ + 1"

    @property
    def equation(self) -> str:
        """What it comes to: "4 = ⌊(8 + 2·1 − 1·(3 − 1) − 1)/2⌋ + 1"."""
        return f"{self.output} = {self.formula}"

    def line(self, name: str) -> str:
        """Return the line of the program that works it out."""
        around, reach = sum(self.border), f"{self.dilation} * ({self.kernel} - 1)"
        if self.transposed:
            more = f" + {self.extra}" if self.extra else ""
            return f"{name} = ({self.length} - 1) * {self.stride} - {around} + {reach} + 1{more}"
        return f"{name} = ({self.length} + {around} - {reach} - 1) // {self.stride} + 1"


def names_of(axes: int) -> tuple[str, ...]:
    """Return what one or two axes are called."""
    return (LENGTH,) if axes == 1 else (ROWS, COLUMNS)
