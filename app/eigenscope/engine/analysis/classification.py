"""The names that fit a matrix, the most telling first.

A name that follows from one before it is left out: a rotation is orthogonal, which goes without
saying. "Defective" and "singular" are always said: they are what a matrix is looked at for.
"""

from __future__ import annotations

import numpy as np

from eigenscope.engine.analysis.degenerate_kinds import involution, nilpotent, projection, shear
from eigenscope.engine.analysis.isometries import isometry, similarity
from eigenscope.engine.analysis.results import Kind
from eigenscope.engine.analysis.structure import Entries
from eigenscope.engine.analysis.subject import JudgedMatrix

_IMPLIED = {
    "reflection": {"oblique reflection", "involution", "symmetric"},
    "oblique reflection": {"involution"},
    "orthogonal projection": {"symmetric"},
    "diagonal scaling": {"symmetric", "upper triangular", "lower triangular"},
    "point reflection": {"involution"},
}


def find_kinds(subject: JudgedMatrix) -> tuple[Kind, ...]:
    """Return every named kind of an (m, n) matrix."""
    # A product that leaves the range of floats makes an equation false, and so settles it.
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        return _find(subject)


def _find(subject: JudgedMatrix) -> tuple[Kind, ...]:
    if not np.any(subject.floats):
        square = subject.structure is not None
        return (Kind("zero", {}), *([Kind("singular", {})] if square else []))
    if subject.structure is None:
        return tuple(_rectangular(subject))
    multiple = _multiple_of_identity(subject)
    if multiple:
        return tuple(multiple)
    kinds: list[Kind] = []
    for search in (isometry, projection, shear, nilpotent, involution, similarity):
        kinds += search(subject)
    kinds += _deficiencies(subject)
    kinds += _by_pattern(subject)
    implied = set().union(*(_IMPLIED.get(kind.name, set()) for kind in kinds))
    return tuple(kind for kind in kinds if kind.name not in implied)


def _multiple_of_identity(subject: JudgedMatrix) -> list[Kind]:
    """Name I, −I and c·I."""
    entries, n = subject.entries, subject.size
    if not subject.judge.equal(entries, entries[0, 0] * subject.identity):
        return []
    if subject.judge.equal(entries, subject.identity):
        return [Kind("identity", {})]
    if subject.judge.equal(entries, -subject.identity):
        return [*isometry(subject), *([Kind("point reflection", {})] if n > 1 else [])]
    return [Kind("uniform scaling", {"factor": float(subject.floats[0, 0])})]


def _deficiencies(subject: JudgedMatrix) -> list[Kind]:
    """Say of a square matrix that eigenvectors are missing, or dimensions of the image."""
    defects = [Kind("defective", {})] if any(e.is_deficient for e in subject.eigenvalues) else []
    return [*defects, Kind("singular", {})] if subject.rank < subject.size else defects


def _by_pattern(subject: JudgedMatrix) -> list[Kind]:
    """Name what shows in where the entries are, and in their signs."""
    entries = subject.entries
    kinds = []
    cycles = _cycles(subject)
    if cycles:
        kinds.append(Kind("permutation", {"cycles": cycles}))
    upper = _vanishes(subject, np.tril(entries, -1))
    lower = _vanishes(subject, np.triu(entries, 1))
    if upper and lower:
        factors = tuple(float(entry) for entry in np.diag(subject.floats))
        kinds.append(Kind("diagonal scaling", {"factors": factors}))
    if subject.symmetric:
        kinds.append(Kind("symmetric", {}))
    if subject.structure is not None and subject.structure.skew_symmetric:
        kinds.append(Kind("skew-symmetric", {}))
    if upper:
        kinds.append(Kind("upper triangular", {}))
    if lower:
        kinds.append(Kind("lower triangular", {}))
    return kinds


def _vanishes(subject: JudgedMatrix, part: Entries) -> bool:
    if subject.judge.tolerance is None:
        return not np.any(part)
    # Far below the other tolerances: a small entry off the diagonal may be what matters.
    return bool(np.abs(part).max() <= 1e-15 * np.abs(subject.floats).max())


def _cycles(subject: JudgedMatrix) -> str:
    """Return a permutation matrix in cycle notation, such as "(1 2 3)"; "" if it is none."""
    n = subject.size
    image = [int(row) for row in np.argmax(np.abs(subject.floats), axis=0)]
    if len(set(image)) < n:
        return ""
    if not subject.judge.equal(subject.entries, subject.identity[:, image]):
        return ""
    cycles, left = "", set(range(n))
    while left:
        cycle = [min(left)]
        while image[cycle[-1]] != cycle[0]:
            cycle.append(image[cycle[-1]])
        left -= set(cycle)
        if len(cycle) > 1:
            cycles += "(" + " ".join(str(index + 1) for index in cycle) + ")"
    return cycles


def _rectangular(subject: JudgedMatrix) -> list[Kind]:
    entries = subject.entries
    m, n = entries.shape
    kinds = []
    if m > n and subject.product_is(entries.T, entries, subject.judge.identity(n)):
        kinds.append(Kind("isometric embedding", {}))
    if m < n and subject.product_is(entries, entries.T, subject.judge.identity(m)):
        kinds.append(Kind("isometric projection", {}))
    if subject.rank == n:
        kinds.append(Kind("full column rank", {}))
    if subject.rank == m:
        kinds.append(Kind("full row rank", {}))
    return kinds
