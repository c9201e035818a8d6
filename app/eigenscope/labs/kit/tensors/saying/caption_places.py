"""What stands in the places of sentences about a step: names, shapes, axes, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from string import Formatter

from eigenscope.labs.kit.tensors.kinds import base_name, is_plain
from eigenscope.labs.kit.tensors.numbers import answer_text, cell_text
from eigenscope.labs.kit.tensors.sources.step_cells import short_label
from eigenscope.labs.kit.tensors.tensor_step import ShownTensor, TensorStep
from eigenscope.wording.words import Value, Words, as_it_is, listed

_LONGEST = 24  # characters of what is no name

VIEW = Words("Nothing is copied: the result shares the memory of {first}.")
COPY = Words("It is a copy, with memory of its own.")
IN_PLACE = Words("This is written in place: every tensor that shares this memory changes with it.")


def named(tensor: ShownTensor) -> str:
    """Return what an operand is called in a sentence: a plain number by itself."""
    if is_plain(tensor):
        return cell_text(tensor.numbers, 0)
    label = " ".join(tensor.label.split())
    return label if label.isidentifier() or len(label) <= _LONGEST else short_label(tensor)


def shape_text(shape: Sequence[int]) -> str:
    """Return a shape as torch writes it."""
    return str(tuple(shape))


def axes_text(axes: Iterable[int]) -> Words:
    """Return axes by their numbers."""
    numbers = sorted(set(axes))
    if len(numbers) == 1:
        return Words("axis {number}", {"number": str(numbers[0])})
    return Words("axes {numbers}", {"numbers": listed_texts(map(str, numbers))})


def listed_texts(texts: Iterable[str]) -> Words:
    """Return names or numbers as a sentence lists them; nothing if there are none."""
    each = [*map(as_it_is, texts)]
    return listed(each) if each else as_it_is("")


def places(step: TensorStep) -> dict[str, Value]:
    """Return what every sentence about a step may name.

    ``first`` and ``second`` are operands, ``shape`` and ``other`` their shapes, ``after`` that of
    the result; ``text`` is the code.
    """
    values: dict[str, Value] = {
        "operation": base_name(step.operation),
        "text": " ".join(step.text.split()),
        "answer": answer_text(step.answer),
    }
    for name, shape, operand in zip(
        ("first", "second", "third"), ("shape", "other", "last"), step.operands, strict=False
    ):
        values |= {name: named(operand), shape: shape_text(operand.shape)}
    if step.result is not None:
        values |= {"after": shape_text(step.result.shape), "dtype": step.result.dtype}
    return values


def said(words: Words, step: TensorStep, **values: Value) -> Words:
    """Return a sentence about a step, with all its places filled."""
    return replace(words, values={**places(step), **values})


def complete(words: Words) -> bool:
    """Tell whether all places of a sentence are filled: a call may lack what others of it have."""
    if not words.values:
        return True
    named_places = {name for _, name, _, _ in Formatter().parse(words.template) if name}
    within = (each for each in words.values.values() if isinstance(each, Words))
    return named_places <= set(words.values) and all(map(complete, within))


def shares_memory(step: TensorStep) -> bool | None:
    """Tell whether the result lies in the memory of the first operand; None if that has none."""
    result = step.result
    if result is None or result.memory is None or not step.operands:
        return None
    before = step.operands[0].memory
    return None if before is None else before.owner == result.memory.owner


def memory_sentence(step: TensorStep) -> Words | None:
    """Return whether the result is a view or a copy."""
    shares = shares_memory(step)
    if shares is None or not step.operands[0].numbers.size:
        return None
    return said(VIEW if shares else COPY, step)


def argument(step: TensorStep, place: int, *names: str) -> object:
    """Return an argument by its place, or by any of its names; None if it is not said."""
    for name in names:
        if name in step.named:
            return step.named[name]
    return step.arguments[place] if len(step.arguments) > place else None


def axis_said(step: TensorStep, rank: int, place: int = 1, default: int = 0) -> int:
    """Return the axis that a call names, counted from 0."""
    axis = argument(step, place, "dim", "axis")
    number = axis if isinstance(axis, int) and not isinstance(axis, bool) else default
    return number % rank if rank else 0
