"""The lab Convolution: its numbers against torch, numpy and plain loops; what does not fit."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional

from eigenscope.labs.convolution.inputs import Inputs
from eigenscope.labs.kit.convolution.axis_size import AxisSize
from eigenscope.labs.kit.convolution.convolution import ConvolutionError
from eigenscope.labs.kit.convolution.layer_stack import LayerStack, StackLayer

from ... import sampling
from .convolutions import LAB, K, X, numbers, output, typed

STRIPE = np.array([[1.0, 1, 0, 0, 0, 0, 1, 1]] * 6)


# --- worked examples ---------------------------------------------------------------------------


def test_a_kernel_slides_over_nine_cells() -> None:
    found = numbers(image=X, kernel=K)
    assert found["output"].tolist() == [[[19, 25], [37, 43]]]
    assert found["im2col"].tolist() == [[0, 1, 3, 4], [1, 2, 4, 5], [3, 4, 6, 7], [4, 5, 7, 8]]
    assert output(image=X, kernel=K, mode="convolution") == [[[5, 11], [23, 29]]]
    padded = [[0, 3, 8, 4], [9, 19, 25, 10], [21, 37, 43, 16], [6, 7, 8, 0]]
    assert output(image=X, kernel=K, padding=(1,)) == [padded]
    assert output(image=X, kernel=K, padding=(1,), stride=(3, 2)) == [[[0, 8], [6, 8]]]


def test_an_edge_detector_sees_edges_of_one_direction() -> None:
    assert output(image=STRIPE, kernel=[1.0, -1.0]) == [[[0, 1, 0, 0, 0, -1, 0]] * 6]
    assert not np.any(output(image=STRIPE.T, kernel=[1.0, -1.0]))


def test_channels_are_added_up_for_each_output() -> None:
    image, kernel = np.stack([X, X + 1]), np.stack([K, K + 1])
    assert output(image=image, kernel=kernel) == [[[56, 72], [104, 120]]]
    three = np.stack([kernel, kernel + 1, kernel + 2])
    assert output(image=image, kernel=three) == [
        [[56, 72], [104, 120]], [[76, 100], [148, 172]], [[96, 128], [192, 224]]
    ]  # fmt: skip


def test_a_toeplitz_matrix_has_the_kernel_in_every_row() -> None:
    kernel = np.array([[1.0, 2.0], [3.0, 4.0]])
    found = numbers(image=X, kernel=kernel)
    row = np.array([1.0, 2, 0, 3, 4, 0, 0, 0, 0])
    assert found["output"].tolist() == [[[27, 37], [57, 67]]]
    assert found["toeplitz"].tolist() == [np.roll(row, by).tolist() for by in (0, 1, 3, 4)]
    back = output(image=found["output"][0], kernel=kernel, transposed=True)
    assert back == [[[27, 91, 74], [138, 400, 282], [171, 429, 268]]]
    assert (found["toeplitz"].T @ found["output"].ravel()).tolist() == np.ravel(back).tolist()


def test_a_transposed_convolution_stamps_the_kernel() -> None:
    assert output(image=K, kernel=K, transposed=True) == [[[0, 0, 1], [0, 4, 6], [4, 12, 9]]]
    strided = [[0, 0, 0, 1], [0, 0, 2, 3], [0, 2, 0, 3], [4, 6, 6, 9]]
    assert output(image=K, kernel=K, transposed=True, stride=(2,)) == [strided]


def test_output_padding_says_which_of_several_sizes_comes_out() -> None:
    """A convolution with stride 2 takes 3 and 4 cells to 2: the way back has to choose."""
    given: dict[str, Any] = {"image": K, "kernel": K, "stride": (2,), "transposed": True}
    longer = numbers(**given, output_padding=(1,))
    small, weights = torch.from_numpy(K[None]), torch.from_numpy(K[None, None])
    expected = functional.conv_transpose2d(small, weights, stride=2, output_padding=1)
    np.testing.assert_array_equal(longer["output"], expected)
    assert np.shape(longer["output"]) == (1, 5, 5)
    assert longer["rows"] == 5
    image, kernel = typed(K), typed(K)
    solution = LAB.solve(Inputs(image=image, kernel=kernel, stride=(2,), transposed=True,
                                output_padding=(1,)))  # fmt: skip
    said = str(LAB.caption(solution, 1.0))
    assert "(2 − 1)·2 − 2·0 + 1·(2 − 1) + 1 + 1 = 5" in said
    assert "9 cells of the output are never reached and stay 0." in said
    assert "output_padding=1" in LAB.code(solution)
    with pytest.raises(ConvolutionError, match="Output padding of 2 is too much"):
        numbers(**given, output_padding=(2,))


def test_pooling_takes_the_largest_or_the_mean() -> None:
    pooling = {"topic": "pooling", "image": X, "size": (2,), "stride": (1,)}
    assert output(**pooling) == [[[4, 5], [7, 8]]]
    assert output(**{**pooling, "image": X}, pool="mean") == [[[2, 3], [5, 6]]]
    large = np.arange(16.0).reshape(4, 4)
    assert output(topic="pooling", image=large, size=(3,), stride=(2,), padding=(1,)) == [
        [[5, 7], [13, 15]]
    ]


SIZES = (
    ((3, 3), (1, 1), (1, 1), (8, 8)),
    ((5, 3), (2, 1), (1, 1), (8, 8)),
    ((3, 3), (1, 1), (2, 2), (4, 4)),
    ((3, 5), (0, 1), (3, 4), (2, 2)),
)


@pytest.mark.parametrize(("kernel", "padding", "stride", "size"), SIZES)
def test_the_formula_of_the_size_is_that_of_the_output(
    kernel: tuple[int, int],
    padding: tuple[int, int],
    stride: tuple[int, int],
    size: tuple[int, int],
) -> None:
    found = numbers(image=np.ones((8, 8)), kernel=np.ones(kernel), padding=padding, stride=stride)
    assert found["output"].shape == (1, *size)
    assert (found["rows"], found["columns"]) == size


def test_ten_layers_of_five_leave_two_hundred_cells_of_two_hundred_and_forty() -> None:
    stack = LayerStack(240, (StackLayer(5),) * 10)
    assert stack.sides[-1] == 200
    assert AxisSize("rows", 8, (1, 1), 3, 2).equation == "4 = ⌊(8 + 2·1 − 1·(3 − 1) − 1)/2⌋ + 1"


def test_cells_that_no_window_covers_are_counted_and_said() -> None:
    inputs = Inputs(image=typed(np.ones((5, 6))), kernel=typed(np.ones((2, 2))), stride=(3, 2))
    solution = LAB.solve(inputs)
    found = {each.key: each.value for each in LAB.readouts(solution, 1.0)}
    covered = {
        (r * 3 + i) * 6 + c * 2 + j for r, c, i, j in product(range(2), range(3), (0, 1), (0, 1))
    }
    assert found["missed"] == 30 - len(covered) == 6
    assert "6 cells of the image are never covered." in str(LAB.caption(solution, 1.0))


# --- random ones -------------------------------------------------------------------------------

_MODES = ("zeros", "reflect", "replicate", "circular")


def drawn(chance: Random) -> dict[str, Any]:
    """Return inputs of a convolution that has an output."""
    axes = chance.choice((1, 2, 2, 2))
    groups = chance.choice((1, 1, 2))
    channels, outputs = groups * chance.randint(1, 2), groups * chance.randint(1, 2)
    transposed = chance.random() < 0.3
    kernel = [chance.randint(1, 3) for _ in range(axes)]
    dilation = [chance.choice((1, 1, 2)) for _ in range(axes)]
    reach = [d * (k - 1) + 1 for d, k in zip(dilation, kernel, strict=True)]
    size = [each + chance.randint(0, 4) for each in reach]
    padding = [
        chance.randint(0, min(2, n - 1, r // 2 if transposed else 2))
        for n, r in zip(size, reach, strict=True)
    ]
    stride = [chance.randint(1, 3) for _ in range(axes)]
    further = [chance.randrange(max(s, d)) for s, d in zip(stride, dilation, strict=True)]
    ends = (channels, outputs // groups) if transposed else (outputs, channels // groups)
    numpy = np.random.default_rng(chance.randrange(2**32))
    return {
        "image": numpy.integers(-9, 10, (channels, *size)) / 4,
        "kernel": numpy.integers(-9, 10, (*ends, *kernel)) / 4,
        "stride": tuple(stride),
        "output_padding": tuple(further),
        "padding": tuple(padding),
        "padding_mode": chance.choice(_MODES),
        "dilation": tuple(dilation),
        "groups": groups,
        "transposed": transposed,
        "mode": chance.choice(("correlation", "convolution")),
    }


def by_torch(given: dict[str, Any]) -> np.ndarray:
    image, kernel = torch.from_numpy(given["image"]), torch.from_numpy(given["kernel"])
    axes = image.ndim - 1
    if given["mode"] == "convolution":
        kernel = kernel.flip(tuple(range(2, kernel.ndim)))
    rest = {name: given[name] for name in ("stride", "dilation", "groups")}
    if given["transposed"]:
        spread = (functional.conv_transpose1d, functional.conv_transpose2d)[axes - 1]
        rest |= {name: given[name] for name in ("padding", "output_padding")}
        return spread(image[None], kernel, **rest)[0].numpy()
    ends = [width for each in reversed(given["padding"]) for width in (each, each)]
    mode = "constant" if given["padding_mode"] == "zeros" else given["padding_mode"]
    padded = functional.pad(image[None], ends, mode=mode)
    return (functional.conv1d, functional.conv2d)[axes - 1](padded, kernel, **rest)[0].numpy()


def test_random_convolutions_agree_with_torch_and_with_both_matrices() -> None:
    chance = sampling.chance("convolutions")
    for _ in range(sampling.count(100, 500)):
        given = drawn(chance)
        found = numbers(**given)
        expected = by_torch(given)
        assert found["output"].shape == expected.shape, given
        np.testing.assert_allclose(found["output"], expected, atol=1e-12, err_msg=str(given))
        by_matrix = found["toeplitz"] @ given["image"].ravel()
        np.testing.assert_allclose(by_matrix, expected.ravel(), atol=1e-12, err_msg=str(given))
        if not given["transposed"]:
            by_rows = found["im2col"] @ weights_as_columns(given)
            np.testing.assert_allclose(by_rows.T.ravel(), expected.ravel(), atol=1e-12)


def weights_as_columns(given: dict[str, Any]) -> np.ndarray:
    """Return the kernel (channels × cells, outputs), 0 for channels of other groups."""
    kernel = given["kernel"]
    if given["mode"] == "convolution":
        kernel = np.flip(kernel, tuple(range(2, kernel.ndim)))
    outputs, inside = kernel.shape[:2]
    flat = kernel.reshape(outputs, inside, -1)
    columns = np.zeros((outputs, inside * given["groups"], flat.shape[2]))
    for each in range(outputs):
        first = each // (outputs // given["groups"]) * inside
        columns[each, first : first + inside] = flat[each]
    return columns.reshape(outputs, -1).T


def test_random_true_convolutions_agree_with_sums_over_all_pairs() -> None:
    """(x ∗ k)[n] = Σ x[n − m] k[m], each pair of cells by itself."""
    chance = sampling.chance("true convolutions")
    numpy = np.random.default_rng(sampling.seed_of("true convolutions"))
    for _ in range(10):
        rows, columns, high, wide = (chance.randint(1, 4) for _ in range(4))
        image, kernel = numpy.integers(-5, 6, (rows, columns)), numpy.integers(-5, 6, (high, wide))
        whole = np.zeros((rows + high - 1, columns + wide - 1))
        for r, c, i, j in product(range(rows), range(columns), range(high), range(wide)):
            whole[r + i, c + j] += image[r, c] * kernel[i, j]
        found = output(image=image, kernel=kernel, mode="convolution", padding=(high - 1, wide - 1))
        assert found == [whole.tolist()]
    signal, weights = numpy.integers(-5, 6, 9), numpy.integers(-5, 6, 4)
    found = output(image=signal, kernel=weights, mode="convolution", padding=(3,))
    assert found == [np.convolve(signal, weights).tolist()]


def test_padding_same_keeps_the_size_as_torch_does() -> None:
    numpy = np.random.default_rng(sampling.seed_of("same"))
    for high, wide, dilation in product((1, 2, 3, 4), (2, 3), (1, 2)):
        image, kernel = numpy.integers(-5, 6, (7, 8)), numpy.integers(-5, 6, (high, wide))
        found = output(image=image, kernel=kernel, padding="same", dilation=(dilation,))
        expected = functional.conv2d(
            torch.from_numpy(image)[None, None].double(),
            torch.from_numpy(kernel)[None, None].double(), padding="same", dilation=dilation,
        )  # fmt: skip
        assert found == expected[0].tolist()


def test_random_poolings_agree_with_torch() -> None:
    chance = sampling.chance("poolings")
    numpy = np.random.default_rng(sampling.seed_of("poolings"))
    for _ in range(sampling.count(30, 300)):
        axes, pool = chance.choice((1, 2, 2)), chance.choice(("max", "mean"))
        size = tuple(chance.randint(1, 4) for _ in range(axes))
        stride = tuple(chance.randint(1, 3) for _ in range(axes))
        padding = tuple(chance.randint(0, each // 2) for each in size)
        shape = tuple(each + chance.randint(0, 4) for each in size)
        image = numpy.integers(-9, 10, shape if axes == 1 else (chance.randint(1, 3), *shape)) / 4
        found = output(
            topic="pooling", pool=pool, image=image, size=size, stride=stride, padding=padding
        )
        functions: dict[str, Any] = {
            "max": (functional.max_pool1d, functional.max_pool2d),
            "mean": (functional.avg_pool1d, functional.avg_pool2d),
        }
        sheets = torch.from_numpy(image).reshape(1, -1, *shape)
        expected = functions[pool][axes - 1](sheets, size, stride, padding)[0]
        np.testing.assert_allclose(found, expected.numpy(), atol=1e-12)
