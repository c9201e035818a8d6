"""The lab *Layer*: its numbers against torch, its pictures against its numbers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
import torch
from scipy.optimize import linprog
from torch.nn import functional

from eigenscope.arrays import Floats
from eigenscope.exact.inequalities import feasible
from eigenscope.labs.contract.files_read import FilesRead
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs import selected, specs
from eigenscope.labs.kit.layers.activations import ACTIVATIONS
from eigenscope.labs.kit.layers.layer_map import LayerMap
from eigenscope.labs.kit.legends import legend_of
from eigenscope.labs.layer.inputs import BATCH, MOTION, Inputs
from eigenscope.labs.layer.lab import LAB
from eigenscope.language.evaluating.entry import Matrix, matrix
from eigenscope.scene.camera import PLANE
from eigenscope.scene.geometry import vertices
from eigenscope.scene.poses import mixed

from ... import sampling

TORCH: dict[str, Any] = {
    "none": lambda z: z,
    "relu": functional.relu,
    "leaky_relu": functional.leaky_relu,
    "sigmoid": functional.sigmoid,
    "tanh": functional.tanh,
    "gelu": functional.gelu,
    "softplus": functional.softplus,
}
SIZE = (800.0, 600.0)
XOR = Inputs(
    weight=matrix("1 1", "1 1"), bias=matrix("0 -1"), points=matrix("0 0", "0 1", "1 0", "1 1")
)


def random_inputs(number: int, **changes: Any) -> Inputs:
    """Return random inputs; the activations take turns, and some numbers are whole."""
    numbers = np.random.default_rng(sampling.seed_of(f"layer {number}"))
    outputs, features, batch = numbers.integers(1, (4, 4, 7))
    shapes = {"weight": (outputs, features), "bias": (1, outputs), "points": (batch, features)}
    values = {name: numbers.normal(size=shape) * 2 for name, shape in shapes.items()}
    if number % 3 == 0:
        values = {name: np.round(each) for name, each in values.items()}
    entered: dict[str, Any] = {name: Matrix.from_array(each) for name, each in values.items()}
    activation = list(ACTIVATIONS)[number % len(ACTIVATIONS)]
    return LAB.check(Inputs(**{**entered, "activation": activation, **changes}))


def values_of(inputs: Inputs) -> dict[str, Any]:
    """Return what the lab shows of inputs, by the program's names."""
    readouts = LAB.readouts(LAB.solve(inputs), 1.0)
    return {each.variable: each.value for each in readouts if each.variable}


def solved(inputs: Inputs) -> Any:
    return LAB.solve(inputs)


def chosen(inputs: Inputs, t: float, view: View) -> Any:
    return LAB.chosen(inputs, LAB.solve(inputs), t, view)


def view_of(inputs: Inputs) -> View:
    return View(PLANE.fitted(LAB.extent(LAB.solve(inputs)), SIZE, 1.35), SIZE)


def drawn(inputs: Inputs, t: float, name: str) -> Floats:
    """Return the vertices (k, 3) of what is drawn by that name at a time."""
    frame = LAB.frame(LAB.solve(inputs), t, view_of(inputs))
    draws = [mixed(draw) for draw in frame.named(name)]
    assert draws, name
    return np.concatenate(
        [
            vertices(draw.geometry).astype(np.float64) @ draw.matrix[:3, :3].T + draw.matrix[:3, 3]
            for draw in draws
        ]
    )


# --- numbers ------------------------------------------------------------------------------------


def test_the_worked_examples() -> None:
    shown = values_of(
        Inputs(
            weight=matrix("1 -1", "2 1"),
            bias=matrix("0 -1"),
            points=matrix("1 2", "-1 0", "0 3"),
        )
    )
    assert shown["Z"].tolist() == [[-1, 3], [-1, -3], [-3, 2]]
    assert shown["Y"].tolist() == [[0, 3], [0, 0], [0, 2]]
    assert shown["parameters"] == 6
    hidden = values_of(XOR)["Y"]
    assert hidden.tolist() == [[0, 0], [1, 0], [1, 0], [2, 1]]
    assert (hidden @ [1, -2]).tolist() == [0, 1, 1, 0]


@pytest.mark.parametrize(
    ("key", "z", "value", "slope"),
    [
        ("sigmoid", 0.0, 0.5, 0.25),
        ("sigmoid", 2.0, 0.880797, 0.104994),
        ("tanh", 1.0, 0.761594, 0.419974),
    ],
)
def test_the_worked_activations(key: str, z: float, value: float, slope: float) -> None:
    sigma = ACTIVATIONS[key]
    assert sigma.value(np.array(z)) == pytest.approx(value, abs=1e-6)
    assert sigma.slope(np.array(z)) == pytest.approx(slope, abs=1e-6)


