"""The memory that a step's tensors lie in: which tensors share one, and what stands where."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import compress

import numpy as np

from eigenscope.labs.kit.tensors.tensor_step import (
    Indices,
    ShownTensor,
    TensorMemory,
    TensorStep,
)
from eigenscope.wording.number_texts import tidy, tidy_complex

RESULT_NUMBER = -1
"""The number of the result among a step's tensors; an operand's is its place."""

_MOST_STRIPS = 3
_MOST_CELLS, _BEGINNING = 48, 40  # a longer memory is shown in part: so much in one piece
_BEFORE = 2  # cells before the first of a tensor that lies far from the beginning
_LARGEST_WHOLE = 10**9  # a larger whole number is rounded


@dataclass(frozen=True, eq=False)
class MemoryTenant:
    """A tensor that lies in a memory: its number among the step's tensors, and where it lies."""

    number: int
    tensor: ShownTensor
    memory: TensorMemory

    @property
    def cells(self) -> Indices:
        """Where in the memory each of its elements lies, in the order of its axes."""
        places = np.array(self.memory.offset, dtype=np.int64)
        for length, stride in zip(self.tensor.shape, self.memory.strides, strict=True):
            places = places[..., None] + stride * np.arange(length)
        return places.reshape(-1)

    @property
    def jumps(self) -> tuple[tuple[int, int], ...]:
        """The axes along which it has a next element, and how far off that is in memory."""
        if 0 in self.tensor.shape:
            return ()
        pairs = enumerate(zip(self.tensor.shape, self.memory.strides, strict=True))
        return tuple((axis, stride) for axis, (length, stride) in pairs if length > 1)

    def reads_as(self, other: MemoryTenant) -> bool:
        """Tell whether it reads the memory in the same way as another one."""
        return (self.tensor.shape, self.memory.offset, self.memory.strides) == (
            other.tensor.shape,
            other.memory.offset,
            other.memory.strides,
        )


@dataclass(frozen=True, eq=False)
class MemoryStrip:
    """One memory, as far as it is shown.

    Attributes
    ----------
    tenants
        The tensors in it, the result last; of those that are the same in every way, one.
    shown
        The cells that are shown, in order; where some are left out, there is a gap.
    texts
        Their numbers; nothing where no tensor of the step lies.
    covers
        For each tensor, which of the shown cells it lies in.
    """

    tenants: tuple[MemoryTenant, ...]
    shown: tuple[int, ...]
    texts: tuple[str, ...]
    covers: tuple[tuple[bool, ...], ...]

    @property
    def length(self) -> int:
        """How many cells the memory has."""
        return self.tenants[-1].memory.length

    @property
    def result(self) -> MemoryTenant | None:
        """The step's result, if it lies here."""
        last = self.tenants[-1]
        return last if last.number == RESULT_NUMBER else None

    @cached_property
    def columns(self) -> tuple[float, ...]:
        """Where each shown cell begins, in widths of a cell; a gap is as wide as a cell."""
        gaps = np.diff(self.shown, prepend=-1) > 1
        return tuple((np.arange(len(self.shown)) + np.cumsum(gaps)).tolist())

    @cached_property
    def gaps(self) -> tuple[float, ...]:
        """Where what is left out would stand."""
        pairs = zip((-1, *self.shown), self.shown, self.columns, strict=False)
        return tuple(column - 1.0 for before, cell, column in pairs if cell - before > 1)

    @property
    def width(self) -> float:
        """How wide it is, in widths of a cell."""
        return self.columns[-1] + 1.0 if self.columns else 1.0

    def column(self, cell: int) -> float:
        """Return where a cell begins, or the gap in which it is."""
        if not self.columns:
            return 0.0
        place = bisect_left(self.shown, cell)
        if place < len(self.shown) and self.shown[place] == cell:
            return self.columns[place]
        return self.columns[place] - 1.0 if place < len(self.shown) else self.columns[-1]

    def covered(self, tenant: MemoryTenant) -> tuple[float, ...]:
        """Return where the shown cells begin in which a tensor lies."""
        return tuple(compress(self.columns, self.covers[self.tenants.index(tenant)]))

    @property
    def above(self) -> tuple[MemoryTenant, ...]:
        """The tensors whose jumps are shown above it: the operands, or a result of its own."""
        operands = tuple(each for each in self.tenants if each.number != RESULT_NUMBER)
        return operands[:2] or self.tenants

    @property
    def below(self) -> MemoryTenant | None:
        """The result, if it reads in another way what operands lie in."""
        result = self.result
        if result is None or result in self.above or any(map(result.reads_as, self.above)):
            return None
        return result


