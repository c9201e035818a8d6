"""The table of right and wrong texts, asked of the matrix language."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy

from eigenscope.language.definitions.definitions import Definitions
from eigenscope.language.texts.messages import LanguageError

from .right import DEFINITIONS, RIGHT, Right
from .wrong import WRONG, Wrong


@pytest.fixture(scope="module")
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


@pytest.mark.parametrize("row", RIGHT, ids=name_of)
def test_a_right_text_has_its_value(definitions: Definitions, row: Right) -> None:
    value = definitions.evaluate(row.text)
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


@pytest.mark.parametrize("row", WRONG, ids=name_of)
def test_a_wrong_text_is_refused_with_a_good_message(definitions: Definitions, row: Wrong) -> None:
    with pytest.raises(LanguageError) as caught:
        definitions.evaluate(row.text)
    error = caught.value
    assert row.says in error.message.lower()
    assert 0 <= error.start <= error.end <= len(error.text)
    if row.start is not None:
        assert error.start == row.start
