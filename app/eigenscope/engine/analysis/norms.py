"""p-norms, their unit balls, where a line touches them, and the norms that they give a matrix."""

from __future__ import annotations

import contextlib
import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.exact.matrices import dot
from eigenscope.exact.surd import ExactNumber, InexactError, magnitude, sum_of
from eigenscope.exact.types import ExactRow, ExactRows
from eigenscope.exact.vectors import Quantity, Vector, length, quantity

_DIRECTIONS = 1440  # tried for a farthest point before it is refined
_GOLDEN = (math.sqrt(5) - 1) / 2


def p_norm(values: npt.ArrayLike, p: float) -> float:
    """Return (Σ|xᵢ|ᵖ)^(1/p) of (n,) for 0 < p ≤ ∞; below 1 it is no norm, but still a number."""
    sizes = np.abs(np.asarray(values, dtype=np.float64))
    largest = float(sizes.max(initial=0.0))
    if largest == 0 or math.isinf(p) or math.isinf(largest):
        return largest
    with np.errstate(over="ignore", under="ignore"):  # of all that is far below the largest
        return float(largest * np.sum((sizes / largest) ** p) ** (1 / p))


def norm(vector: Vector, p: float) -> Quantity:
    """Return the p-norm, exact for p = 1, 2 and ∞ where the entries are."""
    if p == 2:
        return length(vector)
    if vector.exact is not None and (p == 1 or math.isinf(p)):
        sizes = [magnitude(entry) for entry in vector.exact]
        with contextlib.suppress(InexactError):
            return quantity(sum_of(sizes) if p == 1 else max(sizes))
    return Quantity(p_norm(vector.values, p))


def dual(p: float) -> float:
    """Return q with 1/p + 1/q = 1: |c·x| ≤ ‖c‖_q ‖x‖_p. For p ≤ 1 that is ∞."""
    if p <= 1:
        return math.inf
    return 1.0 if math.isinf(p) else p / (p - 1)


def ball_square(p: float, count: int = 32) -> Floats:
    """Return the border of the plane's unit ball, (4·count, 2), anticlockwise from (1, ·).

    Directions through a square, so that the corners of L1 and L∞ are among them; below p = 1 they
    crowd at the axes, where the spikes are.
    """
    along = _spread(p, count)[:-1]
    sides = [np.stack([np.ones(count), along], axis=1)]
    for _ in range(3):
        sides.append(sides[-1] @ np.array([[0.0, 1.0], [-1.0, 0.0]]))
    return _on_ball(np.concatenate(sides), p)


def ball_cube(p: float, count: int = 8) -> Floats:
    """Return the unit ball of space as triangles (12·count², 3, 3), outward anticlockwise."""
    first, second = np.meshgrid(_spread(p, count), _spread(p, count), indexing="ij")
    front = np.stack([np.ones_like(first), first, second], axis=-1)
    faces = []
    for turn in range(3):
        for sign in (1.0, -1.0):
            # Both coordinates of a face swap for the opposite one, so that it winds outward too.
            face = np.roll(front * (sign, 1.0, 1.0), turn, axis=-1)
            grid = face if sign > 0 else np.swapaxes(face, 0, 1)
            a, b, c, d = grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:]
            faces.append(np.stack([a, b, c, a, c, d], axis=2).reshape(-1, 3, 3))
    return _on_ball(np.concatenate(faces), p)


def _spread(p: float, count: int) -> Floats:
    """Return count + 1 places from −1 to 1, 0 among them for an even count."""
    places = np.linspace(-1.0, 1.0, count + 1)
    return np.asarray(np.sign(places) * np.abs(places) ** max(1.0, 1 / p))


def _on_ball(directions: Floats, p: float) -> Floats:
    """Return the points (…, n) of length 1 in directions whose largest coordinate is 1."""
    if math.isinf(p):
        return directions
    with np.errstate(under="ignore"):
        sizes = np.sum(np.abs(directions) ** p, axis=-1, keepdims=True) ** (1 / p)
    return np.asarray(directions / sizes)


@dataclass(frozen=True, eq=False)
class Touching:
    """Where the growing p-ball first meets the line c·x = d.

    ``points`` (k, 2) is one point; or the two ends of a whole edge, or, for p < 1, two corners.
    """

    radius: Quantity
    points: tuple[Vector, ...]


def touching(line: Vector, level: Quantity, exact_level: ExactNumber | None, p: float) -> Touching:
    """Return the points of least p-norm on the line c·x = d, for c (2,) ≠ 0.

    By Hölder's inequality the least norm is |d| / ‖c‖_q with q dual to p; it is reached where
    xᵢ is sgn(cᵢ)|cᵢ|^(q−1) times a number (S. Boyd, L. Vandenberghe, "Convex Optimization",
    2004, A.1.6).
    """
    c = line.values
    if line.exact is not None and exact_level is not None:
        with contextlib.suppress(InexactError):
            exact = _touching_exactly(line.exact, exact_level, p)
            if exact is not None:
                return exact
    if level.value == 0:
        zero = Vector(np.zeros(2), (Fraction(), Fraction()))
        return Touching(Quantity(0.0, "0"), (zero,))
    q = dual(p)
    radius = abs(level.value) / p_norm(c, q)
    sign = math.copysign(1.0, level.value)
    scaled = np.abs(c) / np.abs(c).max()
    if p <= 1:
        ends = [row for row, size in zip(np.eye(2), scaled, strict=True) if size == 1.0]
    elif math.isinf(p):
        ends = _edge(scaled)
    else:
        with np.errstate(under="ignore"):
            touched = scaled ** (q - 1)
        ends = [touched / p_norm(touched, p)]
    facing = np.where(c < 0, -1.0, 1.0)
    return Touching(Quantity(radius), tuple(Vector(sign * radius * facing * end) for end in ends))


