"""Torch's and NumPy's reasons in our words, with the axes that do not fit."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch

from eigenscope.trace.errors import Axes, TraceError
from eigenscope.wording.words import Words, as_it_is

_LONGEST = 200  # characters of a library's own words


def worded(
    name: str, error: Exception, arguments: Sequence[object], axis: object = None
) -> TraceError:
    """Return what a library finds wrong with a call: in our words where it is one of shapes.

    The ``axis`` is the one that the call names, if it does.
    """
    arrays = [each for each in _flat(arguments) if isinstance(each, torch.Tensor | np.ndarray)]
    shapes = [tuple(each.shape) for each in arrays]
    if name in ("@", "matmul", "mm", "mv", "bmm", "dot") and len(shapes) == 2:
        problem = _product(shapes[0], shapes[1])
        if problem is not None:
            return problem
    if name in ("cat", "concat", "concatenate"):
        return _joined(shapes, axis)
    if name in ("reshape", "view") and shapes:
        wanted = [each for each in _flat(arguments[1:]) if isinstance(each, int)]
        if math.prod(abs(n) for n in wanted) != math.prod(shapes[0]):
            values = {"count": math.prod(shapes[0]), "shape": shape_text(wanted)}
            words = Words("{count} cells do not fit into the shape {shape}.", values)
            return TraceError(words)
    if isinstance(error, IndexError) and shapes:
        return TraceError(
            Words(
                "This index is outside of the shape {shape}: {reason}.",
                {"shape": shape_text(shapes[0]), "reason": _own(error)},
            )
        )
    return TraceError(Words("{name}: {reason}.", {"name": as_it_is(name), "reason": _own(error)}))


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


def shape_text(shape: Sequence[int]) -> str:
    """Return a shape as torch writes it: (2, 3), (4,)."""
    return f"({', '.join(map(str, shape))}{',' * (len(shape) == 1)})"


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


def _own(error: Exception) -> str:
    """Return a library's own words, without what follows its first sentence."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].rstrip(".")[:_LONGEST]


def _flat(values: object) -> list[object]:
    if isinstance(values, list | tuple):
        return [each for value in values for each in _flat(value)]
    return [values]
