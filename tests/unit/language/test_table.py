"""The table of right and wrong texts, asked of the matrix language.

A test takes a part of the table and names every text in it that fails: pytest would spend more time
on a test for each of the 1,600 than the language does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

import numpy as np
import pytest
import sympy

from eigenscope.language.definitions.definitions import Definitions
from eigenscope.language.texts.messages import LanguageError

from .right import DEFINITIONS, RIGHT, Right
from .wrong import WRONG, Wrong

Row = TypeVar("Row", Right, Wrong)


@cache
def definitions() -> Definitions:
    return Definitions.from_texts(DEFINITIONS)


def name_of(row: Right | Wrong) -> str:
    """Name a case by its text, shortened where it is long."""
    text = row.text or "(empty)"
    return text if len(text) <= 60 else f"{text[:20]}…({len(text)})"


def parts(text: str) -> Any:
    """Read an exact form (a Matrix, a nested list or a number) as an array of sympy objects."""
    form = sympy.sympify(text, locals={"i": sympy.I})
    return np.array(form.tolist() if isinstance(form, sympy.MatrixBase) else form, dtype=object)


def failures(check: Callable[[Row], None], rows: Iterable[Row]) -> list[str]:
    """Return the texts that a check fails for, each with what it says."""
    found = []
    for row in rows:
        try:
            check(row)
        except (Exception, pytest.fail.Exception) as error:
            found.append(f"{name_of(row)}: {type(error).__name__}: {error}")
    return found


@pytest.mark.parametrize("part", RIGHT)
def test_right_texts_have_their_values(part: str) -> None:
    assert failures(has_its_value, RIGHT[part]) == []


@pytest.mark.parametrize("part", range(len(WRONG)))
def test_wrong_texts_are_refused_with_good_messages(part: int) -> None:
    assert failures(is_refused_with_a_good_message, WRONG[part]) == []


def test_the_table_is_long_and_a_text_that_fails_is_named() -> None:
    assert sum(map(len, RIGHT.values())) > 1100
    assert sum(map(len, WRONG)) > 450
    one, two = RIGHT["numbers"][:2]
    (found,) = failures(has_its_value, [one, replace(two, value=1e9)])
    assert found.startswith(f"{name_of(two)}: AssertionError")
    assert failures(is_refused_with_a_good_message, [Wrong("1 + 1", "sum")])


def has_its_value(row: Right) -> None:
    value = definitions().evaluate(row.text)
    expected = np.asarray(row.value, dtype=complex)
    assert value.kind == row.kind
    assert tuple(value.shape) == expected.shape
    array = np.asarray(value.array, dtype=complex)
    assert array.shape == expected.shape
    size = float(np.abs(expected).max()) or 1.0
    assert np.abs(array - expected).max() <= 1e-10 * size, f"{array} is not {expected}"
    if row.exact is None:
        return
    text = value.exact_text()
    assert text is not None, "an exact form was expected"
    found, wanted = parts(text), parts(row.exact)
    assert found.shape == wanted.shape
    for one, other in zip(found.flat, wanted.flat, strict=True):
        difference = sympy.simplify(one - other)
        assert difference == 0 or difference.equals(0), f"{one} is not {other}"


def is_refused_with_a_good_message(row: Wrong) -> None:
    with pytest.raises(LanguageError) as caught:
        definitions().evaluate(row.text)
    error = caught.value
    assert row.says in str(error).lower()
    assert 0 <= error.start <= error.end <= len(error.text)
    if row.start is not None:
        assert error.start == row.start
