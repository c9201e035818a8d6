"""A network in torch, all of whose numbers lie in one tensor and their gradients in another."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from eigenscope.engine.optimise.training.activations import LEAK
from eigenscope.engine.optimise.training.data import CLASSES
from eigenscope.engine.optimise.training.judging import threshold
from eigenscope.engine.optimise.training.setup import CROSS_ENTROPY, TrainingSetup

if TYPE_CHECKING:
    import torch

_ALIGNED = 8
"""Every weight and bias begins at a multiple of 64 bytes, as torch has it: so they round alike."""


class Model:
    """What a setup trains.

    Attributes
    ----------
    numbers
        All parameters, with gaps of zeros between them.
    gradient
        Where `differentiate` leaves the gradient by them, in the same places.
    places
        Where the parameters are in both, (p,), in the order of `NetworkShape.parted`.
    """

    def __init__(self, setup: TrainingSetup) -> None:
        import torch

        sides = [*pairwise(setup.shape.widths)]
        shapes = [shape for before, after in sides for shape in ((after, before), (after,))]
        sizes = [math.prod(shape) for shape in shapes]
        begins = np.cumsum([0, *(-(-size // _ALIGNED) * _ALIGNED for size in sizes)])
        slices = [slice(begin, begin + size) for begin, size in zip(begins, sizes, strict=False)]
        self.numbers = torch.zeros(int(begins[-1]), dtype=torch.float64)
        self.gradient = torch.zeros_like(self.numbers)
        self.places = np.concatenate([np.arange(each.start, each.stop) for each in slices])
        leaves = []
        for part, shape in zip(slices, shapes, strict=True):
            leaf = self.numbers[part].view(shape).requires_grad_()
            leaf.grad = self.gradient[part].view(shape)
            leaves.append(leaf)
        self._layers = [*zip(leaves[::2], leaves[1::2], strict=True)]
        self._begin(setup)
        self._activations = [_function(name) for name in setup.shape.activations]
        self._inputs = torch.tensor(setup.data.inputs, dtype=torch.float64)
        self._targets = _targets(setup)
        self._classes = torch.tensor(setup.data.targets) if setup.data.kind == CLASSES else None
        self._threshold = threshold(setup.loss)
        self._loss = _loss(setup)

    def differentiate(self, rows: torch.Tensor | None) -> tuple[float, torch.Tensor]:
        """Find the gradient over some rows or all; return the loss and the outputs (rows, out)."""
        import torch

        inputs = self._inputs if rows is None else self._inputs[rows]
        targets = self._targets if rows is None else self._targets[rows]
        self.gradient.zero_()
        outputs = self._forward(inputs)
        loss = self._loss(outputs, targets)
        torch.autograd.backward(loss)
        return loss.item(), outputs.detach()

    def judge(self) -> tuple[float, torch.Tensor]:
        """Return the loss and the outputs (n, out) of all rows."""
        import torch

        with torch.no_grad():
            outputs = self._forward(self._inputs)
            return self._loss(outputs, self._targets).item(), outputs

    def accuracy(self, outputs: torch.Tensor) -> float:
        """Return the share of all rows whose class is right; NaN where the targets are values."""
        if self._classes is None:
            return math.nan
        single = outputs.shape[1] == 1
        decided = outputs[:, 0] > self._threshold if single else outputs.argmax(dim=1)
        return int((decided == self._classes).count_nonzero()) / len(self._classes)

    def _forward(self, points: torch.Tensor) -> torch.Tensor:
        import torch

        for (weight, bias), activation in zip(self._layers, self._activations, strict=True):
            points = torch.nn.functional.linear(points, weight, bias)
            points = activation(points) if activation is not None else points
        return points

    def _begin(self, setup: TrainingSetup) -> None:
        """Set the initial numbers, in the order of `torch.nn.Linear` if they are random."""
        import torch

        chance = torch.Generator().manual_seed(setup.seed)
        with torch.no_grad():
            for number, (weight, bias) in enumerate(self._layers):
                if setup.initial is not None:
                    weight.copy_(torch.tensor(setup.initial[number].weight))
                    bias.copy_(torch.tensor(setup.initial[number].bias))
                else:
                    bound = 1 / math.sqrt(weight.shape[1])
                    torch.nn.init.kaiming_uniform_(weight, a=math.sqrt(5), generator=chance)
                    torch.nn.init.uniform_(bias, -bound, bound, generator=chance)


def _targets(setup: TrainingSetup) -> torch.Tensor:
    """Return what the loss compares with: (n, 1), (n, classes), or class numbers (n,)."""
    import torch

    targets, width = torch.tensor(setup.data.targets, dtype=torch.float64), setup.shape.widths[-1]
    if width == 1:
        return targets[:, None]
    if setup.loss == CROSS_ENTROPY:
        return targets.long()
    return torch.nn.functional.one_hot(targets.long(), width).double()


def _loss(setup: TrainingSetup) -> Callable[[torch.Tensor, torch.Tensor], torch.Tensor]:
    from torch.nn import functional

    if setup.loss != CROSS_ENTROPY:
        return functional.mse_loss
    if setup.shape.widths[-1] == 1:
        return functional.binary_cross_entropy_with_logits
    return functional.cross_entropy


def _function(activation: str) -> Callable[[torch.Tensor], torch.Tensor] | None:
    import torch

    functions: dict[str, Any] = {
        "none": None,
        "relu": torch.relu,
        "leaky_relu": lambda values: torch.nn.functional.leaky_relu(values, LEAK),
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
        "gelu": torch.nn.functional.gelu,
        "softplus": torch.nn.functional.softplus,
    }
    function: Callable[[torch.Tensor], torch.Tensor] | None = functions[activation]
    return function
