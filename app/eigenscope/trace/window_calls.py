"""What torch calls the arguments of functions whose window slides, in their order.

Without torch: the sources of cells and the pictures read the same calls.
"""

from __future__ import annotations

from collections.abc import Mapping

_CONVOLUTION = ("input", "weight", "bias", "stride", "padding", "dilation", "groups")
_TRANSPOSED = (
    "input", "weight", "bias", "stride", "padding", "output_padding", "groups", "dilation",
)  # fmt: skip
_LARGEST = ("input", "kernel_size", "stride", "padding", "dilation")
_MEAN = ("input", "kernel_size", "stride", "padding")

CONVOLUTIONS: Mapping[str, tuple[str, ...]] = {"conv1d": _CONVOLUTION, "conv2d": _CONVOLUTION}
POOLINGS: Mapping[str, tuple[str, ...]] = {
    "max_pool1d": _LARGEST,
    "max_pool2d": _LARGEST,
    "avg_pool1d": _MEAN,
    "avg_pool2d": _MEAN,
}
TRANSPOSED: Mapping[str, tuple[str, ...]] = {
    "conv_transpose1d": _TRANSPOSED,
    "conv_transpose2d": _TRANSPOSED,
}
