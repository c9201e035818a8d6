"""The operands and the result of a step as items: their cells, colours, names and scales."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from eigenscope.labs.kit.cells import cell_width
from eigenscope.labs.kit.colours import OPERANDS, RESULT
from eigenscope.labs.kit.tensors.cells.block_draws import MOST_LINED
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.cells.items import WIDEST, TensorItem, block_of, is_many
from eigenscope.labs.kit.tensors.cells.mosaic import scale_of
from eigenscope.labs.kit.tensors.cells.name_labels import BELOW, AxisNames, room_beside
from eigenscope.labs.kit.tensors.numbers import cell_texts
from eigenscope.labs.kit.tensors.sources.axes import StepAxes
from eigenscope.labs.kit.tensors.tensor_step import ShownTensor, TensorStep
from eigenscope.scene.slots import Slot

_LARGEST_SIDE = 9.0  # of a mosaic, in heights of an ordinary cell
_MOST_NAMED = 100  # rows or columns that have names
_BESIDE_MOSAIC = 36  # cells that are drawn one by one beside a mosaic, whose cells are far smaller
_FAINT = 0.25  # of the largest number of a step: a mosaic without larger ones has its own scale


def items_of(
    step: TensorStep,
    axes: StepAxes,
    *,
    deep: bool = False,
    names: AxisNames | None = None,
    slots: Mapping[str, Slot] | None = None,
) -> tuple[TensorItem, ...]:
    """Return the operands and, last, the result of a step.

    ``names`` are those along its axes, ``slots`` the colours of tensors by their labels, where
    they are not those of operands and results.
    """
    items = _unnamed_items(step, axes, deep=deep)
    if slots:
        items = tuple(_coloured(item, slots) for item in items)
    if not names or deep:
        return items
    named = tuple(_named(item, names) for item in items)
    below = BELOW if any(item.column_names for item in named) else 0.0
    return tuple(replace(item, below=below) for item in named)


def _coloured(item: TensorItem, slots: Mapping[str, Slot]) -> TensorItem:
    label = "" if item.tensor is None else item.tensor.label
    return replace(item, slot=slots[label]) if label in slots else item


def _named(item: TensorItem, names: AxisNames) -> TensorItem:
    """Return an item with the names of its rows and columns, and room for them."""
    if not item.block.count > 0 or max(item.block.rows, item.block.columns) > _MOST_NAMED:
        return item
    rows = names.get(item.axes[-2], ()) if len(item.axes) > 1 else ()
    columns = names.get(item.axes[-1], ()) if item.axes else ()
    rows = rows if len(rows) == item.whole.rows else ()
    columns = columns if len(columns) == item.whole.columns else ()
    aside = room_beside(rows)
    block = item.block.put(item.block.left + aside, item.block.top)
    whole = item.whole.put(aside, item.whole.top) if item.stretched else block
    return replace(item, block=block, whole=whole, row_names=rows, column_names=columns)


def _unnamed_items(step: TensorStep, axes: StepAxes, *, deep: bool) -> tuple[TensorItem, ...]:
    tensors = [*step.operands, *([] if step.result is None else [step.result])]
    some_many = any(is_many(Block(tensor.shape)) for tensor in tensors)
    most = _BESIDE_MOSAIC if some_many else MOST_LINED
    width, scales = _common_width(tensors, most), _scales(tensors, most)
    slots = operand_slots(step.operands)
    items = []
    for number, operand in enumerate(step.operands):
        block = block_of(operand.shape, width, deep=deep, most=most)
        whole = block if some_many else _with_copies(step, number, block, deep=deep)
        if whole is not block:
            block = block.put(0.0, whole.top)
        items.append(
            TensorItem(
                f"operand {number}", operand, block, whole, _factor(whole, most), slots[number],
                axes.operands[number], largest=scales[number], most=most,
            )
        )  # fmt: skip
    if step.result is None:
        nothing = Block(())
        items.append(TensorItem("result", None, nothing, nothing, 1.0, RESULT, (), step.answer))
    else:
        block = block_of(step.result.shape, width, deep=deep, most=most)
        items.append(
            TensorItem(
                "result", step.result, block, block, _factor(block, most), RESULT, axes.result,
                largest=scales[-1], most=most,
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


def _common_width(tensors: Sequence[ShownTensor], most: int) -> float:
    """Return how wide all cells are: cells that fly keep their size."""
    texts = tuple(
        cell_texts(tensor.numbers) for tensor in tensors if not is_many(Block(tensor.shape), most)
    )
    return min(cell_width(texts), WIDEST)


def _scales(tensors: Sequence[ShownTensor], most: int) -> tuple[float, ...]:
    """Return the size of the number that has the full colour in each tensor's mosaic.

    It is one for a step, but those with far smaller numbers have their own.
    """
    own = [scale_of(each.numbers) for each in tensors]
    mosaics = [is_many(Block(each.shape), most) for each in tensors]
    sizes = [one for one, mosaic in zip(own, mosaics, strict=True) if mosaic] or own
    largest = max(sizes, default=1.0)
    return tuple(largest if one >= _FAINT * largest else one for one in own)


def _factor(block: Block, most: int) -> float:
    """Return the height of a block's cells in heights of an ordinary one."""
    return min(1.0, _LARGEST_SIDE / max(block.size[:2])) if is_many(block, most) else 1.0


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
    return block_of(result.shape, block.width, deep=deep)


def _broadcasts(shape: tuple[int, ...], wide: tuple[int, ...]) -> bool:
    pairs = zip(reversed(shape), reversed(wide), strict=False)
    return len(shape) <= len(wide) and all(a in (1, b) for a, b in pairs)
