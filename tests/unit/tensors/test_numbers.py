"""How the numbers of tensors are written, in cells and at a line's end."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from eigenscope.labs.kit.tensors.numbers import cell_text, cell_texts, value_text
from eigenscope.labs.kit.tensors.tensor_step import ShownTensor
from eigenscope.labs.kit.tensors.tracing import traced_program


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        ([1, 2, -3], ("1", "2", "−3")),
        ([2**53 + 1], ("9007199254740993",)),
        ([True, False], ("True", "False")),
        ([1.0, 2.0, -4.0], ("1", "2", "−4")),
        ([0.5, 1.0, -2.0], ("0.5", "1.0", "−2.0")),
        ([0.1 + 0.2, 0.7], ("0.3", "0.7")),
        ([1 / 3, 2 / 3, 0.25], ("0.333", "0.667", "0.250")),
        ([2.718281828, -7.389056], ("2.718", "−7.389")),
        ([123.456, -1 / 3], ("123.5", "−0.3")),
        ([1.2e-9, 0.5], ("1.2×10⁻⁹", "0.5")),
        ([3e8, 1.5], ("3×10⁸", "1.5")),
        ([np.nan, np.inf, -np.inf, 1.0], ("nan", "∞", "−∞", "1")),
        ([-0.0, 0.0], ("0", "0")),
        ([1 + 2j, -1j, 0.5], ("1.0+2.0i", "−1.0i", "0.5")),
        ([1 + 2j, 3 - 4j], ("1+2i", "3−4i")),
        ([], ()),
    ],
)
def test_the_texts_of_cells(cells: list[Any], texts: tuple[str, ...]) -> None:
    numbers = np.array(cells)
    assert cell_texts(numbers) == texts
    assert tuple(cell_text(numbers, k) for k in range(len(cells))) == texts


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_a_short_decimal_is_written_as_it_was_typed(dtype: type[np.floating[Any]]) -> None:
    assert cell_texts(np.array([[0.1, 0.7], [1.3, -2.5]], dtype)) == ("0.1", "0.7", "1.3", "−2.5")


def test_what_is_no_integer_never_looks_like_one() -> None:
    chance = np.random.default_rng(0)
    for power in range(-8, 8):
        numbers = chance.normal(size=50) * 10.0**power
        texts = cell_texts(numbers)
        assert not [text for text in texts if text.lstrip("−").isdecimal()]
        for value, text in zip(numbers, texts, strict=True):
            assert text.startswith("−") == (value < 0)


def test_columns_align() -> None:
    chance = np.random.default_rng(1)
    for _ in range(50):
        texts = cell_texts(chance.uniform(0.1, 9, size=12))
        assert len({len(text.partition(".")[2]) for text in texts}) == 1


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("torch.arange(12)", "[0, 1, 2, 3, 4, 5, …] (12,)"),
        ("torch.tensor(6.0)", "6.0"),
        ("torch.tensor(6)", "6"),
        ("torch.ones(3, 4)", "(3, 4) float32"),
        ("torch.tensor([3.0, 5.5])", "[3.0, 5.5]"),
        ("torch.tensor([3.0, 5.0])", "[3.0, 5.0]"),
        ("torch.arange(4).reshape(2, 2) > 1", "(2, 2) bool"),
        ("torch.arange(4).reshape(2, 2)", "[[0, 1], [2, 3]]"),
        ("torch.zeros(0, 3)", "(0, 3) float32"),
        ("torch.ones(2, 3).shape", "(2, 3)"),
        ("torch.ones(2).shape", "(2,)"),
        ("torch.ones(2).sum().item()", "2.0"),
        ("1 / 3", "0.333"),
        ("torch.ones(2).is_contiguous()", "True"),
    ],
)
def test_the_text_at_a_line_s_end(source: str, text: str) -> None:
    step = traced_program(source).steps[-1]
    assert value_text(step.result or step.answer) == text


def test_no_text_at_a_line_s_end_is_long() -> None:
    chance = np.random.default_rng(2)
    for size in (1, 3, 10, 1000):
        for longest in (20, 28, 40):
            text = value_text(ShownTensor("x", chance.normal(size=size), "float32"), longest)
            assert len(text) <= longest
    assert value_text("word " * 30, 20) == "word word word word…"
