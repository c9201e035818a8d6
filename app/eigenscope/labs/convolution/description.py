"""Who the lab *Convolution* is; its other modules are imported once it is opened."""

from __future__ import annotations

from eigenscope.labs.contract.description import LabDescription

DESCRIPTION = LabDescription(
    name="convolution",
    title="Convolution",
    group="Deep learning",
    summary="A kernel slides over an image: each output is a weighted sum of what it covers.",
    load="eigenscope.labs.convolution.lab:LAB",
    icon="scan",
    place=3,
    keywords=(
        "convolutional, CNN, kernel, filter, stride, padding, dilation, channels, pooling, "
        "im2col, Toeplitz, edge detection, Sobel, blur, receptive field"
    ),
)
