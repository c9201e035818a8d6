"""The memory strip: where torch and NumPy say that elements lie, and what is said of it."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.tensors.memory.memory_picture import memory_height, memory_picture
from eigenscope.labs.kit.tensors.memory.memory_strips import (
    RESULT_NUMBER,
    contiguous,
    memory_strips,
    shown_cells,
)
from eigenscope.labs.kit.tensors.memory.memory_words import memory_words, tenants_words
from eigenscope.labs.kit.tensors.tensor_readouts import tensor_readouts
from eigenscope.labs.kit.tensors.tensor_step import TensorProgram, TensorStep
from eigenscope.labs.kit.tensors.tracing import traced_program
from eigenscope.scene.camera import Camera
from eigenscope.scene.frame import Frame, Label
from eigenscope.scene.geometry import vertices
from eigenscope.scene.slots import ACCENTS, Slot
from eigenscope.scene.text_width import text_width

SIZE = (1200.0, 600.0)
ROOM = (-5.8, 2.9, 11.6, 5.8)
AXES = dict.fromkeys((RESULT_NUMBER, 0, 1, 2), ACCENTS[:4])

VIEWS = {
    "Y = X.T": (1, 4),
    "Y = X[::2, 1:3]": (8, 1),
    "Y = X[1]": (1,),
    "Y = X[:, 1]": (4,),
    "Y = X.reshape(2, 6)": (6, 1),
    "Y = X.reshape(2, 2, 3).permute(2, 0, 1)": (1, 6, 3),
    "Y = X[2, 3]": (),
}


def program_of(*lines: str) -> TensorProgram:
    program = traced_program("\n".join(("import torch", "import numpy as np", *lines)))
    assert program.problem is None
    return program


def last(*lines: str) -> TensorStep:
    return program_of(*lines).steps[-1]


def picture(step: TensorStep, height: float = 6.0) -> Frame:
    camera = Camera(height=height)
    draws, labels = memory_picture(step, ROOM, View(camera, SIZE), AXES)
    return Frame(tuple(draws), tuple(labels), camera)


@pytest.mark.parametrize("line", VIEWS)
def test_a_view_lies_where_its_numbers_are(line: str) -> None:
    """In a memory that holds 0, 1, 2 … a tensor's numbers are its places."""
    step = last("X = torch.arange(12).reshape(3, 4)", line)
    assert step.result is not None
    (strip,) = memory_strips(step)
    result = strip.result
    assert result is not None
    assert result.memory.strides == VIEWS[line]
    assert result.cells.tolist() == step.result.numbers.reshape(-1).tolist()
    assert strip.texts == tuple(map(str, range(12)))
    assert strip.covered(result) == tuple(sorted(map(float, result.cells.tolist())))


def test_a_negative_stride_and_one_of_zero_are_followed() -> None:
    (strip,) = memory_strips(last("x = np.arange(8)", "y = x[::-2]"))
    assert strip.result is not None
    assert strip.result.cells.tolist() == [7, 5, 3, 1]
    (strip,) = memory_strips(last("x = torch.tensor([[5], [7]])", "y = x.expand(2, 3)"))
    assert strip.result is not None
    assert strip.result.cells.tolist() == [0, 0, 0, 1, 1, 1]
    assert strip.result.jumps == ((0, 1), (1, 0))


def test_what_no_tensor_covers_is_empty() -> None:
    (strip,) = memory_strips(last("Y = torch.arange(6)[1:3].reshape(2, 1)"))
    assert strip.texts == ("", "1", "2", "", "", "")