@pytest.mark.parametrize("key", TORCH)
def test_activations_and_slopes_are_those_of_torch_up_to_the_largest_numbers(key: str) -> None:
    z = np.concatenate([np.linspace(-40, 40, 801), [0.0, -1e-30, 700, -700, 1e300, -1e300]])
    leaf = torch.tensor(z, requires_grad=True)
    TORCH[key](leaf).sum().backward()
    sigma = ACTIVATIONS[key]
    np.testing.assert_allclose(sigma.value(z), TORCH[key](leaf).detach(), rtol=1e-13, atol=1e-16)
    assert leaf.grad is not None
    np.testing.assert_allclose(sigma.slope(z), leaf.grad.numpy(), rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("number", range(sampling.count(100, 500)))
def test_random_layers_agree_with_torch(number: int) -> None:
    inputs = random_inputs(number)
    shown = values_of(inputs)
    weight, bias, points = (
        torch.tensor(m.to_array()) for m in (inputs.weight, inputs.bias, inputs.points)
    )
    activation = TORCH[inputs.activation]

    def layer(x: torch.Tensor) -> Any:
        return activation(functional.linear(x, weight, bias[0]))

    np.testing.assert_allclose(shown["Z"], functional.linear(points, weight, bias[0]), atol=1e-12)
    np.testing.assert_allclose(shown["Y"], layer(points), atol=1e-12)
    jacobian = torch.autograd.functional.jacobian(layer, points[0])
    np.testing.assert_allclose(shown["jacobian"], jacobian, atol=1e-12)
    assert shown["parameters"] == weight.numel() + bias.numel()


@pytest.mark.parametrize("number", range(sampling.count(7, 70)))
def test_the_blocks_are_traced_steps_with_the_same_numbers(number: int) -> None:
    inputs = random_inputs(number, topic=BATCH)
    story = solved(inputs)
    shown = values_of(inputs)
    results = [picture.step.result.numbers for picture in story.sequence.pictures]
    product_of = inputs.points.to_array() @ inputs.weight.to_array().T
    expected = [product_of, shown["Z"]] + ([] if inputs.sigma.is_linear else [shown["Y"]])
    assert len(results) == len(expected) == len(LAB.stops(story)) - 1
    for result, wanted in zip(results, expected, strict=True):
        np.testing.assert_allclose(result, wanted, atol=1e-12)
    # a row of the result comes from the same row of X alone
    sources = story.sequence.pictures[0].step.sources[0]
    rows, width = np.arange(len(product_of)).repeat(product_of.shape[1]), inputs.weight.shape[1]
    assert (sources // width == rows[:, None]).all()


# --- linear pieces ------------------------------------------------------------------------------


def sampled_patterns(layer: LayerMap, numbers: np.random.Generator) -> set[tuple[bool, ...]]:
    """Return the sign patterns at points near and far."""
    away = numbers.normal(size=(2000, layer.features))
    z = layer.before(np.concatenate([scale * away for scale in (0.3, 1.0, 10.0, 1e4)]))
    return set(map(tuple, (z[(z != 0).all(axis=1)] > 0).tolist()))


def has_room(layer: LayerMap, pattern: tuple[bool, ...]) -> bool:
    """Tell by a linear program whether signs hold at some point, with room around it."""
    signs = np.where(pattern, 1.0, -1.0)
    rows = np.hstack([-signs[:, None] * layer.weight, np.ones((layer.outputs, 1))])
    room = np.append(np.zeros(layer.features), -1.0)
    bounds = [(None, None)] * layer.features + [(None, 1.0)]
    best = linprog(room, A_ub=rows, b_ub=signs * layer.bias, bounds=bounds)
    return bool(best.x[-1] > 1e-7)


@pytest.mark.parametrize("number", range(sampling.count(40, 400)))
def test_pieces_are_the_patterns_of_signs_that_there_are(number: int) -> None:
    numbers = np.random.default_rng(sampling.seed_of(f"pieces {number}"))
    outputs, features = numbers.integers(1, 4, 2)
    weight = numbers.integers(-2, 3, (outputs, features)).astype(float)
    weight[~weight.any(axis=1), 0] = 1.0
    bias = numbers.integers(-2, 3, outputs).astype(float)
    exact = tuple(tuple(map(Fraction, row)) for row in weight.tolist())
    layer = LayerMap(weight, bias, ACTIVATIONS["relu"], exact)
    patterns = {piece.pattern for piece in layer.pieces}
    assert sampled_patterns(layer, numbers) <= patterns
    assert {each for each in product((True, False), repeat=outputs) if has_room(layer, each)} == (
        patterns
    )
    for piece in layer.pieces:
        assert piece.rank == np.linalg.matrix_rank(np.diag(piece.pattern).astype(float) @ weight)


def test_a_rank_is_decided_exactly_and_a_leaky_piece_loses_none() -> None:
    nearly = matrix("1 1", "1 1.0000000000000000001")
    layer = solved(Inputs(weight=nearly)).layer.map
    assert layer.rank == 2
    leaky = solved(Inputs(activation="leaky_relu")).layer.map
    assert [piece.rank for piece in leaky.pieces] == [2] * 4


def test_a_neuron_without_weights_has_one_sign() -> None:
    layer = solved(Inputs(weight=matrix("0 0", "1 0"), bias=matrix("0 1"))).layer.map
    assert [piece.pattern for piece in layer.pieces] == [(False, True), (False, False)]


@pytest.mark.parametrize(
    ("rows", "holds"),
    [
        ([], True),
        ([(1, 0), (-1, 1)], True),  # 0 < x < 1
        ([(1, 0), (-1, 0)], False),
        ([(1, 0, 0), (0, 1, 0), (-1, -1, 1)], True),
        ([(1, 0, 0), (0, 1, 0), (-1, -1, 0)], False),
        ([(0, 0, 1)], True),
        ([(0, 0, 0)], False),
    ],
)
def test_inequalities(rows: list[tuple[int, ...]], holds: bool) -> None:
    assert feasible([[Fraction(each) for each in row] for row in rows]) is holds


# --- the motion ---------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(sampling.count(21, 210)))
def test_points_are_drawn_where_the_layer_takes_them(number: int) -> None:
    inputs = random_inputs(number)
    shown, stops = values_of(inputs), LAB.stops(LAB.solve(inputs))
    x, weight = inputs.points.to_array(), inputs.weight.to_array()
    stations = [x, x @ weight.T, shown["Z"], *([] if inputs.sigma.is_linear else [shown["Y"]])]
    for t, places in zip(stops, stations, strict=True):
        wanted = np.zeros((len(x), 3))
        wanted[:, : places.shape[1]] = places
        np.testing.assert_allclose(drawn(inputs, t, "points"), wanted, atol=1e-5)


def test_relu_presses_one_axis_after_the_other_straight_onto_it() -> None:
    inputs = Inputs()
    times = LAB.solve(inputs).timeline.times
    z = values_of(inputs)["Z"]
    middle = drawn(inputs, (times[2] + times[3]) / 2, "points")[:, :2]
    assert middle[:, 1] == pytest.approx(z[:, 1], abs=1e-6)  # perpendicular to the axis
    assert (middle[z[:, 0] < 0, 0] > z[z[:, 0] < 0, 0]).all()
    assert middle[z[:, 0] >= 0, 0] == pytest.approx(z[z[:, 0] >= 0, 0], abs=1e-6)
    first = drawn(inputs, times[3], "points")[:, :2]
    assert first == pytest.approx(np.stack([np.maximum(z[:, 0], 0), z[:, 1]], axis=1), abs=1e-6)


def test_what_is_pressed_flat_ends_on_an_axis_and_the_rest_at_0() -> None:
    inputs = Inputs()
    edges = drawn(inputs, 1.0, "edge border")
    assert np.abs(edges[:, :2]).min(axis=1) == pytest.approx(0.0, abs=1e-6)
    assert edges[:, :2].min() >= -1e-6
    assert {axis for axis in range(2) if edges[:, axis].max() > 1} == {0, 1}
    assert drawn(inputs, 1.0, "corner border") == pytest.approx(0.0, abs=1e-6)
    sheet = drawn(inputs, 1.0, "sheet border")
    assert (sheet[:, :2] >= -1e-6).all()


@pytest.mark.parametrize("number", range(sampling.count(14, 140)))
def test_folds_are_where_a_neuron_is_0(number: int) -> None:
    inputs = random_inputs(number, activation="relu", arrows=False)
    story = solved(inputs)
    for draw in LAB.frame(story, 0.0, view_of(inputs)).draws:
        name, _, index = draw.name.partition(" ")
        if name == "fold":
            places = vertices(draw.geometry)[:, : inputs.weight.shape[1]].astype(np.float64)
            z = story.layer.map.before(places)[:, int(index) - 1]
            assert z == pytest.approx(0.0, abs=1e-4)


def test_both_pictures_have_the_same_stages() -> None:
    for key in ACTIVATIONS:
        motion, batch = (LAB.solve(Inputs(topic=t, activation=key)) for t in (MOTION, BATCH))
        assert LAB.stops(motion) == pytest.approx(LAB.stops(batch))


# --- what can be done ---------------------------------------------------------------------------


@pytest.mark.parametrize("t", [0.0, 0.5, 1.0])
def test_a_click_chooses_a_point_of_the_motion_and_lets_it_go(t: float) -> None:
    inputs = Inputs(point=0)
    view = view_of(inputs)
    pixel = view.camera.project(drawn(inputs, t, "points")[[2]], view.size)[0, :2]
    pointed = replace(view, pointer=(float(pixel[0]), float(pixel[1])))
    clicked = chosen(inputs, t, pointed)
    assert clicked.point == 3
    assert chosen(clicked, t, pointed).point == 0
    assert chosen(inputs, t, replace(view, pointer=(2.0, 2.0))) is None


@pytest.mark.parametrize("size", [SIZE, (300.0, 600.0)])
def test_a_click_on_a_row_chooses_it_wherever_the_view_shows_it(size: tuple[float, float]) -> None:
    inputs = Inputs(topic=BATCH)
    view = replace(view_of(inputs), size=size)
    for row in range(1, 5):
        lit = LAB.frame(solved(replace(inputs, point=row)), 0.0, view).named("operand 0 taken")[0]
        corners = vertices(lit.geometry) @ lit.matrix[:3, :3].T + lit.matrix[:3, 3]
        across, down, _ = view.camera.project(corners, view.size).mean(axis=0).tolist()
        pointed = replace(view, pointer=(across + 3.0, down + 3.0))
        assert chosen(replace(inputs, point=0), 0.0, pointed).point == row
    assert chosen(inputs, 0.0, replace(view, pointer=(2.0, 2.0))) is None


def test_the_chosen_row_is_lit_and_the_chosen_point_marked() -> None:
    inputs = Inputs(point=2)
    x = inputs.points.to_array()[1]
    assert drawn(inputs, 0.0, "chosen")[0, :2] == pytest.approx(x)
    beside = replace(inputs, topic=BATCH)
    frame = LAB.frame(LAB.solve(beside), 0.0, view_of(beside))
    assert frame.named("operand 0 taken")
    unlit = replace(beside, point=0)
    assert not LAB.frame(LAB.solve(unlit), 0.0, view_of(unlit)).named("operand 0 taken")


def test_what_is_dragged_follows_the_hand() -> None:
    inputs = Inputs()
    times = LAB.solve(inputs).timeline.times
    for t in (times[1], 1.0):
        for handle in LAB.handles(LAB.solve(inputs), t):
            place = (1.25, -0.75, 0.0)
            changed, to_the_end = LAB.dragged(inputs, handle.key, place)
            assert not to_the_end
            moved = {each.key: each.position for each in LAB.handles(LAB.solve(changed), t)}
            assert moved[handle.key] == pytest.approx(place)


def test_another_size_of_w_brings_b_and_the_batch_with_it() -> None:
    changed = replace(Inputs(), weight=matrix("1 2 3", "0 1 0", "1 1 1"))
    fitted = selected(changed, specs(Inputs)["weight"])
    assert fitted.bias == matrix("0.5 -0.5 0")
    assert fitted.points.shape == (4, 3)
    assert LAB.dimensions(fitted) == 3


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (
            {"bias": matrix("1 2 3")},
            "The length of b is 3, but W is 2×2: b has one number for each row of W.",
        ),
        ({"points": matrix("1")}, "X is 1×1, but W is 2×2: both have one column per input."),
    ],
)
@pytest.mark.parametrize("topic", [MOTION, BATCH])
def test_sizes_that_do_not_fit_are_refused_with_the_reason(
    changes: dict[str, Any], reason: str, topic: str
) -> None:
    inputs = replace(Inputs(topic=topic), **changes)
    with pytest.raises(ValueError, match=reason):
        LAB.solve(inputs)
    assert str(LAB.caption(LAB.preview(inputs), 0.5)) == reason
    assert LAB.as_code(inputs) is None


