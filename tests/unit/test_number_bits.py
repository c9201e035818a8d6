"""What the types of numbers make of numbers is what torch, NumPy and the machine make of them."""

from __future__ import annotations

import math
import struct
from fractions import Fraction

import numpy as np
import pytest
import torch

from eigenscope.labs.tensors.bits import (
    BFLOAT16,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT8,
    TYPES,
    NumberType,
    StoredNumber,
    nearest,
    stored,
)

_RANDOM = np.random.default_rng(18)
_COUNT = 3000
_TORCH = {FLOAT16: torch.float16, BFLOAT16: torch.bfloat16, FLOAT32: torch.float32}
_EDGES = (
    *(0.0, 1.0, -1.0, 0.1, 1 / 3, 2049.0, 2051.0, 65504.0, 65519.999, 65520.0, 1e300, -1e300),
    *(5e-324, 2.0**-1074, 2.0**-1022, 2.0**-24, 2.0**-25, 1.5 * 2.0**-25, 3 * 2.0**-25, 6e-8),
    *(2.0**-149, 2.0**-150, 1.00001 * 2.0**-150, 2.0**-133, 2.0**-134, 3.4028235677973366e38),
    *(3.4028235e38, 3.39e38, 3.3961775292304957e38, 1 + 2.0**-8, 1 + 3 * 2.0**-8, 1.7e308),
)


def _doubles() -> list[float]:
    """Return floats of all sizes, small ones, and those around ties of shorter types."""
    patterns = _RANDOM.integers(0, 2**64, _COUNT, dtype=np.uint64)
    anything = [x for x in patterns.view(np.float64).tolist() if math.isfinite(x)]
    ordinary = (_RANDOM.normal(size=_COUNT) * 10.0 ** _RANDOM.integers(-9, 6, _COUNT)).tolist()
    ties = (_RANDOM.integers(-(2**12), 2**12, _COUNT) / 2.0**11 * 2.0**5).tolist()
    return [*_EDGES, *(-x for x in _EDGES), *anything, *ordinary, *ties]


def test_float64_keeps_every_double_as_the_machine_has_it() -> None:
    for number in _doubles():
        if number == 0:
            continue  # a fraction has one zero
        [pattern] = struct.unpack("<Q", struct.pack("<d", number))
        assert nearest(Fraction(number), FLOAT64) == StoredNumber(FLOAT64, pattern)


def test_float64_of_fractions_is_the_nearest_double() -> None:
    for above, below in _RANDOM.integers(1, 2**62, (_COUNT, 2)).tolist():
        number = Fraction(above, below)
        assert nearest(number, FLOAT64).value == Fraction(float(number))


@pytest.mark.parametrize(
    ("kind", "numpy_type", "pattern_type"),
    [(FLOAT32, np.float32, np.uint32), (FLOAT16, np.float16, np.uint16)],
)
def test_shorter_floats_are_rounded_as_numpy_does(
    kind: NumberType, numpy_type: type, pattern_type: type
) -> None:
    numbers = np.array([x for x in _doubles() if x])
    with np.errstate(over="ignore", under="ignore"):
        patterns = numbers.astype(numpy_type).view(pattern_type).tolist()
    for number, pattern in zip(numbers.tolist(), patterns, strict=True):
        assert nearest(Fraction(number), kind).pattern == pattern, number


@pytest.mark.parametrize("kind", _TORCH, ids=lambda kind: kind.name)
def test_numbers_of_float32_are_rounded_as_torch_does(kind: NumberType) -> None:
    patterns = _RANDOM.integers(0, 2**32, 2 * _COUNT, dtype=np.uint32).view(np.float32)
    with np.errstate(over="ignore"):
        singles = np.concatenate([patterns, np.array(_doubles()).astype(np.float32)])
    numbers = torch.from_numpy(singles[np.isfinite(singles) & (singles != 0)])
    mask = (1 << kind.width) - 1
    whole = torch.int32 if kind.width == 32 else torch.int16
    rounded = numbers.to(_TORCH[kind]).view(whole).long().numpy()
    for number, pattern in zip(numbers.tolist(), rounded.tolist(), strict=True):
        assert nearest(Fraction(number), kind).pattern == int(pattern) & mask, number


def test_int8_cuts_fractions_off_and_keeps_the_last_eight_bits() -> None:
    numbers = [2.7, -2.7, 127.9, 128.0, -128.0, -129.0, 300.0, -300.7, 0.0, 255.0, 256.0]
    numbers += _RANDOM.uniform(-1e6, 1e6, _COUNT).tolist()
    for number in numbers:
        own = int(torch.tensor(int(number)).to(torch.int8))
        short = stored(Fraction(number), INT8)
        assert short is not None
        assert short.value == own, number
        assert short.bits == f"{own & 255:08b}"
    assert stored(Fraction(2**63), INT8) is None
    assert stored(Fraction(-(2**63)), INT8) == StoredNumber(INT8, 0)


@pytest.mark.parametrize(("kind", "own"), [*_TORCH.items(), (FLOAT64, torch.float64)], ids=str)
def test_neighbours_are_those_of_torch(kind: NumberType, own: torch.dtype) -> None:
    info = torch.finfo(own)
    assert kind.largest == Fraction(info.max)
    assert kind.least_normal == Fraction(info.tiny)
    for number in _doubles()[::7]:
        mine = nearest(Fraction(number), kind)
        if mine.value is None:
            assert mine.gap is None
            assert mine.neighbour(-1 if mine.negative else 1) is None
            continue
        at = torch.tensor(float(mine.value), dtype=own)
        for steps, end in ((1, math.inf), (-1, -math.inf)):
            theirs = torch.nextafter(at, torch.tensor(end, dtype=own)).item()
            other = mine.neighbour(steps)
            assert other is not None
            assert (None if math.isinf(theirs) else Fraction(theirs)) == other.value


def test_patterns_and_values_go_round() -> None:
    for kind in TYPES.values():
        for pattern in _RANDOM.integers(0, 2**kind.width - 1, 300, dtype=np.uint64).tolist():
            number = StoredNumber(kind, pattern)
            if kind.exponent and number.pattern & kind.infinity == kind.infinity:
                continue  # infinite, or no number
            assert number.value is not None
            assert "".join(number.parts) == number.bits
            if number.value:
                assert stored(number.value, kind) == number
                if not kind.whole:
                    sign = -1 if number.negative else 1
                    product = sign * number.significand * Fraction(2) ** number.power
                    assert product == number.value
                    assert number.subnormal == (number.significand < 1)


def test_gaps_are_where_a_type_is_known_to_have_them() -> None:
    assert nearest(Fraction(1), FLOAT32).gap == Fraction(2) ** -23
    assert nearest(Fraction(-1), FLOAT16).gap == Fraction(2) ** -10
    assert nearest(Fraction(65504), FLOAT16).gap == 32  # the last one: towards 0
    assert nearest(Fraction(0), FLOAT64).gap == Fraction(2) ** -1074
    last = stored(Fraction(127), INT8)
    assert last is not None
    assert last.gap == 1
    assert last.neighbour(1) is None