def test_each_memory_has_one_strip_and_the_result_the_last() -> None:
    step = last("X = torch.arange(6)", "Y = torch.ones(6)", "Z = X + Y")
    strips = memory_strips(step)
    assert [[t.tensor.label for t in strip.tenants] for strip in strips] == [["X"], ["Y"], ["Z"]]
    shared = memory_strips(last("X = torch.arange(6)", "s = X[:3] + X[3:]"))
    assert len(shared) == 2
    assert [str(tenants_words(strip)) for strip in shared] == [
        "X, X[:3] and X[3:] share this memory",
        "s has its own memory",
    ]
    many = last(
        "a, b, c = torch.ones(2), torch.zeros(2), torch.ones(2)", "d = torch.cat([a, b, c])"
    )
    assert [strip.tenants[0].tensor.label for strip in memory_strips(many)] == ["a", "b", "d"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("Y = X.T",), "Y is a view: it shares X's memory, and reads it with strides (1, 3)."),
        (("Y = X.clone()",), "Y is a copy with its own memory."),
        (("Y = X.T", "Z = Y.contiguous()"), "Z is a copy with its own memory."),
        (("Y = X + 1",), "Y is a new tensor with its own memory."),
        (("Y = X.detach()",), "Y shares X's memory, and reads it in the same way."),
        (("X += 1",), "X is changed in place: it stays in the same memory."),
        (("X[0] = 5",), "X is changed in place: it stays in the same memory."),
    ],
)
def test_it_is_said_whether_memory_is_shared(lines: tuple[str, ...], said: str) -> None:
    words = str(memory_words(last("X = torch.arange(6).reshape(2, 3)", *lines)))
    assert words.startswith(said)
    assert words.endswith("not contiguous." if "(1, 3)" in said else "It is contiguous.")


@pytest.mark.parametrize(
    "tensor",
    [
        torch.zeros(3, 4),
        torch.zeros(3, 4).T,
        torch.zeros(3, 1).T,
        torch.zeros(3, 4)[:, 1:2],
        torch.zeros(0, 4).T,
        torch.zeros(()),
        torch.zeros(2, 1, 3).expand(2, 4, 3),
        torch.zeros(4, 6)[::2],
    ],
    ids=lambda tensor: f"{tuple(tensor.shape)} {tensor.stride()}",
)
def test_contiguous_means_what_torch_means(tensor: torch.Tensor) -> None:
    from eigenscope.labs.kit.tensors.tensor_step import ShownTensor, TensorMemory

    memory = TensorMemory(0, int(tensor.storage_offset()), tuple(tensor.stride()), 24)
    assert contiguous(ShownTensor("x", tensor.numpy(), "float32", 0, memory)) is (
        tensor.is_contiguous()
    )


def test_a_long_memory_is_shown_in_part() -> None:
    assert shown_cells(48, 0) == tuple(range(48))
    assert shown_cells(100, 0) == (*range(40), 99)
    assert shown_cells(1000, 500) == (0, *range(498, 538), 999)
    assert shown_cells(100, 99) == (0, *range(60, 100))
    (strip,) = memory_strips(last("Y = torch.arange(1_000_000).reshape(1000, 1000)[500]"))
    assert strip.shown == (0, *range(499_998, 500_038), 999_999)
    assert len(strip.gaps) == 2
    assert strip.columns[:3] == (0.0, 2.0, 3.0)
    assert strip.column(600_000) == strip.gaps[1]


def label_of(frame: Frame, text: str, slot: Slot) -> Label:
    return next(each for each in frame.labels if each.text == text and each.slot is slot)


def test_jumps_lead_to_the_next_element_along_each_axis() -> None:
    frame = picture(last("X = torch.arange(12).reshape(3, 4)", "Y = X.T"))
    ends = {}
    for number in (0, RESULT_NUMBER):
        for axis in (0, 1):
            (arc,) = frame.named(f"jump {number} {axis}")
            assert arc.style.slot is ACCENTS[axis]
            xs = (arc.matrix @ [[0.0, 1.0], [0, 0], [0, 0], [1, 1]])[0]
            ends[number, axis] = (float(xs[0]), float(xs[1]))
    zero, one, four = (label_of(frame, str(k), Slot.AXIS).position[0] for k in (0, 1, 4))
    assert ends[0, 0] == ends[RESULT_NUMBER, 1] == pytest.approx((zero, four))
    assert ends[0, 1] == ends[RESULT_NUMBER, 0] == pytest.approx((zero, one))
    for text, slot in (("+4", ACCENTS[0]), ("+1", ACCENTS[1]), ("+4", ACCENTS[1])):
        assert label_of(frame, text, slot)


