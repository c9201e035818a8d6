"""Reads a number as people type it: 1/2, sqrt(2)/2, cos(30°), 2π, −.5, 50 %.

A number is an expression whose value is one real number; what most people type is read without it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eigenscope.language.foreign import readable
from eigenscope.language.reading.literals import RealNumber, literal
from eigenscope.language.texts.digit_signs import without_groups
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain
from eigenscope.wording.words import Text, Words

if TYPE_CHECKING:
    from eigenscope.language.reading.tree import Node

LONGEST = 1000  # characters: more is no number
SIMPLE = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
EMPTY: Text = "The cell is empty: enter a number such as 2, 1/2 or sqrt(2)."


def parse_number(text: str) -> RealNumber:
    """Return the number that a text stands for.

    Raises
    ------
    LanguageError
        If it stands for none, with the reason and the place.
    """
    if len(text) > LONGEST and len(text.strip()) > LONGEST:
        words = Words("More than {most} characters: too long for a number.", {"most": LONGEST})
        raise LanguageError(words, text, LONGEST)
    read = plain_text(text)
    if not read:
        raise LanguageError(EMPTY, read)
    return literal(read, read, 0) if SIMPLE.fullmatch(read) else _evaluated(plain(readable(read)))


def plain_text(text: str) -> str:
    """Return a number's text with plain characters, a decimal point and no marks of thousands."""
    read = plain(without_groups(text.strip())).strip()
    decimal = "," in read and DECIMAL_COMMA.fullmatch(read)
    return read.replace(",", ".") if decimal else read


def number_tree(text: str) -> Node:
    """Return the tree of a number's plain text; raise LanguageError without one."""
    # Late, because a window shows its first numbers before it needs a grammar.
    from eigenscope.language.functions import FUNCTIONS
    from eigenscope.language.reading.parsing import parse_expression
    from eigenscope.language.reading.pieces import Known
    from eigenscope.language.values.constants import CONSTANTS

    return parse_expression(text, Known(CONSTANTS.keys(), FUNCTIONS.keys()))


def _evaluated(text: str) -> RealNumber:
    from eigenscope.language.evaluating.evaluation import Evaluation
    from eigenscope.language.values.value import described, exact_number

    value = Evaluation(text, lambda _name: None).value(number_tree(text))
    words = ""
    if not value.scalar:
        words = "This is {value}: here a number is needed."
    elif value.array.dtype.kind == "c":
        words = "This is not a real number: it is {value}."
    if words:
        raise LanguageError(Words(words, {"value": described(value)}), text, 0, len(text))
    return RealNumber(float(value.array) or 0.0, exact_number(value))
