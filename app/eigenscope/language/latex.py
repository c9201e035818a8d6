"""LaTeX's way of writing matrices and numbers, turned into ours."""

from __future__ import annotations

import re

_BEGIN = re.compile(
    r"\\begin\{(?:[pbBvV]?matrix\*?|smallmatrix|array)\}(?:\{[^{}]*\}|\[[^\[\]]*\])?"
)
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_SHORT_FRACTION = re.compile(r"\\[dt]?frac\s*(\d)\s*(\d)")
_CUBE_ROOT = re.compile(r"\\sqrt\s*\[\s*3\s*\]\s*\{([^{}]*)\}")
_SHORT_ROOT = re.compile(r"\\sqrt\s*(\d)")
_UNSEEN = re.compile(r"\\[hv]?phantom\s*\{[^{}]*\}")
_BARE = re.compile(
    r"(?<![A-Za-z])(a?sin|a?cos|a?tan|sinh|cosh|tanh|exp|ln|log)\s*"
    r"(\d[\w.]*°?|pi\b|tau\b)(?![\w.(])"
)
_SCIENTIFIC = re.compile(
    r"(?P<before>(?:^|[({|+]|(?<!\^)-)\s*)(?P<digits>\d+\.?\d*|\.\d+)\s*"
    r"\\times\s*10\s*\^\s*\{\s*(?P<power>[+-]?\d{1,3})\s*\}"
)
_POWER = re.compile(r"\^\s*\{([^{}]*)\}")
_DEGREES = re.compile(r"\^\s*(?:\\circ(?![A-Za-z])|\{\s*\\circ\s*\})")
_MAGNITUDE = re.compile(
    r"\\(?:left\s*\||lvert)((?:(?!\\left\s*\||\\lvert).)*?)\\(?:right\s*\||rvert)"
)
_LOGARITHM = re.compile(r"\\log\s*_\s*(?:\{\s*(2|10)\s*\}|(2))\s*(\d[\w.]*)?")
_SINGLE = re.compile(r"\d+|\d*\.\d+|\\?[A-Za-z]+|\\?[A-Za-z]+\([^()]*\)")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_WORDS = {
    r"\cdot": "*", r"\times": "*", r"\div": "/", r"\left": "", r"\right": "", r"\,": " ",
    r"\;": " ", r"\!": "", r"\ ": " ", r"\hline": "", r"\circ": "°", r"\%": "%",
    r"\quad": " ", r"\:": " ", "{,}": ".",
}  # fmt: skip
_DEEPEST = 20


def matrix_body(text: str) -> str | None:
    """Return what stands inside a matrix environment, or None if there is none."""
    begun = _BEGIN.search(text)
    if begun is None:
        return None
    end = text.find(r"\end{", begun.end())
    return None if end < 0 else text[begun.end() : end]


def rows_of(body: str) -> list[list[str]]:
    """Return the cells of an environment's body as texts in our way of writing."""
    lines = [line for line in re.split(r"\\\\(?:\[[^\]\\]*\])?|\\cr\b", body) if line.strip()]
    return [[plain_number(cell) for cell in line.split("&")] for line in lines]


def plain_number(cell: str) -> str:
    """Return one cell's LaTeX as a number in our way of writing."""
    cell = _DEGREES.sub("°", _UNSEEN.sub("", cell))
    cell = _SCIENTIFIC.sub(r"\g<before>\g<digits>e\g<power>", cell)
    cell = _LOGARITHM.sub(_logarithm, cell.replace(r"\arc", r"\a"))
    for _ in range(_DEEPEST):  # from the innermost braces outwards
        before = cell
        cell = _FRACTION.sub(lambda found: f"({_part(found[1])}/{_part(found[2])})", cell)
        cell = _SHORT_FRACTION.sub(r"(\1/\2)", cell)
        cell = _CUBE_ROOT.sub(r"cbrt(\1)", cell)
        cell = _MAGNITUDE.sub(r"abs(\1)", cell)
        cell = _POWER.sub(r"^(\1)", cell)
        cell = _ROOT.sub(r"sqrt(\1)", cell)
        cell = _SHORT_ROOT.sub(r"sqrt(\1)", cell)
        if cell == before:
            break
    for word, ours in _WORDS.items():
        cell = cell.replace(word, ours)
    cell = re.sub(r"(?<=[A-Za-z])\\([A-Za-z]+)", r" \1", cell)
    cell = re.sub(r"\\([A-Za-z]+)", r"\1", cell)
    cell = _BARE.sub(r"\1(\2)", cell)
    cell = cell.replace("{", "(").replace("}", ")").strip()
    alone = re.fullmatch(r"\(((?:[^()]|\([^()]*\))*)\)", cell)
    return cell if alone is None else alone[1]


def _logarithm(found: re.Match[str]) -> str:
    number = "" if found[3] is None else f"({found[3]})"
    return f"\\log{found[1] or found[2]}{number}"


def _part(text: str) -> str:
    """Return a numerator or denominator, bracketed unless it is one number, name or call."""
    return text.strip() if _SINGLE.fullmatch(text.strip()) else f"({text.strip()})"
