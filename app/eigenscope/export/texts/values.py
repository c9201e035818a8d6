"""The values of readouts, in full: what programs and tables get of them, whatever the panel shows.

A readout's own value is taken, and its exact form where that is known, as "(5 + √33)/2" or
"1.41×10⁻²⁰⁰", so that nothing is lost to rounding.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from eigenscope.labs.contract.readouts import Readout
from eigenscope.language.evaluating.number import parse_number
from eigenscope.language.texts.messages import LanguageError
from eigenscope.wording.words import say

Scalar = bool | int | float | complex
Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Sizes:
    """Sizes, such as those of an array."""

    sizes: tuple[int, ...]


Value = Scalar | Sizes | Array | str

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


def by_group(readouts: Sequence[Readout]) -> Iterator[tuple[str, list[Readout]]]:
    """Return the readouts of each heading, headings in the order of their first readout."""
    for name in dict.fromkeys(readout.group for readout in readouts):
        yield say(name), [readout for readout in readouts if readout.group == name]


def exact_of(readout: Readout) -> str:
    """Return the exact form of a readout, of a matrix too, or nothing if it tells no more."""
    text = ", ".join(f"[{', '.join(row)}]" for row in readout.matrix)
    flat = ", ".join(cell for row in readout.matrix for cell in row)  # a vector is shown so
    if not shows_all(readout):
        return one_line(readout.unrounded)
    shown = str(readout.text).replace("-", "−")
    return "" if shown in (f"[{text}]", f"[{flat}]") else f"[{text}]"


def shows_all(readout: Readout) -> bool:
    """Tell whether the texts of a matrix say all: 1/3 and 2 do, 0.33 and a rounded 1 do not."""
    if not readout.matrix or readout.factor or any("." in x for row in readout.matrix for x in row):
        return False
    cells = [numbers_in(cell) for row in readout.matrix for cell in row]
    if readout.value is None or any(cell is None or len(cell) != 1 for cell in cells):
        return False
    shown = np.array([cell[0] for cell in cells if cell is not None])
    value = np.ravel(np.asarray(readout.value))
    return shown.shape == value.shape and bool(np.all(np.abs(shown - value) <= 1e-14 * abs(value)))


def value_of(readout: Readout) -> Value:
    """Return a readout's value with every digit, or its text where that is all there is."""
    exact = numbers_in(one_line(readout.unrounded)) if readout.unrounded else None
    if exact is not None and len(exact) == 1 and np.ndim(readout.value or 0.0) == 0:
        return exact[0]
    if readout.value is None:
        return one_line(str(readout.text))
    if isinstance(readout.value, tuple) and all(isinstance(x, int) for x in readout.value):
        return Sizes(tuple(int(x) for x in readout.value if isinstance(x, int)))
    array = np.asarray(readout.value)
    return array if array.ndim else _scalar(array.item())


def _scalar(value: Any) -> Scalar:
    if isinstance(value, bool | int | complex):
        return value
    return float(value)


def numbers_in(text: str) -> tuple[Scalar, ...] | None:
    """Return the numbers of "2", "× 2", "5,  3", "(1, 2)" or "1 ± 2i", or None for words."""
    inside = text.strip().removeprefix("×").strip()
    if inside.startswith("(") and inside.endswith(")") and ", " in inside:
        inside = inside[1:-1]
    numbers: list[Scalar] = []
    for part in re.split(r",\s+", inside):
        numbers_here = _numbers(part)
        if numbers_here is None:
            return None
        numbers += numbers_here
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
    read = _TEN.sub(lambda match: f"e{match[1].translate(_PLAIN)}", text)
    try:
        return parse_number(read).value
    except LanguageError:
        return None
