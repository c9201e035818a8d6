"""One layer y = σ(Wx + b) as a map of up to three numbers, and the pieces on which it is linear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.exact.inequalities import feasible
from eigenscope.exact.matrices import rank
from eigenscope.exact.types import ExactRows
from eigenscope.labs.kit.layers.activations import Activation
from eigenscope.labs.kit.places import in_space

Pattern = tuple[bool, ...]
"""Of each neuron, whether z is positive."""


@dataclass(frozen=True)
class Piece:
    """A part of the input space on which the layer is linear: where the neurons' signs are these.

    ``rank`` is that of diag(σ′) W, the linear map there.
    """

    pattern: Pattern
    rank: int


@dataclass(frozen=True, eq=False)
class LayerMap:
    """A layer.

    Attributes
    ----------
    weight, bias, sigma
        W (outputs, features), b (outputs,) and the activation.
    exact
        The entries of W, where they are known exactly.
    """

    weight: Floats
    bias: Floats
    sigma: Activation
    exact: ExactRows | None = None

    @property
    def outputs(self) -> int:
        """How many neurons there are."""
        return int(self.weight.shape[0])

    @property
    def features(self) -> int:
        """How many numbers a point has."""
        return int(self.weight.shape[1])

    def before(self, x: Floats) -> Floats:
        """Return z = Wx + b of (k, features) points, (k, outputs)."""
        with np.errstate(over="ignore", invalid="ignore"):
            z: Floats = x @ self.weight.T + self.bias
        return z

    def after(self, z: Floats) -> Floats:
        """Return y = σ(z)."""
        with np.errstate(over="ignore", invalid="ignore"):
            return self.sigma.value(z)

    # --- what is linear ------------------------------------------------------------------------

    @cached_property
    def rank(self) -> int:
        """The rank of W."""
        return self._rank_of_rows((True,) * self.outputs)

    def _rank_of_rows(self, chosen: Pattern) -> int:
        if not any(chosen):
            return 0
        if self.exact is None:
            return int(np.linalg.matrix_rank(self.weight[list(chosen)]))
        return rank(tuple(row for row, taken in zip(self.exact, chosen, strict=True) if taken))

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The linear pieces of a folding activation, the most positive first; of others none."""
        return tuple(self._pieces()) if self.sigma.folds else ()

    def _pieces(self) -> Iterator[Piece]:
        leaks = bool(self.sigma.slope(np.array(-1.0)))
        for pattern in product((True, False), repeat=self.outputs):
            if self._exists(pattern):
                passes = tuple(positive or leaks for positive in pattern)
                yield Piece(pattern, self._rank_of_rows(passes))

    def _exists(self, pattern: Pattern) -> bool:
        """Tell whether the signs of z are these on an open set of inputs, decided exactly.

        A neuron without weights has one sign everywhere; where that is 0, it counts as negative.
        """
        inequalities = []
        for weights, bias, positive in zip(self.weight, self.bias, pattern, strict=True):
            if weights.any():
                sign = 1 if positive else -1
                row = (*weights.tolist(), float(bias))
                inequalities.append([sign * Fraction(each) for each in row])
            elif bool(bias > 0) != positive:
                return False
        return feasible(inequalities)

    def pattern_of(self, z: Floats) -> Pattern:
        """Return the signs of one z (outputs,)."""
        return tuple((z > 0).tolist())

    def slopes(self, z: Floats) -> Floats:
        """Return σ′(z)."""
        with np.errstate(over="ignore", invalid="ignore"):
            return self.sigma.slope(z)

    def jacobian(self, z: Floats) -> Floats:
        """Return diag(σ′(z)) W at a point with this z (outputs,)."""
        with np.errstate(over="ignore", invalid="ignore"):
            return self.slopes(z)[:, None] * self.weight + 0.0  # not −0

    # --- poses ---------------------------------------------------------------------------------

    @property
    def bends(self) -> int:
        """How many motions the activation has: one for each axis that it folds about."""
        if self.sigma.is_linear:
            return 0
        return self.outputs if self.sigma.folds else 1

    def stations(self, x: Floats) -> list[Floats]:
        """Return where points (k, features) are, as places (k, 3): as entered, as z, and bent."""
        places = [in_space(x)]
        if not self.bends:
            return places
        z = self.before(x)
        places.append(in_space(z))
        if not self.sigma.folds:
            return [*places, in_space(self.after(z))]
        for axis in range(self.outputs):
            z = z.copy()
            z[:, axis] = self.after(z[:, axis])
            places.append(in_space(z))
        return places
