"""A matrix as a rotation after a stretch, chosen so that the rotation turns as little as possible.

The polar decomposition A = Q·P with orthogonal Q and P = √(AᵀA) is what makes a motion look like
one: space turns while it stretches. Where det A < 0 no rotation will do; then the stretch turns one
of its own directions inside out, and Q becomes a proper rotation. Where A is singular, Q isn't
determined, and the rest is filled in so as to turn least. Source: N. Higham, "Functions of
Matrices", SIAM 2008, ch. 8; the filling-in is Kabsch's (Acta Cryst. A32 (1976) 922).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eigenscope.arrays import Floats
from eigenscope.engine.motion.factors import singular_values, symmetric_eigen
from eigenscope.engine.motion.rotation import Turn, turn_of

EPSILON = float(np.finfo(np.float64).eps)
_SIGN = 1e-6  # of a unit vector's largest entry: what is less decides no sign
REPEATED = 1e-9
"""Singular values whose ratio differs from 1 by less share their directions freely."""


@dataclass(frozen=True, eq=False)
class Polar:
    """A square matrix A as rotation times stretch.

    Attributes
    ----------
    turn
        The rotation R, by its planes.
    stretch
        RᵀA, of shape (n, n): symmetric up to rounding. All its eigenvalues are ≥ 0, but for one
        where det A < 0.
    axes
        V, of shape (n, n): orthonormal columns, the directions of the stretch.
    factors
        Of shape (n,): by how much the stretch multiplies each direction, up to a common scale.
    """

    turn: Turn
    stretch: Floats
    axes: Floats
    factors: Floats


def polar(matrix: Floats) -> Polar:
    """Decompose a square matrix into the rotation that turns least and a stretch.

    Parameters
    ----------
    matrix
        A, of shape (n, n), finite.

    Returns
    -------
    Polar
        R and S with A = R·S; of R's possible values the one with the largest trace, which in two
        and three dimensions is the one with the smallest angle.
    """
    scaled, exponent = scaled_to_one(matrix)
    left, factors, axes = _orthogonal_factors(scaled)
    zero = factors <= len(factors) * EPSILON * factors.max()
    if np.any(zero):
        _complete(left, axes, zero)
    elif np.linalg.det(left @ axes.T) < 0:
        _turn_one_inside_out(left, factors, axes)
    turn = turn_of(left @ axes.T)
    stretch = np.ldexp(turn.rotation().T @ scaled, exponent)
    return Polar(turn, stretch, axes, factors)


def scaled_to_one(matrix: Floats) -> tuple[Floats, int]:
    """Return B and e with B·2ᵉ the matrix and the largest entry of B between ½ and 1.

    A power of two changes no digit, and keeps products from overflowing and underflowing.
    """
    exponent = int(np.frexp(np.abs(matrix).max())[1])
    return np.ldexp(matrix, -exponent), exponent


def _orthogonal_factors(matrix: Floats) -> tuple[Floats, Floats, Floats]:
    """Return U, σ and V with A = U·diag(σ)·Vᵀ and σ ≥ 0."""
    if np.array_equal(matrix, matrix.T):
        # The eigenvectors serve as both, exactly, so that a positive definite matrix turns nothing
        # however badly it is conditioned.
        values, axes = symmetric_eigen(matrix)
        return axes * np.where(values < 0, -1.0, 1.0), np.abs(values), axes
    left, factors, right = singular_values(matrix)
    return left, factors, right.T.copy()


def _complete(left: Floats, axes: Floats, zero: NDArray[np.bool_]) -> None:
    """Choose the left directions for σ = 0 so that U·Vᵀ is a rotation and turns least."""
    a, _, b = singular_values(axes[:, zero].T @ left[:, zero])
    free = left[:, zero] @ b.T
    left[:, zero] = free @ a.T
    if np.linalg.det(left @ axes.T) < 0:
        free[:, -1] *= -1
        left[:, zero] = free @ a.T


def _turn_one_inside_out(left: Floats, factors: Floats, axes: Floats) -> None:
    """Give one direction of the stretch a minus sign: the one whose sign makes U·Vᵀ turn least."""
    orthogonal = left @ axes.T
    symmetric = (orthogonal + orthogonal.T) / 2
    best: tuple[float, NDArray[np.intp], Floats] | None = None
    for group in groups_of(factors):
        values, mixing = symmetric_eigen(axes[:, group].T @ symmetric @ axes[:, group])
        if best is None or values[0] < best[0] - REPEATED:
            best = (float(values[0]), group, mixing)
    if best is not None:
        _, group, mixing = best
        axes[:, group] = axes[:, group] @ mixing
        left[:, group] = left[:, group] @ mixing
        left[:, group[0]] *= -1
        factors[group[0]] *= -1


def groups_of(factors: Floats) -> list[NDArray[np.intp]]:
    """Return the indices of equal factors together, from the greatest factor to the least."""
    order = np.argsort(-factors, kind="stable")
    ordered = factors[order]
    noise = len(factors) * EPSILON * np.abs(factors).max()
    apart = -np.diff(ordered) > REPEATED * np.abs(ordered[1:]) + noise
    return list(np.split(order, np.flatnonzero(apart) + 1))


def upright_axes(axes: Floats, factors: Floats) -> Floats:
    """Reorder, flip and mix directions of a stretch into the proper rotation nearest the identity.

    Parameters
    ----------
    axes
        Orthonormal columns, of shape (n, n).
    factors
        The factor of each, of shape (n,). Directions with equal factors may be mixed.

    Returns
    -------
    ndarray
        A proper rotation of shape (n, n) whose columns are directions of the same stretch. Up to
        four dimensions every order is tried; above, the orders are chosen greedily.
    """
    groups = groups_of(factors)
    dimension = len(factors)
    orders = (
        itertools.permutations(range(dimension))
        if dimension <= 4
        else [_greedy_order(axes, groups)]
    )
    best_score, best = -np.inf, axes
    for order in orders:
        score, candidate = _nearest(axes, groups, np.array(order))
        if score > best_score + REPEATED:
            best_score, best = score, candidate
    return best


def _greedy_order(axes: Floats, groups: list[NDArray[np.intp]]) -> tuple[int, ...]:
    """Give every slot the column whose group has most to do with it, the clearest cases first."""
    affinity = np.empty_like(axes)
    for group in groups:
        affinity[:, group] = np.linalg.norm(axes[:, group], axis=1, keepdims=True)
    order = [-1] * len(axes)
    for flat in np.argsort(-affinity, axis=None, kind="stable"):
        slot, column = divmod(int(flat), len(axes))
        if order[slot] < 0 and column not in order:
            order[slot] = column
    return tuple(order)


def _nearest(
    axes: Floats, groups: list[NDArray[np.intp]], order: NDArray[np.intp]
) -> tuple[float, Floats]:
    """Put column order[i] into slot i, mixing within groups; return the trace and the rotation."""
    result = np.empty_like(axes)
    score, weakest = 0.0, (np.inf, groups[0], axes, axes)
    for group in groups:
        slots = np.flatnonzero(np.isin(order, group))
        columns = axes[:, order[slots]]
        a, overlap, b = singular_values(columns[slots])
        result[:, slots] = columns @ b.T @ a.T
        score += float(overlap.sum())
        if overlap[-1] < weakest[0]:
            weakest = (float(overlap[-1]), slots, columns @ b.T, a.T)
    if np.linalg.det(result) < 0:
        overlap_lost, slots, mixed, back = weakest
        mixed[:, -1] *= -1
        result[:, slots] = mixed @ back
        score -= 2 * overlap_lost
    return score, result


def upright(vectors: Floats) -> Floats:
    """Return unit columns (n, k), each turned round if its first entry that counts is negative."""
    counts = np.abs(vectors) > _SIGN * np.abs(vectors).max(axis=0, initial=0.0)
    leading = np.take_along_axis(vectors, np.argmax(counts, axis=0)[None], axis=0)
    turned: Floats = vectors * np.where(leading < 0, -1.0, 1.0)
    return turned
