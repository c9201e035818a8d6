"""Setups of trainings drawn at random, and what the plain loop of torch makes of them."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import torch

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.training.activations import ACTIVATIONS
from eigenscope.engine.optimise.training.data import DATA_SETS, VALUES, DataChoice
from eigenscope.engine.optimise.training.network import NetworkShape
from eigenscope.engine.optimise.training.setup import LOSSES, OPTIMISERS, TrainingSetup

_MODULES = {
    "none": torch.nn.Identity,
    "relu": torch.nn.ReLU,
    "leaky_relu": torch.nn.LeakyReLU,
    "tanh": torch.nn.Tanh,
    "sigmoid": torch.nn.Sigmoid,
    "gelu": torch.nn.GELU,
    "softplus": torch.nn.Softplus,
}


def random_choice(chance: random.Random) -> DataChoice:
    """Return a set of data of any kind."""
    name = chance.choice(list(DATA_SETS))
    classes = chance.choice([2, 3]) if name in ("spirals", "blobs") else 2
    return DataChoice(
        name, chance.randint(4, 60), chance.uniform(0, 0.4), chance.randrange(999), classes
    )


def random_setup(chance: random.Random, choice: DataChoice, steps: int) -> TrainingSetup:
    """Return a setup for data, of any shape, loss and optimiser."""
    data = choice.drawn()
    loss = "squared error" if data.kind == VALUES else chance.choice(LOSSES)
    last = (
        1 if data.kind == VALUES or (data.classes == 2 and chance.random() < 0.5) else data.classes
    )
    hidden = [chance.randint(1, 8) for _ in range(chance.randint(0, 4))]
    optimiser = chance.choice(OPTIMISERS)
    return TrainingSetup(
        data,
        NetworkShape(
            (data.inputs.shape[1], *hidden, last),
            (*(chance.choice(ACTIVATIONS) for _ in hidden), "none"),
        ),
        loss=loss,
        optimiser=optimiser,
        rate=10 ** chance.uniform(-3, -1),
        momentum=chance.choice([0.0, 0.5, 0.9]),
        batch=chance.choice([0, 1, 7, data.count]) if data.count > 7 else 0,
        weight_decay=chance.choice([0.0, 0.01]),
        steps=steps,
        seed=chance.randrange(2**31),
    )


@dataclass
class Plain:
    """After each step: all numbers, the next batch's gradient, how good they are for all rows."""

    states: Floats
    gradients: Floats
    losses: Floats
    accuracies: Floats


def torch_model(shape: NetworkShape) -> torch.nn.Sequential:
    """Return a network in float64 as torch begins it."""
    parts: list[torch.nn.Module] = []
    for before, after, name in zip(shape.widths, shape.widths[1:], shape.activations, strict=False):
        parts += [torch.nn.Linear(before, after, dtype=torch.float64), _MODULES[name]()]
    return torch.nn.Sequential(*parts)


def plainly(setup: TrainingSetup) -> Plain:
    """Train with torch's own modules and optimisers."""
    torch.manual_seed(setup.seed)
    model = torch_model(setup.shape)
    linear = [each for each in model if isinstance(each, torch.nn.Linear)]
    for layer, values in zip(linear, setup.initial or (), strict=False):
        layer.weight.data, layer.bias.data = map(torch.tensor, values)
    X, y = torch.tensor(setup.data.inputs), torch.tensor(setup.data.targets)
    criterion, target = _criterion(setup, y)
    optimiser = _optimiser(setup, model)
    shuffle = torch.Generator().manual_seed(setup.seed)
    rows: list[torch.Tensor] = []
    states, gradients, losses, accuracies = [], [], [], []
    for _ in range(setup.steps + 1):
        if not rows:
            order = (
                torch.randperm(len(X), generator=shuffle) if setup.batch else torch.arange(len(X))
            )
            rows = list(torch.split(order, setup.batch or len(X)))
        chosen = rows.pop(0)
        optimiser.zero_grad()
        torch.autograd.backward(criterion(model(X[chosen]), target[chosen]))
        with torch.no_grad():
            output = model(X)
            zero = 0.0 if setup.loss == "cross entropy" else 0.5
            decided = output.argmax(1) if output.shape[1] > 1 else output[:, 0] > zero
            states.append(_row([each.detach() for each in model.parameters()]))
            gradients.append(
                _row([each.grad for each in model.parameters() if each.grad is not None])
            )
            losses.append(criterion(output, target).item())
            accuracies.append((decided == y).double().mean().item())
        optimiser.step()
    return Plain(*map(np.array, (states, gradients, losses, accuracies)))


def _criterion(setup: TrainingSetup, y: torch.Tensor) -> tuple[torch.nn.Module, torch.Tensor]:
    """Return the loss and what it compares the outputs with."""
    width, entropy = setup.shape.widths[-1], setup.loss == "cross entropy"
    if width == 1:
        return torch.nn.BCEWithLogitsLoss() if entropy else torch.nn.MSELoss(), y[:, None]
    if entropy:
        return torch.nn.CrossEntropyLoss(), y.long()
    return torch.nn.MSELoss(), torch.eye(width, dtype=torch.float64)[y.long()]


def _optimiser(setup: TrainingSetup, model: torch.nn.Module) -> torch.optim.Optimizer:
    rate, decay = setup.rate, setup.weight_decay
    if setup.optimiser == "adam":
        return torch.optim.Adam(model.parameters(), lr=rate, weight_decay=decay)
    momentum = setup.momentum if setup.optimiser == "momentum" else 0.0
    return torch.optim.SGD(model.parameters(), lr=rate, momentum=momentum, weight_decay=decay)


def _row(tensors: list[torch.Tensor]) -> Floats:
    return np.asarray(torch.cat([tensor.ravel() for tensor in tensors]).numpy())
