"""Every number that a lab shows is right to half a unit of its last digit, in every place alike."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import mpmath
import numpy as np
import pytest
from tests.labs import view_of

from eigenscope.export.texts.values import numbers_in
from eigenscope.labs.contract.lab import Lab
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.labs.contract.specs import (
    DataSpec,
    MatrixSpec,
    ScalarSpec,
    VectorsSpec,
    specs,
)
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.main.lab_numbers import _as_json

TYPED = {
    "digits": "0.1234567 1/3 -2.00001 1.23456789 0.7654321 3.0000001 1/7 0.98765 2.718281828",
    "small": "0.004 0.001 -0.002 0.003 0.0051234 0.0007 0.0012 -0.0033 0.0042",
    "tiny": "1e-13 2e-13 -3e-13 1e-14 5e-13 7e-13 4e-13 1.5e-13 6e-13",
    "large": "123456789 1234567.25 -7654321 98765432 1234567 87654321 1000001 2000003 3000017",
    "noisy": "0.1 0.2 -0.3 0.7 1.1 2.2 3.3 0.6 0.9",
}
NAMED = ("alpha", "beta", "gamma", "line_x", "line_y", "level")
NUMBER = re.compile(
    r"(?<![\w₀-₉.])(?P<sign>−?)(?P<digits>\d+(?:\.\d+)?)(?:[×·]10(?P<power>[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?"
    r"(?!\d|\.\d|[⁰¹²³⁴⁵⁶⁷⁸⁹]|/\d)"
)
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


@dataclass(frozen=True)
class Shown:
    """A decimal as it is read, exactly, and half a unit of its last digit."""

    value: Fraction
    half: Fraction

    def stands_for(self, value: float) -> bool:
        """Whether it is a value, rounded; floats have noise of their own."""
        return abs(self.value - Fraction(value)) <= self.half + abs(self.value) / 10**11

    def is_among(self, sizes: Sequence[float]) -> bool:
        """Whether it is one of these sizes, which ascend, or the negative of one, rounded."""
        size = Shown(abs(self.value), self.half)
        place = bisect_left(sizes, size.value)  # the nearest is the one below or the one above
        return any(map(size.stands_for, sizes[max(place - 1, 0) : place + 1]))


def shown(text: str) -> Iterator[Shown]:
    """Yield the decimals in a text."""
    for found in NUMBER.finditer(text):
        unit = Fraction(10) ** int((found["power"] or "0").translate(RAISED))
        decimals = len(found["digits"].partition(".")[2])
        size = Fraction(found["digits"]) * unit
        yield Shown(-size if found["sign"] else size, unit / 10**decimals / 2)


def one(text: str, factor: str = "") -> Shown | Fraction:
    """Return the number of a cell: a fraction is what it is."""
    if re.fullmatch(r"−?\d+/\d+", text):
        return Fraction(text.replace("−", "-"))
    (found,) = shown(text)
    if not factor:
        return found
    unit = next(shown(f"1×{factor}")).value if factor != "10" else Fraction(10)
    return Shown(found.value * unit, found.half * unit)


def filled(matrix: Matrix, texts: list[str], first: int) -> Matrix:
    rows, columns = matrix.shape
    cells = [texts[(first + k) % len(texts)] for k in range(rows * columns)]
    return Matrix.from_texts([cells[i * columns : (i + 1) * columns] for i in range(rows)])


@cache
def solved(name: str, topic: str, kind: str) -> tuple[Lab, Any, Any]:
    """Return a lab with its matrices and vectors typed, and the solution."""
    lab, texts = load_lab(name), TYPED[kind].split()
    inputs = lab.defaults()
    if topic:
        inputs = replace(inputs, topic=topic)
    changes: dict[str, Any] = {}
    for first, (field, spec) in enumerate(specs(lab.inputs_type).items()):
        value = getattr(inputs, field)
        if isinstance(spec, MatrixSpec | DataSpec) and isinstance(value, Matrix):
            changes[field] = filled(value, texts, first)
        elif isinstance(spec, VectorsSpec):
            changes[field] = tuple(filled(v, texts, first + 2 * k) for k, v in enumerate(value))
        elif isinstance(spec, ScalarSpec) and field in NAMED:
            changes[field] = filled(value, texts, first)
    inputs = lab.check(replace(inputs, **changes))
    return lab, inputs, lab.solve(inputs)


def topics() -> Iterator[tuple[str, str]]:
    for name in lab_names():
        topics = load_lab(name).topics()
        yield from ((name, topic.key) for topic in topics)
        if not topics:
            yield name, ""


CASES = [(name, topic, kind) for name, topic in topics() for kind in TYPED]


def cells(readout: Readout) -> Iterator[tuple[str, Shown | Fraction, float]]:
    """Yield each number of a readout: its text, what it says, and the value it stands for."""
    if readout.value is None or isinstance(readout.value, bool | tuple):
        return
    values = np.ravel(np.asarray(readout.value))
    if readout.matrix:
        texts = [text for row in readout.matrix for text in row]
        assert len(texts) == len(values)
        for text, value in zip(texts, values, strict=True):
            if "√" not in text and "π" not in text:
                yield text, one(text, readout.factor), float(value)
        return
    text = str(readout.text)
    if "i" in text or "°" in text or "%" in text or "∞" in text or numbers_in(text) is None:
        return
    found = [*shown(text)]
    if len(found) == len(values):
        for each, value in zip(found, values, strict=True):
            yield text, each, float(np.real(value))


def exactly(told: str, readout: Readout) -> bool:
    """Tell whether a text has all the digits of the float that it stands for, or all but "…"."""
    if not isinstance(readout.value, float):
        return "…" in told
    exact, plain = format(Decimal(readout.value), "f"), told.replace("−", "-")
    return exact == plain or (plain.endswith("…") and exact.startswith(plain[:-1]))


def typed_floats(kind: str) -> set[float]:
    return {float(text) for text in TYPED[kind].split() if "/" not in text}


@pytest.mark.parametrize(("name", "topic", "kind"), CASES)
def test_every_number_is_right_to_its_last_digit(name: str, topic: str, kind: str) -> None:
    lab, _, solution = solved(name, topic, kind)
    scale = min(1.0, float(max(abs(Fraction(text)) for text in TYPED[kind].split())))
    typed = typed_floats(kind)
    for t in (0.0, 0.37, 1.0):
        for readout in lab.readouts(solution, t):
            for text, said, value in cells(readout):
                if isinstance(said, Fraction):
                    assert abs(said - Fraction(value)) <= abs(said) / 10**12, (readout.key, text)
                    continue
                assert said.stands_for(value), (t, readout.key, text, value)
                if t == 1 and value in typed:  # what was typed is shown as it was typed
                    assert float(said.value) == value, (readout.key, text, value)
                if t == 1 and abs(value) > 1e-14 * scale:  # small is not zero
                    assert said.value, (readout.key, text, value)
                if said.half == Fraction(1, 2):  # without decimals: an integer it is
                    assert abs(value - round(value)) <= 1e-10 * abs(value), (readout.key, text)
                assert said.value == 0 or abs(value) > 1e-15 * scale**2, text
            told = _as_json(readout)["text"]
            assert told == str(readout.text)
            if kind == "noisy" and not exactly(str(told), readout):
                assert not re.search(r"\d\.\d*(0{6}|9{6})\d", str(told)), (readout.key, told)


_MOST = 10_000  # cells of an array whose numbers labels may say


@pytest.mark.parametrize(("name", "topic", "kind"), CASES)
def test_labels_and_captions_say_what_the_readouts_say(name: str, topic: str, kind: str) -> None:
    lab, inputs, solution = solved(name, topic, kind)
    known: list[float] = [float(Fraction(text)) for text in TYPED[kind].split()]
    for readout in lab.readouts(solution, 1.0):
        if readout.value is not None and not isinstance(readout.value, bool):
            parts = np.ravel(np.asarray(readout.value))[:_MOST]
            known += [*map(float, parts.real), *map(float, parts.imag), *map(float, abs(parts))]
        known += [float(each.value) for each in shown(str(readout.text))]
    if name == "matrix":
        known += np.linalg.svd(inputs.data.to_array(), compute_uv=False).tolist()
    known = [value for value in known if math.isfinite(value)]
    known += [100 * value for value in known]  # per cent
    known += [100 - value for value in known]  # what is lost of them
    sizes = sorted(map(abs, known))
    frame = lab.frame(solution, 1.0, view_of(lab, inputs, solution))
    texts = [str(label.text) for label in frame.labels if not label.fixed]
    texts = [text for text in texts if re.search("[=(λ]|area|shadow|gap|radius", text)]
    for text in (*texts, str(lab.caption(solution, 1.0))):
        for said in shown(
            re.sub(r"(Equation|rank|After|dimension) \d+|\d+/\d+|θ = \S+|L[\d.]+", "", text)
        ):
            near = said.is_among(sizes) or said.value in (0, 1, 2, 3, 90)
            assert near, (text, float(said.value))


SMALL = [["0.004", "0.001"], ["-0.002", "0.003"]]


@pytest.mark.parametrize(
    "rows",
    [
        SMALL,
        [["1e-13", "0"], ["0", "1e-14"]],
        [["0.1234567", "1/3"], ["-2.00001", "1234567.25"]],
        [["123456789", "1"], ["1", "123456788"]],
        [["0.1", "0.2"], ["0.3", "0.7"]],
    ],
)
def test_a_matrix_is_measured_alike_by_two_labs_and_mpmath(rows: list[list[str]]) -> None:
    exact = [[Fraction(text) for text in row] for row in rows]
    (a, b), (c, d) = exact
    with mpmath.workdps(60):
        floats = [[mpmath.mpf(x.numerator) / x.denominator for x in row] for row in exact]
        matrix = mpmath.matrix(floats)
        large, little = sorted(map(float, mpmath.svd_r(matrix, compute_uv=False)))[::-1]
    wanted = {
        "determinant": float(a * d - b * c),
        "trace": float(a + d),
        "condition": large / little,
        "norm.1": float(max(abs(a) + abs(c), abs(b) + abs(d))),
        "norm.inf": float(max(abs(a) + abs(b), abs(c) + abs(d))),
        "frobenius": math.hypot(large, little),
        "sigma.1": large,
        "sigma.2": little,
    }
    typed, seen = Matrix.from_texts(rows), set()
    for name in ("transform", "svd_pca"):
        lab = load_lab(name)
        solution = lab.solve(lab.check(replace(lab.defaults(), matrix=typed)))
        for readout in lab.readouts(solution, 1.0):
            if readout.key in wanted:
                (said,) = shown(str(readout.text))
                assert said.stands_for(wanted[readout.key]), (name, readout.key, readout.text)
                seen.add(readout.key)
    assert seen == set(wanted)


def test_sums_of_vectors_are_exact() -> None:
    lab = load_lab("vectors")
    a, b = (["1/3", "0.1234567"], ["2.00001", "1234567.25"])
    vectors = tuple(Matrix.from_texts([[text] for text in texts]) for texts in (a, b))
    inputs = lab.check(replace(lab.defaults(), vectors=vectors))
    found = {each.key: each.matrix for each in lab.readouts(lab.solve(inputs), 1.0)}
    assert found["a"] == (("1/3",), ("0.1234567",))
    assert found["b"] == (("2.00001",), ("1234567.25",))
    assert found["sum"] == (("2.3333",), ("1.23×10⁶",))
