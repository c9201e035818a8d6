"""Data to train on: well-known sets, drawn from a seed, or a user's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.training.errors import TrainingError
from eigenscope.wording.words import Words

Kind = Literal["classes", "values"]
CLASSES: Kind = "classes"
VALUES: Kind = "values"
RADIUS = 2.0
"""How far spirals and blobs reach; their centre is the origin."""
TURNS = 1.5
"""Of a spiral's arm."""


@dataclass(frozen=True, eq=False)
class TrainingData:
    """Rows of inputs and what is wanted of each.

    Attributes
    ----------
    inputs
        (n, d), n ≥ 1 and d ≥ 1.
    targets
        (n,): the number of each row's class, 0 … k − 1, each with a member; or values to come near.
    kind
        What the targets are.
    names
        What the classes are called; empty where they only have numbers.

    Raises
    ------
    TrainingError
        If there are no rows, a number is not finite, or class numbers are not as said above.
    """

    inputs: Floats
    targets: Floats
    kind: Kind = CLASSES
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.inputs.ndim != 2 or self.targets.shape != self.inputs.shape[:1]:
            raise ValueError(f"inputs {self.inputs.shape}, but targets {self.targets.shape}")
        if not self.inputs.size:
            raise TrainingError("There are no data: set at least one point.")
        bad = ~(np.isfinite(self.inputs).all(axis=1) & np.isfinite(self.targets))
        if bad.any():
            row = {"row": int(np.argmax(bad)) + 1}
            raise TrainingError(
                Words(
                    "Row {row} of the data holds something that is not a finite number. "
                    "Enter one, or leave the row out.",
                    row,
                )
            )
        if self.kind == CLASSES:
            _check_classes(self.targets)

    @property
    def count(self) -> int:
        """The number n of rows."""
        return len(self.inputs)

    @property
    def classes(self) -> int:
        """The number of classes; 0 where the targets are values."""
        return int(self.targets.max()) + 1 if self.kind == CLASSES else 0


def _check_classes(targets: Floats) -> None:
    if (targets != np.round(targets)).any() or (targets < 0).any():
        raise TrainingError(
            "Classes are numbered 0, 1, 2, …, but the data have other numbers. Number them so, or "
            "choose squared error to learn the numbers."
        )
    members = np.bincount(targets.astype(np.int64)) if targets.max() < len(targets) else [0]
    if not np.all(members):
        missing = {"class": int(np.argmin(members))}
        raise TrainingError(
            Words(
                "Class {class} has no points. Give every class from 0 on at least one, or choose "
                "squared error to learn the numbers.",
                missing,
            )
        )
    if len(members) < 2:
        raise TrainingError("All points have the same class: there is nothing to tell apart.")


@dataclass(frozen=True)
class DataChoice:
    """A set that is drawn.

    Attributes
    ----------
    name
        One of `DATA_SETS`.
    count
        The number of points.
    noise
        The standard deviation of the normal noise, which moves points, or the values of ``curve``
        and ``surface``.
    seed
        What the random numbers follow from.
    classes
        How many spirals or blobs, 2 or 3; the others have 2 classes or none.
    """

    name: str
    count: int = 200
    noise: float = 0.1
    seed: int = 0
    classes: int = 2

    def __post_init__(self) -> None:
        if self.name not in DATA_SETS:
            raise ValueError(f"no data set is called {self.name!r}")
        if self.count < self.classes:
            raise TrainingError("There are fewer points than classes.")
        if not (np.isfinite(self.noise) and self.noise >= 0):
            raise TrainingError("The noise is a standard deviation, 0 or more.")

    def drawn(self) -> TrainingData:
        """Return the points, class by class; the same choice always draws the same."""
        rng = np.random.default_rng(self.seed)
        inputs, targets = DATA_SETS[self.name](self, rng)
        kind: Kind = VALUES if self.name in REGRESSIONS else CLASSES
        noise = rng.normal(0.0, self.noise, (targets if kind == VALUES else inputs).shape)
        if kind == VALUES:
            return TrainingData(inputs, targets + noise, kind)
        return TrainingData(inputs + noise, targets, kind)

    def sizes(self) -> tuple[int, ...]:
        """Return how many points each class of moons, circles, spirals or blobs has."""
        share, rest = divmod(self.count, self.classes)
        return tuple(share + (number < rest) for number in range(self.classes))


