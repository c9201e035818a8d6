"""What is said of steps that make each cell from those in its place."""

from __future__ import annotations

from collections.abc import Iterator

from eigenscope.labs.kit.tensors.kinds import COMPARISONS, base_name, sign_of, writes_in_place
from eigenscope.labs.kit.tensors.saying.caption_places import (
    IN_PLACE,
    axes_text,
    named,
    said,
    shape_text,
)
from eigenscope.labs.kit.tensors.saying.formulas import formula
from eigenscope.labs.kit.tensors.tensor_step import ShownTensor, TensorStep
from eigenscope.wording.words import Words, sentences

_TWO_NUMBERS = Words("Two numbers make one: {formula}.")
_ONE_NUMBER = Words("A number makes another: {formula}.")
_COMPARED = Words(
    "Cell by cell it is asked where {first} {sign} {second}: there the result is True."
)
_CELLS = {
    "+": Words("Cells in the same place are added."),
    "-": Words("Cells in the same place are subtracted, those of {second} from those of {first}."),
    "*": Words("Cells in the same place are multiplied."),
    "/": Words("Cells in the same place are divided, those of {first} by those of {second}."),
    "//": Words("Cells in the same place are divided, and rounded down to whole numbers."),
    "%": Words("Cells in the same place are divided, and what is left over stays."),
    "**": Words("Every cell of {first} is raised to the power in the same place of {second}."),
    "&": Words("The result is True where both are."),
    "|": Words("The result is True where at least one of the two is."),
    "^": Words("The result is True where exactly one of the two is."),
    "maximum": Words("Of the cells in the same place, the larger one stays."),
    "minimum": Words("Of the cells in the same place, the smaller one stays."),
}
_WITH_NUMBER = {
    "+": Words("{number} is added to every cell of {tensor}."),
    "-": Words("{number} is subtracted from every cell of {tensor}."),
    "*": Words("Every cell of {tensor} is multiplied by {number}."),
    "/": Words("Every cell of {tensor} is divided by {number}."),
    "//": Words("Every cell of {tensor} is divided by {number}, and rounded down."),
    "%": Words("Every cell of {tensor} is divided by {number}, and what is left over stays."),
    "**": Words("Every cell of {tensor} is raised to the power {number}."),
    "maximum": Words("Of every cell of {tensor} and {number}, the larger one stays."),
    "minimum": Words("Of every cell of {tensor} and {number}, the smaller one stays."),
}
_NUMBER_FIRST = {
    "-": Words("Every cell of {tensor} is subtracted from {number}."),
    "/": Words("{number} is divided by every cell of {tensor}."),
    "//": Words("{number} is divided by every cell of {tensor}, and rounded down."),
    "%": Words("{number} is divided by every cell of {tensor}, and what is left over stays."),
    "**": Words("{number} is raised to the power in every cell of {tensor}."),
}
_NAMES = {
    "max": "maximum",
    "min": "minimum",
    "fmax": "maximum",
    "fmin": "minimum",
    "logical_and": "&",
    "logical_or": "|",
    "logical_xor": "^",
}
_OPPOSITE = Words("Every cell changes its sign.")
_SIZE = Words("Every cell becomes its absolute value.")
_TURNED_ROUND = Words("True becomes False, and False becomes True.")
_LIMITED = Words("Cells outside the limits become the limit that they are beyond; all others stay.")
_UNARY = {
    "-": _OPPOSITE,
    "neg": _OPPOSITE,
    "negative": _OPPOSITE,
    "abs": _SIZE,
    "absolute": _SIZE,
    "exp": Words("Every cell x becomes eˣ."),
    "log": Words("Every cell becomes its natural logarithm."),
    "sqrt": Words("Every cell becomes its square root."),
    "square": Words("Every cell becomes its square."),
    "reciprocal": Words("Every cell x becomes 1/x."),
    "sign": Words("Every cell becomes 1, 0 or −1, by its sign."),
    "sigmoid": Words("Every cell is squeezed between 0 and 1 by the sigmoid 1/(1 + e⁻ˣ)."),
    "tanh": Words("Every cell is squeezed between −1 and 1 by tanh."),
    "relu": Words("Negative cells become 0; all others stay."),
    "leaky_relu": Words("Negative cells become much smaller in size; all others stay."),
    "floor": Words("Every cell is rounded down."),
    "ceil": Words("Every cell is rounded up."),
    "trunc": Words("Every cell loses what stands behind the point."),
    "round": Words("Every cell is rounded to the nearest, halves to the even one."),
    "clamp": _LIMITED,
    "clip": _LIMITED,
    "~": _TURNED_ROUND,
    "not": _TURNED_ROUND,
    "logical_not": _TURNED_ROUND,
    "tril": Words("The cells above the diagonal become 0; all others stay."),
    "triu": Words("The cells below the diagonal become 0; all others stay."),
    "zero_": Words("Every cell becomes 0."),
    "fill_": Words("Every cell becomes {second}."),
    "masked_fill": Words("Cells become {third} where {second} is True; all others stay."),
    "where": Words("A cell comes from {second} where {first} is True, and from {third} elsewhere."),
    "requires_grad_": Words("From now on, gradients are kept for {first}."),
}
_BY_ITSELF = Words("The function {operation} acts on every cell by itself.")
_STRETCHED = Words(
    "To fit, {name} with the shape {length} is stretched along {axes}: its cells are used again "
    "there."
)
_WRITTEN = Words("The chosen cells of {first} are written into: they become {second}.")


