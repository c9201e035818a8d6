"""What a step shows side by side: its operands and its result, each a block or a text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from eigenscope.labs.kit.cells import NUMBER, cell_width
from eigenscope.labs.kit.colours import OPERANDS, RESULT
from eigenscope.labs.kit.tensors.cells.block_draws import MOST_LINED
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.cells.mosaic import as_mosaic, largest_of, mosaic
from eigenscope.labs.kit.tensors.numbers import NumberFormat, cell_texts, format_of
from eigenscope.labs.kit.tensors.sources.axes import StepAxes
from eigenscope.labs.kit.tensors.tensor_step import Indices, ShownTensor, TensorStep
from eigenscope.scene.geometry import Picture
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width

_WIDEST = 4.2  # heights of a cell that a cell is wide, at most
_LARGEST_SIDE = 9.0  # of a mosaic, in heights of an ordinary cell
_FILLED = 0.9  # of a mosaic's cell by the widest number
_SOME = 300  # cells whose widths are looked at
_TEXT = 0.55  # size of an answer's letters


@dataclass(frozen=True, eq=False)
class TensorItem:
    """A tensor as a block of cells, or an answer that is none as a text.

    Attributes
    ----------
    name
        Begins the names of all that is drawn of it.
    tensor
        What it shows; None of an answer.
    block
        Its own cells, at the origin.
    whole
        With the copies along axes that are stretched; else the same.
    factor
        Height of its cells in heights of an ordinary one.
    slot, axes
        Its colour, and those of its axes.
    answer
        The text of what is no tensor.
    largest
        The size of a number that has the full colour in a mosaic.
    """

    name: str
    tensor: ShownTensor | None
    block: Block
    whole: Block
    factor: float
    slot: Slot
    axes: tuple[Slot, ...] = ()
    answer: str = ""
    largest: float = 1.0
    _parts: dict[int, Picture] = field(default_factory=dict)

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height, in heights of an ordinary cell."""
        if self.tensor is None:
            return max(text_width(self.answer, _TEXT), 1.0), 1.0
        wide, high = self.whole.seen_size
        return wide * self.factor, high * self.factor

    @property
    def stretched(self) -> bool:
        """Whether copies of its cells take part."""
        return self.whole is not self.block

    @property
    def many(self) -> bool:
        """Whether it is a mosaic: its cells are too many to be drawn one by one."""
        return self.block.count > MOST_LINED

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The numbers in its cells."""
        return () if self.tensor is None or self.many else cell_texts(self.tensor.numbers)

    def text(self, cell: int) -> str:
        """Return the number in a cell."""
        if self.texts:
            return self.texts[cell]
        return self._format.text(self._flat[cell].item())

    @cached_property
    def letters(self) -> float:
        """The size of its numbers, in heights of a cell."""
        if not self.many or self.tensor is None:
            return NUMBER
        some = self._flat[:: max(self._flat.size // _SOME, 1)].tolist()
        texts = {self._format.text(value) for value in (*some, self.largest, -self.largest)}
        widest = max(text_width(text, 1.0, bold=True) for text in texts)
        return min(NUMBER, _FILLED * self.block.width / widest)

    @cached_property
    def _format(self) -> NumberFormat:
        return format_of(self._numbers)

    @property
    def _numbers(self) -> npt.NDArray[np.generic]:
        assert self.tensor is not None
        return self.tensor.numbers

    @cached_property
    def _flat(self) -> npt.NDArray[np.generic]:
        return self._numbers.reshape(-1)

    @cached_property
    def below_zero(self) -> bool:
        """Whether it has numbers below zero."""
        return self._flat.dtype.kind in "if" and bool(np.less(self._flat, 0).any())

    @cached_property
    def odd(self) -> bool:
        """Whether it has numbers that are not finite."""
        return not bool(np.isfinite(self._flat).all())

    @cached_property
    def picture(self) -> Picture:
        """Its cells as a mosaic."""
        return mosaic(self.block, self._numbers, self.largest)

    def part_of_picture(self, cells: Indices) -> Picture:
        """Return the mosaic with some cells alone; each kept by how many they are."""
        if len(cells) == self.block.count:
            return self.picture
        if len(cells) not in self._parts:
            among = np.zeros(self.block.count, dtype=bool)
            among[cells] = True
            self._parts[len(cells)] = mosaic(self.block, self._numbers, self.largest, among)
        return self._parts[len(cells)]

    def prepare(self) -> None:
        """Make what takes long of very many cells, before it is shown."""
        if self.many and self.tensor is not None:
            _ = self.picture, self.letters, self.below_zero, self.odd


def items_of(step: TensorStep, axes: StepAxes, *, deep: bool = False) -> tuple[TensorItem, ...]:
    """Return the operands and, last, the result of a step."""
    tensors = [*step.operands, *([] if step.result is None else [step.result])]
    width, largest = _common_width(tensors), _common_size(tensors)
    slots = operand_slots(step.operands)
    items = []
    for number, operand in enumerate(step.operands):
        block = _block(operand.shape, width, deep=deep)
        whole = _with_copies(step, number, block, deep=deep)
        if whole is not block:
            block = block.put(0.0, whole.top)
        items.append(
            TensorItem(
                f"operand {number}", operand, block, whole, _factor(whole), slots[number],
                axes.operands[number], largest=largest,
            )
        )  # fmt: skip
    if step.result is None:
        nothing = Block(())
        items.append(TensorItem("result", None, nothing, nothing, 1.0, RESULT, (), step.answer))
    else:
        block = _block(step.result.shape, width, deep=deep)
        items.append(
            TensorItem(
                "result", step.result, block, block, _factor(block), RESULT, axes.result,
                largest=largest,
            )
        )  # fmt: skip
    return tuple(items)


def operand_slots(operands: Sequence[ShownTensor]) -> tuple[Slot, ...]:
    """Return the colours of operands: the same for one that comes twice."""
    slots: dict[object, Slot] = {}
    for number, operand in enumerate(operands):
        key = (operand.step, operand.label) if operand.step is not None else number
        slots.setdefault(key, OPERANDS[len(slots) % len(OPERANDS)])
    return tuple(
        slots[(operand.step, operand.label) if operand.step is not None else number]
        for number, operand in enumerate(operands)
    )


def _common_width(tensors: Sequence[ShownTensor]) -> float:
    """Return how wide all cells are: cells that fly keep their size."""
    texts = tuple(
        cell_texts(tensor.numbers) for tensor in tensors if tensor.numbers.size <= MOST_LINED
    )
    return min(cell_width(texts), _WIDEST)


def _common_size(tensors: Sequence[ShownTensor]) -> float:
    """Return the size of the largest number of all that are mosaics: one scale for a step."""
    many = [tensor.numbers for tensor in tensors if tensor.numbers.size > MOST_LINED]
    return max(map(largest_of, many), default=1.0)


def _block(shape: tuple[int, ...], width: float, *, deep: bool) -> Block:
    block = Block(shape, width, deep=deep and len(shape) > 2)
    if block.count > MOST_LINED:
        return as_mosaic(block)
    return block.put(0.0, block.size[1] - block.seen_size[1])


def _factor(block: Block) -> float:
    return min(1.0, _LARGEST_SIDE / max(block.size[:2])) if block.count > MOST_LINED else 1.0


def _with_copies(step: TensorStep, number: int, block: Block, *, deep: bool) -> Block:
    """Return the block that an operand becomes when it is stretched to its result's shape."""
    result = step.result
    if result is None or len(step.operands) < 2 or not step.sources:
        return block
    sources, count = step.sources[number], math.prod(result.shape)
    if sources is None or sources.shape != (count, 1) or block.count >= count > 0:
        return block
    if count > MOST_LINED or not _broadcasts(block.shape, result.shape):
        return block
    expected = np.broadcast_to(np.arange(block.count).reshape(block.shape), result.shape).reshape(
        -1
    )
    if not np.array_equal(sources[:, 0], expected):
        return block
    return _block(result.shape, block.width, deep=deep)


def _broadcasts(shape: tuple[int, ...], wide: tuple[int, ...]) -> bool:
    pairs = zip(reversed(shape), reversed(wide), strict=False)
    return len(shape) <= len(wide) and all(a in (1, b) for a, b in pairs)
