"""What is said of indexing: numbers remove axes, slices keep them, None puts one in."""

from __future__ import annotations

from eigenscope.labs.kit.tensors.kinds import base_name
from eigenscope.labs.kit.tensors.saying.caption_places import axes_text, axis_said, said
from eigenscope.labs.kit.tensors.tensor_step import TensorStep
from eigenscope.wording.words import Words

_MASK = Words(
    "One cell is taken, where {second} is True.",
    plural="The {count} cells are taken, in their order, where {second} is True.",
)
_PLACES = Words("The places that the index lists are taken, in its order: {shape} becomes {after}.")
_CELL = Words("The cell at {index} is taken: a number without axes.")
_NUMBERS = Words("A number as an index removes its axis ({axes}): {shape} becomes {after}.")
_SLICES = Words("A slice takes a part of its axis and keeps the axis: {shape} becomes {after}.")
_BOTH = Words(
    "A number removes its axis ({axes}), and a slice keeps its own: {shape} becomes {after}."
)
_NEW_AXES = Words("None puts in a new axis of length 1: {shape} becomes {after}.")
_MIXED = Words(
    "Numbers remove their axes, slices keep them, and None puts in one of length 1: {shape} "
    "becomes {after}."
)
_ALL = Words("All cells are taken, in their places.")


def indexing(step: TensorStep) -> Words:
    """Return what is said of taking a part of a tensor."""
    name, shape = base_name(step.operation), step.operands[0].shape
    if name == "select":
        return said(_NUMBERS, step, axes=axes_text([axis_said(step, len(shape))]))
    if name == "narrow":
        return said(_SLICES, step)
    index = step.arguments[1] if len(step.arguments) > 1 else None
    parts = list(index) if isinstance(index, tuple) else [index]
    tensors = step.operands[1:]
    if tensors or any(isinstance(part, list) for part in parts):
        if len(tensors) == 1 and tensors[0].numbers.dtype.kind == "b" and len(parts) == 1:
            taken = step.result.numbers.size if step.result is not None else 0
            return said(_MASK, step, count=taken)
        return said(_PLACES, step)
    return _plain(step, parts)


def _plain(step: TensorStep, parts: list[object]) -> Words:
    """Return what is said of an index of numbers, slices, dots and None."""
    shape = step.operands[0].shape
    numbers, slices, new = _sorted(parts, len(shape))
    if len(numbers) == len(shape) and not new and not slices and shape:
        places = [number % length for number, length in zip(numbers.values(), shape, strict=True)]
        return said(_CELL, step, index=str(places))
    axes = axes_text(numbers)
    if new:
        return said(_MIXED if numbers or slices else _NEW_AXES, step)
    if numbers:
        return said(_BOTH if slices else _NUMBERS, step, axes=axes)
    return said(_SLICES if slices else _ALL, step)


def _sorted(parts: list[object], rank: int) -> tuple[dict[int, int], list[int], int]:
    """Return the numbers by their axes, the axes that are sliced, and how many are put in."""
    numbers: dict[int, int] = {}
    slices: list[int] = []
    new = sum(part is None for part in parts)
    named = sum(part is not None and part is not ... for part in parts)
    axis = 0
    for part in parts:
        if part is ...:
            axis += max(rank - named, 0)
        elif isinstance(part, slice):
            if part != slice(None):
                slices.append(axis)
            axis += 1
        elif part is not None:
            if isinstance(part, int):
                numbers[axis] = part
            axis += 1
    return numbers, slices, new
