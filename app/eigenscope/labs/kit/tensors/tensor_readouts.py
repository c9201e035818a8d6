"""What stands beside a traced step: shapes, kinds of numbers, strides, and shared memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.readout_makers import Details, copied, matrix_readout, text_readout
from eigenscope.labs.kit.tensors.memory.memory_strips import contiguous
from eigenscope.labs.kit.tensors.memory.memory_words import name_of, sharers, sharing
from eigenscope.labs.kit.tensors.numbers import value_text
from eigenscope.labs.kit.tensors.tensor_step import ShownTensor, TensorStep
from eigenscope.wording.words import Text, Words, as_it_is, as_words, listed

_RESULT: Text = "Result"
_OPERANDS: Text = "Operands"
_PRINTED: Text = "Printed"
_MOST_CELLS, _WIDEST = 64, 8  # of a value that is shown as a table
_LONGEST = 60  # letters of one that is not


def tensor_readouts(step: TensorStep, variable: str = "") -> tuple[Readout, ...]:
    """Return what is to be told of a step's result, and of its operands.

    ``variable`` is what the program calls the result at its end, if it still has it.
    """
    return (*_of_result(step, variable), *operand_readouts(step.operands))


def printed_readouts(printed: Sequence[str]) -> Iterator[Readout]:
    """Yield what a program has printed, a readout for each time."""
    for number, text in enumerate(printed, 1):
        label = Words("Output {number}", {"number": number})
        yield text_readout(f"printed.{number}", _PRINTED, label, as_it_is(text))


def _of_result(step: TensorStep, variable: str) -> Iterator[Readout]:
    result = step.result
    if result is None:
        if step.answer:
            yield text_readout("result.answer", _RESULT, "Answer", as_it_is(step.answer))
        return
    yield _value(result, variable)
    yield text_readout(
        "result.shape", _RESULT, "Shape", as_it_is(str(result.shape)), result.shape, brief=True,
        tip="How many elements there are along each axis.",
    )  # fmt: skip
    if result.dtype:
        yield text_readout(
            "result.dtype", _RESULT, "Type", as_it_is(result.dtype),
            tip="Its dtype: how each number is stored.",
        )  # fmt: skip
    if result.memory is None:
        return
    strides = result.memory.strides
    yield text_readout(
        "result.strides", _RESULT, "Strides", as_it_is(str(strides)), strides,
        tip="How many elements lie in memory between neighbours along each axis.",
    )  # fmt: skip
    ordered = contiguous(result)
    yield text_readout(
        "result.contiguous", _RESULT, "Contiguous", as_words("yes" if ordered else "no"), ordered,
        tip="Whether its elements lie in memory one after the other, in the order of its axes.",
    )  # fmt: skip
    yield _memory(step, result)


def _value(result: ShownTensor, variable: str) -> Readout:
    """Return the readout of a result's numbers: a table, where it is small and real."""
    numbers = result.numbers
    shown = variable and np.isfinite(numbers).all()
    details = Details(variable=variable) if shown else Details()
    small = 0 < numbers.size <= _MOST_CELLS and max(numbers.shape, default=1) <= _WIDEST
    if small and numbers.dtype.kind in "iuf" and numbers.ndim in (1, 2):
        # a vector lies in a row, as torch prints it and the picture shows it
        rows = np.atleast_2d(numbers)
        readout = matrix_readout("result.value", _RESULT, "Value", rows, **details)
        text = as_it_is(copied(np.asarray(numbers, dtype=np.float64)))
        return replace(readout, text=text, value=numbers)
    text = as_it_is(value_text(result, _LONGEST))
    return text_readout("result.value", _RESULT, "Value", text, numbers, **details)


def _memory(step: TensorStep, result: ShownTensor) -> Readout:
    others = sharers(step)
    text = Words("its own")
    if others:
        text = Words("shared with {name}", {"name": listed(others)})
    elif result.memory is not None and result.memory.owner != step.index and not sharing(step):
        text = Words("shared with an earlier tensor")
    return text_readout(
        "result.memory", _RESULT, "Memory", text,
        tip="Of two tensors that share their memory, writing to one changes the other.",
    )  # fmt: skip


def operand_readouts(operands: Sequence[ShownTensor]) -> Iterator[Readout]:
    """Yield the shape and the type of each tensor that a step takes, of each name once."""
    named: set[str] = set()
    for number, operand in enumerate(operands):
        if operand.dtype and operand.label not in named:
            named.add(operand.label)
            text = as_it_is(f"{operand.shape} {operand.dtype}")
            yield text_readout(f"operand {number}", _OPERANDS, name_of(operand), text)
