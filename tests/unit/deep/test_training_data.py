"""Data to train on, the functions between layers, and how outputs are judged, without torch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.training import judging
from eigenscope.engine.optimise.training.activations import ACTIVATIONS, activated
from eigenscope.engine.optimise.training.data import (
    CLASSES,
    DATA_SETS,
    VALUES,
    DataChoice,
    Kind,
    TrainingData,
)
from eigenscope.engine.optimise.training.errors import TrainingError
from eigenscope.engine.optimise.training.network import Dense, NetworkShape, carried, outputs
from eigenscope.engine.optimise.training.setup import TrainingSetup


@pytest.mark.parametrize("name", DATA_SETS)
def test_data_follow_from_their_seed(name: str) -> None:
    choice = DataChoice(name, 31, 0.2, 7)
    first, second = choice.drawn(), choice.drawn()
    other = replace(choice, seed=8).drawn()
    assert first.count == 31
    assert (first.inputs == second.inputs).all()
    assert (first.targets == second.targets).all()
    assert (first.inputs != other.inputs).any() or (first.targets != other.targets).any()


@pytest.mark.parametrize("name", ["moons", "circles", "spirals", "blobs"])
def test_classes_are_as_large_as_each_other(name: str) -> None:
    classes = 3 if name in ("spirals", "blobs") else 2
    data = DataChoice(name, 50, 0.1, 0, classes).drawn()
    members = np.bincount(data.targets.astype(int))
    assert len(members) == data.classes == classes
    assert members.max() - members.min() <= 1


def test_without_noise_points_lie_where_the_set_says() -> None:
    moons, circles, spirals, blobs = (
        DataChoice(name, 80, 0.0).drawn() for name in ("moons", "circles", "spirals", "blobs")
    )
    first = moons.targets == 0
    upper, lower = moons.inputs[first], moons.inputs[~first] - [1.0, 0.5]
    np.testing.assert_allclose(np.hypot(*upper.T), 1.0)
    np.testing.assert_allclose(np.hypot(*lower.T), 1.0)
    assert (upper[:, 1] >= 0).all()
    assert (lower[:, 1] <= 0).all()
    np.testing.assert_allclose(np.hypot(*circles.inputs.T), 1.0 - 0.5 * circles.targets)
    radii = np.hypot(*spirals.inputs.T)
    angles = np.unwrap(np.arctan2(*spirals.inputs[spirals.targets == 0].T[::-1]))
    np.testing.assert_allclose(radii[:40], radii[40:])
    np.testing.assert_allclose(np.diff(angles), np.full(39, 2 * np.pi * 1.5 * 0.9 / 39))
    assert len(np.unique(blobs.inputs, axis=0)) == 2


def test_xor_without_noise_is_its_table() -> None:
    data = DataChoice("xor", 4, 0.0).drawn()
    assert data.inputs.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert data.targets.tolist() == [0, 1, 1, 0]


def test_noise_of_regression_is_in_the_values() -> None:
    for name in ("curve", "surface"):
        plain, noisy = (DataChoice(name, 400, noise, 3).drawn() for noise in (0.0, 0.5))
        assert plain.kind == noisy.kind == VALUES
        assert (plain.inputs == noisy.inputs).all()
        assert 0.45 < (noisy.targets - plain.targets).std() < 0.55
    x = DataChoice("curve", 9, 0.0).drawn()
    np.testing.assert_allclose(x.targets, np.sin(2 * x.inputs[:, 0]))


@pytest.mark.parametrize(
    ("inputs", "targets", "kind", "said"),
    [
        (np.zeros((0, 2)), [], CLASSES, "There are no data"),
        (np.zeros((2, 0)), [0, 1], CLASSES, "There are no data"),
        ([[0, 0], [0, np.nan]], [0, 1], CLASSES, "Row 2 of the data"),
        ([[0, 0], [0, 1]], [np.inf, 1], VALUES, "Row 1 of the data"),
        ([[0, 0], [0, 1]], [0, 0.5], CLASSES, "Classes are numbered"),
        ([[0, 0], [0, 1]], [-1, 0], CLASSES, "Classes are numbered"),
        ([[0, 0], [0, 1]], [0, 0], CLASSES, "All points have the same class"),
        ([[0, 0], [0, 1]], [1, 1], CLASSES, "Class 0 has no points"),
        ([[0, 0], [0, 1], [1, 1]], [0, 2, 2], CLASSES, "Class 1 has no points"),
        ([[0, 0], [0, 1]], [0, 1e15], CLASSES, "has no points"),
    ],
)
def test_data_say_what_is_wrong_with_them(
    inputs: list[list[float]], targets: list[float], kind: Kind, said: str
) -> None:
    with pytest.raises(TrainingError, match=said):
        TrainingData(np.array(inputs, dtype=float), np.array(targets, dtype=float), kind)


def test_a_choice_says_what_is_wrong_with_it() -> None:
    with pytest.raises(TrainingError, match="fewer points than classes"):
        DataChoice("blobs", 2, classes=3)
    with pytest.raises(TrainingError, match="standard deviation"):
        DataChoice("moons", noise=float("nan"))


# --- layers and judgement -----------------------------------------------------------------------

_FUNCTIONS = {
    "none": lambda z: z,
    "relu": torch.relu,
    "leaky_relu": torch.nn.functional.leaky_relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "gelu": torch.nn.functional.gelu,
    "softplus": torch.nn.functional.softplus,
}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_are_those_of_torch(name: str) -> None:
    values = np.concatenate([np.linspace(-40, 40, 801), [-1e300, -750.0, 750.0, 1e300]])
    expected = _FUNCTIONS[name](torch.tensor(values)).numpy()
    # Far below 0 torch computes GELU by 1 + erf, which cancels; so does numpy.
    np.testing.assert_allclose(activated(name, values), expected, rtol=1e-12, atol=1e-14)


def test_layers_carry_points_as_torch_does() -> None:
    chance = np.random.default_rng(3)
    shape = NetworkShape((2, 4, 3, 1), ("gelu", "leaky_relu", "sigmoid"))
    parameters = tuple(
        Dense(chance.normal(size=(b, a)), chance.normal(size=b))
        for a, b in [(2, 4), (4, 3), (3, 1)]
    )
    points = chance.normal(size=(20, 2))
    values = torch.tensor(points)
    layers = carried(shape, parameters, points)
    for (weight, bias), name, layer in zip(parameters, shape.activations, layers, strict=True):
        before = torch.nn.functional.linear(values, torch.tensor(weight), torch.tensor(bias))
        values = _FUNCTIONS[name](before)
        np.testing.assert_allclose(layer.before, before, rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(layer.after, values, rtol=1e-12, atol=1e-14)
    assert (outputs(shape, parameters, points) == layers[-1].after).all()


@pytest.mark.parametrize("width", [1, 2, 3])
@pytest.mark.parametrize("loss", ["cross entropy", "squared error"])
def test_loss_and_accuracy_are_those_of_torch(width: int, loss: str) -> None:
    data = DataChoice("blobs", 30, 0.5, 0, max(width, 2)).drawn()
    setup = TrainingSetup(data, NetworkShape.plain((2, width), "none"), loss=loss)
    scores = np.random.default_rng(width).normal(0.0, 3.0, (30, width))
    logits, classes = torch.tensor(scores), torch.tensor(data.targets).long()
    if width == 1:
        each = (
            torch.nn.functional.binary_cross_entropy_with_logits
            if loss == "cross entropy"
            else torch.nn.functional.mse_loss
        )
        expected = each(logits[:, 0], classes.double())
    elif loss == "cross entropy":
        expected = torch.nn.functional.cross_entropy(logits, classes)
    else:
        expected = torch.nn.functional.mse_loss(logits, torch.eye(width).double()[classes])
    assert judging.loss(setup, scores) == pytest.approx(expected.item(), rel=1e-12)
    best = (
        scores.argmax(1) if width > 1 else scores[:, 0] > (0.0 if loss == "cross entropy" else 0.5)
    )
    assert judging.accuracy(setup, scores) == (best == data.targets).mean()


def test_probabilities_add_up_to_1_and_the_likeliest_class_is_decided() -> None:
    chance = np.random.default_rng(0)
    for loss in ("cross entropy", "squared error"):
        for width in (1, 2, 3):
            scores: Floats = chance.normal(0.0, 2.0, (50, width))
            shares = judging.probabilities(scores, loss)
            np.testing.assert_allclose(shares.sum(axis=1), 1.0)
            assert (shares >= 0).all()
            decided = judging.decided(scores, loss).astype(int)
            best = np.take_along_axis(shares, decided[:, None], axis=1)[:, 0]
            assert (best == shares.max(axis=1)).all()
    np.testing.assert_allclose(
        judging.probabilities(np.array([[1.0, 2.0, 3.0]]), "cross entropy"),
        torch.softmax(torch.tensor([[1.0, 2.0, 3.0]]).double(), 1),
    )
    assert judging.probabilities(np.array([[-1e4]]), "cross entropy").tolist() == [[1.0, 0.0]]
