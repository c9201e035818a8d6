"""Formulas as expressions of sympy: their numbers exact, their functions as sympy has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from eigenscope.language.definitions.symbolic_sizes import MOST_BITS, bits_of
from eigenscope.language.reading import tree
from eigenscope.language.reading.tree import Node


class NoSymbolsError(Exception):
    """A part of a formula that has no symbols."""


def symbols_of(node: Node, variables: Mapping[str, Any]) -> Any:
    """Return a formula's tree as an expression; raise NoSymbolsError for what sympy has not."""
    import sympy

    def of(part: Node) -> Any:
        return symbols_of(part, variables)

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
    raise NoSymbolsError


@cache
def _constants() -> Mapping[str, Any]:
    import sympy

    pi = sympy.pi
    return {"pi": pi, "π": pi, "tau": 2 * pi, "τ": 2 * pi, "e": sympy.E, "rad": sympy.S.One,
            "deg": pi / 180}  # fmt: skip


def _joined(sign: str, a: Any, b: Any) -> Any:
    import sympy

    joined: Mapping[str, Callable[[], Any]] = {
        "+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "×": lambda: a * b,
        "/": lambda: a / b, "^": lambda: a**b,
    }  # fmt: skip
    if sign not in joined or (sign == "/" and b == 0):
        raise NoSymbolsError
    power = sign == "^" and a.is_number and b.is_number
    if power and bits_of(sympy.Pow(a, b, evaluate=False), b) > MOST_BITS:
        raise NoSymbolsError  # sympy would work the number out
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

    same = ("sqrt", "exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh",
            "tanh", "erf")  # fmt: skip
    return {
        **{name: getattr(sympy, name) for name in same},
        **{name: _defined(name) for name in _SLOPES},
        "abs": sympy.Abs,
        "ln": sympy.log,
        "relu": lambda x: sympy.Piecewise((x, x > 0), (0, True)),
        "leaky_relu": lambda x: sympy.Piecewise((x, x > 0), (x / 100, True)),
        "gelu": lambda x: x * (1 + sympy.erf(x / sympy.sqrt(2))) / 2,
    }


def _flat(_x: Any) -> Any:
    return 0


def _sigmoid(x: Any) -> Any:
    return _functions()["sigmoid"](x)


_SLOPES: Mapping[str, Callable[[Any], Any]] = {
    "floor": _flat, "ceil": _flat, "round": _flat, "sign": _flat,
    "sigmoid": lambda x: _sigmoid(x) * (1 - _sigmoid(x)),
    "softplus": _sigmoid,
    "cbrt": lambda x: 1 / (3 * _functions()["cbrt"](x) ** 2),
    "log2": lambda x: 1 / (x * _functions()["ln"](2)),
    "log10": lambda x: 1 / (x * _functions()["ln"](10)),
}  # fmt: skip
"""Of functions that sympy does not know, or not as the language has them."""


def _defined(name: str) -> Any:
    """Return a function that is defined by its slope, and is worked out where it is a fraction."""
    import sympy

    def fdiff(self: Any, _argindex: int = 1) -> Any:
        return sympy.sympify(_SLOPES[name](self.args[0]))

    def at(_class: Any, x: Any) -> Any:
        return _value_at(name, x)

    members = {"fdiff": fdiff, "eval": classmethod(at), "is_real": True, "nargs": 1}
    return type(name, (sympy.Function,), members)


def _value_at(name: str, x: Any) -> Any:
    """Return what one of them is at a number, if that is short; else None, as sympy wants it."""
    import sympy

    if not (x.is_number and x.is_real):
        return None
    match name:
        case "floor" | "ceil" | "sign":
            of = {"floor": sympy.floor, "ceil": sympy.ceiling, "sign": sympy.sign}[name]
            whole = of(x)
            return whole if whole.is_Integer else None
        case "sigmoid" | "softplus":
            at_zero = {"sigmoid": sympy.Rational(1, 2), "softplus": sympy.log(2)}
            return at_zero[name] if x.is_zero else None
    if not x.is_Rational:
        return _value_at("floor", x + sympy.Rational(1, 2)) if name == "round" else None
    if name == "round":
        return sympy.Integer(round(Fraction(int(x.p), int(x.q))))
    if name == "cbrt":
        root = sympy.real_root(x, 3)
        return root if root.is_Rational else None
    base = sympy.Integer(name.removeprefix("log"))
    return _whole_logarithm(x, base) if x > 0 else None


def _whole_logarithm(x: Any, base: Any) -> Any:
    """Return the logarithm of a fraction, if it is a whole number."""
    import sympy

    nearest = sympy.Integer(round(float(sympy.log(x, base))))
    return nearest if base**nearest == x else None
