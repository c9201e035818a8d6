"""An image and a window that pools it, or why they do not fit each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eigenscope.arrays import Floats
from eigenscope.labs.kit.convolution.axis_size import AxisSize, names_of
from eigenscope.labs.kit.convolution.convolution import ConvolutionError, crossed
from eigenscope.labs.kit.convolution.convolution_lines import plain, pooling_line
from eigenscope.labs.kit.convolution.fitting import Lengths, lengths, sheet_axes
from eigenscope.wording.words import Words


@dataclass(frozen=True, eq=False)
class Pooling:
    """The sheets (channels, rows, columns) of an image, the line of torch, and the output's size.

    In one dimension the sheets are (channels, length).
    """

    image: Floats
    line: str
    sizes: tuple[AxisSize, ...]


def pooling_of(
    image: Floats, size: Lengths, stride: Lengths, padding: Lengths | str, *, largest: bool
) -> Pooling:
    """Return how a window of a size pools an image: to the largest of its cells, or the mean.

    Raises
    ------
    ConvolutionError
        If the window does not fit into the image, or the padding not to the window.
    """
    axes = sheet_axes(image, 0)
    sheets = image if image.ndim == axes + 1 else image[None]
    window, strides = lengths(size, axes, "Window"), lengths(stride, axes, "Stride")
    if isinstance(padding, str):
        raise ConvolutionError("Pooling has no padding “same”: enter a number.")
    widths = lengths(padding, axes, "Padding")
    _check_padding(window, widths)
    ends = [(width, width) for width in widths]
    numbers = zip(names_of(axes), sheets.shape[1:], ends, window, strides, strict=True)
    sizes = tuple(AxisSize(*each) for each in numbers)
    _check_fit(window, sizes)
    options = [f"stride={plain(strides)}", *([f"padding={plain(widths)}"] if any(widths) else [])]
    return Pooling(sheets, pooling_line(largest, axes, window, options), sizes)


def _check_padding(window: Sequence[int], widths: Sequence[int]) -> None:
    if any(2 * width > length for width, length in zip(widths, window, strict=True)):
        words = "Pooling pads by at most half of its window: for {window} that is {most}."
        most = crossed([length // 2 for length in window])
        raise ConvolutionError(Words(words, {"window": crossed(window), "most": most}))


def _check_fit(window: Sequence[int], sizes: Sequence[AxisSize]) -> None:
    if min(each.output for each in sizes) < 1:
        words = (
            "The window of {window} does not fit into the image of {image}, padding included. "
            "Choose a smaller window."
        )
        whole = [each.padded for each in sizes]
        raise ConvolutionError(Words(words, {"window": crossed(window), "image": crossed(whole)}))
