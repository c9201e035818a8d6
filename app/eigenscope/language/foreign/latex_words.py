"""What the commands of LaTeX mean to the reader of LaTeX."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.language.texts.greek import GREEK

MATRICES = frozenset(
    f"{kind}{star}"
    for kind in ("matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array", "tabular")
    for star in ("", "*")
)
DETERMINANTS: Mapping[str, str] = {"vmatrix": "|", "vmatrix*": "|", "Vmatrix": "‖", "Vmatrix*": "‖"}
"""Environments of a matrix between bars, and the bars."""

OLD_MATRICES = frozenset(("matrix", "pmatrix", "bmatrix"))  # plain TeX's: \matrix{1&2\cr 3&4}
AROUND = frozenset(
    f"{kind}{star}"
    for kind in (
        *("equation", "displaymath", "math", "align", "aligned", "gather", "gathered"),
        *("split", "multline", "eqnarray", "flalign"),
    )
    for star in ("", "*")
)
"""Environments that only set apart what stands in them."""

OPERATORS: Mapping[str, str] = {
    "cdot": "*", "times": "×", "ast": "*", "div": "/", "pm": "±", "odot": "⊙", "circ": "∘",
    "backslash": "\\", "colon": ":",
}  # fmt: skip
NAMES: Mapping[str, str] = {
    **{name.removeprefix("\\"): letter for letter, name in GREEK.items()},
    "pi": "pi", "tau": "tau", "infty": "inf", "imath": "i", "ell": "ℓ",
}  # fmt: skip
"""Commands that are names here: Greek letters are themselves, pi is the number."""

FUNCTIONS: Mapping[str, str] = {
    **{
        name: name
        for name in (
            *("sin", "cos", "tan", "sinh", "cosh", "tanh", "exp", "ln", "log", "det", "max"),
            *("min", "arg"),
        )
    },
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
}
FENCES: Mapping[str, str] = {
    "(": "(", ")": ")", "[": "(", "]": ")", r"\{": "(", r"\}": ")", "|": "|", r"\|": "‖",
    ".": "", r"\lvert": "|", r"\rvert": "|", r"\vert": "|", r"\lVert": "‖", r"\rVert": "‖",
    r"\Vert": "‖", r"\lbrack": "(", r"\rbrack": ")", r"\lbrace": "(", r"\rbrace": ")",
}  # fmt: skip
"""What stands between large brackets is one thing: round ones say it."""

SYMBOLS: Mapping[str, str] = {
    r"\,": " ", r"\;": " ", r"\:": " ", r"\!": "", r"\ ": " ", r"\/": "", r"\%": "%", r"\|": "‖",
    r"\{": "(", r"\}": ")",
}  # fmt: skip

STYLES = frozenset(
    (
        *("mathbf", "mathrm", "mathit", "mathsf", "mathtt", "mathcal", "mathbb", "boldsymbol"),
        *(
            "bm",
            "text",
            "textbf",
            "textrm",
            "textit",
            "operatorname",
            "mathop",
            "vec",
            "mathnormal",
        ),
    )
)
"""Commands that only change how their argument looks."""

SPACES = frozenset(
    (
        *("quad", "qquad", "enspace", "thinspace", "medspace", "thickspace", "hfill", "hline"),
        *("displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "nonumber", "notag"),
        *("big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr"),
        *("Biggl", "Biggr", "strut", "noindent", "bf", "rm"),
    )
)
UNSEEN = frozenset(("phantom", "hphantom", "vphantom", "label", "tag", "hspace", "vspace", "color"))
"""Commands whose argument says nothing about values."""

TRANSPOSED = frozenset(("T", "top", "intercal", "t"))
ADJOINT = frozenset(("H", "dagger", "ast", "*"))
