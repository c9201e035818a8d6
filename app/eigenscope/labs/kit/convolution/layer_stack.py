"""Layers after layers: their sizes, and which cells of each one cell at the end comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.convolution.axis_size import ROWS, AxisSize
from eigenscope.labs.kit.convolution.convolution import ConvolutionError, crossed
from eigenscope.labs.kit.convolution.named_kernels import ONES, kernel_called
from eigenscope.labs.kit.names_spec import one_each
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
    name: str = ONES

    @cached_property
    def weights(self) -> Floats:
        """The kernel (rows, columns) that has the name."""
        if self.name == ONES:
            return np.ones((self.kernel, self.kernel))
        return kernel_called(self.name).to_array()

    def size(self, length: int) -> AxisSize:
        """Return what becomes of a length."""
        ends = (self.padding, self.padding)
        return AxisSize(ROWS, length, ends, self.kernel, self.stride, self.dilation)

    def before(self, gradient: Floats, length: int, weights: Floats) -> Floats:
        """Return the gradient (length, length) by the cells of the layer before.

        ``gradient`` is that by this layer's cells, with ``weights`` as its kernel. Rows of weights
        that are the same are taken together: they are those of a kernel of ones.
        """
        before = np.zeros((length, length))
        rows, own = np.unique(weights, axis=0, return_inverse=True)
        for number, row in enumerate(rows):
            down = self._reaching(len(gradient), length, (own.ravel() == number).astype(float))
            before += down @ gradient @ self._reaching(len(gradient), length, row).T
        return before

    def _reaching(self, count: int, length: int, weights: Floats) -> Floats:
        """Return by which weight each cell (length, count) reaches each of the layer's cells."""
        reaching = np.zeros((length, count))
        for place, weight in enumerate(weights.tolist()):
            cells = np.arange(count) * self.stride - self.padding + place * self.dilation
            inside = (cells >= 0) & (cells < length)
            reaching[cells[inside], np.flatnonzero(inside)] += weight
        return reaching


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

    @property
    def named(self) -> bool:
        """Whether a layer has another kernel than one of ones."""
        return any(layer.name != ONES for layer in self.layers)

    def ways(self, layer: int, cell: int) -> tuple[Floats, ...]:
        """Return for the image and each layer up to one in how many ways its cells make a cell.

        ``layer`` is counted from 1, 0 is the image; each of the arrays is (side, side).
        """
        return self._back(layer, cell, [np.ones_like(each.weights) for each in self.layers])

    def gradients(self, layer: int, cell: int) -> tuple[Floats, ...]:
        """Return for the same the gradients of the cell: of kernels of ones they are the ways."""
        return self._back(layer, cell, [each.weights for each in self.layers])

    def _back(self, layer: int, cell: int, weights: Sequence[Floats]) -> tuple[Floats, ...]:
        gradient = np.zeros((self.sides[layer],) * 2)
        gradient.flat[cell] = 1.0
        gradients = [gradient]
        for number in range(layer, 0, -1):
            side, own = self.sides[number - 1], weights[number - 1]
            gradients.append(self.layers[number - 1].before(gradients[-1], side, own))
        return tuple(gradients[::-1])

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


def stack_of(side: int, numbers: Floats, kernels: str = ONES) -> LayerStack:
    """Return layers that slide over a square image.

    Parameters
    ----------
    side
        Of the image.
    numbers
        A row for each layer: kernel size, stride, padding and dilation, or the first of them;
        or (layers,) kernel sizes.
    kernels
        Names of kernels, of `SQUARE`, with commas between; the last stands for all others.

    Raises
    ------
    ConvolutionError
        If they are none, there is nothing left to slide over, or a layer grows too large.
    """
    rows = numbers[:, None] if numbers.ndim == 1 else numbers
    if rows.shape[1] > len(_COLUMNS) or len(rows) > MOST_LAYERS:
        words = "Layers: at most {most} rows of kernel size, stride, padding and dilation."
        raise ConvolutionError(Words(words, {"most": MOST_LAYERS}))
    each = zip(rows.tolist(), one_each(kernels, len(rows), ONES), strict=True)
    layers = tuple(_layer(number, row, name) for number, (row, name) in enumerate(each, 1))
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


def _layer(number: int, row: Sequence[float], kernel: str) -> StackLayer:
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
    size, stride, padding, dilation = numbers
    layer = StackLayer(size, stride, padding, dilation, kernel)
    if len(layer.weights) != layer.kernel:
        said: dict[str, Value] = {
            "number": number, "name": kernel, "own": crossed(layer.weights.shape),
            "size": layer.kernel,
        }  # fmt: skip
        words = "Layer {number} has the kernel size {size}, but {name} is {own}: enter that size."
        raise ConvolutionError(Words(words, said))
    return layer
