"""Ways downhill: gradient descent and what has been made of it, step by step.

All start at the same point and see nothing but gradients. Momentum is B. T. Polyak's heavy ball
(*Some methods of speeding up the convergence of iteration methods*, 1964); Nesterov's method
(*A method for solving the convex programming problem with convergence rate O(1/k²)*, 1983) is taken
with a constant β, as I. Sutskever et al. wrote it down in 2013. RMSProp is from G. Hinton's
lecture 6e of *Neural Networks for Machine Learning*, 2012, and Adam from D. P. Kingma and J. Ba,
*Adam: A method for stochastic optimization*, ICLR 2015.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.landscapes import Landscape
from eigenscope.engine.runtime.jobs import Cancellation

METHODS = ("descent", "momentum", "nesterov", "rmsprop", "adam")
FARTHEST = 1e12  # of a coordinate: what goes farther is not coming back
HIGHEST = 1e30  # of a value of f
RMSPROP_DECAY = 0.9
ADAM_DECAYS = (0.9, 0.999)
EPSILON = 1e-8
DONE, ESCAPED, UNDEFINED = "done", "escaped", "undefined"


@dataclass(frozen=True)
class Settings:
    """How a descent is made.

    ``rate`` is η of the first three methods, ``adaptive_rate`` that of RMSProp and Adam, and
    ``momentum`` is β.
    """

    rate: float
    adaptive_rate: float
    momentum: float
    steps: int


@dataclass(frozen=True, eq=False)
class Run:
    """The way that a method took.

    Attributes
    ----------
    method
        One of `METHODS`.
    points, losses, gradients
        Where it was after each of k steps, (k + 1, 2), f there, (k + 1,), and ∇f, (k + 1, 2).
    end
        `DONE` if it took all its steps; `ESCAPED` if the next would lead beyond `FARTHEST` or
        `HIGHEST`; `UNDEFINED` if f has no value there.
    """

    method: str
    points: Floats
    losses: Floats
    gradients: Floats
    end: str

    @property
    def gradient_norms(self) -> Floats:
        """‖∇f‖ after each step, (k + 1,)."""
        return np.hypot(self.gradients[:, 0], self.gradients[:, 1])


class _Rule(Protocol):
    """One method's step, with what it remembers."""

    def look(self, point: Floats) -> Floats:
        """Return where the gradient is taken."""

    def step(self, point: Floats, gradient: Floats) -> Floats:
        """Return the next point."""


class _Descent:
    """Straight down: x ← x − η∇f. With momentum: v ← βv − η∇f, x ← x + v."""

    def __init__(self, rate: float, momentum: float = 0.0, ahead: bool = False) -> None:
        self._rate, self._momentum, self._ahead = rate, momentum, ahead
        self._velocity: Floats = np.zeros(2)

    def look(self, point: Floats) -> Floats:
        """Return the point, or with Nesterov where the momentum alone would lead."""
        return point + self._momentum * self._velocity if self._ahead else point

    def step(self, point: Floats, gradient: Floats) -> Floats:
        """Return the next point."""
        self._velocity = self._momentum * self._velocity - self._rate * gradient
        return point + self._velocity


class _Adaptive:
    """Each coordinate has a step of its own, by the sizes of its gradients so far.

    RMSProp is the same as Adam without its first average and without its corrections of what the
    averages, which begin at 0, miss at first.
    """

    def __init__(self, rate: float, decays: tuple[float, float], *, corrected: bool) -> None:
        self._rate, self._decays, self._corrected = rate, decays, corrected
        self._first: Floats = np.zeros(2)
        self._second: Floats = np.zeros(2)
        self._count = 0

    def look(self, point: Floats) -> Floats:
        """Return the point."""
        return point

    def step(self, point: Floats, gradient: Floats) -> Floats:
        """Return the next point."""
        self._count += 1
        first, second = self._decays
        self._first = first * self._first + (1 - first) * gradient
        self._second = second * self._second + (1 - second) * gradient**2
        mean, square = self._first, self._second
        if self._corrected:
            mean = mean / (1 - first**self._count)
            square = square / (1 - second**self._count)
        return point - self._rate * mean / (np.sqrt(square) + EPSILON)


def _rule(method: str, settings: Settings) -> _Rule:
    match method:
        case "momentum":
            return _Descent(settings.rate, settings.momentum)
        case "nesterov":
            return _Descent(settings.rate, settings.momentum, ahead=True)
        case "rmsprop":
            return _Adaptive(settings.adaptive_rate, (0.0, RMSPROP_DECAY), corrected=False)
        case "adam":
            return _Adaptive(settings.adaptive_rate, ADAM_DECAYS, corrected=True)
    return _Descent(settings.rate)


def descend(
    landscape: Landscape,
    start: Floats,
    methods: Sequence[str],
    settings: Settings,
    cancellation: Cancellation | None = None,
) -> tuple[Run, ...]:
    """Return the ways of several methods from a start (2,), all gradients taken together."""
    rules = {method: _rule(method, settings) for method in methods}
    ways: dict[str, list[Floats]] = {method: [start] for method in methods}
    with np.errstate(all="ignore"):
        for _ in range(settings.steps):
            if cancellation is not None:
                cancellation.check()
            going = [method for method in methods if _near(ways[method][-1])]
            if not going:
                break
            looks = np.array([rules[method].look(ways[method][-1]) for method in going])
            for method, gradient in zip(going, landscape.gradient(looks), strict=True):
                ways[method].append(rules[method].step(ways[method][-1], gradient))
    return tuple(_run(landscape, method, np.array(ways[method])) for method in methods)


def _near(point: Floats) -> bool:
    return bool((np.abs(point) <= FARTHEST).all())


def _run(landscape: Landscape, method: str, points: Floats) -> Run:
    """Return a way up to where it ends; it always has its start."""
    losses = landscape.value(points)
    with np.errstate(invalid="ignore"):
        good = (np.abs(points) <= FARTHEST).all(axis=1) & (np.abs(losses) <= HIGHEST)
    end, count = DONE, len(points)
    if not good.all():
        first = int(np.argmin(good))
        near, loss = _near(points[first]), float(losses[first])
        # Over a pole f is −∞, as log x is at 0; up there is no such place that descent leads to.
        lost = np.isnan(points[first]).any() or (near and (np.isnan(loss) or loss == -np.inf))
        end = UNDEFINED if lost else ESCAPED
        count = max(first, 1)
    return Run(method, points[:count], losses[:count], landscape.gradient(points[:count]), end)
