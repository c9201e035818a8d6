"""LaTeX of what expressions are worth."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from eigenscope.exact.surd import Surd
from eigenscope.language.values.value import Array, Value

_DIGITS = 12  # of a float: beyond them a rounding shows more often than the number


def latex_of_value(value: Value) -> str:
    """Return a value in LaTeX: exactly where that is known, else to 12 digits."""
    plain = value.resolved()
    if plain.exact is not None:
        return _nested(plain.exact, latex_of_surd)
    if plain.turns is not None:
        return _nested(plain.turns, _latex_of_turns)
    return _nested(plain.array, latex_of_float)


def latex_of_surd(surd: Surd) -> str:
    """Return an exact number in LaTeX."""
    text = ""
    for radicand in sorted(surd.terms, key=lambda d: (d < 0, abs(d))):
        coefficient = surd.terms[radicand]
        sign = "-" if coefficient < 0 else "+" if text else ""
        root = f"\\sqrt{{{abs(radicand)}}}" if abs(radicand) > 1 else ""
        text += sign + _fraction(abs(coefficient), root + ("i" if radicand < 0 else ""))
    return text or "0"


def _latex_of_turns(turns: Fraction) -> str:
    sign = "-" if turns < 0 else ""
    return sign + _fraction(abs(turns), r"\pi") if turns else "0"


def _fraction(number: Fraction, times: str) -> str:
    """Return a positive fraction times something, over one line if it is not whole."""
    top = times if times and number.numerator == 1 else f"{number.numerator}{times}"
    return top if number.denominator == 1 else f"\\frac{{{top}}}{{{number.denominator}}}"


def latex_of_floats(array: Array) -> str:
    """Return floats or complex numbers in LaTeX with every digit, vectors as columns.

    They stand in the brackets of matrices that were typed, beside which they are read.
    """
    return _nested(array, lambda number: latex_of_float(number, full=True), "pmatrix")


def latex_of_float(number: Any, *, full: bool = False) -> str:
    """Return a float or a complex number in LaTeX: to 12 digits, or with every digit."""
    if isinstance(number, complex | np.complexfloating):
        if not number.imag:
            return latex_of_float(number.real, full=full)
        imaginary = "" if abs(number.imag) == 1 else latex_of_float(abs(number.imag), full=full)
        sign = "-" if number.imag < 0 else "+" if number.real else ""
        return (
            (latex_of_float(number.real, full=full) if number.real else "") + sign + imaginary + "i"
        )
    if not np.isfinite(number):
        sign = "-" if number < 0 else ""
        return r"\text{undefined}" if np.isnan(number) else rf"{sign}\infty"
    text = repr(float(number)).removesuffix(".0") if full else f"{float(number):.{_DIGITS}g}"
    mantissa, _, power = text.partition("e")
    return f"{mantissa} \\cdot 10^{{{int(power)}}}" if power else mantissa


def _nested(entries: Any, say: Callable[[Any], str], kind: str = "bmatrix") -> str:
    if entries.ndim == 0:
        return say(entries.item())
    if entries.ndim == 1:
        return _matrix([[each] for each in entries.tolist()], say, kind)
    if entries.ndim == 2:
        return _matrix(entries.tolist(), say, kind)
    return r"\left[" + ",\\; ".join(_nested(part, say, kind) for part in entries) + r"\right]"


def _matrix(rows: list[list[Any]], say: Callable[[Any], str], kind: str) -> str:
    body = r" \\ ".join(" & ".join(say(entry) for entry in row) for row in rows)
    return rf"\begin{{{kind}}} {body} \end{{{kind}}}"
