"""From the inputs to what is computed: lines of torch, what they use, and how large it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eigenscope.arrays import Floats
from eigenscope.labs.convolution.entered import convolution_of, pooling_entered
from eigenscope.labs.convolution.inputs import Inputs
from eigenscope.labs.kit.convolution.axis_size import AxisSize
from eigenscope.labs.kit.convolution.convolution import Convolution, ConvolutionError
from eigenscope.labs.kit.convolution.convolution_lines import (
    shaped_lines,
    steps,
)
from eigenscope.labs.kit.tensor_program import tensor_lines
from eigenscope.trace.access import ProgramAccess

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation
    from eigenscope.labs.kit.tensors.tensor_step import TensorProgram


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
    return Slide(tuple(steps(conv)), arrays, prepared, conv.sizes, conv)


def pooled(inputs: Inputs) -> Slide:
    """Return the pooling that is entered; raise ConvolutionError if there is none."""
    pooling = pooling_entered(inputs)
    prepared = _written(inputs, "image", pooling.image)
    return Slide((pooling.line,), {"image": pooling.image}, prepared, pooling.sizes)


def traced(slide: Slide, cancellation: Cancellation | None = None) -> TensorProgram:
    """Return the steps; raise ConvolutionError with torch's reason if there is a problem."""
    # Late: it imports torch.
    from eigenscope.labs.kit.tensors.tracing import traced_program

    program = traced_program(
        "\n".join(slide.lines), 0, cancellation, ProgramAccess(names=slide.arrays)
    )
    if program.problem is not None:
        raise ConvolutionError(program.problem.message)
    return program


def _written(inputs: Inputs, name: str, used: Floats) -> str:
    """Return the lines that make the image or the kernel, in the shape in which it is used."""
    value = getattr(inputs, name)
    return shaped_lines(tensor_lines(value, name), name, value.shape, used.shape)
