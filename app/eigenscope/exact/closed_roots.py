"""Roots of polynomials over exact numbers, as far as these are exact numbers again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from eigenscope.exact.surd import ExactNumber, InexactError, Surd, root, simplified

_TRIED = (Fraction(1), Fraction(-1), Fraction(0))


def closed_roots(
    polynomial: Sequence[ExactNumber], likely: Iterable[ExactNumber] = ()
) -> tuple[Surd, ...]:
    """Return roots of a polynomial, each as often as it counts; others it may have are left out.

    Parameters
    ----------
    polynomial
        The coefficients, the highest power first; that is 1.
    likely
        Numbers that may be roots; 1, −1 and 0 are tried as well.

    Raises
    ------
    InexactError
        If numbers become too long.
    """
    rest, roots = list(polynomial), list[Surd]()
    for number in dict.fromkeys((*_TRIED, *likely)):
        while len(rest) > 1:
            quotient, remainder = _divided(rest, number)
            if remainder:
                break
            rest = quotient
            roots.append(_surd(number))
    if len(rest) == 2:
        roots.append(_surd(-rest[1]))
    elif len(rest) == 3:
        roots += _of_quadratic(rest[1], rest[2])
    return tuple(roots)


def root_of(number: ExactNumber) -> Surd:
    """Return a square root, that of 5 + 2√6 being √2 + √3.

    √(p ± q√d) = √((p + r)/2) ± √((p − r)/2) with r² = p² − q²d.

    Raises
    ------
    InexactError
        If it is no sum of square roots that is known.
    """
    known = simplified(number)
    if isinstance(known, Fraction):
        return root(known)
    terms = dict(known.terms)
    middle = terms.pop(1, Fraction())
    if len(terms) != 1 or middle <= 0:
        raise InexactError
    [(radicand, factor)] = terms.items()
    between = root(middle * middle - factor * factor * radicand).rational
    if between is None or radicand < 0:
        raise InexactError
    second = root((middle - between) / 2)
    return root((middle + between) / 2) + (second if factor > 0 else -second)


def _divided(
    polynomial: Sequence[ExactNumber], number: ExactNumber
) -> tuple[list[ExactNumber], ExactNumber]:
    """Return a polynomial over λ − number, and what is left, its value there."""
    values = [polynomial[0]]
    for coefficient in polynomial[1:]:
        values.append(simplified(coefficient + values[-1] * number))
    return values[:-1], values[-1]


def _of_quadratic(b: ExactNumber, c: ExactNumber) -> list[Surd]:
    try:
        between = root_of(b * b - 4 * c)
    except InexactError:
        return []
    return [(between - b) / 2, (-between - b) / 2]


def _surd(number: ExactNumber) -> Surd:
    return number if isinstance(number, Surd) else Surd.of(number)
