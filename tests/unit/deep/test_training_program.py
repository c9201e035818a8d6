"""The program of a training: run, it ends at the numbers of the training itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import sampling
from tests.unit.deep.setups import random_choice, random_setup

from eigenscope.engine.optimise.training.data import DATA_SETS, DataChoice, TrainingData
from eigenscope.engine.optimise.training.network import NetworkShape
from eigenscope.engine.optimise.training.setup import TrainingSetup
from eigenscope.engine.optimise.training.training import train
from eigenscope.labs.kit.networks.training_program import (
    drawn_lines,
    point_lines,
    program,
    table_lines,
)
from eigenscope.language.evaluating.entry import Matrix


def check(setup: TrainingSetup, data: str) -> None:
    """Run the program and compare all it ends with."""
    computed: dict[str, Any] = {}
    exec(compile(program(setup, data), "program", "exec"), computed)
    run = train(setup)
    assert computed["loss"].item() == pytest.approx(run.losses[-1], rel=1e-9, nan_ok=True)
    if run.accuracies is not None:
        assert computed["accuracy"].item() == pytest.approx(run.accuracies[-1], rel=1e-12)
    for number, (weight, bias) in enumerate(run.parameters(-1), 1):
        for name, ours in ((f"W{number}", weight), (f"b{number}", bias)):
            theirs = computed[name].numpy()
            assert theirs.shape == ours.shape
            np.testing.assert_allclose(theirs, ours, rtol=1e-9, atol=1e-12)


def test_programs_end_at_the_same_numbers() -> None:
    chance = sampling.chance("programs of trainings")
    for _ in range(sampling.count(10, 100)):
        choice = random_choice(chance)
        check(random_setup(chance, choice, chance.choice([0, 1, 40])), drawn_lines(choice))


@pytest.mark.parametrize("name", DATA_SETS)
def test_programs_draw_the_same_data(name: str) -> None:
    choice = DataChoice(name, 17, 0.1, 5, 3 if name in ("spirals", "blobs") else 2)
    computed: dict[str, Any] = {"torch": __import__("torch")}
    exec(drawn_lines(choice), computed)
    data = choice.drawn()
    assert (computed["X"].numpy() == data.inputs).all()
    assert (computed["y"].numpy() == data.targets).all()


def test_a_program_with_its_own_points_and_weights() -> None:
    data = TrainingData(
        np.array([[0.1, 0.2], [1 / 3, -1e-9], [2.0, 1.0]]), np.array([0.0, 1.0, 1.0])
    )
    shape = NetworkShape.plain((2, 3, 2), "relu")
    start = TrainingSetup(data, shape, optimiser="sgd", rate=0.1, steps=7, batch=2)
    own = replace(start, initial=train(start).parameters(3))
    check(own, point_lines(data))


@pytest.mark.parametrize("batch", [0, 8])
def test_the_program_of_a_training_that_diverges_ends_before_it_does(batch: int) -> None:
    choice = DataChoice("moons", 40, 0.1, 1)
    shape = NetworkShape.plain((2, 4, 1), "relu")
    setup = TrainingSetup(
        choice.drawn(), shape, None, "squared error", "sgd", 50.0, batch=batch, steps=400
    )
    assert train(setup).diverged is not None
    check(setup, drawn_lines(choice))


def test_a_program_with_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["1.5", "2", "0"], ["3", "2", "1"], ["-1", "2", "1"], ["0.25", "2", "0"]]
    table = Matrix.from_texts(rows)
    values = table.to_array()
    inputs = values[:, :-1] - values[:, :-1].mean(axis=0)
    inputs[:, 0] /= inputs[:, 0].std()  # the other column is constant
    data = TrainingData(inputs, values[:, -1])
    check(TrainingSetup(data, NetworkShape.plain((2, 3, 1), "tanh"), steps=9), table_lines(table))
