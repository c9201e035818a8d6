"""A text traced into what pictures are made of: the one place of the labs that asks for a trace."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.labs.kit.tensors.tensor_step import (
    LOOK,
    Indices,
    ShownTensor,
    TensorMemory,
    TensorProblem,
    TensorProgram,
    TensorStep,
)
from eigenscope.trace.access import NO_ACCESS, ProgramAccess

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation
    from eigenscope.trace.differentiating.differentiation import Differentiation
    from eigenscope.trace.steps import LookedAt, Operand, Problem, Trace, TraceMemory, TraceStep

_LONGEST = 1000  # characters of an answer


def traced_program(
    source: str,
    seed: int = 0,
    cancellation: Cancellation | None = None,
    access: ProgramAccess = NO_ACCESS,
) -> TensorProgram:
    """Return the steps of a program of torch or NumPy, as plain numbers.

    Parameters
    ----------
    source, seed, cancellation
        The text, the seed of its random numbers, and who waits for it.
    access
        The files and definitions that it may use.

    Raises
    ------
    Cancelled
        If nobody waits for it any more.
    """
    from eigenscope.trace.program import trace

    return _program(source, trace(source, seed, cancellation, access))


def differentiated_program(
    source: str,
    seed: int = 0,
    cancellation: Cancellation | None = None,
    access: ProgramAccess = NO_ACCESS,
) -> tuple[TensorProgram, Differentiation]:
    """Return the steps of a program as `traced_program` does, and how it is differentiated.

    Raises
    ------
    Cancelled
        If nobody waits for it any more.
    """
    from eigenscope.trace.differentiating.program import differentiated

    result, graph = differentiated(source, seed, cancellation, access)
    return _program(source, result), graph


def _program(source: str, result: Trace) -> TensorProgram:
    steps = _named(_with_looks(result))
    problem = None if result.problem is None else _problem(result.problem)
    used = result.seed if result.random else None
    return TensorProgram(source, steps, problem, tuple(result.printed), used)


def traced_arrays(
    source: str, cancellation: Cancellation | None, names: Mapping[str, npt.NDArray[np.generic]]
) -> dict[str, Floats]:
    """Return the numbers of all variables that a program makes.

    Raises
    ------
    ValueError
        If a line fails; the text says why.
    """
    program = traced_program(source, 0, cancellation, ProgramAccess(names=names))
    if program.problem is not None:
        raise ValueError(program.problem.message)
    return {
        step.result.label: np.asarray(step.result.numbers, dtype=np.float64)
        for step in program.steps
        if step.result is not None and step.result.label.isidentifier()
    }


def _with_looks(result: Trace) -> Iterator[TensorStep]:
    """Yield the steps of a trace, and between them what its lines only look at."""
    befores = [look.before for look in result.looks]

    def index_of(step: int) -> int:
        """Return the place of a step of the trace among all."""
        return step + bisect_right(befores, step)

    def moved(tensor: ShownTensor) -> ShownTensor:
        step = None if tensor.step is None else index_of(tensor.step)
        memory = tensor.memory
        if memory is not None:
            memory = replace(memory, owner=index_of(memory.owner))
        return replace(tensor, step=step, memory=memory)

    looks = iter(result.looks)
    following = next(looks, None)
    for number in range(len(result.steps) + 1):
        while following is not None and following.before == number:
            yield _look(following, moved)
            following = next(looks, None)
        if number < len(result.steps):
            step = _step(number, result.steps[number])
            yield replace(
                step,
                operands=tuple(map(moved, step.operands)),
                result=None if step.result is None else moved(step.result),
            )


def _look(look: LookedAt, moved: Callable[[ShownTensor], ShownTensor]) -> TensorStep:
    place, shown = look.place, moved(_operand(look.operand))
    shown = replace(shown, label=place.text)
    return TensorStep(0, LOOK, place.line, place.column, place.text, (), shown)


def _named(steps: Iterable[TensorStep]) -> tuple[TensorStep, ...]:
    """Return steps whose memories know what the program calls the tensors in them."""
    owners: dict[str, int] = {}
    named = []
    for index, step in enumerate(steps):
        result = step.result
        if result is not None and result.memory is not None and result.label.isidentifier():
            owners[result.label] = result.memory.owner
        operands = tuple(_with_names(operand, owners) for operand in step.operands)
        result = None if result is None else _with_names(result, owners)
        named.append(replace(step, index=index, operands=operands, result=result))
    return tuple(named)


def _with_names(tensor: ShownTensor, owners: Mapping[str, int]) -> ShownTensor:
    if tensor.memory is None:
        return tensor
    names = tuple(name for name, owner in owners.items() if owner == tensor.memory.owner)
    return replace(tensor, memory=replace(tensor.memory, names=names))


def _step(index: int, step: TraceStep) -> TensorStep:
    result = None
    if step.array is not None:
        numbers, memory = _numbers(step.array), _memory(step.memory)
        result = ShownTensor(step.called, numbers, step.dtype, index, memory)
    return TensorStep(
        index,
        step.operation,
        step.place.line,
        step.place.column,
        step.place.text,
        tuple(map(_operand, step.operands)),
        result,
        _answer(step.value) if result is None else "",
        _sources(step),
        tuple(map(_plain, step.arguments)),
        {name: _plain(value) for name, value in step.named.items()},
    )


def _problem(problem: Problem) -> TensorProblem:
    place = problem.place
    operands = tuple(map(_operand, problem.operands))
    axes = problem.axes or ()
    return TensorProblem(place.line, place.column, place.text, problem.message, operands, axes)


def _operand(operand: Operand) -> ShownTensor:
    array = operand.array
    if array is None:
        number: Any = operand.value
        return ShownTensor(operand.text, _read_only(np.asarray(number)), step=operand.step)
    dtype = str(array.dtype).removeprefix("torch.")
    memory = _memory(operand.memory)
    return ShownTensor(operand.text, _numbers(array), dtype, operand.step, memory)


def _memory(memory: TraceMemory | None) -> TensorMemory | None:
    if memory is None:
        return None
    return TensorMemory(memory.owner, memory.offset, memory.strides, memory.length)


def _numbers(array: Any) -> npt.NDArray[np.generic]:
    """Return the values of a tensor or an array, not copied where numpy has their dtype."""
    if isinstance(array, np.ndarray):
        return _read_only(array)
    plain = array.cpu().resolve_conj().resolve_neg()
    if str(array.dtype) == "torch.bfloat16":
        plain = plain.float()
    return _read_only(plain.numpy())


def _read_only(array: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    view = array.view()
    view.flags.writeable = False
    return view


def _sources(step: TraceStep) -> tuple[Indices | None, ...] | None:
    """Return the sources of a step for each of its operands, the numbers among them too."""
    if step.sources is None or step.array is None:
        return None if step.sources is None else ()
    of_tensors = iter(step.sources)
    sources: list[Indices | None] = []
    for operand in step.operands:
        if operand.array is None:
            sources.append(_of_number(step, sources))
        else:
            each = next(of_tensors, None)
            sources.append(None if each is None else each.cells)
    return tuple(sources)


def _of_number(step: TraceStep, before: Sequence[Indices | None]) -> Indices:
    """Return the sources in a number: all cells, or those that it has been written into."""
    count = int(np.prod(step.shape or ()))
    if step.operation == "[]=" and before and before[0] is not None:
        return np.where(before[0] < 0, 0, -1).astype(np.int64)
    return np.zeros((count, 1), np.int64)


def _plain(value: object) -> object:
    """Return an argument without what only torch or NumPy knows: kinds of numbers as their text."""
    if isinstance(value, list | tuple):
        return type(value)(map(_plain, value))
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, int | float | complex | str | slice | type(None) | type(...)):
        return value
    return str(value)


def _answer(value: object) -> str:
    """Return a result that is no tensor as Python prints it; nothing of None."""
    if value is None or type(value).__name__ == "Generator":  # what manual_seed gives
        return ""
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
