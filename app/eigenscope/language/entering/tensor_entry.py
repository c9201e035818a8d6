"""A tensor from whatever was typed: lists within lists, a table, or an expression."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from eigenscope.language.entering.worked_out import entries_or_value
from eigenscope.language.evaluating.typed_tensor import TypedTensor
from eigenscope.language.texts.digit_signs import Comma

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions


def read_tensor(
    text: str, *, definitions: Definitions | None = None, comma: Comma | None = None
) -> TypedTensor:
    """Return the tensor that a text stands for; of an expression, its value.

    Every place where a tensor is typed, pasted or set on the command line reads it by this.

    Parameters
    ----------
    text
        Lists, as `TypedTensor.from_text` takes them, or an expression such as ``ones(2, 3, 3)/9``.
    definitions
        What names in an expression stand for.
    comma
        What a comma in a table without brackets means, where a person has said it.

    Raises
    ------
    LanguageError
        If it stands for none, with the place.
    """

    def value(names: Definitions, expression: str) -> TypedTensor:
        # Late: few tensors are worked out.
        from eigenscope.language.evaluating.matrix_values import tensor_of

        return tensor_of(names.evaluate(expression), text)

    return entries_or_value(text, definitions, partial(TypedTensor.from_text, comma=comma), value)
