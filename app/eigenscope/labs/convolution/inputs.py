"""What the user enters: an image, a kernel, and how the one slides over the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eigenscope.labs.contract.specs import (
    ChoiceSpec,
    FlagSpec,
    LengthsSpec,
    PictureSpec,
    TensorSpec,
    WholeSpec,
    spec,
    topic_choice,
)
from eigenscope.labs.contract.specs.lengths import Lengths
from eigenscope.labs.convolution.choices import (
    COLOUR,
    CONVOLUTION,
    CORRELATION,
    GREY,
    IM2COL,
    MAX,
    MEAN,
    MODES,
    PICTURES,
    READINGS,
    TOPICS,
)
from eigenscope.labs.convolution.entered import last_cell
from eigenscope.labs.kit.convolution.cell_number_spec import CellNumberSpec
from eigenscope.labs.kit.convolution.convolution import NO_CELL, SAME, ZEROS
from eigenscope.labs.kit.convolution.named_kernels import (
    DIRECTIONS,
    NAMES,
    OWN,
    kernel_called,
)
from eigenscope.labs.kit.convolution.stack_inputs import LARGEST_SIDE, StackInputs, forgotten
from eigenscope.language.evaluating.typed_tensor import TypedTensor

if TYPE_CHECKING:
    from eigenscope.readers.images import LoadedImage
    from eigenscope.readers.loaded_tensor import LoadedTensor

FIRST_KERNEL = TypedTensor.from_text("[[0, 1], [2, 3]]")


def _named(inputs: Inputs) -> Mapping[str, object]:
    """Return the kernel that is called as chosen; those of directions take one channel."""
    if inputs.filter == OWN:
        return {}
    grey = {"colour": GREY} if inputs.filter == DIRECTIONS else {}
    return {"kernel": kernel_called(inputs.filter), **forgotten(inputs), **grey}


def _of_topic(inputs: Inputs) -> Mapping[str, object]:
    """Return that no cell is chosen, and for a picture a kernel that shows something of it."""
    if inputs.topic == PICTURES and inputs.kernel == FIRST_KERNEL:
        return {"filter": "sobel_x", "kernel": kernel_called("sobel_x"), "cell": NO_CELL}
    return {"cell": NO_CELL}


def _bordered(inputs: Inputs) -> bool:
    """Tell whether what stands in the border can be chosen."""
    return not inputs.transposed or inputs.topic == PICTURES


@dataclass(frozen=True)
class _ImageInputs:
    """What is shown, and of which image."""

    topic: str = topic_choice(
        "Show",
        "Topic",
        "The sliding window, the same as a matrix, pooling, several layers, whole pictures.",
        TOPICS,
        brings=_of_topic,
    )
    reading: str = spec(
        ChoiceSpec(
            "Matrix",
            "Topic",
            "im2col has a row for each place of the window; the Toeplitz matrix has the kernel in "
            "every row, and multiplies the image as one long vector.",
            READINGS,
            relevant=lambda inputs: not inputs.transposed,
        ),
        IM2COL,
    )
    image: TypedTensor | LoadedTensor = spec(
        TensorSpec(
            "Image",
            "Image",
            "Rows of numbers: height × width, or channels × height × width; one row alone is a "
            "signal in one dimension.",
            most=3,
            brings=forgotten,
        ),
        TypedTensor.from_text("[[0, 1, 2, 1], [3, 4, 5, 0], [6, 7, 8, 2], [1, 0, 3, 4]]"),
    )
    picture: LoadedImage | None = spec(
        PictureSpec(
            "Picture",
            "Image",
            "Your own picture, up to 1024 pixels a side; without one, a sample.",
            selects=(("topic", PICTURES),),
        ),
        None,
    )
    colour: str = spec(
        ChoiceSpec(
            "Channels",
            "Image",
            "One channel of grey, or three: red, green and blue.",
            ((GREY, "Grey"), (COLOUR, "Red, green, blue")),
        ),
        COLOUR,
    )


@dataclass(frozen=True)
class Inputs(StackInputs, _ImageInputs):
    """The inputs of the lab *Convolution*: those of the last base stand first."""

    filter: str = spec(
        ChoiceSpec(
            "Known kernels",
            "Kernel",
            "Kernels that have names. Choose one, then change its numbers if you like.",
            NAMES,
            brings=_named,
        ),
        OWN,
    )
    kernel: TypedTensor | LoadedTensor = spec(
        TensorSpec(
            "Kernel",
            "Kernel",
            "The weights: height × width, or outputs × channels × height × width. Of a transposed "
            "convolution the first axis is that of the image's channels, as in torch.",
            selects=(("filter", OWN),),
            brings=forgotten,
        ),
        FIRST_KERNEL,
    )
    mode: str = spec(
        ChoiceSpec(
            "Kernel is",
            "Kernel",
            "Deep learning leaves the kernel as it is (cross-correlation); a convolution in the "
            "sense of mathematics turns it by 180° first.",
            ((CORRELATION, "Left as it is"), (CONVOLUTION, "Turned by 180°")),
        ),
        CORRELATION,
    )
    transposed: bool = spec(
        FlagSpec(
            "Transposed",
            "Kernel",
            "The transposed convolution: each cell of the image spreads the whole kernel over the "
            "output. As a matrix it is Wᵀ.",
            "flip-horizontal-2",
            brings=forgotten,
        ),
        False,
    )
    pool: str = spec(
        ChoiceSpec(
            "Pooling",
            "Kernel",
            "What is taken of the cells in the window: the largest, or the mean.",
            ((MAX, "Largest"), (MEAN, "Mean")),
        ),
        MAX,
    )
    size: tuple[int, ...] = spec(
        LengthsSpec(
            "Window",
            "Kernel",
            "Rows and columns of the window: 2, or 2, 3.",
            brings=forgotten,
        ),
        (2,),
    )
    stride: tuple[int, ...] = spec(
        LengthsSpec(
            "Stride",
            "Sliding",
            "How many cells the window moves at once: 2, or 3, 2 for down and across.",
            brings=forgotten,
        ),
        (1,),
    )
    padding: Lengths = spec(
        LengthsSpec(
            "Padding",
            "Sliding",
            "How many cells are put around the image; “same” keeps its size.",
            low=0,
            words=(SAME,),
            brings=forgotten,
        ),
        (0,),
    )
    padding_mode: str = spec(
        ChoiceSpec(
            "Padding holds",
            "Sliding",
            "What the cells around the image hold.",
            MODES,
            relevant=_bordered,
        ),
        ZEROS,
    )
    output_padding: tuple[int, ...] = spec(
        LengthsSpec(
            "Output padding",
            "Sliding",
            "Cells more at the end of each axis of the output: with a stride several sizes fit, "
            "and this says which.",
            low=0,
            relevant=lambda inputs: inputs.transposed,
            brings=forgotten,
        ),
        (0,),
    )
    dilation: tuple[int, ...] = spec(
        LengthsSpec(
            "Dilation",
            "Sliding",
            "How far apart the window's cells are: 1 is dense, 2 leaves a gap of one.",
            brings=forgotten,
        ),
        (1,),
    )
    groups: int = spec(
        WholeSpec(
            "Groups",
            "Sliding",
            "Into how many groups the channels are split, each with kernels of its own. As many "
            "as channels is a depthwise convolution.",
            low=1,
            high=lambda inputs: max(channels_of(inputs), inputs.groups),
        ),
        1,
    )
    deep: bool = spec(
        FlagSpec(
            "Sheets in space",
            "View",
            "Channels stand behind each other in space instead of side by side.",
            "layers",
        ),
        False,
    )
    cell: int = spec(
        CellNumberSpec(
            "Chosen cell", "View", "The output that was clicked.", NO_CELL, last_cell, hidden=True
        ),
        NO_CELL,
    )


def channels_of(inputs: Inputs) -> int:
    """Return how many channels the image has."""
    shape = inputs.image.shape
    return int(shape[0]) if len(shape) == 3 else 1


def fit(inputs: Inputs) -> Inputs:
    """Return the inputs whose kernel has the name only if it has its numbers, and a side."""
    named = inputs.filter != OWN and inputs.kernel == kernel_called(inputs.filter)
    filter_ = inputs.filter if named else OWN
    return replace(inputs, filter=filter_, side=min(inputs.side, LARGEST_SIDE))