def _edge(sizes: Floats) -> list[Floats]:
    """Return the corner of the square that faces a direction, or both ends of a whole side."""
    if sizes.all():
        return [np.ones(2)]
    lies = sizes == 0
    return [np.where(lies, side, 1.0) for side in (-1.0, 1.0)]


def _touching_exactly(c: ExactRow, level: ExactNumber, p: float) -> Touching | None:
    """Return the same on exact numbers, for p ≤ 1, p = 2 and p = ∞; None for others."""
    sizes = [magnitude(entry) for entry in c]
    facing = [-1 if entry < 0 else 1 for entry in c]
    if p == 2:
        share = level / dot(c, c)
        point = Vector.exactly([share * entry for entry in c])
        return Touching(length(point), (point,))
    if level == 0:
        return Touching(quantity(Fraction()), (Vector.exactly([Fraction(), Fraction()]),))
    if p <= 1:
        radius = level / max(sizes)
        corners = [
            Vector.exactly([radius * facing[i] * (i == k) for i in range(2)])
            for k in range(2)
            if sizes[k] == max(sizes)
        ]
        return Touching(quantity(magnitude(radius)), tuple(corners))
    if math.isinf(p):
        radius = level / sum_of(sizes)
        ends = _edge(np.array([float(size != 0) for size in sizes]))
        points = [
            Vector.exactly([radius * f * int(e) for f, e in zip(facing, end, strict=True)])
            for end in ends
        ]
        return Touching(quantity(magnitude(radius)), tuple(points))
    return None


@dataclass(frozen=True, eq=False)
class Farthest:
    """The farthest that a matrix takes the unit ball: ``norm``, the ``point`` x and ``image`` Ax.

    Both (2,), the point of norm 1. ``norm`` is the matrix norm that the p-norm induces.
    """

    norm: float
    point: Floats
    image: Floats


def farthest(matrix: Floats, p: float) -> Farthest:
    """Return max ‖Ax‖_p over ‖x‖_p = 1 for a (2, 2) matrix, with where it is reached.

    For p ≤ 1 that is a corner of the ball and the largest column, for p = ∞ a corner of the square
    and the largest row sum, for p = 2 the first singular pair; other norms have no closed form
    (N. Higham, "Accuracy and Stability of Numerical Algorithms", 2002, § 6.3).
    """
    scale = float(np.abs(matrix).max())
    if scale == 0:
        return Farthest(0.0, np.array([p_norm([1.0], p), 0.0]), np.zeros(2))
    scaled = matrix / scale
    if p <= 1:
        column = int(np.argmax([p_norm(column, p) for column in scaled.T]))
        point = np.eye(2)[column]
    elif math.isinf(p):
        row = int(np.argmax(np.abs(scaled).sum(axis=1)))
        point = np.where(scaled[row] < 0, -1.0, 1.0)
    elif p == 2:
        # The first right singular vector, from the angle that diagonalises AᵀA.
        gram = scaled.T @ scaled
        turn = math.atan2(2 * gram[0, 1], gram[0, 0] - gram[1, 1]) / 2
        point = np.array([math.cos(turn), math.sin(turn)])
    else:
        point = _searched(scaled, p)
    with np.errstate(over="ignore"):
        image = matrix @ point
        return Farthest(scale * p_norm(scaled @ point, p), point, image)


def _searched(matrix: Floats, p: float) -> Floats:
    """Return the farthest point by trying directions all around, then narrowing down the best."""

    def point(turn: float) -> Floats:
        ahead = np.array([math.cos(turn), math.sin(turn)])
        return np.asarray(ahead / p_norm(ahead, p))

    def reach(turn: float) -> float:
        return p_norm(matrix @ point(turn), p)

    step = math.pi / _DIRECTIONS  # x and −x reach equally far: half a turn is enough
    turns = step * np.arange(_DIRECTIONS)
    ahead = np.stack([np.cos(turns), np.sin(turns)])
    with np.errstate(under="ignore"):  # of all that is far below the largest, at a large p
        sizes, reached = (np.sum(np.abs(x) ** p, axis=0) for x in (ahead, matrix @ ahead))
    best = float(turns[np.argmax(reached / sizes)])
    low, high = best - step, best + step
    while high - low > 1e-12:
        first, second = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        low, high = (first, high) if reach(first) < reach(second) else (low, second)
    return point((low + high) / 2)


def largest_sum(rows: ExactRows, axis: int) -> Quantity:
    """Return ‖A‖₁ (axis 0, the largest column sum) or ‖A‖∞ (axis 1, the largest row sum)."""
    lines = rows if axis == 1 else tuple(zip(*rows, strict=True))
    return quantity(max(sum_of(map(magnitude, line)) for line in lines))
