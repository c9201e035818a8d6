"""Sources of the functions that layers consist of, whose arguments say which cells they take.

Each rule takes the arguments by their names and the shape of the result, and returns by the names
of the tensors which of their cells each cell of the result is made from; None of what it does not
follow, and where there are too many.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import torch

from eigenscope.trace.sources import along, elementwise, numbers
from eigenscope.trace.steps import MOST_INDICES, Numbers

Bound: TypeAlias = Mapping[str, Any]
ByName: TypeAlias = Mapping[str, Numbers | None]
Shape: TypeAlias = tuple[int, ...]


def layer_norm(bound: Bound, shape: Shape) -> ByName | None:
    """Follow ``layer_norm``: all cells along the normalised axes."""
    inner = math.prod(bound["normalized_shape"])
    cells = numbers(shape).reshape(-1, inner)
    if cells.size * inner > MOST_INDICES:
        return None
    whole = np.repeat(cells, inner, axis=0)
    place = np.tile(np.arange(inner), len(cells))[:, None]
    return {"input": whole, "weight": place, "bias": place}


def embedding(bound: Bound, shape: Shape) -> ByName | None:
    """Follow ``embedding``: the index, and its row of the table."""
    if bound.get("max_norm") is not None:
        return None
    width = shape[-1]
    chosen = np.asarray(bound["input"]).reshape(-1, 1)
    rows = (chosen * width + np.arange(width)).reshape(-1, 1)
    return {"input": np.repeat(np.arange(chosen.size), width)[:, None], "weight": rows}


def one_hot(_bound: Bound, shape: Shape) -> ByName:
    """Follow ``one_hot``: the class."""
    return {"input": np.repeat(np.arange(math.prod(shape[:-1])), shape[-1])[:, None]}


def cross_entropy(bound: Bound, shape: Shape) -> ByName | None:
    """Follow ``cross_entropy`` without reduction: the row of scores, and its target."""
    if bound.get("reduction", "mean") != "none" or _as_once(bound):
        return None
    scores = numbers(tuple(bound["input"].shape))
    classes = min(1, scores.ndim - 1)
    rows = np.moveaxis(scores, classes, -1).reshape(math.prod(shape), -1)
    as_classes = not bound["target"].is_floating_point()
    return {"input": rows, "target": numbers(shape).reshape(-1, 1) if as_classes else rows}


def mse_loss(bound: Bound, _shape: Shape) -> ByName | None:
    """Follow ``mse_loss``: the pairs of cells whose differences are squared."""
    if _as_once(bound) or bound.get("weight") is not None:
        return None
    pair = [bound["input"], bound["target"]]
    whole = np.broadcast_shapes(*(tuple(each.shape) for each in pair))
    if math.prod(whole) > MOST_INDICES:
        return None
    first, second = (each.cells for each in elementwise(pair, whole))
    if first is None or second is None:
        return None
    alone = bound.get("reduction", "mean") == "none"
    rows = (-1, 1) if alone else (1, -1)
    return {"input": first.reshape(rows), "target": second.reshape(rows)}


def attention(bound: Bound, shape: Shape) -> ByName | None:
    """Follow ``scaled_dot_product_attention``.

    The row of the query meets all keys that the mask lets it see, and a column of their values.
    """
    if bound.get("enable_gqa"):
        return None
    key = tuple(bound["key"].shape)
    batch, (queries, width) = shape[:-2], shape[-2:]
    keys, features = key[-2:]
    if math.prod(shape) * keys * features > MOST_INDICES:
        return None
    grid = (*batch, queries, width)
    allowed = np.ones((queries, keys), np.bool_)
    mask = bound.get("attn_mask")
    if bound.get("is_causal"):
        allowed = np.tril(allowed)
    elif isinstance(mask, torch.Tensor):
        allowed = np.asarray(mask if mask.dtype == torch.bool else mask.detach() > -math.inf)
    allowed = np.broadcast_to(allowed, (*batch, queries, keys))[..., None, :]  # beside the width

    def cells(name: str, rows: int) -> Numbers:
        own = tuple(bound[name].shape)
        return np.broadcast_to(numbers(own), (*batch, rows, own[-1]))

    rows = np.broadcast_to(cells("query", queries)[..., None, :], (*grid, features))
    every = np.broadcast_to(
        cells("key", keys)[..., None, None, :, :], (*batch, queries, width, keys, features)
    )
    columns = np.swapaxes(cells("value", keys), -1, -2)[..., None, :, :]
    count = math.prod(shape)
    sources = {
        "query": rows.reshape(count, -1),
        "key": np.where(allowed[..., None], every, -1).reshape(count, -1),
        "value": np.where(allowed, columns, -1).reshape(count, -1),
    }
    if isinstance(mask, torch.Tensor):
        of_mask = np.broadcast_to(numbers(tuple(mask.shape)), (*batch, queries, keys))
        wide = np.broadcast_to(of_mask[..., None, :], (*grid, keys))
        sources["attn_mask"] = wide.reshape(count, -1)
    return sources


def _reached(
    bound: Bound, axis: int, places: int, kernel: int, length: int
) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """Return which cell of the image reaches a place through each of the kernel's, and if one."""

    def at(name: str, default: int) -> int:
        asked = bound.get(name, default)
        return int(asked if isinstance(asked, int) else asked[axis % len(asked)])

    from_place = np.arange(places)[:, None] + at("padding", 0)
    start = from_place - np.arange(kernel) * at("dilation", 1)
    cell, rest = np.divmod(start, at("stride", 1))
    reached = (rest == 0) & (cell >= 0) & (cell < length)
    return np.where(reached, cell, 0), reached


