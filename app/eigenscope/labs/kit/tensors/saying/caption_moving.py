"""What is said of steps that move cells, and change none of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eigenscope.labs.kit.tensors.kinds import base_name, result_number
from eigenscope.labs.kit.tensors.saying.caption_indexing import indexing
from eigenscope.labs.kit.tensors.saying.caption_places import (
    axes_text,
    axis_said,
    listed_texts,
    memory_sentence,
    named,
    said,
)
from eigenscope.labs.kit.tensors.sources.same_axes import same_axes
from eigenscope.labs.kit.tensors.tensor_step import TensorStep
from eigenscope.wording.words import Words, sentences

_RESHAPED = Words(
    "The single cell takes the shape {after}.",
    plural="The {count} cells keep their order, row after row, and take the shape {after}.",
)
_NO_AXES_OF_ONE = Words("Axes of length 1 are left out: {shape} becomes {after}.")
_NONE_OF_ONE = Words("Axes of length 1 would be left out, and none is: the shape stays {shape}.")
_NEW_AXIS_OF_ONE = Words("A new axis of length 1 is put in: {shape} becomes {after}.")
_ROWS_TO_COLUMNS = Words(
    "Rows become columns: the cell in row i and column j goes to row j and column i."
)
_PERMUTED = Words("The axes change places, {order} in their new order: {shape} becomes {after}.")
_SWAPPED = Words("The axes change places: {shape} becomes {after}.")
_EXPANDED = Words("The same cells are shown again and again along {axes}: {shape} becomes {after}.")
_REPEATED = Words("Copies are put side by side: {shape} becomes {after}.")
_EACH_REPEATED = Words("Every cell is repeated beside itself: {shape} becomes {after}.")
_FLIPPED = Words("The order of the cells is reversed along {axes}.")
_ROLLED = Words("The cells move on, and those that leave at one end come in again at the other.")
_TURNED = Words("The cells turn by right angles, in the plane of two axes.")
_CLONED = Words("The same cells once more: writing into one of the two leaves the other as it is.")
_CONTIGUOUS = Words("The cells are put into memory in their order, row after row.")
_CONTIGUOUS_ALREADY = Words(
    "The cells lie in memory in their order already: this is {first} itself."
)
_DETACHED = Words("The same cells, from which no gradient runs back.")
_ALIAS = Words("A second name for the same tensor.")
_TO_NUMPY = Words("The same cells as an array of NumPy.")
_FROM_NUMPY = Words("The same cells as a tensor.")
_CAST = Words("The numbers become {dtype}.")
_CUT = Words("The numbers become {dtype}: what stands behind the point is cut off.")
_BOOLS = Words("The numbers become {dtype}: 0 becomes False, any other True.")
_JOINED = Words(
    "{names} are joined along {axes}, which is there already: that length grows, and the result "
    "has the shape {after}."
)
_STACKED = Words("{names} are put side by side along a new axis, {axes}: {shape} becomes {after}.")
_PART = Words("Part {number} of {first}, which is cut along {axes}: {shape} becomes {after}.")
_UNBOUND = Words(
    "Slice {number} of {first} along {axes}, which disappears: {shape} becomes {after}."
)
_TAKEN = Words("Cells of {first} are taken from where the indices say, along {axes}.")
_DIAGONAL = Words("The diagonal of the matrix becomes a vector.")
_TO_DIAGONAL = Words("The vector becomes the diagonal of a matrix, with 0 everywhere else.")
_PADDED = Words("New cells are put around the others: {shape} becomes {after}.")
_WINDOWS = Words("Every window of {first} becomes a column: {shape} becomes {after}.")
_MOVED = Words("Cells go to other places, and none changes: {shape} becomes {after}.")

_ONE_SENTENCE = {
    "squeeze": _NO_AXES_OF_ONE,
    "unsqueeze": _NEW_AXIS_OF_ONE,
    "expand_dims": _NEW_AXIS_OF_ONE,
    "repeat": _REPEATED,
    "tile": _REPEATED,
    "repeat_interleave": _EACH_REPEATED,
    "roll": _ROLLED,
    "rot90": _TURNED,
    "clone": _CLONED,
    "copy": _CLONED,
    "detach": _DETACHED,
    "data": _DETACHED,
    "numpy": _TO_NUMPY,
    "from_numpy": _FROM_NUMPY,
    "pad": _PADDED,
}
_RESHAPES = ("reshape", "view", "flatten", "unflatten", "ravel", "view_as", "reshape_as")
_PERMUTES = (
    "transpose", "permute", "T", "mT", "H", "t", "movedim", "moveaxis", "swapaxes", "swapdims",
)  # fmt: skip
_EXPANDS = ("expand", "expand_as", "broadcast_to")
_CASTS = (
    "to", "float", "double", "half", "bfloat16", "int", "long", "short", "bool", "type_as",
    "astype",
)  # fmt: skip
_JOINS = ("cat", "concat", "concatenate", "hstack", "vstack")
_TAKES = ("gather", "index_select", "take")
_CUTS = ("split", "chunk")


def moving(step: TensorStep) -> Words | None:
    """Return what is said of a step that moves cells; None of any other."""
    if step.result is None or not step.operands:
        return None
    name = base_name(step.operation)
    first = _first_sentence(step, name)
    joined = name in (*_JOINS, "stack", "alias", *_TAKES) or first.template in (
        _CLONED.template, _CONTIGUOUS_ALREADY.template,
    )  # fmt: skip
    memory = None if joined else memory_sentence(step)
    return first if memory is None else sentences([first, memory])


def _first_sentence(step: TensorStep, name: str) -> Words:
    before, after = step.operands[0].shape, step.result.shape if step.result is not None else ()
    if name in ("[]", "select", "narrow"):
        return indexing(step)
    if name in _RESHAPES:
        return said(_RESHAPED, step, count=step.operands[0].numbers.size)
    if name in _PERMUTES:
        return _permuted(step)
    if name in _EXPANDS:
        shift = len(after) - len(before)
        wide = [k for k, n in enumerate(after) if k < shift or before[k - shift] != n]
        return said(_EXPANDED, step, axes=axes_text(wide)) if wide else said(_MOVED, step)
    if name in ("flip", "fliplr", "flipud"):
        return said(_FLIPPED, step, axes=axes_text(_flipped(step, name, len(before))))
    if name in _CASTS:
        return said(_cast(step), step)
    if name in _JOINS or name == "stack":
        return _together(step, name)
    if name in _CUTS or name == "unbind":
        number = str(result_number(step.operation) or 0)
        place = 2 if name in _CUTS else 1
        axis = axis_said(step, len(before), place)
        words = _UNBOUND if name == "unbind" else _PART
        return said(words, step, number=number, axes=axes_text([axis]))
    if name in _TAKES:
        axis = axis_said(step, len(before), 2 if name == "take" else 1)
        return said(_TAKEN, step, axes=axes_text([axis]))
    if name in ("diag", "diagonal"):
        return said(_DIAGONAL if len(before) > 1 else _TO_DIAGONAL, step)
    if name == "unfold" and len(before) >= 3:
        return said(_WINDOWS, step)
    if name == "contiguous":
        memory = step.result.memory if step.result is not None else None
        same = memory is not None and memory == step.operands[0].memory
        return said(_CONTIGUOUS_ALREADY if same else _CONTIGUOUS, step)
    if name == "alias":
        return said(_ALIAS, step)
    if name == "squeeze" and before == after:
        return said(_NONE_OF_ONE, step)
    if name == "repeat" and _repeats_each(step):
        return said(_EACH_REPEATED, step)
    return said(_ONE_SENTENCE.get(name, _MOVED), step)


def _repeats_each(step: TensorStep) -> bool:
    """Tell NumPy's repeat, of each cell, from torch's, of the whole."""
    sources = step.sources[0] if step.sources else None
    in_order = sources is not None and bool((np.diff(sources[:, 0]) >= 0).all())
    return in_order or step.text.startswith(("np.", "numpy."))


def _permuted(step: TensorStep) -> Words:
    shape = step.operands[0].shape
    if len(shape) == 2 and step.result is not None and step.result.shape == shape[::-1]:
        taken = same_axes(step).taken(0)
        if taken.get(0, 1) == 1 and taken.get(1, 0) == 0:
            return said(_ROWS_TO_COLUMNS, step)
    taken = same_axes(step).taken(0)
    if len(shape) > 1 and len(taken) == len(shape):
        order = sorted(taken, key=lambda axis: taken[axis])
        return said(_PERMUTED, step, order=", ".join(map(str, order)))
    return said(_SWAPPED, step)


def _flipped(step: TensorStep, name: str, rank: int) -> Sequence[int]:
    if name != "flip":
        return [1 if name == "fliplr" else 0]
    listed = step.named.get("dims", step.named.get("axis", step.arguments[1:]))
    numbers: list[int] = []
    for each in listed if isinstance(listed, list | tuple) else [listed]:
        numbers += [
            n for n in (each if isinstance(each, list | tuple) else [each]) if n is not None
        ]
    return [axis % rank for axis in numbers] if numbers and rank else range(rank)


def _cast(step: TensorStep) -> Words:
    before = step.operands[0].numbers.dtype.kind
    after = step.result.numbers.dtype.kind if step.result is not None else ""
    if after == "b" and before != "b":
        return _BOOLS
    return _CUT if before in "fc" and after in "iu" else _CAST


def _together(step: TensorStep, name: str) -> Words:
    rank = len(step.operands[0].shape)
    labels = list(map(named, step.operands))
    shown = labels if len(labels) <= 3 else [*labels[:2], "…", labels[-1]]
    names = listed_texts(shown)
    if name == "stack" or (name == "vstack" and rank == 1):
        wider = len(step.result.shape) if step.result is not None else rank + 1
        axis = axis_said(step, wider) if name == "stack" else 0
        return said(_STACKED, step, names=names, axes=axes_text([axis]))
    axis = axis_said(step, rank) if name not in ("hstack", "vstack") else 0
    if name == "hstack" and rank > 1:
        axis = 1
    return said(_JOINED, step, names=names, axes=axes_text([axis]))
