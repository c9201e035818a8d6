"""The number line shows the steps that make numbers, with the numbers that torch gives."""

from __future__ import annotations

import math

import numpy as np
import pytest

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.tensors.tracing import traced_program
from eigenscope.labs.tensors.inputs import Inputs
from eigenscope.labs.tensors.line_motions import Scale
from eigenscope.labs.tensors.number_line import NumberLine, scalars_story
from eigenscope.labs.tensors.scalar_steps import ScalarStep, scalar_steps
from eigenscope.scene.camera import FITTED, PLANE
from eigenscope.scene.frame import Frame
from eigenscope.scene.text_width import text_width

SIZE = (760.0, 520.0)
CELSIUS = "f = torch.tensor(52.0)\nc = 5 / 9 * (f - 32)\n"


def story(source: str) -> NumberLine:
    made = scalars_story(Inputs(topic="scalars", code=source), traced_program(source))
    assert isinstance(made, NumberLine)
    return made


def steps(source: str) -> tuple[ScalarStep, ...]:
    return scalar_steps(traced_program(source))


def picture(shown: NumberLine, t: float) -> Frame:
    return shown.frame(t, View(PLANE.fitted(shown.extent(), SIZE, FITTED), SIZE))


def tip(frame: Frame, name: str) -> float:
    """Return the world x of the tip of an arrow."""
    [draw] = frame.named(name)
    return float((draw.matrix @ (1.0, 0.0, 0.0, 1.0))[0])


def test_fahrenheit_becomes_celsius_in_four_steps() -> None:
    made = steps(CELSIUS)
    assert [step.kind for step in made] == ["point", "divide", "subtract", "multiply"]
    assert [step.name for step in made] == ["f", "", "", "c"]
    assert made[-1].value == pytest.approx(100 / 9, rel=1e-7)
    assert [operand.named for operand in made[-1].operands] == ["5 / 9 = 0.5556", "f - 32 = 20"]


@pytest.mark.parametrize(
    ("source", "kind", "value"),
    [
        ("x = 3.0\ny = x * 2", "multiply", 6.0), ("2 ** 10", "power", 1024.0),
        ("np.float64(2.5) - 4", "subtract", -1.5), ("torch.add(torch.tensor(1), 2)", "add", 3.0),
        ("abs(torch.tensor(-2.0))", "move", 2.0), ("torch.tensor(4.0).sqrt()", "move", 2.0),
        ("torch.tensor([1.0, 2.0]).sum()", "point", 3.0), ("1 < 2", "compare", 1.0),
        ("torch.tensor(1.0) == torch.tensor(2.0)", "compare", 0.0), ("7 // 2", "move", 3.0),
    ],
)  # fmt: skip
def test_steps_are_shown_by_what_they_do(source: str, kind: str, value: float) -> None:
    last = steps(source)[-1]
    assert last.kind == kind
    assert last.value == value


def test_plain_numbers_have_the_names_that_lines_give_them() -> None:
    made = steps("x = 2.0\ny = x + 1  # one more\nz = (y + 1) * 2\n")
    assert [step.name for step in made] == ["y", "", "z"]


def test_arrows_meet_where_the_result_is() -> None:
    for source, end in (("torch.tensor(3.0) + 4", 7.0), ("torch.tensor(3.0) - 5", -2.0)):
        shown = story(source)
        frame = picture(shown, 1.0)
        assert tip(frame, "result") == pytest.approx(shown.scale.place(end))
        second = 3.0 + 4.0 if end == 7.0 else 3.0
        assert tip(frame, "second") == pytest.approx(shown.scale.place(second))


def test_the_line_stretches_until_one_is_at_the_factor() -> None:
    shown = story("torch.tensor(1.5) * -2")
    begin, end = shown.timeline.times[1:3]
    frame = picture(shown, end)
    assert tip(frame, "unit") == pytest.approx(shown.scale.place(-2.0))
    assert tip(frame, "first") == pytest.approx(shown.scale.place(-3.0))
    halfway = picture(shown, begin + 1e-6)
    assert tip(halfway, "unit") == pytest.approx(shown.scale.place(1.0), abs=1e-3)


def test_all_numbers_stay_on_the_line() -> None:
    source = "x = torch.tensor(-3.0)\ny = x ** 3\nz = y / 0.001\nw = torch.sqrt(z * z)\nv = x - w"
    shown = story(source)
    view = View(PLANE.fitted(shown.extent(), SIZE, FITTED), SIZE)
    for t in np.linspace(0, 1, 31).tolist():
        frame = shown.frame(t, view)
        for draw in frame.draws:
            assert np.isfinite(draw.matrix).all()
            x, _, _ = view.camera.project(draw.matrix[:3, 3][None], SIZE)[0]
            assert 0 <= x <= SIZE[0]


def test_numbers_that_coincide_have_names_below_each_other() -> None:
    shown = story("a = torch.tensor(1.0)\nb = torch.tensor(1.0)\nc = a + 0\nd = torch.tensor(9.0)")
    frame = picture(shown, 1.0)
    heights = {label.text: label.position[1] for label in frame.labels if " = " in label.text}
    assert len({heights["a = 1"], heights["b = 1"], heights["c = 1"]}) == 3
    assert heights["d = 9"] == max(heights[f"{name} = 1"] for name in "abc")


def test_what_is_no_place_is_said() -> None:
    shown = story("x = torch.tensor(1.0) / 0")
    assert "no place on the number line" in str(shown.caption(1.0))
    assert picture(shown, 1.0).draws
    assert math.isinf(shown.steps[-1].value)
    assert math.isfinite(shown.scale.high)


