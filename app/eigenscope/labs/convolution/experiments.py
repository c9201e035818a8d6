"""What to try: images, kernels and ways to slide that each show one thing."""

from __future__ import annotations

from typing import Any

from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.convolution.choices import (
    COLOUR,
    CONVOLUTION,
    GREY,
    LAYERS,
    MATRIX,
    PICTURES,
    POOLING,
    TOEPLITZ,
)
from eigenscope.labs.convolution.inputs import Inputs
from eigenscope.labs.kit.convolution.convolution import SAME
from eigenscope.labs.kit.convolution.named_kernels import DIRECTIONS, kernel_called
from eigenscope.language.evaluating.typed_tensor import TypedTensor

_STRIPE = f"[{', '.join(['[1, 1, 0, 0, 0, 0, 1, 1]'] * 6)}]"
_COUNTED = "[[0, 1, 2], [3, 4, 5], [6, 7, 8]]"
_DOT = "[[0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]]"
_TABLE = "[[3, 1, 4, 1, 5, 9], [2, 6, 5, 3, 5, 8], [9, 7, 9, 3, 2, 3], [8, 4, 6, 2, 6, 4]]"
_SKIPPED = (
    "[[3, 1, 4, 1, 5, 9, 2], [6, 5, 3, 5, 8, 9, 7], [9, 3, 2, 3, 8, 4, 6], "
    "[2, 6, 4, 3, 3, 8, 3], [2, 7, 9, 5, 0, 2, 8]]"
)
_TWO_SHEETS = f"[{_COUNTED}, [[1, 2, 3], [4, 5, 6], [7, 8, 9]]]"
_FIRST = "[[0, 1], [2, 3]]"
_tensor = TypedTensor.from_text


def _named(name: str, **others: Any) -> Inputs:
    """Return inputs with a kernel that has a name."""
    return Inputs(filter=name, kernel=kernel_called(name), **others)


EXPERIMENTS = (
    Experiment(
        "edges",
        "An edge detector",
        "White is 1, black is 0. The output is 1 where white turns to black, −1 where black turns "
        "to white, and 0 wherever nothing changes.",
        _named("edges", image=_tensor(_STRIPE)),
    ),
    Experiment(
        "stride",
        "What a stride skips",
        "The window jumps three cells down and two across. The hatched cells are never covered: "
        "change the stride to 1 and see them used.",
        Inputs(image=_tensor(_SKIPPED), kernel=_tensor(_FIRST), stride=(3, 2)),
    ),
    Experiment(
        "same",
        "Padding keeps the size",
        "A border of zeros lets the middle of the kernel visit every cell. The zeros lower "
        "the numbers along the edge, most in the corners. Then choose “Edge repeated”.",
        _named("blur", image=_tensor(_TABLE), padding=SAME),
    ),
    Experiment(
        "dilation",
        "A wide window with few weights",
        "With dilation 2 the window reaches over three cells each way, and looks at four of the "
        "nine.",
        Inputs(image=_tensor(_TABLE), kernel=_tensor(_FIRST), dilation=(2,)),
    ),
    Experiment(
        "turned",
        "A single 1 shows the kernel",
        "The kernel slides over a single 1, and its numbers come out turned by 180°. A convolution "
        "in the sense of mathematics turns the kernel first, so that it comes out as it is.",
        Inputs(image=_tensor(_DOT), kernel=_tensor(_FIRST), mode=CONVOLUTION),
    ),
    Experiment(
        "channels",
        "Two channels, one sum",
        "The kernel has weights of its own for each channel, and all products go into one "
        "sum: the first is 56.",
        Inputs(
            image=_tensor(_TWO_SHEETS), kernel=_tensor(f"[[{_FIRST}, [[1, 2], [3, 4]]]]"), deep=True
        ),
    ),
    Experiment(
        "depthwise",
        "Each channel for itself",
        "With as many groups as channels, no sum runs over channels: each output channel "
        "comes from one input channel alone.",
        Inputs(image=_tensor(_TWO_SHEETS), kernel=_tensor(_FIRST), groups=2),
    ),
    Experiment(
        "rows",
        "Windows as rows",
        "Every place of the window is a row of im2col. One product with the kernel as a "
        "column then gives all outputs at once.",
        Inputs(topic=MATRIX, image=_tensor(_COUNTED), kernel=_tensor(_FIRST)),
    ),
    Experiment(
        "toeplitz",
        "A convolution is a matrix",
        "Each row of W has the same four weights, moved on, and zeros elsewhere: few numbers, "
        "used again and again.",
        Inputs(
            topic=MATRIX,
            reading=TOEPLITZ,
            image=_tensor(_COUNTED),
            kernel=_tensor("[[1, 2], [3, 4]]"),
        ),
    ),
    Experiment(
        "transposed",
        "From small to large",
        "Each cell stamps the whole kernel, two cells farther each time. Look at W: it is the "
        "transpose of the matrix of a convolution with stride 2.",
        Inputs(
            topic=MATRIX,
            image=_tensor(_FIRST),
            kernel=_tensor(_FIRST),
            stride=(2,),
            transposed=True,
        ),
    ),
    Experiment(
        "pooling",
        "The largest of each window",
        "Pooling has no weights: of each window the largest number stays, and where it was "
        "is lost. Then choose the mean.",
        Inputs(topic=POOLING, image=_tensor(_TABLE), size=(2,), stride=(2,)),
    ),
    Experiment(
        "field",
        "Three small kernels see as far as a large one",
        "One cell after three layers of 3 × 3 comes from 7 × 7 cells of the image, with 27 weights "
        "instead of 49. Give the first layer a stride of 2.",
        Inputs(topic=LAYERS, side=9),
    ),
    Experiment(
        "sobel",
        "Edges in a picture",
        "The kernel subtracts the left side from the right: vertical edges stand out, "
        "horizontal ones do not. Then choose “Sobel, along y”.",
        _named("sobel_x", topic=PICTURES, colour=GREY),
    ),
    Experiment(
        "blurred",
        "A blurred picture",
        "Each pixel becomes a weighted mean of its surroundings, each colour separately. "
        "Zoom in until you can read the numbers.",
        _named("gauss", topic=PICTURES, colour=COLOUR, padding=SAME, padding_mode="replicate"),
    ),
    Experiment(
        "directions",
        "Sixteen kernels at once",
        "Each kernel responds to edges of one direction, and stride 2 halves each side. The "
        "first layer that a network learns from photographs often looks like this.",
        _named(DIRECTIONS, topic=PICTURES, colour=GREY, stride=(2,)),
    ),
)
