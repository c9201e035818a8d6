"""The operands of an operation as they are when it is carried out, for pictures of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import torch

from eigenscope.trace.known import NUMBERS_AS_OPERANDS, NUMBERS_BY_NAME
from eigenscope.trace.memory import MemoryOwners
from eigenscope.trace.operators import SIGNS, WRITING
from eigenscope.trace.steps import Array, Operand, TraceStep
from eigenscope.trace.values import TraceValue, is_array, snapshot, tensors_in

_LONGEST = 40  # characters of an operand's text
_BITS = {1: torch.uint8, 2: torch.int16, 4: torch.int32, 8: torch.int64}  # by bytes


class Operands:
    """Finds the operands of calls, and copies those that have been written into.

    Parameters
    ----------
    steps
        Those of the trace, which go on being added.
    memory
        Where each lies.
    count
        Is told how many cells a copy has; raises TraceError if they become too many.
    """

    def __init__(
        self, steps: Sequence[TraceStep], memory: MemoryOwners, count: Callable[[int], None]
    ) -> None:
        self._steps = steps
        self._memory = memory
        self._count = count
        self._known: dict[int, tuple[Array, Array, tuple[int, int]]] = {}
        self._writings = 0

    def of(
        self,
        name: str,
        arguments: Sequence[TraceValue],
        named: Mapping[str, TraceValue],
    ) -> tuple[Operand, ...]:
        """Return the operands of a call, in order: tensors, and numbers that stand for them."""
        numbers = name in SIGNS or name in NUMBERS_AS_OPERANDS
        listed: list[TraceValue] = []
        for value in arguments:
            listed += [value] if numbers and _is_number(value.held) else tensors_in([value])
        for key, value in named.items():
            by_name = numbers and key in NUMBERS_BY_NAME and _is_number(value.held)
            listed += [value] if by_name else tensors_in([value])
        operands = tuple(map(self._operand, listed))
        if _may_write(name, arguments, named, operands):
            self._writings += 1
        return operands

    def _operand(self, value: TraceValue) -> Operand:
        step = None if value.step is None else self._steps[value.step]
        text = _text(value, step)
        if not is_array(value.held):
            return Operand(text, value.step, value.held)
        array: Array = value.held  # type: ignore[assignment]
        if isinstance(value.held, np.generic):
            array = np.asarray(value.held)
        own = step is not None and (step.live is array or isinstance(value.held, np.generic))
        now = self._now(array, step.array if step is not None and own else None)
        return Operand(text, value.step if own else None, now, self._memory.memory(array))

    def _now(self, array: Array, before: Array | None) -> Array:
        """Return what an array is now: what it was before, if it is the same, or a copy."""
        version = array._version if isinstance(array, torch.Tensor) else 0
        state = (self._writings, version)
        held, known, seen_at = self._known.get(id(array), (None, None, None))
        if held is array and known is not None and (seen_at == state or same_bits(array, known)):
            now = known
        elif before is not None and same_bits(array, before):
            now = before
        else:
            self._count(array.numel() if isinstance(array, torch.Tensor) else array.size)
            now = snapshot(array)
        self._known[id(array)] = (array, now, state)
        return now


def _may_write(
    name: str,
    arguments: Sequence[TraceValue],
    named: Mapping[str, TraceValue],
    operands: Sequence[Operand],
) -> bool:
    """Tell whether a call may write into some tensor, whose version need not say so.

    NumPy's functions may have a place for the result among the tensors; torch's take True for
    working in place.
    """
    arrays = sum(isinstance(operand.value, np.ndarray) for operand in operands)
    return (
        name in WRITING
        or (name.endswith("_") or name == "backward")
        or bool(set(named) & {"out", "inplace", "max_norm"})
        or any(value.held is True for value in arguments)
        or (arrays > 1 and name not in SIGNS)
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | complex)


def _text(value: TraceValue, step: TraceStep | None) -> str:
    """Return what a program calls a value."""
    short = len(value.text) <= _LONGEST and "\n" not in value.text
    if step is None or (value.text and (short or not step.name)):
        return value.text
    return step.called


def same_bits(array: Array, before: Array) -> bool:
    """Tell whether two arrays have the same bits: as they are written, nan is nan."""
    if tuple(array.shape) != tuple(before.shape) or array.dtype != before.dtype:
        return False
    if isinstance(array, torch.Tensor) and isinstance(before, torch.Tensor):
        return torch.equal(_bits(array), _bits(before))
    if isinstance(array, np.ndarray) and isinstance(before, np.ndarray):
        return array.tobytes() == before.tobytes()
    return False


def _bits(tensor: torch.Tensor) -> torch.Tensor:
    plain = tensor.detach().resolve_conj().resolve_neg()
    if plain.is_complex():
        plain = torch.view_as_real(plain)
    return plain.contiguous().view(_BITS[plain.itemsize])
