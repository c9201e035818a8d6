"""A small matrix taken apart: singular value decomposition, polar form, best lower rank."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.motion.svd_motion import (
    SingularFrames,
    flattening_path,
    polar_path,
    singular_frames,
    stages_path,
)
from eigenscope.engine.motion.trajectory import Path
from eigenscope.exact.types import ExactRows
from eigenscope.labs.kit.arrows import arrow_to
from eigenscope.labs.kit.places import in_space
from eigenscope.labs.kit.running import Running, running
from eigenscope.labs.kit.timeline import Timeline
from eigenscope.labs.svd_pca import map_words
from eigenscope.labs.svd_pca.inputs import LOW_RANK, POLAR, Inputs
from eigenscope.scene.geometry import Arrows, Segments
from eigenscope.wording.number_texts import subscript

SAMPLES = 121  # along the motion, for curves and the extent
_FITS = 1e4  # singular values up to this, or down to its inverse, are drawn at their own size
_RAYS = 24  # points of the circle whose error is drawn


@dataclass(frozen=True, eq=False)
class MapSolution:
    """All that a frame of the first three views needs.

    Attributes
    ----------
    matrix
        A, (m, n); ``frames`` its decomposition, ``exact`` the singular values as texts.
    unit
        By what the stretch is divided in the picture; mostly 1.
    path
        The way to A / unit, matrices (p, n) with p = max(m, n); ``samples`` of it, (T, p, n).
    timeline
        Its stages, and what is said in each.
    approximation
        Of the chosen rank, (m, n), not divided.
    right
        Arrows of v₁ …, for the map to carry.
    errors
        From the approximation's image of the unit circle to the matrix's, where that is shown.
    """

    inputs: Inputs
    matrix: Floats
    frames: SingularFrames
    exact: tuple[str, ...]
    unit: float
    path: Path
    timeline: Timeline
    times: Floats
    samples: Floats
    approximation: Floats
    right: tuple[Arrows, ...]
    errors: Segments | None

    @property
    def dimensions(self) -> int:
        """2 in the plane, 3 in space."""
        return int(max(2, *self.matrix.shape))

    @property
    def name(self) -> str:
        """What the matrix is called that has acted at the end: A, or Aₖ where a rank is cut off."""
        rank = self.inputs.rank
        cut = self.inputs.topic == LOW_RANK and rank < self.frames.rank
        return f"A{subscript(rank)}" if cut else "A"

    @cached_property
    def entries(self) -> Running:
        """How the entries of M(t) are written."""
        return running([self.path.at(t) * self.unit for t in self.timeline.stops])

    def stage(self, t: float) -> int:
        """Return how many stages have ended at a time (0…1)."""
        return self.timeline.done(t)

    def rest(self, t: float) -> int | None:
        """Return how many stages have ended if none is under way, else None."""
        return self.stage(t) if self.timeline.at(t)[1] in (0.0, 1.0) else None

    def vanishes(self, index: int) -> bool:
        """Tell whether A carries v of an index, from 0, to the origin."""
        values = self.frames.values
        return index >= len(values) or not values[index]


def solve_map(inputs: Inputs, exact: bool = True) -> MapSolution:
    """Return the solution; ``exact`` arithmetic takes a moment to be imported."""
    matrix = inputs.matrix.to_array()
    values, texts = None, None
    known = inputs.matrix.exact()
    if exact and known is not None:
        values, texts = _exactly(matrix, known)
    frames = singular_frames(matrix, values)
    unit = drawing_unit(float(frames.values[0]))
    approximation = frames.approximation(inputs.rank)
    if inputs.topic == LOW_RANK:
        path = flattening_path(matrix / unit, approximation / unit)
    elif inputs.topic == POLAR:
        path = polar_path(frames, unit)
    else:
        path = stages_path(frames, unit)
    if inputs.topic != LOW_RANK:  # the factors' product is A but for rounding
        path = replace(path, end=np.pad(matrix / unit, ((0, len(path.end) - len(matrix)), (0, 0))))
    times = np.linspace(0.0, 1.0, SAMPLES)
    return MapSolution(
        inputs=inputs,
        matrix=matrix,
        frames=frames,
        exact=texts or ("",) * len(frames.values),
        unit=unit,
        path=path,
        timeline=map_words.timeline(inputs, frames, unit),
        times=times,
        samples=path.sample(times),
        approximation=approximation,
        right=tuple(map(arrow_to, in_space(frames.right.T))),
        errors=_errors(matrix / unit, approximation / unit) if inputs.topic == LOW_RANK else None,
    )


def _exactly(matrix: Floats, known: ExactRows) -> tuple[Floats | None, tuple[str, ...]]:
    """Return the singular values and their texts, by exact arithmetic."""
    from eigenscope.engine.analysis.decisions import Decided
    from eigenscope.exact.singular_values import singular_value_texts

    decided = Decided(matrix, known)
    values = decided.singular_values()
    texts = singular_value_texts(known, decided.rank)
    return values if np.isfinite(values[0]) else None, texts


def drawing_unit(size: float) -> float:
    """Return 1, or the power of ten by which something huge or tiny is divided to be drawn."""
    if size == 0 or 1 / _FITS <= size <= _FITS:
        return 1.0
    return float(10.0 ** max(math.floor(math.log10(size)), -300))


def _errors(matrix: Floats, approximation: Floats) -> Segments | None:
    if np.abs(matrix - approximation).max() <= 1e-12 * np.abs(matrix).max():
        return None
    ends = [in_space(_directions(matrix.shape[1]) @ a.T) for a in (approximation, matrix)]
    return Segments(np.stack(ends, axis=1))


def _directions(dimensions: int) -> Floats:
    """Return unit vectors (k, n) all around."""
    if dimensions == 1:
        return np.array([[1.0], [-1.0]])
    turn = np.linspace(0, 2 * np.pi, _RAYS, endpoint=False)
    around = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    if dimensions == 2:
        return around
    return np.concatenate(list(_circles(around)))


def _circles(around: Floats) -> Iterator[Floats]:
    """Yield three circles of latitude and both poles."""
    for height in (-0.6, 0.0, 0.6):
        radius = math.sqrt(1 - height * height)
        yield np.column_stack([around[::2] * radius, np.full(len(around[::2]), height)])
    yield np.array([[0.0, 0.0, 1.0], [0.0, 0.0, -1.0]])
