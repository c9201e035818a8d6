"""The lab Vectors and norms: its pictures, numbers and programs, against facts by hand."""

from __future__ import annotations

import contextlib
import io
import math
import warnings
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from eigenscope.labs.contract.lab import Inputs as AnyInputs
from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.contract.registry import load_lab
from eigenscope.labs.vectors.inputs import LETTERS, TOPICS, Inputs, dragged
from eigenscope.labs.vectors.lab import LAB
from eigenscope.language.evaluating.entry import Matrix, column, scalar
from eigenscope.scene.geometry import vertices
from eigenscope.scene.slots import Slot

from .. import sampling
from .inputs import inputs_of
from .vectors_lab_inputs import (
    EXPERIMENTS,
    NAMES,
    TIMES,
    caption,
    drawn,
    numbers,
    picture,
    texts,
    with_vectors,
)


def test_the_lab_is_found_by_its_entry_point() -> None:
    assert load_lab("vectors") is LAB
    assert list(LAB.solvers) == [topic.key for topic in TOPICS]


# --- sums -----------------------------------------------------------------------------------------


def test_the_copy_slides_to_the_tip_and_the_sum_grows() -> None:
    inputs = with_vectors("sum", (3, 1), (1, 2))
    half = picture(inputs, 0.5)
    assert drawn(half, "b copy") == pytest.approx(np.array([[3, 1, 0], [4, 3, 0]]))
    assert not half.named("sum")
    assert drawn(picture(inputs, 1.0), "sum")[1] == pytest.approx([4, 3, 0])
    assert numbers(inputs)["sum"].value == pytest.approx([4, 3])


def test_three_vectors_are_joined_one_after_another() -> None:
    inputs = with_vectors("sum", (1, 0, 0), (0, 2, 0), (0, 0, 3))
    assert LAB.stops(LAB.solve(inputs)) == pytest.approx((0, 1 / 3, 2 / 3, 1))
    assert drawn(picture(inputs, 1.0), "c copy")[0] == pytest.approx([1, 2, 0])
    assert numbers(inputs)["sum.length"].exact == "√14"


def test_a_sum_of_tenths_that_is_nothing_is_nothing() -> None:
    inputs = with_vectors("sum", ("0.1", 1), ("0.2", 1), ("-0.3", -2))
    assert str(numbers(inputs)["sum.length"].text) == "0"
    assert "0" in caption(inputs)


def test_the_difference_leads_from_tip_to_tip() -> None:
    inputs = with_vectors("difference", (3, 1), (1, 2))
    assert drawn(picture(inputs, 0.5), "difference") == pytest.approx(
        np.array([[1, 2, 0], [3, 1, 0]])
    )
    assert drawn(picture(inputs, 1.0), "difference")[1] == pytest.approx([2, -1, 0])
    assert numbers(inputs)["distance"].exact == "√5"


def test_equal_vectors_differ_by_nothing() -> None:
    inputs = with_vectors("difference", (3, 1), (3, 1))
    assert caption(inputs).startswith("a and b are the same")
    assert str(numbers(inputs)["same"].text) == "a = b"


# --- combinations ---------------------------------------------------------------------------------


def test_a_combination_scales_and_joins() -> None:
    inputs = with_vectors("combination", (2, 1), (-1, 1), alpha=scalar("1.5"), beta=scalar("-2"))
    assert drawn(picture(inputs, 1.0), "combination")[1] == pytest.approx([5, -0.5, 0])
    assert "1.5a − 2b" in texts(inputs)
    assert numbers(inputs)["combination"].value == pytest.approx([5, -0.5])


@pytest.mark.parametrize(
    ("vectors", "span", "rank"),
    [
        (((2, 1), (-1, 1)), "every point of the plane", 2),
        (((2, 1), (-4, -2)), "only the points of one line", 1),
        (((0, 0), (0, 0)), "only the origin", 0),
        (((1, 0, 0), (0, 1, 0)), "only the points of one plane", 2),
        (((1, 0, 0), (0, 1, 0), (1, 1, 0)), "only the points of one plane", 2),
        (((1, 0, 0), (0, 1, 0), (1, 1, 1)), "every point of space", 3),
    ],
)
def test_the_span_is_told(vectors: tuple[tuple[int, ...], ...], span: str, rank: int) -> None:
    inputs = with_vectors("combination", *vectors)
    found = numbers(inputs)
    assert str(found["span"].text) == span
    assert found["rank"].value == rank
    assert str(found["independent"].text).startswith("yes") == (rank == len(vectors))


