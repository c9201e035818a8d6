"""The window of a convolution: which cells it covers, and the matrices that follow from that."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest
import torch
from tests import sampling
from torch.nn import functional

from eigenscope.labs.kit.tensors.tensor_step import TensorStep
from eigenscope.labs.kit.tensors.tracing import traced_program
from eigenscope.labs.kit.tensors.window.matrix_forms import (
    im2col_of,
    toeplitz_of,
    weight_columns_of,
)
from eigenscope.labs.kit.tensors.window.window_sources import windowed_row
from eigenscope.labs.kit.tensors.window.windowed import Windowed, windowed
from eigenscope.trace.access import ProgramAccess

MODES = ("zeros", "reflect", "replicate", "circular")


def steps(source: str, **names: np.ndarray) -> tuple[TensorStep, ...]:
    """Return the steps of a program."""
    program = traced_program(
        source, access=ProgramAccess(names={key: np.asarray(v) for key, v in names.items()})
    )
    assert program.problem is None, program.problem
    return program.steps


def windowed_of(source: str, **names: np.ndarray) -> Windowed:
    """Return the last step of a program, with the step that pads its image if there is one."""
    every = steps(source, **names)
    pad = next((step for step in every if step.operation == "pad"), None)
    each = windowed(every[-1], pad)
    assert each is not None
    return each


def ran(source: str, image: torch.Tensor, kernel: np.ndarray) -> torch.Tensor:
    """Return the output of a program that is run as it is."""
    names: dict[str, Any] = {"F": functional, "image": image, "kernel": torch.tensor(kernel)}
    exec(source, names)
    output: torch.Tensor = names["output"]
    return output


class Drawn:
    """A convolution drawn at random: a program, its tensors, and torch's own result."""

    def __init__(self, random: Random) -> None:
        self.flat = random.random() < 0.25
        axes = 1 if self.flat else 2
        self.transposed = random.random() < 0.3
        groups = random.choice([1, 1, 2])
        inside, outside = groups * random.randint(1, 2), groups * random.randint(1, 2)
        kernel = [random.randint(1, 3) for _ in range(axes)]
        dilation = [random.randint(1, 2) for _ in range(axes)]
        stride = [random.randint(1, 3) for _ in range(axes)]
        size = [random.randint(5, 7) for _ in range(axes)]
        width = [random.randint(0, 2) for _ in range(axes)]
        self.mode = "zeros" if self.transposed else random.choice(MODES)
        if self.transposed:
            size = [random.randint(2, 4) for _ in range(axes)]
            width = [
                min(w, (d * (k - 1)) // 2) for w, d, k in zip(width, dilation, kernel, strict=True)
            ]
        shape = (inside, outside // groups) if self.transposed else (outside, inside // groups)
        numbers = np.random.default_rng(random.randrange(2**32))
        self.image = numbers.integers(-4, 5, (1, inside, *size)).astype(float)
        self.kernel = numbers.integers(-3, 4, (*shape, *kernel)).astype(float)
        name = f"F.conv{'_transpose' if self.transposed else ''}{axes}d"
        lines = []
        image, padding = "image", f", padding={tuple(width)}"
        if self.mode != "zeros":
            around = tuple(w for w in reversed(width) for _ in range(2))
            lines.append(f"padded = F.pad(image, {around}, mode='{self.mode}')")
            image, padding = "padded", ""
        lines.append(
            f"output = {name}({image}, kernel, stride={tuple(stride)}{padding}, "
            f"dilation={tuple(dilation)}, groups={groups})"
        )
        self.source = "\n".join(lines)
        self.output = ran(self.source, torch.tensor(self.image), self.kernel).numpy()


def drawn(what: str, count: int) -> list[Drawn]:
    """Return convolutions drawn by this run's seed."""
    return [Drawn(Random(sampling.seed_of(f"{what} {number}"))) for number in range(count)]


@pytest.fixture(scope="module")
def convolutions() -> list[tuple[Drawn, Windowed]]:
    """Return a sample, each with what its picture takes from its trace."""
    sample = drawn("windows", sampling.count(60, 500))
    return [
        (each, windowed_of(each.source, image=each.image, kernel=each.kernel)) for each in sample
    ]


def test_toeplitz_times_the_image_is_the_output(convolutions: list[tuple[Drawn, Windowed]]) -> None:
    for each, window in convolutions:
        product = toeplitz_of(window) @ each.image.reshape(-1)
        assert np.allclose(product, each.output.reshape(-1)), each.source


def test_im2col_times_the_weights_is_the_output(
    convolutions: list[tuple[Drawn, Windowed]],
) -> None:
    for each, window in convolutions:
        if not each.transposed:
            product = im2col_of(window) @ weight_columns_of(window)
            assert np.allclose(product.T.reshape(-1), each.output.reshape(-1)), each.source


def test_rows_of_im2col_are_those_of_unfold() -> None:
    image = np.arange(60.0).reshape(1, 3, 4, 5)
    for width, stride, dilation in ((0, 1, 1), (1, 2, 1), (2, 1, 2), (1, (3, 2), (1, 2))):
        options = f"padding={width}, stride={stride}, dilation={dilation}"
        kernel = np.ones((1, 3, 2, 3))
        window = windowed_of(f"F.conv2d(image, kernel, {options})", image=image, kernel=kernel)
        expected = functional.unfold(
            torch.tensor(image), (2, 3), padding=width, stride=stride, dilation=dilation
        )
        assert np.array_equal(im2col_of(window), expected[0].T.numpy())


def test_sources_that_are_implied_are_those_of_the_trace(
    convolutions: list[tuple[Drawn, Windowed]],
) -> None:
    for each, window in convolutions:
        assert window.step.sources is not None
        image, kernel = (stated for stated in window.step.sources[:2])
        assert image is not None
        assert kernel is not None
        for cell in {0, each.output.size // 2, each.output.size - 1}:
            expected = {
                pair
                for pair in zip(image[cell].tolist(), kernel[cell].tolist(), strict=True)
                if min(pair) >= 0
            }
            rows = [windowed_row(window.step, operand, cell) or [] for operand in range(2)]
            pairs = [pair for pair in zip(*rows, strict=True) if min(pair) >= 0]
            assert set(pairs) == expected, each.source
            assert len(pairs) == len(expected)


def test_cells_that_are_never_covered_are_those_without_a_gradient(
    convolutions: list[tuple[Drawn, Windowed]],
) -> None:
    for each, window in convolutions:
        if each.transposed or each.mode != "zeros":
            continue
        image = torch.tensor(each.image, requires_grad=True)
        ran(each.source, image, np.ones(each.kernel.shape)).sum().backward()
        assert image.grad is not None
        untouched = (image.grad[0, 0] == 0).numpy()
        border = window.sliding.inside(window.sliding.missed)
        assert np.array_equal(np.flatnonzero(untouched), np.sort(border)), each.source


def test_covering_is_covered_the_other_way_round(
    convolutions: list[tuple[Drawn, Windowed]],
) -> None:
    for _, window in convolutions[:20]:
        pairs = {
            (int(cell), sheet * window.sliding.count + place)
            for sheet in range(len(window.small))
            for place in range(window.sliding.count)
            for cell in window.covered(sheet, place)
        }
        back = {
            (cell, int(small))
            for cell in range(window.wide.size)
            for small in window.covering(cell)
        }
        assert pairs == back


def square(rows: int, columns: int, first: int = 0) -> np.ndarray:
    """Return whole numbers in order as one image or kernel of one channel."""
    return np.arange(first, first + rows * columns, dtype=float).reshape(1, 1, rows, columns)


def test_worked_example_of_im2col() -> None:
    window = windowed_of("F.conv2d(image, kernel)", image=square(3, 3), kernel=square(2, 2))
    assert im2col_of(window).tolist() == [[0, 1, 3, 4], [1, 2, 4, 5], [3, 4, 6, 7], [4, 5, 7, 8]]
    assert (im2col_of(window) @ weight_columns_of(window)).T.tolist() == [[19, 25, 37, 43]]


def test_worked_example_of_a_toeplitz_matrix_and_its_transpose() -> None:
    kernel = square(2, 2, first=1)
    window = windowed_of("F.conv2d(image, kernel)", image=square(3, 3), kernel=kernel)
    matrix = toeplitz_of(window)
    expected = np.zeros((4, 9))
    for row, moved in enumerate((0, 1, 3, 4)):
        expected[row, moved : moved + 5] = [1, 2, 0, 3, 4]
    assert np.array_equal(matrix, expected)
    output = matrix @ np.arange(9)
    assert output.tolist() == [27, 37, 57, 67]
    back = windowed_of(
        "F.conv_transpose2d(image, kernel)", image=output.reshape(1, 1, 2, 2), kernel=kernel
    )
    assert np.array_equal(toeplitz_of(back), matrix.T)
    expected = np.array([[27, 91, 74], [138, 400, 282], [171, 429, 268]])
    assert np.array_equal((toeplitz_of(back) @ output).reshape(3, 3), expected)
    assert np.array_equal(back.so_far(4)[0], expected)
