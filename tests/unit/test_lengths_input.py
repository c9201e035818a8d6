"""Lengths of two axes as inputs: typed in many ways, and refused with the reason."""

from __future__ import annotations

import pytest

from eigenscope.labs.contract.files_read import FilesRead
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs import LengthsSpec

STRIDE = LengthsSpec("Stride", "Sliding")
PADDING = LengthsSpec("Padding", "Sliding", low=0, words=("same",))


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("2", (2,)), (" 3, 2 ", (3, 2)), ("(3, 2)", (3, 2)), ("[3,2]", (3, 2)), ("3 2", (3, 2)),
        ("3×2", (3, 2)), ("3 x 2", (3, 2)), ("(2,)", (2,)), ("2.0", (2,)),
    ],
)  # fmt: skip
def test_lengths_are_typed_in_many_ways(text: str, lengths: tuple[int, ...]) -> None:
    assert STRIDE.from_text("stride", text, FilesRead()) == lengths


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0", "from 1"), ("-1", "from 1"), ("1.5", "whole number"), ("two", "whole number"),
        ("1, 2, 3", "two such as 2, 1"), ("", "whole number"), ("1e9", "from 1 to 10000"),
        ("same", "whole number"), ("nan", "not finite"),
    ],
)  # fmt: skip
def test_what_is_no_length_is_refused(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        STRIDE.from_text("stride", text, FilesRead())


def test_a_word_may_stand_for_lengths() -> None:
    assert PADDING.from_text("padding", "'same'", FilesRead()) == "same"
    assert PADDING.from_text("padding", "0", FilesRead()) == (0,)
    with pytest.raises(InputError, match="or same"):
        PADDING.from_text("padding", "full", FilesRead())


def test_lengths_are_read_back_as_they_were_written() -> None:
    for value in ((2,), (3, 1), "same"):
        assert PADDING.from_json("padding", PADDING.to_json(value, {}, "padding"), {}) == value
        assert PADDING.from_text("padding", PADDING.text(value), FilesRead()) == value
    for wrong in ([], [1, 2, 3], None, True, {"a": 1}, "valid"):
        with pytest.raises(InputError):
            PADDING.from_json("padding", wrong, {})