def test_vectors_on_one_line_show_that_line() -> None:
    ends = drawn(picture(with_vectors("combination", (2, 1), (-4, -2)), 0.0), "span")
    assert ends[:, 0] == pytest.approx(2 * ends[:, 1])


# --- products -------------------------------------------------------------------------------------


def test_roots_that_are_typed_stay_roots() -> None:
    found = numbers(with_vectors("dot", ("√2", "1"), ("1", "√2")))
    texts = {key: found[key].exact for key in ("dot", "cosine", "shadow", "length.a")}
    assert texts == {"dot": "2√2", "cosine": "2√2/3", "shadow": "2√6/3", "length.a": "√3"}
    found = numbers(with_vectors("sum", ("√2", "1"), ("√2", "-1")))
    assert (found["sum.length"].exact, found["sum.way"].exact) == ("2√2", "2√3")
    line = {"line_x": scalar("√3"), "line_y": scalar("1"), "level": scalar("√2"), "norm": "1"}
    found = numbers(with_vectors("sparse", (1, 0), (0, 1), **line))
    assert [found[f"radius.{k}"].exact for k in range(2)] == ["√2/2", "√6/3"]


def test_the_shadow_tells_the_product() -> None:
    inputs = with_vectors("dot", (4, 0), (2, 3))
    found = numbers(inputs)
    assert found["dot"].value == 8
    assert found["shadow"].value == 2
    assert found["cosine"].exact == "2√13/13"
    assert drawn(picture(inputs, 1.0), "shadow")[1] == pytest.approx([2, 0, 0])
    assert drawn(picture(inputs, 1.0), "perpendicular") == pytest.approx(
        np.array([[2, 3, 0], [2, 0, 0]])
    )


@pytest.mark.parametrize(
    ("b", "degrees", "words"),
    [
        ((1, 1), "45°", "under 90°"),
        ((0, 2), "90°", "perpendicular"),
        ((-1, 1), "135°", "over 90°"),
        ((-2, 0), "180°", "over 90°"),
        ((0, 0), "none: a vector is 0", "One of the vectors is 0"),
    ],
)
def test_the_angle_is_said(b: tuple[int, int], degrees: str, words: str) -> None:
    inputs = with_vectors("dot", (3, 0), b)
    assert str(numbers(inputs)["angle"].text) == degrees
    assert words in caption(inputs)


def test_the_dot_product_as_a_weighted_mean() -> None:
    found = numbers(with_vectors("dot", ("1/4", "3/4"), (10, 20)))
    assert found["weighted"].value == 17.5
    assert "weighted" not in numbers(with_vectors("dot", (-1, 3), (10, 20)))


def test_the_cross_product_is_upright_and_as_long_as_the_area() -> None:
    inputs = with_vectors("cross", (2, 0, 0), (1, "3/2", "1/2"), (0, 0, 4))
    found = numbers(inputs)
    assert found["cross"].value == pytest.approx([0, -1, 3])
    assert found["area"].exact == "√10"
    assert found["check"].value == 0
    assert found["volume"].value == 12
    assert drawn(picture(inputs, 1.0), "cross")[1] == pytest.approx([0, -1, 3])


def test_in_the_plane_the_area_has_a_sign_and_keeps_its_size_while_it_is_sheared() -> None:
    inputs = with_vectors("cross", (1, 2), (3, 1))
    assert numbers(inputs)["area"].value == -5
    assert "area −5" in texts(inputs)
    for t in (0.5, 0.7, 1.0):
        (area,) = picture(inputs, t).named("area")
        assert area.style.slot == Slot.NEGATIVE
        assert np.linalg.det(area.matrix[:2, :2]) == pytest.approx(-5)
    sides = picture(inputs, 1.0).named("area")[0].matrix[:2, :2]
    assert sides[:, 0] @ sides[:, 1] == pytest.approx(0)


@pytest.mark.parametrize("dimension", [2, 3])
def test_parallel_vectors_have_no_area(dimension: int) -> None:
    inputs = with_vectors("cross", ("0.1", "0.2", "0.3")[:dimension], (7, 14, 21)[:dimension])
    found = numbers(inputs)
    assert found["area"].value == 0
    assert "one line" in str(found["flat"].text)
    assert not picture(inputs, 1.0).named("area")


# --- Gram–Schmidt ---------------------------------------------------------------------------------


