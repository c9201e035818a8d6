"""Torch's and NumPy's reasons in our words, with the axes that do not fit."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import torch

from eigenscope.trace.errors import Axes, TraceError
from eigenscope.trace.limits import flat
from eigenscope.trace.reasons import in_our_words, shape_text
from eigenscope.trace.steps import Array, dtype_text
from eigenscope.wording.words import Words, as_it_is

_LONGEST = 200  # characters of a library's own words
_RANKS = {"dot": (1, 1), "vdot": (1, 1), "mv": (2, 1), "mm": (2, 2), "bmm": (3, 3), "outer": (1, 1)}
_OPERANDS = {
    (1, 1): Words("{name} takes two vectors, and these have the shapes {first} and {second}."),
    (2, 1): Words(
        "{name} takes a matrix and a vector, and these have the shapes {first} and {second}."
    ),
    (2, 2): Words("{name} takes two matrices, and these have the shapes {first} and {second}."),
    (3, 3): Words(
        "{name} takes two batches of matrices, and these have the shapes {first} and {second}."
    ),
}


def worded(
    name: str, error: Exception, arguments: Sequence[object], axis: object = None
) -> TraceError:
    """Return what a library finds wrong with a call: in our words where it is one of shapes.

    The ``axis`` is the one that the call names, if it does.
    """
    arrays = [each for each in flat(arguments) if isinstance(each, torch.Tensor | np.ndarray)]
    shapes = [tuple(each.shape) for each in arrays]
    if name in ("cat", "concat", "concatenate"):
        return _joined(shapes, axis)
    problem = _of_shapes(name, arrays, shapes, [n for n in flat(arguments) if type(n) is int])
    if problem is not None:
        return problem
    numbered = isinstance(error, ArithmeticError) and len(error.args) == 2  # as those of C are
    text = str(error.args[1]) if numbered else str(error)
    said = text.strip().splitlines()[:1] or [type(error).__name__]
    values: dict[str, object] = {"name": name}
    if arrays:
        values |= {"shape": shape_text(shapes[0]), "dtype": dtype_text(arrays[0])}
        values |= {"second": shape_text(shapes[-1]), "other": dtype_text(arrays[-1])}
    known = in_our_words(str(error), values)
    if known is not None:
        return TraceError(known[0], axes=known[1])
    own = re.sub(rf"^{re.escape(name)}(\(\))?\s*:\s*", "", said[0]).rstrip(".")[:_LONGEST]
    return TraceError(Words("{name}: {reason}.", {"name": as_it_is(name), "reason": own}))


def _of_shapes(
    name: str, arrays: Sequence[Array], shapes: Sequence[tuple[int, ...]], wanted: Sequence[int]
) -> TraceError | None:
    """Return what is wrong with the shapes of a product or of a reshaping, if they are."""
    if len(shapes) == 2:
        ranks = _RANKS.get(name) if isinstance(arrays[0], torch.Tensor) else None
        if ranks is not None and tuple(map(len, shapes)) != ranks:
            return _of_ranks(name, shapes)
        if name in ("@", "matmul", "mm", "mv", "bmm", "dot"):
            return _product(shapes[0], shapes[1])
    if name in ("reshape", "view") and shapes:
        count = math.prod(shapes[0])
        listed = math.prod(n for n in wanted if n != -1)
        fits = listed and count % listed == 0 if -1 in wanted else count == listed
        if not fits:
            values: dict[str, str | int] = {"count": count, "shape": shape_text(wanted)}
            return TraceError(Words("{count} cells do not fit into the shape {shape}.", values))
    return None


def _of_ranks(name: str, shapes: Sequence[tuple[int, ...]]) -> TraceError:
    values = {"name": name, "first": shape_text(shapes[0]), "second": shape_text(shapes[1])}
    return TraceError(replace(_OPERANDS[_RANKS[name]], values=values))


def unwritable(held: Any, where: Any, what: object, error: Exception) -> TraceError:
    """Return why something cannot be written into a part of an array."""
    try:
        part = held[where]
    except Exception as wrong:  # the index itself
        return worded("[]", wrong, [held])
    shared = "read-only" in str(error) or "single memory location" in str(error)
    if shared or not isinstance(what, torch.Tensor | np.ndarray):
        return worded("[]=", error, [held])
    values = {"value": shape_text(tuple(what.shape)), "place": shape_text(tuple(part.shape))}
    return TraceError(
        Words("What is written has the shape {value}, and its place has {place}.", values)
    )


def check_broadcast(shapes: Sequence[tuple[int, ...]]) -> None:
    """Raise TraceError if shapes that are aligned from the right do not fit each other."""
    if len(shapes) != 2:
        return
    first, second = shapes
    axes: list[tuple[int, int]] = []
    for back in range(1, min(len(first), len(second)) + 1):
        if first[-back] != second[-back] and 1 not in (first[-back], second[-back]):
            axes += [(0, len(first) - back), (1, len(second) - back)]
    if axes:
        values = {"first": shape_text(first), "second": shape_text(second)}
        raise TraceError(
            Words(
                "The shapes {first} and {second} do not fit: aligned from the right, lengths must "
                "be equal, or one of them 1.",
                values,
            ),
            axes=tuple(axes),
        )


def _product(first: tuple[int, ...], second: tuple[int, ...]) -> TraceError | None:
    if not first or not second:
        return TraceError("A product @ needs vectors or matrices, not numbers: write *.")
    inner = len(second) - 2 if len(second) > 1 else 0
    if first[-1] == second[inner]:
        return None
    axes: Axes = ((0, len(first) - 1), (1, inner))
    values: dict[str, str | int] = {
        "first": shape_text(first), "second": shape_text(second),
        "left": first[-1], "right": second[inner],
    }  # fmt: skip
    words = Words(
        "{first} times {second}: the inner lengths {left} and {right} must be equal.", values
    )
    if len(first) == len(second) == 1:
        words = Words("Both vectors must have the same length: {left} and {right} differ.", values)
    return TraceError(words, axes=axes)


def _joined(shapes: Sequence[tuple[int, ...]], axis: object) -> TraceError:
    axes: list[tuple[int, int]] = []
    for operand, shape in enumerate(shapes[1:], start=1):
        if len(shape) == len(shapes[0]):
            joined = axis % len(shape) if isinstance(axis, int) and shape else 0
            others = [k for k in range(len(shape)) if k != joined]
            differing = [k for k in others if shape[k] != shapes[0][k]]
            axes += [pair for k in differing for pair in ((0, k), (operand, k))]
    values = {"shapes": as_it_is(", ".join(map(shape_text, shapes)))}
    words = Words("These cannot be joined: the lengths of other axes differ in {shapes}.", values)
    return TraceError(words, axes=tuple(dict.fromkeys(axes)) or None)
