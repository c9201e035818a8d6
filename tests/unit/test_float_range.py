"""Sums, means, lengths and covariances of numbers near the bounds of floats, against mpmath."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from eigenscope.language.definitions.definitions import Definitions
from eigenscope.language.texts.messages import LanguageError

BIG, E = mpmath.mpf("1e308"), mpmath.e
RIGHT = {
    "norm([1e308 1e308])": BIG * mpmath.sqrt(2),
    "norm([1e308 1; 1 1e308])": BIG * mpmath.sqrt(2),
    "norm([1e200*e, 1e200])": mpmath.mpf("1e200") * mpmath.sqrt(E**2 + 1),
    "norm([1e-200*e, 1e-200])": mpmath.mpf("1e-200") * mpmath.sqrt(E**2 + 1),
    "‖1e307*[e 1; 1 e]‖_F": mpmath.mpf("1e307") * mpmath.sqrt(2 * (E**2 + 1)),
    "norm([1e300 + 1e300i])": mpmath.mpf("1e300") * mpmath.sqrt(2),
    "mean([1e308, 1e308])": BIG,
    "mean(1e307*[e, 6*e, 6*e])": mpmath.mpf("1e307") * E * 13 / 3,
    "mean([1e308 2e307; 1e308 1], 0)[0]": BIG,
    "sum(1e308*[sqrt(2), 1.5, -sqrt(2)])": BIG * 1.5,
    "sum([1e308*(e/2), 1e308*(e/2), -1e308*(e/2)])": BIG * E / 2,
    "dot([1e308 1e308], [e, -e/2])": BIG * E / 2,
    "trace([1e308*(e/2) 0 0; 0 1e308*(e/2) 0; 0 0 -1e308*(e/2)])": BIG * E / 2,
    "cov([1.3e154*e/4; 0])[0, 0]": mpmath.mpf("1.3e154") ** 2 * (E / 4) ** 2 / 2,
    "project([1e200*e, 1e200*e])[0, 1]": mpmath.mpf("0.5"),
    "reflect([1e-200, 1e-200])[0, 1]": mpmath.mpf(1),
    "rot(90, [0, 0, 1e200*e])[1, 0]": mpmath.mpf(1),
}


@pytest.mark.parametrize("text", RIGHT)
def test_a_result_that_fits_a_float_is_right(text: str) -> None:
    found = Definitions.from_texts({}).evaluate(text)
    assert float(found.array) == pytest.approx(float(RIGHT[text]), rel=1e-14, abs=0)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("norm([3e307 4e307])", "5" + "0" * 307),
        ("mean([1e308, 1e308])", "1" + "0" * 308),
        ("norm([1e308 1e308])", "1" + "0" * 308 + "*sqrt(2)"),
    ],
)
def test_what_is_known_exactly_stays_exact(text: str, exact: str) -> None:
    assert Definitions.from_texts({}).evaluate(text).exact_text() == exact


@pytest.mark.parametrize(
    "text",
    ["norm([1.5e308 1.5e308])", "sum([1e308 1e308])", "dot([1e200], [1e200])", "cov([1e200; 0])"],
)
def test_a_result_that_fits_no_float_is_said_so(text: str) -> None:
    with pytest.raises(LanguageError, match="too large for a number"):
        Definitions.from_texts({}).evaluate(text)


def test_ordinary_numbers_give_what_numpy_gives() -> None:
    table = np.random.default_rng(3).normal(size=(6, 3))
    found = Definitions.from_texts({}).evaluate(f"cov({table.tolist()})").array
    assert found == pytest.approx(np.cov(table, rowvar=False), rel=1e-12)
