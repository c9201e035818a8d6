"""How a matrix is reached: the ways from the identity to it.

How a matrix is reached matters as much as the matrix. The straight line shrinks a half turn to a
point on its way; so a path is a choice. Every path starts at the identity (or where the plane
stands), ends at its matrix to the last bit and is continuous between.

linear
    I + t(A − I), the straight line.
turning
    The polar decomposition: the rotation turns by its angle while the stretch grows. Where
    det A > 0 the determinant stays positive all the way.
stages
    The singular value decomposition: turn, stretch along the axes, turn.
flip
    A reflection of the plane turns over through the third dimension instead of collapsing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from eigenscope.arrays import Floats
from eigenscope.engine.motion.factors import singular_values
from eigenscope.engine.motion.motion_terms import Terms, joined, straight, turning
from eigenscope.engine.motion.polar import polar, scaled_to_one, upright_axes
from eigenscope.engine.motion.rotation import turn_of
from eigenscope.engine.motion.trajectory import MotionStage, Path, Pencil, has_full_rank, make_path

PATH_KINDS = ("linear", "turning", "stages", "flip")

WELL_CONDITIONED = 1e6
"""Greatest condition number of a standing matrix that is undone to find the way to another."""


def path(matrix: ArrayLike, kind: str = "turning") -> Path:
    """Find the way from the identity to a matrix.

    Parameters
    ----------
    matrix
        A, of shape (m, n), real and finite. Meant for m, n ≤ 3; the kinds linear, turning and
        stages work for larger ones too, but a path keeps up to 2n matrices.
    kind
        One of `PATH_KINDS`. A flip needs a 2 × 2 matrix with a negative determinant, and its
        matrices have three rows; for others it becomes turning, and the note says so.

    Returns
    -------
    Path
        From the identity, rectangular where m ≠ n, to A.

    Raises
    ------
    ValueError
        If the kind is unknown, or the matrix is empty, not two-dimensional or not finite.
    """
    target = _checked(matrix)
    if kind not in PATH_KINDS:
        raise ValueError(f"a path is one of {', '.join(PATH_KINDS)}, not {kind!r}")
    note = ""
    if kind == "flip" and not _is_plane_reflection(target):
        note = "flip-needs-plane-reflection"
    flips = kind == "flip" and not note
    columns = target.shape[1]
    rows = 3 if flips else max(target.shape)
    end = _with_rows(target, rows)
    identity = np.eye(rows, columns)
    if kind == "linear":
        stages: tuple[MotionStage, ...] = (MotionStage("move", 0.0, 1.0),)
        terms, pencil = straight(identity, end), (identity, end)
    elif kind == "stages":
        stages = (
            MotionStage("turn", 0.0, 1 / 3),
            MotionStage("stretch", 1 / 3, 2 / 3),
            MotionStage("turn", 2 / 3, 1.0),
        )
        terms, pencil = _in_stages(end, stages)
    else:
        # With a third row of zeros a reflection of the plane is a half turn about its mirror line.
        stages = (MotionStage("turn-over" if flips else "turn-and-stretch", 0.0, 1.0),)
        terms, pencil = _turning(end)
    return make_path(kind, identity, end, terms, pencils=(pencil,), stages=stages, note=note)


def natural_kind(matrix: Floats) -> str:
    """Return the kind of path that looks most like what the matrix does.

    A straight line shows a shear or a stretch best, but it shrinks what turns: so it is taken only
    where the area along it never falls below both its ends.
    """
    rows, columns = matrix.shape
    if rows != columns:
        return "turning"
    steps = np.linspace(0.0, 1.0, 33)[:, None, None]
    with np.errstate(over="ignore", invalid="ignore"):
        size = np.linalg.det((1 - steps) * np.eye(rows) + steps * matrix)
    end = float(size[-1])
    dips = not np.isfinite(size).all() or bool((size < min(1.0, end) - 1e-9).any())
    return "turning" if dips else "linear"


def after(standing: ArrayLike, way: Path) -> Path:
    """Let a path act on a plane that has been moved already: M(t)·S.

    Parameters
    ----------
    standing
        S, of shape (n, k), where n is the number of columns of the path's matrices. Further rows
        are allowed if they are zero: a plane that lies within space as it lies within itself.
    way
        The path.

    Returns
    -------
    Path
        From S to the end of the path times S.

    Raises
    ------
    ValueError
        If the shapes don't fit, or an entry isn't finite.
    """
    moved = _standing_for(way, _checked(standing))
    rows = max(len(way.end), moved.shape[1])
    start = _with_rows(moved, rows)
    end = _with_rows(way.end @ moved, rows)
    pencils = tuple((first @ moved, last @ moved) for first, last in way.pencils)
    terms = way.terms.on(moved, rows)
    return make_path(
        way.kind, start, end, terms, pencils=pencils, stages=way.stages, note=way.remark
    )


def path_from(standing: ArrayLike, target: ArrayLike, kind: str = "turning") -> Path:
    """Find the way from where the plane stands to a matrix.

    Parameters
    ----------
    standing
        S, of shape (l, n).
    target
        A, of shape (m, n).
    kind
        One of `PATH_KINDS`.

    Returns
    -------
    Path
        The path of this kind to A·S⁻¹, acting on S; the straight line where S isn't square or is
        nearly singular, which the note says.

    Raises
    ------
    ValueError
        If the kind is unknown, the numbers of columns differ, or an entry isn't finite.
    """
    first, last = _checked(standing), _checked(target)
    columns = first.shape[1]
    if last.shape[1] != columns:
        raise ValueError(
            f"a plane that stands as a matrix with {columns} columns can't go to one with "
            f"{last.shape[1]}: both move the same space"
        )
    if len(first) > columns and not first[columns:].any():
        first = first[:columns]
    if first.shape == (columns, columns) and _condition_number(first) <= WELL_CONDITIONED:
        way = after(first, path(np.linalg.solve(first.T, last.T).T, kind))
        end = _with_rows(last, len(way.end))
        return make_path(
            kind,
            way.start,
            end,
            way.terms,
            pencils=way.pencils,
            stages=way.stages,
            note=way.remark,
        )
    if kind not in PATH_KINDS:
        raise ValueError(f"a path is one of {', '.join(PATH_KINDS)}, not {kind!r}")
    rows = max(len(first), *last.shape)
    start, end = _with_rows(first, rows), _with_rows(last, rows)
    note = "" if kind == "linear" else "straight-from-singular"
    stages = (MotionStage("move", 0.0, 1.0),)
    terms, pencils = straight(start, end), ((start, end),)
    return make_path(kind, start, end, terms, pencils=pencils, stages=stages, note=note)


def sequence(
    matrices: Sequence[ArrayLike], kind: str | Sequence[str] = "turning", pause: float = 0.0
) -> Path:
    """Let several matrices act one after another.

    Parameters
    ----------
    matrices
        As they are written in a product A·B·C, so that the rightmost, the last of the list, acts
        first. Each must have as many columns as the next one has rows.
    kind
        One of `PATH_KINDS`, for every step or one for each matrix.
    pause
        How long the motion rests between two steps, as a share of a step's duration.

    Returns
    -------
    Path
        From the identity to the product, evaluated from right to left: A·(B·C).

    Raises
    ------
    ValueError
        If the list is empty, the pause negative, the kind unknown, the shapes don't fit, or an
        entry isn't finite.
    """
    factors = [_checked(matrix) for matrix in reversed(matrices)]
    if not factors or not 0.0 <= pause < np.inf:
        raise ValueError("a sequence needs at least one matrix and a pause of 0 or more")
    kinds = [kind] * len(factors) if isinstance(kind, str) else list(reversed(kind))
    ways = [path(factor, each) for factor, each in zip(factors, kinds, strict=True)]
    rows = max(len(way.end) for way in ways)
    standing = np.eye(factors[0].shape[1])
    duration = 1.0 / (len(ways) + pause * (len(ways) - 1))
    parts: list[Terms] = []
    pencils: list[Pencil] = []
    stages: list[MotionStage] = []
    begin = 0.0
    for index, (factor, way) in enumerate(zip(factors, ways, strict=True)):
        _check_chain(factor, standing)
        if index and pause:
            rest = _with_rows(standing, rows)
            stages.append(MotionStage("pause", begin, begin + pause * duration))
            parts.append(straight(rest, rest).during(begin, stages[-1].t1))
            begin = stages[-1].t1
        end = 1.0 if index == len(ways) - 1 else begin + duration
        parts.append(way.terms.on(standing, rows).during(begin, end))
        pencils += [(first @ standing, last @ standing) for first, last in way.pencils]
        stages.append(MotionStage("step", begin, end))
        standing = factor @ standing
        begin = end
    start = np.eye(rows, factors[0].shape[1])
    note = next((way.remark for way in ways if way.remark), "")
    terms, product = joined(parts), _with_rows(standing, rows)
    named = kind if isinstance(kind, str) else "sequence"
    return make_path(named, start, product, terms, pencils=pencils, stages=tuple(stages), note=note)


def _turning(end: Floats) -> tuple[Terms, Pencil]:
    """Return R(t)·(I + t(S − I)) for A = R·S, with A and I of shape (p, n), p ≥ n."""
    rows, columns = end.shape
    # Columns of zeros make it square, and leave it to the polar decomposition to turn the
    # directions that they stand for along rigidly.
    decomposed = polar(np.pad(end, ((0, 0), (0, rows - columns))))
    identity = np.eye(rows, columns)
    stretch = decomposed.stretch[:, :columns]
    return turning(decomposed.turn.waves(), identity, stretch), (identity, stretch)


def _in_stages(end: Floats, stages: tuple[MotionStage, ...]) -> tuple[Terms, Pencil]:
    """Return the turn Vᵀ, the stretch UᵀAV and the turn U, one after another."""
    rows, columns = end.shape
    square = np.pad(end, ((0, 0), (0, rows - columns)))
    decomposed = polar(square)
    axes = upright_axes(decomposed.axes, decomposed.factors)
    before, behind = turn_of(axes.T), turn_of(decomposed.turn.rotation() @ axes)
    # What the turns really multiply by, so that the stages meet and end at A but for rounding.
    onto, away = before.rotation(), behind.rotation()
    identity = np.eye(rows, columns)
    turned = onto[:, :columns]
    stretched = (away.T @ square @ onto.T @ onto)[:, :columns]
    motions = (
        turning(before.waves(), identity, identity),
        straight(turned, stretched),
        turning(behind.waves(), stretched, stretched),
    )
    parts = [
        motion.during(stage.t0, stage.t1) for motion, stage in zip(motions, stages, strict=True)
    ]
    return joined(parts), (turned, stretched)


def _condition_number(matrix: Floats) -> float:
    values = singular_values(matrix)[1]
    return float(values[0] / values[-1]) if values[-1] > 0 else np.inf


def _is_plane_reflection(matrix: Floats) -> bool:
    if matrix.shape != (2, 2) or not has_full_rank(matrix):
        return False
    return bool(np.linalg.det(scaled_to_one(matrix)[0]) < 0)


def _with_rows(matrix: Floats, rows: int) -> Floats:
    return np.pad(matrix, ((0, rows - len(matrix)), (0, 0)))


def _standing_for(way: Path, standing: Floats) -> Floats:
    """Return a standing matrix with as many rows as the path's matrices have columns."""
    columns = way.end.shape[1]
    if len(standing) < columns or standing[columns:].any():
        raise ValueError(
            f"a path of {columns} columns acts on matrices of {columns} rows, not {len(standing)}"
        )
    return standing[:columns]


def _check_chain(factor: Floats, standing: Floats) -> None:
    if factor.shape[1] != len(standing):
        raise ValueError(
            f"a matrix with {factor.shape[1]} columns can't follow one with {len(standing)} rows"
        )


def _checked(matrix: ArrayLike) -> Floats:
    values = np.asarray(matrix)
    if values.ndim != 2 or values.size == 0:
        raise ValueError(f"a path needs a matrix, not an array of shape {values.shape}")
    if np.iscomplexobj(values) or not np.all(np.isfinite(values)):
        raise ValueError("a path needs a matrix of real, finite numbers")
    return values.astype(np.float64)
