"""What the expressions of a program stand for: values, and the steps that made them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from eigenscope.trace.steps import Array


@dataclass(frozen=True)
class TraceValue:
    """What an expression stands for, the step that made it, if one did, and its text."""

    held: object
    step: int | None = None
    text: str = ""


class Several(tuple[TraceValue, ...]):
    """Results of one call, with the names that torch has for them."""

    names: tuple[str, ...] = ()


def single(value: TraceValue | Several) -> TraceValue:
    """Return several results as the one value that holds them; a value is one already."""
    return TraceValue(value) if isinstance(value, Several) else value


def is_array(value: object) -> bool:
    """Tell whether something is a tensor or an array."""
    return isinstance(value, torch.Tensor | np.ndarray | np.generic)


def snapshot(array: Array) -> Array:
    """Return a copy that nothing writes into."""
    if isinstance(array, torch.Tensor):
        return array.detach().clone()
    return array.copy()


def plain(value: object) -> object:
    """Return what values stand for, in lists and tuples too."""
    if isinstance(value, TraceValue):
        return plain(value.held)
    if isinstance(value, Several):
        return tuple(map(plain, value))
    if isinstance(value, list | tuple):
        return type(value)(map(plain, value))
    if isinstance(value, slice):
        return slice(plain(value.start), plain(value.stop), plain(value.step))
    return value


def tensors_in(values: Sequence[object]) -> list[TraceValue]:
    """Return the values with tensors in them, in order, from lists too."""
    operands: list[TraceValue] = []
    for value in values:
        if isinstance(value, TraceValue) and is_array(value.held):
            operands.append(value)
        elif isinstance(value, TraceValue):
            operands += tensors_in([value.held])
        elif isinstance(value, list | tuple):
            operands += tensors_in(value)
    return operands


def replaced(value: object, instead: Mapping[int, Array]) -> object:
    """Return what a value stands for, with other tensors in the places of some."""
    if id(value) in instead:
        return instead[id(value)]
    if isinstance(value, TraceValue):
        return replaced(value.held, instead)
    if isinstance(value, list | tuple):
        return type(value)(replaced(each, instead) for each in value)
    if isinstance(value, slice):
        return plain(value)
    return value


def without_tensors(value: object) -> Any:
    """Return what a value stands for as a plain value, with None in the places of tensors."""
    if isinstance(value, TraceValue):
        return without_tensors(value.held)
    if is_array(value):
        return None
    if isinstance(value, torch.Size):
        return tuple(value)
    if isinstance(value, list):
        return [without_tensors(each) for each in value]
    if isinstance(value, tuple):
        return tuple(without_tensors(each) for each in value)
    if isinstance(value, slice):
        return slice(*map(without_tensors, (value.start, value.stop, value.step)))
    return value
