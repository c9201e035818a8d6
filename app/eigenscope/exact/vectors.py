"""Vectors whose entries may be known exactly: sums, products, projections, Gram–Schmidt.

What is 0 for a person must be 0 here. Where the entries are fractions everything is decided on
them; else a result that is no larger than its rounding error counts as 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from eigenscope.exact.closed_forms import short_text
from eigenscope.exact.root_sums import nearest_root
from eigenscope.exact.rounding import as_float
from eigenscope.exact.surd import ExactNumber, InexactError, root

Floats = npt.NDArray[np.float64]

_ROUNDING = 16 * float(np.finfo(np.float64).eps)  # of a few operations on a few entries


@dataclass(frozen=True)
class Quantity:
    """A number, and how it is written exactly (nothing if that is not known, or too long)."""

    value: float
    exact: str = ""


@dataclass(frozen=True, eq=False)
class Vector:
    """``values`` (n,), and the same as ``fractions`` where all are known exactly."""

    values: Floats
    fractions: tuple[Fraction, ...] | None = None

    @classmethod
    def exactly(cls, fractions: Sequence[Fraction]) -> Vector:
        """Return the vector of some fractions."""
        return cls(np.array([as_float(entry) for entry in fractions]), tuple(fractions))

    def __len__(self) -> int:
        return len(self.values)

    @property
    def zero(self) -> bool:
        """Whether all entries are 0."""
        if self.fractions is not None:
            return not any(self.fractions)
        return not self.values.any()


def rational(value: ExactNumber) -> Quantity:
    """Return an exact number as a quantity."""
    return Quantity(as_float(value), short_text(value))


def square_root(value: Fraction) -> Quantity:
    """Return the root of a fraction that is not negative."""
    try:
        exact = root(value)
    except InexactError:
        return Quantity(nearest_root(value))
    return Quantity(as_float(exact), short_text(exact))


def combination(coefficients: Vector, vectors: Sequence[Vector]) -> Vector:
    """Return Σ cᵢ vᵢ for k coefficients (k,) and k vectors (n,)."""
    exact = [vector.fractions for vector in vectors if vector.fractions is not None]
    if coefficients.fractions is not None and len(exact) == len(vectors):
        pairs = zip(coefficients.fractions, exact, strict=True)
        scaled = [[factor * entry for entry in entries] for factor, entries in pairs]
        return Vector.exactly([sum(column, Fraction()) for column in zip(*scaled, strict=True)])
    factors, size = _scaled(coefficients.values)
    rows, scale = _scaled(np.array([vector.values for vector in vectors]))
    with np.errstate(over="ignore"):
        return Vector(_without_noise(factors[:, None] * rows) * size * scale)


def whole(*numbers: int) -> Vector:
    """Return the vector of some whole numbers."""
    return Vector.exactly([Fraction(number) for number in numbers])


def dot(first: Vector, second: Vector) -> Quantity:
    """Return the dot product."""
    if first.fractions is not None and second.fractions is not None:
        return rational(_dot(first.fractions, second.fractions))
    (a, size), (b, scale) = _scaled(first.values), _scaled(second.values)
    with np.errstate(over="ignore"):
        return Quantity(float(_without_noise((a * b)[:, None])[0] * size * scale))


def length(vector: Vector) -> Quantity:
    """Return the Euclidean length; no overflow on the way."""
    if vector.fractions is not None:
        return square_root(_dot(vector.fractions, vector.fractions))
    return Quantity(math.hypot(*vector.values))


def unit(vector: Vector) -> Floats:
    """Return the direction (n,) of length 1, zeros for the zero vector; huge or tiny alike."""
    largest = float(np.abs(vector.values).max(initial=0.0))
    if largest == 0:
        return np.zeros(len(vector))
    scaled = vector.values / largest
    return np.asarray(scaled / np.linalg.norm(scaled))


def cosine(first: Vector, second: Vector) -> Quantity | None:
    """Return the cosine of the angle between two vectors; None if one of them is 0."""
    if first.zero or second.zero:
        return None
    if first.fractions is not None and second.fractions is not None:
        product = _dot(first.fractions, second.fractions)
        squares = _dot(first.fractions, first.fractions) * _dot(second.fractions, second.fractions)
        size = square_root(product * product / squares)
        sign = -1 if product < 0 else 1
        minus = "−" if product < 0 and size.exact else ""
        return Quantity(sign * size.value, minus + size.exact)
    product_of_units = float(unit(first) @ unit(second))
    if abs(product_of_units) <= _ROUNDING:
        return Quantity(0.0)
    return Quantity(min(1.0, max(-1.0, product_of_units)))


def parallel(first: Vector, second: Vector) -> bool:
    """Tell whether one vector is a multiple of the other; 0 is one of every vector."""
    if first.fractions is not None and second.fractions is not None:
        a, b = first.fractions, second.fractions
        return _dot(a, b) ** 2 == _dot(a, a) * _dot(b, b)
    if first.zero or second.zero:
        return True
    rest = unit(second) - (unit(first) @ unit(second)) * unit(first)
    return bool(np.linalg.norm(rest) <= _ROUNDING)


def angle(first: Vector, second: Vector) -> float | None:
    """Return the angle in radians, 0…π; None if one of the vectors is 0.

    It is found from half of it, which loses no digits near 0 and π: W. Kahan, "How futile are
    mindless assessments of roundoff in floating-point computation?" (2006), § 12.
    """
    cos = cosine(first, second)
    if cos is None:
        return None
    if parallel(first, second):
        return 0.0 if cos.value > 0 else math.pi
    if cos.value == 0:
        return math.pi / 2
    u, v = unit(first), unit(second)
    return 2 * math.atan2(float(np.linalg.norm(u - v)), float(np.linalg.norm(u + v)))


def projection(vector: Vector, onto: Vector) -> tuple[Quantity, Vector]:
    """Return c and c·onto, the nearest point to a vector on the line of another.

    The nearest point on the line of the zero vector is 0, with c = 0.
    """
    if onto.zero:
        return Quantity(0.0, "0"), whole(*[0] * len(vector))
    if vector.fractions is not None and onto.fractions is not None:
        share = _dot(vector.fractions, onto.fractions) / _dot(onto.fractions, onto.fractions)
        return rational(share), Vector.exactly([share * entry for entry in onto.fractions])
    cos = cosine(vector, onto)
    along = 0.0 if cos is None else cos.value * length(vector).value
    return Quantity(along / length(onto).value), Vector(along * unit(onto))


def cross(first: Vector, second: Vector) -> Vector:
    """Return the cross product of two vectors of space."""
    if first.fractions is not None and second.fractions is not None:
        a, b = first.fractions, second.fractions
        places = ((1, 2), (2, 0), (0, 1))
        return Vector.exactly([a[i] * b[j] - a[j] * b[i] for i, j in places])
    if parallel(first, second):
        return whole(0, 0, 0)
    (left, size), (right, scale) = _scaled(first.values), _scaled(second.values)
    with np.errstate(over="ignore"):
        return Vector(np.cross(left, right) * size * scale)


def signed_area(first: Vector, second: Vector) -> Quantity:
    """Return the determinant of two vectors of the plane: positive if the turn is to the left."""
    if first.fractions is not None and second.fractions is not None:
        a, b = first.fractions, second.fractions
        return rational(a[0] * b[1] - a[1] * b[0])
    if parallel(first, second):
        return Quantity(0.0)
    turned = Vector(np.array([-first.values[1], first.values[0]]))
    return dot(turned, second)


def weighted_mean(values: Vector, weights: Vector) -> Quantity | None:
    """Return the mean of the values with the weights; None unless these can be weights."""
    if (weights.values < 0).any() or weights.zero:
        return None
    if values.fractions is not None and weights.fractions is not None:
        total = sum(weights.fractions, Fraction())
        return rational(_dot(values.fractions, weights.fractions) / total)
    shares, _ = _scaled(weights.values)
    return Quantity(dot(values, Vector(shares)).value / float(shares.sum()))


@dataclass(frozen=True, eq=False)
class Subtraction:
    """One step of Gram–Schmidt: from ``before`` its ``shadow`` on direction i is taken away.

    ``number`` and ``direction`` count vectors from 0; after = before − coefficient · u_direction.
    """

    number: int
    direction: int
    before: Vector
    coefficient: Quantity
    shadow: Vector
    after: Vector


@dataclass(frozen=True, eq=False)
class Orthogonalised:
    """What Gram–Schmidt does: its steps, and the remainders u (some may be 0)."""

    steps: tuple[Subtraction, ...]
    remainders: tuple[Vector, ...]

    @property
    def rank(self) -> int:
        """How many vectors do not lie in the span of those before them."""
        return sum(not remainder.zero for remainder in self.remainders)


def gram_schmidt(vectors: Sequence[Vector]) -> Orthogonalised:
    """Make vectors orthogonal, one after another, by the modified Gram–Schmidt process.

    Each shadow is taken from what is left after the shadows before (Å. Björck, "Solving linear
    least squares problems by Gram–Schmidt orthogonalization", BIT 7, 1967).
    """
    steps: list[Subtraction] = []
    remainders: list[Vector] = []
    for number, vector in enumerate(vectors):
        left = vector
        for direction, standing in enumerate(remainders):
            if standing.zero:
                continue
            coefficient, shadow = projection(left, standing)
            after = combination(whole(1, -1), (left, shadow))
            if after.fractions is None and _is_noise(after, vector):
                after = whole(*[0] * len(vector))
            steps.append(Subtraction(number, direction, left, coefficient, shadow, after))
            left = after
        remainders.append(left)
    return Orthogonalised(tuple(steps), tuple(remainders))


def rank(vectors: Sequence[Vector]) -> int:
    """Return the dimension of the span."""
    return gram_schmidt(vectors).rank


def _is_noise(rest: Vector, of: Vector) -> bool:
    size = float(np.abs(of.values).max(initial=0.0))
    return bool(np.abs(rest.values).max(initial=0.0) <= _ROUNDING * size)


def _dot(first: Sequence[Fraction], second: Sequence[Fraction]) -> Fraction:
    return sum((x * y for x, y in zip(first, second, strict=True)), Fraction())


def _scaled(values: Floats) -> tuple[Floats, float]:
    """Return values of which the largest is ±1, and their scale: ∞ − ∞ is then met nowhere."""
    scale = float(np.abs(values).max(initial=0.0))
    return (values / scale, scale) if scale else (values, 1.0)


def _without_noise(terms: Floats) -> Floats:
    """Return the sums of columns (k, n), 0 where no more is left than rounding makes."""
    total = terms.sum(axis=0)
    noise = _ROUNDING * np.abs(terms).max(axis=0, initial=0.0)
    return np.where(np.abs(total) <= noise, 0.0, total)
