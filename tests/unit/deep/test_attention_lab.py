"""The lab of attention: clicks, drags, other orders, the scale, and what is drawn and said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from eigenscope.engine.runtime.jobs import Cancellation, Cancelled
from eigenscope.labs.attention.blocks_story import BlocksStory
from eigenscope.labs.attention.inputs import BLOCKS, BOX, NET, ORDER, PLANE, Inputs
from eigenscope.labs.attention.inputs import FLAT as FLAT_PICTURE
from eigenscope.labs.attention.lab import LAB
from eigenscope.labs.contract.files_read import FilesRead
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.registry import load_lab
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs import specs
from eigenscope.labs.kit.attention.attention_inputs import SCALING, TEXT, tensor
from eigenscope.labs.kit.attention.entropy_charts import entropy_charts
from eigenscope.labs.kit.tensors.tracing import traced_program
from eigenscope.language.evaluating.entry import scalar
from eigenscope.plots.charts import Chart
from eigenscope.scene.camera import PLANE as FLAT
from eigenscope.scene.camera import SPACE
from eigenscope.scene.frame import Frame
from eigenscope.wording.words import Text

VIEW = View(FLAT, (1280.0, 720.0))
MASK = specs(Inputs)["mask"]


def solution_of(inputs: Inputs) -> Any:
    """Return a story; which one, each test knows."""
    return LAB.solve(inputs)


def written(frame: Frame) -> list[str]:
    return [label.text for label in frame.labels]


# --- the mask ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", "none"),
        ("Causal", "causal"),
        ("padding 2, 6", "padding 2 6"),
        ("1 0; 1 1", "1 0; 1 1"),
        ("[[1, 0], [1, 1]]", "1 0; 1 1"),
        ("tensor([[1., 0.], [1., 1.]])", "1 0; 1 1"),
    ],
)
def test_masks_are_read(text: str, value: str) -> None:
    read = MASK.from_text("mask", text, FilesRead())
    assert read == value
    assert MASK.from_json("mask", MASK.to_json(read, {}, "mask"), {}) == value


@pytest.mark.parametrize("text", ["future", "padding", "1 2; 0 1", "[[1, 0], [1]]", "padding x"])
def test_other_masks_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        MASK.from_text("mask", text, FilesRead())


def test_a_click_on_a_score_hides_it_and_another_shows_it_again() -> None:
    inputs = Inputs()
    story = solution_of(inputs)
    assert isinstance(story, BlocksStory)
    stage = story.variables.index("scores")
    picture = story.sequence.pictures[stage]
    item, placement = picture.items[-1], picture.layout(VIEW).placements[-1]
    place = placement.places(item.block.middles(np.array([5])))  # row 1, column 2
    x, y = VIEW.camera.project(place, VIEW.size)[0, :2].tolist()
    view = View(FLAT, VIEW.size, (x, y))
    t = story.timeline.times[stage + 1]
    hidden = LAB.chosen(inputs, story, t, view)
    assert hidden is not None
    assert hidden.mask == "1 1 1; 1 1 0; 1 1 1"
    again = LAB.chosen(hidden, story, t, view)
    assert again is not None
    assert again.mask == "none"
    assert LAB.chosen(inputs, story, t, View(FLAT, VIEW.size, (1.0, 1.0))) is None


def test_what_is_hidden_is_written_as_minus_infinity() -> None:
    story = solution_of(Inputs(mask="causal"))
    stage = story.variables.index("masked")
    assert written(story.frame(story.timeline.times[stage + 1], VIEW)).count("−∞") >= 3


@pytest.mark.parametrize("topic", [BLOCKS, ORDER])
def test_pictures_tell_how_far_they_are_and_can_be_stopped(topic: str) -> None:
    shares: list[float] = []

    def report(share: float, words: Text) -> None:
        if words == "Pictures":
            shares.append(share)
            if len(shares) == 3:
                cancellation.cancel()

    cancellation = Cancellation(report)
    with pytest.raises(Cancelled):
        LAB.solve(Inputs(topic=topic), cancellation)
    assert shares == sorted(shares)
    assert 0 == shares[0] < shares[2] < 1


@pytest.mark.parametrize("picture", [FLAT_PICTURE, NET])
def test_flat_pictures_are_seen_face_on_beside_boxes(picture: str) -> None:
    story = solution_of(Inputs(picture=picture))
    assert story.frame(0.5, View(SPACE, VIEW.size)).camera.flat
    assert story.frame(0.5, VIEW).camera == VIEW.camera
    stage = story.variables.index("scores")
    cells = {
        story.score_under(stage, View(SPACE, VIEW.size, (float(x), float(y))))
        for x in range(0, 1280, 20)
        for y in range(0, 720, 20)
    }
    assert set(range(9)) <= cells


# --- names, captions, charts -------------------------------------------------------------------


def test_tokens_stand_beside_rows_and_below_columns() -> None:
    story = solution_of(Inputs(source=TEXT, text="red green blue"))
    stage = story.variables.index("weights")
    texts = written(story.frame(story.timeline.times[stage + 1], VIEW))
    assert all(texts.count(word) >= 4 for word in ("red", "green", "blue"))


def test_rows_are_called_by_the_numbers_that_formulas_and_code_have() -> None:
    for picture in (FLAT_PICTURE, NET):
        story = solution_of(Inputs(picture=picture))
        end = story.timeline.times[story.variables.index("scores") + 1]
        texts = written(story.frame(end, VIEW))
        assert {"Q[0]", "Q[1]", "Q[2]", "K[0]", "K[1]", "K[2]"} <= set(texts)
        assert any(text.startswith("scores[2, 2] =") for text in texts)
        assert not any("₃" in text for text in texts)


def test_each_stage_says_something_else() -> None:
    full = Inputs(source=TEXT, heads=2, project=True, mask="causal", temperature=scalar("0.001"))
    story = solution_of(full)
    stages = story.timeline.stages
    captions = [str(stage.caption) for stage in stages]
    assert len(set(captions)) == len(captions) >= 13
    assert {"top", "shifted"} <= set(story.variables)  # such scores are too large for exp


def test_entropies_are_drawn_for_each_query_and_head() -> None:
    text = "one two three four five six seven"
    stories = [solution_of(Inputs(source=TEXT, text=text, heads=heads)) for heads in (1, 2)]
    one, two = (entropy_charts(story.attention)[0] for story in stories)
    assert isinstance(one, Chart)
    assert [len(series.y) for series in one.series] == [7]
    assert [len(series.y) for series in two.series] == [7, 7]
    for few in (Inputs(), Inputs(source=TEXT, heads=2)):  # among the numbers is room for them
        assert not solution_of(few).charts()


@pytest.mark.parametrize("number", [1, 2])
def test_boxes_show_the_head_that_is_chosen(number: int) -> None:
    inputs = Inputs(picture=BOX, source=TEXT, heads=2, head=number)
    story = solution_of(inputs)
    shown = story.boxes.steps.result(len(story.variables) - 1).numbers
    np.testing.assert_array_equal(shown, story.attention.of_head("output", number - 1))


# --- the plane ---------------------------------------------------------------------------------


def test_dragging_moves_one_row_of_the_shown_head() -> None:
    inputs = LAB.check(
        Inputs(
            topic=PLANE,
            q=tensor("[[1, 1/2, 3, 4]]"),
            k=tensor("1 2 3 4; 5 6 7 8"),
            v=tensor("1 0 0 1; 0 1 1 0"),
            heads=2,
            head=2,
        )
    )
    moved: Any
    moved, _ = LAB.dragged(inputs, "k 1", (0.5, -1.5, 0.0))
    np.testing.assert_array_equal(moved.k.to_array(), [[1, 2, 3, 4], [5, 6, 0.5, -1.5]])
    assert moved.q.text == "[[1, 1/2, 3, 4]]"
    moved, _ = LAB.dragged(inputs, "q 0", (0.0, 2.0, 0.0))
    assert moved.q.text == "[[1, 1/2, 0, 2]]"


def test_only_what_was_typed_can_be_dragged() -> None:
    assert LAB.handles(solution_of(Inputs(topic=PLANE)), 1.0)
    assert not LAB.handles(solution_of(Inputs(topic=PLANE, source=TEXT, width=2)), 1.0)


# --- another order -----------------------------------------------------------------------------


def in_order(**changes: Any) -> Any:
    return solution_of(replace(Inputs(topic=ORDER, source=TEXT), **changes))


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"order": (2, 1, 3, 5, 4)}, True),
        ({"mask": "causal"}, False),
        ({"placed": True}, False),
        ({"placed": True, "order": (1, 2, 3, 4, 5)}, True),
    ],
)
def test_outputs_change_places_with_their_tokens_unless_places_matter(
    changes: dict[str, Any], same: bool
) -> None:
    story = in_order(**changes)
    assert bool(story.attention.array("same").all()) is same
    alone = solution_of(replace(Inputs(source=TEXT), **changes)).attention
    order = [number - 1 for number in changes.get("order", (5, 4, 3, 2, 1))]
    if not changes.get("placed"):
        expected = alone.array("output")[order]
        np.testing.assert_allclose(story.attention.array("expected"), expected)
    said = str(story.caption(1.0))
    assert ("equivariant" in said) is same
    assert ("mask" in said, "positions" in said) == (
        not same and "mask" in changes,
        not same and "mask" not in changes,
    )


def test_positions_that_are_added_are_the_sinusoidal_ones() -> None:
    story = in_order(placed=True)
    added = story.attention.array("H") - story.attention.program.operands.arrays["X"]
    np.testing.assert_allclose(added[1], [0.841471, 0.540302, 0.01, 0.99995], atol=1e-6)


def test_an_order_of_other_tokens_is_refused() -> None:
    with pytest.raises(InputError, match="names 2 tokens, and there are 5"):
        in_order(order=(2, 1))
    with pytest.raises(InputError, match="queries and keys are 1 and 3"):
        solution_of(Inputs(topic=ORDER, q=tensor("[[1, 0]]")))
    spec = specs(Inputs)["order"]
    assert spec.from_text("order", "[3, 1, 2]", FilesRead()) == (3, 1, 2)
    with pytest.raises(InputError):
        spec.from_text("order", "1 1 2", FilesRead())


# --- the scale ---------------------------------------------------------------------------------


@pytest.mark.parametrize("channels", [1, 64, 1024])
def test_scaled_and_plain_weights_are_those_of_torch(channels: int) -> None:
    story = solution_of(Inputs(topic=SCALING, channels=channels, temperature=scalar("2")))
    arrays = story.scaling.arrays
    products = torch.tensor(arrays["products"])
    for name, factor in (("plain", 1.0), ("weights", channels**-0.5)):
        weights = torch.softmax(products * factor / 2, dim=0)
        np.testing.assert_allclose(arrays[name], weights.numpy(), rtol=1e-9)
    chart = story.charts()[0]
    plain, scaled = (series.y for series in chart.series)
    assert plain[0] == pytest.approx(scaled[0])  # √1 changes nothing
    assert plain[-1] < 0.3 < scaled[-1]  # of 1024 channels without √d nearly nothing is left


def test_a_weight_below_one_is_not_said_to_be_one() -> None:
    story = solution_of(Inputs(topic=SCALING, channels=256))
    largest = story.scaling.arrays["plain"].max()
    assert 0.9999 < largest < 1
    assert f"{largest:.5f} without √d" in str(story.caption(1.0))


def test_dot_products_are_seen_before_anything_moves() -> None:
    story = solution_of(Inputs(topic=SCALING))
    products = [f"{each:.1f}".replace("-", "−") for each in story.scaling.arrays["products"]]
    assert set(products) <= set(written(LAB.frame(story, 0.0, VIEW)))


def test_the_stages_can_be_followed_as_a_program() -> None:
    inputs = Inputs(source=TEXT, heads=2, mask="causal")
    code = LAB.as_code(inputs)
    assert code is not None
    tensors = load_lab("tensors")
    assert code.topic in {topic.key for topic in tensors.topics()}
    traced = traced_program(code.lines)
    assert traced.problem is None
    outcome = traced.steps[-1].result
    assert outcome is not None
    output = solution_of(inputs).attention.array("output")
    np.testing.assert_allclose(outcome.numbers.astype(float), output, rtol=1e-12)
    assert LAB.as_code(Inputs(source=TEXT, text="word " * 600)) is None


def test_what_a_class_sees_without_its_headings_is_told_apart() -> None:
    brief = [
        str(each.label) for each in solution_of(Inputs(topic=SCALING)).readouts(1.0) if each.brief
    ]
    assert len(set(brief)) == len(brief) == 2
