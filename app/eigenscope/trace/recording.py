"""Carries operations out, and writes each down as a step with its sources and its memory."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import torch

from eigenscope.engine.runtime.jobs import Cancellation
from eigenscope.trace import limits, sources
from eigenscope.trace.errors import TraceError
from eigenscope.trace.known import RANDOM, SEEDING, Dependency
from eigenscope.trace.memory import MemoryOwners
from eigenscope.trace.misfits import check_broadcast, worded
from eigenscope.trace.numpy_limits import check_numpy
from eigenscope.trace.operands import Operands
from eigenscope.trace.own_sources import own_sources
from eigenscope.trace.steps import (
    MOST_INDICES,
    Array,
    LookedAt,
    Operand,
    Place,
    Sources,
    Trace,
    TraceStep,
)
from eigenscope.trace.values import (
    Several,
    TraceValue,
    is_array,
    plain,
    replaced,
    snapshot,
    tensors_in,
    without_tensors,
)
from eigenscope.trace.windows import windowed
from eigenscope.wording.words import Words


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
    limits_itself: bool = False


class CallWatcher(Protocol):
    """Follows what a program does to its tensors, call by call."""

    def before(self, call: OperationCall, operands: Sequence[Operand]) -> None:
        """Be told what is about to be carried out; may raise TraceError."""

    def after(self, call: OperationCall, first: int) -> None:
        """Be told that it was, and which is the first of its steps."""

    def cleared(self, tensor: torch.Tensor, line: int) -> None:
        """Be told that ``.grad`` of a tensor is None from now on."""


@dataclass
class Recorder:
    """Writes steps into a trace, and counts what they take."""

    trace: Trace
    cancellation: Cancellation | None = None
    watcher: CallWatcher | None = None
    cells: int = 0
    memory: MemoryOwners = field(default_factory=MemoryOwners)

    def __post_init__(self) -> None:
        self._seeded: set[bool] = set()  # of NumPy, of torch
        self._operands = Operands(self.trace.steps, self.memory, self._count)

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
        operands = self.operands(call)
        self._note_chance(call)
        try:
            return self.write(call, self._carried_out(call), place, operands)
        except TraceError as error:
            raise error.of(operands) from None

    def operands(self, call: OperationCall) -> tuple[Operand, ...]:
        """Return the operands of a call, which is about to be carried out, as they are now."""
        operands = self._operands.of(call.name, call.arguments, call.named)
        if self.watcher is not None:
            self.watcher.before(call, operands)
        return operands

    def look(self, value: TraceValue, place: Place) -> None:
        """Note that a line only names a tensor, with what that is now."""
        self._check_steps()
        (operand,) = self._operands.of("", (value,), {})
        self.trace.looks.append(LookedAt(len(self.trace.steps), place, operand))

    def _check_steps(self) -> None:
        """Raise TraceError if there are as many steps as there may be."""
        if len(self.trace.steps) + len(self.trace.looks) >= limits.MOST_STEPS:
            raise TraceError(
                Words("A program has at most {most} steps.", {"most": f"{limits.MOST_STEPS:,}"})
            )

    def _note_chance(self, call: OperationCall) -> None:
        """Note that numbers are drawn, or that the program has set the seed of a library."""
        if call.name in SEEDING:
            self._seeded.add(call.numpy)
        elif call.name in RANDOM and call.kind is Dependency.MAKE:
            self.trace.random |= call.numpy not in self._seeded

    @staticmethod
    def _carried_out(call: OperationCall) -> object:
        arguments = [plain(value) for value in call.arguments]
        named = {name: plain(value) for name, value in call.named.items()}
        if call.kind is Dependency.ELEMENTWISE:
            arrays = [value for value in arguments if is_array(value)]
            check_broadcast([tuple(each.shape) for each in arrays])  # type: ignore[attr-defined]
        limits.check_plain([*arguments, *named.values()])
        if call.numpy:
            check_numpy(call.name, call.kind, arguments, named)
        elif call.kind is Dependency.ELEMENTWISE:
            limits.check_elementwise([*arguments, *named.values()])
        elif not call.limits_itself:
            limits.check_by_meta(call.run, arguments, named)
        try:
            return call.run(*arguments, **named)
        except TraceError:
            raise
        except Exception as error:  # whatever the library finds wrong
            axis = named.get("dim", named.get("axis", arguments[1] if len(arguments) > 1 else 0))
            raise worded(call.name, error, arguments, axis) from None

    def write(
        self,
        call: OperationCall,
        result: object,
        place: Place,
        operands: tuple[Operand, ...],
    ) -> TraceValue | Several:
        """Write the result of a call down, with its operands as they were before."""
        first = len(self.trace.steps)
        value = self._written(call, result, place, operands)
        if self.watcher is not None:
            self.watcher.after(call, first)
        return value

    def _written(
        self,
        call: OperationCall,
        result: object,
        place: Place,
        operands: tuple[Operand, ...],
    ) -> TraceValue | Several:
        listed: Sequence[object] = result if isinstance(result, tuple | list) else ()
        if listed and all(map(is_array, listed)):
            values = Several(
                self._step(call, each, place, operands, number)
                for number, each in enumerate(listed)
            )
            values.names = _names_of(listed)
            return values
        return self._step(call, result, place, operands, None)

    def _step(
        self,
        call: OperationCall,
        result: object,
        place: Place,
        operands: tuple[Operand, ...],
        number: int | None,
    ) -> TraceValue:
        here = len(self.trace.steps)
        self._check_steps()
        tensors = tensors_in([*call.arguments, *call.named.values()])
        step = TraceStep(
            call.name if number is None else f"{call.name}[{number}]",
            place,
            tuple(value.step for value in tensors if value.step is not None),
            result,
            operands=operands,
            arguments=tuple(map(without_tensors, call.arguments)),
            named={name: without_tensors(value) for name, value in call.named.items()},
        )
        if is_array(result):
            array: Array = result  # type: ignore[assignment]
            if isinstance(result, np.generic):  # a number of NumPy's goes on as what it is
                array = np.asarray(result)
            if isinstance(array, np.ndarray) and array.dtype.kind not in "biufc":
                raise TraceError("An array has numbers here, and nothing else.")
            if isinstance(array, torch.Tensor) and array.is_meta:
                raise TraceError("An array has numbers here, and nothing else.")
            if array.ndim > limits.MOST_AXES:
                raise TraceError("This is nested too deeply.")
            self._count(math.prod(array.shape))
            step.value, step.live = snapshot(array), array
            step.shares_memory_with = self.memory.claim(array, here)
            step.memory = self.memory.memory(array, here)
            step.sources = sources.few(self._sources(call, tensors, array, number))
        else:
            limits.check_plain([result])
        self.trace.steps.append(step)
        return TraceValue(result, here)

    def _count(self, cells: int) -> None:
        limits.check_cells(cells)
        self.cells += cells
        if self.cells > limits.MOST_CELLS_ALTOGETHER:
            raise TraceError("All steps together have too many cells.")

    def _sources(
        self, call: OperationCall, operands: Sequence[TraceValue], result: Array, number: int | None
    ) -> list[Sources] | None:
        arrays: list[Any] = [value.held for value in operands if is_array(value.held)]
        shape = tuple(result.shape)
        if not arrays or math.prod(shape) > MOST_INDICES:
            return [] if not arrays else None
        arguments = [plain(value) for value in call.arguments]
        named = {name: plain(value) for name, value in call.named.items()}
        own = own_sources(call.name, arguments, named, shape, numpy=call.numpy)
        if own is None and not call.numpy:
            own = windowed(call.name, arguments, named, shape)
        if own is not None and len(own) == len(operands):
            return own
        equation = call.equation or sources.equation_of(call.name, [a.ndim for a in arrays])
        in_order = set(call.named) <= {"bias"}  # others are in any order
        if call.kind is Dependency.CONTRACT and equation is not None and in_order:
            return sources.contracted(equation, arrays)
        if call.kind is Dependency.MOVE:
            moved = self._moved(call, operands, number)
            if moved is not None and all(_is_whole(each, shape) for each in moved):
                return moved
        kind = Dependency.MIX if call.kind is Dependency.MOVE else call.kind
        return sources.of_kind(kind, arrays, shape, arguments[1:], named)

    def _moved(
        self, call: OperationCall, operands: Sequence[TraceValue], number: int | None
    ) -> list[Sources] | None:
        """Return the sources of a move: those that say where from mix, all others move."""
        if any(isinstance(plain(value), torch.dtype) for value in call.arguments):
            return None  # the bits are read as other numbers
        moving = [value for value in operands if _moves(call, value, operands)]

        def again(numbered: Sequence[Array]) -> object:
            instead = {id(old): new for old, new in zip(moving, numbered, strict=True)}
            arguments = [replaced(value, instead) for value in call.arguments]
            named = {name: replaced(value, instead) for name, value in call.named.items()}
            if call.name == "pad":  # what is put around has no source, whatever it is
                named.pop("value", None)
                del arguments[3:]
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


def _names_of(results: Sequence[object]) -> tuple[str, ...]:
    """Return what torch calls several results, such as values and indices; nothing of a tuple."""
    named = [name for name in dir(results) if not name.startswith("_")]
    places = {id(getattr(results, name)): name for name in named}
    names = [places.get(id(each), "") for each in results]
    return tuple(names) if all(names) else ()


def _is_whole(sources_of: Sources, shape: Sequence[int]) -> bool:
    """Tell whether sources are those of as many cells as a result has."""
    return sources_of.cells is None or len(sources_of.cells) == math.prod(shape)


_INDEXED = ("gather", "index_select", "take", "[]", "repeat", "repeat_interleave")


def _moves(call: OperationCall, value: TraceValue, operands: Sequence[TraceValue]) -> bool:
    """Tell whether an operand's cells are moved; after the first, indices say where from."""
    first = call.named.get("input", call.named.get("a", operands[0]))
    return call.name not in _INDEXED or value is first
