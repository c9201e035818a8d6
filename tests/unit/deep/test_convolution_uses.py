"""What the lab Convolution refuses; layers, pictures, and what the mouse does."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from scipy import ndimage
from torch.nn import functional

from eigenscope.labs.contract.lab import View
from eigenscope.labs.convolution.inputs import Inputs
from eigenscope.labs.kit.colours import OPERAND_B
from eigenscope.labs.kit.convolution.layer_stack import stack_of
from eigenscope.labs.kit.convolution.named_kernels import SQUARE, kernel_called
from eigenscope.readers.images import LoadedImage, read_image
from eigenscope.scene.camera import PLANE
from eigenscope.scene.text_width import text_width
from eigenscope.trace.program import trace

from ... import sampling
from .convolutions import LAB, K, X, numbers, output, typed

# --- what does not fit -------------------------------------------------------------------------

REFUSED: tuple[tuple[dict[str, Any], str], ...] = (
    ({"image": np.ones((2, 3, 3))}, "2 channels, but the kernel of 1 × 1 × 2 × 2 takes 1"),
    ({"image": np.ones((3, 4, 4)), "groups": 2}, "3, cannot be split into 2 equal groups"),
    ({"kernel": np.ones((3, 1, 2, 2)), "image": np.ones((2, 4, 4)), "groups": 2}, "3 kernels"),
    ({"kernel": np.ones((5, 5))}, "reaches over 5 × 5 cells and does not fit into the image of"),
    ({"padding": (4,), "padding_mode": "reflect"}, "at most 3"),
    ({"padding": (5,), "padding_mode": "circular"}, "at most 4"),
    ({"padding": "same", "stride": (2,)}, "needs stride 1"),
    ({"padding": "same", "transposed": True}, "has no padding “same”"),
    ({"padding": (9,), "transposed": True}, "cuts the whole output away"),
    ({"image": np.ones(5), "kernel": np.ones(2), "stride": (1, 2)}, "there is one length"),
    ({"topic": "pooling", "padding": (2,)}, "at most half of its window"),
    ({"padding": (10_000,)}, "would have 400,160,016 cells"),
    ({"transposed": True, "stride": (10_000,)}, "would have 900,120,004 cells"),
    ({"topic": "pictures", "padding": (9_000,)}, "Choose less padding"),
    ({"topic": "layers", "stack": [[1, 1, 256]] * 2}, "Layer 1 would have 521 rows and columns"),
    ({"topic": "pooling", "size": (9,)}, "window of 9 × 9 does not fit into the image of 4 × 4"),
    ({"topic": "layers", "stack": [[3, 0]]}, "Stride of layer 1 is a whole number from 1 to 256"),
    ({"topic": "layers", "stack": [[3, 1, 0, 1]] * 5}, "Layer 5 has nothing left to slide over"),
    ({"topic": "pictures", "kernel": np.ones((1, 2, 2, 2))}, "3 channels, but the kernel"),
    ({"topic": "pictures", "kernel": np.ones((65, 3, 1, 1))}, "65 kernels are too many"),
)


@pytest.mark.parametrize(("changes", "reason"), REFUSED)
def test_what_does_not_fit_is_refused_with_its_reason(changes: dict[str, Any], reason: str) -> None:
    for name in ("image", "kernel", "stack"):
        if name in changes:
            changes = {**changes, name: typed(changes[name])}
    inputs = LAB.check(replace(Inputs(), **changes))
    with pytest.raises(ValueError, match=r".") as refused:
        LAB.solve(inputs)
    assert reason in str(refused.value)
    assert reason in str(LAB.caption(LAB.preview(inputs), 0.0))


# --- layers, pictures, code --------------------------------------------------------------------


def test_ways_back_are_the_gradient_of_layers_of_ones() -> None:
    chance = sampling.chance("layers")
    for _ in range(sampling.count(20, 200)):
        rows = [
            [chance.randint(1, 3), chance.randint(1, 2), chance.randint(0, 1), chance.randint(1, 2)]
            for _ in range(chance.randint(1, 4))
        ]
        stack = (
            stack_of(chance.randint(12, 20), np.array(rows, dtype=float)) if _fits(rows) else None
        )
        if stack is None:
            continue
        cell = chance.randrange(stack.sides[-1] ** 2)
        image = torch.zeros(1, stack.side, stack.side, requires_grad=True, dtype=torch.float64)
        layer = image
        for kernel, stride, padding, dilation in rows:
            ones = torch.ones(1, 1, kernel, kernel, dtype=torch.float64)
            layer = functional.conv2d(layer, ones, None, stride, padding, dilation)
        layer.reshape(-1)[cell].backward()
        assert image.grad is not None
        np.testing.assert_array_equal(stack.ways(len(rows), cell)[0], image.grad[0].numpy())


def saved_picture(path: Path, mode: str) -> None:
    """Save a picture of 1100 × 40 pixels, more than are shown."""
    numpy = np.random.default_rng(5)
    if mode == "I;16":
        Image.fromarray(numpy.integers(0, 2**16, (40, 1100)).astype(np.uint16)).save(path)
        return
    colours = Image.fromarray(numpy.integers(0, 256, (40, 1100, 4)).astype(np.uint8))
    colours.convert(mode).save(path)


@pytest.mark.parametrize(
    ("name", "mode"),
    [("", ""), ("a.png", "RGBA"), ("a.png", "P"), ("a.png", "I;16"), ("a.jpg", "RGB")],
)
def test_the_program_of_a_picture_runs_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, mode: str
) -> None:
    """It opened the sample by its name, which nobody has, and cut 16 bits off at 255."""
    monkeypatch.chdir(tmp_path)
    picture = None
    if name:
        saved_picture(tmp_path / name, mode)
        picture = read_image(name)
    inputs = LAB.check(replace(Inputs(), topic="pictures", picture=picture, filter="sobel_x"))
    solution = LAB.solve(inputs)
    values = {each.variable: each.value for each in LAB.readouts(solution, 1.0)}
    program: dict[str, Any] = {}
    default = torch.get_default_dtype()
    try:
        exec(LAB.code(solution), program)
    finally:
        torch.set_default_dtype(default)
    np.testing.assert_allclose(program["output"], np.array(values["output"]), atol=1e-12)


def test_each_kernel_stands_beside_what_it_makes() -> None:
    numpy = np.random.default_rng(3)
    picture = LoadedImage("noise.png", numpy.integers(0, 256, (20, 30, 4)).astype(np.uint8))
    inputs = replace(
        Inputs(), topic="pictures", picture=picture, filter="directions", colour="grey"
    )
    inputs = LAB.check(replace(inputs, kernel=kernel_called("directions"), mode="convolution"))
    solution = LAB.solve(inputs)
    weights = kernel_called("directions").to_array()[:, :, ::-1, ::-1]
    for number, sheet in enumerate(solution.picture.kernels):
        np.testing.assert_array_equal(sheet.channels, weights[number])
    view = View(PLANE.fitted(solution.extent(), (1280.0, 720.0), 1.2), (1280.0, 720.0))
    for t in (0.5, 1.0):
        draws = {draw.name: draw.matrix for draw in LAB.frame(solution, t, view).draws}
        for number in range(16):
            frame, sheet = draws[f"kernel {number} frame"], draws[f"output {number} picture"]
            assert frame[0, 3] + frame[0, 0] < sheet[0, 3]
            assert frame[1, 3] == pytest.approx(sheet[1, 3])


def test_gradients_of_named_kernels_are_those_of_torch() -> None:
    chance = sampling.chance("named layers")
    for _ in range(sampling.count(10, 200)):
        rows = [[3, chance.randint(1, 2), chance.randint(0, 1), 1] for _ in range(3)]
        names = [chance.choice(SQUARE) for _ in rows]
        stack = stack_of(20, np.array(rows, dtype=float), ", ".join(names))
        cell = chance.randrange(stack.sides[-1] ** 2)
        image = torch.zeros(1, 20, 20, requires_grad=True, dtype=torch.float64)
        layer = image
        for name, (_, stride, padding, _) in zip(names, rows, strict=True):
            own = np.ones((3, 3)) if name == "ones" else kernel_called(name).to_array()
            weights = torch.from_numpy(own)[None, None]
            layer = functional.conv2d(layer, weights, None, stride, padding)
        layer.reshape(-1)[cell].backward()
        assert image.grad is not None
        expected = image.grad[0].numpy()
        np.testing.assert_allclose(stack.gradients(3, cell)[0], expected, atol=1e-12)


def test_a_kernel_of_a_layer_has_its_own_size() -> None:
    with pytest.raises(ValueError, match="Layer 2 has the kernel size 5, but blur is 3 × 3"):
        stack_of(20, np.array([[3.0], [5.0]]), "ones, blur")


def test_layers_of_named_kernels_show_weights_and_run_as_a_program() -> None:
    """All kernels were of ones, so that nobody saw what several layers do together."""
    inputs = LAB.check(replace(Inputs(), topic="layers", side=7, kernels="sobel_x, blur"))
    inputs = replace(inputs, stack=typed([[3], [3]]))
    solution = LAB.solve(inputs)
    values = {each.variable or each.key: each.value for each in LAB.readouts(solution, 1.0)}
    both = ndimage.convolve(
        np.pad(kernel_called("sobel_x").to_array(), 1), np.full((3, 3), 1 / 9), mode="constant"
    )
    np.testing.assert_allclose(np.array(values["ways"])[1:6, 1:6], both, atol=1e-12)
    assert values["seen"] == 20  # the middle column cancels out
    assert "has the weight −0.444" in str(LAB.caption(solution, 1.0))
    program: dict[str, Any] = {}
    exec(LAB.code(solution), program)
    np.testing.assert_allclose(program["ways"], np.array(values["ways"]), atol=1e-12)
    assert program["seen"] == 20


def _fits(rows: list[list[int]]) -> bool:
    try:
        stack_of(12, np.array(rows, dtype=float))
    except ValueError:
        return False
    return True


def test_the_field_of_three_layers_of_three_is_seven() -> None:
    assert numbers(topic="layers")["field"] == 7
    strided = numbers(topic="layers", side=20, stack=[[3, 2], [3, 1], [3, 1]])
    assert strided["field"] == 1 + 2 + 2 * 2 + 2 * 2
    assert strided["jump"] == 2


def test_a_picture_is_filtered_as_torch_filters_it() -> None:
    numpy = np.random.default_rng(3)
    pixels = numpy.integers(0, 256, (20, 30, 4)).astype(np.uint8)
    picture = LoadedImage("noise.png", pixels)
    kernel = numpy.integers(-4, 5, (16, 3, 3, 3)) / 4
    found = numbers(
        topic="pictures", picture=picture, kernel=kernel, stride=(2, 1), padding=(1,),
        padding_mode="circular",
    )  # fmt: skip
    image = torch.from_numpy(pixels[..., :3] / 255).permute(2, 0, 1)
    padded = functional.pad(image[None], (1, 1, 1, 1), mode="circular")
    expected = functional.conv2d(padded, torch.from_numpy(kernel), stride=(2, 1))[0]
    np.testing.assert_allclose(found["output"], expected.numpy(), atol=1e-12)


def test_one_kernel_of_rows_and_columns_filters_each_colour() -> None:
    blurred = numbers(topic="pictures", kernel=np.full((3, 3), 1 / 9))["output"]
    assert blurred.shape == (3, 158, 158)
    grey = numbers(topic="pictures", kernel=np.full((3, 3), 1 / 9), colour="grey")["output"]
    assert grey.shape == (1, 158, 158)
    weighted = np.tensordot([0.299, 0.587, 0.114], blurred, 1)
    np.testing.assert_allclose(grey[0], weighted, atol=1e-12)


def test_the_window_goes_on_as_lines_of_tensors() -> None:
    for topic in ("window", "pooling"):
        inputs = Inputs(topic=topic, padding=(1,))
        code = LAB.as_code(inputs)
        assert code is not None
        steps = trace(code.lines).steps
        expected = {r.variable: r.value for r in LAB.readouts(LAB.solve(inputs), 1.0)}["output"]
        assert np.asarray(steps[-1].array).tolist() == np.asarray(expected).tolist()
    assert LAB.as_code(Inputs(topic="layers")) is None
    assert LAB.as_code(Inputs(image=typed(np.ones((2, 3, 3))))) is None


def test_a_click_chooses_the_output_and_a_second_one_lets_it_go() -> None:
    inputs = Inputs()
    solution = LAB.solve(inputs)
    view = View(PLANE.fitted(LAB.extent(solution), (1280.0, 720.0), 1.35), (1280.0, 720.0))
    hit = None
    for x, y in product(range(900, 1280, 20), range(200, 520, 20)):
        hit = hit or LAB.chosen(inputs, solution, 1.0, replace(view, pointer=(float(x), float(y))))
    assert hit is not None
    assert 0 <= hit.cell < 9
    chosen = LAB.solve(hit)
    row, column = divmod(hit.cell, 3)
    texts = [label.text for label in LAB.frame(chosen, 0.0, view).labels]
    assert any(text.startswith(f"output[{row}, {column}] = ") for text in texts)


def test_the_mouse_on_any_layer_shows_what_a_cell_comes_from() -> None:
    inputs = LAB.check(Inputs(topic="layers"))
    solution = LAB.solve(inputs)
    view = View(PLANE.fitted(LAB.extent(solution), (1280.0, 720.0), 1.35), (1280.0, 720.0))
    titles = set()
    for x in range(40, 1260, 20):
        frame = LAB.frame(solution, 0.0, replace(view, pointer=(float(x), 390.0)))
        titles |= {label.text for label in frame.labels if label.text.endswith("]")}
    assert {title.partition("[")[0] for title in titles} == {"image", "layer1", "layer2", "layer3"}
    assert LAB.chosen(inputs, solution, 0.0, replace(view, pointer=(1.0, 1.0))) is None


def test_beside_a_kernel_stands_the_turned_one() -> None:
    (turned,) = LAB.counterparts(Inputs())
    assert output(image=X, kernel=K, mode=turned.inputs.mode) == [[[5, 11], [23, 29]]]
    (back,) = LAB.counterparts(turned.inputs)
    assert back.inputs == Inputs()
    (mean,) = LAB.counterparts(Inputs(topic="pooling"))
    assert mean.inputs.pool == "mean"
    assert LAB.counterparts(Inputs(topic="layers")) == ()


def test_a_matrix_that_is_too_large_to_be_drawn_has_its_numbers() -> None:
    inputs = Inputs(topic="matrix", reading="toeplitz", image=typed(np.ones((40, 40))))
    solution = LAB.solve(inputs)
    assert "too large to be drawn" in str(LAB.caption(solution, 0.5))
    found = LAB.readouts(solution, 1.0)[0].value
    assert np.asarray(found).shape == (1, 39, 39)


@pytest.mark.parametrize(
    ("stride", "said"),
    [
        ((1,), ""),
        ((2,), "With stride 2 it moves 2 cells at a time."),
        ((1, 3), "With stride (1, 3) it moves 1 down and 3 to the right."),
    ],
)
def test_before_the_window_slides_its_stride_is_said(stride: tuple[int, ...], said: str) -> None:
    image = typed(np.ones((5, 6)))
    for topic in ("window", "pooling"):
        story = LAB.solve(Inputs(topic=topic, image=image, stride=stride))
        words = str(LAB.caption(story, 0.0))
        assert words.endswith(said) if said else "stride" not in words


def test_the_kernel_is_turned_in_its_own_colour() -> None:
    story = LAB.solve(Inputs(mode="convolution"))
    assert "turned by 180°" in str(LAB.caption(story, 0.1))
    labels = LAB.frame(story, 0.1, View(PLANE, (1280.0, 720.0))).labels
    assert {label.slot for label in labels if label.text in ("kernel", "turned")} == {OPERAND_B}


def test_the_mean_of_a_window_in_a_row_is_written_out() -> None:
    image = typed(np.array([1.0, 2.0, 4.0]))
    story = LAB.solve(Inputs(topic="pooling", image=image, pool="mean", size=(2,), stride=(1,)))
    texts = [label.text for label in LAB.frame(story, 1.0, View(PLANE, (1280.0, 720.0))).labels]
    assert "output[1] = (2 + 4) / 2 = 3.0" in texts


def heading_boxes(inputs: Inputs, size: tuple[float, float]) -> dict[str, list[float]]:
    """Return the left, top, right and bottom of each heading in pixels, by its name."""
    solution = LAB.solve(LAB.check(inputs))
    view = View(PLANE.fitted(solution.extent(), size, 1.2), size)
    boxes: dict[str, list[float]] = {}
    headings: dict[tuple[float, ...], list[Any]] = {}
    for label in LAB.frame(solution, 1.0, view).labels:
        if label.priority == 3 and label.fixed:
            headings.setdefault((*label.position, label.offset[1]), []).append(label)
    for labels in headings.values():
        x, y = view.camera.project(np.array([labels[0].position]), size)[0, :2]
        half = [text_width(each.text, each.size, bold=True) / 2 for each in labels]
        left = min(x + each.offset[0] - w for each, w in zip(labels, half, strict=True))
        right = max(x + each.offset[0] + w for each, w in zip(labels, half, strict=True))
        middle, high = y - labels[0].offset[1], 0.5 * labels[0].size
        boxes[labels[0].text] = [left, middle - high, right, middle + high]
    return boxes


@pytest.mark.parametrize("size", [(1280.0, 720.0), (660.0, 460.0), (420.0, 300.0)])
@pytest.mark.parametrize("changes", [
    {"reading": "im2col"}, {"reading": "toeplitz"}, {"image": K, "transposed": True},
    {"image": K, "transposed": True, "stride": (2,)},
])  # fmt: skip
def test_headings_do_not_touch_in_small_windows(
    size: tuple[float, float], changes: dict[str, Any]
) -> None:
    """Where "image (2, 2)" reached the kernel's, the name "kernel" was left out."""
    if "image" in changes:
        changes = {**changes, "image": typed(changes["image"])}
    boxes = heading_boxes(replace(Inputs(), topic="matrix", **changes), size)
    assert {"image", "kernel", "y"} <= set(boxes)
    for one, other in combinations(boxes.values(), 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, boxes
