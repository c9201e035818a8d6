"""Where labels go: pure geometry, with letters of 8 × 12 pixels."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from eigenscope.render.placing import place, place_all
from eigenscope.render.sight import MARGIN, Box, Placed
from eigenscope.scene.camera import PLANE
from eigenscope.scene.frame import Draw, Frame, Label, Style, affine
from eigenscope.scene.geometry import Arrows, Points, Segments
from eigenscope.scene.slots import Slot

SIZE = (800.0, 600.0)
CAMERA = replace(PLANE, height=6.0)  # a hundred pixels to the unit, the origin at (400, 300)
ORIGIN = (0.0, 0.0, 0.0)
AXES = Draw(Segments([[(-9, 0, 0), (9, 0, 0)], [(0, -9, 0), (0, 9, 0)]]), Style(Slot.AXIS))
ARROW, DOT = Arrows([[(0, 0, 0), (1, 0, 0)]]), Points([ORIGIN])


def measure(label: Label) -> Box:
    half = 4.0 * len(label.text)
    return -half, -6.0, half, 6.0


def placed(*labels: Label, draws: tuple[Draw, ...] = ()) -> dict[str, Placed]:
    frame = Frame(draws, labels, CAMERA)
    return {one.label.text: one for one in place(frame, measure, SIZE)}


def ground(one: Placed) -> Box:
    (x, y), (left, top, right, bottom) = one.middle, measure(one.label)
    return x + left - MARGIN[0], y + top - MARGIN[1], x + right + MARGIN[0], y + bottom + MARGIN[1]


def meet(one: Box, other: Box) -> bool:
    return all(one[i] < other[i + 2] and other[i] < one[i + 2] for i in (0, 1))


def test_a_label_with_nothing_in_its_way_stands_where_it_is_wanted() -> None:
    one = Label("one", (1, 1, 0), offset=(10.0, 20.0))
    found = placed(one)["one"]
    assert found.middle == pytest.approx((510.0, 180.0))
    assert found.lead is None


def test_of_two_labels_in_one_place_the_important_stays_put() -> None:
    found = placed(Label("less", ORIGIN), Label("more", ORIGIN, priority=3))
    assert found["more"].middle == (400.0, 300.0)
    assert not meet(ground(found["less"]), ground(found["more"]))


def test_a_name_leaves_heads_marks_and_axes_free() -> None:
    tip = Label("e", (1, 0, 0))
    box = ground(placed(tip, draws=(AXES, Draw(ARROW, Style(Slot.ACCENT_1, 4.0))))["e"])
    assert not meet(box, (482.0, 292.0, 500.0, 308.0)), "the head"
    assert not box[1] < 300 < box[3], "the axis"
    box = ground(placed(Label("p", ORIGIN), draws=(Draw(DOT, Style(Slot.INK, 20.0)),))["p"])
    assert not meet(box, (390.0, 290.0, 410.0, 310.0))


@pytest.mark.parametrize("text", ["e", "a long name"])
@pytest.mark.parametrize("turn", [0.0, 0.9, 1.6, 2.5, 3.7, 5.0])
def test_a_ground_is_on_the_side_where_it_is_wanted(text: str, turn: float) -> None:
    side = (math.cos(turn), math.sin(turn))
    left, top, right, bottom = ground(placed(Label(text, (1, 1, 0), side=side))[text])
    beside = max(left - 500, 500 - right, top - 200, 200 - bottom)
    assert beside == pytest.approx(0.0, abs=1e-9), "its edge is there"
    assert (left + right - 1000) * side[0] + (400 - top - bottom) * side[1] > 0


def test_a_label_changes_sides_of_an_axis_once_as_what_it_names_crosses_it() -> None:
    labels = [Label("tip", (2, y, 0), offset=(30.0, 0.0)) for y in np.linspace(0.3, -0.3, 61)]
    found = [placed(one, draws=(AXES,))["tip"].middle[1] for one in labels]
    above = [y < 300 for y in found]
    assert above == sorted(above, reverse=True)
    assert above[30], "on the axis it stands above"
    assert [y for y in np.abs(np.diff(found)) if y > 5] == pytest.approx([20.8], abs=2.5)
    right = [placed(Label("tip", (x, 2, 0)), draws=(AXES,))["tip"].middle[0] for x in (0, -0.05)]
    assert right[0] > 400 > right[1], "beside an upright one, to the right"


def test_a_line_moves_no_label_that_its_ground_keeps_legible() -> None:
    name = Label("Mv", (1, 1, 0))
    for y in np.linspace(0.7, 1.3, 13):
        line = Draw(Segments([[(0, y, 0), (2, y, 0)]]), Style(Slot.ACCENT_4))
        assert placed(name, draws=(line,))["Mv"].middle == pytest.approx((500.0, 200.0))
    long = Label("a name as long as this", (1, 1, 0))
    assert placed(long, draws=(line,))[long.text].middle == pytest.approx((500, 200)), (
        "out of its reach"
    )
    through = Draw(Segments([[(0, 1, 0), (2, 1, 0)]]), Style(Slot.ACCENT_4))
    assert placed(long, draws=(through,))[long.text].middle != pytest.approx((500, 200))


def test_a_number_gives_way_to_heads_marks_and_names_but_not_to_lines() -> None:
    number = Label("2", (1, 0, 0), offset=(0.0, -11.0), priority=-2, fixed=True)
    beside = placed(number, draws=(AXES, Draw(ARROW, Style(Slot.GRID))))
    assert beside["2"].middle == (500.0, 311.0)
    crossing = Segments([[(1, -3, 0), (1, 3, 0)]])
    assert "2" in placed(number, draws=(Draw(crossing, Style(Slot.ACCENT_4)),))
    down = affine(np.array([[0.0, 1.0], [-0.2, 0.0]]), (1.0, 0.05, 0.0))
    assert "2" not in placed(number, draws=(Draw(ARROW, Style(Slot.MUTED, 4.0), down),))
    mark = affine(np.eye(3), (1.0, -0.1, 0.0))
    assert "2" not in placed(number, draws=(Draw(DOT, Style(Slot.INK, 8.0), mark),))
    name = Label("legend", (1, 0, 0), offset=(0.0, -11.0), priority=8, fixed=True)
    assert set(placed(number, name)) == {"legend"}


def test_a_crowd_at_one_place_stands_off_with_lines_that_cross_no_label() -> None:
    draws = (AXES, Draw(DOT, Style(Slot.INK, 9.0)))
    names = [f"the name {k}" for k in range(8)]
    found = placed(*(Label(name, ORIGIN) for name in names), draws=draws)
    assert set(found) == set(names)
    boxes = {name: ground(one) for name, one in found.items()}
    assert not any(meet(a, b) for a, b in itertools.combinations(boxes.values(), 2))
    led = {name: one for name, one in found.items() if one.lead is not None}
    assert led, "those that stand far off have a line to what they name"
    for name, one in led.items():
        assert one.lead is not None
        ends = np.array(one.lead) + one.middle
        assert np.hypot(*(ends[1] - (400, 300))) < 4
        left, top, right, bottom = boxes[name]
        assert min(abs(ends[0] - (left, top)).min(), abs(ends[0] - (right, bottom)).min()) < 1e-6
        for other, box in boxes.items():
            way = ends[0] + np.linspace(0, 1, 50)[:, None] * (ends[1] - ends[0])
            inside = (way > box[:2]) & (way < box[2:])
            assert other == name or not inside.all(axis=1).any(), f"{name} through {other}"


def test_a_label_that_may_name_several_places_takes_the_one_that_is_free() -> None:
    wall = Segments([[(-0.5, y, 0), (0.5, y, 0)] for y in np.linspace(-1, 1, 41)])
    one = Label("area", ORIGIN, elsewhere=((9.0, 0.0, 0.0), (2.0, 1.0, 0.0)))
    found = placed(one, draws=(Draw(wall, Style(Slot.ACCENT_4)),))["area"]
    assert found.middle == pytest.approx((600.0, 200.0)), "the one before is out of view"


def test_a_fixed_label_stands_where_it_is_wanted_or_not_at_all() -> None:
    first = Label("first", ORIGIN, priority=2, fixed=True)
    found = placed(first, replace(first, text="second", priority=1), draws=(AXES,))
    assert {name: one.middle for name, one in found.items()} == {"first": (400.0, 300.0)}


def test_labels_stay_in_the_view_and_what_is_out_of_sight_has_none() -> None:
    found = placed(Label("in the corner", (4, 3, 0)), Label("gone", (40, 3, 0)))
    assert set(found) == {"in the corner"}
    left, top, right, bottom = ground(found["in the corner"])
    assert min(left, top) >= 0
    assert right <= SIZE[0]
    assert bottom <= SIZE[1]


def test_pictures_placed_together_have_their_labels_where_each_has_alone() -> None:
    number = Label("2", (1, 0, 0), offset=(0.0, -11.0), priority=-2, fixed=True)
    frames = []
    for k, turn in enumerate(np.linspace(0.0, 1.5, 7)):
        cos, sin = math.cos(turn), math.sin(turn)
        arrow = Draw(ARROW, Style(Slot.ACCENT_1, 4.0), affine(np.array([[cos, -sin], [sin, cos]])))
        names = [Label(name, (cos, sin, 0.0)) for name in ("tip", "head", "end")[: 1 + k % 3]]
        area = Label("area", ORIGIN, elsewhere=((1.0, 1.0, 0.0),))
        still = Draw(DOT, Style(Slot.INK, 9.0)) if k < 4 else AXES  # other things in the way
        frames.append(Frame((arrow, still), (number, area, *names), CAMERA))
    frames.append(Frame((), (), CAMERA))
    together = place_all(frames, measure, SIZE)
    for found, frame in zip(together, frames, strict=True):
        alone = place(frame, measure, SIZE)
        assert [one.label for one in found] == [one.label for one in alone]
        for one, other in zip(found, alone, strict=True):
            assert one.middle == pytest.approx(other.middle, abs=1e-9)
            assert (one.lead is None) == (other.lead is None)
    assert len({one.middle for found in together for one in found}) > 10, "they move"


def test_labels_without_grounds_stand_as_close_as_their_letters_allow() -> None:
    names = [Label(f"n{k}", (0, 0.13 * k, 0), fixed=True, ground=False) for k in range(5)]
    assert len(placed(*names)) == 5
    assert len(placed(*(replace(name, ground=True) for name in names))) < 5
