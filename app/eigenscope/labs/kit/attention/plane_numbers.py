"""Attention in the plane as numbers: what one query makes of all keys and values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.labs.kit.hulls import hull_of
from eigenscope.labs.kit.places import in_space, vector_in_space

_MOST_SHOWN = 24  # keys that are drawn one by one
_MOST_NAMED = 12  # keys with a name
_STEPS = 64  # of the way of the output


@dataclass(frozen=True, eq=False)
class PlaneNumbers:
    """Queries, keys and values of at most two channels, and what follows for one query.

    Attributes
    ----------
    queries, keys, values
        (n, d), (m, d) and (m, e), with d and e at most 2.
    scores
        (n, m): Q Kᵀ times the scale, before the mask.
    weights, output
        (n, m) and (n, e).
    mask
        (n, m): which keys a query may see.
    chosen
        Which query is spoken of.
    temperature
        What scores are divided by before softmax.
    """

    queries: Floats
    keys: Floats
    values: Floats
    scores: Floats
    weights: Floats
    output: Floats
    mask: npt.NDArray[np.bool_]
    chosen: int = 0
    temperature: float = 1.0

    @property
    def channels(self) -> int:
        """How many coordinates the longest of all vectors has."""
        return int(max(self.queries.shape[1], self.values.shape[1]))

    @cached_property
    def query(self) -> Floats:
        """The chosen query as a place, (3,)."""
        return np.asarray(in_space(self.queries)[self.chosen])

    @cached_property
    def products(self) -> Floats:
        """The dot products of the keys with the chosen query, (m,)."""
        return np.asarray(self.keys @ self.queries[self.chosen])

    @cached_property
    def feet(self) -> Floats:
        """The projections of the keys onto the line of the chosen query, (m, 3)."""
        size = float(np.abs(self.query).max())
        if not size:
            return np.zeros((len(self.keys), 3))
        with np.errstate(over="ignore", invalid="ignore"):
            along = self.query / size  # neither its square nor its inverse leaves the floats
            shares = (in_space(self.keys) @ along) / float(along @ along)
            return np.asarray(shares[:, None] * along)

    @cached_property
    def visible(self) -> npt.NDArray[np.bool_]:
        """Which keys the chosen query may see, (m,)."""
        return np.asarray(self.mask[self.chosen])

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """The keys that are drawn one by one: all, or those with the largest weights."""
        return tuple(sorted(self._heaviest[:_MOST_SHOWN]))

    @cached_property
    def named(self) -> tuple[int, ...]:
        """The keys that have names: of very many, few."""
        few = len(self.keys) <= _MOST_SHOWN
        return tuple(sorted(self._heaviest[: _MOST_NAMED if few else _MOST_NAMED // 2]))

    @cached_property
    def _heaviest(self) -> list[int]:
        order: list[int] = np.argsort(-self.weights[self.chosen], kind="stable").tolist()
        return order

    def weights_at(self, share: float) -> Floats:
        """Return the weights (m,) of softmax of a share (0…1) of the scores: from all equal on."""
        if share >= 1 or not self.visible.any():
            return np.asarray(self.weights[self.chosen])
        with np.errstate(over="ignore", invalid="ignore"):
            scores = share * self.scores[self.chosen] / self.temperature
        scores = np.where(self.visible, scores, -np.inf)
        powers = np.exp(scores - scores.max()) if share > 0 else self.visible.astype(float)
        return np.asarray(powers / powers.sum())

    def output_at(self, share: float) -> Floats:
        """Return the output (e,) with these weights."""
        if share >= 1:
            return np.asarray(self.output[self.chosen])
        return np.asarray(self.values.T @ self.weights_at(share))

    def place_at(self, share: float) -> Floats:
        """Return where it is, (3,)."""
        return vector_in_space(self.output_at(share))

    @cached_property
    def way(self) -> Floats:
        """The way of the output from the mean of the values on, (·, 3)."""
        shares = np.linspace(0.0, 1.0, _STEPS + 1)
        return np.array([self.place_at(float(share)) for share in shares])

    @cached_property
    def hull(self) -> Floats:
        """The corners (k, 3) of the hull of the values that may be seen, counterclockwise."""
        return hull_of(in_space(self.values)[self.visible])
