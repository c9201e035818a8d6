"""LaTeX of a number as it was typed, from the tree that the grammar makes of it.

What is written means the same as what was typed, factor by factor, so that the program's own
reader of LaTeX finds the same value again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache

from eigenscope.language.evaluating.entry import Matrix
from eigenscope.language.evaluating.number import SIMPLE, number_tree, parse_number, plain_text
from eigenscope.language.reading import tree
from eigenscope.language.reading.tree import Node
from eigenscope.language.texts.messages import LanguageError

_CONSTANTS = {"pi": r"\pi", "π": r"\pi", "tau": r"\tau", "τ": r"\tau", "e": "e"}
_FUNCTIONS = {
    "exp": r"\exp", "ln": r"\ln", "log": r"\log", "log2": r"\log_{2}", "log10": r"\log_{10}",
    "sin": r"\sin", "cos": r"\cos", "tan": r"\tan", "asin": r"\arcsin", "acos": r"\arccos",
    "atan": r"\arctan", "sinh": r"\sinh", "cosh": r"\cosh", "tanh": r"\tanh",
}  # fmt: skip
_FENCED = {"sqrt": (r"\sqrt{", "}"), "cbrt": (r"\sqrt[3]{", "}"), "abs": (r"\left|", r"\right|")}
_ALWAYS_BRACKETED = ("log2", "log10", "exp")


class _Level(IntEnum):
    """How tightly a piece holds together; what is looser than its place needs brackets."""

    SUM = 0
    SIGNED = 1
    PRODUCT = 2
    FACTOR = 3
    ATOM = 4


@dataclass(frozen=True)
class _Piece:
    r"""Some LaTeX.

    Attributes
    ----------
    begins
        Whether a number can stand right before it: "digit" and "fraction" would melt with it.
    shut
        If it ends with a function without brackets, such as \cos 30^{\circ}, which would swallow
        a factor that follows: the same with brackets.
    leads
        What follows can stand right behind it, as in 2\pi.
    bare
        It can follow a function's name without brackets.
    """

    text: str
    level: _Level = _Level.ATOM
    begins: str = "other"
    shut: str = ""
    leads: bool = False
    bare: bool = False

    def at(self, least: _Level) -> str:
        """Return the LaTeX for a place that takes pieces of this level or a tighter one."""
        return self.text if self.level >= least else rf"\left({self.text}\right)"

    def closed(self) -> _Piece:
        """Return the piece so that a factor can follow."""
        return replace(self, text=self.shut, shut="") if self.shut else self


def latex_of_number(text: str) -> str:
    """Return the LaTeX of a number as it is typed, for use inside mathematics.

    Raises
    ------
    LanguageError
        If the text stands for no number.
    """
    parse_number(text)
    return _latex(text)


def latex_of_matrix(matrix: Matrix) -> str:
    r"""Return a ``pmatrix`` that keeps the entries as they were typed."""
    rows = (" & ".join(_latex(text) for text in row) for row in matrix.texts())
    return r"\begin{pmatrix} " + r" \\ ".join(rows) + r" \end{pmatrix}"


def latex_of_literal(digits: str) -> str:
    r"""Return the LaTeX of a decimal, such as ``2.5\times 10^{-3}`` of 2.5e-3."""
    sign = "-" if digits.startswith("-") else ""
    return sign + _literal(digits.lstrip("+-")).text


def _latex(text: str) -> str:
    read = plain_text(text)
    if SIMPLE.fullmatch(read):
        return latex_of_literal(read)
    return _written(number_tree(read)).text


@cache
def _literal(digits: str) -> _Piece:
    mantissa, _, power = digits.lower().partition("e")
    mantissa = mantissa.removesuffix(".")
    if mantissa.startswith("."):
        mantissa = f"0{mantissa}"
    if not power:
        return _Piece(mantissa, begins="digit", leads=True, bare=True)
    ten = f"10^{{{int(power)}}}"
    if mantissa == "1":
        return _Piece(ten, _Level.FACTOR, begins="digit")
    return _Piece(rf"{mantissa}\times {ten}", _Level.PRODUCT, begins="digit")


def _product(left: _Piece, right: _Piece) -> _Piece:
    first = left.closed().at(_Level.SIGNED)
    second, shut = right.at(_Level.FACTOR), right.closed().at(_Level.FACTOR)
    melts = right.level >= _Level.FACTOR and right.begins != "other"
    sign = "" if left.leads and not melts else r"\cdot "
    if not sign and second.startswith("e"):
        sign = r"\,"  # 2e+1 would be a power of ten
    return _Piece(
        first + sign + second,
        _Level.SIGNED if left.level is _Level.SIGNED else _Level.PRODUCT,
        left.begins,
        first + sign + shut if right.shut else "",
    )


def _written(node: Node) -> _Piece:
    match node:
        case tree.Number():
            return _literal(node.text)
        case tree.Name():
            return _Piece(_CONSTANTS.get(node.name, node.name), bare=node.name != "e")
        case tree.Sign():
            return _negative(_written(node.operand)) if node.sign == "-" else _written(node.operand)
        case tree.Binary():
            return _BINARY[node.operator](_written(node.left), _written(node.right))
        case tree.After():
            return _with_unit(node.operator, _written(node.operand))
        case tree.Bars():
            return _Piece(rf"\left|{_written(node.operand).text}\right|")
        case tree.Call():
            return _call(node.name, [_written(argument) for argument in node.arguments])
    raise LanguageError("This is no number.")


def _with_unit(unit: str, of: _Piece) -> _Piece:
    begins = of.begins if of.level is _Level.ATOM else "other"
    if unit == "°":
        # In brackets of its own, the angle of a function would look like its value's unit.
        bare = of.bare and of.level is _Level.ATOM
        return _Piece(of.at(_Level.ATOM) + r"^{\circ}", _Level.FACTOR, begins, bare=bare)
    if unit == "%" and of.level is _Level.ATOM:
        return _Piece(rf"{of.text}\%", _Level.FACTOR, begins)
    return _quotient(of, _literal("100"))


def _call(function: str, arguments: list[_Piece]) -> _Piece:
    argument = arguments[0]
    if function in _FENCED:
        before, after = _FENCED[function]
        return _Piece(before + argument.text + after)
    name = _FUNCTIONS.get(function, rf"\operatorname{{{function}}}")
    inside = ",".join(each.text for each in arguments)
    bracketed = rf"{name}\left({inside}\right)"
    if argument.bare and function in _FUNCTIONS and function not in _ALWAYS_BRACKETED:
        gap = " " if argument.begins == "digit" else ""
        return _Piece(f"{name}{gap}{argument.text}", _Level.FACTOR, shut=bracketed)
    return _Piece(bracketed, _Level.FACTOR)


def _sum(left: _Piece, right: _Piece) -> _Piece:
    return _Piece(f"{left.text}+{right.at(_Level.PRODUCT)}", _Level.SUM, left.begins)


def _difference(left: _Piece, right: _Piece) -> _Piece:
    return _Piece(f"{left.text}-{right.at(_Level.PRODUCT)}", _Level.SUM, left.begins)


def _quotient(left: _Piece, right: _Piece) -> _Piece:
    if left.level is _Level.SIGNED:
        fraction = rf"-\frac{{{left.text.removeprefix('-')}}}{{{right.text}}}"
        return _Piece(fraction, _Level.SIGNED, leads=True)
    fraction = rf"\frac{{{left.text}}}{{{right.text}}}"
    return _Piece(fraction, _Level.FACTOR, "fraction", leads=True, bare=True)


def _power(base: _Piece, power: _Piece) -> _Piece:
    text = f"{base.at(_Level.ATOM)}^{{{power.text}}}"
    begins = base.begins if base.level is _Level.ATOM else "other"
    return _Piece(text, _Level.FACTOR, begins)


def _negative(of: _Piece) -> _Piece:
    shut = f"-{of.shut}" if of.shut else ""
    return _Piece(f"-{of.at(_Level.PRODUCT)}", _Level.SIGNED, shut=shut, leads=of.leads)


_BINARY: Mapping[str, Callable[[_Piece, _Piece], _Piece]] = {
    "+": _sum, "-": _difference, "*": _product, "×": _product, "/": _quotient, "^": _power,
    ".+": _sum, ".-": _difference, ".*": _product, "./": _quotient, ".^": _power,
    "\\": lambda left, right: _quotient(right, left),
}  # fmt: skip
