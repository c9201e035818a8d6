"""From the inputs to what is computed: lines of torch, what they use, and how large it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eigenscope.arrays import Floats
from eigenscope.labs.convolution.inputs import CONVOLUTION, MAX, Inputs
from eigenscope.labs.kit.convolution.convolution import (
    MOST_CELLS,
    SAME,
    Convolution,
    ConvolutionError,
    crossed,
    fitted,
    lengths,
    sheet_axes,
)
from eigenscope.labs.kit.convolution.convolution_lines import (
    plain,
    pooling_line,
    shaped_lines,
    steps,
)
from eigenscope.labs.kit.convolution.output_size import AxisSize, axis_sizes, names_of
from eigenscope.labs.kit.tensor_program import tensor_lines
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation
    from eigenscope.labs.kit.tensors.tensor_step import TensorProgram

_MOST_FOLLOWED = 2048**2  # cells of what is followed step by step


@dataclass(frozen=True, eq=False)
class Slide:
    """What is computed, as far as it is known without torch.

    Attributes
    ----------
    lines
        Of torch, from the image to the output.
    arrays
        What they use, by its names.
    prepared
        The lines of the program that make that.
    sizes
        Of the output, by its axes.
    convolution
        Of a convolution; None of a pooling.
    """

    lines: tuple[str, ...]
    arrays: Mapping[str, Floats]
    prepared: str
    sizes: tuple[AxisSize, ...]
    convolution: Convolution | None = None


def convolved(inputs: Inputs) -> Slide:
    """Return the convolution that is entered; raise ConvolutionError if there is none."""
    conv = convolution_of(inputs, inputs.image.to_array(), inputs.groups)
    prepared = _written(inputs, "image", conv.image) + _written(inputs, "kernel", conv.kernel)
    arrays = {"image": conv.image, "kernel": conv.kernel}
    return Slide(tuple(steps(conv)), arrays, prepared, axis_sizes(conv), conv)


def convolution_of(inputs: Inputs, image: Floats, groups: int | None) -> Convolution:
    """Return what the kernel does with an image; raise ConvolutionError if they do not fit."""
    return fitted(
        image,
        inputs.kernel.to_array(),
        inputs.stride,
        inputs.padding,
        inputs.dilation,
        groups,
        holds=inputs.padding_mode,
        transposed=inputs.transposed and groups is not None,
        turned=inputs.mode == CONVOLUTION,
        most_cells=MOST_CELLS if groups is None else _MOST_FOLLOWED,
    )


def pooled(inputs: Inputs) -> Slide:
    """Return the pooling that is entered; raise ConvolutionError if there is none."""
    image = inputs.image.to_array()
    axes = sheet_axes(image, 0)
    sheets = image if image.ndim == axes + 1 else image[None]
    size = lengths(inputs.size, axes, "Window")
    stride = lengths(inputs.stride, axes, "Stride")
    if inputs.padding == SAME or isinstance(inputs.padding, str):
        raise ConvolutionError("Pooling has no padding “same”: enter a number.")
    padding = lengths(inputs.padding, axes, "Padding")
    if any(2 * width > length for width, length in zip(padding, size, strict=True)):
        words = "Pooling pads by at most half of its window: for {window} that is {most}."
        most = crossed([length // 2 for length in size])
        raise ConvolutionError(Words(words, {"window": crossed(size), "most": most}))
    ends = [(width, width) for width in padding]
    numbers = zip(names_of(axes), sheets.shape[1:], ends, size, stride, strict=True)
    sizes = tuple(AxisSize(*each) for each in numbers)
    if min(each.output for each in sizes) < 1:
        words = (
            "The window of {window} does not fit into the image of {image}, padding included. "
            "Choose a smaller window."
        )
        whole = [each.length + sum(each.border) for each in sizes]
        raise ConvolutionError(Words(words, {"window": crossed(size), "image": crossed(whole)}))
    options = [f"stride={plain(stride)}", *([f"padding={plain(padding)}"] if any(padding) else [])]
    line = pooling_line(inputs.pool == MAX, axes, size, options)
    return Slide((line,), {"image": sheets}, _written(inputs, "image", sheets), sizes)


def traced(slide: Slide, cancellation: Cancellation | None = None) -> TensorProgram:
    """Return the steps; raise ConvolutionError with torch's reason if there is a problem."""
    # Late: it imports torch.
    from eigenscope.labs.kit.tensors.tracing import traced_program

    program = traced_program("\n".join(slide.lines), 0, cancellation, names=slide.arrays)
    if program.problem is not None:
        raise ConvolutionError(program.problem.message)
    return program


def _written(inputs: Inputs, name: str, used: Floats) -> str:
    """Return the lines that make the image or the kernel, in the shape in which it is used."""
    value = getattr(inputs, name)
    return shaped_lines(tensor_lines(value, name), name, value.shape, used.shape)
