"""Training: step by step what torch's own modules and optimisers do, kept, watched and stopped."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import mpmath
import numpy as np
import pytest
import torch
from tests import sampling
from tests.unit.deep.setups import plainly, random_choice, random_setup

from eigenscope.engine.optimise.training import training
from eigenscope.engine.optimise.training.data import DataChoice, TrainingData
from eigenscope.engine.optimise.training.errors import TrainingError
from eigenscope.engine.optimise.training.network import Dense, NetworkShape
from eigenscope.engine.optimise.training.run import TrainingRun, untrained
from eigenscope.engine.optimise.training.setup import TrainingSetup
from eigenscope.engine.optimise.training.training import train
from eigenscope.engine.runtime.jobs import Cancellation, Cancelled
from eigenscope.wording.words import Text

MOONS = DataChoice("moons", 40, 0.1, 1).drawn()
SHAPE = NetworkShape.plain((2, 4, 1), "tanh")
SETUP = TrainingSetup(MOONS, SHAPE, steps=30)


# --- the numbers --------------------------------------------------------------------------------


def test_every_step_is_that_of_the_plain_loop_of_torch() -> None:
    chance = sampling.chance("trainings")
    for _ in range(sampling.count(25, 500)):
        setup = random_setup(chance, random_choice(chance), 12)
        run, plain = train(setup), plainly(setup)
        if run.diverged is not None:
            count = len(run.steps)
            assert not np.isfinite(plain.losses[count])
        else:
            count = setup.steps + 1
            assert run.steps.tolist() == [*range(count)]
        for name in ("states", "gradients", "losses"):
            ours, theirs = getattr(run, name), getattr(plain, name)[:count]
            np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-14, err_msg=f"{setup}")
        if run.accuracies is not None:
            assert run.accuracies.tolist() == plain.accuracies[:count].tolist()


@pytest.mark.parametrize("loss", ["cross entropy", "squared error"])
@pytest.mark.parametrize("activation", ["tanh", "softplus"])
def test_gradient_norms_are_those_of_difference_quotients(loss: str, activation: str) -> None:
    """Neither torch nor the code under test has a part in this: 40 digits of mpmath."""
    data = TrainingData(
        np.array([[0.5, -1.0], [1.5, 0.25], [-0.75, 2.0]]), np.array([0.0, 1.0, 1.0])
    )
    shape = NetworkShape.plain((2, 2, 1), activation)
    run = train(TrainingSetup(data, shape, loss=loss, steps=0, seed=4))
    with mpmath.workdps(40):
        numbers = [mpmath.mpf(value) for value in run.states[0]]
        step = mpmath.mpf(10) ** -12
        slopes = []
        for place in range(len(numbers)):
            ends = []
            for sign in (1, -1):
                moved = [*numbers]
                moved[place] += sign * step
                ends.append(_loss(moved, data, loss, activation))
            slopes.append((ends[0] - ends[1]) / (2 * step))
        norms = [mpmath.norm(slopes[:6]), mpmath.norm(slopes[6:])]
    np.testing.assert_allclose(run.gradients[0], np.array(slopes, float), rtol=1e-12)
    np.testing.assert_allclose(run.gradient_norms[0], np.array(norms, float), rtol=1e-12)


def _loss(numbers: list[Any], data: TrainingData, loss: str, activation: str) -> Any:
    """Return the loss of a 2-2-1 network."""
    total = mpmath.mpf(0)
    for (x, y), target in zip(data.inputs.tolist(), data.targets.tolist(), strict=True):
        hidden = [numbers[2 * k] * x + numbers[2 * k + 1] * y + numbers[4 + k] for k in (0, 1)]
        if activation == "tanh":
            hidden = [mpmath.tanh(each) for each in hidden]
        else:
            hidden = [mpmath.log(1 + mpmath.exp(each)) for each in hidden]
        output = numbers[6] * hidden[0] + numbers[7] * hidden[1] + numbers[8]
        if loss == "squared error":
            total += (output - target) ** 2
        else:
            total -= mpmath.log(1 / (1 + mpmath.exp(-output if target else output)))
    return total / data.count


def test_it_begins_as_torch_does_also_without_torch() -> None:
    for seed in (0, 1, 12345, 2**31 + 5, 2**32 + 1):
        setup = replace(SETUP, shape=NetworkShape.plain((2, 5, 3, 1), "relu"), seed=seed, steps=0)
        plain, begun, bare = plainly(setup), train(setup), untrained(setup)
        assert (begun.states == plain.states).all()
        np.testing.assert_allclose(bare.states, plain.states, rtol=0, atol=4e-16)
        np.testing.assert_allclose(bare.losses, plain.losses, rtol=1e-14)
        assert bare.accuracies is not None
        assert bare.accuracies.tolist() == plain.accuracies.tolist()


def test_it_begins_with_own_numbers() -> None:
    own = (
        Dense(np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([0.0, -1.0])),
        Dense(np.array([[1.0, -2.0]]), np.array([0.0])),
    )
    xor = DataChoice("xor", 4, 0.0).drawn()
    shape = NetworkShape.plain((2, 2, 1), "relu")
    run = train(TrainingSetup(xor, shape, own, "squared error", "sgd", rate=0.1, steps=5))
    assert run.outputs(0, xor.inputs).tolist() == [[0.0], [1.0], [1.0], [0.0]]
    assert run.losses.tolist() == [0.0] * 6
    assert run.accuracies is not None
    assert run.accuracies.tolist() == [1.0] * 6
    for layer, ours in zip(run.parameters(-1), own, strict=True):
        assert (layer.weight == ours.weight).all()
        assert (layer.bias == ours.bias).all()


def test_the_same_setup_gives_the_same_run_and_another_seed_another() -> None:
    setup = replace(SETUP, batch=8)
    first, second, other = train(setup), train(setup), train(replace(setup, seed=1))
    assert (first.states == second.states).all()
    assert (first.losses == second.losses).all()
    assert (first.states[-1] != other.states[-1]).any()


def test_singular_values_and_ranks_are_those_of_torch() -> None:
    run = train(replace(SETUP, shape=NetworkShape.plain((2, 4, 3, 1), "tanh")))
    for row in (0, 7, 30):
        for number, layer in enumerate(run.parameters(row)):
            weight = torch.tensor(layer.weight)
            values = torch.linalg.svdvals(weight)
            np.testing.assert_allclose(run.singular_values[number][row], values, rtol=1e-12)
            assert run.ranks[row, number] == torch.linalg.matrix_rank(weight)


def test_a_weight_of_zeros_has_rank_0() -> None:
    own = (Dense(np.zeros((1, 2)), np.zeros(1)),)
    run = untrained(TrainingSetup(MOONS, NetworkShape.plain((2, 1), "none"), own))
    assert run.ranks.tolist() == [[0]]


# --- states, reports, ends ----------------------------------------------------------------------


def test_of_a_long_run_some_states_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    every = train(SETUP)
    monkeypatch.setattr(training, "MOST_BYTES", 2 * 8 * SHAPE.parameter_count * 10)
    some = train(SETUP)
    assert some.steps.tolist() == [*range(0, 30, 4), 30]
    for name in ("states", "gradients", "losses", "accuracies"):
        assert (getattr(some, name) == getattr(every, name)[some.steps]).all(), name
    assert [some.index(step) for step in (0, 3, 4, 29, 30, 99)] == [0, 0, 1, 7, 8, 8]


@pytest.mark.parametrize("batch", [0, 8])
def test_a_training_that_diverges_ends_before_it_does(
    batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup = TrainingSetup(
        MOONS,
        NetworkShape.plain((2, 4, 1), "relu"),
        loss="squared error",
        optimiser="sgd",
        rate=50.0,
        batch=batch,
        steps=400,
    )
    run = train(setup)
    assert run.diverged is not None
    assert run.diverged == run.last + 1 < 400
    assert run.finished
    assert np.isfinite(run.states).all()
    assert np.isfinite(run.losses).all()
    plain = plainly(replace(setup, steps=run.diverged))
    assert (plain.states[run.last] == run.states[-1]).all()
    whole = np.isfinite(plain.losses[-1]) and np.isfinite(plain.states[-1]).all()
    assert not whole
    monkeypatch.setattr(training, "MOST_BYTES", 2 * 8 * setup.shape.parameter_count * 10)
    some = train(setup)
    assert (some.last, some.diverged) == (run.last, run.diverged)
    assert (some.states[-1] == run.states[-1]).all()


def test_a_loss_that_is_not_finite_at_the_start_is_said() -> None:
    own = (Dense(np.full((1, 2), 1e300), np.zeros(1)),)
    setup = TrainingSetup(MOONS, NetworkShape.plain((2, 1), "none"), own, "squared error")
    run = train(setup)
    assert run.diverged == 0
    assert run.steps.tolist() == [0]
    assert not np.isfinite(run.losses).any()
    assert not np.isfinite(untrained(setup).losses).any()


def test_whoever_watches_sees_the_run_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "BETWEEN", 0.0)
    seen: list[TrainingRun] = []
    parts: list[tuple[float, str]] = []

    def report(fraction: float, words: Text) -> None:
        parts.append((fraction, str(words)))

    run = train(SETUP, Cancellation(report), seen.append)
    assert [partial.last for partial in seen] == [*range(30)]
    assert not any(partial.finished for partial in seen)
    assert parts[15] == (0.5, "Step 15 of 30")
    for partial in seen:
        assert (partial.states == run.states[: len(partial.steps)]).all()
        assert (partial.losses == run.losses[: len(partial.steps)]).all()


def test_it_reports_twenty_times_a_second_and_stops_at_once() -> None:
    reports: list[float] = []
    cancelled_at = 0.0

    def report(fraction: float, words: Text) -> None:
        nonlocal cancelled_at
        reports.append(fraction)
        if len(reports) == 3:
            cancelled_at = time.monotonic()
            cancellation.cancel()

    cancellation = Cancellation(report)
    began = time.monotonic()
    with pytest.raises(Cancelled):
        train(replace(SETUP, steps=50_000), cancellation)
    assert time.monotonic() - cancelled_at < 1.0  # of more than ten
    assert cancelled_at - began >= 3 * training.BETWEEN


# --- what cannot be trained ---------------------------------------------------------------------

LINE = DataChoice("curve", 20, 0.0).drawn()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"batch": 41}, "A batch of 41 is not possible with 40 points"),
        ({"batch": -1}, "A batch of -1"),
        ({"rate": 0.0}, "η must be more than 0"),
        ({"rate": float("nan")}, "η must be more than 0"),
        ({"momentum": 1.0}, "β must be 0 or more"),
        ({"weight_decay": -0.1}, "Weight decay must be 0 or more"),
        ({"steps": -1}, "The number of steps is 0 to"),
        ({"shape": NetworkShape.plain((3, 1), "none")}, "takes 3 inputs, but the data have 2"),
        ({"shape": NetworkShape.plain((2, 3), "none")}, "3 outputs, but the data have 2 classes"),
        ({"data": LINE, "shape": NetworkShape.plain((1, 1), "none")}, "squared error for regress"),
        (
            {"data": LINE, "shape": NetworkShape.plain((1, 2), "none"), "loss": "squared error"},
            "one output",
        ),
        ({"initial": (Dense(np.zeros((4, 3)), np.zeros(4)),) * 2}, "weight of 4 × 2 and a bias"),
        (
            {"initial": (Dense(np.full((4, 2), np.nan), np.zeros(4)),) * 2},
            "Layer 1 holds something",
        ),
    ],
)
def test_a_setup_says_what_is_wrong_with_it(change: dict[str, Any], said: str) -> None:
    with pytest.raises(TrainingError, match=said):
        replace(SETUP, **change)


@pytest.mark.parametrize(
    ("widths", "activations", "said"),
    [
        ((2,), (), "at least two widths"),
        ((2, 0, 1), ("tanh", "none"), "width of at least 1"),
        ((2, 1), (), "The number of activations"),
    ],
)
def test_a_network_says_what_is_wrong_with_it(
    widths: tuple[int, ...], activations: tuple[str, ...], said: str
) -> None:
    with pytest.raises(TrainingError, match=said):
        NetworkShape(widths, activations)