def test_gram_schmidt_ends_orthonormal() -> None:
    inputs = with_vectors("orthogonal", (2, 0, 1), (1, 2, 1), (0, 1, 2))
    frame = picture(inputs, 1.0)
    Q = np.array([drawn(frame, f"u{index}")[1] for index in "₁₂₃"])
    assert pytest.approx(np.eye(3), abs=1e-12) == Q @ Q.T
    found = numbers(inputs)
    vectors = np.stack([v.to_array()[:, 0] for v in inputs.vectors], axis=1)
    R = np.asarray(found["R"].value)
    assert pytest.approx(vectors) == Q.T @ R
    assert not np.tril(R, -1).any()


def test_every_shadow_is_taken_away_in_two_stages() -> None:
    inputs = with_vectors("orthogonal", (2, 0), (1, 2))
    stops = LAB.stops(LAB.solve(inputs))
    assert stops == pytest.approx((0, 1 / 3, 2 / 3, 1))
    assert drawn(picture(inputs, stops[1]), "shadow")[1] == pytest.approx([1, 0, 0])
    assert drawn(picture(inputs, stops[2]), "u₂")[1] == pytest.approx([0, 2, 0])


def test_a_vector_in_the_span_of_those_before_leaves_nothing() -> None:
    inputs = with_vectors("orthogonal", ("1/3", "1/7"), (1, 5), ("0.1", "0.2"))
    found = numbers(inputs)
    assert found["u.3"].value == pytest.approx([0, 0], abs=0)
    assert found["rank"].value == 2
    assert "Only 2 of 3" in caption(inputs)
    said = [str(LAB.caption(LAB.solve(inputs), t)) for t in np.linspace(0, 0.99, 40)]
    assert any("nothing is left" in words for words in said)


# --- all topics -----------------------------------------------------------------------------------


def plain(number: object) -> np.ndarray:
    """Return a number or a torch tensor as an array, without importing torch here."""
    return np.array(number.tolist() if hasattr(number, "tolist") else number)


def run(program: str) -> dict[str, object]:
    namespace: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(program, namespace)
    assert printed.getvalue()
    return namespace


WITH_NORM = ("norm", "sparse", "reach")
SHOWN = [(topic, "1") for topic in LAB.solvers] + [
    (topic, norm) for topic in WITH_NORM for norm in ("2", "inf", "p")
]


@pytest.mark.parametrize("dimension", ["2", "3"])
@pytest.mark.parametrize(("topic", "norm"), SHOWN)
def test_the_programs_compute_what_is_shown(topic: str, norm: str, dimension: str) -> None:
    three = (column("3", "1", "2"), column("1", "2", "-1"), column("0", "1", "1"))
    inputs = LAB.check(Inputs(topic=topic, norm=norm, dimension=dimension, vectors=three))
    namespace = run(LAB.code(LAB.preview(inputs)))
    named = [readout for readout in LAB.readouts(LAB.solve(inputs), 1.0) if readout.variable]
    assert named
    for readout in named:
        found = namespace[readout.variable]
        assert plain(found) == pytest.approx(np.asarray(readout.value), abs=1e-12), readout.key


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=NAMES)
def test_experiments_fit_and_their_pictures_change(experiment: Experiment) -> None:
    inputs = experiment.inputs
    assert LAB.check(inputs) == inputs
    first, last = (picture(inputs, t) for t in (0.0, 1.0))
    assert [draw.name for draw in first.draws] != [draw.name for draw in last.draws]


PLAIN = {Slot.GHOST, Slot.AXIS, Slot.INK}  # grid, axes, helping lines: they need no word


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=NAMES)
def test_the_legend_has_a_word_for_every_colour(experiment: Experiment) -> None:
    inputs = experiment.inputs
    words = LAB.legend(LAB.solve(inputs))
    for t in TIMES:
        for draw in picture(inputs, t).draws:
            assert draw.style.slot in PLAIN or words[draw.style.slot], draw.name


def test_the_legend_of_a_sum() -> None:
    words = LAB.legend(LAB.solve(with_vectors("sum", (3, 1), (1, 2))))
    assert list(words.values()) == ["a", "b", "a + b"]


def _finite(inputs: AnyInputs) -> None:
    solution = LAB.solve(inputs)
    assert np.isfinite(LAB.extent(solution)).all()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for t in sampling.some(str(inputs), TIMES, 3):
            frame = picture(inputs, t)
            for draw in frame.draws:
                assert np.isfinite(draw.matrix).all(), (draw.name, t)
                assert np.isfinite(vertices(draw.geometry)).all(), (draw.name, t)
            for label in frame.labels:
                assert np.isfinite(label.position).all(), label.text
                assert np.isfinite(label.offset).all(), label.text
                assert "undefined" not in label.text
            for readout in LAB.readouts(solution, t):
                assert "undefined" not in str(readout.text), readout.key
            assert str(LAB.caption(solution, t))
    compile(LAB.code(solution), "program", "exec")


