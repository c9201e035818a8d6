"""An image and a kernel that fit each other, or why they do not."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.convolution.convolution import (
    ZEROS,
    Convolution,
    ConvolutionError,
    crossed,
    output_size,
    products_of,
)
from eigenscope.wording.words import Text, Value, Words

Lengths = Sequence[int]

MOST_PRODUCTS = 4_000_000_000
"""Multiplications of one convolution: some seconds."""
MOST_CELLS = 2**26
"""Numbers of the padded image, and of the output: half a gigabyte."""


def fitted(
    image: Floats,
    kernel: Floats,
    stride: Lengths = (1,),
    padding: Lengths | str = (0,),
    dilation: Lengths = (1,),
    groups: int | None = 1,
    *,
    holds: str = ZEROS,
    transposed: bool = False,
    turned: bool = False,
    extra: Lengths = (0,),
    most_cells: int = MOST_CELLS,
) -> Convolution:
    """Return the convolution of an image.

    Parameters
    ----------
    image
        (rows, columns), (channels, rows, columns), or in one dimension (length).
    kernel
        (rows, columns), which serves each group of one channel, or all axes of `Convolution`.
    stride, padding, dilation
        One for all axes or one for each; padding may be `SAME`.
    groups
        Of channels; None for as many as the kernel asks for.
    holds, transposed, turned, extra
        Those of `Convolution`; ``extra`` is left out of one that is not transposed.
    most_cells
        How many numbers the padded image and the output may have.

    Raises
    ------
    ConvolutionError
        If image and kernel do not fit each other.
    """
    axes = sheet_axes(image, kernel.ndim)
    sheets = image if image.ndim == axes + 1 else image[None]
    if groups is None:
        groups = _depth(kernel, axes, len(sheets))
    weights = _weights(kernel, axes, len(sheets), groups, transposed=transposed)
    dilations, strides = lengths(dilation, axes, "Dilation"), lengths(stride, axes, "Stride")
    if isinstance(padding, str):
        _check_same(strides, transposed=transposed)
        more = [d * (k - 1) for d, k in zip(dilations, weights.shape[2:], strict=True)]
        border = tuple((each // 2, each - each // 2) for each in more)
    else:
        border = tuple((each, each) for each in lengths(padding, axes, "Padding"))
    mode = ZEROS if transposed else holds
    more_out = lengths(extra, axes, "Output padding") if transposed else (0,) * axes
    conv = Convolution(
        sheets, weights, strides, dilations, border, mode, groups, transposed, turned, more_out
    )
    _check_extra(conv)
    _check_channels(conv)
    _check_border(conv)
    _check_work(conv)
    _check_cells(conv, most_cells)
    return conv


def _check_work(conv: Convolution) -> None:
    """Raise ConvolutionError if there is no output, or too much to do for it."""
    count = max(products_of(conv), conv.outputs * math.prod(output_size(conv)))
    if count > MOST_PRODUCTS:
        values = {"count": f"{count:,}", "most": f"{MOST_PRODUCTS:,}"}
        words = (
            "This takes {count} multiplications, and at most {most} are possible. "
            "Choose a smaller image or fewer kernels."
        )
        raise ConvolutionError(Words(words, values))


def _check_cells(conv: Convolution, most: int) -> None:
    """Raise ConvolutionError if the padded image or the output would have too many cells."""
    padded = math.prod(axis.padded for axis in conv.sizes)
    image = 0 if conv.transposed else len(conv.image) * padded
    count = max(image, conv.outputs * math.prod(output_size(conv)))
    if count > most:
        values = {"count": f"{count:,}", "most": f"{most:,}"}
        words = (
            "The padded image or the output would have {count} cells, and at most {most} are "
            "possible. Choose less padding, a smaller image, fewer kernels or another stride."
        )
        raise ConvolutionError(Words(words, values))


def sheet_axes(image: Floats, of_kernel: int) -> int:
    """Return how many axes a sheet has: 2, unless the image or the kernel have one alone."""
    if image.ndim > 3:
        raise ConvolutionError("The image has at most three axes: channels × height × width.")
    return 1 if image.ndim == 1 or (image.ndim == 2 and of_kernel == 3) else 2


def lengths(value: Lengths, axes: int, name: Text) -> tuple[int, ...]:
    """Return one length for each axis of a sheet; raise ConvolutionError if there are more."""
    if len(value) > axes:
        words = Words("{name}: in one dimension there is one length.", {"name": Words(str(name))})
        raise ConvolutionError(words)
    return tuple(value) if len(value) == axes else (value[0],) * axes


def _check_border(conv: Convolution) -> None:
    """Raise ConvolutionError if the image has too few cells to be mirrored or wrapped so far."""
    spare = {"reflect": 1, "circular": 0}.get(conv.border_holds)
    for length, ends in zip(conv.image.shape[1:], conv.border, strict=True):
        if spare is not None and max(ends) > length - spare:
            values = {"padding": max(ends), "length": length, "most": length - spare}
            raise ConvolutionError(
                Words(
                    "Padding of {padding} needs more cells than an axis of {length} can give when "
                    "it is reflected or wrapped around: at most {most}.",
                    values,
                )
            )


def _depth(kernel: Floats, axes: int, channels: int) -> int:
    """Return into how many groups channels are split so that a kernel takes all in one."""
    inside = kernel.shape[1] if kernel.ndim == axes + 2 else 1
    return channels // inside if inside and channels % inside == 0 else 1


def _weights(kernel: Floats, axes: int, channels: int, groups: int, *, transposed: bool) -> Floats:
    """Return a kernel with all its axes: one for one channel serves each group of one."""
    if kernel.ndim < axes:
        kernel = kernel[None]  # one row
    if kernel.ndim == axes:
        count = channels if groups == channels else 1
        return np.ascontiguousarray(np.broadcast_to(kernel, (count, 1, *kernel.shape)))
    if kernel.ndim == axes + 1:
        alone = transposed or channels == groups
        return kernel[:, None] if alone else kernel[None]
    if kernel.ndim != axes + 2:
        words = "The kernel has {axes} axes, and at most {most} fit this image. Give it fewer."
        raise ConvolutionError(Words(words, {"axes": kernel.ndim, "most": axes + 2}))
    return kernel


def _check_same(strides: Lengths, *, transposed: bool) -> None:
    """Raise ConvolutionError unless padding can keep the size."""
    if transposed:
        raise ConvolutionError("A transposed convolution has no padding “same”: enter a number.")
    if max(strides) > 1:
        raise ConvolutionError("Padding “same” keeps the size, so it needs stride 1.")


def _check_extra(conv: Convolution) -> None:
    """Raise ConvolutionError unless the output is longer by less than a stride or a dilation."""
    for more, stride, dilation in zip(conv.extra, conv.stride, conv.dilation, strict=True):
        if more >= max(stride, dilation):
            values = {"more": more, "stride": stride, "dilation": dilation}
            words = (
                "Output padding of {more} is too much: it has to be smaller than the stride, "
                "{stride}, or the dilation, {dilation}."
            )
            raise ConvolutionError(Words(words, values))


def _check_channels(conv: Convolution) -> None:
    """Raise ConvolutionError unless groups divide the channels, and the kernel has as many."""
    channels, groups = len(conv.image), conv.groups
    if channels % groups:
        values = {"groups": groups, "channels": channels}
        raise ConvolutionError(
            Words(
                "The image's channels, {channels}, cannot be split into {groups} equal groups. "
                "Choose a number of groups that divides them.",
                values,
            )
        )
    first, second = conv.kernel.shape[:2]
    takes = first if conv.transposed else second * groups
    if takes != channels:
        said: dict[str, Value] = {
            "channels": channels,
            "takes": takes,
            "shape": crossed(conv.kernel.shape),
        }
        raise ConvolutionError(
            Words(
                "The image has {channels} channels, but the kernel of {shape} takes {takes}. "
                "Give the kernel as many, or change the groups.",
                said,
            )
        )
    if not conv.transposed and first % groups:
        values = {"groups": groups, "outputs": first}
        raise ConvolutionError(
            Words(
                "{outputs} kernels cannot be split into {groups} equal groups, one for each group "
                "of channels. Give kernels for each group, or an image of fewer channels.",
                values,
            )
        )
