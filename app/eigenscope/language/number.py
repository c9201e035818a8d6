"""Reads a number as people type it: 1/2, sqrt(2)/2, cos(30°), 2π, −.5, 50 %."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from eigenscope.engine.entries import EXACT_DIGITS
from eigenscope.language import quantity as q
from eigenscope.language.messages import LanguageError
from eigenscope.language.quantity import CONSTANTS, FUNCTIONS, Quantity
from eigenscope.language.typography import plain

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

LONGEST = 1000  # characters: more is no number
DEEPEST = 50  # brackets within brackets
SIMPLE = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_LARGEST_POWER_OF_TEN = 400  # in a literal: an exact 1e999999999 would fill the memory
EMPTY = "The cell is empty: enter a number such as 2, 1/2 or sqrt(2)."
TOO_LARGE = "The value is too large for a number."


def parse_number(text: str) -> Quantity:
    """Return the number that a text stands for.

    Raises
    ------
    LanguageError
        If it stands for none, with the reason and the place.
    """
    if len(text) > LONGEST and len(text.strip()) > LONGEST:
        words = f"More than {LONGEST} characters: too long for a number."
        raise LanguageError(words, text, LONGEST)
    read = plain_text(text)
    if not read:
        raise LanguageError(EMPTY, read)
    if SIMPLE.fullmatch(read):
        return _finite(_literal(read, read, 0), read)
    return _finite(_evaluated(parse_tree(read), read), read)


def plain_text(text: str) -> str:
    """Return a number's text with plain characters and a decimal point."""
    read = plain(text).strip()
    decimal = "," in read and DECIMAL_COMMA.fullmatch(read)
    return read.replace(",", ".") if decimal else read


def _finite(found: Quantity, text: str) -> Quantity:
    if not math.isfinite(found.value):
        raise LanguageError(TOO_LARGE, text, 0, len(text))
    return found


def _literal(digits: str, text: str, start: int) -> Quantity:
    _, _, power = digits.lower().partition("e")
    if power and abs(int(power)) > _LARGEST_POWER_OF_TEN:
        raise LanguageError(
            f"The power of ten is beyond ±{_LARGEST_POWER_OF_TEN}.",
            text,
            start,
            start + len(digits),
        )
    try:
        if _is_short(digits):
            return q.rational(Fraction(digits))
        return Quantity(float(digits) or 0.0)  # "-0.0" too is a plain zero
    except OverflowError:
        raise LanguageError(TOO_LARGE, text, start, start + len(digits)) from None


def _is_short(digits: str) -> bool:
    """Tell whether a literal means exactly what it says: 0.25 does, 0.866025403784 is rounded."""
    mantissa = digits.lower().partition("e")[0].lstrip("+-")
    if "." not in mantissa:
        return True
    return len(mantissa.replace(".", "").strip("0")) <= EXACT_DIGITS


def _check_brackets(text: str) -> None:
    opened: list[int] = []
    for place, character in enumerate(text):
        if character == "(":
            opened.append(place)
            if len(opened) > DEEPEST:
                raise LanguageError("Too many brackets within brackets.", text, place)
        elif character == ")":
            if not opened:
                raise LanguageError("This bracket closes nothing.", text, place)
            opened.pop()
    if opened:
        raise LanguageError("This bracket is never closed.", text, opened[-1])


def parse_tree(text: str) -> Tree[Token]:
    """Return the tree of a number's plain text by the grammar; raise LanguageError without one."""
    from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedToken

    _check_brackets(text)
    try:
        return _parser().parse(text)
    except UnexpectedCharacters as error:
        place = int(error.pos_in_stream or 0)
        raise LanguageError(f"“{text[place]}” does not belong in a number.", text, place) from None
    except UnexpectedToken as error:
        if error.token.type == "$END":
            raise LanguageError("Something is missing at the end.", text, len(text)) from None
        place = error.token.start_pos or 0
        raise LanguageError(f"“{error.token}” is unexpected here.", text, place) from None
    except UnexpectedEOF:
        raise LanguageError("Something is missing at the end.", text, len(text)) from None


def _evaluated(tree: Tree[Token], text: str) -> Quantity:
    """Return a tree's value, from the leaves up: long texts must not need deep recursion."""
    evaluation = _Evaluation(text)
    values: dict[int, Any] = {}
    for subtree in tree.iter_subtrees():
        parts = [values.get(id(child), child) for child in subtree.children]
        values[id(subtree)] = getattr(evaluation, subtree.data)(subtree.meta, parts)
    found: Quantity = values[id(tree)]
    return found


