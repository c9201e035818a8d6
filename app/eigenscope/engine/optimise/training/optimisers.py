"""Steps of `torch.optim.SGD` and `torch.optim.Adam`, operation by operation.

Importing `torch.optim` for use takes as long as importing torch itself (it brings the compiler), so
the few lines are written here; all parameters lie in one tensor, which makes a step a few calls.
The results are the same to the last bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from eigenscope.engine.optimise.training.setup import ADAM, MOMENTUM, TrainingSetup

if TYPE_CHECKING:
    import torch

BETAS = (0.9, 0.999)
EPSILON = 1e-8


class Optimiser(Protocol):
    """Changes parameters by their gradient."""

    def step(self, numbers: torch.Tensor, gradient: torch.Tensor) -> None:
        """Change the numbers in place; the gradient may be changed too."""


class _Sgd:
    """θ ← θ − ηv with v ← βv + ∇, which begins as the first ∇."""

    def __init__(self, rate: float, momentum: float) -> None:
        self._rate, self._momentum = rate, momentum
        self._velocity: torch.Tensor | None = None

    def step(self, numbers: torch.Tensor, gradient: torch.Tensor) -> None:
        if self._momentum:
            if self._velocity is None:
                self._velocity = gradient.clone()
            else:
                self._velocity.mul_(self._momentum).add_(gradient)
            gradient = self._velocity
        numbers.add_(gradient, alpha=-self._rate)


class _Adam:
    """Averages of ∇ and ∇², corrected for having begun at 0, make a step for each number."""

    def __init__(self, rate: float) -> None:
        self._rate, self._count = rate, 0
        self._mean: torch.Tensor | None = None
        self._square: torch.Tensor | None = None

    def step(self, numbers: torch.Tensor, gradient: torch.Tensor) -> None:
        if self._mean is None or self._square is None:
            self._mean, self._square = (
                numbers.new_zeros(len(numbers)),
                numbers.new_zeros(len(numbers)),
            )
        self._count += 1
        first, second = BETAS
        self._mean.lerp_(gradient, 1 - first)
        self._square.mul_(second).addcmul_(gradient, gradient, value=1 - second)
        correction = (1 - second**self._count) ** 0.5
        root = (self._square.sqrt() / correction).add_(EPSILON)
        numbers.addcdiv_(self._mean, root, value=-self._rate / (1 - first**self._count))


class _Decayed:
    """Adds a multiple of the numbers to their gradient before a step."""

    def __init__(self, optimiser: Optimiser, weight_decay: float) -> None:
        self._optimiser, self._weight_decay = optimiser, weight_decay

    def step(self, numbers: torch.Tensor, gradient: torch.Tensor) -> None:
        self._optimiser.step(numbers, gradient.add(numbers, alpha=self._weight_decay))


def optimiser_of(setup: TrainingSetup) -> Optimiser:
    """Return a new optimiser as a setup wants it."""
    optimiser: Optimiser
    if setup.optimiser == ADAM:
        optimiser = _Adam(setup.rate)
    else:
        optimiser = _Sgd(setup.rate, setup.momentum if setup.optimiser == MOMENTUM else 0.0)
    return _Decayed(optimiser, setup.weight_decay) if setup.weight_decay else optimiser
