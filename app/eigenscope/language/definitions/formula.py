"""Formulas in a few variables, such as sin(x) + y², as functions that arrays can be put into.

The language works with exact values one at a time; a picture needs the same expression at ten
thousand places, and its gradient. So a formula is read and checked once, by the language's own
parser, and then worked out with the functions of whatever library its variables belong to: numpy
for a whole grid, torch for derivatives, or `Writer` for the text of a program.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from eigenscope.language.definitions.code_writer import Writer, WrittenCode
from eigenscope.language.definitions.formula_functions import (
    ENTRYWISE,
    EXTREMES,
    FACTORS,
    OPERATIONS,
    comparison,
    extreme,
)
from eigenscope.language.evaluating.evaluation import Evaluation
from eigenscope.language.functions import FUNCTIONS
from eigenscope.language.reading import tree
from eigenscope.language.reading.mistakes import (
    at_node,
    check_call,
    check_condition,
    misplaced_comparison,
    unknown_function,
    unknown_name,
)
from eigenscope.language.reading.parsing import parse_expression, read_text
from eigenscope.language.reading.pieces import Known
from eigenscope.language.reading.tree import Node
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.values.constants import CONSTANTS
from eigenscope.wording.words import Words, as_it_is, listed

_FUNCTIONS = (*ENTRYWISE, *EXTREMES, "where")
_MOST_OPERATIONS = 500
_NUMBERS = ("pi", "π", "tau", "τ", "e", "rad", "deg")
"""Those of the language's constants that are real numbers."""


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
        self._check_size()
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

    @property
    def root(self) -> Node:
        """What it consists of, as a tree."""
        return self._tree

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
            empty = "There is nothing here: enter a formula such as {example}."
            example = " + ".join(f"{name}^2" for name in self.variables)
            raise at_node(Words(empty, {"example": example}), self._read, tree.Name(0, 1, ""))
        known = Known({*self.variables, *CONSTANTS}, FUNCTIONS)
        return parse_expression(self._read, known)

    def _check_size(self) -> None:
        """Raise LanguageError for a formula that would hold up whoever drags its point."""
        count, waiting = 0, [self._tree]
        while waiting:
            children = tuple(tree.children(waiting.pop()))
            count += bool(children)
            waiting += children
        if count > _MOST_OPERATIONS:
            words = "A formula has at most {most} operations, not {count}."
            size = {"most": _MOST_OPERATIONS, "count": count}
            raise at_node(Words(words, size), self._read, self._tree)

    def _check(self, node: Node) -> None:
        """Work out what has no variables in it; raise LanguageError for what is no number."""
        if not tree.names_in(node) & set(self.variables):
            self._constants[id(node)] = self._constant(node)
            return
        match node:
            case tree.Call(name="where"):
                self._check_where(node)
                return
            case tree.Call():
                self._check_function(node)
            case tree.Binary(operator=operator) if operator in tree.COMPARISONS:
                raise misplaced_comparison(self._read, node)
            case tree.Index(operand=tree.Name() as name) if name.name not in self.variables:
                known = (*self.variables, *_NUMBERS)  # sin[x], as other programs write it
                raise unknown_name(name.name, self._read, name, known)
            case tree.List() | tree.Index():
                if isinstance(node, tree.Index):
                    self._check(node.operand)  # which may be a function, as in Sin[x]
                raise self._not_numbers(node)
            case tree.After(operator=operator) if operator not in FACTORS:
                words = "Only a matrix has a “{mark}”; this is a number."
                raise at_node(Words(words, {"mark": operator}), self._read, node)
            case tree.Binary(operator="\\"):
                raise at_node("“\\” solves a system of equations: write a / b.", self._read, node)
        for child in tree.children(node):
            self._check(child)
        match node:
            case tree.Binary(operator="/" | "./", right=right) if (
                self._constants.get(id(right)) == 0
            ):
                raise at_node("Division by 0.", self._read, node)

    def _check_function(self, node: tree.Call) -> None:
        function = FUNCTIONS.get(node.name)
        if function is None:
            raise unknown_function(node.name, self._read, node, _FUNCTIONS)
        if node.name not in _FUNCTIONS:
            words = "{function} has no place in a formula: use functions of a number such as sin."
            raise at_node(Words(words, {"function": node.name}), self._read, node)
        check_call(function, node, self._read)
        if node.keywords:
            raise self._not_numbers(node)

    def _not_numbers(self, node: Node) -> LanguageError:
        words = "A formula in {variables} has numbers only, no lists or matrices."
        named = listed([as_it_is(name) for name in self.variables])
        return at_node(Words(words, {"variables": named}), self._read, node)

    def _check_where(self, node: tree.Call) -> None:
        self._check_function(node)
        check_condition(node, self._read)
        for part in (*tree.children(node.arguments[0]), *node.arguments[1:]):
            self._check(part)

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
            return self._constant_for(node, library)
        match node:
            case tree.Name():
                return values[node.name]
            case tree.Sign():
                operand = self._of(node.operand, library, values)
                return -operand if node.sign == "-" else operand
            case tree.Binary():
                left, right = (self._of(n, library, values) for n in (node.left, node.right))
                return OPERATIONS[node.operator.removeprefix(".")](left, right)
            case tree.After():
                return self._of(node.operand, library, values) * FACTORS[node.operator]
            case tree.Bars():
                return library.abs(self._of(node.operand, library, values))
            case tree.Call(name="where"):
                return self._choice(node, library, values)
            case tree.Call(name=name) if name in EXTREMES:
                return extreme(library, name, self._arrays(node.arguments, library, values))
            case tree.Call():
                argument = self._of(node.arguments[0], library, values)
                return ENTRYWISE[node.name](library, argument)
        raise AssertionError(node)

    def _constant_for(self, node: Node, library: Any) -> Any:
        """Return a constant as a float, or with all the digits that a library has for it."""
        has_digits = hasattr(type(library), "exact_constant")
        exact = self._exactly(node, library) if has_digits else None
        return self._constants[id(node)] if exact is None else exact

    def _exactly(self, node: Node, library: Any) -> Any:
        """Return a constant in a library's own numbers; None where it has no such numbers."""
        match node:
            case tree.Number():
                return library.exact_constant(node.text)
            case tree.Name():
                return library.exact_constant(node.name)
            case tree.Sign(operand=operand):
                number = self._exactly(operand, library)
                return -number if number is not None and node.sign == "-" else number
            case tree.Binary(operator=operator) if operator in OPERATIONS:
                parts = [self._exactly(part, library) for part in (node.left, node.right)]
                return None if None in parts else OPERATIONS[operator](*parts)
            case tree.Call(name=name) if name in ENTRYWISE and len(node.arguments) == 1:
                number = self._exactly(node.arguments[0], library)
                return None if number is None else ENTRYWISE[name](library, number)
        return None

    def _arrays(self, nodes: Iterable[Node], library: Any, values: Mapping[str, Any]) -> list[Any]:
        """Return values as arrays, constants too: a choice between two numbers has a type then."""
        like = values[self.variables[0]]
        return [
            library.full_like(like, self._constant_for(node, library))
            if id(node) in self._constants
            else self._of(node, library, values)
            for node in nodes
        ]

    def _choice(self, node: tree.Call, library: Any, values: Mapping[str, Any]) -> Any:
        condition, *choices = node.arguments
        assert isinstance(condition, tree.Binary)
        (left,) = self._arrays([condition.left], library, values)
        right = self._of(condition.right, library, values)
        holds = comparison(library, condition.operator, left, right)
        return library.where(holds, *self._arrays(choices, library, values))


def usable_words(variables: tuple[str, ...]) -> Known:
    """Return the words that a formula of these variables can have in it."""
    return Known({*variables, *_NUMBERS}, _FUNCTIONS)


@lru_cache(maxsize=64)
def read_formula(text: str, variables: tuple[str, ...]) -> Formula:
    """Return a formula, kept for the next time; raise LanguageError if the text is none."""
    return Formula(text, variables)
