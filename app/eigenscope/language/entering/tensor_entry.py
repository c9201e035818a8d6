"""A tensor from whatever was typed: lists within lists, a table, or an expression."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eigenscope.language.entering.matrix_entry import is_worked_out
from eigenscope.language.evaluating.matrix_text import without_name
from eigenscope.language.evaluating.typed_tensor import TypedTensor
from eigenscope.language.foreign import readable
from eigenscope.language.texts.digit_signs import Comma
from eigenscope.language.texts.messages import LanguageError

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
    ours = without_name(readable(text))
    try:
        return TypedTensor.from_text(text, comma)
    except LanguageError:
        if not is_worked_out(ours, definitions):
            raise
    # Late: a window shows its first picture before anything is worked out.
    from eigenscope.language.definitions.definitions import Definitions
    from eigenscope.language.evaluating.matrix_values import tensor_of

    return tensor_of((definitions or Definitions()).evaluate(ours), text)