@lru_cache(maxsize=64)
def memory_strips(step: TensorStep) -> tuple[MemoryStrip, ...]:
    """Return the memories of a step's tensors in the order of operands, the result's last."""
    by_owner: dict[int, list[MemoryTenant]] = {}
    for tenant in _tenants(step):
        together = by_owner.setdefault(tenant.memory.owner, [])
        same = (e for e in together if e.reads_as(tenant) and e.tensor.label == tenant.tensor.label)
        before = next(same, None)
        if before is not None and tenant.number == RESULT_NUMBER:
            together.remove(before)  # a result in place: as it is now
        elif before is not None:
            continue
        together.append(tenant)
    groups = list(by_owner.values())
    if step.result is not None:  # the result's is the last one
        groups.sort(key=lambda tenants: tenants[-1].number == RESULT_NUMBER)
    if len(groups) > _MOST_STRIPS:
        groups = [*groups[: _MOST_STRIPS - 1], groups[-1]]
    return tuple(_strip(tuple(tenants)) for tenants in groups)


def _tenants(step: TensorStep) -> list[MemoryTenant]:
    tensors = list(enumerate(step.operands))
    if step.result is not None:
        tensors.append((RESULT_NUMBER, step.result))
    return [
        MemoryTenant(number, tensor, tensor.memory)
        for number, tensor in tensors
        if tensor.memory is not None
    ]


def _strip(tenants: tuple[MemoryTenant, ...]) -> MemoryStrip:
    memory = tenants[-1].memory
    shown = np.array(shown_cells(memory.length, memory.offset), dtype=np.int64)
    texts = [""] * len(shown)
    covers: list[tuple[bool, ...]] = []
    for tenant in tenants:
        where = np.full(memory.length, -1, dtype=np.int64)
        cells = tenant.cells
        where[cells] = np.arange(len(cells))
        covers.append(tuple((where[shown] >= 0).tolist()))
        numbers = tenant.tensor.numbers.reshape(-1)
        for place, element in enumerate(where[shown].tolist()):
            if element >= 0:
                texts[place] = _cell_text(numbers[element].item())
    return MemoryStrip(tenants, tuple(shown.tolist()), tuple(texts), tuple(covers))


def shown_cells(length: int, first: int) -> tuple[int, ...]:
    """Return which cells of a memory are shown: all, or some about a first one, and the ends."""
    if length <= _MOST_CELLS:
        return tuple(range(length))
    start = 0 if first < _BEGINNING // 2 else min(first - _BEFORE, length - _BEGINNING)
    piece = range(start, min(start + _BEGINNING, length))
    return tuple(sorted({0, *piece, length - 1}))


def contiguous(tensor: ShownTensor) -> bool:
    """Tell whether a tensor's elements lie one after the other in the order of its axes."""
    if tensor.memory is None or 0 in tensor.shape:
        return True
    expected = 1
    for length, stride in zip(reversed(tensor.shape), reversed(tensor.memory.strides), strict=True):
        if length != 1 and stride != expected:
            return False
        expected *= length
    return True


def _cell_text(value: object) -> str:
    """Return a number as it stands in a cell."""
    match value:
        case bool() | str():
            return str(value)
        case complex():
            return tidy_complex(value, 2)
        case int() if abs(value) < _LARGEST_WHOLE:
            return str(value).replace("-", "−")
        case int() | float():
            return "nan" if math.isnan(value) else tidy(float(value), 2)
    return ""
