"""A system Ax = b with what elimination says of it, for every way of looking at it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.least_squares import exact_least_squares, least_squares
from eigenscope.exact.elimination import Elimination, eliminate
from eigenscope.exact.rounding import as_floats, scaled_floats
from eigenscope.exact.surd import InexactError
from eigenscope.exact.types import ExactRow, ExactRows
from eigenscope.labs.kit.embedding import orthonormal
from eigenscope.labs.systems.inputs import Inputs


@dataclass(frozen=True, eq=False)
class System:
    """A, shape (m, n), b, shape (m,), and what is known of Ax = b.

    Attributes
    ----------
    exact
        [A | b] exactly, where all entries are known so.
    elimination
        The way to the reduced form.
    ridge
        λ ≥ 0 of the ridge; 0 for none.
    """

    inputs: Inputs
    matrix: Floats
    right: Floats
    exact: ExactRows | None
    elimination: Elimination
    ridge: float = 0.0

    @property
    def shape(self) -> tuple[int, int]:
        """The numbers of equations and unknowns."""
        return int(self.matrix.shape[0]), int(self.matrix.shape[1])

    @property
    def solvable(self) -> bool:
        """Whether there is a solution."""
        return self.elimination.particular is not None

    @cached_property
    def exact_nearest(self) -> ExactRow | None:
        """The x of `nearest` exactly, where it is known so."""
        if self.exact is None:
            return None
        if self.solvable:
            return self.elimination.particular
        return exact_least_squares(self.exact)

    @cached_property
    def nearest(self) -> Floats:
        """The solution whose free unknowns are 0; without any, what comes nearest: (n,)."""
        if self.elimination.particular is not None:
            return vector(self.elimination.particular)
        if self.exact_nearest is not None:
            return vector(self.exact_nearest)
        return least_squares(self.matrix, self.right)

    @cached_property
    def null_basis(self) -> Floats:
        """The special solutions of Ax = 0 as columns, (n, n − rank)."""
        basis = self.elimination.null_basis
        return as_floats(basis).T if basis else np.zeros((self.shape[1], 0))

    def product(self, x: Floats) -> Floats:
        """Return Ax, (m,); where it is ∞ − ∞ in floats, 0."""
        with np.errstate(over="ignore", invalid="ignore"):
            image = self.matrix @ x
        return np.where(np.isnan(image), 0.0, image)

    def distance(self, x: Floats) -> float:
        """Return ‖Ax − b‖; neither squares nor sums overflow on the way."""
        return math.hypot(*(self.product(x) - self.right))

    def first(self, count: int) -> Elimination:
        """Return the elimination of the first equations alone, at least one."""
        exact = None if self.exact is None else self.exact[:count]
        return eliminated(self.matrix[:count], self.right[:count], exact)


def system_of(inputs: Inputs) -> System:
    """Return the system that the inputs describe; without torch, for it is small."""
    matrix, right = inputs.matrix.to_array(), inputs.right.to_array()[:, 0]
    left, beside = inputs.matrix.exact(), inputs.right.exact()
    exact: ExactRows | None = None
    if left is not None and beside is not None:
        exact = tuple((*row, end[0]) for row, end in zip(left, beside, strict=True))
    elimination = eliminated(matrix, right, exact)
    exact = exact if elimination.exact else None
    return System(inputs, matrix, right, exact, elimination, inputs.ridge.scalar.value)


def eliminated(matrix: Floats, right: Floats, exact: ExactRows | None) -> Elimination:
    """Return an exact elimination, or one of floats where the entries are not known or get long."""
    try:
        return eliminate(matrix, right, exact)
    except InexactError:
        return eliminate(matrix, right)


def vector(row: ExactRow) -> Floats:
    """Return exact numbers as floats, (n,)."""
    floats: Floats = as_floats([row])[0]
    return floats


def span(vectors: Sequence[ExactRow], dimension: int) -> Floats:
    """Return an orthonormal basis of a span as columns (dimension, k), whatever their lengths."""
    scaled = [scaled_floats([row], row)[0] for row in vectors if any(row)]
    return orthonormal(np.array(scaled).reshape(-1, dimension))


def unit_row(row: ExactRow) -> tuple[Floats, float] | None:
    """Return a·x = b as a unit normal (n,) and a distance from the origin; None for 0·x = b.

    However large or small the entries are, no float overflows on the way; a distance that is
    beyond all floats is infinite.
    """
    if not any(row[:-1]):
        return None
    scaled = scaled_floats([row], row[:-1])[0]
    length = float(np.linalg.norm(scaled[:-1]))
    return scaled[:-1] / length, float(scaled[-1] / length)
