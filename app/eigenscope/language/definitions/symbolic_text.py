"""Expressions of sympy in the notation that formulas are typed in: 2x cos(x^2), not 2*x*cos(x**2).

Reading such a text again gives the same function.
"""

from __future__ import annotations

from typing import Any

_COMPARED, _SUM, _SIGNED, _PRODUCT, _POWER, _ATOM = range(6)
_LONGEST = 24  # characters of a number
_NAMES = {"Abs": "abs", "ceiling": "ceil", "log": "ln"}
_RELATIONS = {
    "StrictLessThan": "<", "LessThan": "<=", "StrictGreaterThan": ">", "GreaterThan": ">=",
    "Equality": "==", "Unequality": "!=",
}  # fmt: skip


def formula_text(expression: Any) -> str:
    """Return an expression as it would be typed."""
    return _written(expression)[0]


def _at(expression: Any, level: int) -> str:
    text, own = _written(expression)
    return text if own >= level else f"({text})"


def _written(e: Any) -> tuple[str, int]:
    """Return an expression's text and how tightly it holds together."""
    import sympy

    if e.is_Rational:
        return _rational(e)
    if e.is_Float:
        return str(e), _ATOM
    if e is sympy.E or e is sympy.pi:
        return "e" if e is sympy.E else "pi", _ATOM
    if e.is_Symbol:
        return e.name, _ATOM
    if e.is_Add:
        return _sum(e)
    if e.is_Mul:
        return _product(e)
    if isinstance(e, sympy.exp):
        return f"exp({formula_text(e.args[0])})", _ATOM
    if e.is_Pow:
        return _power(e)
    if isinstance(e, sympy.Piecewise):
        return _pieces(e), _ATOM
    name = type(e).__name__
    if name in _RELATIONS:
        return f"{_at(e.lhs, _SUM)} {_RELATIONS[name]} {_at(e.rhs, _SUM)}", _COMPARED
    if e.is_Function and len(e.args) == 1:
        return f"{_NAMES.get(name, name)}({formula_text(e.args[0])})", _ATOM
    raise ValueError(f"{name} cannot be typed")


def _rational(number: Any) -> tuple[str, int]:
    if number < 0:
        return f"-{_rational(-number)[0]}", _SIGNED
    text = str(number)
    if len(text) > _LONGEST:  # as near as a float is
        return repr(float(number)), _ATOM
    return text, _ATOM if number.is_Integer else _PRODUCT


def _sum(e: Any) -> tuple[str, int]:
    text = ""
    for term in e.as_ordered_terms():
        minus = term.could_extract_minus_sign() and not term.is_Add
        part = _at(-term if minus else term, _SIGNED)
        text += f" {'-' if minus else '+'} {part}" if text else f"{'-' if minus else ''}{part}"
    return text, _SUM


def _product(e: Any) -> tuple[str, int]:
    number, rest = e.as_coeff_Mul()
    if number < 0:
        return f"-{_at(-e, _PRODUCT)}", _SIGNED
    above, below = ([_rational(part)[0]] if part != 1 else [] for part in number.as_numer_denom())
    top, bottom = [], []
    for factor in rest.as_ordered_factors() if rest.is_Mul else [rest]:
        base, exponent = factor.as_base_exp()
        if exponent.is_Rational and exponent < 0:
            bottom.append(base**-exponent)
        else:
            top.append(factor)
    upper = _beside(above, top)
    if not bottom and not below:
        return upper, _PRODUCT
    lower = _beside(below, bottom)
    single = len(below) + len(bottom) == 1
    return f"{upper or '1'}/{lower if single else f'({lower})'}", _PRODUCT


def _beside(numbers: list[str], factors: list[Any]) -> str:
    """Return a product as it is written side by side: 2x, 2 (x + 1), x cos(x)."""
    texts = [_at(factor, _POWER) for factor in factors]
    if numbers and texts and texts[0][0].isalpha() and not texts[0].startswith("e"):
        texts = [numbers[0] + texts[0], *texts[1:]]
    else:
        texts = numbers + texts
    joined = ""
    for text in texts:
        digits = joined and text[0].isdigit()
        joined += f"{' * ' if digits else ' '}{text}" if joined else text
    return joined


def _power(e: Any) -> tuple[str, int]:
    import sympy

    base, exponent = e.base, e.exp
    if exponent == sympy.Rational(1, 2):
        return f"sqrt({formula_text(base)})", _ATOM
    if exponent.is_Rational and exponent < 0:
        return f"1/{_at(base**-exponent, _POWER)}", _PRODUCT
    if base is sympy.E:
        return f"exp({formula_text(exponent)})", _ATOM
    below = _at(base, _ATOM)
    above = formula_text(exponent)
    plain = exponent.is_Symbol or (exponent.is_Integer and exponent > 0)
    return f"{below}^{above if plain else f'({above})'}", _POWER


def _pieces(e: Any) -> str:
    (first, holds), *others = e.args
    if holds == True or not others:  # noqa: E712 - sympy's own true
        return formula_text(first)
    rest = formula_text(others[0][0]) if len(others) == 1 else _pieces(type(e)(*others))
    return f"where({formula_text(holds)}, {formula_text(first)}, {rest})"
