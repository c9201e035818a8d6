"""Roots of polynomials whose sizes lie hundreds of powers of two apart.

FLINT's isolation of roots takes minutes there, and 1e300 beside 1e-300 in one matrix is enough.
Sizes are read off the coefficients first, which leaves a few simultaneous Newton steps.

References
----------
D. A. Bini, Numerical computation of polynomial zeros by means of Aberth's method, Numerical
Algorithms 13, 1996.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

from flint import acb, arb, ctx

_MOST_STEPS = 60

Coefficients = Sequence[int]
"""The highest power first; neither the first nor the last is 0."""


def size(polynomial: Coefficients) -> float:
    """Return the binary logarithm of about the size of the largest root."""
    return max(radius for radius, _ in _radii(polynomial))


def spread(polynomial: Coefficients) -> float:
    """Return the binary logarithm of about how much larger the largest root is than the least."""
    radii = [radius for radius, _ in _radii(polynomial)]
    return max(radii) - min(radii)


def crowding(polynomial: Coefficients, discriminant: int) -> float:
    """Return to how many bits two roots agree at most, beyond what many roots in a disc do.

    The discriminant is the product of all squared distances, but for a power of the first
    coefficient, and the distance of two roots is about the size of the larger if they do not crowd.
    """
    sizes = sorted((r for radius, count in _radii(polynomial) for r in [radius] * count))
    degree = len(sizes)
    apart = sum(2 * place * size for place, size in enumerate(sizes))
    closeness = math.log2(abs(discriminant)) - (2 * degree - 2) * math.log2(abs(polynomial[0]))
    return (apart - closeness) / 2 - 4 * degree * (degree - 1)


def wide_roots(polynomial: Coefficients) -> list[acb] | None:
    """Return the roots of an integer polynomial without multiple roots, each as a ball of its own.

    The real ones have the imaginary part 0. None if the bits that are worked with do not do.
    """
    roots = list(_starts(polynomial))
    for _ in range(_MOST_STEPS):
        steps = [_step(polynomial, roots, k) for k in range(len(roots))]
        roots = [(root - step).mid() for root, step in zip(roots, steps, strict=True)]
        if all(abs(s) < abs(z) * _near() for s, z in zip(steps, roots, strict=True)):
            return _balls(polynomial, roots)
    return None


def _near() -> arb:
    return arb(2) ** (-ctx.prec // 2)


def _radii(polynomial: Coefficients) -> Iterator[tuple[float, int]]:
    """Yield log₂ of about the size of some roots, and of how many: the Newton polygon's edges."""
    points = [(k, math.log2(abs(c))) for k, c in enumerate(reversed(polynomial)) if c]
    hull: list[tuple[int, float]] = []
    for point in points:
        while len(hull) > 1 and _slope(hull[-2], hull[-1]) <= _slope(hull[-1], point):
            hull.pop()
        hull.append(point)
    for one, other in itertools.pairwise(hull):
        yield -_slope(one, other), other[0] - one[0]


def _slope(one: tuple[int, float], other: tuple[int, float]) -> float:
    return (other[1] - one[1]) / (other[0] - one[0])


def _starts(polynomial: Coefficients) -> Iterator[acb]:
    for number, (radius, count) in enumerate(_radii(polynomial)):
        for k in range(count):
            angle = 2 * math.pi * k / count + 0.7 + number
            yield acb(math.cos(angle), math.sin(angle)) * (arb(2) ** arb(radius)).mid()


def _step(polynomial: Coefficients, roots: Sequence[acb], k: int) -> acb:
    """Return what Aberth's step takes off root number k."""
    root = roots[k]
    value, slope = _value(polynomial, root)
    newton = value / slope
    pushed = sum((1 / (root - other) for j, other in enumerate(roots) if j != k), acb(0))
    return (newton / (1 - newton * pushed)).mid()


def _value(polynomial: Coefficients, at: acb) -> tuple[acb, acb]:
    """Return the polynomial and its derivative at a place."""
    value, slope = acb(0), acb(0)
    for coefficient in polynomial:
        slope = slope * at + value
        value = value * at + coefficient
    return value, slope


def _balls(polynomial: Coefficients, roots: Sequence[acb]) -> list[acb] | None:
    """Return balls about places, each of which holds a root: it is within n·|p/p′|."""
    radii = []
    for root in roots:
        value, slope = _value(polynomial, root)
        radii.append((abs(value / slope) * len(roots)).upper())
    balls = []
    for k, (root, radius) in enumerate(zip(roots, radii, strict=True)):
        others = ((roots[j], radii[j]) for j in range(len(roots)) if j != k)
        if not all(abs(root - other) > radius + reach for other, reach in others):
            return None
        # A ball about the real axis holds the conjugate too, and so no other root but a real one.
        real, imaginary = arb(root.real, radius), arb(root.imag, radius)
        balls.append(acb(real, 0 if imaginary.contains(0) else imaginary))
    return balls
