"""Whole pictures as channels of numbers from 0 to 1, and what kernels make of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.convolution.choices import GREY
from eigenscope.labs.convolution.entered import convolution_of
from eigenscope.labs.convolution.inputs import Inputs
from eigenscope.labs.convolution.readouts import RESULT, output_fact, products_readout, weights_fact
from eigenscope.labs.kit import colours
from eigenscope.labs.kit.array_facts import stated
from eigenscope.labs.kit.convolution.convolution import (
    Convolution,
    ConvolutionError,
    crossed,
    laid_over,
    products_of,
)
from eigenscope.labs.kit.convolution.convolution_lines import FUNCTIONAL, shaped_lines, steps
from eigenscope.labs.kit.convolution.output_size import (
    size_facts,
    size_readouts,
    size_words,
)
from eigenscope.labs.kit.convolution.picture_input import channel_lines, channels_of
from eigenscope.labs.kit.convolution.sheets_picture import SheetsPicture
from eigenscope.labs.kit.facts import Fact, composed_program
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.tensor_program import tensor_lines
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.labs.kit.unseen_story import UnseenStory
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words, sentences

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation

_MOST_SHEETS = 64


def awaited_picture(inputs: Inputs) -> Story:
    """Return the program alone; raise ConvolutionError if picture and kernel do not fit."""
    return UnseenStory("The picture is being filtered.", _program(inputs, _convolution(inputs)))


def filtered_picture(inputs: Inputs, cancellation: Cancellation | None) -> Story:
    """Return the picture and what its kernels make of it."""
    # Late: it imports torch.
    from eigenscope.engine.large.filtering import Filtering, filtered

    conv = _convolution(inputs)
    if cancellation is not None:
        cancellation.check()
    (top, left), (down, right), (rows, columns) = conv.border, conv.stride, conv.dilation
    how = Filtering((down, right), (rows, columns), (top, left), conv.border_holds, conv.groups)
    story = PictureStory(inputs, conv, filtered(conv.image, laid_over(conv), how))
    story.picture.prepare()
    return story


def _convolution(inputs: Inputs) -> Convolution:
    """Return the picture with its kernels; raise ConvolutionError if they do not fit."""
    conv = convolution_of(inputs, channels_of(inputs.picture, grey=inputs.colour == GREY), None)
    if conv.outputs > _MOST_SHEETS:
        words = "{count} kernels are too many to be shown: at most {most}."
        raise ConvolutionError(Words(words, {"count": conv.outputs, "most": _MOST_SHEETS}))
    return conv


def _facts(conv: Convolution) -> tuple[Fact, ...]:
    """Return what the program computes, in its order."""
    *needs, line = steps(conv)
    tip = "Over all channels of the output."
    return (
        output_fact(line, tuple(needs)),
        Fact("smallest", RESULT, "Smallest", tip, "smallest = output.min()"),
        Fact("largest", RESULT, "Largest", tip, "largest = output.max()"),
        *size_facts(conv.sizes),
        weights_fact(),
    )


def _program(inputs: Inputs, conv: Convolution) -> str:
    image = channel_lines(inputs.picture, grey=inputs.colour == GREY)
    lines = tensor_lines(inputs.kernel, "kernel")
    kernel = shaped_lines(lines, "kernel", inputs.kernel.shape, conv.kernel.shape)
    facts = _facts(conv)
    return composed_program(f"{FUNCTIONAL}\n\n{image}{kernel}", facts[:3], facts[3:])


@dataclass(frozen=True, eq=False)
class PictureStory(Story):
    """The picture, the window that sweeps over it, and the sheets that come out."""

    inputs: Inputs
    convolution: Convolution
    output: Floats

    @cached_property
    def picture(self) -> SheetsPicture:
        """What is seen."""
        reach = self.convolution.dilation[0] * (self.convolution.window[0] - 1) + 1
        code = steps(self.convolution)[-1].removeprefix("output = ")
        image, kernel = self.convolution.image, laid_over(self.convolution)
        return SheetsPicture(image, self.output, kernel, self._natural, reach, code)

    @property
    def _natural(self) -> bool:
        """Whether the output is a picture again: as bright as the one that went in."""
        sums = self.convolution.kernel.sum(axis=(1, 2, 3))
        same = self.convolution.outputs == len(self.convolution.image)
        return same and bool(np.allclose(sums, 1.0, atol=0.01))

    @cached_property
    def _clipped(self) -> int:
        """How many numbers of the output are no brightness."""
        return int(((self.output < -1e-9) | (self.output > 1 + 1e-9)).sum())

    @cached_property
    def timeline(self) -> Timeline:
        """The picture as it is; the window sweeps; what comes of it."""
        channels, *size = self.convolution.image.shape
        shape = Words(
            "The picture is {count} channel of {shape} numbers from 0 to 1.",
            {"count": channels, "shape": crossed(size)},
            plural="The picture is {count} channels of {shape} numbers from 0 to 1.",
        )
        sweep = Words(
            "The window of {window} sweeps over it: {products} multiplications.",
            {
                "window": crossed(self.convolution.window),
                "products": f"{products_of(self.convolution):,}",
            },
        )
        done = sentences([size_words(self.convolution.sizes), self._meaning()])
        return Timeline((Stage(shape, 0.5), Stage(sweep, 2.0, done=done, moving=0.9)))

    def _meaning(self) -> Words:
        """Return how the output is shown."""
        if not self._natural:
            return Words("Red is above zero, blue below.")
        if not self._clipped:
            return Words("It is a picture again.")
        words = "{count} number below 0 or above 1 is cut off there."
        several = "{count} numbers below 0 or above 1 are cut off there."
        return Words(words, {"count": self._clipped}, plural=several)

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        draws, labels = self.picture.parts(self.timeline.part(1, t), view)
        return Frame(tuple(draws), tuple(labels), view.camera)

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours of headings mean."""
        return {
            colours.OPERAND_A: "picture",
            colours.OPERAND_B: "kernel",
            colours.RESULT: "output",
        }

    def code(self) -> str:
        """Return the program."""
        return _program(self.inputs, self.convolution)

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the output, its smallest and largest number, and its size."""
        return self._readouts

    @cached_property
    def _readouts(self) -> tuple[Readout, ...]:
        return tuple(self._numbers())

    def _numbers(self) -> Iterator[Readout]:
        output, smallest, largest, *_, weights = _facts(self.convolution)
        yield stated(output, self.output, colours.RESULT)
        yield smallest.number(float(self.output.min()))
        yield largest.number(float(self.output.max()))
        if self._natural:
            tip = "No brightness is below 0 or above 1, so they are cut off there."
            fact = Fact("clipped", RESULT, "Numbers below 0 or above 1", tip)
            yield stated(fact, self._clipped)
        yield from size_readouts(self.convolution.sizes)
        yield stated(weights, self.convolution.kernel.size)
        yield products_readout(self.convolution)