_Drawn = tuple[Floats, Floats]


def _moons(choice: DataChoice, _: np.random.Generator) -> _Drawn:
    """Return two half circles of radius 1 that reach into each other."""
    above, below = (np.linspace(0.0, np.pi, size) for size in choice.sizes())
    upper = np.stack([np.cos(above), np.sin(above)], axis=1)
    lower = np.stack([1.0 - np.cos(below), 0.5 - np.sin(below)], axis=1)
    return _in_classes(upper, lower)


def _circles(choice: DataChoice, _: np.random.Generator) -> _Drawn:
    """Return a circle of radius 1 about one of radius 1/2."""
    circles = []
    for radius, size in zip((1.0, 0.5), choice.sizes(), strict=True):
        angles = np.linspace(0.0, 2 * np.pi, size, endpoint=False)
        circles.append(radius * np.stack([np.cos(angles), np.sin(angles)], axis=1))
    return _in_classes(*circles)


def _spirals(choice: DataChoice, _: np.random.Generator) -> _Drawn:
    """Return arms from near the centre outwards, in equal steps of radius and angle."""
    arms = []
    for number, size in enumerate(choice.sizes()):
        along = np.linspace(0.1, 1.0, size)
        angles = 2 * np.pi * (TURNS * along + number / choice.classes)
        arms.append(RADIUS * along[:, None] * np.stack([np.cos(angles), np.sin(angles)], axis=1))
    return _in_classes(*arms)


def _xor(choice: DataChoice, _: np.random.Generator) -> _Drawn:
    """Return the corners (0, 0), (0, 1), (1, 0), (1, 1) in turn; class 1 is where x ≠ y."""
    corners = np.arange(choice.count) % 4
    inputs = np.stack([corners // 2, corners % 2], axis=1).astype(np.float64)
    return inputs, (inputs[:, 0] != inputs[:, 1]).astype(np.float64)


def _blobs(choice: DataChoice, _: np.random.Generator) -> _Drawn:
    """Return centres that are evenly spread on a circle, once for each point about them."""
    angles = 2 * np.pi * np.arange(choice.classes) / choice.classes
    centres = RADIUS * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return _in_classes(
        *(np.repeat([c], s, 0) for c, s in zip(centres, choice.sizes(), strict=True))
    )


def _curve(choice: DataChoice, _: np.random.Generator) -> _Drawn:
    """Return sin 2x at evenly spaced x, (n, 1)."""
    inputs = np.linspace(-RADIUS, RADIUS, choice.count)[:, None]
    return inputs, np.sin(2 * inputs[:, 0])


def _surface(choice: DataChoice, rng: np.random.Generator) -> _Drawn:
    """Return cos 2x · cos y at points of a square, (n, 2)."""
    inputs = rng.uniform(-RADIUS, RADIUS, (choice.count, 2))
    return inputs, np.cos(2 * inputs[:, 0]) * np.cos(inputs[:, 1])


DATA_SETS: dict[str, Callable[[DataChoice, np.random.Generator], _Drawn]] = {
    "moons": _moons,
    "circles": _circles,
    "spirals": _spirals,
    "xor": _xor,
    "blobs": _blobs,
    "curve": _curve,
    "surface": _surface,
}
"""What draws each set without its noise."""
REGRESSIONS = ("curve", "surface")


def _in_classes(*groups: Floats) -> _Drawn:
    targets = np.repeat(np.arange(len(groups), dtype=np.float64), [len(each) for each in groups])
    return np.concatenate(groups), targets
