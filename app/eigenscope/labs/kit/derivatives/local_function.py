"""A function at a point: all its numbers, and the plane it is drawn in."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus import quotients
from eigenscope.engine.calculus.lost_digits import recovered
from eigenscope.engine.calculus.slopes import LocalBehaviour, SlopeKind, behaviour
from eigenscope.labs.kit.derivatives.derivative_inputs import (
    MOST_TERMS,
    TAYLOR,
    VARIABLES,
    DerivativeInputs,
)
from eigenscope.labs.kit.functions.graph_plane import GraphPlane
from eigenscope.labs.kit.functions.graph_window import plane_about
from eigenscope.labs.kit.typed_texts import exact_column
from eigenscope.language.definitions.formula import Formula, read_formula
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.engine.calculus.radius import Radius
    from eigenscope.engine.runtime.jobs import Cancellation
    from eigenscope.language.definitions.symbolic import SymbolicDerivatives

_SHOWN_RATHER = 0.05  # a point this near to 0 is shown with its distance from 0, not from 1


@dataclass(frozen=True, eq=False)
class Slow:
    """What takes its time: sympy's f′ and f″, torch's derivative, the radius, 50 digits.

    ``here`` has the slopes that float64 loses, and ``precise`` is f′ as a number of mpmath.
    """

    symbolic: SymbolicDerivatives
    autograd: float
    radius: Radius | None
    here: LocalBehaviour
    precise: Any


@dataclass(frozen=True, eq=False)
class Derivative:
    """The function that is typed, where it is looked at; what takes its time may be missing."""

    inputs: DerivativeInputs
    slow: Slow | None = None
    f: Formula = field(init=False)

    def __post_init__(self) -> None:
        """Read the formula."""
        object.__setattr__(self, "f", read_formula(self.inputs.f, VARIABLES))

    @property
    def x(self) -> float:
        """The point."""
        return self.inputs.point.scalar.value

    @property
    def h(self) -> float:
        """The step of the secant."""
        return self.inputs.h.scalar.value

    def values(self, x: Floats) -> Floats:
        """Return f at places (n,)."""
        return np.asarray(self.f(np, x), np.float64)

    def value(self, x: float) -> float:
        """Return f at a place."""
        return float(self.values(np.array([x]))[0])

    @cached_property
    def here(self) -> LocalBehaviour:
        """What f is at the point, with as many terms as are shown."""
        if self.slow is not None:
            return self.slow.here
        order = self.inputs.order if self.inputs.show == TAYLOR else 2
        return behaviour(self.f, self.x, order)

    @property
    def smooth(self) -> bool:
        """Whether there is a tangent with a slope."""
        return self.here.kind is SlopeKind.SMOOTH and math.isfinite(self.here.derivative)

    @cached_property
    def secant(self) -> float:
        """The slope of the secant."""
        return quotients.secant_slope(self.f, self.x, self.h)

    @cached_property
    def drawn(self) -> tuple[GraphPlane, Floats]:
        """The plane, and the corners of what is to be seen of it.

        The window goes by steps, so that it stays while the point is dragged about in it.
        """
        near, away = abs(self.x), abs(self.h)
        half = max(1.2 * away, 1.2)
        if 0 < near < _SHOWN_RATHER and away < _SHOWN_RATHER:
            half = 4 * max(near, away)
        half = _stepped(max(half, 1e-12 * near))
        middle = round((self.x + self.h / 2) / half * 4) * half / 4
        ends = self.here.value, self.value(self.x + self.h)
        return plane_about(self.values, middle - 1.25 * half, middle + 1.25 * half, ends)


def _radius(of: Derivative) -> Radius:
    from eigenscope.engine.calculus.radius import radius_of

    return radius_of(of.f, of.x, behaviour(of.f, of.x, MOST_TERMS).series)


def _stepped(size: float) -> float:
    """Return the next number above of four to a power of ten."""
    return float(10.0 ** (math.ceil(4 * math.log10(size) - 1e-9) / 4))


def at_once(inputs: DerivativeInputs) -> Derivative:
    """Return what is known without torch and sympy."""
    return Derivative(inputs)


def whole(inputs: DerivativeInputs, cancellation: Cancellation | None) -> Derivative:
    """Return all numbers."""
    from eigenscope.language.definitions.symbolic import symbolic_derivatives

    quick = Derivative(inputs)
    fractions = inputs.point.fractions()
    (point,) = exact_column(inputs.point)
    check = None if cancellation is None else cancellation.check
    here, precise = recovered(quick.f, point, quick.here, check)
    if cancellation is not None:
        cancellation.progress(0.2, Words("Differentiating"))
    slow = Slow(
        symbolic_derivatives(quick.f, "" if fractions is None else str(point), check),
        quotients.autograd_slope(quick.f, quick.x),
        _radius(quick) if quick.smooth and inputs.show == TAYLOR else None,
        here,
        precise,
    )
    return Derivative(inputs, slow)
