"""The lab Neural network: its pictures and numbers against numpy, torch and worked examples."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tests import sampling

from eigenscope.document.codec import from_json, set_from_texts, to_json
from eigenscope.engine.optimise.training.errors import TrainingError
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs.base import Arrays
from eigenscope.labs.kit.bands import bands, grid_faces, level_lines
from eigenscope.labs.kit.networks.layer_poses import LayerSpace, separator
from eigenscope.labs.network import solving
from eigenscope.labs.network.inputs import Inputs
from eigenscope.labs.network.lab import LAB
from eigenscope.labs.network.presets import BLOBS, REGRESSION, XOR
from eigenscope.language.evaluating.entry import Matrix, scalar
from eigenscope.readers.loading import load_matrix
from eigenscope.scene.camera import PLANE, SPACE
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import Points, Triangles

SIZE = (800.0, 600.0)
SHORT = Inputs(count=40, steps=20)


def solved(inputs: Inputs) -> Any:
    return LAB.solve(LAB.check(inputs))


def frame(inputs: Inputs, t: float) -> Frame:
    story = solved(inputs)
    camera = (PLANE if LAB.dimensions(inputs) == 2 else SPACE).fitted(story.extent(), SIZE, 1.2)
    return LAB.frame(story, t, View(camera, SIZE))


def values(inputs: Inputs, t: float = 1.0) -> dict[str, Any]:
    readouts = LAB.readouts(solved(inputs), t)
    return {each.variable: each.value for each in readouts if each.variable}


# --- numbers -------------------------------------------------------------------------------------


def test_xor_by_hand_is_the_worked_example() -> None:
    story = solved(replace(XOR, topic="layers"))
    hidden = [pose for pose in story.poses if pose.layer == 0][-1]
    order = np.lexsort(story.learning.data.inputs.T[::-1])
    assert hidden.data[order, :2].tolist() == [[0, 0], [1, 0], [1, 0], [2, 1]]
    assert story.poses[-1].data[order, 0].tolist() == [0, 1, 1, 0]
    found = values(XOR)
    assert found["loss"] == 0
    assert found["accuracy"] == 1
    np.testing.assert_array_equal(found["W1"], [[1, 1], [1, 1]])
    np.testing.assert_array_equal(found["b1"], [0, -1])


def test_a_mark_stands_between_the_sides_of_the_output() -> None:
    (mark,) = (draw for draw in frame(replace(XOR, topic="layers"), 1.0).draws
               if draw.name == "separator")  # fmt: skip
    assert mark.matrix[0, 3] == 0.5
    assert mark.matrix[0, 0] == 0
    assert abs(mark.matrix[1, 0]) > 1


def test_the_numbers_at_a_time_are_those_of_that_step() -> None:
    story = solved(SHORT)
    run = story.learning.run
    for t, step in ((0.0, 0), (0.5, 10), (1.0, 20)):
        numbers = {each.key: each.value for each in LAB.readouts(story, t)}
        assert numbers["step"] == step
        assert numbers["loss"] == run.losses[step]
        np.testing.assert_array_equal(numbers["W2"], run.parameters(step)[1].weight)
        assert f"{step}" in str(LAB.caption(story, t)) or step == 0


def test_a_run_follows_from_its_inputs_and_seed() -> None:
    first, other = values(replace(SHORT, seed=3)), values(replace(SHORT, seed=4))
    LAB.solve(LAB.check(replace(SHORT, seed=5)))
    solving.RUNS.clear()
    again = values(replace(SHORT, seed=3))
    assert again["loss"] == first["loss"] != other["loss"]
    np.testing.assert_array_equal(again["W3"], first["W3"])


def test_topics_share_one_training() -> None:
    runs = [solved(replace(SHORT, topic=topic.key)).learning.run for topic in LAB.topics()]
    assert all(run is runs[0] for run in runs)
    known: Any = LAB.preview(LAB.check(replace(SHORT, topic="surface")))
    assert known.learning.run is runs[0]


def test_spectra_are_those_of_numpy() -> None:
    found = values(replace(SHORT, topic="weights"), 0.5)
    for layer in (1, 2, 3):
        singular = np.linalg.svd(found[f"W{layer}"], compute_uv=False)
        np.testing.assert_allclose(found[f"S{layer}"], singular, rtol=1e-9, atol=1e-12)
        assert found[f"rank{layer}"] == np.linalg.matrix_rank(found[f"W{layer}"])


def test_charts_are_over_the_steps_with_a_line_for_each_layer() -> None:
    charts: Any = LAB.charts(solved(replace(SHORT, topic="weights")))
    gradients, spectra, ranks = charts
    assert [len(chart.series) for chart in (gradients, spectra, ranks)] == [3, 2 + 8 + 1, 3]
    for series in ranks.series:
        assert series.x.tolist() == list(range(21))
        assert ((series.y >= 1 - 1e-12) & (series.y <= 8)).all()


# --- the picture ---------------------------------------------------------------------------------


def test_bands_cover_the_plane_and_hold_what_lies_between_levels() -> None:
    across, up = np.linspace(-2, 2, 41), np.linspace(-1, 1, 21)
    x, y = np.meshgrid(across, up)
    heights = x + 2 * y
    faces = grid_faces(across, up, heights)
    levels = (-10.0, -1.0, 0.0, 0.5, 10.0)
    parts = bands(faces, levels)
    assert sum(area(part) for part in parts) == pytest.approx(8.0, rel=1e-6)
    for part, (low, high) in zip(parts, pairwise(levels), strict=True):
        values = part.points[..., 0] + 2 * part.points[..., 1]
        assert ((values >= low - 1e-5) & (values <= high + 1e-5)).all()
    lines = level_lines(faces, 0.0)
    np.testing.assert_allclose(lines[..., 0] + 2 * lines[..., 1], 0.0, atol=1e-9)


def area(part: Triangles) -> float:
    corners = part.points.astype(np.float64)
    first, second = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    cross = first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]
    return float(np.abs(cross).sum() / 2)


@pytest.mark.parametrize("inputs", [SHORT, replace(BLOBS, count=60, steps=20)])
def test_a_point_is_tinted_as_the_network_decides(inputs: Inputs) -> None:
    story = solved(inputs)
    state = len(story.learning.run.steps) - 1
    region = story.regions.of(state)
    for group, tints in enumerate(region.tints):
        middles = np.concatenate([part.points.mean(axis=1) for part in tints])[:, :2]
        outputs = story.learning.run.outputs(state, middles.astype(np.float64))
        said = outputs.argmax(axis=1) if outputs.shape[1] > 1 else (outputs[:, 0] > 0)
        assert (said == group).mean() > 0.99  # but for faces that the border cuts
    wrong = {tuple(place) for place in region.wrong.positions[:, :2]}
    points, targets = story.learning.data.inputs, story.learning.data.targets
    outputs = story.learning.run.outputs(state, points)
    said = outputs.argmax(axis=1) if outputs.shape[1] > 1 else (outputs[:, 0] > 0)
    assert wrong == {tuple(place) for place in points[said != targets].astype(np.float32)}


def test_the_curve_and_the_surface_are_the_outputs() -> None:
    story = solved(replace(REGRESSION, steps=20))
    line: Any = frame(replace(REGRESSION, steps=20), 1.0).named("output")[0].towards
    x, y, _ = line.points.astype(np.float64).T
    np.testing.assert_allclose(story.learning.run.outputs(-1, x[:, None])[:, 0], y, atol=1e-5)
    inputs = replace(SHORT, topic="surface")
    story = solved(inputs)
    faces: Any = frame(inputs, 1.0).named("output")[0].towards
    x, y, z = faces.points.reshape(-1, 3).astype(np.float64).T
    logits = story.learning.run.outputs(-1, np.stack([x, y], axis=1))[:, 0]
    height = 1 / (1 + np.exp(-logits))
    np.testing.assert_allclose(z / z.max(), height / height.max(), atol=1e-4)


def test_layers_carry_points_where_torch_does() -> None:
    kinds = ("relu", "tanh", "sigmoid", "softplus", "gelu", "leaky_relu")
    chance = sampling.chance("layers of networks")
    for _ in range(sampling.count(100, 500)):
        inputs = replace(
            SHORT,
            topic="layers",
            layers=(2, chance.randint(1, 3), chance.randint(1, 3), 1),
            activation=chance.choice(kinds),
            seed=chance.randint(0, 999),
            steps=0,
        )
        story = solved(inputs)
        model = {
            "relu": torch.relu,
            "leaky_relu": torch.nn.functional.leaky_relu,
            "tanh": torch.tanh,
            "sigmoid": torch.sigmoid,
            "softplus": torch.nn.functional.softplus,
            "gelu": torch.nn.functional.gelu,
        }[inputs.activation]
        values = torch.from_numpy(story.learning.data.inputs)
        poses = {(pose.layer, bool(pose.bent)): pose for pose in story.poses}
        for layer, (weight, bias) in enumerate(story.learning.run.parameters(-1)):
            z = values @ torch.tensor(weight).T + torch.tensor(bias)
            values = model(z) if layer < 2 else z
            for bent, wanted in ((False, z), (True, values)):
                if (layer, bent) in poses:
                    pose = poses[layer, bent]
                    own = pose.data[:, : wanted.shape[1]] / pose.space.scale
                    np.testing.assert_allclose(own, wanted.numpy(), atol=1e-10)


def test_relu_folds_along_one_axis_after_the_other() -> None:
    story = solved(replace(SHORT, topic="layers", layers=(2, 3, 1), activation="relu", steps=0))
    folds = [pose for pose in story.poses if pose.layer == 0]
    assert [pose.bent for pose in folds] == [0, 1, 2, 3]
    for before, after in pairwise(folds[1:]):
        changed = ~np.isclose(before.data, after.data)
        assert not changed[:, [axis for axis in range(3) if axis != after.bent - 1]].any()
    assert (folds[-1].data >= 0).all()


def test_the_separator_is_where_the_output_is_at_its_threshold() -> None:
    story = solved(replace(SHORT, topic="layers"))
    last, pose = story.learning.run.parameters(-1)[-1], story.poses[story.hidden]
    cut = separator(last, 0.0, pose.space)
    assert cut is not None
    corners = cut.foot + (cut.carrier(1.0)[:, :2] @ np.array([[1, 0, 2], [0, 1, -1]])).T
    hidden = corners @ pose.space.axes.T / pose.space.scale + pose.space.mean
    np.testing.assert_allclose(hidden @ last.weight[0] + last.bias, 0, atol=1e-9)
    flat = last._replace(weight=np.zeros((1, 8)))
    assert separator(flat, 0.0, LayerSpace(np.zeros(8), np.eye(8)[:, :3])) is None


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({"layers": (2, 4, 1)}, 0.0),
        ({"layers": (2, 4, 1), "loss": "squared error"}, 0.5),
        ({"layers": (2, 4, 2)}, None),
        ({"layers": (2, 2, 2)}, None),
    ],
)
def test_at_the_end_a_plane_or_a_line_separates_the_outputs(
    changes: dict[str, Any], level: float | None
) -> None:
    """The legend of a figure of the end named a separating plane that was not there."""
    story = solved(replace(SHORT, topic="layers", **changes))
    space = story.poses[-1].space
    view = View((SPACE if story.space else PLANE).fitted(story.extent(), SIZE, 1.2), SIZE)
    (mark,) = (draw for draw in LAB.frame(story, 1.0, view).draws if draw.name == "separator")
    width = len(space.mean)  # whose coordinates are the picture's own
    foot, along = mark.matrix[:width, 3] / space.scale, mark.matrix[:width, 0]
    if level is None:
        assert foot[0] == pytest.approx(foot[1], abs=1e-12)
        assert along[0] == pytest.approx(along[1], abs=1e-9)
    else:
        assert foot == pytest.approx([level])
        assert along == pytest.approx([0.0], abs=1e-9)


def test_outputs_that_are_the_same_everywhere_separate_nothing() -> None:
    own = replace(SHORT, topic="layers", layers=(2, 2, 1), weights="own", steps=0)
    story = solved(replace(own, w2=Matrix.from_texts((("0", "0"),))))
    stop = story.timeline.stops[story.hidden] + 0.01
    assert "nothing separates the classes" in str(LAB.caption(story, stop))
    assert not any(draw.name == "separator" for draw in frame(story.inputs, stop).draws)


def test_edges_have_the_signs_and_sizes_of_weights() -> None:
    inputs = replace(SHORT, topic="weights", layers=(2, 3, 1))
    weights = solved(inputs).learning.run.parameters(-1)[0].weight
    edges = frame(inputs, 1.0).named("weights 1")
    assert len(edges) == weights.size
    signs = [1 if edge.style.slot == "positive" else -1 for edge in edges]
    assert signs == np.sign(weights).ravel().tolist()
    widths = np.array([edge.style.width for edge in edges])
    assert (np.argsort(widths) == np.argsort(np.abs(weights).ravel())).all()


def test_a_table_with_more_columns_is_seen_along_principal_axes() -> None:
    chance = np.random.default_rng(0)
    rows = chance.normal(size=(30, 5))
    table = Matrix.from_array(np.column_stack([rows, rows[:, 0] > 0]))
    story = solved(replace(SHORT, data="table", table=table))
    assert story.inputs.layers == (5, 8, 8, 1)
    plane = story.learning.plane
    np.testing.assert_allclose(plane.axes.T @ plane.axes, np.eye(2), atol=1e-12)
    data = story.learning.data.inputs
    np.testing.assert_allclose(data.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(data.std(axis=0), 1)
    spread = np.linalg.svd(data - data.mean(axis=0), compute_uv=False)
    assert np.linalg.norm(plane.places(data)[:, 0]) == pytest.approx(spread[0])


# --- what is entered -----------------------------------------------------------------------------


FLOWERS = """sepal;petal;kind
1,4;0,2;setosa
4,7;1,4;versicolor
6,0;2,5;virginica
1,3;0,2;setosa
4,5;1,5; versicolor
5,9;2,1;virginica
"""


@pytest.mark.parametrize("loss", ["cross entropy", "squared error"])
def test_texts_in_the_last_column_are_classes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loss: str
) -> None:
    (tmp_path / "f.csv").write_text(FLOWERS)
    monkeypatch.chdir(tmp_path)
    texts = {"data": "table", "table": "f.csv", "loss": loss, "steps": "30"}
    inputs = set_from_texts(LAB, LAB.defaults(), texts)
    story = solved(inputs)
    assert story.learning.data.targets.tolist() == [0, 1, 2, 0, 1, 2]
    assert story.learning.setup.shape.widths == (2, 8, 8, 3)
    names = [str(name) for name in story.legend().values()]
    assert names[:3] == ["setosa", "versicolor", "virginica"]
    readouts = {each.key: each for each in LAB.readouts(story, 1.0)}
    assert str(readouts["classes"].text) == "0 = setosa, 1 = versicolor, 2 = virginica"
    program: dict[str, Any] = {}
    exec(LAB.code(story), program)
    assert float(program["loss"]) == readouts["loss"].value
    tensors: Arrays = {}
    reopened = from_json(LAB, to_json(inputs, tensors), tensors)
    assert solved(reopened).learning.data.names == story.learning.data.names


@pytest.mark.parametrize(("count", "last"), [(3, "class 2"), (4, "class 3"), (5, "other classes")])
def test_only_several_further_classes_have_one_name(count: int, last: str) -> None:
    rows = [[number, number**2, number] for number in range(count)]
    table = Matrix.from_array(np.array(rows, dtype=float))
    story = solved(replace(SHORT, data="table", table=table, steps=0))
    assert [str(name) for name in story.group_legend().values()][-1] == last


def test_a_row_without_a_class_is_named(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text("1,2,a\n3,4,\n5,6,b\n")
    table = load_matrix(tmp_path / "f.csv")
    with pytest.raises(TrainingError, match="Row 2 of the data has no class"):
        LAB.solve(LAB.check(replace(SHORT, data="table", table=table)))


@pytest.mark.parametrize("text", ["2-8-8-1", "[2, 8, 8, 1]", "2 8 8 1", "2→8→8→1", "2，8，8，1"])
def test_widths_are_read_however_they_are_typed(text: str) -> None:
    assert set_from_texts(LAB, LAB.defaults(), {"layers": text}).layers == (2, 8, 8, 1)


@pytest.mark.parametrize(
    ("texts", "word"),
    [
        ({"layers": "two-8-1"}, "2-8-8-1"),
        ({"layers": "2-8-8-"}, "is widths, such as"),
        ({"layers": "-2-1"}, "is widths, such as"),
        ({"weights": "own", "w1": "[1 2; 3 4]"}, "8×2 would"),
        ({"layers": "2"}, "1 to 6 layers"),
        ({"layers": "2-9-1"}, "from 1 to 8"),
        ({"layers": "2-0-1"}, "from 1 to 8"),
        ({"layers": "2-1-1-1-1-1-1-1-1"}, "1 to 6 layers"),
        ({"layers": "3-8-1"}, "2-8-1 would"),
        ({"layers": "2-8-1", "data": "blobs"}, "2-8-3 would"),
        ({"loss": "cross entropy", "data": "curve"}, "squared error would"),
        ({"activations": "relu, cube"}, "'cube' is none of"),
        ({"rate": "0"}, "from 1e-12"),
        ({"rate": "1e7"}, "to 1e+06"),
        ({"batch": "-1"}, "batch"),
        ({"batch": "501"}, "500 would"),
        ({"steps": "5001"}, "5000 would"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(texts: dict[str, str], word: str) -> None:
    with pytest.raises(InputError) as refused:
        set_from_texts(LAB, LAB.defaults(), texts)
    assert word in str(refused.value)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"data": "clicks", "first": (), "second": ()}, "no data"),
        ({"data": "clicks", "second": ()}, "same class"),
        ({"data": "table", "table": Matrix.from_array([[1e300, 0], [-1e300, 1]])}, "Column 1 has"),
        (
            {"data": "table", "table": Matrix.from_array([[1e-300, 0.0], [0.0, 1.0]])},
            "Column 1 has",
        ),
        (
            {"data": "table", "table": Matrix.from_array(np.repeat(range(20), 2).reshape(20, 2))},
            "20 classes",
        ),
        ({"data": "clicks", "first": ()}, "Class 0"),
        ({"data": "table", "table": scalar("1")}, "columns"),
        (
            {"data": "table", "table": Matrix.from_array([[1.0, 2.0, 0.5], [2.0, 1.0, 1.0]])},
            "numbered",
        ),
        ({"data": "table", "table": Matrix.from_array([[1, 2, 3], [2, 1, 1]])}, "Class 0"),
    ],
)
def test_data_that_cannot_be_learnt_say_why(changes: dict[str, Any], word: str) -> None:
    inputs = LAB.check(replace(SHORT, **changes))
    with pytest.raises(TrainingError, match=word):
        LAB.solve(inputs)
    waiting = LAB.preview(inputs)
    assert word in str(LAB.caption(waiting, 0.0))
    assert LAB.frame(waiting, 0.0, View(PLANE, SIZE)).draws == ()


def test_a_training_that_diverges_keeps_what_was_before() -> None:
    inputs = replace(REGRESSION, optimiser="sgd", rate=scalar("1000"), steps=100)
    story = solved(inputs)
    run = story.learning.run
    assert run.diverged is not None
    assert np.isfinite(run.states).all()
    assert "smaller η" in str(LAB.caption(story, 1.0))
    assert np.isfinite(values(inputs)["loss"])


def test_a_training_that_ends_far_above_its_start_says_that_it_did_not_converge() -> None:
    story = solved(replace(SHORT, rate=scalar("1e6")))
    run = story.learning.run
    assert run.diverged is None
    first, last = run.losses[[0, -1]]
    assert run.risen == last / first > 1e4
    assert "times the loss at the start: training did not converge" in str(LAB.caption(story, 1.0))
    assert "converge" not in str(LAB.caption(story, 0.5))
    assert "converge" not in str(LAB.caption(solved(SHORT), 1.0))


@pytest.mark.parametrize("data", [SHORT, replace(REGRESSION, count=40)])
@pytest.mark.parametrize(("steps", "words"), [(1, "After 1 step the"), (2, "After 2 steps the")])
def test_one_step_is_no_steps(data: Inputs, steps: int, words: str) -> None:
    assert str(LAB.caption(solved(replace(data, steps=steps)), 1.0)).startswith(words)


@pytest.mark.parametrize("rate", ["0.001", "1"])
def test_a_loss_that_rises_little_is_no_divergence(rate: str) -> None:
    inputs = replace(XOR, steps=3, optimiser="adam", rate=scalar(rate))
    nudged = replace(inputs, b2=scalar("1e-9"))
    run = solved(nudged).learning.run
    assert run.losses[-1] > 1e6 * run.losses[0] > 0
    assert (run.risen is None) == (rate == "0.001")


def test_each_layer_has_its_own_activation() -> None:
    texts = {"activation": "each", "activations": "relu, sigmoid", "layers": "2-4-4-4-1"}
    inputs = set_from_texts(LAB, LAB.defaults(), texts)
    shape = solved(replace(inputs, steps=0)).learning.setup.shape
    assert shape.activations == ("relu", "sigmoid", "sigmoid", "none")


def test_own_weights_get_the_sizes_of_the_layers() -> None:
    inputs = LAB.check(replace(SHORT, weights="own", layers=(2, 4, 1)))
    assert inputs.w1.shape == (4, 2)
    assert inputs.b1.shape == (4, 1)
    assert inputs.w2.shape == (1, 4)
    assert inputs.w1.to_array()[:2].tolist() == [[1, 1], [1, 1]]


EXTREMES: tuple[dict[str, Any], ...] = (
    {"weights": "own", "layers": (2, 1), "w1": Matrix.from_array([[1e150, -1e150]])},
    {"weights": "own", "layers": (2, 2, 1), "w1": Matrix.from_array(np.zeros((2, 2)))},
    {"rate": scalar("1e6"), "optimiser": "sgd", "activation": "relu"},
    {"count": 4, "noise": scalar("10"), "batch": 3},
    {"layers": (2, 1, 1, 1, 1, 1, 1), "activation": "softplus"},
    {"data": "table", "loss": "squared error"},
    {"data": "clicks", "first": ((1.0, 1.0),), "second": ((1.0, 1.0),)},
)


@pytest.mark.parametrize("topic", [topic.key for topic in LAB.topics()])
def test_extreme_numbers_are_drawn_or_refused(topic: str) -> None:
    for changes in EXTREMES:
        inputs = LAB.check(replace(SHORT, topic=topic, **changes))
        for t in (0.0, 0.4, 1.0):
            for draw in frame(inputs, t).draws:
                assert np.isfinite(draw.matrix).all()
                if isinstance(draw.geometry, Points):
                    assert np.isfinite(draw.geometry.positions).all()
            assert str(LAB.caption(solved(inputs), t))


def test_layers_that_overflow_say_so_and_nothing_is_drawn() -> None:
    big = Matrix.from_array(np.full((4, 2), 1e300))
    wide = Matrix.from_array(np.full((4, 4), 1e300))
    inputs = replace(SHORT, topic="layers", layers=(2, 4, 4, 1), activation="relu", weights="own")
    story = solved(replace(inputs, w1=big, w2=wide, steps=0))
    assert "too large to be drawn" in str(story.unseen)
    assert not story.frame(0.5, View(SPACE, SIZE)).draws
    assert np.isfinite(story.extent()).all()
    assert str(story.caption(0.5)) == str(story.unseen)
