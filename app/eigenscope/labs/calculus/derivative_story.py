"""The topic *derivative*: which picture, and what a drag in it means."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from eigenscope.labs.calculus.derivative_experiments import EXPERIMENTS
from eigenscope.labs.calculus.inputs import Inputs
from eigenscope.labs.calculus.parts import TopicPart
from eigenscope.labs.contract.lab import Place
from eigenscope.labs.contract.presets import Counterpart
from eigenscope.labs.kit.derivatives.curve_story import CurveStory
from eigenscope.labs.kit.derivatives.derivative_inputs import RULES, SECANT, SLOPES, TAYLOR, ZOOM
from eigenscope.labs.kit.derivatives.local_function import at_once, whole
from eigenscope.labs.kit.derivatives.rules_story import RulesStory
from eigenscope.labs.kit.derivatives.secant_story import SecantStory
from eigenscope.labs.kit.derivatives.slope_stories import SlopesStory, ZoomStory
from eigenscope.labs.kit.derivatives.taylor_story import TaylorStory
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.topics import Solver
from eigenscope.language.evaluating.entry import Matrix, number_text, scalar
from eigenscope.wording.words import Text

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation

_STORIES: Mapping[str, type[CurveStory]] = {
    SECANT: SecantStory, ZOOM: ZoomStory, SLOPES: SlopesStory, TAYLOR: TaylorStory,
}  # fmt: skip
_DIGITS = 3  # of what a unit of the picture stands for: a drag goes by such steps
_BESIDE: Mapping[str, tuple[str, Text, Text]] = {
    SECANT: (SLOPES, "Secant and tangent", "f′ and f″ along the curve"),
    SLOPES: (SECANT, "f′ and f″ along the curve", "Secant and tangent"),
    ZOOM: (SECANT, "Zoom into the curve", "Secant and tangent"),
    TAYLOR: (ZOOM, "Taylor polynomials", "Zoom into the curve"),
}


@lru_cache(maxsize=4)
def _first(inputs: Inputs) -> Story:
    return RulesStory(inputs) if inputs.show == RULES else _STORIES[inputs.show](at_once(inputs))


def _whole(inputs: Inputs, cancellation: Cancellation | None) -> Story:
    if inputs.show == RULES:
        return _first(inputs)
    return _STORIES[inputs.show](whole(inputs, cancellation))


def _dragged(inputs: Inputs, key: str, position: Place) -> Inputs:
    """Return the inputs with the point or the end of the secant at another x."""
    if inputs.show == RULES:
        return inputs
    plane = at_once(inputs).drawn[0]
    x, point = plane.numbers(position)[0], inputs.point.scalar.value
    if key == "point":
        return replace(inputs, point=_rounded(x, plane.unit[0]))
    return replace(inputs, h=_rounded(x - point, plane.unit[0]))


def _rounded(x: float, unit: float) -> Matrix:
    digits = _DIGITS - math.floor(math.log10(unit))
    return scalar(number_text(round(x, digits)))


def _counterparts(inputs: Inputs) -> tuple[Counterpart, ...]:
    """Return another picture of the same function."""
    if inputs.show not in _BESIDE:
        return ()
    show, here, there = _BESIDE[inputs.show]
    return (Counterpart(show, here, there, replace(inputs, show=show), follows=True),)


DERIVATIVE = TopicPart(
    Solver(_first, _whole),
    dragged=_dragged,
    counterparts=_counterparts,
    experiments=EXPERIMENTS,
)
