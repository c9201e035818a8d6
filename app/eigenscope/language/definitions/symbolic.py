"""Derivatives as formulas in the program's own notation, by sympy.

sympy is imported once somebody wants them: with it that takes a second.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from eigenscope.engine.runtime.interruption import Check, TimeIsUp, limited
from eigenscope.language.definitions.formula import Formula
from eigenscope.language.definitions.symbolic_sizes import MOST_BITS, MOST_TERMS, bits_of, terms_of
from eigenscope.language.definitions.symbolic_text import formula_text
from eigenscope.language.definitions.symbols import NoSymbolsError, symbols_of

_LONGEST = 160  # characters of a text that is shown
_LONGEST_EXACT = 24  # of an exact value
_OPERATIONS = 120  # of a formula that is differentiated
_NOT_SHOWN = (
    NoSymbolsError, ArithmeticError, TypeError, ValueError, RecursionError, TimeIsUp,
)  # fmt: skip
"""What sympy cannot do."""

_SECONDS, _SECONDS_OF_A_FORM = 2.0, 0.2


@dataclass(frozen=True)
class SymbolicDerivatives:
    """The formulas of the first and second derivative; empty where there is none to be shown.

    ``exact`` are f, f′ and f″ at the point without rounding, where they are short.
    """

    first: str = ""
    second: str = ""
    exact: tuple[str, str, str] = ("", "", "")


def symbolic_derivatives(
    formula: Formula, point: str = "", check: Check | None = None
) -> SymbolicDerivatives:
    """Return the derivatives of a formula in one variable, or nothing of one that takes too long.

    Parameters
    ----------
    formula
        The function.
    point
        Where exact values are wanted: a fraction or a whole number, or nothing.
    check
        Raises what ends the work, such as `Cancelled`; called all the time.
    """
    try:
        with limited(_SECONDS, check):
            f, (x,) = _with_variables(formula)
            return _derivatives(f, x, point)
    except _NOT_SHOWN:
        return SymbolicDerivatives()


def symbolic_partials(formula: Formula, check: Check | None = None) -> tuple[str, ...]:
    """Return the partial derivatives of a formula, or nothing if they take too long.

    Parameters
    ----------
    formula
        The function.
    check
        Raises what ends the work, such as `Cancelled`; called all the time.

    Returns
    -------
    tuple
        A text for each variable, empty where it would be long; no text at all if sympy has none.
    """
    try:
        with limited(_SECONDS, check):
            f, variables = _with_variables(formula)
            if f.count_ops() > _OPERATIONS:
                return ()
            return tuple(_shown(_shortest(_differentiated(f, x), x)) for x in variables)
    except _NOT_SHOWN:
        return ()


def _with_variables(formula: Formula) -> tuple[Any, list[Any]]:
    """Return a formula as an expression, and its variables."""
    import sympy

    variables = [sympy.Symbol(name, real=True) for name in formula.variables]
    return symbols_of(formula.root, dict(zip(formula.variables, variables, strict=True))), variables


def _derivatives(f: Any, x: Any, point: str) -> SymbolicDerivatives:
    if f.count_ops() > _OPERATIONS:
        return SymbolicDerivatives()
    first = _shortest(_differentiated(f, x), x)
    second = _shortest(_differentiated(first, x), x)
    exact = tuple(_exact(each, x, point) for each in (f, first, second))
    texts = [_shown(each) for each in (first, second)]
    return SymbolicDerivatives(texts[0], texts[1], (exact[0], exact[1], exact[2]))


def _differentiated(f: Any, x: Any) -> Any:
    import sympy

    slope = sympy.diff(f, x)
    slope = slope.replace(sympy.DiracDelta, lambda *_: sympy.S.Zero)
    if slope.has(sympy.Derivative, sympy.Subs, sympy.zoo, sympy.nan, sympy.oo):
        raise NoSymbolsError
    return slope


def _shortest(f: Any, x: Any) -> Any:
    """Return an expression in the shortest of a few forms, of those that don't take long."""
    import sympy

    forms = [f]
    if f.count_ops() > _OPERATIONS or terms_of(f) > MOST_TERMS:
        return f
    if f.is_rational_function(x) and sympy.degree(sympy.fraction(sympy.together(f))[1], x) > 0:
        ways: list[Callable[[Any], Any]] = [sympy.cancel, sympy.factor]
    else:
        ways = [sympy.expand, sympy.factor_terms, sympy.powsimp]
    if f.has(sympy.Piecewise):
        ways = [sympy.piecewise_fold]
    for way in ways:
        with suppress(TimeIsUp), limited(_SECONDS_OF_A_FORM):
            forms.append(way(f))
    return min(forms, key=lambda form: len(formula_text(form)))


def _shown(f: Any) -> str:
    text = formula_text(f)
    return text if len(text) <= _LONGEST else ""


def _exact(f: Any, x: Any, point: str) -> str:
    import sympy

    if not point or f.has(sympy.Piecewise):
        return ""
    place = sympy.Rational(point)
    if bits_of(f, place) > MOST_BITS:
        return ""
    value = f.subs(x, place)
    if not value.is_finite or not value.is_real or value.has(sympy.Float):
        return ""
    if any(len(str(number)) > _LONGEST_EXACT for number in value.atoms(sympy.Rational)):
        return ""  # its text would be rounded
    text = formula_text(value)
    return text if len(text) <= _LONGEST_EXACT else ""
