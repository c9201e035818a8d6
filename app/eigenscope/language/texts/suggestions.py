"""What was probably meant by a name that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_ELSEWHERE = {
    "inverse": "inv", "determinant": "det", "identity": "i", "modulo": "mod",
    "nullspace": "null", "condition": "cond",
    "eigenvalues": "eig", "eigvals": "eig", "concat": "cat", "concatenate": "cat", "hstack": "cat",
    "vstack": "cat", "average": "mean", "arcsin": "asin", "arccos": "acos", "arctan": "atan",
    "rotate": "rot", "rotation": "rot", "cholesky": "chol", "random": "randn", "rand": "randn",
    "length": "norm", "magnitude": "norm", "real": "re", "imag": "im", "angle": "arg",
    "conjugate": "conj", "linspace": "arange", "exponential": "exp", "projection": "project",
    "reflection": "reflect", "scaling": "scale", "covariance": "cov",
}  # fmt: skip
"""Names in other programs and in books, to those here, in small letters."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is nearest to one that is not, if any is near."""
    small = {each.lower(): each for each in known}
    meant = _ELSEWHERE.get(name.lower())
    if meant in small:
        return small[meant]
    near = get_close_matches(name.lower(), small, 1)
    if not near or (len(name) == 1 and near[0] != name.lower()):
        return None
    return small[near[0]]
