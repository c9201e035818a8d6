"""What is said of steps that make a tensor from nothing, and of questions that make none."""

from __future__ import annotations

from eigenscope.labs.kit.tensors.kinds import base_name
from eigenscope.labs.kit.tensors.numbers import cell_text
from eigenscope.labs.kit.tensors.saying.caption_places import said
from eigenscope.labs.kit.tensors.tensor_step import ShownTensor, TensorStep
from eigenscope.wording.words import Words, sentences

_MOST_SHOWN = 4  # numbers of a vector that a sentence says
_SPACED = Words("A new vector of evenly spaced numbers, from {begin} to {end}.")
_RANGE = Words("A new vector of evenly spaced numbers: {numbers}. The end itself is left out.")
_FILLED = Words("A new tensor of the shape {after}: every cell is {value}.")
_SEEDED = Words("The same seed gives the same numbers again.")
_EVEN = Words("A new tensor of the shape {after}: random numbers, all those between 0 and 1 alike.")
_NORMAL = Words("A new tensor of the shape {after}: random numbers of the normal distribution.")
_WHOLE = Words("A new tensor of the shape {after}: random whole numbers.")
_IDENTITY = Words("A new matrix of the shape {after}: 1 on the diagonal, 0 everywhere else.")
_UNSET = Words("A new tensor of the shape {after}: its cells hold whatever its memory held before.")
_MAKING = {
    "arange": _RANGE,
    "linspace": _SPACED,
    "logspace": Words("A new vector of powers, evenly spaced in the exponent."),
    "zeros": _FILLED,
    "ones": _FILLED,
    "full": _FILLED,
    "zeros_like": _FILLED,
    "ones_like": _FILLED,
    "full_like": _FILLED,
    "new_zeros": _FILLED,
    "empty": _UNSET,
    "empty_like": _UNSET,
    "eye": _IDENTITY,
    "identity": _IDENTITY,
    "one_hot": Words(
        "Every whole number becomes a row with a single 1, in the place that it says."
    ),
}
_RANDOM = {
    "rand": _EVEN,
    "rand_like": _EVEN,
    "random": _EVEN,
    "uniform": Words("A new tensor of the shape {after}: random numbers, evenly distributed."),
    "randn": _NORMAL,
    "randn_like": _NORMAL,
    "normal": _NORMAL,
    "standard_normal": _NORMAL,
    "randint": _WHOLE,
    "randperm": Words("The whole numbers from 0 on, each once, in random order."),
}
_EMPTY = Words("A new tensor of the shape {after}, which has no cells.")
_TYPED = Words("A new tensor of the shape {after}, with the numbers as they were typed.")
_TYPED_NUMBER = Words("A new tensor without axes: the single number {value}.")
_DEFINED = Words("{name} is defined in the tab Names: a tensor of the shape {after}.")
_DEFINED_NUMBER = Words("{name} is defined in the tab Names: the number {value}.")
_LOADED = Words("A tensor of the shape {after} is read from a file.")
_COPIED = Words("A new tensor with a copy of the numbers of {first}.")
_SAME = Words("The numbers of {first} in the same memory: nothing is copied.")

_ASKED = {
    "shape": Words("The lengths of the axes: {answer}."),
    "size": Words("The lengths of the axes, or how many cells there are: {answer}."),
    "numel": Words("How many cells there are: {answer}."),
    "len": Words("The length of the first axis: {answer}."),
    "dim": Words("How many axes there are: {answer}."),
    "ndim": Words("How many axes there are: {answer}."),
    "dtype": Words("The kind of the numbers: {answer}."),
    "device": Words("Where the numbers lie: {answer}."),
    "stride": Words("How far apart neighbours lie in memory, along each axis: {answer}."),
    "strides": Words("How far apart neighbours lie in memory, in bytes: {answer}."),
    "is_contiguous": Words(
        "Whether the cells lie in memory in their order, row after row: {answer}."
    ),
    "item": Words("The only cell as a plain number: {answer}."),
    "tolist": Words("The numbers as a list of Python: {answer}."),
    "equal": Words("Whether the shapes and all cells are equal: {answer}."),
    "array_equal": Words("Whether the shapes and all cells are equal: {answer}."),
    "allclose": Words("Whether all cells are equal apart from rounding: {answer}."),
    "isscalar": Words("Whether this is a plain number: {answer}."),
    "is_tensor": Words("Whether this is a tensor: {answer}."),
    "requires_grad": Words("Whether gradients are kept for this: {answer}."),
    "is_leaf": Words("Whether this begins a computation, and comes from no other: {answer}."),
    "element_size": Words("How many bytes each number takes: {answer}."),
    "nbytes": Words("How many bytes all numbers take: {answer}."),
    "manual_seed": Words("Random numbers begin anew from this seed: the same ones come each time."),
    "seed": Words("Random numbers begin anew from this seed: the same ones come each time."),
    "backward": Words(
        "Gradients run back from {first} to every tensor that requires one, and are added to its "
        ".grad."
    ),
}
_ANSWER = Words("{text} gives {answer}.")
_DONE = Words("{text} is carried out; it gives nothing.")


def making(step: TensorStep) -> Words | None:
    """Return what is said of a step that makes a tensor from nothing; None of any other."""
    name, result = base_name(step.operation), step.result
    if result is None:
        return None
    value, end = _alone(result, 0), _alone(result, result.numbers.size - 1)
    if name in _RANDOM:
        return sentences([said(_RANDOM[name], step), said(_SEEDED, step)])
    if name in _MAKING:
        if not result.numbers.size:
            return said(_EMPTY, step)
        numbers = _begun(result)
        return said(_MAKING[name], step, value=value, begin=value, end=end, numbers=numbers)
    if name in ("tensor", "array", "as_tensor", "asarray") and step.operands:
        memory, before = result.memory, step.operands[0].memory
        same = memory is not None and before is not None and memory.owner == before.owner
        return said(_SAME if same else _COPIED, step)
    if name == "definition":
        words = _DEFINED if result.shape else _DEFINED_NUMBER
        return said(words, step, name=step.text, value=value)
    if name == "load":
        return said(_LOADED, step)
    if not step.operands:
        return said(_TYPED if result.shape else _TYPED_NUMBER, step, value=value)
    return None


def _alone(tensor: ShownTensor, cell: int) -> str:
    """Return how a cell is written that stands for itself."""
    flat = tensor.numbers.reshape(-1)
    return cell_text(flat[cell : cell + 1], 0) if flat.size else ""


def asking(step: TensorStep) -> Words | None:
    """Return what is said of a question, whose answer is no tensor; None of any other step."""
    if step.result is not None:
        return None
    name = base_name(step.operation)
    if name in _ASKED and (step.operands or "{first}" not in _ASKED[name].template):
        return said(_ASKED[name], step)
    return said(_ANSWER if step.answer not in ("", "None") else _DONE, step)


def _begun(tensor: ShownTensor) -> str:
    """Return the first numbers of a vector, and its last."""
    count = tensor.numbers.size
    shown = range(count) if count <= _MOST_SHOWN else range(_MOST_SHOWN - 1)
    texts = [_alone(tensor, cell) for cell in shown]
    return ", ".join(texts if count <= _MOST_SHOWN else [*texts, "…", _alone(tensor, count - 1)])
