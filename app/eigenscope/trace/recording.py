"""Carries operations out, and writes each down as a step with its sources and its memory."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch

from eigenscope.engine.runtime.jobs import Cancellation
from eigenscope.trace import limits, sources
from eigenscope.trace.errors import TraceError
from eigenscope.trace.known import Dependency
from eigenscope.trace.misfits import worded
from eigenscope.trace.numpy_limits import check_numpy
from eigenscope.trace.steps import MOST_INDICES, Array, Place, Sources, Trace, TraceStep
from eigenscope.trace.windows import windowed
from eigenscope.wording.words import Words


@dataclass(frozen=True)
class TraceValue:
    """What an expression stands for, and the step that made it, if one did."""

    held: object
    step: int | None = None


class Several(tuple[TraceValue, ...]):
    """Results of one call, with the names that torch has for them."""

    names: tuple[str, ...] = ()


def single(value: TraceValue | Several) -> TraceValue:
    """Return several results as the one value that holds them; a value is one already."""
    return TraceValue(value) if isinstance(value, Several) else value


@dataclass(frozen=True)
class OperationCall:
    """An operation with its operands: ``run`` carries it out on values in their places."""

    name: str
    kind: Dependency
    arguments: tuple[TraceValue, ...]
    named: Mapping[str, TraceValue]
    run: Callable[..., object]
    numpy: bool = False
    equation: str | None = None


@dataclass
class Recorder:
    """Writes steps into a trace, and counts what they take."""

    trace: Trace
    cancellation: Cancellation | None = None
    cells: int = 0
    owners: list[tuple[int, int, int]] = field(default_factory=list)
    """Where the memory of tensors begins and ends, and the step that has it."""

    def call(self, call: OperationCall, place: Place) -> TraceValue | Several:
        """Carry a call out, write its results down, and return them.

        Raises
        ------
        TraceError
            If torch or NumPy cannot do it, or it is too large.
        Cancelled
            If nobody waits for it any more.
        """
        if self.cancellation is not None:
            self.cancellation.check()
        arguments = [plain(value) for value in call.arguments]
        named = {name: plain(value) for name, value in call.named.items()}
        limits.check_plain([*arguments, *named.values()])
        if call.numpy:
            check_numpy(call.name, call.kind, arguments, named)
        else:
            limits.check_by_meta(call.run, arguments, named)
        try:
            result = call.run(*arguments, **named)
        except TraceError:
            raise
        except Exception as error:  # whatever the library finds wrong
            axis = named.get("dim", named.get("axis", arguments[1] if len(arguments) > 1 else 0))
            raise worded(call.name, error, arguments, axis) from None
        return self.write(call, result, place)

    def write(self, call: OperationCall, result: object, place: Place) -> TraceValue | Several:
        """Write the result of a call down."""
        if isinstance(result, tuple) and result and all(map(is_array, result)):
            values = Several(
                self._step(call, each, place, number) for number, each in enumerate(result)
            )
            values.names = getattr(result, "_fields", ())
            return values
        if isinstance(result, list) and result and all(map(is_array, result)):  # NumPy's split
            return Several(self._step(call, each, place, k) for k, each in enumerate(result))
        return self._step(call, result, place, None)

    def _step(
        self, call: OperationCall, result: object, place: Place, number: int | None
    ) -> TraceValue:
        if len(self.trace.steps) >= limits.MOST_STEPS:
            raise TraceError(
                Words("A program has at most {most} steps.", {"most": f"{limits.MOST_STEPS:,}"})
            )
        operands = list(_operands([*call.arguments, *call.named.values()]))
        name = call.name if number is None else f"{call.name}[{number}]"
        inputs = tuple(value.step for value in operands if value.step is not None)
        if not is_array(result):
            limits.check_plain([result])
            self.trace.steps.append(TraceStep(name, place, inputs, result))
            return TraceValue(result, len(self.trace.steps) - 1)
        array: Array = result  # type: ignore[assignment]
        if isinstance(result, np.generic):  # a number of NumPy's goes on as what it is
            array = np.asarray(result)
        if isinstance(array, np.ndarray) and array.dtype.kind not in "biufc":
            raise TraceError("An array has numbers here, and nothing else.")
        count = math.prod(array.shape)
        limits.check_cells(count)
        self.cells += count
        if self.cells > limits.MOST_CELLS_ALTOGETHER:
            raise TraceError("All steps together have too many cells.")
        step = TraceStep(
            name,
            place,
            inputs,
            snapshot(array),
            live=array,
            shares_memory_with=self._owner(array),
            sources=sources.few(self._sources(call, operands, array, number)),
        )
        self.trace.steps.append(step)
        return TraceValue(result, len(self.trace.steps) - 1)

    def _sources(
        self, call: OperationCall, operands: Sequence[TraceValue], result: Array, number: int | None
    ) -> list[Sources] | None:
        arrays: list[Any] = [value.held for value in operands if is_array(value.held)]
        shape = tuple(result.shape)
        if not arrays or math.prod(shape) > MOST_INDICES:
            return [] if not arrays else None
        equation = call.equation or sources.equation_of(call.name, [a.ndim for a in arrays])
        in_order = set(call.named) <= {"bias"}  # others are in any order
        if call.kind is Dependency.CONTRACT and equation is not None and in_order:
            return sources.contracted(equation, arrays)
        if call.kind is Dependency.MOVE:
            moved = self._moved(call, operands, number)
            if moved is not None:
                return moved
        rest = [plain(value) for value in call.arguments[1:]]
        named = {name: plain(value) for name, value in call.named.items()}
        slid = windowed(call.name, [plain(value) for value in call.arguments], named, shape)
        if slid is not None and len(slid) == len(operands):
            return slid
        kind = Dependency.MIX if call.kind is Dependency.MOVE else call.kind
        return sources.of_kind(kind, arrays, shape, rest, named)

    def _moved(
        self, call: OperationCall, operands: Sequence[TraceValue], number: int | None
    ) -> list[Sources] | None:
        """Return the sources of a move: those that say where from mix, all others move."""
        moving = [value for value in operands if _moves(call, value, operands)]

        def again(numbered: Sequence[Array]) -> object:
            instead = {id(old): new for old, new in zip(moving, numbered, strict=True)}
            arguments = [_replaced(value, instead) for value in call.arguments]
            named = {name: _replaced(value, instead) for name, value in call.named.items()}
            if call.name == "unfold" and not call.numpy:  # it takes no whole numbers
                arguments[0] = arguments[0].double()  # type: ignore[attr-defined]
            return call.run(*arguments, **named)

        try:
            sources_of = sources.moved([v.held for v in moving], again, number)  # type: ignore[misc]
        except Exception:  # what takes no whole numbers: nothing is claimed of it
            return None
        if sources_of is None:
            return None
        moved = dict(zip(map(id, moving), sources_of, strict=True))
        return [moved.get(id(value), sources.ALL) for value in operands]

    def _owner(self, array: Array) -> int | None:
        """Return the first step with the same memory; this one, if there is none, has it."""
        begin, end = _memory(array)
        here = len(self.trace.steps)
        for first, last, step in self.owners:
            if begin < last and first < end:
                return step
        if begin < end:
            self.owners.append((begin, end, here))
        return None


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


def _operands(values: Sequence[object]) -> list[TraceValue]:
    """Return the values with tensors in them, in order, from lists too."""
    operands: list[TraceValue] = []
    for value in values:
        if isinstance(value, TraceValue) and is_array(value.held):
            operands.append(value)
        elif isinstance(value, TraceValue):
            operands += _operands([value.held])
        elif isinstance(value, list | tuple):
            operands += _operands(value)
    return operands


def _replaced(value: object, instead: Mapping[int, Array]) -> object:
    """Return what a value stands for, with other tensors in the places of some."""
    if id(value) in instead:
        return instead[id(value)]
    if isinstance(value, TraceValue):
        return _replaced(value.held, instead)
    if isinstance(value, list | tuple):
        return type(value)(_replaced(each, instead) for each in value)
    if isinstance(value, slice):
        return plain(value)
    return value


_INDEXED = ("gather", "index_select", "take", "[]", "repeat_interleave")


def _moves(call: OperationCall, value: TraceValue, operands: Sequence[TraceValue]) -> bool:
    """Tell whether an operand's cells are moved; after the first, indices say where from."""
    first = call.named.get("input", call.named.get("a", operands[0]))
    return call.name not in _INDEXED or value is first


def _memory(array: Array) -> tuple[int, int]:
    """Return where the memory begins and ends that an array's cells lie in."""
    if isinstance(array, torch.Tensor):
        storage = array.untyped_storage()
        return storage.data_ptr(), storage.data_ptr() + storage.nbytes()
    root = array
    while isinstance(root.base, np.ndarray):
        root = root.base
    begin = int(root.__array_interface__["data"][0])
    return begin, begin + root.nbytes
