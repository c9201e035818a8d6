"""Vectors whose entries may be known exactly: sums, products, lengths, projections.

What is 0 for a person must be 0 here. Where the entries are exact, sums of roots among them,
everything is decided on them; else a result that is no larger than its rounding error counts as 0.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.exact.closed_forms import short_text
from eigenscope.exact.closed_roots import root_of
from eigenscope.exact.matrices import dot as exact_dot
from eigenscope.exact.root_sums import nearest_root
from eigenscope.exact.rounding import as_float
from eigenscope.exact.surd import ExactNumber, InexactError, nearby, simplified, sum_of
from eigenscope.exact.types import ExactRow

T = TypeVar("T")

ROUNDING = 16 * float(np.finfo(np.float64).eps)
"""Of a few operations on a few entries, relative to the largest."""


@dataclass(frozen=True)
class Quantity:
    """A number, and how it is written exactly (nothing if that is not known, or too long)."""

    value: float
    exact: str = ""


@dataclass(frozen=True, eq=False)
class Vector:
    """``values`` (n,), and the same as ``exact`` numbers where all are known so."""

    values: Floats
    exact: ExactRow | None = None

    @classmethod
    def exactly(cls, entries: Sequence[ExactNumber]) -> Vector:
        """Return the vector of some exact numbers."""
        known = tuple(map(simplified, entries))
        return cls(np.array([as_float(entry) for entry in known]), known)

    def __len__(self) -> int:
        return len(self.values)

    @property
    def zero(self) -> bool:
        """Whether all entries are 0."""
        if self.exact is not None:
            return not any(self.exact)
        return not self.values.any()


def _exactly(compute: Callable[..., T], *vectors: Vector) -> T | None:
    """Return what follows from exact entries; None if some are not known, or it gets too long."""
    entries = [vector.exact for vector in vectors]
    if None in entries:
        return None
    try:
        return compute(*entries)
    except InexactError:
        return None


def quantity(value: ExactNumber) -> Quantity:
    """Return an exact number as a quantity."""
    return Quantity(as_float(value), short_text(value))


def square_root(value: ExactNumber) -> Quantity:
    """Return the root of an exact number that is not negative."""
    try:
        return quantity(root_of(value))
    except InexactError:
        return Quantity(nearest_root(nearby(value)))


def combination(coefficients: Vector, vectors: Sequence[Vector]) -> Vector:
    """Return Σ cᵢ vᵢ for k coefficients (k,) and k vectors (n,)."""

    def exactly(factors: ExactRow, *rows: ExactRow) -> Vector:
        return Vector.exactly([exact_dot(factors, column) for column in zip(*rows, strict=True)])

    if (known := _exactly(exactly, coefficients, *vectors)) is not None:
        return known
    factors, size = _scaled(coefficients.values)
    rows, scale = _scaled(np.array([vector.values for vector in vectors]))
    with np.errstate(over="ignore"):
        return Vector(_without_noise(factors[:, None] * rows) * size * scale)


def whole(*numbers: int) -> Vector:
    """Return the vector of some whole numbers."""
    return Vector.exactly([Fraction(number) for number in numbers])


def dot(first: Vector, second: Vector) -> Quantity:
    """Return the dot product."""
    if (known := _exactly(exact_dot, first, second)) is not None:
        return quantity(known)
    (a, size), (b, scale) = _scaled(first.values), _scaled(second.values)
    with np.errstate(over="ignore"):
        return Quantity(float(_without_noise((a * b)[:, None])[0] * size * scale))


def length(vector: Vector) -> Quantity:
    """Return the Euclidean length; no overflow on the way."""
    if (square := _exactly(exact_dot, vector, vector)) is not None:
        return square_root(square)
    return Quantity(math.hypot(*vector.values))


def path_length(vectors: Sequence[Vector]) -> Quantity:
    """Return Σ ‖vᵢ‖: how long the way is along vectors, one after another."""

    def exactly(*rows: ExactRow) -> Quantity:
        return quantity(sum_of(root_of(exact_dot(row, row)) for row in rows))

    if (known := _exactly(exactly, *vectors)) is not None:
        return known
    return Quantity(sum(length(vector).value for vector in vectors))


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
    if (known := _exactly(_cosine, first, second)) is not None:
        return known
    product_of_units = float(unit(first) @ unit(second))
    if abs(product_of_units) <= ROUNDING:
        return Quantity(0.0)
    return Quantity(min(1.0, max(-1.0, product_of_units)))


def parallel(first: Vector, second: Vector) -> bool:
    """Tell whether one vector is a multiple of the other; 0 is one of every vector."""
    if (lies := _exactly(_parallel, first, second)) is not None:
        return lies
    if first.zero or second.zero:
        return True
    rest = unit(second) - (unit(first) @ unit(second)) * unit(first)
    return bool(np.linalg.norm(rest) <= ROUNDING)


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

    def exactly(entries: ExactRow, along: ExactRow) -> tuple[Quantity, Vector]:
        share = simplified(exact_dot(entries, along) / exact_dot(along, along))
        return quantity(share), Vector.exactly([share * entry for entry in along])

    if (known := _exactly(exactly, vector, onto)) is not None:
        return known
    cos = cosine(vector, onto)
    along = 0.0 if cos is None else cos.value * length(vector).value
    return Quantity(along / length(onto).value), Vector(along * unit(onto))


def scalar_projection(vector: Vector, onto: Vector) -> Quantity:
    """Return the length of the projection, negative if that points against ``onto``."""
    if onto.zero:
        return Quantity(0.0, "0")

    def exactly(entries: ExactRow, along: ExactRow) -> Quantity:
        return quantity(exact_dot(entries, along) / root_of(exact_dot(along, along)))

    if (known := _exactly(exactly, vector, onto)) is not None:
        return known
    share, shadow = projection(vector, onto)
    return Quantity(math.copysign(length(shadow).value, share.value) + 0.0)


def cross(first: Vector, second: Vector) -> Vector:
    """Return the cross product of two vectors of space."""

    def exactly(a: ExactRow, b: ExactRow) -> Vector:
        places = ((1, 2), (2, 0), (0, 1))
        return Vector.exactly([_determinant((a[i], a[j]), (b[i], b[j])) for i, j in places])

    if (known := _exactly(exactly, first, second)) is not None:
        return known
    if parallel(first, second):
        return whole(0, 0, 0)
    (left, size), (right, scale) = _scaled(first.values), _scaled(second.values)
    with np.errstate(over="ignore"):
        return Vector(np.cross(left, right) * size * scale)


def signed_area(first: Vector, second: Vector) -> Quantity:
    """Return the determinant of two vectors of the plane: positive if the turn is to the left."""
    if (known := _exactly(_determinant, first, second)) is not None:
        return quantity(known)
    if parallel(first, second):
        return Quantity(0.0)
    turned = Vector(np.array([-first.values[1], first.values[0]]))
    return dot(turned, second)


def weighted_mean(values: Vector, weights: Vector) -> Quantity | None:
    """Return the mean of the values with the weights; None unless these can be weights."""
    if (weights.values < 0).any() or weights.zero:
        return None

    def exactly(entries: ExactRow, shares: ExactRow) -> Quantity:
        return quantity(exact_dot(entries, shares) / sum_of(shares))

    if (known := _exactly(exactly, values, weights)) is not None:
        return known
    shares, _ = _scaled(weights.values)
    return Quantity(dot(values, Vector(shares)).value / float(shares.sum()))


def _cosine(first: ExactRow, second: ExactRow) -> Quantity:
    product = exact_dot(first, second)
    size = product * product / (exact_dot(first, first) * exact_dot(second, second))
    try:
        root = root_of(size)
    except InexactError:
        value = nearest_root(nearby(simplified(size)))
        return Quantity(-value if product < 0 else value)
    return quantity(-root if product < 0 else root)


def _parallel(first: ExactRow, second: ExactRow) -> bool:
    pairs = itertools.combinations(range(len(first)), 2)
    return not any(_determinant((first[i], first[j]), (second[i], second[j])) for i, j in pairs)


def _determinant(first: Sequence[ExactNumber], second: Sequence[ExactNumber]) -> ExactNumber:
    return sum_of((first[0] * second[1], -first[1] * second[0]))


def _scaled(values: Floats) -> tuple[Floats, float]:
    """Return values of which the largest is ±1, and their scale: ∞ − ∞ is then met nowhere."""
    scale = float(np.abs(values).max(initial=0.0))
    return (values / scale, scale) if scale else (values, 1.0)


def _without_noise(terms: Floats) -> Floats:
    """Return the sums of columns (k, n), 0 where no more is left than rounding makes."""
    total = terms.sum(axis=0)
    noise = ROUNDING * np.abs(terms).max(axis=0, initial=0.0)
    return np.where(np.abs(total) <= noise, 0.0, total)
