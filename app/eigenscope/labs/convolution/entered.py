"""What is entered as what slides over what, and how many cells come out."""

from __future__ import annotations

import math
from typing import Any

from eigenscope.arrays import Floats
from eigenscope.labs.convolution.choices import CONVOLUTION, LAYERS, MAX, POOLING
from eigenscope.labs.kit.convolution.convolution import Convolution, ConvolutionError, output_size
from eigenscope.labs.kit.convolution.fitting import MOST_CELLS, fitted
from eigenscope.labs.kit.convolution.layer_stack import stack_of
from eigenscope.labs.kit.convolution.pooling import Pooling, pooling_of

_MOST_FOLLOWED = 2048**2  # cells of what is followed step by step


def convolution_of(inputs: Any, image: Floats, groups: int | None) -> Convolution:
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
        extra=inputs.output_padding,
        turned=inputs.mode == CONVOLUTION,
        most_cells=MOST_CELLS if groups is None else _MOST_FOLLOWED,
    )


def pooling_entered(inputs: Any) -> Pooling:
    """Return the pooling that is entered; raise ConvolutionError if there is none."""
    return pooling_of(
        inputs.image.to_array(), inputs.size, inputs.stride, inputs.padding,
        largest=inputs.pool == MAX,
    )  # fmt: skip


def last_cell(inputs: Any) -> int:
    """Return the flat index of the last cell that comes out.

    Where there is no result with cells to choose from, that of the cell that is chosen.
    """
    try:
        return _cells_out(inputs) - 1
    except ConvolutionError:  # the picture says why
        return int(inputs.cell)


def _cells_out(inputs: Any) -> int:
    if inputs.topic == LAYERS:
        return stack_of(inputs.side, inputs.stack.to_array(), inputs.kernels).sides[-1] ** 2
    if inputs.topic == POOLING:
        pooling = pooling_entered(inputs)
        return len(pooling.image) * math.prod(axis.output for axis in pooling.sizes)
    conv = convolution_of(inputs, inputs.image.to_array(), inputs.groups)
    return conv.outputs * math.prod(output_size(conv))
