"""LaTeX of what people type and of what readouts show."""

from eigenscope.language.notation.numbers import latex_of_matrix, latex_of_number
from eigenscope.language.notation.values import latex_of_floats, latex_of_value
from eigenscope.language.notation.words import latex_of_words

__all__ = [
    "latex_of_floats",
    "latex_of_matrix",
    "latex_of_number",
    "latex_of_value",
    "latex_of_words",
]