def test_numbers_too_large_to_be_drawn_are_still_computed() -> None:
    inputs = Inputs(weight=matrix("1e300 1", "1 1"))
    story = LAB.solve(inputs)
    assert "too large" in str(LAB.unseen(story))
    assert LAB.handles(story, 1.0) == ()
    assert values_of(inputs)["Y"][0].tolist() == [1e300, 2.5]


def texts_at(t: float, **changes: Any) -> set[str]:
    """Return what is written in the picture at a time."""
    inputs = Inputs(point=1, **changes)
    return {str(label.text) for label in LAB.frame(LAB.solve(inputs), t, view_of(inputs)).labels}


def test_things_are_called_what_they_are_at_that_moment() -> None:
    assert {"x₁", "x₂", "x", "w₁·x + b₁ = 0"} <= texts_at(0.0)
    weighted = texts_at(0.3)
    assert {"(Wx)₁", "w₁·x + b₁ = 0"} <= weighted
    assert "z₁ = 0" not in weighted  # b is still missing
    assert {"y₁", "y₂", "y"} <= texts_at(1.0)


@pytest.mark.parametrize("outputs", [1, 2, 3])
def test_in_space_the_legend_names_the_piece_that_keeps_its_rank(outputs: int) -> None:
    weight, names = matrix("1 0 1", "0 1 1", "1 -1 0.5"), {}
    for pieces in (True, False):
        inputs = Inputs(weight=weight.resized(outputs, 3), points=matrix("1 0 0"), pieces=pieces)
        inputs = LAB.check(replace(inputs, bias=matrix("1 0 0.5").resized(1, outputs)))
        legend = legend_of(LAB, solved(inputs), view_of(inputs))
        names[pieces] = " / ".join(str(name) for name in legend.values())
    assert "piece that keeps the rank of W" in names[True]
    assert "moving grid" not in names[True]
    assert "moving grid" in names[False]
    assert "piece" not in names[False]


