"""No printed number hides the digits on which a decision rests."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from eigenscope.engine.analysis.analyse import analyse
from eigenscope.engine.analysis.digits import EXACT_NOISE, FLOAT_NOISE, digits_apart
from eigenscope.engine.analysis.table import as_table
from eigenscope.labs.transform.lab import LAB
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.main.evaluating import evaluate
from eigenscope.main.matrix_argument import matrix_argument


def table_of(text: str) -> dict[str, str]:
    """Return the first lines of the facts that `analyse` prints of a typed matrix."""
    found = matrix_argument(text, None)
    lines = as_table(analyse(found.array, found.exact), found.typed).splitlines()
    width = lines[0].index("2×2")
    return {line[:width].strip(): line[width:] for line in lines if line[:width].strip()} | {
        "second row": lines[2][width:]
    }


@pytest.mark.parametrize(
    ("text", "label", "shown"),
    [
        ("[[1,1],[1,1.00000000000001]]", "second row", "1  1.00000000000001"),
        ("[[1,1],[1,1.00000000000001]]", "trace", "2.00000000000001"),
        ("[[1,1],[1,1.0000000000000000001]]", "second row", "1  1.0000000000000000001"),
        ("[[1/3,0.333333],[-2,3]]", "matrix", "1/3  0.333333"),
        ("scale(2, 2.00000000000001)", "kinds", "diagonal scaling (factors [2, 2.00000000000001])"),
        ("[[2,0],[0,2.00000000000001]]", "singular values", "2.00000000000001, 2"),
        ("[[2,0],[0,2.00000000000001]]", "condition number", "1.00000000000001"),
        ("[[2,0],[0,2.00000000000001]]", "second row", "0  2.00000000000001"),
        ("[[1,0],[0,1]]", "condition number", "1"),
        ("rot(30)", "singular values", "1, 1"),
        ("rot(30)", "matrix", "√3/2  −1/2"),
        ("rot(40)", "matrix", "0.766044  −0.642788"),
    ],
)  # fmt: skip
def test_what_was_typed_is_seen_and_what_differs_looks_different(
    text: str, label: str, shown: str
) -> None:
    assert table_of(text)[label].strip() == shown


def test_noise_of_floats_is_not_shown() -> None:
    q, _ = np.linalg.qr(np.random.default_rng(4).normal(size=(6, 6)))
    singular = next(
        line for line in as_table(analyse(q * 3.0)).splitlines() if line.startswith("singular")
    )
    assert singular.split("values")[1].split(",") == [" " * 12 + "3", *[" 3"] * 5]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1.00000000000001", "1.00000000000001"),
        ("[1, 1.00000000000001]", "[               1 1.00000000000001]"),
        ("[1, 1.00000000000000000001]", "[1, 100000000000000000001/100000000000000000000]"),
        ("[1, 1.00000000000001; 1, 1]^2", None),
        ("1/3", "0.333333333333"),
        ("0.1 + 0.2", "0.3"),
        ("sqrt(2)^2", "2"),
        ("inv([1 2; 3 5])*[1 2; 3 5]", "[[1 0]\n [0 1]]"),
        ("svd([2 0; 0 2.00000000000001])", "[2.00000000000001                2]"),
        ("rot(30)*rot(20)*rot(-50)", "[[1 0]\n [0 1]]"),
    ],
)
def test_evaluate_shows_as_many_digits_as_tell_entries_apart(text: str, shown: str | None) -> None:
    found = evaluate(text, [], exact=False, as_json=False)
    if shown is None:
        entries = found.replace("[", " ").replace("]", " ").split()
        expected = np.linalg.matrix_power(np.array([[1, 1.00000000000001], [1, 1]]), 2)
        assert len(set(entries)) == len(set(expected.ravel().tolist()))
    else:
        assert found == shown


@pytest.mark.parametrize(
    ("values", "noise", "digits"),
    [
        ([1.0, 2.0], 0.0, 6),
        ([1.0, 1.00000001], 0.0, 9),
        ([1.0, 1.0 + 2**-52], 0.0, 17),
        ([1.0, 1.0 + 2**-52], EXACT_NOISE, 6),
        ([3.0, 3.0 + 1e-13], FLOAT_NOISE, 6),
        ([float("inf"), 1e300], 0.0, 6),
        ([0.0, -0.0], 0.0, 6),
        ([], 0.0, 6),
    ],
)
def test_digits_that_tell_numbers_apart(values: list[float], noise: float, digits: int) -> None:
    assert digits_apart(values, noise) == digits


def test_readouts_show_as_many_digits_as_tell_values_apart() -> None:
    matrix = Matrix.from_texts([["2", "0"], ["0", "2.00000000000001"]])
    inputs = LAB.check(replace(LAB.defaults(), matrix=matrix))
    found = {each.key: str(each.text) for each in LAB.readouts(LAB.solve(inputs), 1.0)}
    assert found["singular"] == "2.00000000000001,  2"
    assert {found["eigenvalue.0"], found["eigenvalue.1"]} == {"2", "2.00000000000001"}
