"""Formulas in a few variables, such as sin(x) + y², as functions that arrays can be put into.

The language works with exact values one at a time; a picture needs the same expression at ten
thousand places, and its gradient. So a formula is read and checked once, by the language's own
parser, and then worked out with the functions of whatever library its variables belong to: numpy
for a whole grid, torch for derivatives, or `Writer` for the text of a program.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from eigenscope.language.definitions.code_writer import Writer, WrittenCode
from eigenscope.language.evaluating.evaluation import Evaluation
from eigenscope.language.functions import FUNCTIONS
from eigenscope.language.reading import tree
from eigenscope.language.reading.mistakes import at_node, check_call, unknown_function
from eigenscope.language.reading.parsing import parse_expression, read_text
from eigenscope.language.reading.pieces import Known
from eigenscope.language.reading.tree import Node
from eigenscope.language.values.constants import CONSTANTS
from eigenscope.wording.words import Text, Words, as_it_is, listed

_Entrywise = Callable[[Any, Any], Any]


def _same(name: str) -> _Entrywise:
    return lambda library, x: getattr(library, name)(x)


_ENTRYWISE: Mapping[str, _Entrywise] = {
    **{
        name: _same(name)
        for name in (
            "sqrt", "abs", "exp", "log", "log2", "log10", "sin", "cos", "tan", "asin", "acos",
            "atan", "sinh", "cosh", "tanh", "floor", "ceil", "round", "sign",
        )
    },
    "ln": _same("log"),
    "cbrt": lambda library, x: library.sign(x) * library.abs(x) ** (1 / 3),
    "relu": lambda library, x: library.maximum(x, 0 * x),
    # 1/(1 + e^−x) by the one of its forms that never overflows.
    "sigmoid": lambda library, x: 0.5 * (1 + library.tanh(0.5 * x)),
}  # fmt: skip
"""Functions of real numbers that numpy and torch have too; the first argument is the library."""

_OPERATIONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "×": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
}
_NUMBERS = ("pi", "π", "tau", "τ", "e", "rad", "deg")
"""Those of the language's constants that are real numbers."""

_FACTORS = {"°": math.pi / 180, "%": 0.01}


class Formula:
    """A text that has been read as a real function of its variables.

    Parameters
    ----------
    text
        As it was typed.
    variables
        The names of what it is a function of.

    Raises
    ------
    LanguageError
        If the text is no such function, with the reason and the place.
    """

    def __init__(self, text: str, variables: tuple[str, ...]) -> None:
        self.text = text
        self.variables = variables
        self._read = read_text(text)
        self._constants: dict[int, float] = {}
        self._tree = self._parsed()
        self._check(self._tree)

    def __call__(self, library: Any, *values: Any) -> Any:
        """Return the values of the formula.

        Parameters
        ----------
        library
            ``numpy`` or ``torch``, whose functions are used.
        values
            An array of that library for each variable, all of one shape.

        Returns
        -------
        array
            Of the same shape; not a number where the formula has no real value.
        """
        with np.errstate(all="ignore"):  # what is not finite is seen by looking at it
            result = self._of(self._tree, library, dict(zip(self.variables, values, strict=True)))
        if id(self._tree) in self._constants:  # the same everywhere
            return result + 0 * values[0]
        return result

    def program(self) -> str:
        """Return the formula as a Python expression with the functions of torch."""
        names = {name: WrittenCode(name) for name in self.variables}
        expression = self._of(self._tree, Writer("torch"), names)
        if id(self._tree) in self._constants:
            expression = expression + 0 * names[self.variables[0]]
        return str(expression)

    # --- reading -------------------------------------------------------------------------------

    def _parsed(self) -> Node:
        if not self._read.strip():
            words: Text = "There is nothing here: enter a formula such as x^2 + y^2."
            raise at_node(words, self._read, tree.Name(0, 1, ""))
        known = Known({*self.variables, *CONSTANTS}, FUNCTIONS)
        return parse_expression(self._read, known)

    def _check(self, node: Node) -> None:
        """Work out what has no variables in it; raise LanguageError for what is no number."""
        if not tree.names_in(node) & set(self.variables):
            self._constants[id(node)] = self._constant(node)
            return
        match node:
            case tree.Call():
                self._check_function(node)
            case tree.List() | tree.Index():
                words = "A formula in {variables} has numbers only, no lists or matrices."
                named = listed([as_it_is(name) for name in self.variables])
                raise at_node(Words(words, {"variables": named}), self._read, node)
            case tree.After(operator=operator) if operator not in _FACTORS:
                words = "Only a matrix has a “{mark}”; this is a number."
                raise at_node(Words(words, {"mark": operator}), self._read, node)
            case tree.Binary(operator="\\"):
                raise at_node("“\\” solves a system of equations: write a / b.", self._read, node)
        for child in tree.children(node):
            self._check(child)

    def _check_function(self, node: tree.Call) -> None:
        function = FUNCTIONS.get(node.name)
        if function is None:
            raise unknown_function(node.name, self._read, node, _ENTRYWISE)
        if node.name not in _ENTRYWISE:
            words = "{function} has no place in a formula: use functions of a number such as sin."
            raise at_node(Words(words, {"function": node.name}), self._read, node)
        check_call(function, node, self._read)

    def _constant(self, node: Node) -> float:
        nothing = dict.fromkeys(self.variables)
        value = Evaluation(self._read, nothing.get, self.variables).value(node)
        if value.array.ndim or np.iscomplexobj(value.array) or value.role == "identity":
            words = "Here a real number is needed."
            raise at_node(words, self._read, node)
        return float(value.array)

    # --- working out ---------------------------------------------------------------------------

    def _of(self, node: Node, library: Any, values: Mapping[str, Any]) -> Any:
        if id(node) in self._constants:
            return self._constants[id(node)]
        match node:
            case tree.Name():
                return values[node.name]
            case tree.Sign():
                operand = self._of(node.operand, library, values)
                return -operand if node.sign == "-" else operand
            case tree.Binary():
                left, right = (self._of(n, library, values) for n in (node.left, node.right))
                return _OPERATIONS[node.operator.removeprefix(".")](left, right)
            case tree.After():
                return self._of(node.operand, library, values) * _FACTORS[node.operator]
            case tree.Bars():
                return library.abs(self._of(node.operand, library, values))
            case tree.Call():
                argument = self._of(node.arguments[0], library, values)
                return _ENTRYWISE[node.name](library, argument)
        raise AssertionError(node)


def usable_words(variables: tuple[str, ...]) -> Known:
    """Return the words that a formula of these variables can have in it."""
    return Known({*variables, *_NUMBERS}, _ENTRYWISE)


@lru_cache(maxsize=64)
def read_formula(text: str, variables: tuple[str, ...]) -> Formula:
    """Return a formula, kept for the next time; raise LanguageError if the text is none."""
    return Formula(text, variables)