def _of_one_row(bound: Bound) -> Bound:
    """Return the lengths of a call in one dimension as those of rows and columns."""
    rows = {"stride": 1, "padding": 0, "dilation": 1}
    return {name: (row, _first(bound.get(name, row))) for name, row in rows.items()}


def _first(length: Any) -> int:
    return int(length if isinstance(length, int) else length[0])


def transposed_convolution(bound: Bound, shape: Shape) -> ByName | None:
    """Follow ``conv_transpose2d``: the cells that reach a place, and by which weight each.

    Of ``conv_transpose1d`` too, whose images have one row.
    """
    image, weight = numbers(tuple(bound["input"].shape)), numbers(tuple(bound["weight"].shape))
    if weight.ndim == 3:
        image, weight, shape = image[..., None, :], weight[:, :, None], (*shape[:-1], 1, shape[-1])
        bound = {**bound, **_of_one_row(bound)}
    if image.ndim == 3:
        image = image[None]
    groups = int(bound.get("groups", 1))
    _, channels, height, width = image.shape
    inside, outside = channels // groups, weight.shape[1]
    kernel = weight.shape[2:]
    if math.prod(shape) * inside * math.prod(kernel) > MOST_INDICES:
        return None
    rows, in_rows = _reached(bound, 0, shape[-2], kernel[0], height)  # (places, kernel)
    columns, in_columns = _reached(bound, 1, shape[-1], kernel[1], width)
    hit = in_rows[:, None, :, None] & in_columns[None, :, None, :]
    grouped = image.reshape(len(image), groups, 1, inside, height, width)
    taken = grouped[..., rows[:, None, :, None], columns[None, :, None, :]]
    filters = weight.reshape(groups, inside, outside, *kernel).swapaxes(1, 2)
    whole = (len(image), groups, outside, inside, *hit.shape)
    filters = filters[None, :, :, :, None, None]
    count = math.prod(shape)

    def listed(cells: Numbers) -> Numbers:
        each = np.where(hit, np.broadcast_to(cells, whole), -1)
        return np.moveaxis(each, 3, 5).reshape(count, -1)  # places before channels and kernel

    per_channel = np.repeat(np.arange(groups * outside), math.prod(shape[-2:]))
    return {
        "input": listed(taken),
        "weight": listed(filters),
        "bias": np.tile(per_channel, len(image))[:, None],
    }


def normalized(bound: Bound, _shape: Shape) -> ByName | None:
    """Follow ``normalize``: all cells along the axis."""
    dim = bound.get("dim", 1)
    if not isinstance(dim, int) or bound["input"].numel() > MOST_INDICES:
        return None
    operand = bound["input"]
    (each,) = along(operand, dim, operand.shape[dim] if operand.ndim else 1)
    return {"input": each.cells}


def _as_once(bound: Bound) -> bool:
    """Tell whether a loss is asked for its reduction in the old way."""
    return bound.get("size_average") is not None or bound.get("reduce") is not None
