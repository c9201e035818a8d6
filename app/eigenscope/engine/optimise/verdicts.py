"""What became of a run of gradient descent or of a method made of it, by criteria that are stated.

On a quadratic, the first three methods are judged by their factors per step, which are known
exactly; any other run by its last steps and by f around them. `verdict` says in which order.
"""

from __future__ import annotations

import enum

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.curvature import curvature, largest_rate, predicted_factor
from eigenscope.engine.optimise.descent import DONE, UNDEFINED, Run, Settings
from eigenscope.engine.optimise.landscapes import Landscape, Quadratic

THEORY = ("descent", "momentum", "nesterov")
"""Methods whose speed on a quadratic follows from its eigenvalues."""
_NEAR = 0.01  # of the radius: a stationary point so near, or a path so short, is not seen apart
_CLEAR = 12.0  # times Newton's step: the circle holds the minimum of x⁶, too, from where that leads
_EQUAL = 1e-9  # relative: factors or components that differ by rounding alone
_STEADY = 0.98  # steps of the last quarter over those before: from there on they don't shrink
_GROWING = 1.02  # and from there on they grow
_STILL = 0.1  # of a cycle's size: how far its middle moves in a quarter of the run
_FEWEST = 8  # steps of which the last quarters tell something
_DECADES = 10.0 ** np.arange(1, 9)  # of the run's size: how far f is followed onwards


class Verdict(enum.Enum):
    """What became of a run."""

    CANNOT_START = enum.auto()
    UNDEFINED = enum.auto()
    STAYS = enum.auto()
    NO_GRADIENT = enum.auto()
    DIVERGES = enum.auto()
    UNBOUNDED = enum.auto()
    OSCILLATES = enum.auto()
    CONVERGED = enum.auto()
    SADDLE = enum.auto()
    STATIONARY = enum.auto()
    STALLED = enum.auto()
    NOT_YET = enum.auto()


def verdict(landscape: Landscape, run: Run, settings: Settings, radius: float) -> Verdict:
    """Return what became of a run; the first of these that is true.

    - CANNOT_START, UNDEFINED: f has no value at the start, or where the next step leads.
    - STAYS: ∇f is exactly 0 at the start. NO_GRADIENT is said in its place by who knows that the
      function has none there, only a 0 that stands for it.
    - DIVERGES, UNBOUNDED: it escaped, with f above or below what it was at the start.
    - DIVERGES, UNBOUNDED, OSCILLATES: on a quadratic, by a method of `THEORY`, if of the
      eigenvectors along which the start has a slope the one with the largest factor per step has
      one above 1 (UNBOUNDED if its λ < 0), or η is at its limit; UNBOUNDED too if f falls where
      λ = 0. A factor close to 1 is none of these: η may be far too small.
    - CONVERGED, SADDLE, STATIONARY: by Newton's step a stationary point is nearer than 1 % of
      ``radius``. It is a minimum if f is nowhere lower on a circle about it; else a saddle if the
      Hessian has eigenvalues of both signs, else a stationary point that is no minimum.
    - UNBOUNDED: f, which has no known minimum, is lower than at the start, and falls further
      along the last step out to 10⁸ times the run's size, in each decade by at least half of
      what it fell in the one before. Of a quadratic without a minimum the first is enough.
    - DIVERGES: in the last quarter steps are longer, by 2 %, than in the one before, and f is
      higher than at the start.
    - OSCILLATES: in the last quarter steps are as long as in the one before, to 2 %, and the
      middle of its points moves by less than a tenth of their distance from it.
    - STALLED: the whole path is shorter than 1 % of ``radius``.
    - NOT_YET: nothing of all this.

    Parameters
    ----------
    landscape, run, settings
        The function, a run over it, and the settings with which the run was made.
    radius
        The size of what is looked at, half the side of the picture.
    """
    early = _early(landscape, run)
    if early is None and isinstance(landscape, Quadratic) and run.method in THEORY:
        early = _by_theory(landscape, run, settings)
    if early is None:
        early = _at_rest(landscape, run, radius)
    return early or _by_its_steps(landscape, run, radius)


def _early(landscape: Landscape, run: Run) -> Verdict | None:
    if len(run.points) == 1 and not np.isfinite(run.losses[0]):
        return Verdict.CANNOT_START
    if run.end == UNDEFINED:
        return Verdict.UNDEFINED
    if not run.gradients[0].any():
        return Verdict.STAYS
    if run.end != DONE:
        bounded = len(landscape.minima) > 0
        return Verdict.DIVERGES if bounded or not _fallen(run) else Verdict.UNBOUNDED
    return None


def _fallen(run: Run) -> bool:
    return bool(run.losses[-1] < run.losses[0])


