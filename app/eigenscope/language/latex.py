"""LaTeX's way of writing matrices and numbers, turned into ours."""

from __future__ import annotations

import re

_ENVIRONMENT = re.compile(
    r"\\begin\{(?:[pbBvV]?matrix\*?|smallmatrix|array)\}(?:\{[^}]*\}|\[[^\]]*\])?(.*?)\\end\{",
    re.DOTALL,
)
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_SHORT_FRACTION = re.compile(r"\\[dt]?frac\s*(\d)\s*(\d)")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_WORDS = {
    r"\cdot": "*", r"\times": "*", r"\div": "/", r"\left": "", r"\right": "", r"\,": " ",
    r"\;": " ", r"\!": "", r"\ ": " ", r"\hline": "", r"\circ": "°", r"\%": "%",
}  # fmt: skip
_DEEPEST = 20


def matrix_body(text: str) -> str | None:
    """Return what stands inside a matrix environment, or None if there is none."""
    found = _ENVIRONMENT.search(text)
    return None if found is None else found[1]


def rows_of(body: str) -> list[list[str]]:
    """Return the cells of an environment's body as texts in our way of writing."""
    lines = [line for line in re.split(r"\\\\(?:\[[^\]]*\])?|\\cr\b", body) if line.strip()]
    return [[plain_number(cell) for cell in line.split("&")] for line in lines]


def plain_number(cell: str) -> str:
    """Return one cell's LaTeX as a number in our way of writing."""
    for _ in range(_DEEPEST):  # from the innermost braces outwards
        before = cell
        cell = _FRACTION.sub(lambda found: f"({_part(found[1])}/{_part(found[2])})", cell)
        cell = _SHORT_FRACTION.sub(r"(\1/\2)", cell)
        cell = _ROOT.sub(r"sqrt(\1)", cell)
        if cell == before:
            break
    cell = cell.replace(r"^\circ", "°").replace(r"^{\circ}", "°")
    for word, ours in _WORDS.items():
        cell = cell.replace(word, ours)
    cell = re.sub(r"\\([A-Za-z]+)", r"\1", cell)
    cell = cell.replace("{", "(").replace("}", ")").strip()
    alone = re.fullmatch(r"\(([^()]*)\)", cell)
    return cell if alone is None else alone[1]


def _part(text: str) -> str:
    """Return a numerator or denominator, bracketed if it is more than one word."""
    return text.strip() if re.fullmatch(r"\s*\w+\s*", text) else f"({text})"
