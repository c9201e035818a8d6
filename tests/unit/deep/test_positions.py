"""Positional encodings: against complex numbers and sines of Python, not against torch's lines."""

from __future__ import annotations

import cmath
import contextlib
import io
import math
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
import torch
from tests.sampling import chance, count

from eigenscope.document.codec import set_from_texts
from eigenscope.labs.attention.inputs import POSITIONS, Inputs
from eigenscope.labs.attention.lab import LAB
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.kit.positions.position_inputs import ROTARY, SINUSOIDAL
from eigenscope.labs.kit.positions.positions_story import PositionsStory
from eigenscope.language.evaluating.entry import scalar
from eigenscope.language.evaluating.typed_tensor import TypedTensor
from eigenscope.scene.camera import PLANE
from eigenscope.scene.frame import Frame, Label
from eigenscope.scene.text_width import text_width

_NEAR: dict[str, Any] = {"rtol": 1e-12, "atol": 1e-12}
_SIZE = (1280.0, 720.0)


def story(**inputs: Any) -> PositionsStory:
    solved = LAB.solve(LAB.check(Inputs(topic=POSITIONS, **inputs)))
    assert isinstance(solved, PositionsStory)
    return solved


def values(solved: PositionsStory) -> dict[str, Any]:
    return {each.variable: each.value for each in solved.readouts(1.0)}


def vector(numbers: np.ndarray) -> TypedTensor:
    return TypedTensor.from_array(numbers)


def test_the_worked_example() -> None:
    encoding = values(story())["PE"]
    np.testing.assert_allclose(encoding[1], [0.841471, 0.540302, 0.01, 0.99995], atol=1e-6)


