"""The two frames of a singular value decomposition, settled so that they can be turned.

A = U·Σ·Vᵀ leaves signs free, and whole directions where singular values are equal or 0. A picture
that plays turn, stretch, turn needs rotations, and should not jump when the matrix changes a
little; so what is free is settled here, and the three ways to A are made from it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.decomposition import zero_tolerance
from eigenscope.engine.motion import paths as motion
from eigenscope.engine.motion.motion_terms import Terms, joined, straight, turning
from eigenscope.engine.motion.polar import groups_of, scaled_to_one, upright
from eigenscope.engine.motion.rotation import turn_of
from eigenscope.engine.motion.trajectory import MotionStage, Path, Pencil, make_path


@dataclass(frozen=True, eq=False)
class SingularFrames:
    """A = U·Σ·Vᵀ of an (m, n) matrix.

    Attributes
    ----------
    left, right
        U (m, m) and V (n, n), orthogonal. V is a rotation, and U is one unless A turns space over.
    values
        (min(m, n),), the largest first; those that are nothing but rounding are exactly 0.
    turned_over
        Whether A is square and its determinant negative: then one of U and V must be a reflection,
        and it is U.
    ambiguous
        Whether some directions are free beyond their signs: equal singular values, or more than
        one that is 0.
    """

    left: Floats
    values: Floats
    right: Floats
    turned_over: bool
    ambiguous: bool

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of A."""
        return len(self.left), len(self.right)

    @property
    def rank(self) -> int:
        """How many singular values are not 0."""
        return int(np.count_nonzero(self.values))

    def approximation(self, rank: int) -> Floats:
        """Return the best approximation of a rank, (m, n)."""
        return (self.left[:, :rank] * self.values[:rank]) @ self.right[:, :rank].T

    def stretch(self) -> Floats:
        """Return Σ, (m, n)."""
        sigma = np.zeros(self.shape)
        np.fill_diagonal(sigma, self.values)
        return sigma

    def isometry(self) -> Floats:
        """Return Q of the polar form A = Q·P, (m, n); not unique where A loses rank."""
        count = len(self.values)
        result: Floats = self.left[:, :count] @ self.right[:, :count].T
        return result

    def symmetric(self) -> Floats:
        """Return P = V·Σ·Vᵀ of the polar form, (n, n)."""
        few = self.right[:, : len(self.values)]
        return (few * self.values) @ few.T


def singular_frames(matrix: Floats, decided: Floats | None = None) -> SingularFrames:
    """Decompose a finite matrix (m, n).

    Parameters
    ----------
    matrix
        A.
    decided
        Its singular values, (min(m, n),) descending, where they are known better than floats
        find them; as many differ from 0 as the rank says.
    """
    scaled, exponent = scaled_to_one(matrix)
    left, values, transposed = np.linalg.svd(scaled)
    right = transposed.T.copy()
    if decided is None:
        values[values <= zero_tolerance(matrix.shape, float(values[0]))] = 0.0
    else:
        values = np.ldexp(decided, -exponent)
    known = int(np.count_nonzero(values))
    groups = [group for group in groups_of(values) if values[group[0]] > 0] if known else []
    for group in groups:
        if len(group) > 1:
            right[:, group] = _settled(right[:, group])
            left[:, group] = scaled @ right[:, group] / values[group]
    rows, columns = matrix.shape
    right[:, known:] = _settled(right[:, known:])
    left[:, known:] = _settled(left[:, known:])
    signs = _signs(right)
    right *= signs
    left[:, :known] *= signs[:known]
    turned_over = _make_rotations(left, right, known)
    free = any(len(group) > 1 for group in groups) or max(rows, columns) - known > 1
    return SingularFrames(left, np.ldexp(values, exponent), right, turned_over, free)


def stages_path(frames: SingularFrames, unit: float = 1.0) -> Path:
    """Return the way from the identity to A / unit by Vᵀ, Σ and U, one after another.

    The matrices have max(m, n) rows: a map onto fewer dimensions lies in its own space. Where A
    turns space over, the last direction is stretched through 0 to its opposite.
    """
    first, stretched, last = _turns_and_stretch(frames, unit)
    rows, columns = stretched.shape
    identity = np.eye(rows, columns)
    before, behind = turn_of(first), turn_of(last)
    turned = before.rotation()[:, :columns]
    middle = stretched @ turned[:columns]
    stages = _stages(("turn", "stretch", "turn"))
    parts = (
        turning(before.waves(), identity, identity),
        straight(turned, middle),
        turning(behind.waves(), middle, middle),
    )
    return _path(frames, unit, stages, joined(_timed(parts, stages)), (turned, middle))


