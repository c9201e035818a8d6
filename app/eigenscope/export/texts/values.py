"""What the texts of readouts say, as numbers: "−∞", "1.41×10⁻²⁰⁰", "0.87 ± 0.5i", "5.37,  1"."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from eigenscope.labs.base import Readout
from eigenscope.language.entry import Matrix
from eigenscope.language.matrix_text import parse_matrix
from eigenscope.language.messages import LanguageError
from eigenscope.language.number import parse_number

Scalar = float | complex
Rows = tuple[tuple[Scalar, ...], ...]
Value = Scalar | tuple[Scalar, ...] | Rows | str

_TEN = re.compile(r"(?<=\d)[×·]10([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_PLAIN = str.maketrans("⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹", "-+0123456789")
_SPECIAL = {
    "∞": math.inf, "+∞": math.inf, "-∞": -math.inf, "inf": math.inf, "-inf": -math.inf,
    "nan": math.nan, "undefined": math.nan,
}  # fmt: skip
_IMAGINARY = re.compile(r"(?<![a-z])i(?![a-z])")
_CIRCLE = re.compile(r"e\^\((-?)([0-9]*)πi/([0-9]+)\)")
_SURD = re.compile(r"\((?P<inner>[^()]*)\)(?P<below>/[0-9]+)?")
_SUM = re.compile(r"(?P<real>.+?)(?P<sign>[-+±])(?P<imaginary>(?:[^-+±]|(?<=[eE])[-+])*i[^-+±]*)")
_AROUND_SIGN = re.compile(r"\s*([-+±])\s*")
_AGREES = 1e-11  # relative: copied matrices have 12 digits


def by_group(readouts: Sequence[Readout]) -> Iterator[tuple[str, list[Readout]]]:
    """Return the readouts of each heading, headings in the order of their first readout."""
    for name in dict.fromkeys(readout.group for readout in readouts):
        yield name, [readout for readout in readouts if readout.group == name]


def exact_of(readout: Readout) -> str:
    """Return the exact form of a readout, of a matrix too, or nothing if it tells no more."""
    text = ", ".join(f"[{', '.join(row)}]" for row in readout.matrix)
    if not text or "." in text or "×" in text or readout.factor:
        return one_line(readout.exact)
    shown = str(readout.text).replace("-", "−")
    return "" if f"[{text}]" == shown else f"[{text}]"


def value_of(readout: Readout) -> Value:
    """Return a readout's value: numbers where they are meant, else the text.

    The exact form is taken where there is one, so that nothing is lost to rounding.
    """
    text = one_line(str(readout.text))
    if readout.matrix:
        rows = _matrix(readout.matrix, text)
        return text if rows is None else rows
    for known in (one_line(readout.exact), text):
        numbers = numbers_in(known)
        if numbers is not None:
            return numbers[0] if len(numbers) == 1 and "," not in known else numbers
    return text


def numbers_in(text: str) -> tuple[Scalar, ...] | None:
    """Return the numbers of "2", "× 2", "5,  3", "(1, 2)" or "1 ± 2i", or None for words."""
    inside = text.strip().removeprefix("×").strip()
    if inside.startswith("(") and inside.endswith(")") and ", " in inside:
        inside = inside[1:-1]
    numbers: list[Scalar] = []
    for part in re.split(r",\s+", inside):
        found = _numbers(part)
        if found is None:
            return None
        numbers += found
    return tuple(numbers)


def one_line(text: str) -> str:
    """Return a text without line breaks."""
    return " ".join(text.splitlines())


def _numbers(text: str) -> list[Scalar] | None:
    read = _AROUND_SIGN.sub(r"\1", text.strip().replace("−", "-"))
    circle = _CIRCLE.fullmatch(read)
    if circle is not None:
        turn = float(circle[1] + (circle[2] or "1")) / float(circle[3]) * math.pi
        return [complex(math.cos(turn), math.sin(turn))]
    surd = _SURD.fullmatch(read)
    inner, below = (read, "") if surd is None else (surd["inner"], surd["below"] or "")
    parts = _SUM.fullmatch(inner)
    if parts is None:
        if _IMAGINARY.search(inner):
            imaginary = _imaginary(inner, below)
            return None if imaginary is None else [complex(0.0, imaginary)]
        real = _real(read)
        return None if real is None else [real]
    real = _real(f"({parts['real']}){below}")
    imaginary = _imaginary(parts["imaginary"], below)
    if real is None or imaginary is None:
        return None
    signs = {"+": (1,), "-": (-1,), "±": (1, -1)}[parts["sign"]]
    return [complex(real, sign * imaginary) for sign in signs]


def _imaginary(text: str, below: str) -> float | None:
    """Return the factor of i in a product such as "2i√3/2"."""
    without, count = _IMAGINARY.subn("", text)
    if count != 1:
        return None
    if without.strip("-")[:1] in ("", "/"):
        without = without.replace("/", "1/", 1) if "/" in without else f"{without}1"
    return _real(f"({without}){below}")


def _real(text: str) -> float | None:
    bare = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    if bare in _SPECIAL:
        return _SPECIAL[bare]
    if not re.match(r"[\d.(√-]", bare) or "°" in bare or "%" in bare:  # with units, no number
        return None
    read = _TEN.sub(lambda found: f"e{found[1].translate(_PLAIN)}", text)
    try:
        return parse_number(read).value
    except LanguageError:
        return None


def _matrix(shown: tuple[tuple[str, ...], ...], copied: str) -> Rows | None:
    """Return a matrix from the two texts of it, entry by entry from the one that is not rounded."""
    cells = [[numbers_in(cell) for cell in row] for row in shown]
    try:
        full = parse_matrix(copied, maximum=None)
    except LanguageError:
        full = None
    rows = []
    for i, row in enumerate(cells):
        entries: list[Scalar] = []
        for j, cell in enumerate(row):
            exact = _entry(full, i, j)
            number = cell[0] if cell is not None and len(cell) == 1 else exact
            if number is None:
                return None
            agrees = exact is None or abs(number - exact) <= _AGREES * abs(exact)
            entries.append(number if agrees or exact is None else exact)
        rows.append(tuple(entries))
    return tuple(rows)


def _entry(matrix: Matrix | None, row: int, column: int) -> float | None:
    if matrix is None or row >= matrix.shape[0] or column >= matrix.shape[1]:
        return None
    return matrix.rows[row][column].value