def test_huge_and_equal_numbers_have_a_line() -> None:
    for source in ("1e308 * -1\n1e308 + 0", "torch.tensor(0.0)", "1e-300 + 1e-300"):
        shown = story(source)
        assert all(np.isfinite(draw.matrix).all() for draw in picture(shown, 1.0).draws)
    assert Scale(-1.7e308, 1.7e308).place(1.7e308) == pytest.approx(8.0)


def test_float32_is_not_what_was_typed() -> None:
    _, fact = story("k = torch.tensor(0.1)").readouts(1.0)
    assert str(fact.text) == "0.1"
    assert fact.exact == "0.100000001490116119384765625"
    assert fact.value == float(np.float32(0.1))
    _, whole = story("k = torch.tensor(3)").readouts(1.0)
    assert whole.exact == ""
    assert str(whole.label) == "k (int64)"


def test_the_result_of_the_step_that_is_shown_stands_beside_the_picture() -> None:
    shown = story("x = torch.tensor(3.0)\nx + 0.5\nx > 5\n")
    begin = shown.timeline.times
    told = [shown.readouts(t)[0] for t in (begin[0], begin[1] + 1e-6, begin[3])]
    assert [str(fact.label) for fact in told] == ["x", "x + 0.5", "x > 5"]
    assert [str(fact.text) for fact in told] == ["3", "3.5", "False"]
    assert all(fact.live for fact in told)


@pytest.mark.parametrize("kind", ["+", "-", "*", "/", "**", "<", "//"])
def test_no_number_has_its_name_twice(kind: str) -> None:
    shown = story(f"x = torch.tensor(3.0)\ny = torch.tensor(2.0)\nx {kind} y")
    begin, end = shown.timeline.times[2:4]
    for t in (begin + 1e-6, (begin + end) / 2, end):
        texts = [label.text for label in picture(shown, t).labels]
        assert sum(text in ("x = 3", "x = 3 → 6", "x = 3 → 1.5") for text in texts) == 1
        assert texts.count("y = 2") == 1


def test_a_quotient_marks_one_and_where_the_first_number_goes() -> None:
    shown = story("torch.tensor(3.0) / 2")
    begin, end = shown.timeline.times[1:3]
    frame = picture(shown, (begin + end) / 2)
    marks = {label.text: label.position[0] for label in frame.labels if label.offset[1] < -15}
    assert marks == {text: shown.scale.place(float(text)) for text in ("1", "1.5")}
    assert tip(picture(shown, end), "unit") == pytest.approx(shown.scale.place(1.0))


@pytest.mark.parametrize(
    ("exponent", "often"), [(1, "by 3 once"), (2, "by 3 twice"), (4, "by 3 4 times")]
)
def test_a_power_begins_at_one_and_multiplies(exponent: int, often: str) -> None:
    shown = story(f"torch.tensor(3.0) ** {exponent}")
    assert f"start at 1 and multiply {often}" in str(shown.caption(1.0))
    texts = [label.text for label in picture(shown, 1.0).labels]
    assert texts.count("×3") == exponent
    assert "1" in texts


def test_leaders_do_not_cross_numbers() -> None:
    shown = story("x = torch.tensor(3.0)\ny = torch.tensor(2.0)\nx ** y")
    view = View(PLANE.fitted(shown.extent(), SIZE, FITTED), SIZE)
    frame = shown.frame(1.0, view)
    unit = SIZE[1] / view.camera.height
    ticks = [label for label in frame.labels if label.yields]
    lines = [draw.matrix[:2, 3] for draw in frame.named("name line")]
    assert len(lines) == 3
    for x, top in lines:
        for label in ticks:
            near = abs(label.position[0] - x) * unit < text_width(label.text, label.size) / 2
            bottom = label.position[1] + (label.offset[1] - label.size / 2) / unit
            assert not near or top <= bottom


def test_the_picture_ends_where_the_names_end() -> None:
    shown = story("\n".join(f"{name} = torch.tensor(1.0)" for name in "abcdef"))
    frame = picture(shown, 1.0)
    lowest = min(label.position[1] for label in frame.labels)
    assert shown.bottom < lowest < shown.bottom + 1.2
    assert story("torch.tensor(1.0)").bottom > shown.bottom + 2


def test_a_program_without_numbers_says_so() -> None:
    shown = story("x = torch.zeros(2, 3)")
    assert "single real number" in str(shown.unseen)
    assert str(shown.caption(0.5)) == str(shown.unseen)
    assert picture(shown, 0.5).draws == ()


def test_ticks_are_few_however_far_the_view_is_zoomed() -> None:
    shown = story(CELSIUS)
    camera = PLANE.fitted(shown.extent(), SIZE, FITTED)
    for factor in (1e-6, 0.1, 1.0, 10.0, 1e9):
        frame = shown.frame(0.5, View(camera.zoomed(factor, (500.0, 300.0), SIZE), SIZE))
        assert len(frame.named("tick")) < 30


def test_names_are_within_a_picture_as_narrow_as_a_column() -> None:
    shown = story("x = torch.tensor(3.0)\ny = torch.tensor(2.0)\nx + y")
    size = (391.0, 391.0 / shown.aspect())
    view = View(PLANE.fitted(shown.extent(), size, FITTED), size)
    unit = size[1] / view.camera.height
    names = [label for label in shown.frame(1.0, view).labels if "=" in label.text]
    assert {"x = 3", "y = 2"} <= {label.text for label in names}
    for label in names:
        middle = label.position[1] + label.offset[1] / unit
        assert middle - label.size / 2 / unit > shown.bottom
