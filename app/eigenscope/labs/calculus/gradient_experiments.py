"""What to try with gradients."""

from __future__ import annotations

from typing import Any

from eigenscope.labs.calculus.inputs import GRADIENT, Inputs
from eigenscope.labs.contract.presets import Experiment
from eigenscope.language.evaluating.entry import column
from eigenscope.wording.words import Text


def _experiment(
    key: str,
    title: Text,
    watch: Text,
    surface: str,
    *place: str,
    direction: tuple[str, ...] = ("1", "-1"),
    **others: Any,
) -> Experiment:
    at, along = (column(*place),), (column(*direction),)
    inputs = Inputs(topic=GRADIENT, surface=surface, place=at, direction=along, **others)
    return Experiment(key, title, watch, inputs)


EXPERIMENTS = (
    _experiment(
        "tangent-plane",
        "The tangent plane",
        "Two slices through p, their slopes, and the one plane that has both.",
        "2 - x^2/4 - y^2/3",
        "1", "-1",
        surface_view="surface",
    ),
    _experiment(
        "all-directions",
        "A slope in every direction",
        "u turns once around: the projection of ∇f runs along a circle, and is 0 across ∇f.",
        "x^2/4 + x y/4 + y^2/2",
        "1", "1",
        direction=("-3", "4"),
        slices=False,
        bends=False,
    ),
    _experiment(
        "saddle-point",
        "A saddle",
        "∇f = (0, 0), and yet no minimum: the Hessian has an eigenvalue of each sign.",
        "x^2/2 - y^2/2 + x y/4",
        "0", "0",
        surface_view="surface",
    ),
    _experiment(
        "log-sum-exp",
        "Log of a sum of exponentials",
        "At (0, ln 2) the gradient is (1/3, 2/3): the softmax of the point.",
        "ln(e^x + e^y)",
        "0", "ln(2)",
        direction=("1", "1"),
    ),
    _experiment(
        "edge",
        "A corner",
        "On the edge of |x| + |y| no plane is tangent: f has slopes along some lines, no gradient.",
        "abs(x) + abs(y)",
        "0", "1",
        surface_view="surface",
    ),
    _experiment(
        "pole-line",
        "A pole",
        "1/(x + y) is drawn up to its pole, and no contour crosses it.",
        "1/(x + y)",
        "1", "0.5",
    ),
    _experiment(
        "five-variables",
        "Five variables",
        "No picture of f any more, but a gradient of five numbers, and a slope along every u.",
        "x1 x2 + x3^2 - exp(x4)/2 + sin(x5)",
        "1", "2", "-1", "0", "0.5",
        direction=("1", "-1", "0", "2", "1"),
    ),
)  # fmt: skip
