"""f′ and f″ as formulas in the program's own notation, by sympy.

sympy is imported once somebody wants them: with it that takes a second.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from eigenscope.language.definitions.formula import Formula
from eigenscope.language.definitions.symbolic_text import formula_text
from eigenscope.language.reading import tree
from eigenscope.language.reading.tree import Node

_LONGEST = 160  # characters of a text that is shown
_OPERATIONS = 120  # of a formula that is differentiated
_SECONDS = 2.0
_HIGHEST = 16  # power that is multiplied out


@dataclass(frozen=True)
class SymbolicDerivatives:
    """The formulas of the first and second derivative; empty where there is none to be shown.

    ``exact`` are f, f′ and f″ at the point without rounding, where they are short.
    """

    first: str = ""
    second: str = ""
    exact: tuple[str, str, str] = ("", "", "")


class _UnwrittenError(Exception):
    """A part of a formula that has no symbols."""


def symbolic_derivatives(formula: Formula, point: str = "") -> SymbolicDerivatives:
    """Return the derivatives of a formula in one variable.

    ``point`` is where exact values are wanted: a fraction or a whole number, or nothing.
    """
    import sympy

    deadline = time.monotonic() + _SECONDS
    x = sympy.Symbol(formula.variables[0], real=True)
    try:
        f = _symbols(formula.root, {formula.variables[0]: x})
        if f.count_ops() > _OPERATIONS:
            return SymbolicDerivatives()
        first = _shortest(_differentiated(f, x), x, deadline)
        second = _shortest(_differentiated(first, x), x, deadline)
        if time.monotonic() > deadline:
            return SymbolicDerivatives()
        exact = tuple(_exact(each, x, point) for each in (f, first, second))
        texts = [_shown(each) for each in (first, second)]
        return SymbolicDerivatives(texts[0], texts[1], (exact[0], exact[1], exact[2]))
    except (_UnwrittenError, ArithmeticError, TypeError, ValueError, RecursionError):
        return SymbolicDerivatives()  # what sympy cannot do is not shown


def _differentiated(f: Any, x: Any) -> Any:
    import sympy

    slope = sympy.diff(f, x)
    slope = slope.replace(sympy.DiracDelta, lambda *_: sympy.S.Zero)
    if slope.has(sympy.Derivative, sympy.Subs, sympy.zoo, sympy.nan, sympy.oo):
        raise _UnwrittenError
    return slope


def _shortest(f: Any, x: Any, deadline: float) -> Any:
    """Return an expression in the shortest of a few forms, as far as time allows."""
    import sympy

    forms = [f]
    if not _tame(f):
        return f
    if f.is_rational_function(x) and sympy.degree(sympy.fraction(sympy.together(f))[1], x) > 0:
        ways: list[Callable[[Any], Any]] = [sympy.cancel, sympy.factor]
    else:
        ways = [sympy.expand, sympy.factor_terms, sympy.powsimp]
    if f.has(sympy.Piecewise):
        ways = [sympy.piecewise_fold]
    forms += (
        way(f)
        for way in ways
        if f.count_ops() <= _OPERATIONS and time.monotonic() < deadline - _SECONDS / 2
    )
    return min(forms, key=lambda form: len(formula_text(form)))


def _tame(f: Any) -> bool:
    """Tell whether no power is so high that to multiply it out would take for ever."""
    import sympy

    exponents = [power.exp for power in f.atoms(sympy.Pow)]
    return all(not exponent.is_number or abs(exponent) <= _HIGHEST for exponent in exponents)


def _shown(f: Any) -> str:
    text = formula_text(f)
    return text if len(text) <= _LONGEST else ""


def _exact(f: Any, x: Any, point: str) -> str:
    import sympy

    if not point or f.has(sympy.Piecewise) or not _tame(f):
        return ""
    value = f.subs(x, sympy.Rational(point))
    if not value.is_finite or not value.is_real or value.has(sympy.Float):
        return ""
    text = formula_text(value)
    return text if len(text) <= 24 else ""


# --- from trees to symbols -----------------------------------------------------------------------


def _symbols(node: Node, variables: Mapping[str, Any]) -> Any:
    import sympy

    def of(part: Node) -> Any:
        return _symbols(part, variables)

    match node:
        case tree.Number():
            return sympy.Rational(node.text)
        case tree.Name(name=name):
            known = {**_constants(), **variables}
            if name in known:
                return known[name]
        case tree.Sign():
            return -of(node.operand) if node.sign == "-" else of(node.operand)
        case tree.Binary() if not tree.is_comparison(node):
            return _joined(node.operator.removeprefix("."), of(node.left), of(node.right))
        case tree.After(operator="°" | "%"):
            unit = sympy.pi / 180 if node.operator == "°" else sympy.Rational(1, 100)
            return of(node.operand) * unit
        case tree.Bars(double=False):
            return sympy.Abs(of(node.operand))
        case tree.Call(name="where"):
            condition, first, second = node.arguments
            return _choice(condition, of(first), of(second), of)
        case tree.Call(name="max" | "min") if not node.keywords:
            return _extreme(node.name, [*map(of, node.arguments)])
        case tree.Call() if node.name in _functions() and len(node.arguments) == 1:
            return _functions()[node.name](of(node.arguments[0]))
    raise _UnwrittenError


@cache
def _constants() -> Mapping[str, Any]:
    import sympy

    pi = sympy.pi
    return {"pi": pi, "π": pi, "tau": 2 * pi, "τ": 2 * pi, "e": sympy.E, "rad": sympy.S.One,
            "deg": pi / 180}  # fmt: skip


def _joined(sign: str, a: Any, b: Any) -> Any:
    joined: Mapping[str, Callable[[], Any]] = {
        "+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "×": lambda: a * b,
        "/": lambda: a / b, "^": lambda: a**b,
    }  # fmt: skip
    if sign not in joined or (sign == "/" and b == 0):
        raise _UnwrittenError
    return joined[sign]()


def _choice(condition: Node, first: Any, second: Any, of: Callable[[Node], Any]) -> Any:
    import sympy

    relations = {"<": sympy.Lt, "<=": sympy.Le, ">": sympy.Gt, ">=": sympy.Ge, "==": sympy.Eq,
                 "!=": sympy.Ne}  # fmt: skip
    assert isinstance(condition, tree.Binary)
    holds = relations[condition.operator](of(condition.left), of(condition.right))
    return sympy.Piecewise((first, holds), (second, True))


def _extreme(name: str, numbers: list[Any]) -> Any:
    import sympy

    largest, relation = numbers[0], sympy.Gt if name == "max" else sympy.Lt
    for number in numbers[1:]:
        largest = sympy.Piecewise((number, relation(number, largest)), (largest, True))
    return largest


@cache
def _functions() -> Mapping[str, Callable[[Any], Any]]:
    """Return what sympy has for the functions of formulas; some are defined by their slopes."""
    import sympy

    step = dict(_defined(("floor", "ceil", "round", "sign"), lambda _name, _x: sympy.S.Zero))
    own = dict(_defined(("sigmoid", "softplus", "cbrt"), _slope))
    same = ("sqrt", "exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh",
            "tanh", "erf")  # fmt: skip
    return {
        **{name: getattr(sympy, name) for name in same},
        **step,
        **own,
        "abs": sympy.Abs,
        "ln": sympy.log,
        "log2": lambda x: sympy.log(x) / sympy.log(2),
        "log10": lambda x: sympy.log(x) / sympy.log(10),
        "relu": lambda x: sympy.Piecewise((x, x > 0), (0, True)),
        "leaky_relu": lambda x: sympy.Piecewise((x, x > 0), (x / 100, True)),
        "gelu": lambda x: x * (1 + sympy.erf(x / sympy.sqrt(2))) / 2,
    }


def _slope(name: str, x: Any) -> Any:
    own = _functions()
    match name:
        case "sigmoid":
            return own["sigmoid"](x) * (1 - own["sigmoid"](x))
        case "softplus":
            return own["sigmoid"](x)
    return 1 / (3 * own["cbrt"](x) ** 2)


def _defined(names: tuple[str, ...], slope: Callable[[str, Any], Any]) -> Iterator[tuple[str, Any]]:
    """Yield functions that sympy does not know, with a slope of their own."""
    import sympy

    for name in names:

        def fdiff(self: Any, _argindex: int = 1, name: str = name) -> Any:
            return slope(name, self.args[0])

        yield name, type(name, (sympy.Function,), {"fdiff": fdiff, "is_real": True, "nargs": 1})
