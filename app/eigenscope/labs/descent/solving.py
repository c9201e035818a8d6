"""From inputs to a solution, on numpy."""

from __future__ import annotations

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.curvature import Curvature, curvature
from eigenscope.engine.optimise.descent import FARTHEST, Run, Settings, descend
from eigenscope.engine.optimise.landscapes import Landscape, Quadratic
from eigenscope.engine.optimise.verdicts import Verdict, verdict
from eigenscope.engine.runtime.jobs import Cancellation
from eigenscope.labs.descent.inputs import Inputs, chosen, start_of
from eigenscope.labs.descent.landscape import landscape_of
from eigenscope.labs.descent.solution import Solution, Track
from eigenscope.labs.kit.functions.formula_landscape import FormulaLandscape
from eigenscope.labs.kit.functions.ground import ground
from eigenscope.labs.kit.functions.height import Relief
from eigenscope.labs.kit.functions.square import Square, region_about
from eigenscope.labs.kit.functions.terrain import Terrain
from eigenscope.scene.geometry import Polyline
from eigenscope.wording.words import Text

_SIGHT = 40.0  # radii of the region: farther from its middle nothing is drawn
_PARTS = 400  # of a line on the surface, at least while there are fewer steps
_TOO_FAR: Text = "The start is too far away to be drawn."
_NEAREST = 1e-9  # a smaller region has the size of 1 instead


def preview(inputs: Inputs) -> Solution:
    """Return what can be shown at once: of a formula, on which steps take longer, no ways yet."""
    if inputs.function != "formula":
        return solve(inputs)
    return _assemble(inputs, landscape_of(inputs), ())


def solve(inputs: Inputs, cancellation: Cancellation | None = None) -> Solution:
    """Return the whole solution.

    Raises
    ------
    LanguageError
        If the formula cannot be read.
    """
    landscape = landscape_of(inputs)
    start, settings = start_of(inputs), _settings(inputs)
    runs = descend(landscape, start, chosen(inputs), settings, cancellation)
    return _assemble(inputs, landscape, runs)


def _settings(inputs: Inputs) -> Settings:
    return Settings(
        inputs.rate.scalar.value,
        inputs.adaptive_rate.scalar.value,
        inputs.beta.scalar.value,
        inputs.steps,
    )


def _assemble(inputs: Inputs, landscape: Landscape, runs: tuple[Run, ...]) -> Solution:
    start = start_of(inputs)
    far = bool((np.abs(start) > FARTHEST).any())
    region = region_about(np.zeros((1, 2))) if far else _region(landscape, start, runs)
    relief = Relief(inputs.height == "logarithmic") if inputs.view == "surface" else None
    drawn = ground(landscape, region, relief, slopes=inputs.field)
    points = runs[0].points if runs else start[None]
    lows = landscape.value(landscape.minima)
    tracks = tuple(
        _track(run, _became(run, landscape, inputs, region.radius), landscape, drawn)
        for run in runs
    )
    rough = any(track.verdict is Verdict.NO_GRADIENT for track in tracks)
    return Solution(
        inputs=inputs,
        start=start,
        landscape=landscape,
        tracks=tracks,
        curvatures=(None,) * len(points) if rough else _curvatures(landscape, points),
        terrain=drawn,
        lowest=float(lows.min()) if len(lows) else None,
        problem=_TOO_FAR if far else drawn.note,
        partial=drawn.partial and not far,
    )


def _became(run: Run, landscape: Landscape, inputs: Inputs, radius: float) -> Verdict:
    became = verdict(landscape, run, _settings(inputs), radius)
    if became is Verdict.STAYS and isinstance(landscape, FormulaLandscape):
        return became if landscape.is_differentiable(run.points[0]) else Verdict.NO_GRADIENT
    return became


def _region(landscape: Landscape, start: Floats, runs: tuple[Run, ...]) -> Square:
    """Return a square about the start, the lowest points and what of the ways is near them."""
    of_interest = [start[None], landscape.minima]
    if isinstance(landscape, Quadratic):
        if landscape.stationary is not None:  # in the middle, where the symmetry shows
            of_interest.append((2 * landscape.stationary - start)[None])
    elif not len(landscape.minima):
        of_interest.append(np.zeros((1, 2)))
    region = _about(np.concatenate(of_interest))
    near = [run.points[region.holds(run.points, 2.0)] for run in runs]
    return _about(np.concatenate([*of_interest, *near]))


def _about(points: Floats) -> Square:
    points = points[(np.abs(points) <= FARTHEST).all(axis=1)]
    region = region_about(points)
    if region.radius < _NEAREST:
        return region_about(np.array([(-1.0, -1.0), (1.0, 1.0)]))
    return region


def _curvatures(landscape: Landscape, points: Floats) -> tuple[Curvature | None, ...]:
    hessians = landscape.hessian(points)
    return tuple(curvature(H) if np.isfinite(H).all() else None for H in hessians)


def _track(run: Run, became: Verdict, landscape: Landscape, ground: Terrain) -> Track:
    region = ground.region
    in_sight = region.holds(run.points, _SIGHT)
    drawn = len(run.points) - 1 if in_sight.all() else int(np.argmin(in_sight))
    if drawn < 1 or not in_sight[0]:
        return Track(run, became, None, 0)
    points = run.points[: drawn + 1].copy()
    if not in_sight[drawn]:  # the way out of sight ends at the border, straight on
        away = points[drawn] - points[drawn - 1]
        points[drawn] = points[drawn - 1] + away / np.abs(away).max() * _SIGHT * region.radius
    return Track(run, became, Polyline(_lifted(points, landscape, ground)), drawn)


def _lifted(points: Floats, landscape: Landscape, ground: Terrain) -> Floats:
    """Return the way through points (n, 2) as (m, 3): on the surface in short parts."""
    if ground.height is None:
        return np.column_stack([points, np.zeros(len(points))])
    parts = max(1, min(24, _PARTS // len(points)))
    places = np.arange((len(points) - 1) * parts + 1) / parts
    steps = np.arange(len(points))
    fine = np.column_stack([np.interp(places, steps, points[:, axis]) for axis in range(2)])
    heights = ground.height.of(landscape.value(fine))
    return np.column_stack([fine, np.nan_to_num(heights)])
