"""What people paste from other programs, as the expression of ours that means the same.

Every place where a text is read goes through here, so that a text means the same wherever it is
typed or pasted. What is recognised but cannot be read is refused by its name.
"""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain_marks
from eigenscope.wording.words import Text, Words, as_words

__all__ = ["column_names", "readable"]

_MARKS = frozenset("\\(%#.|{⎡⎛■█<*$")
_NO_MEANING: Mapping[str, Text] = {
    "<math": "MathML",
    "<mtable": "MathML",
    "<table": "an HTML table",
    "<<": "Maple’s way of writing a matrix",
    "{\\rtf": "Rich Text",
    "\\!\\(": "Mathematica’s box form",
}


def readable(text: str) -> str:
    """Return an expression, a table or a matrix in our way of writing; others stay as they are.

    Places in messages refer to what is returned.

    Raises
    ------
    LanguageError
        If it is recognised as something that cannot be read, or is half of something.
    """
    if not _MARKS.intersection(text) and "[,1]" not in text:  # which R prints above columns
        return text
    # Late: a window shows its first matrix before anything from elsewhere is read.
    from eigenscope.language.foreign import drawn, latex, other_programs, python_text

    start = text.lstrip()[:20].lower()
    for mark, what in _NO_MEANING.items():
        if start.startswith(mark):
            words = "This is {what}, which cannot be read: write it as [[1, 2], [3, 4]] or LaTeX."
            raise LanguageError(Words(words, {"what": as_words(what)}), text, 0, len(text))
    if latex.is_latex(text):
        return latex.expression_of(plain_marks(text))
    for read in (
        drawn.expression_of,
        other_programs.without_comments,
        other_programs.expression_of,
        python_text.expression_of,
    ):
        text = read(text)
    return text


def column_names(text: str) -> tuple[str, ...]:
    """Return the names above the columns of a table, which are no part of the matrix."""
    from eigenscope.language.foreign import drawn

    return drawn.names_in(text)
