"""An image and the kernel that slides over it, and how large what comes out is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.convolution.axis_size import AxisSize, Pair, names_of
from eigenscope.wording.errors import WordedError
from eigenscope.wording.words import Words

ZEROS, SAME = "zeros", "same"
NO_CELL = -1
"""The flat index of a cell where none is chosen."""


class ConvolutionError(WordedError, ValueError):
    """What was entered has no convolution; its text says why, and how to mend it."""


@dataclass(frozen=True, eq=False)
class Convolution:
    """What slides over what.

    Attributes
    ----------
    image
        (channels, rows, columns), or (channels, length).
    kernel
        (outputs, channels of a group, rows, columns) or (…, length); of a transposed one
        (channels, outputs of a group, …).
    stride, dilation
        One for each axis of an image's sheet.
    border
        For each of them how many cells are put before and after it.
    border_holds
        What stands there: "zeros", "reflect", "replicate" or "circular".
    groups, transposed, turned
        Groups of channels; which way it goes; whether the kernel is turned by 180°.
    extra
        By how many cells each axis of a transposed one's output is longer at its end.
    """

    image: Floats
    kernel: Floats
    stride: tuple[int, ...]
    dilation: tuple[int, ...]
    border: tuple[Pair, ...]
    border_holds: str = ZEROS
    groups: int = 1
    transposed: bool = False
    turned: bool = False
    extra: tuple[int, ...] = (0, 0)

    @property
    def axes(self) -> int:
        """How many axes a sheet has: 1 or 2."""
        return self.image.ndim - 1

    @property
    def window(self) -> tuple[int, ...]:
        """The kernel's length along each axis of a sheet."""
        return self.kernel.shape[2:]

    @property
    def sizes(self) -> tuple[AxisSize, ...]:
        """What becomes of each axis of a sheet."""
        return tuple(
            AxisSize(
                name, self.image.shape[axis + 1], self.border[axis], self.window[axis],
                self.stride[axis], self.dilation[axis], self.transposed, self.extra[axis],
            )
            for axis, name in enumerate(names_of(self.axes))
        )  # fmt: skip

    @property
    def outputs(self) -> int:
        """How many sheets come out."""
        first, second = self.kernel.shape[:2]
        return int(second * self.groups if self.transposed else first)


def laid_over(conv: Convolution) -> Floats:
    """Return the kernel as it is laid over the image: a turned one is turned."""
    kernel = conv.kernel
    return np.flip(kernel, tuple(range(2, kernel.ndim))) if conv.turned else kernel


def products_of(conv: Convolution) -> int:
    """Return how many multiplications there are: every weight at every place of the window."""
    places = conv.image.shape[1:] if conv.transposed else output_size(conv)
    return conv.kernel.size * math.prod(places)


def output_size(conv: Convolution) -> tuple[int, ...]:
    """Return the lengths of the output's axes.

    Raises
    ------
    ConvolutionError
        If there are none.
    """
    sizes = conv.sizes
    if conv.transposed and min(axis.output for axis in sizes) < 1:
        raise ConvolutionError("So much padding cuts the whole output away: choose less.")
    if not conv.transposed and any(axis.reach > axis.padded for axis in sizes):
        values = {
            "window": crossed([axis.reach for axis in sizes]),
            "image": crossed([axis.padded for axis in sizes]),
        }
        raise ConvolutionError(
            Words(
                "The window reaches over {window} cells and does not fit into the image of "
                "{image}, padding included. Choose a smaller kernel or dilation, or more padding.",
                values,
            )
        )
    return tuple(axis.output for axis in sizes)


def crossed(sizes: Sequence[int]) -> str:
    """Return sizes as they are said: 3 × 4."""
    return " × ".join(map(str, sizes))
