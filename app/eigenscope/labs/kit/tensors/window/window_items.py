"""What the picture of a sliding window shows side by side: image, kernel, products and result."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from eigenscope.labs.kit.cells import cell_width
from eigenscope.labs.kit.colours import OPERAND_A, OPERAND_B, RESULT
from eigenscope.labs.kit.tensors.cells.block_draws import MOST_LINED, MOST_NUMBERS
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.cells.items import WIDEST, TensorItem, block_of
from eigenscope.labs.kit.tensors.cells.mosaic import largest_of
from eigenscope.labs.kit.tensors.colours import AXES
from eigenscope.labs.kit.tensors.numbers import NumberFormat, cell_texts, format_of
from eigenscope.labs.kit.tensors.tensor_step import ShownTensor
from eigenscope.labs.kit.tensors.window.windowed import SPREAD, Numbers, Windowed
from eigenscope.scene.slots import Slot

_MOST_KERNELS = 6  # sheets of weights that are shown at the same time
_MOST_IN_A_ROW = 4  # sheets without a border
_LARGEST_SHEET = 12.0  # side of a mosaic's sheet, in heights of an ordinary cell
_SOME, _SOME_SHEETS = 32, 4  # places and sheets whose products are looked at for their widths

WIDE, WEIGHTS, PRODUCTS, SMALL = "wide", "weights", "products", "small"


@dataclass(frozen=True, eq=False)
class WindowItems:
    """The items of a picture, for one small sheet whose weights are shown.

    Attributes
    ----------
    windowed
        What is shown.
    deep
        Whether sheets stand behind each other.
    sheet
        The small sheet whose products are shown.
    """

    windowed: Windowed
    deep: bool = False
    sheet: int = 0

    @cached_property
    def all(self) -> tuple[TensorItem, ...]:
        """Image, weights (of a pooling none), products, result."""
        spread = self.windowed.kind == SPREAD
        wide = self._item(WIDE, self.windowed.wide, RESULT if spread else OPERAND_A)
        small = self._item(SMALL, self.windowed.small, OPERAND_A if spread else RESULT)
        ends = (small, wide) if spread else (wide, small)
        weights = [] if self.weights is None else [self.weights]
        return (ends[0], *weights, self.products, ends[1])

    @cached_property
    def weights(self) -> TensorItem | None:
        """The weights: of all filters, or where they are many of the one that is shown."""
        weights = self.windowed.weights
        if weights is None:
            return None
        shown = weights if self.all_filters else weights[self.sheet : self.sheet + 1]
        return self._item(WEIGHTS, shown, OPERAND_B)

    @property
    def all_filters(self) -> bool:
        """Whether the weights of all small sheets are shown."""
        weights = self.windowed.weights
        return weights is not None and weights.shape[0] * weights.shape[1] <= _MOST_KERNELS

    @cached_property
    def products(self) -> TensorItem:
        """The cells in which products come to be, as many as a window has in all its channels."""
        channels = len(self.windowed.channels(self.sheet))
        numbers = np.zeros((channels, *self.windowed.sliding.kernel))
        return self._item(PRODUCTS, numbers, Slot.INK)

    def number(self, name: str) -> int:
        """Return the place of an item among all."""
        return next(k for k, item in enumerate(self.all) if item.name == name)

    def own_weights(self) -> tuple[int, ...]:
        """Return the cells of the weights that belong to the small sheet that is shown."""
        count = self.products.block.count
        first = self.sheet * count if self.all_filters else 0
        return tuple(range(first, first + count))

    # --- how they are written ------------------------------------------------------------------

    @cached_property
    def product_format(self) -> NumberFormat:
        """How products are written."""
        return format_of(self._some_products)

    @cached_property
    def _some_products(self) -> Numbers:
        """Return products of some places and sheets, the same whichever sheet is shown."""
        places = _spread_over(self.windowed.sliding.count, _SOME)
        sheets = _spread_over(len(self.windowed.small), _SOME_SHEETS)
        each = [self.windowed.products(sheet, place) for sheet in sheets for place in places]
        return np.concatenate(each)

    @cached_property
    def _width(self) -> float:
        """How wide all cells are."""
        tensors = [self.windowed.wide, self.windowed.small]
        if self.windowed.weights is not None:
            tensors.append(self.windowed.weights)
        texts = [cell_texts(_finite(each)) for each in tensors if each.size <= self._most]
        products = _finite(self._some_products)
        if products.size:
            ends = products.min(), products.max()
            texts.append(tuple(map(self.product_format.text, ends)))
        return min(cell_width(tuple(texts)), WIDEST)

    @cached_property
    def _largest(self) -> float:
        sheets = self.windowed.wide, self.windowed.small
        return max((largest_of(each) for each in sheets if each.size > self._most), default=1.0)

    def _item(self, name: str, numbers: Numbers, slot: Slot) -> TensorItem:
        own = (*numbers.shape[:-2], numbers.shape[-1]) if self.windowed.flat else numbers.shape
        shape = self.shown(own)
        block = block_of(self._wrapped(name, shape), self._width, deep=self.deep, most=self._most)
        many = block.count > self._most
        if many and name == WIDE:  # nothing, not even infinity, has a colour in the border
            numbers = np.nan_to_num(numbers, nan=0.0, neginf=0.0)
        tensor = ShownTensor(self._label(name), numbers.reshape(shape), "float64")
        side = max(block.rows, block.columns)
        factor = min(1.0, _LARGEST_SHEET / side) if many else 1.0
        axes = self._axes(name, shape)
        axes = (*axes[:1] * (len(block.shape) - len(shape)), *axes)
        return TensorItem(
            name, tensor, block, block, factor, slot, axes, largest=self._largest, most=self._most
        )

    def _wrapped(self, name: str, shape: tuple[int, ...]) -> tuple[int, ...]:
        """Return a shape with its sheets in several rows, if they are too many for one."""
        bordered = name == WIDE and bool(self.windowed.sliding.border.any())
        if self.deep or bordered or len(shape) != 3 or shape[0] <= _MOST_IN_A_ROW:
            return shape
        rows = next(n for n in range(math.isqrt(shape[0]), 0, -1) if shape[0] % n == 0)
        return shape if rows == 1 else (rows, shape[0] // rows, *shape[1:])

    @property
    def _most(self) -> int:
        """How many cells are drawn one by one: in the plane, as many as have numbers."""
        return MOST_LINED if self.deep else MOST_NUMBERS

    def shown(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """Return a shape as it is shown: without a batch or channels that have a single sheet."""
        least = 1 if self.windowed.flat else 2
        while len(shape) > least and shape[0] == 1:
            shape = shape[1:]
        return shape

    def _label(self, name: str) -> str:
        tensors = {
            WIDE: self.windowed.image,
            SMALL: self.windowed.result,
        }
        if self.windowed.kind == SPREAD:
            tensors = {SMALL: self.windowed.image, WIDE: self.windowed.result}
        if name in tensors:
            return tensors[name].label
        if name == WEIGHTS:
            label = self.windowed.step.operands[1].label
            return label if self.all_filters else f"{label}[{self.sheet}]"
        return ""

    def _axes(self, name: str, shape: tuple[int, ...]) -> tuple[Slot, ...]:
        """Return the colours of the axes of a shape that are shown."""
        first = {SMALL: (self._small_channels,), WIDE: (self._wide_channels,)}
        slots = first.get(name, (self._small_channels, self._wide_channels))
        slots = (*slots, *AXES[1:2]) if self.windowed.flat else (*slots, *AXES[:2])
        return slots[len(slots) - len(shape) :]

    @property
    def _wide_channels(self) -> Slot:
        return AXES[3] if self.windowed.kind == SPREAD else AXES[2]

    @property
    def _small_channels(self) -> Slot:
        """The colour of the channels of small sheets: a pooling has no others."""
        if self.windowed.weights is None:
            return AXES[2]
        return AXES[2] if self.windowed.kind == SPREAD else AXES[3]


def inner_block(item: TensorItem, windowed: Windowed) -> Block:
    """Return the cells of the wide item that are no border, as a block of their own."""
    sliding, block = windowed.sliding, item.block
    top, left = sliding.before
    more = left + sliding.after[1]
    lengths = (sliding.size[1],) if windowed.flat else sliding.size
    shape = (*block.shape[: len(block.shape) - len(lengths)], *lengths)
    return replace(
        block,
        shape=shape,
        left=block.left + left * block.width,
        top=block.top - top,
        gap=block.gap + more * block.width,
    )


def _spread_over(count: int, most: int) -> list[int]:
    some: list[int] = np.unique(np.linspace(0, count - 1, min(count, most)).astype(int)).tolist()
    return some


def _finite(numbers: Numbers) -> Numbers:
    return numbers[np.isfinite(numbers)]