@cache
def _parser() -> Lark:
    from lark import Lark

    grammar = files("eigenscope.language").joinpath("number.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", propagate_positions=True)


def _unknown(what: str, name: str, known: Iterable[str], text: str, start: int) -> LanguageError:
    """Return the error for a name, with the known one that is nearest, if any is near."""
    words = f"There is no {what} called “{name}”"
    if name in ("i", "j"):
        return LanguageError(f"{words}: entries are real.", text, start)
    near = get_close_matches(name.lower(), known, 1)
    hint = near[0] if near else None
    words += f" – did you mean {hint}?" if hint else "."
    return LanguageError(words, text, start, start + len(name), hint=hint)


class _Evaluation:
    """The value of each node of the grammar, given the node's place and its parts' values."""

    def __init__(self, text: str) -> None:
        self.text = text

    def _failed(self, words: str, meta: object) -> LanguageError:
        start = getattr(meta, "start_pos", 0)
        return LanguageError(words, self.text, start, getattr(meta, "end_pos", start + 1))

    def number(self, _meta: object, parts: list[Token]) -> Quantity:
        return _literal(parts[0], self.text, parts[0].start_pos or 0)

    def number_of_degrees(self, meta: object, parts: list[Token]) -> Quantity:
        return self.degrees(meta, [self.number(meta, parts)])

    def percentage(self, meta: object, parts: list[Token]) -> Quantity:
        return q.divide(self.number(meta, parts), q.rational(Fraction(100)))

    def degrees(self, meta: object, parts: list[Quantity]) -> Quantity:
        if parts[0].exact is not None:
            return q.angle(parts[0].exact / 180)
        if parts[0].half_turns is not None:
            raise self._failed("This angle is in radians already: leave out the °.", meta)
        return Quantity(math.radians(parts[0].value))

    def constant(self, meta: object, parts: list[Token]) -> Quantity:
        name = str(parts[0])
        if name in CONSTANTS:
            return CONSTANTS[name]
        if name in FUNCTIONS:
            raise self._failed(f"{name} needs brackets: {name}(2).", meta)
        known = [*CONSTANTS, *FUNCTIONS]
        raise _unknown("number", name, known, self.text, parts[0].start_pos or 0)

    def call(self, meta: object, parts: list[Any]) -> Quantity:
        name, arguments = str(parts[0]), parts[1]
        if name in CONSTANTS and len(arguments) == 1:
            return self.multiply(meta, [CONSTANTS[name], arguments[0]])
        if name not in FUNCTIONS:
            raise _unknown("function", name, FUNCTIONS, self.text, parts[0].start_pos or 0)
        if len(arguments) != 1:
            raise self._failed(f"{name} takes one number, not {len(arguments)}.", meta)
        words = f"{name} of {arguments[0].value:.10g} is not a real number."
        return self._try(meta, FUNCTIONS[name], arguments, words)

    def arguments(self, _meta: object, parts: list[Quantity]) -> list[Quantity]:
        return parts

    def root(self, meta: object, parts: list[Quantity]) -> Quantity:
        return self._try(meta, q.root, parts, "A negative number has no real root.")

    def add(self, meta: object, parts: list[Quantity]) -> Quantity:
        return self._try(meta, q.add, parts, "")

    def subtract(self, meta: object, parts: list[Quantity]) -> Quantity:
        return self._try(meta, q.add, [parts[0], q.negate(parts[1])], "")

    def multiply(self, meta: object, parts: list[Quantity]) -> Quantity:
        return self._try(meta, q.multiply, parts, "")

    def divide(self, meta: object, parts: list[Quantity]) -> Quantity:
        return self._try(meta, q.divide, parts, "")

    def raise_to(self, meta: object, parts: list[Quantity]) -> Quantity:
        return self._try(meta, q.raise_to, parts, "This power is not a real number.")

    def negate(self, _meta: object, parts: list[Quantity]) -> Quantity:
        return q.negate(parts[0])

    def keep(self, _meta: object, parts: list[Quantity]) -> Quantity:
        return parts[0]

    def _try(
        self, meta: object, function: Callable[..., Quantity], parts: list[Quantity], words: str
    ) -> Quantity:
        try:
            found = function(*parts)
        except ZeroDivisionError:
            raise self._failed("Division by 0.", meta) from None
        except OverflowError:
            raise self._failed(TOO_LARGE, meta) from None
        except ValueError:
            raise self._failed(words or "This has no value.", meta) from None
        if not math.isfinite(found.value):
            raise self._failed(TOO_LARGE, meta)
        return found