def test_the_points_of_each_class_have_a_colour_of_their_own() -> None:
    """XOR's two classes looked alike, so that nobody saw what one line separates."""
    inputs = next(each.inputs for each in LAB.experiments() if each.key == "xor")
    view = view_of(inputs)
    draws = [d for d in LAB.frame(solved(inputs), 1.0, view).draws if d.name == "points"]
    assert [len(vertices(draw.geometry)) for draw in draws] == [2, 2]
    places = {d.style.slot: vertices(mixed(d).geometry)[:, :2].tolist() for d in draws}
    legend = {str(name): slot for slot, name in legend_of(LAB, solved(inputs), view).items()}
    assert places[legend["points of class 0, now"]] == [[0, 0], [2, 1]]
    assert places[legend["points of class 1, now"]] == [[1, 0], [1, 0]]


@pytest.mark.parametrize(
    ("typed", "classes"),
    [("0, 1, 1, 0", (0, 1, 1, 0)), ("[2 0，1;1]", (2, 0, 1, 1)), ("", ()), (" ", ())],
)
def test_classes_are_read_however_they_are_typed(typed: str, classes: tuple[int, ...]) -> None:
    spec = specs(Inputs)["classes"]
    assert spec.from_text("classes", typed, FilesRead()) == classes
    assert spec.from_text("classes", spec.text(classes), FilesRead()) == classes
    assert spec.from_json("classes", spec.to_json(classes, {}, ""), {}) == classes


@pytest.mark.parametrize("typed", ["0, 3", "-1", "½", "a, b", "1.0", "0, 1, 1"])
def test_what_are_no_classes_of_the_points_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="class"):
        LAB.solve(
            replace(Inputs(), classes=specs(Inputs)["classes"].from_text("c", typed, FilesRead()))
        )


def test_more_points_bring_more_classes() -> None:
    inputs = replace(Inputs(), classes=(0, 1, 1, 2))
    for rows, classes in ((5, (0, 1, 1, 2, 0)), (2, (0, 1))):
        changed = replace(inputs, points=inputs.points.resized(rows, 2))
        assert selected(changed, specs(Inputs)["points"]).classes == classes


def test_what_a_sigmoid_fills_has_its_border() -> None:
    for activation, low in (("sigmoid", 0.0), ("tanh", -1.0)):
        inputs = Inputs(activation=activation)
        frame = LAB.frame(LAB.solve(inputs), 1.0, view_of(inputs))
        (border,) = frame.named("bounds")
        corners = np.unique(vertices(border.geometry)[:, :2].round(9), axis=0).tolist()
        assert corners == [[low, low], [low, 1.0], [1.0, low], [1.0, 1.0]]
