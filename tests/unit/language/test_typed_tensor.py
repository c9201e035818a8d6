"""Tensors as lists within lists: what is read, how it is written, and what is refused where."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings

from eigenscope.language.definitions.definitions import Definitions
from eigenscope.language.entering.tensor_entry import read_tensor
from eigenscope.language.evaluating.typed_tensor import LARGEST, TypedTensor
from eigenscope.language.texts.messages import LanguageError

from ... import sampling
from ..inputs import typed_tensors

ARRAY = np.arange(24.0).reshape(2, 2, 3, 2) / 8 - 1


@pytest.mark.parametrize(
    ("text", "array"),
    [
        ("[[[1, 1/2], [sqrt(4), 3]]]", [[[1, 0.5], [2, 3]]]),
        ("[1, 2, 3]", [1, 2, 3]),
        ("1 2 3", [1, 2, 3]),
        ("7", [7]),
        ("[[1, 2, 3]]", [[1, 2, 3]]),
        ("[1; 2]", [[1], [2]]),
        ("1 2; 3 4", [[1, 2], [3, 4]]),
        ("1\t2\n3\t4", [[1, 2], [3, 4]]),
        ("K = [[1 -2] [3 4]];", [[1, -2], [3, 4]]),
        ("[[[1,2],[3,4]]], [[[5,6],[7,8]]]", [[[[1, 2], [3, 4]]], [[[5, 6], [7, 8]]]]),
        ("【【1，2】，【3，4】】", [[1, 2], [3, 4]]),
        ("{{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}", [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]),
        ("torch.tensor([[[1., 2.]]], dtype=torch.float64)", [[[1, 2]]]),
        ("ones(2, 1, 2)/2", [[[0.5, 0.5]], [[0.5, 0.5]]]),
        ("[[1, 2], [3, 4]]^-1", [[-2, 1], [1.5, -0.5]]),
        ("A'", [[1, 3], [2, 4]]),
    ],
)
def test_a_text_is_read(text: str, array: object) -> None:
    definitions = Definitions.from_texts({"A": "[1 2; 3 4]"})
    tensor = read_tensor(text, definitions=definitions)
    assert tensor.shape == np.shape(np.array(array))
    np.testing.assert_array_equal(tensor.to_array(), array)


@pytest.mark.parametrize("printed", [str(ARRAY), repr(ARRAY), repr(torch.tensor(ARRAY))])
def test_printouts_are_read(printed: str) -> None:
    np.testing.assert_array_equal(read_tensor(printed).to_array(), ARRAY)


def test_what_is_exact_stays_exact() -> None:
    typed = TypedTensor.from_text("[[[1/3, sqrt(2)]]]")
    assert typed.to_lists() == [[["1/3", "sqrt(2)"]]]
    worked_out = read_tensor("ones(1, 2, 2)/3")
    assert [str(entry.exact) for entry in worked_out.entries] == ["1/3"] * 4


@settings(max_examples=sampling.count(40, 200), deadline=None)
@given(typed_tensors(1, 4))
def test_both_ways_of_writing_read_back(tensor: TypedTensor) -> None:
    assert TypedTensor.from_text(tensor.text) == tensor
    assert TypedTensor.from_text(tensor.lines) == tensor
    assert TypedTensor.from_lists(tensor.to_lists()) == tensor


def test_rows_stand_on_lines_of_their_own_in_columns() -> None:
    tensor = TypedTensor.from_text("[[[1, -20], [1/2, 3]], [[5, 6], [7, 8]]]")
    assert tensor.lines == "[[[  1, -20],\n  [1/2,   3]],\n\n [[  5,   6],\n  [  7,   8]]]"
    assert TypedTensor.from_text("1, -20, 3").lines == "[1, -20, 3]"
    assert TypedTensor.from_array(ARRAY).lines.count("\n") == torch.tensor(ARRAY).__repr__().count(
        "\n"
    )


def test_arrays_come_and_go() -> None:
    np.testing.assert_array_equal(TypedTensor.from_array(ARRAY).to_array(), ARRAY)
    assert TypedTensor.from_array(np.float32(0.5)).text == "[0.5]"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "There are no numbers"),
        ("[]", "There are no numbers"),
        ("[[], [1]]", "The list at [0] is empty."),
        ("[[[1, 2], [3]]]", "The list at [0][1] has 1 entry, the first one 2 entries."),
        ("[[[1], [2]], [[1]]]", "The list at [1] has 1 entry, the first one 2 entries."),
        ("[[1, 2], [[3], [4]]]", "At [1][0] stands a list, at [0][0] a number."),
        ("[[[1]], [2]]", "At [1][0] stands a number, at [0][0] a list."),
        ("[[1, 2], 3]", "“3” stands beside lists."),
        ("[[1, 2] [3, x]]", "At [1][1]: There is no name called “x”."),
        ("[[1, 2], [3, 4]", "The bracket “[” is not closed."),
        ("[[1, ..., 2]]", "“...” stands for entries that were left out"),
        ("[" * 99 + "]" * 99, "99 brackets within one another"),
        ("[[1, nan]]", "At [0][1]: There is no name called “nan”."),
        ("i", "The value is complex"),
        pytest.param(
            "1, " * 700_000, "A text of more than 2,000,000 characters is too long", id="long"
        ),
        ("ones(2, 300, 300)", f"More than {LARGEST:,} entries"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, says: str) -> None:
    with pytest.raises(LanguageError) as caught:
        read_tensor(text)
    assert says in str(caught.value)