@pytest.mark.parametrize("seed", range(count(50, 250)))
def test_sines_and_cosines_are_those_of_python(seed: int) -> None:
    draw = chance(f"sinusoidal {seed}")
    length, size = draw.randint(2, 40), 2 * draw.randint(1, 12)
    base = round(10 ** draw.uniform(0, 6), 3)
    found = values(story(length=length, size=size, base=scalar(str(base))))
    wanted = [
        [
            (math.cos if channel % 2 else math.sin)(p * base ** (-(channel - channel % 2) / size))
            for channel in range(size)
        ]
        for p in range(length)
    ]
    np.testing.assert_allclose(found["PE"], wanted, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(
        found["products"], np.array(wanted) @ np.transpose(wanted), atol=1e-8
    )


@pytest.mark.parametrize("seed", range(count(50, 250)))
def test_rotary_scores_are_products_of_complex_numbers(seed: int) -> None:
    draw = chance(f"rotary {seed}")
    length, pairs = draw.randint(2, 20), draw.randint(1, 6)
    q, k = (np.array([draw.gauss(0, 2) for _ in range(2 * pairs)]) for _ in "qk")
    base = float(draw.randint(1, 20_000))
    found = values(
        story(
            encoding=ROTARY,
            length=length,
            turned_q=vector(q),
            turned_k=vector(k),
            base=scalar(str(base)),
        )
    )
    for m in range(length):
        for n in range(length):
            wanted = sum(
                (
                    complex(q[2 * i], q[2 * i + 1])
                    * complex(k[2 * i], -k[2 * i + 1])
                    * cmath.exp(1j * (m - n) * base ** (-i / pairs))
                ).real
                for i in range(pairs)
            )
            assert found["scores"][m][n] == pytest.approx(wanted, abs=1e-9)
    np.testing.assert_allclose(
        np.linalg.norm(found["Q"], axis=1), np.full(length, np.linalg.norm(q)), **_NEAR
    )


@pytest.mark.parametrize("encoding", [SINUSOIDAL, ROTARY])
def test_the_program_computes_the_same_names(encoding: str) -> None:
    solved = story(encoding=encoding, length=5)
    names: dict[str, Any] = {}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(LAB.code(solved), names)
    finally:
        torch.set_default_dtype(torch.float32)
    for name, value in values(solved).items():
        np.testing.assert_allclose(names[name].numpy(), value, **_NEAR)
    waiting = LAB.preview(Inputs(topic=POSITIONS, encoding=encoding, length=5))
    assert LAB.code(waiting) == LAB.code(solved)


@pytest.mark.parametrize(
    ("q", "k"), [("1 2 3", "1 2 3"), ("1 2 3 4", "1 2"), ("1 2", "1 2 3 4"), ("1", "1")]
)
def test_pairs_need_an_even_number_that_is_the_same(q: str, k: str) -> None:
    inputs = Inputs(
        topic=POSITIONS,
        encoding=ROTARY,
        turned_q=TypedTensor.from_text(q),
        turned_k=TypedTensor.from_text(k),
    )
    with pytest.raises(InputError, match="both need the same, even number"):
        LAB.solve(LAB.check(inputs))
    assert "both need the same" in str(LAB.unseen(LAB.preview(inputs)))


def test_scores_beyond_floats_are_refused() -> None:
    huge = TypedTensor.from_text("1e200 1e200")
    inputs = Inputs(topic=POSITIONS, encoding=ROTARY, turned_q=huge, turned_k=huge)
    with pytest.raises(InputError, match="beyond float64"):
        LAB.solve(inputs)


def test_inputs_are_set_and_fitted() -> None:
    texts = {"topic": "positions", "encoding": "rotary", "turned_q": "[1, 2]", "turned_k": "3 4"}
    inputs = set_from_texts(LAB, LAB.defaults(), texts)
    assert inputs.turned_k == TypedTensor.from_text("[3, 4]")
    with pytest.raises(InputError, match="size: '5' does not go with the other inputs"):
        set_from_texts(LAB, LAB.defaults(), {"topic": "positions", "size": "5"})
    with pytest.raises(InputError, match="first"):
        set_from_texts(LAB, LAB.defaults(), {"topic": "positions", "first": "8"})


# --- the picture -------------------------------------------------------------------------------


def frame(solved: PositionsStory, t: float) -> Frame:
    return solved.frame(t, View(PLANE.fitted(solved.extent(), _SIZE), _SIZE))


def tips(picture: Frame, name: str) -> list[complex]:
    """Return hands as numbers of the complex plane, 1 being the rim."""
    rims = [draw for draw in picture.draws if draw.name.endswith(" rim")]
    found = []
    for rim in rims:
        dial = rim.name.removesuffix(" rim")
        (hand,) = (draw for draw in picture.draws if draw.name == f"{name} {dial}")
        found.append(complex(hand.matrix[0, 0], hand.matrix[1, 0]) / float(rim.matrix[0, 0]))
    return found


def test_hands_stand_where_the_position_has_turned_them() -> None:
    solved = story(length=6)
    stage = solved.timeline.times[1] * solved.timeline.stages[0].moving
    for position in range(6):
        hands = tips(frame(solved, stage * position / 5), "hand")
        wanted = [cmath.exp(1j * position), cmath.exp(0.01j * position)]
        np.testing.assert_allclose(hands, wanted, atol=1e-6)


def test_angles_stay_while_both_positions_move() -> None:
    solved = story(encoding=ROTARY, length=12, first=4, second=1)
    begin = solved.timeline.times[3]
    q, k = np.array([2 + 1j, 1 + 2j]), np.array([1 + 2j, 2 + 0j])
    wanted = q * k.conj() * np.exp(3j * np.array([1, 0.01])) / 5  # 5: the longest hand, squared
    for t in np.linspace(begin, 1.0, 7):
        picture = frame(solved, float(t))
        query, key = (np.array(tips(picture, name)) for name in ("query", "key"))
        np.testing.assert_allclose(query * key.conj(), wanted, atol=1e-6)


def test_a_play_uploads_no_geometry() -> None:
    for solved in (story(length=200, size=64), story(encoding=ROTARY, length=64)):
        known = {id(draw.geometry) for t in (0.0, 0.5, 0.8, 1.0) for draw in frame(solved, t).draws}
        for t in np.linspace(0, 1, 23):
            assert {id(draw.geometry) for draw in frame(solved, float(t)).draws} <= known


@pytest.mark.parametrize(("first", "second"), [(7, 0), (0, 7), (7, 7), (0, 0), (7, 3), (2, 5)])
def test_the_two_positions_stay_among_those_there_are(first: int, second: int) -> None:
    solved = story(first=first, second=second)
    for t in np.linspace(0, 1, 9):
        walked = solved.walked(float(t))
        assert min(first, second) + walked >= 0
        assert max(first, second) + walked <= 7
    ends = "two ends" in str(solved.caption(0.9))
    assert ends == ({first, second} == {0, 7})


def test_the_curve_has_one_point_for_each_diagonal() -> None:
    solved = story(encoding=ROTARY, length=9)
    products = np.array(values(solved)["scores"])
    for distance, value in zip(range(-8, 9), solved.curve.values, strict=True):
        np.testing.assert_allclose(np.diagonal(products, -distance), value, atol=1e-12)


def test_captions_differ_from_stage_to_stage() -> None:
    for encoding in (SINUSOIDAL, ROTARY):
        solved = story(encoding=encoding)
        times = solved.timeline.times
        said = {str(solved.caption((a + b) / 2)) for a, b in pairwise(times)}
        assert len({*said, str(solved.caption(0.0)), str(solved.caption(1.0))}) == len(times) + 1


@pytest.mark.parametrize("encoding", [SINUSOIDAL, ROTARY])
@pytest.mark.parametrize(("length", "size"), [(8, 4), (24, 8), (64, 32), (200, 64)])
def test_texts_can_be_read_in_a_small_window(encoding: str, length: int, size: int) -> None:
    q = vector(np.linspace(-1, 2, size))
    solved = story(encoding=encoding, length=length, size=size, turned_q=q, turned_k=q)
    window = (655.0, 468.0)
    view = View(PLANE.fitted(solved.extent(), window, 1.35), window)
    for t in (0.2, 1.0):
        labels = [each for each in solved.frame(t, view).labels if each.priority >= 0]
        under = [each for each in labels if each.text.startswith(("ω =", "adds "))]
        assert len({each.size for each in under}) <= 1
        sizes = {each.text: each.size for each in labels}
        assert {text: size for text, size in sizes.items() if size < 9.5} == {}
        boxes = [(each.text, box_of(each, view)) for each in labels]
        for (one, first), (other, second) in combinations(boxes, 2):
            apart = (first[:2] >= second[2:]).any() or (second[:2] >= first[2:]).any()
            assert apart, (one, other)
        for text, box in boxes:
            assert box.min() >= 0, text
            assert (box[2:] <= np.array(window)).all(), text


def box_of(label: Label, view: View) -> Any:
    """Return left, top, right and bottom of a label in pixels."""
    x, y = view.camera.project(np.array([label.position]), view.size)[0, :2]
    wide, high = text_width(label.text, label.size, bold=label.bold) / 2, 0.4 * label.size
    return np.array([x - wide, y - high, x + wide, y + high])
