"""Terms that are added, multiplied or listed, in few enough words."""

from __future__ import annotations

from collections.abc import Sequence

MOST_TERMS = 8
DOTS = "…"
_FIRST, _LAST = 2, 1  # those that stay of more


def is_shown(place: int, last: int) -> bool:
    """Tell whether a term is written, or is among those that dots stand for."""
    return last < MOST_TERMS or place < _FIRST or place > last - _LAST


def few_terms(terms: Sequence[str]) -> list[str]:
    """Return terms, with dots in the middle if there are many."""
    if len(terms) <= MOST_TERMS:
        return list(terms)
    return [*terms[:_FIRST], DOTS, *terms[-_LAST:]]


def total(terms: Sequence[str]) -> str:
    """Return a sum."""
    return " + ".join(few_terms(terms)) or "0"


def product(factors: Sequence[str]) -> str:
    """Return a product."""
    return "·".join(few_terms(factors)) or "1"


def call(name: str, arguments: Sequence[str]) -> str:
    """Return a function of some arguments."""
    return f"{name}({', '.join(few_terms(arguments))})"


def bracketed(text: str) -> str:
    """Return a number's text as it stands within a term: in brackets if it has a sign."""
    signed = any(sign in text.partition("×10")[0] for sign in "−+") or "×" in text
    return f"({text})" if signed else text


def grouped_sum(terms: Sequence[str]) -> str:
    """Return a sum that something is done with: in brackets, unless it has one term alone."""
    return f"({total(terms)})" if len(terms) > 1 else total(terms)