@pytest.mark.parametrize(
    "lines",
    [
        ("X = torch.arange(12).reshape(3, 4)", "Y = X.T"),
        ("X = torch.rand(2, 3)", "Y = torch.rand(3)", "Z = X * Y"),
        ("X = torch.arange(240).reshape(2, 3, 40)", "Y = X.permute(2, 0, 1)"),
        ("X = torch.arange(3).reshape(3, 1)", "Y = X.expand(3, 5)"),
    ],
)
def test_all_is_within_its_room(lines: tuple[str, ...]) -> None:
    step = last(*lines)
    frame = picture(step)
    left, top, wide, high = ROOM
    height = memory_height(step)
    assert 0 < height <= high
    low = []
    for draw in frame.draws:
        points = vertices(draw.geometry).astype(float)
        places = points @ draw.matrix[:3, :3].T + draw.matrix[:3, 3]
        assert places[:, 0].min() >= left - 1e-6
        assert places[:, 0].max() <= left + wide + 1e-6
        assert places[:, 1].max() <= top + 1e-6
        low.append(float(places[:, 1].min()))
    low += [label.position[1] for label in frame.labels]
    assert top - height - 1e-6 <= min(low) <= top - 0.75 * height


def test_a_moving_camera_and_another_step_of_that_shape_upload_nothing() -> None:
    lines = "X = torch.arange(12).reshape(3, 4)", "Y = X.T"
    frames = [picture(last(*lines)), picture(last(*lines), 5.0)]
    first, second = ([id(draw.geometry) for draw in frame.draws] for frame in frames)
    assert first == second
    step = last(*lines)
    view = View(Camera(), SIZE)
    once, again = (memory_picture(step, ROOM, view, AXES) for _ in range(2))
    assert all(a is b for a, b in zip(once[0], again[0], strict=True))


def test_what_has_no_memory_has_no_strip() -> None:
    step = last("X = torch.arange(3)", "n = len(X) + 1")
    assert step.result is None
    assert memory_picture(step, ROOM, View(Camera(), SIZE), AXES) == ([], [])
    assert memory_height(step) == 0
    assert "no tensor" in str(memory_words(step))


def test_readouts_say_what_torch_says() -> None:
    source = "X = torch.arange(12).reshape(3, 4)", "Y = X.T"
    readouts = {each.key: each for each in tensor_readouts(last(*source), "Y")}
    Y = torch.arange(12).reshape(3, 4).T
    assert readouts["result.value"].variable == "Y"
    assert np.array_equal(np.asarray(readouts["result.value"].value), Y.numpy())
    assert readouts["result.shape"].value == tuple(Y.shape)
    assert readouts["result.strides"].value == Y.stride()
    assert readouts["result.contiguous"].value is Y.is_contiguous()
    assert f"torch.{readouts['result.dtype'].text}" == str(Y.dtype)
    assert str(readouts["result.memory"].text) == "shared with X"
    assert str(readouts["operand 0"].text) == "(3, 4) int64"
    assert {str(each.group) for each in readouts.values()} == {"Result", "Operands"}


def test_strides_of_numpy_are_in_elements() -> None:
    readouts = {each.key: each for each in tensor_readouts(last("y = np.arange(6).reshape(2, 3)"))}
    assert readouts["result.strides"].value == (3, 1)
    assert str(readouts["result.dtype"].text) == str(np.arange(6).dtype)


def test_what_shares_the_memory_is_told_though_the_step_does_not_take_it() -> None:
    """Y has X's memory, also where only Y is written into."""
    step = last("X = torch.arange(6)", "Y = X.view(2, 3)", "Z = X.clone()", "Y[0, 0] = 100")
    strips = memory_strips(step)
    assert [str(tenants_words(strip)) for strip in strips] == ["X and Y share this memory"]
    readouts = {each.key: each for each in tensor_readouts(step)}
    assert str(readouts["result.memory"].text) == "shared with X"


@pytest.mark.parametrize("width", [200.0, 391.0, 1200.0])
def test_names_end_where_the_cells_begin(width: float) -> None:
    step = last("X = torch.arange(12)", "Y = X.reshape(3, 4)", "Z = Y.view(2, 6)", "Z.flatten()")
    view = View(Camera(height=6.0), (width, width / 2))
    draws, labels = memory_picture(step, ROOM, view, AXES)
    unit = width / 2 / 6.0
    [names] = [label for label in labels if label.text.startswith("X, ")]
    lefts = [vertices(each.geometry) @ each.matrix[0, :3] + each.matrix[0, 3] for each in draws]
    half = text_width(names.text, names.size, bold=names.bold) / unit / 2
    assert names.position[0] + half < min(left.min() for left in lefts)
