"""Trees to values."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

import numpy as np

from eigenscope.language.evaluating.operands import spoken_of
from eigenscope.language.functions import FUNCTIONS, Function
from eigenscope.language.functions.arrays import compared, stacked
from eigenscope.language.functions.blocks import put_together
from eigenscope.language.functions.entrywise import magnitude
from eigenscope.language.functions.matrices import times
from eigenscope.language.functions.norms import norm
from eigenscope.language.reading import tree
from eigenscope.language.reading.literals import literal
from eigenscope.language.reading.mistakes import (
    at_node,
    check_call,
    check_condition,
    misplaced_comparison,
    unknown_function,
    unknown_name,
)
from eigenscope.language.reading.tree import Node
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.phrases import entries_of
from eigenscope.language.values.arithmetic import add, joined, negate
from eigenscope.language.values.broadcasting import broadcast
from eigenscope.language.values.constants import CONSTANTS
from eigenscope.language.values.indexing import index
from eigenscope.language.values.limits import TOO_LARGE
from eigenscope.language.values.powers import raise_to
from eigenscope.language.values.products import (
    conjugate_transpose,
    determinant,
    divide,
    inverse,
    multiply,
    pseudoinverse,
    solve,
    transpose,
)
from eigenscope.language.values.value import (
    MathError,
    Value,
    described,
    from_array,
    pi_times,
    rational,
)
from eigenscope.wording.words import Text, Words, together

_OPERATIONS: Mapping[str, Callable[[Value, Value], Value]] = {
    "+": add,
    "-": lambda a, b: add(a, b, -1),
    "*": multiply,
    "×": times,
    "/": divide,
    "\\": solve,
    "^": raise_to,
}
_AFTER: Mapping[str, Callable[[Value], Value]] = {
    "'": transpose,
    "^H": conjugate_transpose,
    "^-T": lambda a: transpose(inverse(a)),
    "^-H": lambda a: conjugate_transpose(inverse(a)),
    "^+": pseudoinverse,
    "%": lambda a: divide(a, rational(100)),
}
Lookup = Callable[[str], Value | None]


class Evaluation:
    """Finds the values of one text's nodes.

    Parameters
    ----------
    text
        The text that the places of the nodes refer to.
    lookup
        Returns the value of a name, or None if it has none.
    names
        All names with a meaning, from which the nearest is suggested for an unknown one.
    fixed
        Values of nodes by their ``id``, found at an earlier evaluation of the same tree, or None
        for nodes whose value is to be kept here.
    """

    def __init__(
        self,
        text: str,
        lookup: Lookup,
        names: Iterable[str] = (),
        fixed: dict[int, Value | None] | None = None,
    ) -> None:
        self._text, self._lookup, self._names = text, lookup, names
        self._fixed = {} if fixed is None else fixed

    def value(self, node: Node) -> Value:
        """Return what a tree is worth; raise LanguageError where a part has no value."""
        with np.errstate(all="ignore"):  # what is not finite is found by looking at it
            return self._of(node).resolved()

    def _of(self, node: Node) -> Value:
        if id(node) not in self._fixed:
            return self._worked_out(node)
        known = self._fixed[id(node)]
        if known is None:
            known = self._fixed[id(node)] = self._worked_out(node)
        return known

    def _worked_out(self, node: Node) -> Value:
        match node:
            case tree.Number():
                return self._number(node)
            case tree.Name():
                return self._name(node)
            case tree.Sign():
                operand = self._of(node.operand)
                return negate(operand) if node.sign == "-" else operand
            case tree.Binary():
                return self._binary(node)
            case tree.After():
                return self._after(node)
            case tree.Call():
                return self._single(self._call(node), node)
            case tree.Index():
                return self._index(node)
            case tree.List():
                return self._list(node)
            case tree.Bars():
                return self._bars(node)
        raise self._failed("A “:” belongs between the brackets of an index.", node)

    def _failed(self, words: Text, node: Node) -> LanguageError:
        return at_node(words, self._text, node)

    def _try(self, node: Node, make: Callable[[], Value], *operands: Node) -> Value:
        """Return a result; say what is wrong in terms of the operands as they were written."""
        try:
            result = make()
            if not np.isfinite(result.array).all():
                raise MathError(TOO_LARGE)
        except MathError as error:
            words = error.about(*spoken_of(self._text, operands))
            raise self._failed(words, node) from None
        except (OverflowError, FloatingPointError):
            raise self._failed(TOO_LARGE, node) from None
        except (np.linalg.LinAlgError, MemoryError):
            raise self._failed("This cannot be computed.", node) from None
        return result

    # --- leaves ----------------------------------------------------------------------------------

    def _number(self, node: tree.Number) -> Value:
        number = literal(node.text, self._text, node.start)
        return (
            from_array(np.asarray(number.value)) if number.exact is None else rational(number.exact)
        )

    def _name(self, node: tree.Name) -> Value:
        value = self._lookup(node.name)
        if value is None and node.name == "inf":
            raise self._failed("Infinity is no number; it belongs in norm(x, inf).", node)
        if value is None:
            value = CONSTANTS.get(node.name)
        if value is None:
            raise unknown_name(node.name, self._text, node, [*self._names, *CONSTANTS])
        return value

    # --- operations ------------------------------------------------------------------------------

    def _binary(self, node: tree.Binary) -> Value:
        if tree.is_comparison(node):
            raise misplaced_comparison(self._text, node)
        left, right = self._of(node.left), self._of(node.right)
        operation = _OPERATIONS.get(node.operator)
        if operation is None:
            return self._try(
                node,
                lambda: broadcast(left, right, node.operator),
                node.left,
                node.right,
            )
        return self._try(node, lambda: operation(left, right), node.left, node.right)

    def _after(self, node: tree.After) -> Value:
        operand = self._of(node.operand)
        if node.operator == "°":
            if operand.angle or (operand.turns is not None and operand.exact is None):
                raise self._failed("This is an angle already: leave out the °.", node)
            unit = pi_times(Fraction(1, 180), angle=True)
            return self._try(node, lambda: multiply(operand, unit), node.operand)
        return self._try(node, lambda: _AFTER[node.operator](operand), node.operand)

    def _bars(self, node: tree.Bars) -> Value:
        operand = self._of(node.operand)
        if node.double:
            order = self._order(node)
            if not node.order and operand.resolved().kind == "matrix" and operand.role != "row":
                order = 2.0
            return self._try(node, lambda: norm(operand, order), node.operand)
        if operand.kind == "matrix" and operand.role != "row":
            return self._try(node, lambda: determinant(operand), node.operand)
        if operand.array.ndim:
            return self._try(node, lambda: norm(operand, None), node.operand)
        return self._try(node, lambda: magnitude(operand), node.operand)

    def _order(self, node: tree.Bars) -> float | None:
        if not node.order or node.order.lower() in ("f", "fro"):
            return None
        if node.order in ("inf", "oo"):
            return math.inf
        try:
            return float(node.order)
        except ValueError:
            words = "There is no norm called “{name}”: 1, 2, inf, F or any number from 1 on."
            raise self._failed(Words(words, {"name": node.order}), node) from None

    # --- functions -------------------------------------------------------------------------------

    def _call(self, node: tree.Call) -> Value | tuple[Value, ...]:
        function = FUNCTIONS.get(node.name)
        if function is None:
            raise unknown_function(node.name, self._text, node, FUNCTIONS)
        check_call(function, node, self._text)
        if node.name == "where":
            check_condition(node, self._text)
        arguments = [self._argument(function, argument) for argument in node.arguments]
        keywords = {name: self._argument(function, value) for name, value in node.keywords}
        several: list[tuple[Value, ...]] = []

        def make() -> Value:
            result = function.apply(*arguments, **keywords)
            if isinstance(result, tuple):
                several.append(result)
                return result[0]  # type: ignore[no-any-return]
            return result  # type: ignore[no-any-return]

        value = self._try(node, make, *node.arguments)
        return several[0] if several else value

    def _argument(self, function: Function, node: Node) -> Value:
        infinite = isinstance(node, tree.Name) and node.name == "inf"
        if infinite and function.name == "norm" and self._lookup("inf") is None:
            return CONSTANTS["inf"]
        if function.name == "where" and tree.is_comparison(node):
            return self._comparison(node)
        return self._of(node)

    def _comparison(self, node: tree.Binary) -> Value:
        left, right = self._of(node.left), self._of(node.right)
        return self._try(node, lambda: compared(left, right, node.operator), node.left, node.right)

    def _single(self, result: Value | tuple[Value, ...], node: tree.Call) -> Value:
        if isinstance(result, Value):
            return result
        parts = FUNCTIONS[node.name].parts
        ways = [
            Words("{code} for {part}", {"code": f"{node.name}(…)[{k}]", "part": part})
            for k, part in enumerate(parts)
        ]
        words = Words(
            "{function} gives {count} matrices: write {ways}.",
            {"function": node.name, "count": len(parts), "ways": together(ways)},
        )
        raise self._failed(words, node)

    def _index(self, node: tree.Index) -> Value:
        operand: Value | tuple[Value, ...]
        items = list(node.items)
        if isinstance(node.operand, tree.Call):
            operand = self._call(node.operand)
        else:
            operand = self._of(node.operand)
        if isinstance(operand, tuple):
            place = self._of(items[0]) if not isinstance(items[0], tree.Slice) else rational(-1)
            number = int(place.array) if place.scalar and not np.iscomplexobj(place.array) else -1
            if not 0 <= number < len(operand) or number != place.array:
                words = "Here a number from 0 to {last} is needed."
                raise self._failed(Words(words, {"last": len(operand) - 1}), items[0])
            operand = operand[number]
            items = items[1:]
            if not items:
                return operand
        value = operand
        places = [self._item(item) for item in items]
        return self._try(node, lambda: index(value, places), node.operand)

    def _item(self, item: Node) -> Value | tuple[Value | None, ...]:
        if isinstance(item, tree.Slice):
            parts = (item.first, item.last, item.step)
            return tuple(None if part is None else self._of(part) for part in parts)
        return self._of(item)

    # --- lists -----------------------------------------------------------------------------------

    def _list(self, node: tree.List) -> Value:
        rows = [[self._of(entry) for entry in row] for row in node.rows]
        parts = [part for row in rows for part in row]
        flat = all(part.array.ndim == 0 for part in parts)
        if flat:
            self._check_rows(node)
            shape = (len(rows), len(rows[0])) if len(rows) > 1 else (len(parts),)
            return self._try(node, lambda: joined(parts, shape))
        if len(rows) == 1 and not (node.spaced and parts[0].kind != "vector"):
            return self._stack(node, parts)
        return self._try(node, lambda: put_together(rows))

    def _check_rows(self, node: tree.List) -> None:
        widths = [len(row) for row in node.rows]
        for number, width in enumerate(widths[1:], start=1):
            if width != widths[0]:
                words = "Row {number} has {count}, row 0 has {entries}: all need the same number."
                first = entries_of(widths[0])
                said = Words(words, {"number": number, "count": width, "entries": first})
                raise self._failed(said, node.rows[number][0])

    def _stack(self, node: tree.List, parts: list[Value]) -> Value:
        rows = all(isinstance(entry, tree.List) for entry in node.rows[0])
        plain = [part.resolved() if part.array.ndim or part.role != "plain" else part
                 for part in parts]  # fmt: skip
        for number, part in enumerate(plain):
            if part.shape != plain[0].shape:
                words = "Entry {number} is {value}, entry 0 is {first}: all need the same size."
                if rows:
                    words = "Row {number} is {value}, row 0 is {first}: all need the same size."
                values = {"value": described(part), "first": described(plain[0])}
                raise self._failed(Words(words, {"number": number, **values}), node.rows[0][number])
        return self._try(node, lambda: stacked(plain))
