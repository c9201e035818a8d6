"""What can be chosen: topics, ways to read a matrix, to fill a border and to pool."""

from __future__ import annotations

from eigenscope.labs.contract.topics import Topic
from eigenscope.labs.kit.convolution.convolution import ZEROS
from eigenscope.wording.words import Text

WINDOW, MATRIX, POOLING, LAYERS, PICTURES = "window", "matrix", "pooling", "layers", "pictures"
_FILTER = ("filter", "kernel", "mode", "stride", "padding", "padding_mode", "dilation")
_SLIDING = ("image", *_FILTER, "transposed", "output_padding", "groups", "cell")
TOPICS = (
    Topic(WINDOW, "Sliding window", (*_SLIDING, "deep")),
    Topic(MATRIX, "As a matrix", ("reading", *_SLIDING)),
    Topic(POOLING, "Pooling", ("image", "pool", "size", "stride", "padding", "deep", "cell")),
    Topic(LAYERS, "Several layers", ("side", "stack", "kernels", "cell")),
    Topic(PICTURES, "Pictures", ("picture", "colour", *_FILTER)),
)
IM2COL, TOEPLITZ = "im2col", "toeplitz"
READINGS: tuple[tuple[str, Text], ...] = ((IM2COL, "im2col · w"), (TOEPLITZ, "Toeplitz matrix W"))
MODES: tuple[tuple[str, Text], ...] = (
    (ZEROS, "Zeros"),
    ("reflect", "Reflected"),
    ("replicate", "Edge repeated"),
    ("circular", "Wrapped around"),
)
CORRELATION, CONVOLUTION = "correlation", "convolution"
MAX, MEAN, GREY, COLOUR = "max", "mean", "grey", "colour"