def polar_path(frames: SingularFrames, unit: float = 1.0) -> Path:
    """Return the way from the identity to A / unit by the stretch P, then the turn Q."""
    first, stretched, last = _turns_and_stretch(frames, unit)
    rows, columns = stretched.shape
    identity = np.eye(rows, columns)
    middle = first.T @ stretched @ first[:columns, :columns]
    behind = turn_of(last @ first)
    stages = _stages(("stretch", "turn"))
    parts = (straight(identity, middle), turning(behind.waves(), middle, middle))
    return _path(frames, unit, stages, joined(_timed(parts, stages)), (identity, middle))


def flattening_path(matrix: Floats, approximation: Floats) -> Path:
    """Return the way from the identity to a matrix (m, n), and on to its approximation."""
    way = motion.path(matrix, "turning")
    rows = len(way.end)
    end = np.pad(approximation, ((0, rows - len(approximation)), (0, 0)))
    stages = _stages(("turn-and-stretch", "flatten"))
    parts = (way.terms, straight(way.end, end))
    terms = joined(_timed(parts, stages))
    return make_path("stages", way.start, end, terms, pencils=way.pencils, stages=stages, note="")


def _turns_and_stretch(frames: SingularFrames, unit: float) -> tuple[Floats, Floats, Floats]:
    """Return Vᵀ and U as rotations of the same space, and Σ with a sign where they need one."""
    rows, columns = frames.shape
    height = max(rows, columns)
    first, last = np.eye(height), np.eye(height)
    first[:columns, :columns] = frames.right.T
    last[:rows, :rows] = frames.left
    stretched = np.zeros((height, columns))
    stretched[:rows] = frames.stretch() / unit
    if np.linalg.det(last) < 0:  # the last direction is 0 wide, unless A turns space over
        last[:, -1] *= -1
        stretched[-1] *= -1
    return first, stretched, last


def _path(
    frames: SingularFrames,
    unit: float,
    stages: tuple[MotionStage, ...],
    terms: Terms,
    pencil: Pencil,
) -> Path:
    rows, columns = frames.shape
    height = max(rows, columns)
    end = np.zeros((height, columns))
    end[:rows] = (frames.left[:, : len(frames.values)] * (frames.values / unit)) @ frames.right[
        :, : len(frames.values)
    ].T
    start = np.eye(height, columns)
    return make_path("stages", start, end, terms, pencils=(pencil,), stages=stages, note="")


def _stages(names: tuple[str, ...]) -> tuple[MotionStage, ...]:
    ends = [k / len(names) for k in range(len(names))] + [1.0]
    return tuple(
        MotionStage(name, begin, end)
        for name, begin, end in zip(names, ends, ends[1:], strict=False)
    )


def _timed(parts: tuple[Terms, ...], stages: tuple[MotionStage, ...]) -> list[Terms]:
    return [part.during(stage.t0, stage.t1) for part, stage in zip(parts, stages, strict=True)]


def _settled(basis: Floats) -> Floats:
    """Return the basis (n, k) of the same space that follows the coordinate axes most.

    It depends on the space alone and not on the basis: the projection of the axis that lies
    nearest comes first, then what is left of the next.
    """
    rest = basis @ basis.T
    settled = np.empty_like(basis)
    for place in range(basis.shape[1]):
        sizes = np.diagonal(rest)
        nearest = int(np.argmax(sizes > sizes.max() - 1e-9))
        settled[:, place] = rest[:, nearest] / np.linalg.norm(rest[:, nearest])
        rest = rest - np.outer(settled[:, place], settled[:, place]) @ rest
    return settled


def _signs(vectors: Floats) -> Floats:
    signs: Floats = np.where((upright(vectors) * vectors).sum(axis=0) < 0, -1.0, 1.0)
    return signs


def _make_rotations(left: Floats, right: Floats, rank: int) -> bool:
    """Change signs so that V is a rotation, and U if that can be; tell whether A turns over."""
    if np.linalg.det(right) < 0:
        right[:, -1] *= -1
        if len(right) <= rank:
            left[:, len(right) - 1] *= -1
    if np.linalg.det(left) >= 0:
        return False
    if len(left) > rank:
        left[:, -1] *= -1
    elif len(right) > rank:
        left[:, -1] *= -1
        right[:, [rank - 1, -1]] *= -1
    else:
        return True
    return False
