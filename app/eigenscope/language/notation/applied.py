"""LaTeX of functions that are applied to what stands in brackets: √x, |x|, cos(x), relu(x)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from eigenscope.language.notation.pieces import FormulaPiece, PieceKind
from eigenscope.language.notation.symbols import FUNCTIONS

_AROUND: Mapping[str, tuple[str, str]] = {
    "sqrt": (r"\sqrt{", "}"),
    "cbrt": (r"\sqrt[3]{", "}"),
    "abs": (r"\left|", r"\right|"),
    "floor": (r"\left\lfloor ", r"\right\rfloor "),
    "ceil": (r"\left\lceil ", r"\right\rceil "),
}
"""What takes the place of a name and its brackets."""
_NAMED: Mapping[str, str] = {
    **FUNCTIONS,
    "asin": r"\arcsin",
    "acos": r"\arccos",
    "atan": r"\arctan",
    "log2": r"\log_{2}",
    "log10": r"\log_{10}",
    **{
        name: rf"\operatorname{{{name}}}"
        for name in ("sign", "round", "erf", "relu", "gelu", "sigmoid", "softplus", "where")
    },
    "leaky_relu": r"\operatorname{leaky\_relu}",
}

APPLIED = re.compile(rf"(?:{'|'.join(sorted((*_AROUND, *_NAMED), key=len, reverse=True))})(?=\()")
"""The name of a function with an opening bracket tightly behind it."""


def applied(name: str, argument: FormulaPiece) -> FormulaPiece:
    """Return a function of a group in brackets, as one thing that can be divided."""
    if name in _AROUND:
        opening, closing = _AROUND[name]
        return FormulaPiece(PieceKind.FACTOR, f"{opening}{argument.inner}{closing}")
    return FormulaPiece(PieceKind.FACTOR, f"{_NAMED[name]}{argument.tex}")
