"""The numbers beside the window: the output, its size, and the convolution as a matrix."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.convolution.solving import Slide
from eigenscope.labs.kit import colours
from eigenscope.labs.kit.array_facts import FactValue, stated
from eigenscope.labs.kit.convolution.convolution import (
    Convolution,
    crossed,
    output_size,
    products_of,
)
from eigenscope.labs.kit.convolution.convolution_lines import (
    FUNCTIONAL,
    im2col_line,
    toeplitz_lines,
)
from eigenscope.labs.kit.convolution.output_size import SIZES, size_facts, size_readouts
from eigenscope.labs.kit.facts import Fact, composed_program
from eigenscope.labs.kit.tensors.window.matrix_forms import im2col_of, toeplitz_of
from eigenscope.labs.kit.tensors.window.windowed import Windowed
from eigenscope.wording.words import Text, Words

RESULT: Text = "Result"
_AS_MATRIX: Text = "As a matrix"
_MOST_CELLS = 4_000_000  # of a matrix that is worked out
_SLOTS = {
    "output": colours.RESULT,
    "im2col": colours.OPERAND_A,
    "toeplitz": colours.OPERAND_B,
}


def facts_of(slide: Slide) -> Iterator[Fact]:
    """Yield what the program computes, in its order; nothing of it is worked out here."""
    *needs, line = slide.lines
    yield output_fact(line, tuple(needs))
    yield from size_facts(slide.sizes)
    for name, label in (("image", "Image"), ("kernel", "Kernel"), ("output", "Output")):
        if name in slide.arrays or name == "output":
            yield Fact(f"{name}_shape", SIZES, label, line=f"{name}_shape = tuple({name}.shape)")
    if slide.convolution is not None:
        yield weights_fact()
        yield from _matrix_facts(slide.convolution)


def program_of(slide: Slide) -> str:
    """Return the torch program: what comes in, what comes out, its size, and both matrices."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts_of(slide):
        groups.setdefault(str(fact.group), []).append(fact)
    return composed_program(f"{FUNCTIONAL}\n\n{slide.prepared}", *groups.values())


def output_fact(line: str, needs: tuple[str, ...] = ()) -> Fact:
    """Return what comes out."""
    tip = "Its channels below each other: channels × height × width."
    return Fact("output", RESULT, "Output", tip, line, needs, brief=True)


def weights_fact() -> Fact:
    """Return how many numbers are learnt."""
    tip = "Numbers of all kernels together: the same ones at every place of the window."
    return Fact("weights", SIZES, "Weights", tip, "weights = kernel.numel()")


def products_readout(conv: Convolution) -> Readout:
    """Return how many multiplications there are."""
    tip = "Every weight, once for every place of the window."
    return stated(Fact("products", SIZES, "Multiplications", tip), products_of(conv))


def _matrix_facts(conv: Convolution) -> Iterator[Fact]:
    if not conv.transposed and products_of(conv) * conv.groups <= _MOST_CELLS:
        tip = (
            "A row for each place of the window: the cells that it covers, channel after channel. "
            "Times the kernel as a column it gives the output."
        )
        yield Fact("im2col", _AS_MATRIX, "im2col", tip, im2col_line(conv), brief=False)
    if math.prod(_toeplitz_shape(conv)) <= _MOST_CELLS:
        *needs, line = toeplitz_lines(conv)
        tip = (
            "A row for each output, a column for each cell of the image: the kernel's weights in "
            "their places, else zeros. Times the image as one long vector it gives the output."
        )
        yield Fact("toeplitz", _AS_MATRIX, "Toeplitz matrix W", tip, line, tuple(needs))
        yield Fact("zeros", _AS_MATRIX, "Zeros in W", line="zeros = int((toeplitz == 0).sum())")


def _toeplitz_shape(conv: Convolution) -> tuple[int, int]:
    return conv.outputs * math.prod(output_size(conv)), conv.image.size


def readouts_of(slide: Slide, windowed: Windowed) -> Iterator[Readout]:
    """Yield the numbers of what was traced."""
    values = {**_shapes(slide, windowed), "output": windowed.result.numbers}
    formulas = {readout.key: readout for readout in size_readouts(slide.sizes)}
    conv = slide.convolution
    for fact in facts_of(slide):
        if fact.key == "im2col":
            values[fact.key] = im2col_of(windowed)
        elif fact.key == "toeplitz":
            toeplitz = toeplitz_of(windowed)
            values |= {"toeplitz": toeplitz, "zeros": int((toeplitz == 0).sum())}
        known = formulas.get(fact.key)
        yield known or stated(fact, values[fact.key], _SLOTS.get(fact.key))
    yield from _counted(windowed)
    if conv is not None:
        yield products_readout(conv)
        if "toeplitz" not in values:
            shape = crossed(_toeplitz_shape(conv))
            words = Words("{shape}: too large to be written out", {"shape": shape})
            yield stated(Fact("toeplitz", _AS_MATRIX, "Toeplitz matrix W"), words)


def _shapes(slide: Slide, windowed: Windowed) -> dict[str, FactValue]:
    values: dict[str, FactValue] = {}
    arrays: Mapping[str, npt.NDArray[np.generic]] = {
        **slide.arrays, "output": windowed.result.numbers
    }  # fmt: skip
    for name, array in arrays.items():
        values[f"{name}_shape"] = array.shape
    if "kernel" in slide.arrays:
        values["weights"] = slide.arrays["kernel"].size
    return values


def _counted(windowed: Windowed) -> Iterator[Readout]:
    """Yield how many cells lie in the border, and how many no window comes to."""
    sheets = len(windowed.wide)
    border = Fact(
        "border", SIZES, "Cells of padding",
        "Around the image, in all its channels; of a transposed convolution they are cut off the "
        "output.",
    )  # fmt: skip
    yield stated(border, int(windowed.sliding.border.sum()) * sheets)
    missed = Fact(
        "missed", SIZES, "Cells never covered",
        "The window never comes to them: the stride jumps over them or leaves them at the end.",
    )  # fmt: skip
    yield stated(missed, len(windowed.sliding.missed) * sheets)
