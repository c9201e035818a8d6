"""What became of a descent: runs whose end is known from the mathematics, and by every method."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from eigenscope.engine.optimise.descent import METHODS, Settings, descend
from eigenscope.engine.optimise.landscapes import Landscape, Quadratic, Rosenbrock
from eigenscope.engine.optimise.verdicts import Verdict, verdict
from eigenscope.labs.contract.registry import load_lab
from eigenscope.labs.descent.inputs import Inputs
from eigenscope.language.evaluating.entry import column, scalar

LAB = load_lab("descent")
BOWL = Quadratic(np.diag([1.0, 10.0]), np.zeros(2))  # λmax = 10: the limit is η = 0.2
XY = Quadratic(np.array([[0.0, 1.0], [1.0, 0.0]]), np.zeros(2))
SLOPE = Quadratic(np.diag([0.0, 1.0]), np.array([1.0, 0.0]))  # −x + y²/2
DOME = Quadratic(np.diag([-1.0, -2.0]), np.zeros(2))


def became(
    landscape: Landscape,
    start: tuple[float, float],
    rate: float,
    steps: int = 200,
    method: str = "descent",
    momentum: float = 0.9,
    radius: float = 3.0,
) -> Verdict:
    settings = Settings(rate, rate, momentum, steps)
    (run,) = descend(landscape, np.array(start), [method], settings)
    return verdict(landscape, run, settings, radius)


@pytest.mark.parametrize(
    ("rate", "start", "steps", "wanted"),
    [
        (0.19, (2, 1), 200, Verdict.CONVERGED),
        (0.19, (2, 1), 5, Verdict.NOT_YET),
        (0.2, (2, 1), 200, Verdict.OSCILLATES),
        (0.2, (2, 1), 3, Verdict.OSCILLATES),
        (0.2, (2, 0), 200, Verdict.CONVERGED),  # nothing along λmax: 0.8 a step
        (0.21, (2, 1), 5, Verdict.DIVERGES),
        (0.21, (2, 1), 2000, Verdict.DIVERGES),
        (0.21, (2, 0), 200, Verdict.CONVERGED),
        (1e-6, (2, 1), 200, Verdict.STALLED),
        (0.1, (0, 0), 200, Verdict.STAYS),
    ],
)
def test_a_bowl_and_the_limit_of_the_rate(
    rate: float, start: tuple[float, float], steps: int, wanted: Verdict
) -> None:
    assert became(BOWL, start, rate, steps) is wanted


@pytest.mark.parametrize(
    ("method", "limit"),
    [("descent", 0.2), ("momentum", 0.3), ("nesterov", 0.15)],  # β = 1/2, λmax = 10
)
def test_each_method_has_its_own_limit(method: str, limit: float) -> None:
    def at(part: float) -> Verdict:
        return became(BOWL, (2, 1), part * limit, 400, method, momentum=0.5)

    assert at(0.95) is Verdict.CONVERGED
    assert at(1.0) is Verdict.OSCILLATES
    assert at(1.02) is Verdict.DIVERGES


@pytest.mark.parametrize("method", ["descent", "momentum", "nesterov"])
def test_a_factor_close_to_one_is_no_oscillation(method: str) -> None:
    """η is far below its limit of 10¹³: every step is right, and far too short."""
    tiny = Quadratic(1e-13 * BOWL.H, np.zeros(2))
    assert became(tiny, (2, 1), 0.25, 40, method) is Verdict.STALLED
    saddle = Quadratic(1e-13 * XY.H, np.zeros(2))
    assert became(saddle, (2, 1), 0.25, 40, method) is Verdict.UNBOUNDED


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("landscape", "start", "wanted"),
    [
        (BOWL, (2, 1), Verdict.CONVERGED),
        (XY, (2, 1), Verdict.UNBOUNDED),
        (XY, (1, 1), Verdict.SADDLE),  # the line x = y leads into the saddle
        (SLOPE, (0, 1), Verdict.UNBOUNDED),
        (DOME, (0.5, 0.3), Verdict.UNBOUNDED),
    ],
)
def test_every_method_tells_the_shapes_apart(
    method: str, landscape: Landscape, start: tuple[float, float], wanted: Verdict
) -> None:
    rate = 0.02 if method in ("rmsprop", "adam") else 0.05
    assert became(landscape, start, rate, 600, method, momentum=0.5) is wanted


@pytest.mark.parametrize(
    ("rate", "steps", "wanted"),
    [(1e-3, 20000, Verdict.CONVERGED), (1e-3, 500, Verdict.NOT_YET), (0.1, 50, Verdict.DIVERGES)],
)
def test_the_bent_valley(rate: float, steps: int, wanted: Verdict) -> None:
    assert became(Rosenbrock(), (-1.2, 1), rate, steps) is wanted


def test_rmsprop_with_a_constant_rate_goes_to_and_fro_about_the_minimum() -> None:
    assert became(BOWL, (2, 1), 0.5, 400, "rmsprop") is Verdict.OSCILLATES


@pytest.mark.parametrize(
    ("formula", "start", "rate", "steps", "words"),
    [
        ("x y", (1, -0.5), "0.1", 80, "goes down without end: f is unbounded below"),
        ("x y", (1, 1), "0.1", 200, "has reached a saddle point, not a minimum"),
        ("x^3 + y^2", (-1, 1), "0.1", 4, "goes down without end: f is unbounded below"),
        (
            "x^3 + y^2",
            (1, 1),
            "0.1",
            2000,
            "has reached a stationary point that is not a minimum",
        ),
        ("-x^2 - y^2", (0.1, 0.2), "0.1", 30, "goes down without end: f is unbounded below"),
        ("3x", (0, 0), "0.1", 30, "goes down without end: f is unbounded below"),
        ("exp(-x) + y^2", (0, 1), "0.1", 100, "has not converged yet"),
        ("x^2 + 10y^2", (2, 1), "0.1", 60, "oscillates and does not converge"),
        ("x^4 + y^4", (2, 1), "2", 40, "diverges"),
        ("x^4 + y^4", (1, 1), "0.24", 2000, "has converged"),
        ("log(x) + y^2", (1, 1), "0.3", 50, "ends where f has no value"),
    ],
)
def test_formulas(
    formula: str, start: tuple[float, float], rate: str, steps: int, words: str
) -> None:
    inputs = Inputs(function="formula", formula=formula, rate=scalar(rate), steps=steps)
    inputs = replace(inputs, start=(column(*(f"{x:g}" for x in start)),), descent=True)
    found: Any = LAB.readouts(LAB.solve(LAB.check(inputs)), 1.0)
    assert next(str(r.text) for r in found if r.key == "end.descent") == words