def writing(step: TensorStep) -> Words:
    """Return what is said of writing into a part of a tensor."""
    return sentences([said(_WRITTEN, step), IN_PLACE])


def cellwise(step: TensorStep) -> Words | None:
    """Return what is said of a step that makes each cell by itself; None of any other."""
    if step.result is None and all(operand.shape for operand in step.operands):
        return None
    if not step.operands:
        return None
    parts = [_what_happens(step), *_stretched(step, step.operands)]
    if writes_in_place(step) and base_name(step.operation) != "requires_grad_":
        parts.append(IN_PLACE)
    return sentences(parts)


def _what_happens(step: TensorStep) -> Words:
    name = base_name(step.operation)
    sign = _NAMES.get(name, sign_of(name) or name)
    plain = all(not operand.shape for operand in step.operands)
    if plain and name not in ("requires_grad_", "zero_", "fill_"):
        words = _TWO_NUMBERS if len(step.operands) == 2 else _ONE_NUMBER
        return said(words, step, formula=formula(step, 0, place=False))
    if len(step.operands) != 2:
        return said(_UNARY.get(name, _BY_ITSELF), step)
    if sign in COMPARISONS:
        return said(_COMPARED, step, sign=sign)
    first, second = step.operands
    if not second.shape and sign in _WITH_NUMBER:
        return said(_WITH_NUMBER[sign], step, tensor=named(first), number=named(second))
    if not first.shape and sign in _WITH_NUMBER:
        words = _NUMBER_FIRST.get(sign, _WITH_NUMBER[sign])
        return said(words, step, tensor=named(second), number=named(first))
    return said(_CELLS.get(sign, _UNARY.get(name, _BY_ITSELF)), step)


def _stretched(step: TensorStep, operands: tuple[ShownTensor, ...]) -> Iterator[Words]:
    """Yield what is stretched, and along which of the result's axes."""
    after = step.result.shape if step.result is not None else ()
    for operand in dict.fromkeys(operands):
        shift = len(after) - len(operand.shape)
        if not operand.shape or shift < 0:
            continue
        axes = [k for k, n in enumerate(after) if k < shift or operand.shape[k - shift] != n]
        if axes:
            yield said(
                _STRETCHED, step, name=named(operand), axes=axes_text(axes),
                length=shape_text(operand.shape),
            )  # fmt: skip
