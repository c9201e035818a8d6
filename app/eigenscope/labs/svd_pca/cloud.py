"""Data as a cloud of points with its principal axes, placed and scaled for the picture.

Up to three columns are drawn as they are; more are seen along their first three principal axes.
A unit of data is rarely of the size of the cloud, so the picture has a unit of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from eigenscope.arrays import Floats, Pixels
from eigenscope.engine.large.principal_components import PrincipalComponents, principal_components
from eigenscope.engine.large.streaming_covariance import Moments
from eigenscope.labs.kit.places import in_space
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.labs.svd_pca.data import DataSummary, look
from eigenscope.labs.svd_pca.inputs import DRAWN, Inputs, standardised
from eigenscope.scene.geometry import Points, Segments
from eigenscope.scene.grid import nice_step
from eigenscope.wording.words import Text, Words, sentences

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation


REACH = 2.0  # standard deviations to which the ellipse and the axes go
_FAR = 8.0  # units between origin and mean, beyond which the mean becomes the origin
_UNEQUAL = 1e4  # between deviations of columns that are still worth to be seen side by side
_WIDE = 200  # columns whose axes are not found while the window waits
_FEET = 60  # points whose perpendiculars are drawn
_LOW, _MIDDLE, _HIGH = (64, 118, 222), (58, 168, 150), (236, 128, 44)  # on dark and on light


class Parts(NamedTuple):
    """How far, 0…1, columns are divided by their deviation, axes are grown and points slid."""

    divided: float
    grown: float
    slid: float


@dataclass(frozen=True, eq=False)
class CloudSolution:
    """All that a frame of the principal components needs.

    What is drawn has p = 1, 2 or 3 coordinates. A place g of the cloud's geometry, which is
    about the mean, lies at S·g + offset, with S = diag(scale) before columns are standardised
    and diag(divided) afterwards; without standardising both are 1.

    Attributes
    ----------
    found, components
        What the data tell; ``components`` is None if there are no data to speak of, and
        ``problem`` says why.
    unit
        What a unit of the picture stands for before standardising, and without it.
    offset
        (3,): where the mean lies before standardising, and without it.
    divided
        (3,): by how much each coordinate grows when columns are standardised.
    axes
        (3, 3): columns are the principal axes in the picture.
    reaches
        (3,): how long the half axes of the ellipse are.
    cloud, feet
        The points, and perpendiculars from some of them; ``places`` (s, 3) are the points' own.
    """

    inputs: Inputs
    summary: DataSummary
    components: PrincipalComponents | None
    problem: Text = ""
    unit: float = 1.0
    offset: Floats = field(default_factory=lambda: np.zeros(3))
    divided: Floats = field(default_factory=lambda: np.ones(3))
    axes: Floats = field(default_factory=lambda: np.eye(3))
    reaches: Floats = field(default_factory=lambda: np.zeros(3))
    cloud: Points | None = None
    feet: Segments | None = None
    places: Floats = field(default_factory=lambda: np.zeros((0, 3)))

    @property
    def columns(self) -> int:
        """How many columns the data have."""
        return len(self.summary.moments.mean)

    @property
    def dimensions(self) -> int:
        """2 in the plane, 3 in space."""
        return 2 if self.columns <= 2 else 3

    @property
    def standardises(self) -> bool:
        """Whether the picture begins with columns as they are and then divides them."""
        return bool((self.divided != 1).any())

    @cached_property
    def timeline(self) -> Timeline:
        """The columns are standardised, if at all; the axes grow; then the points slide."""
        lengths = (0.25, 0.25, 0.5) if self.standardises else (0.4, 0.6)
        return Timeline(tuple(Stage(length=length) for length in lengths))

    def parts(self, t: float) -> Parts:
        """Return how far each has come."""
        parts = [self.timeline.part(k, t) for k in range(len(self.timeline.stages))]
        return Parts(*parts) if self.standardises else Parts(0.0, *parts)

    @property
    def kept_count(self) -> int:
        """How many components are kept."""
        return min(self.inputs.components, self.columns)


def solve_cloud(
    inputs: Inputs, cancellation: Cancellation | None = None, *, at_once: bool = False
) -> CloudSolution:
    """Return the solution; ``at_once`` that of a first look where there are many rows."""
    summary = look(inputs, cancellation, at_once=at_once)
    count, left_out = summary.moments.count, summary.moments.left_out
    if inputs.source == DRAWN and count < 2:
        clicks = "Choose “Draw in the view” and click at least two points."
        return CloudSolution(inputs, summary, None, clicks)
    if count < 2:
        few: list[Text] = ["There must be at least two rows of finite numbers."]
        if left_out:
            values = {"count": f"{left_out:,}", "rows": f"{summary.rows:,}"}
            few.append(Words("{count} of {rows} have missing or infinite numbers.", values))
        return CloudSolution(inputs, summary, None, sentences(few))
    if at_once and len(summary.moments.mean) > _WIDE and not summary.whole:
        return CloudSolution(inputs, summary, None, "Computing the principal components.")
    components = _components(summary.moments, standardised(inputs))
    return _placed(inputs, summary, components)


# Kept, because another colour or number of components asks for the same again.
_components = lru_cache(maxsize=4)(principal_components)


@lru_cache(maxsize=2)
def _places(components: PrincipalComponents, moments: Moments, unit: float) -> Floats:
    """Return where the sampled rows lie: as they are, or along the first three axes if wider."""
    if len(components.mean) > 3:
        return components.scores(moments.sample, 3, unit)
    return components.centred(moments.sample, unit)


def _placed(inputs: Inputs, summary: DataSummary, components: PrincipalComponents) -> CloudSolution:
    """Return the solution with everything in its place."""
    columns, sample = len(components.mean), summary.moments.sample
    divides = standardised(inputs)
    unit = 1.0 if divides or inputs.source == DRAWN else _unit(float(components.deviations[0]))
    axes, divided, offset = np.eye(3), np.ones(3), np.zeros(3)
    own = components.divisors
    begins = divides and columns <= 3 and own.max() <= _UNEQUAL * own.min()
    places = _places(components, summary.moments, unit)
    if columns <= 3:
        axes[:columns, :columns] = components.axes
        if begins:  # with the columns as they are
            unit = _unit(float(own.max()))
            divided[:columns] = unit / own
            places = places / divided[:columns]
        away = components.mean / unit
        near = float(np.abs(away).max()) <= _FAR or inputs.source == DRAWN
        if near and (begins or not divides):
            offset[:columns] = away
    geometry = in_space(places)
    reaches = in_space(REACH * components.deviations[None, :3] / (1.0 if divides else unit))[0]
    return CloudSolution(
        inputs=inputs,
        summary=summary,
        components=components,
        unit=unit,
        offset=offset,
        divided=divided,
        axes=axes,
        reaches=reaches,
        cloud=Points(geometry, colours(inputs.colour, sample)),
        feet=_feet(geometry * divided, axes, min(inputs.components, columns)),
        places=geometry,
    )


def _unit(deviation: float) -> float:
    """Return a round number of about the deviation; 1 if that is near enough, or nothing varies."""
    if deviation == 0 or not np.isfinite(deviation) or 0.2 <= deviation <= 5:
        return 1.0
    return nice_step(max(deviation, 1e-300) / 1.5)


def _feet(places: Floats, axes: Floats, count: int) -> Segments | None:
    """Return lines (k, 2, 3) from some points to where they are projected, about the mean."""
    step = max(1, len(places) // _FEET)
    some = places[::step]
    onto = axes[:, :count] @ axes[:, :count].T
    foot = some @ onto
    if not len(some) or np.abs(foot - some).max() <= 1e-9 * np.abs(some).max():
        return None
    return Segments(np.stack([some, foot], axis=1))


def colours(column: int, rows: Floats) -> Pixels | None:
    """Return a colour for each row (s, 4) by the value in a column counted from 1; None for 0.

    Blue is low, orange high; a few values far out do not set the scale.
    """
    if column == 0 or not len(rows):
        return None
    low, high = colour_range(column, rows)
    values = rows[:, column - 1]
    span = high / 2 - low / 2
    part = np.clip((values / 2 - low / 2) / span, 0.0, 1.0) if span > 0 else np.full(len(rows), 0.5)
    stops = np.array([_LOW, _MIDDLE, _HIGH], dtype=np.float64)
    mixed = [np.interp(part, (0.0, 0.5, 1.0), stops[:, k]) for k in range(3)]
    return np.stack([*mixed, np.full(len(rows), 235.0)], axis=1).astype(np.uint8)


def colour_range(column: int, rows: Floats) -> tuple[float, float]:
    """Return the values of a column, counted from 1, that have the first and the last colour."""
    values = rows[:, column - 1]
    low, high = np.quantile(values / 2, (0.02, 0.98)) * 2
    return float(low), float(high)
