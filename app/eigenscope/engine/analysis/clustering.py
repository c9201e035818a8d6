"""Finds which computed eigenvalues are one and the same eigenvalue, scattered by rounding.

A k-fold defective eigenvalue is computed as k values on a circle whose radius is about the k-th
root of the rounding error: 1e-8 for k = 2, 1e-4 for k = 4. They are told from distinct eigenvalues
that merely lie close by their condition: the values on the circle are so ill-conditioned that
rounding could have moved each as far as the next one, which is not so for distinct ones.

References
----------
J. H. Wilkinson, The Algebraic Eigenvalue Problem, 1965, chapter 2; the condition of an eigenvalue
is 1/|yᴴx| for its unit left and right eigenvectors y and x.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.results import ComplexMatrix

Indices = npt.NDArray[np.intp]

LINK = 16.0
"""Two values are linked if their gap is at most so many times the smaller of their errors."""


def clusters(
    values: ComplexMatrix, errors: Floats, noise: float, radius: Callable[[int], float]
) -> list[Indices]:
    """Partition computed eigenvalues into those that may be one.

    Parameters
    ----------
    values, errors
        Shape (n,): the computed eigenvalues and, to first order, how far rounding moved each.
    noise
        How far rounding moved the mean of a cluster, which is far less than its members.
    radius
        The farthest that rounding can move the values of one k-fold eigenvalue from their mean.
    """
    first, second, ratios = _spanning_tree(values, np.maximum(errors, np.finfo(float).tiny))
    linked = ratios <= LINK
    edges = np.column_stack([first, second])[linked]
    gaps = np.abs(values[edges[:, 0]] - values[edges[:, 1]])
    pending = [(part, edges, gaps) for part in _components(len(values), edges)]
    accepted = []
    while pending:
        part, edges, lengths = pending.pop()
        inside = np.isin(edges[:, 0], part)
        edges, lengths = edges[inside], lengths[inside]
        spread = np.abs(values[part] - values[part].mean()).max()
        if len(part) == 1 or spread <= radius(len(part)):
            accepted.append(part)
            continue
        # Cutting all the longest links at once keeps the parts symmetric about the real axis.
        short = lengths < lengths.max() * (1 - 1e-6)
        smaller = _components(len(values), edges[short], part)
        pending += [(piece, edges[short], lengths[short]) for piece in smaller]
    return _merged(values, accepted, LINK * noise)


def _merged(values: ComplexMatrix, parts: list[Indices], tolerance: float) -> list[Indices]:
    """Join to each cluster of several values what has the same mean.

    An eigenvalue with a large and a small Jordan block is computed as a circle about a point.
    """
    parts = sorted(parts, key=len, reverse=True)
    merged: list[Indices] = []
    while parts:
        part, *parts = parts
        if len(part) > 1:
            means = np.array([values[other].mean() for other in parts])
            same = np.abs(means - values[part].mean()) <= tolerance
            part = np.concatenate([part, *(o for o, s in zip(parts, same, strict=True) if s)])
            parts = [other for other, s in zip(parts, same, strict=True) if not s]
        merged.append(part)
    return merged


def _spanning_tree(values: ComplexMatrix, errors: Floats) -> tuple[Indices, Indices, Floats]:
    """Return the ends and lengths of the n − 1 edges of a minimal spanning tree (Prim).

    The length between two values is their gap over the smaller of their errors.
    """
    n = len(values)
    distance = np.abs(values - values[0]) / np.minimum(errors, errors[0])
    nearest = np.zeros(n, dtype=np.intp)
    outside = np.ones(n, dtype=bool)
    outside[0] = False
    ends = np.empty((2, n - 1), dtype=np.intp)
    lengths = np.empty(n - 1)
    for step in range(n - 1):
        new = int(np.argmin(np.where(outside, distance, np.inf)))
        ends[:, step] = new, nearest[new]
        lengths[step] = distance[new]
        outside[new] = False
        candidate = np.abs(values - values[new]) / np.minimum(errors, errors[new])
        closer = candidate < distance
        distance = np.where(closer, candidate, distance)
        nearest[closer] = new
    return ends[0], ends[1], lengths


def _components(n: int, edges: Indices, part: Indices | None = None) -> list[Indices]:
    """Return the connected components of a forest on `part`, by default on 0 … n − 1."""
    label = np.arange(n)
    for first, second in edges:
        label[label == label[first]] = label[second]
    chosen = np.arange(n) if part is None else part
    return [chosen[label[chosen] == name] for name in np.unique(label[chosen])]
