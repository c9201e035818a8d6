"""Several layers side by side, and how far back one cell at the end can see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.array_facts import stated
from eigenscope.labs.kit.colours import OPERAND_A, RESULT
from eigenscope.labs.kit.convolution.convolution import NO_CELL
from eigenscope.labs.kit.convolution.convolution_lines import FUNCTIONAL
from eigenscope.labs.kit.convolution.field_picture import FieldPicture
from eigenscope.labs.kit.convolution.layer_stack import StackLayer, stack_of
from eigenscope.labs.kit.convolution.named_kernels import ONES, kernel_called
from eigenscope.labs.kit.convolution.output_size import FORMULA, SIZES
from eigenscope.labs.kit.facts import Fact
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.tensor_text import tensor
from eigenscope.labs.kit.tensors.pointing import Cell
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import short
from eigenscope.wording.words import Text, Words, as_it_is

_FIELD: Text = "Receptive field"
_WAYS: tuple[Text, Text] = (
    "Ways",
    "In how many ways each cell of the image reaches the marked cell: the gradient, where all "
    "weights are 1.",
)
_GRADIENT: tuple[Text, Text] = (
    "Gradient", "How much the marked cell changes with each cell of the image."
)  # fmt: skip
_MOVING = 0.8  # of a stage
_NOTHING = 1e-12  # a gradient that is rounding alone


def field_story(side: int, layers: Floats, kernels: str, cell: int) -> FieldStory:
    """Return the story of a cell of the last layer, of the middle one if that is not there.

    Parameters
    ----------
    side, layers, kernels
        As `stack_of` takes them.
    cell
        The flat index of the cell.

    Raises
    ------
    ConvolutionError
        If there are no such layers.
    """
    stack = stack_of(side, layers, kernels)
    inside = NO_CELL < cell < stack.sides[-1] ** 2
    return FieldStory(FieldPicture(stack), cell if inside else stack.middle)


@dataclass(frozen=True, eq=False)
class FieldStory(Story):
    """What a cell of the last layer comes from, layer by layer back to the image."""

    picture: FieldPicture
    cell: int

    @property
    def _marked(self) -> Cell:
        return self.picture.last, self.cell

    @cached_property
    def timeline(self) -> Timeline:
        """The cell, then layer after layer back to the image."""
        last = self.picture.last
        stages = (Stage(self._words(k), moving=_MOVING) for k in range(last - 1, -1, -1))
        words = "One cell of layer {number} is marked: where does it come from?"
        return Timeline(tuple(stages), before=Words(words, {"number": last}))

    def _words(self, number: int) -> Words:
        ways = self.picture.ways(self._marked)[number]
        rows, columns = (int((ways != 0).any(axis).sum()) for axis in (1, 0))
        values = {"rows": rows, "columns": columns, "number": number}
        if number:
            return Words("It comes from {rows} × {columns} cells of layer {number}.", values)
        words = (
            "It comes from {rows} × {columns} cells of the image: its receptive field. The one "
            "that counts most reaches it in {most} ways."
        )
        if self.picture.stack.named:
            words = (
                "It comes from {rows} × {columns} cells of the image: its receptive field. The one "
                "that counts most has the weight {most}."
            )
        gradient = self.picture.gradients(self._marked)[0].ravel()
        most = float(gradient[np.abs(gradient).argmax()])
        return Words(words, {**values, "most": short(most, 3)})

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``; of a cell under the mouse all that it comes from."""
        stage, _ = self.timeline.at(t)
        cell, reached = self._marked, self.picture.last - stage - self.timeline.eased(stage, t)
        pointed = self.picture.pointed(view)
        if pointed is not None:
            cell, reached = pointed, 0.0
        draws, labels = self.picture.parts(cell, reached, view)
        return Frame(tuple(draws), tuple(labels), view.camera)

    @property
    def points(self) -> bool:
        """Cells light up under the mouse."""
        return True

    def chosen(self, inputs: Any, t: float, view: View) -> Any | None:
        """Return the inputs with the cell of the last layer under the pointer, or with none.

        Their field is ``cell``.
        """
        pointed = self.picture.pointed(view)
        inside = pointed is not None and pointed[0] == self.picture.last
        clicked = pointed[1] if pointed is not None and inside else NO_CELL
        return None if clicked == inputs.cell else replace(inputs, cell=clicked)

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return {OPERAND_A: "cells that take part", RESULT: "the cell that they produce"}

    # --- words and numbers ---------------------------------------------------------------------

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the sizes, the receptive field, and in how many ways each cell takes part."""
        return self._readouts

    @cached_property
    def _readouts(self) -> tuple[Readout, ...]:
        return (*self._sizes(), *self._field())

    def _sizes(self) -> Iterator[Readout]:
        stack = self.picture.stack
        for number, (side, layer) in enumerate(zip(stack.sides, stack.layers, strict=False), 1):
            size = layer.size(side)
            fact = Fact(f"side.{number}", SIZES, "Side", FORMULA, size.line(f"side{number}"))
            name = Words("Side after layer {number}", {"number": number})
            yield replace(fact.text(as_it_is(size.equation), size.output), label=name)

    def _field(self) -> Iterator[Readout]:
        stack = self.picture.stack
        pairs = [*zip(stack.layers, stack.jumps, strict=False)]
        tip = (
            "Cells of the image along each side that one cell of the last layer can see: each "
            "layer adds d(k − 1) times all strides before it."
        )
        terms = " + ".join(
            f"{each.dilation} * ({each.kernel} - 1) * {jump}" for each, jump in pairs
        )
        field = Fact("field", _FIELD, "Its side", tip, f"field = 1 + {terms}", brief=True)
        yield field.text(as_it_is(stack.field_formula), stack.field)
        tip = "How far apart in the image lies what two neighbours of the last layer see."
        strides = [str(layer.stride) for layer in stack.layers]
        jump = Fact("jump", _FIELD, "Product of all strides", tip, f"jump = {' * '.join(strides)}")
        yield jump.text(as_it_is(f"{stack.jumps[-1]} = {' · '.join(strides)}"), stack.jumps[-1])
        label, about = _GRADIENT if stack.named else _WAYS
        gradient = self.picture.gradients(self._marked)[0]
        needs = (f"{self.picture.name(self._marked, '0, ')}.backward()",)
        yield stated(Fact("ways", _FIELD, label, about, "ways = image.grad[0]", needs), gradient)
        tip = "Cells of the image by which the marked one changes."
        line = f"seen = int((ways.abs() > {_NOTHING}).sum())"
        fact = Fact("seen", _FIELD, "Cells that count", tip, line)
        yield stated(fact, int((np.abs(gradient) > _NOTHING).sum()))

    def prepared(self) -> str:
        """Return the image and the layers, with their kernels."""
        stack = self.picture.stack
        names = dict.fromkeys(layer.name for layer in stack.layers if layer.name != ONES)
        lines = [f"{name} = {tensor(kernel_called(name).to_array())}[None, None]" for name in names]
        lines += [f"image = torch.zeros(1, {stack.side}, {stack.side}, requires_grad=True)"]
        name = "image"
        for number, layer in enumerate(stack.layers, 1):
            lines.append(f"layer{number} = F.conv2d({name}, {_arguments(layer)})")
            name = f"layer{number}"
        return "\n".join([FUNCTIONAL, "", *lines])


def _arguments(layer: StackLayer) -> str:
    options = [("stride", layer.stride, 1), ("padding", layer.padding, 0)]
    options.append(("dilation", layer.dilation, 1))
    said = [f"{name}={value}" for name, value, default in options if value != default]
    kernel = layer.name
    if kernel == ONES:
        kernel = f"torch.ones(1, 1, {layer.kernel}, {layer.kernel})"
    return ", ".join([kernel, *said])
