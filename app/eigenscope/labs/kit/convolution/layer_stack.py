"""Layers after layers: their sizes, and which cells of each one cell at the end comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.convolution.convolution import ConvolutionError
from eigenscope.labs.kit.convolution.output_size import ROWS, AxisSize
from eigenscope.wording.words import Text, Value, Words

_COLUMNS: tuple[tuple[Text, int, int], ...] = (
    ("Kernel size", 1, 1),
    ("Stride", 1, 1),
    ("Padding", 0, 0),
    ("Dilation", 1, 1),
)
"""What a layer has, the least of it, and what it is where it is left out."""

MOST_LAYERS = 8
_LARGEST = 256
_WIDEST = 512  # rows and columns of a layer


@dataclass(frozen=True)
class StackLayer:
    """A square kernel that slides in the same way down and across."""

    kernel: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1

    def size(self, length: int) -> AxisSize:
        """Return what becomes of a length."""
        ends = (self.padding, self.padding)
        return AxisSize(ROWS, length, ends, self.kernel, self.stride, self.dilation)

    def before(self, counts: Floats, length: int) -> Floats:
        """Return in how many ways each cell (length) of the layer before takes part.

        ``counts`` are the ways of this layer's cells along the same axis.
        """
        places = np.arange(len(counts)) * self.stride - self.padding
        cells = places[:, None] + np.arange(self.kernel) * self.dilation
        inside = (cells >= 0) & (cells < length)
        ways = np.broadcast_to(counts[:, None], cells.shape)[inside]
        return np.asarray(np.bincount(cells[inside], ways, length), dtype=np.float64)


@dataclass(frozen=True)
class LayerStack:
    """The side of the first image, and the layers."""

    side: int
    layers: tuple[StackLayer, ...]

    @cached_property
    def sides(self) -> tuple[int, ...]:
        """The side of the image and of what each layer makes."""
        sides = [self.side]
        for layer in self.layers:
            sides.append(layer.size(sides[-1]).output)
        return tuple(sides)

    def ways(self, layer: int, cell: int) -> tuple[Floats, ...]:
        """Return for the image and each layer up to one in how many ways its cells make a cell.

        ``layer`` is counted from 1, 0 is the image; each of the arrays is (side, side).
        """
        place = divmod(cell, self.sides[layer])
        axes = []
        for at in place:
            counts = [np.eye(1, self.sides[layer], at)[0]]
            for number in range(layer, 0, -1):
                counts.append(self.layers[number - 1].before(counts[-1], self.sides[number - 1]))
            axes.append(counts[::-1])
        return tuple(np.outer(down, across) for down, across in zip(*axes, strict=True))

    @cached_property
    def field(self) -> int:
        """How many cells of the image's side one cell at the end sees, where no edge is near."""
        return 1 + sum(
            layer.dilation * (layer.kernel - 1) * jump
            for layer, jump in zip(self.layers, self.jumps, strict=False)
        )

    @property
    def field_formula(self) -> str:
        """The same with its numbers: "5 = 1 + 1·(3 − 1)·1 + 1·(3 − 1)·1"."""
        pairs = zip(self.layers, self.jumps, strict=False)
        summands = (f"{layer.dilation}·({layer.kernel} − 1)·{jump}" for layer, jump in pairs)
        return f"{self.field} = 1 + {' + '.join(summands)}"

    @cached_property
    def jumps(self) -> tuple[int, ...]:
        """How far apart in the image neighbours of the image and of each layer lie."""
        strides = [layer.stride for layer in self.layers]
        return tuple(int(jump) for jump in np.cumprod([1, *strides], dtype=object))

    @property
    def middle(self) -> int:
        """The cell in the middle of the last layer."""
        side = self.sides[-1]
        return side // 2 * side + side // 2


def stack_of(side: int, numbers: Floats) -> LayerStack:
    """Return layers that slide over a square image.

    Parameters
    ----------
    side
        Of the image.
    numbers
        A row for each layer: kernel size, stride, padding and dilation, or the first of them;
        or (layers,) kernel sizes.

    Raises
    ------
    ConvolutionError
        If they are none, there is nothing left to slide over, or a layer grows too large.
    """
    rows = numbers[:, None] if numbers.ndim == 1 else numbers
    if rows.shape[1] > len(_COLUMNS) or len(rows) > MOST_LAYERS:
        words = "Layers: at most {most} rows of kernel size, stride, padding and dilation."
        raise ConvolutionError(Words(words, {"most": MOST_LAYERS}))
    layers = tuple(_layer(number, row) for number, row in enumerate(rows.tolist(), 1))
    stack = LayerStack(side, layers)
    for number, left in enumerate(stack.sides[1:], 1):
        if left < 1:
            words = (
                "Layer {number} has nothing left to slide over: its window reaches over {reach} "
                "cells, and the layer before has {side}, padding included. Choose a smaller "
                "kernel, stride or dilation, or a larger image."
            )
            layer = layers[number - 1]
            reach = layer.dilation * (layer.kernel - 1) + 1
            whole = stack.sides[number - 1] + 2 * layer.padding
            raise ConvolutionError(Words(words, {"number": number, "reach": reach, "side": whole}))
        if left > _WIDEST:
            words = (
                "Layer {number} would have {side} rows and columns, and at most {most} are "
                "possible. Choose less padding."
            )
            values: dict[str, Value] = {"number": number, "side": left, "most": _WIDEST}
            raise ConvolutionError(Words(words, values))
    return stack


def _layer(number: int, row: Sequence[float]) -> StackLayer:
    numbers = []
    for place, (name, least, default) in enumerate(_COLUMNS):
        value = row[place] if place < len(row) else default
        if value != int(min(max(value, least), _LARGEST)):
            values: dict[str, Value] = {
                "name": Words(str(name)), "number": number, "least": least, "most": _LARGEST,
                "value": f"{value:g}",
            }  # fmt: skip
            words = (
                "{name} of layer {number} is a whole number from {least} to {most}, not {value}."
            )
            raise ConvolutionError(Words(words, values))
        numbers.append(int(value))
    return StackLayer(*numbers)
