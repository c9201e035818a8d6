"""Where in memory tensors and arrays lie, and which of them lie in the same."""

from __future__ import annotations

import numpy as np
import torch

from eigenscope.trace.steps import Array, TraceMemory


class MemoryOwners:
    """Where the memory of each step begins and ends that was the first to have it."""

    def __init__(self) -> None:
        self._owners: list[tuple[int, int, int]] = []

    def claim(self, array: Array, here: int) -> int | None:
        """Return the first step with an array's memory; a step has it itself if there is none."""
        begin, end = _extent(array)
        for first, last, step in self._owners:
            if begin < last and first < end:
                return step
        if begin < end:
            self._owners.append((begin, end, here))
        return None

    def memory(self, array: Array, here: int | None = None) -> TraceMemory | None:
        """Return where an array lies in the memory of its owner.

        What lies in no step's memory is said to lie in that of ``here``, if there is one.
        """
        begin, end = _extent(array)
        size = max(array.itemsize, 1)
        for first, last, step in self._owners:
            if begin < last and first < end:
                offset = (_first_cell(array) - first) // size
                return TraceMemory(step, offset, strides_of(array), (last - first) // size)
        if here is None:
            return None
        return TraceMemory(here, (_first_cell(array) - begin) // size, strides_of(array), 0)


def strides_of(array: Array) -> tuple[int, ...]:
    """Return how many elements of memory lie between neighbours along each axis."""
    if isinstance(array, torch.Tensor):
        return tuple(array.stride())
    return tuple(each // max(array.itemsize, 1) for each in array.strides)


def _first_cell(array: Array) -> int:
    if isinstance(array, torch.Tensor):
        begin = array.untyped_storage().data_ptr()
        return begin + int(array.storage_offset()) * array.itemsize
    return int(array.__array_interface__["data"][0])


def _extent(array: Array) -> tuple[int, int]:
    """Return where the memory begins and ends that an array's cells lie in."""
    if isinstance(array, torch.Tensor):
        storage = array.untyped_storage()
        return storage.data_ptr(), storage.data_ptr() + storage.nbytes()
    root = array
    while isinstance(root.base, np.ndarray):
        root = root.base
    begin = int(root.__array_interface__["data"][0])
    return begin, begin + root.nbytes
