"""What second derivatives say of gradient descent: which steps converge, and how fast.

Along an eigenvector of the Hessian with the eigenvalue λ a step of gradient descent multiplies the
distance to the lowest point by 1 − ηλ. So all is decided by the eigenvalues.

B. T. Polyak, *Introduction to Optimization*, 1987; for the two methods with momentum, L. Lessard,
B. Recht and A. Packard, *Analysis and design of optimization algorithms via integral quadratic
constraints*, SIAM Journal on Optimization 26, 2016.
"""

from __future__ import annotations

import cmath
import math
from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats

_FLAT = 1e-12  # of the largest |λ|: a smaller one is rounding noise about 0
_USED = 1e-9  # of the largest norm: below it, rounding decides how it falls


@dataclass(frozen=True, eq=False)
class Curvature:
    """The eigenvalues of a Hessian, ascending (2,), and its eigenvectors as columns (2, 2)."""

    eigenvalues: Floats
    eigenvectors: Floats

    @property
    def condition_number(self) -> float:
        """κ = λmax/λmin; infinite unless both are positive."""
        low, high = (float(x) for x in self.eigenvalues)
        return high / low if low > 0 else math.inf


def curvature(hessian: Floats) -> Curvature:
    """Return the curvature that a symmetric matrix (2, 2) says; raise ValueError if not finite."""
    if not np.isfinite(hessian).all():
        raise ValueError("a second derivative has no value here")
    if hessian[0, 1] == 0:  # the axes, and nothing is rounded
        order = np.argsort(np.diag(hessian), kind="stable")
        return Curvature(np.diag(hessian)[order], np.eye(2)[:, order])
    scale = float(np.abs(hessian).max())
    values, vectors = np.linalg.eigh(hessian / scale)
    values[np.abs(values) <= _FLAT * np.abs(values).max()] = 0.0
    # An eigenvector's sign means nothing: to the right, or up.
    flip = np.where(np.abs(vectors[0]) > 1e-12, vectors[0], vectors[1]) < 0
    with np.errstate(over="ignore"):  # twice the largest number there is may be an eigenvalue
        return Curvature(values * scale, np.where(flip, -vectors, vectors))


def largest_rate(method: str, largest: float, momentum: float) -> float:
    """Return the learning rate beyond which a method leaves the bottom of a bowl.

    Parameters
    ----------
    method
        "descent" (2/λmax), "momentum" or "nesterov".
    largest
        λmax of the Hessian; without a positive one nothing limits the rate.
    momentum
        β.
    """
    if largest <= 0:
        return math.inf
    factor = {
        "descent": 1.0,
        "momentum": 1.0 + momentum,
        "nesterov": (1.0 + momentum) / (1.0 + 2.0 * momentum),
    }[method]
    return 2.0 * factor / largest


def best_rate(eigenvalues: Floats) -> float:
    """Return η = 2/(λmin + λmax), at which plain descent in a bowl takes the fewest steps."""
    return 2.0 / float(eigenvalues[0] + eigenvalues[-1])


def predicted_factor(method: str, eigenvalues: Floats, rate: float, momentum: float) -> float:
    """Return by what the gradient's length is multiplied per step in the end, at worst.

    For plain descent max |1 − ηλ|; with momentum the spectral radius of the step as a linear map
    of two successive points. Directions with λ = 0, in which there is no slope, don't count.
    """
    factors = [0.0]
    for value in eigenvalues[eigenvalues != 0]:
        left = 1.0 - rate * float(value)
        if not math.isfinite(left):
            return math.inf
        if method == "descent":
            factors.append(abs(left))
            continue
        trace, last = (1 + momentum) * left, momentum * left
        if method == "momentum":
            trace, last = left + momentum, momentum
        # The roots of z² − trace z + last; a huge trace is divided out, lest its square overflow.
        scale = max(1.0, abs(trace))
        root = cmath.sqrt((trace / scale) ** 2 / 4 - last / scale / scale)
        factors += [scale * abs(trace / scale / 2 + sign * root) for sign in (1, -1)]
    return max(factors)


def seen_factor(norms: Floats) -> float | None:
    """Return by what a positive quantity (k,) was multiplied per step, fitted on its last steps.

    None if there are too few steps that tell it: what has shrunk to rounding noise doesn't count.
    """
    positive = norms > _USED * float(norms.max(initial=0.0))
    used = len(norms) if positive.all() else int(np.argmin(positive))
    first = used // 2
    if used - first < 3:
        return None
    steps = np.arange(first, used, dtype=np.float64)
    slope = np.polyfit(steps - steps.mean(), np.log(norms[first:used]), 1)[0]
    return math.exp(float(slope))
