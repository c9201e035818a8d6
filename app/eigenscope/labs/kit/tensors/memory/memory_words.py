"""What is said of the memory that a step's tensors lie in."""

from __future__ import annotations

import numpy as np

from eigenscope.labs.kit.tensors.memory.memory_strips import MemoryStrip, MemoryTenant, contiguous
from eigenscope.labs.kit.tensors.tensor_step import ShownTensor, TensorStep
from eigenscope.wording.words import Text, Value, Words, as_it_is, listed, sentences

_LONGEST = 24  # characters of a name


def name_of(tensor: ShownTensor) -> Words:
    """Return what a tensor is called, in one line that is not too long."""
    line = " ".join(tensor.label.split())
    return as_it_is(line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…")


def tenants_words(strip: MemoryStrip) -> Words:
    """Return which tensors lie in a memory."""
    named = [as_it_is(name) for name in strip.tenants[-1].memory.names]
    names = list(dict.fromkeys([*named, *(name_of(tenant.tensor) for tenant in strip.tenants)]))
    if len(names) > 1:
        return Words("{names} share this memory", {"names": listed(names)})
    return Words("{name} has its own memory", {"name": names[0]})


def strides_words(tenant: MemoryTenant) -> Words:
    """Return how a tensor reads its memory."""
    values: dict[str, Value] = {
        "name": name_of(tenant.tensor),
        "strides": str(tenant.memory.strides),
    }
    return Words("{name}: strides {strides}", values)


def memory_words(step: TensorStep) -> Words:
    """Return whether the result is a view or has its own memory, and whether it is contiguous."""
    result = step.result
    if result is None or result.memory is None:
        return Words("The result is a plain value: no tensor, so it has no memory to share.")
    values: dict[str, Value] = {"result": name_of(result), "strides": str(result.memory.strides)}
    partner = sharing(step)
    if partner is not None:
        values["operand"] = name_of(partner)
    if partner is None:
        owned = result.memory.owner == step.index
        first = _owned(step, result, values) if owned else _borrowed(values)
    elif partner.label == result.label:
        first = Words("{result} is changed in place: it stays in the same memory.", values)
    elif (partner.shape, partner.memory) == (result.shape, result.memory):
        first = Words("{result} shares {operand}'s memory, and reads it in the same way.", values)
    else:
        first = Words(
            "{result} is a view: it shares {operand}'s memory, and reads it with strides "
            "{strides}.",
            values,
        )
    order: Text = "It is contiguous." if contiguous(result) else "It is not contiguous."
    return sentences([first, order])


def sharing(step: TensorStep) -> ShownTensor | None:
    """Return the operand whose memory the result shares, if there is one."""
    result = step.result
    if result is None or result.memory is None:
        return None
    for operand in step.operands:
        if operand.memory is not None and operand.memory.owner == result.memory.owner:
            return operand
    return None


def sharers(step: TensorStep) -> tuple[Words, ...]:
    """Return what else lies in the memory of a step's result: what has a name, or the operand."""
    result = step.result
    if result is None or result.memory is None:
        return ()
    names = [as_it_is(name) for name in result.memory.names if name != result.label]
    partner = sharing(step)
    if not names and partner is not None and partner.label != result.label:
        names = [name_of(partner)]
    return tuple(names)


def _owned(step: TensorStep, result: ShownTensor, values: dict[str, Value]) -> Words:
    if _copied(step, result):
        return Words("{result} is a copy with its own memory.", values)
    return Words("{result} is a new tensor with its own memory.", values)


def _borrowed(values: dict[str, Value]) -> Words:
    return Words("{result} shares the memory of an earlier tensor.", values)


def _copied(step: TensorStep, result: ShownTensor) -> bool:
    """Tell whether each element of a result is one of its only tensor's elements."""
    tensors = [k for k, operand in enumerate(step.operands) if operand.memory is not None]
    if len(tensors) != 1 or not step.sources or len(step.sources) <= tensors[0]:
        return False
    cells = step.sources[tensors[0]]
    if cells is None or cells.shape[1:] != (1,) or (cells < 0).any():
        return False
    numbers = step.operands[tensors[0]].numbers.reshape(-1)[cells[:, 0]]
    return np.array_equal(numbers, result.numbers.reshape(-1), equal_nan=_may_be_nan(numbers.dtype))


def _may_be_nan(dtype: np.dtype[np.generic]) -> bool:
    return dtype.kind in "fc"