NASTY = {
    "zero": (("0", "0", "0"), ("0", "0", "0")),
    "one zero": (("0", "0", "0"), ("1", "2", "0")),
    "parallel": (("1", "2", "0"), ("-2", "-4", "0")),
    "parallel surds": (("√2", "√3", "1"), ("√8", "√12", "2")),
    "huge": (("1e200", "2e200", "0"), ("-1e200", "1e200", "1")),
    "huge surds": (("√2·1e200", "1e200", "1"), ("1e200", "√3·1e200", "0")),
    "huge and tiny": (("1e200", "0", "0"), ("0", "1e-200", "0")),
    "tiny": (("1e-200", "2e-200", "0"), ("1e-200", "0", "0")),
    "tiny beside one": (("1", "0", "0"), ("0", "1e-12", "0")),
    "upright in space": (("0", "0", "1"), ("0", "0", "-1")),
}


@pytest.mark.parametrize("dimension", ["2", "3"])
@pytest.mark.parametrize("name", list(NASTY))
@pytest.mark.parametrize("topic", list(LAB.solvers))
def test_nasty_vectors(topic: str, name: str, dimension: str) -> None:
    entries = NASTY[name]
    numbers_of = [scalar(text) for text in entries[0]]
    matrix = Matrix.from_texts([vector[:2] for vector in entries])
    for third in ((), (column("1", "1", "1"),)):
        inputs = Inputs(
            topic=topic,
            dimension=dimension,
            vectors=(*(column(*vector) for vector in entries), *third),
            line_x=numbers_of[0],
            line_y=numbers_of[1],
            level=scalar(entries[1][0]),
            matrix=matrix,
        )
        for norm in ("1", "2", "inf", "p") if topic in WITH_NORM else ("1",):
            _finite(LAB.check(replace(inputs, norm=norm)))


@settings(max_examples=sampling.count(30, 60), deadline=None)
@given(inputs_of(LAB))
def test_random_inputs(inputs: AnyInputs) -> None:
    assert LAB.check(inputs) == inputs
    _finite(inputs)


def test_what_cannot_be_drawn_says_so_and_keeps_its_numbers() -> None:
    huge = with_vectors("sum", ("1e200", 0), (0, "1e200"))
    assert "Too large" in caption(huge)
    assert numbers(huge)["sum.length"].value == pytest.approx(math.sqrt(2) * 1e200)
    assert "Too small" in caption(with_vectors("sum", ("1e-200", 0), (0, "1e-200")))


# --- inputs ---------------------------------------------------------------------------------------


def test_there_are_always_two_or_three_vectors_of_the_right_length() -> None:
    for count in range(5):
        for dimension in ("2", "3"):
            vectors = tuple(column("5") for _ in range(count))
            fitted = LAB.check(Inputs(dimension=dimension, vectors=vectors))
            assert len(fitted.vectors) == min(max(count, 2), 3) <= len(LETTERS)
            assert {vector.shape for vector in fitted.vectors} == {(int(dimension), 1)}


def test_dragging_a_tip_moves_the_vector() -> None:
    inputs, ends = LAB.dragged(with_vectors("sum", (3, 1), (1, 2)), "vector-1", (0.5, -2.0, 0.0))
    assert inputs.vectors[1].to_array()[:, 0].tolist() == [0.5, -2.0]
    assert not ends


def test_dragging_the_nearest_point_moves_the_line() -> None:
    inputs = dragged(Inputs(topic="sparse", norm="2"), "line-0", (1.0, 3.0, 0.0))
    assert numbers(inputs)["point.0.0"].value == pytest.approx([1, 3])
    assert dragged(inputs, "line-0", (0.0, 0.0, 0.0)) is inputs


def test_dragging_a_column_changes_the_matrix() -> None:
    inputs = dragged(Inputs(topic="reach"), "column-0", (2.0, 5.0, 0.0))
    assert inputs.matrix.to_array().tolist() == [[2, 2], [5, 1]]


def test_handles_stand_at_the_tips() -> None:
    for topic in ("sum", "dot", "orthogonal"):
        inputs = with_vectors(topic, (3, 1), (1, 2))
        handles = LAB.handles(LAB.solve(inputs), 0.0)
        assert [handle.position for handle in handles] == [(3, 1, 0), (1, 2, 0)]