def _by_theory(landscape: Quadratic, run: Run, settings: Settings) -> Verdict | None:
    """Return what a quadratic's eigenvalues say; None if they say that the run converges."""
    eigen = curvature(landscape.H)
    slopes = np.abs(eigen.eigenvectors.T @ run.gradients[0])
    used = slopes > _EQUAL * float(slopes.max())
    falls = bool((used & (eigen.eigenvalues == 0)).any())
    rate, momentum = settings.rate, settings.momentum
    factors = [
        (predicted_factor(run.method, np.array([value]), rate, momentum), float(value))
        for value in eigen.eigenvalues[used]
        if value != 0
    ]
    factor, value = max(factors, default=(0.0, 0.0))
    if factor > 1 + _EQUAL:
        return Verdict.UNBOUNDED if value < 0 else Verdict.DIVERGES
    if falls or (value < 0 and rate):
        return Verdict.UNBOUNDED
    limit = largest_rate(run.method, value, momentum)
    return Verdict.OSCILLATES if value > 0 and abs(rate - limit) <= _EQUAL * limit else None


def _at_rest(landscape: Landscape, run: Run, radius: float) -> Verdict | None:
    """Return at what kind of stationary point a run has ended, if it has."""
    hessian = landscape.hessian(run.points[-1:])[0]
    if not np.isfinite(hessian).all():
        return None
    eigen = curvature(hessian)
    scale = float(np.abs(eigen.eigenvalues).max())
    if scale == 0:
        return None
    slope = eigen.eigenvectors.T @ run.gradients[-1]
    bent = eigen.eigenvalues != 0
    newton = np.where(bent, slope / np.where(bent, eigen.eigenvalues, 1.0), 0.0)
    left = max(float(np.abs(newton).max()), float(np.abs(slope[~bent]).max(initial=0.0)) / scale)
    if not left <= _NEAR * radius:
        return None
    centre = run.points[-1] - eigen.eigenvectors @ newton
    if _is_minimum(landscape, centre, run, max(_CLEAR * left, _NEAR * radius / 10)):
        return Verdict.CONVERGED
    low, high = eigen.eigenvalues
    return Verdict.SADDLE if low < 0 < high else Verdict.STATIONARY


def _is_minimum(landscape: Landscape, centre: Floats, run: Run, radius: float) -> bool:
    """Tell whether f is nowhere lower on a circle than inside."""
    angles = np.linspace(0.0, 2 * np.pi, 64, endpoint=False)
    circle = centre + radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    around = landscape.value(circle)
    inside = float(np.fmin(landscape.value(centre[None])[0], run.losses[-1]))
    finite = around[np.isfinite(around)]
    if not len(finite):
        return True
    return bool(finite.min() >= inside - 1e-6 * (float(finite.max()) - float(finite.min())))


def _by_its_steps(landscape: Landscape, run: Run, radius: float) -> Verdict:
    moves = np.diff(run.points, axis=0)
    lengths = np.hypot(moves[:, 0], moves[:, 1])
    if _fallen(run) and not len(landscape.minima) and _falls_on(landscape, run):
        return Verdict.UNBOUNDED
    quarter = len(lengths) // 8 * 2  # even: of a zigzag as many points on either side
    if len(lengths) >= _FEWEST and lengths[-2 * quarter :].all():
        before, last = lengths[-2 * quarter : -quarter].mean(), lengths[-quarter:].mean()
        if last > _GROWING * before and not _fallen(run):
            return Verdict.DIVERGES
        exact = isinstance(landscape, Quadratic) and run.method in THEORY
        if last >= _STEADY * before and not exact and _goes_nowhere(run.points, quarter):
            return Verdict.OSCILLATES
    return Verdict.STALLED if lengths.sum() <= _NEAR * radius else Verdict.NOT_YET


def _goes_nowhere(points: Floats, quarter: int) -> bool:
    """Tell whether the last quarter of the points lies about the same middle as the one before."""
    last, before = points[-quarter:], points[-2 * quarter : -quarter]
    middle = last.mean(axis=0)
    size = float(np.hypot(*(last - middle).T).max())
    return float(np.hypot(*(middle - before.mean(axis=0)))) <= _STILL * size


def _falls_on(landscape: Landscape, run: Run) -> bool:
    """Tell whether f falls without end along a run's last step, as far as one can follow it."""
    if isinstance(landscape, Quadratic):
        return True  # it has no minimum, so it is unbounded below
    move = run.points[-1] - run.points[max(len(run.points) - 2, 0)]
    length = float(np.hypot(*move))
    if not length:
        return False
    size = max(float(np.hypot(*(run.points[-1] - run.points[0]))), length)
    values = landscape.value(run.points[-1] + np.outer(_DECADES * size / length, move))
    falls = -np.diff(np.concatenate([run.losses[-1:], values]))
    if np.isnan(values).any() and not (values == -np.inf).any():
        return False
    finite = falls[np.isfinite(falls)]
    if not (finite > 0).all() or (values == np.inf).any():
        return False
    return len(finite) < 2 or bool((finite[1:] >= 0.5 * finite[:-1]).all())
