"""What an editor offers where somebody writes."""

from __future__ import annotations

import pytest

from eigenscope.trace import known, signatures
from eigenscope.trace.completing import Completion, completions


def names(text: str) -> list[str]:
    return [each.name for each in completions(text, len(text)).choices]


def test_modules_offer_what_is_listed_with_how_it_is_called() -> None:
    offered = completions("x = torch.resh", len("x = torch.resh"))
    assert offered.choices == (Completion("reshape", "reshape(input, shape)"),)
    assert offered.choices[0].callable
    assert offered.after_dot
    assert set(names("torch.linalg.")) == {*signatures.LINALG}
    assert set(names("y = F.")) == {*signatures.FUNCTIONAL} == set(names("torch.nn.functional."))
    assert set(names("np.random.")) == {*known.NUMPY_RANDOM}
    assert {"float32", "pi", "linalg", "no_grad"} <= set(names("torch."))


@pytest.mark.parametrize("before", ["x.", "x1.", "x.T.", "f(x).", "x[0].", "(x + y)."])
def test_tensors_offer_methods_and_attributes(before: str) -> None:
    assert names(f"y = torch.ones(2) + {before}unsq") == ["unsqueeze"]
    assert "shape" in names(f"torch; {before}")


def test_arrays_offer_theirs_where_there_is_no_torch() -> None:
    assert names("a = np.ones(3)\na.asty") == ["astype"]
    assert names("import torch\na = np.ones(3)\na.asty") == []


def test_names_of_the_program_are_offered() -> None:
    text = "weight, bias = 1, 2\nwide = tall = 3\nfor row in range(3):\n    w"
    assert names(text) == ["weight", "wide", "with"]
    assert names(text[:-1] + "ro") == ["round", "row"]
    assert names("if x == 3\nxy == 2\nx") == []


def test_nothing_is_offered_in_comments_words_and_numbers() -> None:
    for text in ("# torch.", "x = 'torch.", 'x = "a # torch.', "x = 2.", "x = 12"):
        assert names(text) == [], text
    assert "reshape" in names("f('#', torch.")


def test_case_is_no_matter_but_comes_first() -> None:
    assert names("torch; x.t")[:2] == ["t", "take"]
    assert names("torch; x.t")[-1] == "T"
