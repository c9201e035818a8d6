"""The layers of a stack, as inputs of a lab."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eigenscope.labs.contract.specs import TensorSpec, WholeSpec, spec
from eigenscope.labs.kit.convolution.convolution import NO_CELL
from eigenscope.labs.kit.convolution.layer_stack import MOST_LAYERS
from eigenscope.labs.kit.convolution.named_kernels import ONES, SQUARE
from eigenscope.labs.kit.names_spec import NamesSpec
from eigenscope.language.evaluating.typed_tensor import TypedTensor

if TYPE_CHECKING:
    from eigenscope.readers.loaded_tensor import LoadedTensor

LARGEST_SIDE = 256


def forgotten(_inputs: Any) -> Mapping[str, object]:
    """Return that no cell is chosen any more."""
    return {"cell": NO_CELL}


@dataclass(frozen=True)
class StackInputs:
    """Inputs that say what slides over what, for those of a lab to inherit."""

    side: int = spec(
        WholeSpec(
            "Side",
            "Image",
            "How many rows and columns the image has.",
            low=1,
            high=lambda _inputs: LARGEST_SIDE,
            brings=forgotten,
        ),
        9,
    )
    stack: TypedTensor | LoadedTensor = spec(
        TensorSpec(
            "Layers",
            "Kernel",
            "A row for each layer: kernel size, stride, padding, dilation; what is left out is "
            "1, 0 and 1.",
            most=2,
            largest=4 * MOST_LAYERS,
            brings=forgotten,
        ),
        TypedTensor.from_text("[[3, 1, 0, 1], [3, 1, 0, 1], [3, 1, 0, 1]]"),
    )
    kernels: str = spec(
        NamesSpec(
            "Kernels",
            "Kernel",
            "Their names, such as blur, sobel_x; the last one stands for all other layers.",
            names=SQUARE,
            most=lambda inputs: inputs.stack.shape[0],
        ),
        ONES,
    )
